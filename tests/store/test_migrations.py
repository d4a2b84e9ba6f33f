"""A new database comes from the migrations, and they make exactly the tables of the code."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from helpers.desks import add_family, reopen
from pkh_desk.desk import Desk
from pkh_desk.errors import NewerDatabase
from pkh_desk.store import migrate
from pkh_desk.store.engine import connect
from pkh_desk.store.tables import metadata
from pkh_desk.views.families import family_ids, family_rows

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


def test_a_filled_database_from_before_the_listed_names_is_upgraded_and_lists_its_families(
    desk: Desk,
) -> None:
    for name in ("SITI AMINAH", "SITI", "AAN"):
        add_family(desk, name, nik=None, no_kk=None)
    with desk.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("DROP INDEX ix_search_entry_name")
        connection.exec_driver_sql("ALTER TABLE search_entry DROP COLUMN name")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0003'")
    again = reopen(desk)
    assert migrate.revision(again.engine) == migrate.HEAD
    assert [row.name for row in family_rows(again, family_ids(again))] == ["AAN", "SITI", "SITI AMINAH"]
    assert len(family_ids(again, "siti")) == 2
    assert len(again.backups.list()) == 1
    again.close()
