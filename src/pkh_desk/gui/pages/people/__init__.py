"""Pages: families, their visits and their files."""
