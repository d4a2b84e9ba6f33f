"""Building a laptop's rows again: the office's word on each, with this desk's unsent writes on top."""

from typing import Any

from sqlalchemy import Connection

from pkh_desk.store.log.heads import RowState
from pkh_desk.store.log.states import Stored, dump_state, execute_many, load_rows, mark, save_rows
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.values import Noun

Pending = list[tuple[int, str, list[Any]]]
"""(time, txn, op) of unsent writes, oldest first."""


class Rebuilding:
    """The rows of one table on their way back: the office's word with our unsent ops on top."""

    def __init__(self, noun: Noun) -> None:
        self.noun = noun
        self.saved: dict[str, Stored] = {}
        self.removed: list[str] = []
        self._shadows: list[tuple[str, str, str]] = []

    def put_on_top(self, row_id: str, word: Stored | None, ops: Pending) -> None:
        """Compute a row from the office's word on it, None if there is none, and our unsent ops."""
        office = word.state if word else RowState({})
        if word and ops:
            self._shadows.append((self.noun.name, row_id, dump_state(office)))
        state = RowState(dict(office.values), office.base, {k: list(v) for k, v in office.heads.items()})
        for at, txn, op in ops:
            if op[0] == "ins":
                state.insert({**self.noun.defaults, **op[3]}, at, txn, set())
            elif not self.noun.fact:
                for name, (value, seen) in op[3].items():
                    state.write(name, value, seen, at, txn)
        if state.base is None:
            self.removed.append(row_id)
        else:
            self.saved[row_id] = Stored(state, word.change if word else 0)

    def store(self, connection: Connection, ids: set[str]) -> None:
        """Write the rows of these ids that were computed, and the shadows of those with unsent ops."""
        table, one = self.noun.name, mark(connection, 1)
        save_rows(connection, self.noun, self.saved)
        execute_many(connection, f"DELETE FROM {table} WHERE id = {one}", [(i,) for i in self.removed])
        execute_many(
            connection,
            f"DELETE FROM shadow WHERE table_name = {one} AND row_id = {one}",
            [(table, row_id) for row_id in ids if row_id in self.saved or row_id in self.removed],
        )
        execute_many(
            connection,
            f"INSERT INTO shadow(table_name,row_id,state) VALUES ({mark(connection, 3)})",
            self._shadows,
        )


def inserts(ops: Pending) -> bool:
    """Say whether the row itself is unsent."""
    return any(op[0] == "ins" for _, _, op in ops)


def from_shadow(shadow: Stored | None, row: Stored | None) -> Stored | None:
    """Return the office's earlier word on a row, with the change number it had."""
    if shadow is not None and row is not None:
        shadow.change = row.change
    return shadow


def put_aside(connection: Connection, gone: set[tuple[str, str]]) -> set[str]:
    """Hide rows (table, id) that are elsewhere now, or that the office lost, while their family is still
    here: they must not count with it. Their last state is kept apart. Returns those families."""
    by_table: dict[str, set[str]] = {}
    for table, row_id in gone:
        if nouns()[table].scope == "household" and table != "household":
            by_table.setdefault(table, set()).add(row_id)
    sql = "SELECT row_id FROM handed_over WHERE table_name = 'household'"
    away = {row[0] for row in connection.exec_driver_sql(sql)}
    left: set[str] = set()
    for table, ids in by_table.items():
        rows = load_rows(connection, nouns()[table], ids)
        homes = {i: nouns()[table].household_of(i, stored.state.values) for i, stored in rows.items()}
        aside = {i: dump_state(rows[i].state) for i, home in homes.items() if home not in away}
        _move(connection, table, aside)
        left |= {home for i, home in homes.items() if i in aside and home is not None}
    return left


def _move(connection: Connection, table: str, aside: dict[str, str]) -> None:
    one = mark(connection, 1)
    execute_many(
        connection,
        f"INSERT INTO orphan(table_name,row_id,state) VALUES ({mark(connection, 3)}) "
        "ON CONFLICT (table_name,row_id) DO UPDATE SET state = excluded.state",
        [(table, row_id, state) for row_id, state in aside.items()],
    )
    execute_many(
        connection,
        f"DELETE FROM shadow WHERE table_name = {one} AND row_id = {one}",
        [(table, row_id) for row_id in aside],
    )
    execute_many(connection, f"DELETE FROM {table} WHERE id = {one}", [(row_id,) for row_id in aside])
