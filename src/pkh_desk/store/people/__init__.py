"""Rows of families and of who looks after them."""
