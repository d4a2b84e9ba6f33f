"""Pages: files between laptop and office, and the lives of a laptop."""
