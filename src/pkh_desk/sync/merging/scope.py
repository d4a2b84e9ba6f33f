"""Scope: which rows belong on which laptop.

A row is in a pendamping's scope through its household's `pendamping_id`; group rows carry the pendamping
themselves; district rows go to every desk. Petugas aliases count as the petugas they stand for. Source:
decisions, Scope.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from pkh_desk.store.log.states import columns, mark, select_in
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.values import Noun


def stands_for(connection: Connection, petugas_id: str) -> frozenset[str]:
    """Return the petugas and the aliases that stand for it."""
    one = mark(connection, 1)
    rows = connection.exec_driver_sql(
        f"SELECT from_id FROM alias WHERE kind = 'petugas' AND active AND NOT deleted AND to_id = {one}",
        (petugas_id,),
    )
    return frozenset({petugas_id, *(row[0] for row in rows)})


def entered(connection: Connection, pendamping: frozenset[str], since: int) -> set[str]:
    """Return the households that came into scope after change `since` and are in it now.

    They were reassigned, or arrived only then: after a restore of the office somebody else's work on a
    family may reach it before the family itself does.
    """
    moved = (
        "SELECT DISTINCT s.household_id FROM scope_change s JOIN household h ON h.id = s.household_id "
        f"WHERE s.change > {int(since)} AND s.table_name = 'household' AND h.pendamping_id IN {{}}"
    )
    arrived = (
        "SELECT h.id FROM household h JOIN txn t ON t.id = h.base_txn "
        f"WHERE t.change > {int(since)} AND h.pendamping_id IN {{}}"
    )
    rows = select_in(connection, moved, pendamping) + select_in(connection, arrived, pendamping)
    return {row[0] for row in rows}


def gone(connection: Connection, pendamping: frozenset[str], since: int) -> list[tuple[str, str, int]]:
    """Return (table, row id, change) of what left the scope after `since` and is not back in it."""
    sql = (
        "SELECT s.table_name, s.row_id, max(s.change), h.pendamping_id FROM scope_change s "
        "LEFT JOIN household h ON h.id = s.household_id "
        f"WHERE s.change > {int(since)} AND s.from_pendamping IN {{}} "
        "GROUP BY s.table_name, s.row_id, h.pendamping_id"
    )
    left = []
    for table, row_id, change, owner in select_in(connection, sql, pendamping):
        owner = owner if table == "household" else _owner_now(connection, nouns()[table], row_id)
        if owner not in pendamping:
            left.append((table, row_id, change))
    return left


def _owner_now(connection: Connection, noun: Noun, row_id: str) -> str | None:
    of_family = f"SELECT h.pendamping_id FROM {noun.name} t JOIN household h ON h.id = t.household_id"
    own = f"SELECT t.pendamping_id FROM {noun.name} t"
    row = connection.exec_driver_sql(
        f"{own if noun.scope == 'pendamping' else of_family} WHERE t.id = {mark(connection, 1)}", (row_id,)
    ).fetchone()
    return row[0] if row else None


def rows_in_scope(
    connection: Connection, noun: Noun, pendamping: frozenset[str], since: int, homes: set[str]
) -> Iterator[Sequence[Any]]:
    """Yield the rows (in the order of `states.columns`) of a noun that a laptop must hear of.

    They changed after `since`, or belong to one of the households `homes` that entered the scope.
    """
    listed = ",".join(f't."{name}"' for name in columns(noun))
    base = f"SELECT {listed} FROM {noun.name} t"
    changed = f"t.change > {int(since)}"
    if noun.scope == "district":
        yield from connection.exec_driver_sql(f"{base} WHERE {changed}")
        return
    if noun.scope == "pendamping":
        yield from select_in(connection, f"{base} WHERE {changed} AND t.pendamping_id IN {{}}", pendamping)
        return
    if noun.name == "household":
        yield from select_in(connection, f"{base} WHERE {changed} AND t.pendamping_id IN {{}}", pendamping)
        yield from select_in(connection, f"{base} WHERE NOT ({changed}) AND t.id IN {{}}", homes)
        return
    mine = f"{base} JOIN household h ON h.id = t.household_id WHERE {changed} AND h.pendamping_id IN {{}}"
    yield from select_in(connection, mine, pendamping)
    yield from select_in(connection, f"{base} WHERE NOT ({changed}) AND t.household_id IN {{}}", homes)


def own_visits(connection: Connection, pendamping: frozenset[str], since: int, homes: set[str]) -> list[str]:
    """Return those of the visits in `rows_in_scope` that a laptop of these petugas recorded, any of theirs.

    A laptop that lost its log, or is not their only one, cannot tell otherwise which are its pendamping's.
    """
    recorded = (
        "SELECT v.id, d.petugas_id FROM visit v JOIN txn t ON t.id = v.base_txn "
        "JOIN stream s ON s.id = t.stream JOIN desk d ON d.id = s.desk_id "
        "JOIN household h ON h.id = v.household_id WHERE NOT v.deleted AND "
    )
    changed = f"v.change > {int(since)}"
    rows = [
        *select_in(connection, f"{recorded}{changed} AND h.pendamping_id IN {{}}", pendamping),
        *select_in(connection, f"{recorded}NOT ({changed}) AND h.id IN {{}}", homes),
    ]
    return [visit for visit, petugas in rows if petugas in pendamping]
