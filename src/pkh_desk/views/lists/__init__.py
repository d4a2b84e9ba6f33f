"""What a worker can look at: other people's lists, in and out."""
