"""Pages: the way out of the programme and its papers."""
