"""What a worker can do: the families' businesses and products."""
