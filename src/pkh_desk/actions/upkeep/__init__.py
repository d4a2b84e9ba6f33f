"""What a worker can do: the desk itself: opening, keys, backups, drafts, undo."""
