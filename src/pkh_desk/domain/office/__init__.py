"""Rules of what the office alone says: its config, its clerks, its orders."""
