"""The engine on a PostgreSQL of the office: the same rows as in a desk's file, for when one PC is outgrown.

Needs psycopg 3 (the extra `office`). Rows come back as SQLite gives them (dates as ISO text to statements
of our own), writers come one after the other, and readers see one moment. Source: decisions, Portable
columns; house, Dependencies.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, create_engine, event
from sqlalchemy.engine import Dialect, Engine

from pkh_desk.store.tables import metadata

ONE_WRITER = 7_100_001
"""Key of the lock that writers take before they read anything, as SQLite's BEGIN IMMEDIATE has them wait."""


class IsoDate(Date):
    """A date that the driver gives as ISO text."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], date | None]:
        """Read the text."""
        return lambda text: None if text is None else date.fromisoformat(text)


def open_server(url: str) -> Engine:
    """Return an engine on the database at `url` (`postgresql+psycopg://...`)."""
    metadata()  # columns as wide as the migrations made them, which SQLite never asks about
    engine = create_engine(url)
    engine.dialect.colspecs = {**engine.dialect.colspecs, Date: IsoDate}
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begin)
    return engine


def _connected(connection: Any, _record: object) -> None:
    from psycopg.types.string import TextLoader

    connection.adapters.register_loader("date", TextLoader)


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writing", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_WRITER})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
