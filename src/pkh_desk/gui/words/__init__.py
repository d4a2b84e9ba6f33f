"""What the window says about families, cases, changes and files."""
