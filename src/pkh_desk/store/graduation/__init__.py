"""Rows of cases and of the papers on their way."""
