"""What is no longer a laptop's: rows the office does not name, and whether both sides hold the same."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection

from pkh_desk.store.dialect import json_text
from pkh_desk.store.log.states import execute_many, mark, select_in
from pkh_desk.store.log.synced import nouns

ANY_LATER = 1
"""The change number of a row the office no longer speaks of: its next word on it is newer."""

Key = tuple[str, str]
"""(table, row id)."""


def left_while_away(connection: Connection, named: Collection[Key]) -> dict[Key, int]:
    """Of families that come back, with everything that is theirs now: the rows here that are no more."""
    homes = [row_id for table, row_id in named if table == "household"]
    sql = "SELECT row_id FROM handed_over WHERE table_name = 'household' AND row_id IN {}"
    back = {row[0] for row in select_in(connection, sql, homes)}
    left: dict[Key, int] = {}
    for noun in nouns().values():
        if back and noun.scope == "household" and noun.name != "household":
            sql = f"SELECT id, change FROM {noun.name} WHERE change > 0 AND household_id IN {{}}"
            rows = select_in(connection, sql, back)
            left |= {(noun.name, r[0]): r[1] for r in rows if (noun.name, r[0]) not in named}
    return left


def missing(connection: Connection, named: Collection[Key]) -> dict[Key, int]:
    """In a full answer: the office's rows here that it no longer names.

    Their change numbers may be of an epoch that is over; whatever the office says later is newer.
    """
    found: dict[Key, int] = {}
    one = mark(connection, 1)
    for noun in nouns().values():
        rows = connection.exec_driver_sql(f"SELECT id FROM {noun.name} WHERE change > 0").fetchall()
        unnamed = [row[0] for row in rows if (noun.name, row[0]) not in named]
        execute_many(
            connection,
            f"UPDATE {noun.name} SET change = {ANY_LATER} WHERE id = {one}",
            [(row_id,) for row_id in unnamed],
        )
        found |= {(noun.name, row_id): ANY_LATER for row_id in unnamed}
    return found


def withdraw_documents(connection: Connection, gone: Collection[Key]) -> None:
    """Put config that the office has no more, since it was put back to an older state, out of force."""
    one = mark(connection, 1)
    ids = [(row_id,) for table, row_id in gone if table == "config"]
    execute_many(connection, f"UPDATE config SET deleted = TRUE WHERE id = {one}", ids)


def compare(connection: Connection, digest: Mapping[str, int]) -> tuple[str, ...]:
    """Return the tables whose count in scope is not the office's, own unsent rows aside: a row with unsent
    edits is where the office has it."""
    home = f"coalesce({json_text(connection, 's.state', 'values', 'household_id')}, t.household_id)"
    differs = []
    for table, count in digest.items():
        noun = nouns().get(table)
        if noun is None:
            continue
        of_family = noun.scope == "household" and table != "household"
        gone = "SELECT row_id FROM handed_over WHERE table_name"
        households = f"OR {home} IN ({gone} = 'household')" if of_family else ""
        sql = (
            f"SELECT count(*) FROM {table} t "
            f"LEFT JOIN shadow s ON s.table_name = '{table}' AND s.row_id = t.id "
            f"WHERE t.change > 0 AND NOT (t.id IN ({gone} = '{table}') {households})"
        )
        if connection.exec_driver_sql(sql).scalar() != count:
            differs.append(table)
    return tuple(differs)
