"""What a laptop does with an answer: rebuild its rows from the office's state and its own unsent writes.

A row here is the office's row with this desk's unconfirmed writes on top, computed by the same algebra as
at the office. An answer confirms txns, replaces the office's side of rows, and hands over what left the
scope; whatever is still unsent is put on top again, so nothing of the desk's own is lost.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from pkh_desk.store.local import get_setting, put_setting
from pkh_desk.store.log.states import (
    Stored,
    execute_many,
    load_rows,
    load_state,
    mark,
    select_in,
)
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.txnlog import Chain
from pkh_desk.sync.answering.handing_over import (
    ANY_LATER,
    Key,
    compare,
    left_while_away,
    missing,
    withdraw_documents,
)
from pkh_desk.sync.answering.rebuilding import Pending, Rebuilding, from_shadow, inserts, put_aside
from pkh_desk.sync.answering.rows import ROW, read_row_line
from pkh_desk.sync.answering.sweep import sweep
from pkh_desk.sync.bundle.outgoing import LACKS
from pkh_desk.sync.merging.erasing import erase, standing_order

UNSENT = "('belum','sampai')"


@dataclass
class Received:
    """What an answer did: `verdict` is `ok`, `gap`, `old` or `stale`; `forked` asks for a new stream.

    `gone` families are somebody else's from now on. `touched` holds the row ids by table, `differs` the
    tables whose counts are not the office's; `erased` are the SHA-256 of photos and scans to remove.
    """

    verdict: str = "ok"
    forked: bool = False
    confirmed: int = 0
    touched: dict[str, set[str]] = field(default_factory=dict)
    gone: int = 0
    erased: set[str] = field(default_factory=set)
    differs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Span:
    """What the manifest says of an answer: the office's epoch, and the changes it covers."""

    epoch: str
    since: int
    upto: int
    office_time: int


class Receive:
    """One answer on its way into the laptop's database, in the caller's transaction."""

    def __init__(self, session: Session, span: Span, now: int) -> None:
        self.session = session
        self.connection = session.connection()
        self.span = span
        self.now = now
        self.result = Received()
        self._rows: dict[Key, Stored] = {}
        self._gone: dict[Key, int] = {}
        self._tips: list[tuple[str, str]] = []
        self._acks: list[str] = []
        self._arrived: list[str] = []
        self._lacks: list[str] = []
        self._fates: list[tuple[str, str, str]] = []
        self._messages: list[tuple[str, int, str]] = []
        self._yours: list[str] = []
        self._digest: dict[str, int] = {}
        self._answered: set[str] = set()

    def apply(self, lines: Iterable[list[Any]]) -> Received:
        """Read the lines and apply them, or say why not; a gap or an old answer changes nothing."""
        for line in lines:
            self._take(line)
        epoch = get_setting(self.session, "epoch", "")
        if self.span.epoch < epoch:
            self.result.verdict = "stale"
            return self.result
        cursor = get_setting(self.session, "cursor", 0)
        self.result.forked = self._is_forked()
        if self.span.epoch > epoch or self.result.forked:
            cursor = 0
        if self.span.since > cursor:
            self.result.verdict = "gap"
        elif self.span.upto < cursor:
            self.result.verdict = "old"
        else:
            self._apply(new_epoch=self.span.epoch > epoch)
        return self.result

    def _take(self, line: list[Any]) -> None:
        kind, rest = line[0], line[1:]
        if kind == ROW:
            self._take_row(line)
        elif kind == "gone":
            self._gone[rest[0], rest[1]] = rest[2]
        elif kind == "tip":
            self._tips.append((rest[0], rest[2]))
        elif kind == "ack":
            self._acks.append(rest[0])
        elif kind == "arrived":
            self._arrived.append(rest[0])
        elif kind == "lacks":
            self._lacks.append(str(rest[0])[:64])
        elif kind == "fate":
            self._fates.append((rest[0], rest[1], rest[2]))
        elif kind == "message":
            self._messages.append((str(rest[0])[:32], int(rest[1]), str(rest[2])[:600]))
        elif kind == "yours" and rest[0] == "visit":
            self._yours.append(str(rest[1])[:32])
        elif kind == "digest":
            self._digest = dict(rest[0])

    def _take_row(self, line: list[Any]) -> None:
        if (row := read_row_line(line)) is not None:
            table, row_id, stored = row
            self._rows[table, row_id] = stored

    def _is_forked(self) -> bool:
        stream = Chain.load(self.session).stream
        tips = [txn for s, txn in self._tips if s == stream]
        known = {row[0] for row in select_in(self.connection, "SELECT id FROM txn WHERE id IN {}", tips)}
        return any(txn not in known for txn in tips)

    # --- applying

    def _apply(self, new_epoch: bool) -> None:
        full = self.span.since == 0
        touched = self._forget_epoch() if new_epoch else set()
        touched |= self._confirm()
        offices = self._office_side(full)
        touched |= set(offices)
        self._rebuild(touched, offices, new_epoch)
        if any(table == "erasure" for table, _ in self._rows):
            order = standing_order(self.connection)
            self.result.erased = erase(self.session, order, here=True)
            self.result.touched["household"] = set(order.homes)
        self._hand_over(full)
        self._say_fates()
        self._keep_messages()
        self._know_own_visits()
        put_setting(self.session, LACKS, self._lacks)
        put_setting(self.session, "cursor", self.span.upto)
        put_setting(self.session, "office_time", self.span.office_time)
        self._move_clock()
        for table, row_id in touched:
            self.result.touched.setdefault(table, set()).add(row_id)
        self.result.differs = compare(self.connection, self._digest)

    def _keep_messages(self) -> None:
        """Keep what the office tells; one that came before stays as its reader left it."""
        one = mark(self.connection, 1)
        execute_many(
            self.connection,
            "INSERT INTO message(id,petugas_id,act,change,at,text) "
            f"VALUES ({one},'','',0,{one},{one}) ON CONFLICT DO NOTHING",
            self._messages,
        )

    def _know_own_visits(self) -> None:
        """Remember which visits the pendamping recorded though the log here does not say so."""
        sql = "SELECT v.id FROM visit v JOIN txn t ON t.id = v.base_txn WHERE t.own AND v.id IN {}"
        said = {row[0] for row in select_in(self.connection, sql, self._yours)}
        execute_many(
            self.connection,
            f"INSERT INTO recorded_elsewhere(visit_id) VALUES ({mark(self.connection, 1)}) "
            "ON CONFLICT DO NOTHING",
            [(visit,) for visit in self._yours if visit not in said],
        )

    def _forget_epoch(self) -> set[Key]:
        """Begin a new epoch: the office may have lost everything, so nothing of ours counts as confirmed.

        Returns the rows this desk wrote; they are rebuilt from the full answer and our own writes.
        """
        put_setting(self.session, "epoch", self.span.epoch)
        self.connection.exec_driver_sql(f"UPDATE txn SET fate = 'belum' WHERE own AND fate NOT IN {UNSENT}")
        self.connection.exec_driver_sql("DELETE FROM shadow")
        rows = self.connection.exec_driver_sql("SELECT body FROM txn WHERE own")
        return {(op[1], op[2]) for row in rows for op in json.loads(row[0])["ops"]}

    def _confirm(self) -> set[Key]:
        """Mark own txns up to the tips and acks, and those whose fate is told, as confirmed; return the rows
        they wrote."""
        rows = self.connection.exec_driver_sql(f"SELECT id, body FROM txn WHERE own AND fate IN {UNSENT}")
        unsent = {row[0]: row[1] for row in rows}
        touched: set[Key] = set()
        confirmed = []
        told = [*(txn for _, txn in self._tips), *self._acks, *(txn for txn, _, _ in self._fates)]
        for here in told:
            while here in unsent:
                body = json.loads(unsent.pop(here))
                confirmed.append((here,))
                ops = body["ops"]
                touched |= {(op[1], op[2]) for op in ops}
                self._answered |= {op[4] for op in ops if op[4]}
                here = body["p"]
        one = mark(self.connection, 1)
        execute_many(self.connection, f"UPDATE txn SET fate = 'diterima' WHERE id = {one}", confirmed)
        self.result.confirmed = len(confirmed)
        return touched

    def _office_side(self, full: bool) -> dict[Key, Stored]:
        """Return the office's new word on every row it speaks of."""
        offices: dict[Key, Stored] = {}
        by_table: dict[str, set[str]] = {}
        for table, row_id in self._rows:
            by_table.setdefault(table, set()).add(row_id)
        for table, ids in by_table.items():
            here = {
                row[0]: row[1]
                for row in select_in(self.connection, f"SELECT id, change FROM {table} WHERE id IN {{}}", ids)
            }
            for row_id in ids:
                incoming = self._rows[table, row_id]
                if full or here.get(row_id, 0) <= incoming.change:
                    offices[table, row_id] = incoming
        return offices

    def _rebuild(self, touched: set[Key], offices: dict[Key, Stored], anew: bool) -> None:
        pending = self._pending(touched)
        by_table: dict[str, set[str]] = {}
        for table, row_id in touched:
            if table in nouns():
                by_table.setdefault(table, set()).add(row_id)
        for table, ids in by_table.items():
            here = load_rows(self.connection, nouns()[table], ids)
            shadows = self._shadows(table, ids)
            rebuilding = Rebuilding(nouns()[table])
            for row_id in ids:
                ops = pending.get((table, row_id), [])
                row = here.get(row_id)
                word = offices.get((table, row_id)) or from_shadow(shadows.get(row_id), row)
                if word is None and row is not None and row.change and not (anew and inserts(ops)):
                    continue
                if word is None and row is not None and not inserts(ops):
                    self._keep_or_drop(rebuilding, row_id, row)
                else:
                    rebuilding.put_on_top(row_id, word, ops)
            rebuilding.store(self.connection, ids)

    def _keep_or_drop(self, rebuilding: Rebuilding, row_id: str, row: Stored) -> None:
        """Treat a confirmed row of ours that the office does not name: it went to somebody else, or was
        refused. A refused one stays in the log alone, like everything."""
        assert row.state.base is not None
        if any(txn == row.state.base[1] and fate == "ditolak" for txn, fate, _ in self._fates):
            rebuilding.removed.append(row_id)
            return
        row.change = ANY_LATER
        rebuilding.saved[row_id] = row
        if rebuilding.noun.household_of(row_id, row.state.values) is not None:
            self._gone[rebuilding.noun.name, row_id] = row.change

    def _shadows(self, table: str, ids: set[str]) -> dict[str, Stored]:
        sql = (
            f"SELECT row_id, state FROM shadow WHERE table_name = '{nouns()[table].name}' AND row_id IN {{}}"
        )
        return {row[0]: Stored(load_state(row[1])) for row in select_in(self.connection, sql, ids)}

    def _pending(self, touched: set[Key]) -> dict[Key, Pending]:
        """Return the unsent ops on these rows in the order they were written."""
        found: dict[Key, Pending] = {}
        rows = self.connection.exec_driver_sql(
            f"SELECT id, h, body FROM txn WHERE own AND fate IN {UNSENT} ORDER BY h"
        )
        for txn, h, body in rows:
            for op in json.loads(body)["ops"]:
                if (op[1], op[2]) in touched:
                    found.setdefault((op[1], op[2]), []).append((h, txn, op))
        return found

    def _hand_over(self, full: bool) -> None:
        """Keep what left the scope readable, and take back what came again."""
        one = mark(self.connection, 1)
        gone = dict(self._gone)
        unnamed = missing if full else left_while_away
        gone |= unnamed(self.connection, self._rows.keys())
        execute_many(
            self.connection,
            f"DELETE FROM handed_over WHERE table_name = {one} AND row_id = {one}",
            [key for key in self._rows if key not in gone],
        )
        execute_many(
            self.connection,
            f"DELETE FROM orphan WHERE table_name = {one} AND row_id = {one}",
            list(self._rows),
        )
        execute_many(
            self.connection,
            f"INSERT INTO handed_over(table_name,row_id,since) VALUES ({mark(self.connection, 3)}) "
            "ON CONFLICT DO NOTHING",
            [(table, row_id, self.span.office_time) for table, row_id in gone],
        )
        execute_many(
            self.connection,
            f"UPDATE handed_over SET since = {one} WHERE table_name = 'household' AND row_id = {one}",
            [(self.span.office_time, home) for home in self._answered],
        )
        withdraw_documents(self.connection, gone)
        left = put_aside(self.connection, set(gone))
        self.result.touched.setdefault("household", set()).update(left)
        self.result.gone = sum(table == "household" for table, _ in gone)
        self.result.touched["household"] |= sweep(self.connection, self.span.office_time)

    def _say_fates(self) -> None:
        one = mark(self.connection, 1)
        execute_many(
            self.connection,
            f"UPDATE txn SET fate = {one}, fate_reason = {one} WHERE own AND id = {one}",
            [(fate, reason, txn) for txn, fate, reason in self._fates],
        )
        execute_many(
            self.connection,
            f"UPDATE txn SET fate = 'sampai' WHERE own AND id = {one} AND fate = 'belum'",
            [(txn,) for txn in self._arrived],
        )

    def _move_clock(self) -> None:
        """Never write earlier than what was just read."""
        latest = max(
            (h[0] for s in self._rows.values() for heads in s.state.heads.values() for h in heads),
            default=0,
        )
        latest = max([latest, *(s.state.base[0] for s in self._rows.values() if s.state.base)])
        chain = Chain.load(self.session)
        if latest > chain.h:
            chain.h = latest
            chain.save(self.session)
