"""Deleted, then written about by another desk that did not know of the deletion.

Such a record comes back at once and stays a question, so that nobody's work is hidden by somebody's deletion.
Of a family everything under it counts. Source: the sync document, Merge.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from pkh_desk.store.log.heads import Head, highest, load_heads
from pkh_desk.store.log.states import Stored, load_rows, select_in
from pkh_desk.store.log.synced import nouns

States = Mapping[str, Mapping[str, Stored]]
"""Rows with their states, by table and id."""


def written_since(connection: Connection, states: States) -> dict[str, set[str]]:
    """Return by key (`table/row/deleted`) the deletions that later writes of other desks speak against, with
    those writes."""
    gone = {
        (table, row_id): highest(stored.state.heads["deleted"])
        for table, rows in states.items()
        for row_id, stored in rows.items()
        if stored.state.values.get("deleted") and "deleted" in stored.state.heads
    }
    under = _under(connection, {row_id for table, row_id in gone if table == "household"})
    later = {}
    for (table, row_id), (at, _, _) in gone.items():
        own = _writes(states[table][row_id].state.heads)
        below = under.get(row_id, []) if table == "household" else []
        later[table, row_id] = {txn for when, txn in [*own, *below] if when > at}
    named = {txn for key, txns in later.items() if txns for txn in (*txns, gone[key][1])}
    sql = "SELECT id, stream, seen_at, own FROM txn WHERE id IN {}"
    known = {row[0]: row[1:] for row in select_in(connection, sql, named)}
    found = {}
    for (table, row_id), txns in later.items():
        deletion = gone[table, row_id][1]
        foreign = {txn for txn in txns if _is_unaware(known.get(txn), known.get(deletion))}
        if foreign:
            found[f"{table}/{row_id}/deleted"] = {deletion, *foreign}
    return found


def _is_unaware(write: Sequence[Any] | None, deletion: Sequence[Any] | None) -> bool:
    """Say whether a write (stream, seen at, own) was made without knowing of a deletion: by another desk, and
    if by this office before the deletion came in."""
    if write is None or deletion is None:
        return False
    stream, seen_at, own = write
    return stream != deletion[0] and not (own and seen_at > deletion[1])


def deleted_homes(connection: Connection, homes: Collection[str]) -> dict[str, Stored]:
    """Return those of these families that are deleted."""
    sql = "SELECT id FROM household WHERE deleted AND id IN {}"
    ids = {row[0] for row in select_in(connection, sql, homes)}
    return load_rows(connection, nouns()["household"], ids)


def to_bring_back(connection: Connection) -> list[tuple[str, str]]:
    """Return (table, id) of the rows in question that are still deleted."""
    asked = connection.exec_driver_sql(
        "SELECT table_name, row_id FROM conflict WHERE kind = 'field' AND field = 'deleted' ORDER BY id"
    ).fetchall()
    ids: dict[str, set[str]] = {}
    for table, row_id in asked:
        ids.setdefault(table, set()).add(row_id)
    states = {table: load_rows(connection, nouns()[table], rows) for table, rows in ids.items()}
    found = written_since(connection, states)
    return [(table, row_id) for table, row_id in asked if f"{table}/{row_id}/deleted" in found]


def _writes(heads: Mapping[str, Iterable[Head]]) -> list[tuple[int, str]]:
    return [head[:2] for name, listed in heads.items() if name != "deleted" for head in listed]


def _under(connection: Connection, homes: Collection[str]) -> dict[str, list[tuple[int, str]]]:
    """Return (time, txn) of what laptops wrote of the records of these families."""
    found: dict[str, list[tuple[int, str]]] = {home: [] for home in homes}
    for noun in nouns().values():
        if noun.scope == "household" and noun.name != "household" and not noun.office_only:
            heads = "NULL" if noun.fact else "heads"
            listed = f"household_id, base_at, base_txn, {heads}"
            sql = f"SELECT {listed} FROM {noun.name} WHERE household_id IN {{}}"
            for home, at, txn, text in select_in(connection, sql, homes):
                found[home] += [(at, txn), *_writes(load_heads(text))]
    written = {txn for writes in found.values() for _, txn in writes}
    own = {row[0] for row in select_in(connection, "SELECT id FROM txn WHERE own AND id IN {}", written)}
    return {home: [one for one in writes if one[1] not in own] for home, writes in found.items()}
