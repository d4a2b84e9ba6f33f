"""The file `.pkhb`: made, sealed, signed, and read back by the checks of FORMAT.md."""
