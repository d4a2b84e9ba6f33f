"""Pages: the desk itself: opening, keys, backups, drafts, undo."""
