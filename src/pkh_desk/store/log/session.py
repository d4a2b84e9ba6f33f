"""The session that cannot write past the log.

Autoflush is off. On commit every changed synced row becomes an op, ops become one txn a subject, the merge
columns are set, and then the one flush happens: rows and log entry are one database transaction. A flush of
synced rows that did not come this way is a bug and is refused.
"""

from typing import Any

from sqlalchemy import inspect
from sqlalchemy.engine import Engine
from sqlmodel import Session

from pkh_desk.domain.fit import TOO_LONG
from pkh_desk.errors import InvalidInput, Problem
from pkh_desk.store.log.heads import RowState, dump_heads, load_heads
from pkh_desk.store.log.synced import Register, Synced, nouns
from pkh_desk.store.log.txnlog import Op
from pkh_desk.store.log.values import Json, Noun
from pkh_desk.store.log.writing import Subject, Writing


class LoggedSession(Session):
    """A session of one `Writing`. Only `record()` flushes, only `Desk.write` commits."""

    def __init__(self, engine: Engine, writing: Writing) -> None:
        super().__init__(engine.execution_options(writing=True), autoflush=False, expire_on_commit=False)
        self.writing = writing
        self._recording = False

    def record(self) -> None:
        """Turn everything changed so far into txns and flush rows and log together. Raises InvalidInput."""
        groups: dict[Subject, list[Synced]] = {}
        for row in self._changed():
            noun = nouns()[row.__tablename__]  # type: ignore[index]
            values = _values(noun, row)
            groups.setdefault(self.writing.subject or noun.subject_of(row.id, values), []).append(row)
        for subject, rows in groups.items():
            self._seal(subject, rows)
        self._recording = True
        try:
            super().flush()
        finally:
            self._recording = False

    def flush(self, objects: Any = None) -> None:
        """Flush unsynced rows; synced ones only from `record()`."""
        if not self._recording and any(self._changed()):
            raise RuntimeError("synced rows are flushed by record() alone, so that the log sees them")
        super().flush(objects)

    def _changed(self) -> list[Synced]:
        if any(isinstance(row, Synced) for row in self.deleted):
            raise RuntimeError("synced rows are never deleted; set `deleted`")
        new = [row for row in self.new if isinstance(row, Synced)]
        dirty = [row for row in self.dirty if isinstance(row, Synced) and self.is_modified(row)]
        return new + dirty

    def _seal(self, subject: Subject, rows: list[Synced]) -> None:
        prepared = [self._prepare(nouns()[row.__tablename__], row) for row in rows]  # type: ignore[index]
        kept = [(row, p) for row, p in zip(rows, prepared, strict=True) if p is not None]
        if not kept:
            return
        txn = self.writing.seal(subject, [op for _, (op, _, _) in kept])
        for row, (op, before, state) in kept:
            if op[0] == "ins":
                row.base_at, row.base_txn = txn["h"], txn["id"]
            elif isinstance(row, Register):
                for name, (value, seen) in op[3].items():
                    state.write(name, value, seen, txn["h"], txn["id"])
                row.heads = dump_heads(state.heads)
            if self.writing.change:
                row.change = self.writing.change
            self.writing.remember_before(txn["id"], nouns()[op[1]], row.id, before)

    def _prepare(self, noun: Noun, row: Synced) -> tuple[Op, dict[str, Json], RowState] | None:
        values = _values(noun, row)
        home = noun.household_of(row.id, values)
        if row in self.new:
            named = {k: v for k, v in values.items() if v != noun.defaults[k]}
            _require_room(noun, named)
            return ["ins", noun.name, row.id, named, home], {}, RowState({})
        if noun.fact:
            raise RuntimeError(f"a {noun.name} is a fact: reverse it, do not edit it")
        before = _before(noun, row)
        if not before:
            return None
        _require_room(noun, {name: values[name] for name in before})
        heads = load_heads(row.heads) if isinstance(row, Register) else {}
        state = RowState({**values, **before}, (row.base_at, row.base_txn), heads)
        self.writing.remember_office(noun, row.id, state, row.change)
        self.writing.remember_move(noun, row.id, {**values, **before}, values)
        connection = self.connection()
        change = {
            name: [values[name], self.writing.seen(connection, noun, row.id, state, name)] for name in before
        }
        return ["set", noun.name, row.id, change, home], before, state


def _require_room(noun: Noun, values: dict[str, Json]) -> None:
    """Raise InvalidInput for a text that is too long for its field: SQLite would take it, no other desk."""
    problems = [
        Problem(name, TOO_LONG.format(max_length=noun.fields[name].limit))
        for name, value in values.items()
        if isinstance(value, str) and len(value) > noun.fields[name].limit
    ]
    if problems:
        raise InvalidInput(problems)


def _values(noun: Noun, row: Synced) -> dict[str, Json]:
    return {name: field.to_json(getattr(row, name)) for name, field in noun.fields.items()}


def _before(noun: Noun, row: Synced) -> dict[str, Json]:
    """Return what each really changed field held before."""
    found = {}
    state = inspect(row)
    for name, field in noun.fields.items():
        history = state.attrs[name].history
        if history.deleted and history.deleted[0] != getattr(row, name):
            found[name] = field.to_json(history.deleted[0])
    return found
