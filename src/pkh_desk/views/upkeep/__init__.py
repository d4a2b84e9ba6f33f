"""What a worker can look at: the desk itself: opening, keys, backups, drafts, undo."""
