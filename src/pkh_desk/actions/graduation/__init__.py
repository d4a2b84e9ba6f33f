"""What a worker can do: the way out of the programme and its papers."""
