"""The merge at the office: what a laptop may write, what it does to rows, and what is left for a person."""
