"""ROWS: the tables, the transaction log and the encrypted files of one desk."""
