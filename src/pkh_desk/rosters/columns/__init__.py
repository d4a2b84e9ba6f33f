"""What the columns and rows of a sheet are: headers, titles, tables side by side, rows about somebody."""
