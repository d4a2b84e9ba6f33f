"""What a worker can look at: families, their visits and their files."""
