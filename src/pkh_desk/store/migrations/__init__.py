"""The steps that bring a database from any older revision to this one."""
