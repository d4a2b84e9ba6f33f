"""A new database comes from the migrations, and they make exactly the tables of the code."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import RowMapping
from sqlmodel import select

from helpers.desks import PASSPHRASE, add_family, reopen
from helpers.exchange import enrol, give_keys, send_up
from pkh_desk.actions.people.erase import erase_household
from pkh_desk.actions.upkeep.backup import back_up
from pkh_desk.actions.upkeep.restore import restore
from pkh_desk.desk import Desk, open_desk
from pkh_desk.domain.canon import digest
from pkh_desk.errors import NewerDatabase
from pkh_desk.store import migrate
from pkh_desk.store.engine import connect
from pkh_desk.store.log.packed import PLAIN, unpack
from pkh_desk.store.log.txnlog import Txn
from pkh_desk.store.tables import metadata
from pkh_desk.sync.merging.incoming import is_erased
from pkh_desk.views.people.families import family_ids, family_rows

BY_HAND = {"search_words", "search_digits"}


def test_the_migrations_make_what_the_code_expects(desk: Desk) -> None:
    wanted = metadata()
    with desk.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, _: (
                    not (kind == "table" and name and any(name.startswith(part) for part in BY_HAND))
                )
            },
        )
        assert compare_metadata(context, wanted) == []


def test_head_is_the_last_known_revision(desk: Desk) -> None:
    assert migrate.revision(desk.engine) == migrate.HEAD == migrate.KNOWN[-1]


def test_a_database_from_a_newer_program_is_refused_untouched(desk: Desk) -> None:
    home, key = add_family(desk), desk.key
    with desk.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerDatabase, match="lebih baru"):
        reopen(desk)
    raw = connect(desk.places.database, key)
    assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]
    assert raw.execute("SELECT id FROM household").fetchall() == [(home,)]
    raw.close()


def before_packing(row: RowMapping) -> Mapping[str, Any]:
    """Return a row as it was when the log was not packed, and told the txn before in a column."""
    if "body" not in row or "stream" not in row:
        return row
    line = unpack(row["body"])
    return {**row, "body": line.decode(), "prev": json.loads(line)["p"]}


def rewind(desk: Desk, revision: str) -> None:
    """Make the database what a program of an older revision left: the rows, in the tables of that time."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).with_name("migrations")))
    with desk.engine.execution_options(writing=True).begin() as connection:
        names = [row[0] for row in connection.exec_driver_sql(_TABLES)]
        kept = {
            name: list(map(before_packing, connection.exec_driver_sql(f"SELECT * FROM {name}").mappings()))
            for name in names
            if not name.startswith(("search_", "alembic_"))
        }
        for name in names:
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for name, rows in kept.items():
            columns = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({name})")]
            for row in rows if columns else ():
                listed = ",".join(f'"{column}"' for column in columns)
                marks = ",".join("?" * len(columns))
                values = tuple(row[column] for column in columns)
                connection.exec_driver_sql(f"INSERT INTO {name} ({listed}) VALUES ({marks})", values)
    desk.engine.dispose()


_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


def test_a_filled_database_from_before_the_listed_names_is_upgraded_and_lists_its_families(
    desk: Desk,
) -> None:
    for name in ("SITI AMINAH", "SITI", "AAN"):
        add_family(desk, name, nik=None, no_kk=None)
    rewind(desk, "0003")
    again = reopen(desk)
    assert migrate.revision(again.engine) == migrate.HEAD
    assert [row.name for row in family_rows(again, family_ids(again))] == ["AAN", "SITI", "SITI AMINAH"]
    assert len(family_ids(again, "siti")) == 2
    assert len(again.backups.list()) == 1
    again.close()


def test_a_log_from_before_packing_keeps_every_byte(desk: Desk) -> None:
    for name in ("SITI AMINAH", "AAN"):
        add_family(desk, name, nik=None, no_kk=None)
    with desk.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("UPDATE txn SET own = FALSE WHERE n = 1")
    rewind(desk, "0018")
    again = reopen(desk)
    with again.read() as session:
        mine, theirs = (session.exec(select(Txn).where(Txn.own == own)).one() for own in (True, False))
    assert mine.body == unpack(mine.body) != theirs.body
    assert [digest(unpack(txn.body)) for txn in (mine, theirs)] == [mine.id, theirs.id]
    assert json.loads(mine.body)["p"] == theirs.id
    again.close()


def test_a_backup_from_before_packing_is_put_back_with_every_txn_and_what_was_erased(
    office: Desk, desk: Desk, tmp_path: Path
) -> None:
    give_keys(office)
    enrol(office, desk, tmp_path)
    gone, kept = (add_family(desk, name, nik=None, no_kk=None) for name in ("SITI AMINAH", "AAN"))
    send_up(office, desk, tmp_path)
    erase_household(office, gone, "Permintaan tertulis")
    with office.read() as session:
        before = {txn.id: unpack(txn.body) for txn in session.exec(select(Txn))}
    rewind(office, "0018")
    backup = back_up(office)
    places, clock = office.places, office.clock
    office.close()
    restore(places, PASSPHRASE, backup.path, clock)
    again = open_desk(places, PASSPHRASE, clock)
    with again.read() as session:
        txns = session.exec(select(Txn)).all()
        assert {txn.id: unpack(txn.body) for txn in txns} == before
        assert {txn.body[:1] == PLAIN for txn in txns if not txn.own} == {False}
        assert sum(is_erased(unpack(txn.body)) for txn in txns) == 1
    assert family_ids(again) == [kept]
    again.close()
