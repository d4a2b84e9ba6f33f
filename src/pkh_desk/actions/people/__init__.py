"""What a worker can do: families, their visits and their files."""
