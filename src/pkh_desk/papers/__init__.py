"""PAPERS: facts in, PDF or spreadsheet bytes out."""
