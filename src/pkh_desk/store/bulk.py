"""The bulk writer: imports, undo and decisions write through the driver, behind the same log.

Same result as the session hook, without the ORM: rows and txns are gathered as tuples and written with
one executemany a table.
"""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from pkh_desk.store.heads import RowState
from pkh_desk.store.states import Stored, columns, execute_many, mark, save_rows, write_row
from pkh_desk.store.synced import nouns
from pkh_desk.store.txnlog import Op
from pkh_desk.store.values import Json, Noun
from pkh_desk.store.writing import Subject, Writing


class BulkWriter:
    """Gathers inserts and edits; `seal` closes one subject's txn, `flush` writes what is gathered."""

    def __init__(self, session: Session, writing: Writing) -> None:
        self.session = session
        self.writing = writing
        self._ops: list[Op] = []
        self._open: list[tuple[Noun, str, Stored, dict[str, Json] | None]] = []
        self._inserts: dict[str, list[tuple[Any, ...]]] = {}
        self._edits: dict[str, dict[str, Stored]] = {}

    def insert(self, table: str, row_id: str, values: Mapping[str, Json]) -> None:
        """Gather a new row; fields that are not named hold their defaults."""
        noun = nouns()[table]
        named = {k: v for k, v in values.items() if v != noun.defaults[k]}
        self._ops.append(["ins", table, row_id, named, noun.household_of(row_id, named)])
        stored = Stored(RowState({**noun.defaults, **named}), self.writing.change)
        self._open.append((noun, row_id, stored, None))

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
        op = {
            k: [
                v,
                self.writing.seen(connection, noun, row_id, state, k, decides) if seen is None else seen,
            ]
            for k, v in changed.items()
        }
        home = noun.household_of(row_id, {**state.values, **changed})
        self._ops.append(["set", table, row_id, op, home])
        self.writing.remember_office(noun, row_id, state, stored.change)
        self.writing.remember_move(noun, row_id, state.values, {**state.values, **changed})
        self._open.append((noun, row_id, stored, {k: state.values.get(k) for k in changed}))

    def seal(self, subject: Subject) -> str | None:
        """Close the txn of everything gathered since the last seal; return its id, None if nothing was."""
        if not self._ops:
            return None
        txn = self.writing.seal(subject, self._ops)
        at, txn_id = txn["h"], txn["id"]
        for op, (noun, row_id, stored, before) in zip(self._ops, self._open, strict=True):
            if before is None:
                stored.state.base = (at, txn_id)
                self._inserts.setdefault(noun.name, []).append(write_row(noun, row_id, stored))
                continue
            for name, (value, seen) in op[3].items():
                stored.state.write(name, value, seen, at, txn_id)
            stored.change = self.writing.change or stored.change
            self._edits.setdefault(noun.name, {})[row_id] = stored
            self.writing.remember_before(txn_id, noun, row_id, before)
        self._ops, self._open = [], []
        return str(txn_id)

    def flush(self) -> None:
        """Write the gathered rows with their txns."""
        connection = self.session.connection()
        for table, rows in self._inserts.items():
            names = columns(nouns()[table])
            listed = ",".join(f'"{name}"' for name in names)
            execute_many(
                connection, f"INSERT INTO {table} ({listed}) VALUES ({mark(connection, len(names))})", rows
            )
        for table, edits in self._edits.items():
            save_rows(connection, nouns()[table], edits)
        self._inserts, self._edits = {}, {}
        self.writing.drain(connection)
