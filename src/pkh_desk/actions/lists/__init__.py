"""What a worker can do: other people's lists, in and out."""
