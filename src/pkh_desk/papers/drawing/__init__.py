"""Drawing on pages: pen, faces, measured text, and the blocks of a letter."""
