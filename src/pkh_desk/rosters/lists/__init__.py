"""The kinds of lists that the field knows, each with its rows as data."""
