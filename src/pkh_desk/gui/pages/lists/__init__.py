"""Pages: other people's lists, in and out."""
