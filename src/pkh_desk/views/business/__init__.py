"""What a worker can look at: the families' businesses and products."""
