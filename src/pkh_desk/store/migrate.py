"""Bringing a database to this program's revision, or refusing one that is ahead of it.

The revision is read with plain SQL; Alembic is imported only when there is something to do. A behind
database is first copied (verified backup), then upgraded on our own connection in one transaction. A new
database comes from the same migrations.
"""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.engine import Engine

from pkh_desk.errors import NewerDatabase
from pkh_desk.store import search
from pkh_desk.store.dialect import has_table

HEAD = "0024"
KNOWN = tuple(f"{number:04}" for number in range(1, int(HEAD) + 1))


def revision(engine: Engine) -> str | None:
    """Return the revision the database stands at, None for an empty one."""
    with engine.connect() as connection:
        if not has_table(connection, "alembic_version"):
            return None
        row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None


def migrate(engine: Engine, backup: Callable[[], object]) -> bool:
    """Upgrade to HEAD; return whether anything was done.

    `backup` is called before an existing database is changed. Raises NewerDatabase for an unknown revision.
    """
    here = revision(engine)
    if here == HEAD:
        return False
    if here is not None and here not in KNOWN:
        raise NewerDatabase(
            "Data ini ditulis oleh PKH Desk yang lebih baru. Tidak ada yang diubah.",
            "Perbarui program dari USB koordinator.",
        )
    if here is not None:
        backup()
    _upgrade(engine)
    return True


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    with engine.execution_options(writing=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        search.rebuild(connection, lambda done, total: None)
    engine.dispose()
