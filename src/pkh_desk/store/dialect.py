"""What SQLite and PostgreSQL say differently; every other statement of the program is the same on both.

Placeholders are `states.mark`, the order of writers is the engine's. Source: decisions, Portable columns.
"""

from sqlalchemy import Connection, inspect

SQLITE = "sqlite"


def is_sqlite(connection: Connection) -> bool:
    """Tell whether the rows lie in a desk's own file: full-text indexes are there alone."""
    return connection.dialect.name == SQLITE


def expect_much(connection: Connection) -> None:
    """Give this connection 80 MB for pages and a write-ahead log of 128 MB: file after file changes the same
    pages of large indexes, which are read and written once then."""
    if is_sqlite(connection):
        connection.exec_driver_sql("PRAGMA cache_size = -81920")
        connection.exec_driver_sql("PRAGMA wal_autocheckpoint = 32768")


def has_table(connection: Connection, name: str) -> bool:
    """Tell whether the database has a table of this name."""
    return inspect(connection).has_table(name)


def json_text(connection: Connection, column: str, *path: str) -> str:
    """Return the expression for a text within a column of JSON text."""
    if is_sqlite(connection):
        return f"json_extract({column}, '$.{'.'.join(path)}')"
    return f"(CAST({column} AS json) #>> '{{{','.join(path)}}}')"
