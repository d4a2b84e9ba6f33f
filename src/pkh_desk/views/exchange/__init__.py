"""What a worker can look at: files between laptop and office, and the lives of a laptop."""
