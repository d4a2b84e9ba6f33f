"""Pages: the families' businesses and products."""
