"""What a worker can look at: the way out of the programme and its papers."""
