"""Writing: one act of a person on its way into the log, shared by the session hook and the bulk writer.

Both ways of changing rows meet here: ops are grouped by subject, sealed into txns at the end of the
desk's chain, and stored with the before-values. What was touched is remembered for search, conflicts and
the screens that show it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session

from pkh_desk.store.log.heads import Head, RowState, highest
from pkh_desk.store.log.states import dump_state, execute_many, insert_many, mark, select_in
from pkh_desk.store.log.txnlog import Chain, Op, Txn
from pkh_desk.store.log.values import Json, Noun

Subject = tuple[str, str]

ASKED_ANEW = frozenset({"member", "stage_event", "alias", "merge_proposal", "returned"})
"""Tables in which a new row alone may raise a question at the office; in the others only an edit may."""

SEARCHED = frozenset({"household", "member", "phone", "product"})


@dataclass
class Writing:
    """One act: who, when, under which act id, and everything it has done so far.

    `change` is the office's next change number, 0 on a laptop. `subject` overrides the subject that each
    row's own noun names. `touched` maps table names to the ids of rows that may raise a question
    (at the office only; a laptop keeps the names). `homes` are the households whose search entry is stale.
    """

    chain: Chain
    author: str
    act: str
    now: int
    change: int = 0
    subject: Subject | None = None
    txns: list[dict[str, Any]] = field(default_factory=list)
    befores: list[tuple[str, str, str, str, str | None]] = field(default_factory=list)
    shadows: list[tuple[str, str, str]] = field(default_factory=list)
    touched: dict[str, set[str]] = field(default_factory=dict)
    left: list[tuple[str, str, str, str | None, str | None]] = field(default_factory=list)
    homes: set[str] = field(default_factory=set)
    _foreseen: dict[tuple[str, str], str | None] = field(default_factory=dict)
    _own_edits: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def foresee(self, connection: Connection, noun: Noun, rows: Mapping[str, RowState]) -> None:
        """Read at once what `seen` would ask row by row, for many rows that are about to be edited."""
        if self.change:
            return
        sql = (
            "SELECT b.row_id, b.field, t.id, t.h FROM before_value b JOIN txn t ON t.id = b.txn_id AND t.own "
            f"WHERE b.table_name = '{noun.name}' AND b.row_id IN {{}}"
        )
        for row_id, name, txn, _ in sorted(select_in(connection, sql, rows), key=lambda row: int(row[3])):
            self._own_edits[noun.name, row_id, name] = txn
        bases = {row_id: state.base[1] for row_id, state in rows.items() if state.base}
        own = own_among(connection, set(bases.values()))
        for row_id in rows:
            base = bases.get(row_id)
            self._foreseen[noun.name, row_id] = base if base in own else None

    def seal(self, subject: Subject, ops: list[Op]) -> dict[str, Any]:
        """Make one txn of these ops; return its row. Its `h` is the time of every write in it."""
        txn = self.chain.seal(self.act, self.author, self.subject or subject, ops, self.now)
        self.txns.append(txn)
        for op in ops:
            rows = self.touched.setdefault(op[1], set())
            if self.change and (op[0] == "set" or op[1] in ASKED_ANEW):
                rows.add(op[2])
            if op[1] in SEARCHED and op[4] is not None:
                self.homes.add(op[4])
        return txn

    def remember_before(self, txn: str, noun: Noun, row_id: str, before: Mapping[str, Json]) -> None:
        """Keep what the fields held before txn changed them."""
        for name, value in before.items():
            self.befores.append((txn, noun.name, row_id, name, None if value is None else str(value)))

    def remember_office(self, noun: Noun, row_id: str, state: RowState, change: int) -> None:
        """On a laptop: keep the office's state of a row before its first unsent edit."""
        if not self.change and change:
            self.shadows.append((noun.name, row_id, dump_state(state)))

    def remember_move(
        self, noun: Noun, row_id: str, old: Mapping[str, Json], new: Mapping[str, Json]
    ) -> None:
        """At the office: keep that a row may have left one pendamping's scope for another's."""
        if not self.change:
            return
        if noun.name == "household" and old.get("pendamping_id") != new.get("pendamping_id"):
            was, now = old.get("pendamping_id"), new.get("pendamping_id")
            self.left.append((noun.name, row_id, row_id, _text(was), _text(now)))
        elif noun.scope == "pendamping" and old.get("pendamping_id") != new.get("pendamping_id"):
            self.left.append(
                (noun.name, row_id, "", _text(old.get("pendamping_id")), _text(new.get("pendamping_id")))
            )
        elif "household_id" in noun.fields and old.get("household_id") != new.get("household_id"):
            self.left.append((noun.name, row_id, _text(old.get("household_id")) or "", None, None))

    def seen(
        self,
        connection: Connection,
        noun: Noun,
        row_id: str,
        state: RowState,
        name: str,
        decides: bool = False,
    ) -> list[str]:
        """Return the writes that a new write of a field names as seen.

        They are the shown one and the desk's own (a decision names all). A laptop also names its own latest
        one that others have superseded: if the office loses those in a restore, the laptop's two writes must
        not meet there as strangers.
        """
        named = set(_seen_heads(connection, state.heads_of(name), decides))
        if (noun.name, row_id) in self._foreseen:
            own = self._own_edits.get((noun.name, row_id, name), self._foreseen[noun.name, row_id])
            named |= {own} if own else set()
        elif not self.change:
            named |= _own_latest(connection, noun, row_id, name, state.base)
        return sorted(named)

    def store(self, session: Session) -> None:
        """Store what is left to store, and the chain's end, in the session's transaction."""
        self.drain(session.connection())
        self.chain.save(session)

    def drain(self, connection: Connection) -> None:
        """Store the txns, before-values, shadows and moves so far, and forget them."""
        names = list(Txn.model_fields)
        insert_many(connection, "txn", names, [tuple(map(txn.__getitem__, names)) for txn in self.txns])
        for table, rows in (
            ("before_value(txn_id,table_name,row_id,field,value)", self.befores),
            ("shadow(table_name,row_id,state)", self.shadows),
        ):
            width = len(rows[0]) if rows else 0
            execute_many(
                connection,
                f"INSERT INTO {table} VALUES ({mark(connection, width)}) ON CONFLICT DO NOTHING",
                [tuple(row) for row in rows],
            )
        self._store_moves(connection)
        for written in (self.txns, self.befores, self.shadows, self.left):
            written.clear()

    def _store_moves(self, connection: Connection) -> None:
        """Store what left a scope; a row that went to another family left the scope of its old family."""
        homes = {home for _, _, home, was, _ in self.left if home and was is None}
        sql = "SELECT id, pendamping_id FROM household WHERE id IN {}"
        owners = {row[0]: row[1] for row in select_in(connection, sql, homes)}
        execute_many(
            connection,
            "INSERT INTO scope_change(change,table_name,row_id,household_id,from_pendamping,to_pendamping) "
            f"VALUES ({mark(connection, 6)})",
            [
                (
                    self.change,
                    table,
                    row_id,
                    home,
                    was if table == "household" else was or owners.get(home),
                    now,
                )
                for table, row_id, home, was, now in self.left
            ],
        )


def own_among(connection: Connection, txns: Iterable[str]) -> set[str]:
    """Return those of the txns that this desk wrote itself."""
    return {row[0] for row in select_in(connection, "SELECT id FROM txn WHERE own AND id IN {}", list(txns))}


def _seen_heads(connection: Connection, heads: list[Head], decides: bool) -> list[str]:
    if decides or len(heads) <= 1:
        return [head[1] for head in heads]
    return [highest(heads)[1], *own_among(connection, (head[1] for head in heads))]


def _own_latest(
    connection: Connection, noun: Noun, row_id: str, name: str, base: tuple[int, str] | None
) -> set[str]:
    """Return this desk's latest write of a field: its last edit, else its insert of the row."""
    one = mark(connection, 1)
    row = connection.exec_driver_sql(
        "SELECT t.id FROM before_value b JOIN txn t ON t.id = b.txn_id AND t.own "
        f"WHERE b.table_name = {one} AND b.row_id = {one} AND b.field = {one} ORDER BY t.h DESC LIMIT 1",
        (noun.name, row_id, name),
    ).fetchone()
    if row is not None:
        return {row[0]}
    return own_among(connection, [base[1]]) if base else set()


def _text(value: Json) -> str | None:
    return None if value is None else str(value)
