"""Races of the program's jobs against the least that could do the work; nothing here asserts."""
