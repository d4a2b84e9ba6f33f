"""Any file as sheets of cells, read in a process that may die without harm."""
