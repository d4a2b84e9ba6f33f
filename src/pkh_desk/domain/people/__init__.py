"""Rules of families, their members and visits, and of the aid that is paid to them."""
