"""Every table of a desk, gathered in one metadata: for migrations and their test, not for daily work."""

from importlib import import_module

from sqlalchemy import BigInteger, Integer, MetaData
from sqlmodel import SQLModel

from pkh_desk.store.log.synced import LOCAL_MODULES, NOUN_MODULES


def metadata() -> MetaData:
    """Import every table module and return the metadata.

    Whole numbers are 64 bits wide everywhere but in SQLite's own row keys, so that money and instants fit
    on PostgreSQL too.
    """
    for module in (*NOUN_MODULES, *LOCAL_MODULES):
        import_module(f"pkh_desk.store.{module}")
    for table in SQLModel.metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, Integer) and not column.primary_key:
                column.type = BigInteger()
    return SQLModel.metadata
