"""Who of a list is held already: the same, changed, new, or perhaps a twin."""
