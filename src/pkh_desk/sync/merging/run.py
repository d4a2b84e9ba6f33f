"""One run of a merge: what was read for it, what came of it, and how that is written, in bulk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from pkh_desk.store.log.states import (
    Stored,
    add_rows,
    dump_state,
    execute_many,
    insert_many,
    mark,
    save_rows,
)
from pkh_desk.store.log.synced import nouns
from pkh_desk.sync.merging.incoming import Incoming

RowKey = tuple[str, str]
Write = tuple[str, str, str]
"""(row id, field, txn)."""

LOG = (
    "id", "stream", "n", "h", "seen_at", "author", "act", "subject_kind", "subject_id", "household_id",
    "body", "own", "fate", "fate_reason", "change",
)  # fmt: skip


@dataclass
class Outcome:
    """What one bundle did: counts of txns, the `subjects` of the new ones (each is one catatan), the rows it
    touched by table, the families these are of, and the states of those with heads. `unwanted` are the
    SHA-256 of photos and scans of erased families.

    `waiting` txns stay with their sender: one before them is missing, or (`newer` of them) they are of a
    newer program than this one.
    """

    new: int = 0
    again: int = 0
    waiting: int = 0
    newer: int = 0
    refused: int = 0
    forks: int = 0
    subjects: set[str] = field(default_factory=set)
    touched: dict[str, set[str]] = field(default_factory=dict)
    unwanted: set[str] = field(default_factory=set)
    homes: set[str] = field(default_factory=set)
    states: dict[str, dict[str, Stored]] = field(default_factory=dict)


@dataclass
class Run:
    """The rows of a run of txns as they are now, and what else is to be written of it.

    `here` are the rows that lie in their tables, `orphans` those whose insert had not arrived before it.
    """

    rows: dict[RowKey, Stored] = field(default_factory=dict)
    here: frozenset[RowKey] = frozenset()
    orphans: frozenset[RowKey] = frozenset()
    forked: set[str] = field(default_factory=set)
    touched: dict[str, set[str]] = field(default_factory=dict)
    overtaken: set[Write] = field(default_factory=set)
    overtaken_before: frozenset[Write] = frozenset()
    log: list[tuple[Any, ...]] = field(default_factory=list)
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    moves: list[tuple[Any, ...]] = field(default_factory=list)
    befores: list[tuple[Any, ...]] = field(default_factory=list)

    def store(self, connection: Connection, txns: Sequence[Incoming], desk: str) -> None:
        """Write everything of the run but its rows: the log of a desk, and what is kept beside it."""
        one = mark(connection, 1)
        insert_many(connection, "txn", LOG, self.log)
        streams = [(name, desk, name in self.forked) for name in sorted({t.body["s"] for t in txns})]
        either = " ON CONFLICT (id) DO UPDATE SET forked = stream.forked OR excluded.forked"
        insert_many(connection, "stream", ("id", "desk_id", "forked"), streams, either)
        followed = {t.body["p"] for t in txns}
        ended = [(txn,) for txn in followed - {t.id for t in txns}]
        execute_many(connection, f"DELETE FROM tip WHERE txn_id = {one}", ended)
        tips = [(t.id, t.body["s"], t.body["n"]) for t in txns if t.id not in followed]
        insert_many(connection, "tip", ("txn_id", "stream", "n"), tips, " ON CONFLICT DO NOTHING")
        insert_many(connection, "refused_op", ("txn_id", "reason", "op"), self.refused)
        moved = ("change", "table_name", "row_id", "household_id", "from_pendamping", "to_pendamping")
        insert_many(connection, "scope_change", moved, self.moves)
        before = ("txn_id", "table_name", "row_id", "field", "value")
        insert_many(connection, "before_value", before, self.befores, " ON CONFLICT DO NOTHING")
        waiting = sorted(self.overtaken - self.overtaken_before)
        insert_many(connection, "overtaken", ("row_id", "field", "txn_id"), waiting)
        execute_many(
            connection,
            f"DELETE FROM overtaken WHERE row_id = {one} AND field = {one} AND txn_id = {one}",
            sorted(self.overtaken_before - self.overtaken),
        )

    def store_rows(self, connection: Connection, change: int, outcome: Outcome) -> None:
        """Write the rows that were touched at this change, and note them in the outcome."""
        waiting, adopted = [], []
        for table, ids in self.touched.items():
            noun = nouns()[table]
            new: dict[str, Stored] = {}
            edited: dict[str, Stored] = {}
            for row_id in ids:
                key = table, row_id
                stored = self.rows[key]
                stored.change = change
                if stored.state.base is None:
                    waiting.append((table, row_id, dump_state(stored.state)))
                    continue
                (edited if key in self.here else new)[row_id] = stored
                outcome.homes.add(noun.household_of(row_id, stored.state.values) or "")
                if key in self.orphans:
                    adopted.append(key)
                if stored.state.heads:
                    outcome.states.setdefault(table, {})[row_id] = stored
            add_rows(connection, noun, new)
            save_rows(connection, noun, edited)
            outcome.touched.setdefault(table, set()).update(ids)
        update = " ON CONFLICT (table_name,row_id) DO UPDATE SET state = excluded.state"
        insert_many(connection, "orphan", ("table_name", "row_id", "state"), waiting, update)
        one = mark(connection, 1)
        execute_many(connection, f"DELETE FROM orphan WHERE table_name = {one} AND row_id = {one}", adopted)
