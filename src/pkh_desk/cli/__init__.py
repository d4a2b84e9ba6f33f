"""WORDS: the command line over the same actions and views as the window."""
