"""Files beside the database: the vault, backups, photos, the position, and the list of what was erased."""
