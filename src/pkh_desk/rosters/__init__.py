"""OTHER PEOPLE'S SPREADSHEETS: read in a child process, columns found, cells cleaned or flagged."""
