"""The bulk writer: imports, undo and decisions write through the driver, behind the same log.

Same result as the session hook, without the ORM: rows and txns are gathered as tuples and written with
one executemany a table.
"""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from pkh_desk.store.log.states import Stored, columns, insert_many, new_row, save_rows
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.txnlog import Op
from pkh_desk.store.log.values import Json, Noun
from pkh_desk.store.log.writing import Subject, Writing


class BulkWriter:
    """Gathers inserts and edits; `seal` closes one subject's txn, `flush` writes what is gathered."""

    def __init__(self, session: Session, writing: Writing) -> None:
        self.session = session
        self.writing = writing
        self._ops: list[Op] = []
        self._new: list[tuple[Noun, str, dict[str, Json]]] = []
        self._open: list[tuple[Noun, str, Stored, dict[str, Json], Op]] = []
        self._inserts: dict[str, list[tuple[Any, ...]]] = {}
        self._edits: dict[str, dict[str, Stored]] = {}

    def insert(self, table: str, row_id: str, values: Mapping[str, Json]) -> None:
        """Gather a new row; fields that are not named hold their defaults."""
        noun = nouns()[table]
        defaults = noun.defaults
        named = {k: v for k, v in values.items() if v != defaults[k]}
        self._ops.append(["ins", table, row_id, named, noun.household_of(row_id, named)])
        self._new.append((noun, row_id, {**defaults, **named}))

    def edit(
        self,
        table: str,
        row_id: str,
        stored: Stored,
        values: Mapping[str, Json],
        decides: bool = False,
        seen: list[str] | None = None,
    ) -> None:
        """Gather an edit of a loaded row; fields that already hold the value are left alone.

        `decides`: the write names every head, so that a conflict ends even if the value stays. `seen`: it
        names these writes alone, so that a conflict that had ended is open again.
        """
        noun = nouns()[table]
        state = stored.state
        changed = {k: v for k, v in values.items() if decides or seen is not None or state.values.get(k) != v}
        if not changed:
            return
        connection = self.session.connection()
        writes = {
            k: [
                v,
                self.writing.seen(connection, noun, row_id, state, k, decides) if seen is None else seen,
            ]
            for k, v in changed.items()
        }
        op: Op = ["set", table, row_id, writes, noun.household_of(row_id, {**state.values, **changed})]
        self._ops.append(op)
        self.writing.remember_office(noun, row_id, state, stored.change)
        self.writing.remember_move(noun, row_id, state.values, {**state.values, **changed})
        self._open.append((noun, row_id, stored, {k: state.values.get(k) for k in changed}, op))

    def seal(self, subject: Subject) -> str | None:
        """Close the txn of everything gathered since the last seal; return its id, None if nothing was."""
        if not self._ops:
            return None
        txn = self.writing.seal(subject, self._ops)
        at, txn_id = txn["h"], txn["id"]
        for noun, row_id, values in self._new:
            row = new_row(noun, row_id, values, at, txn_id, self.writing.change)
            self._inserts.setdefault(noun.name, []).append(row)
        for noun, row_id, stored, before, op in self._open:
            for name, (value, seen) in op[3].items():
                stored.state.write(name, value, seen, at, txn_id)
            stored.change = self.writing.change or stored.change
            self._edits.setdefault(noun.name, {})[row_id] = stored
            self.writing.remember_before(txn_id, noun, row_id, before)
        self._ops, self._new, self._open = [], [], []
        return str(txn_id)

    def flush(self) -> None:
        """Write the gathered rows with their txns."""
        connection = self.session.connection()
        for table, rows in self._inserts.items():
            insert_many(connection, table, columns(nouns()[table]), rows)
        for table, edits in self._edits.items():
            save_rows(connection, nouns()[table], edits)
        self._inserts, self._edits = {}, {}
        self.writing.drain(connection)
