"""RULES: what is true of households, visits and letters; knows only Python, Pydantic and errors."""
