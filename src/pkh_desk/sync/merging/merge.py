"""The merge: txns of any desk, in any order, any number of times, into one truth.

Registers keep all heads of a field, facts only add, an edit that overtakes its insert waits as an orphan, a
write that was superseded before it arrived is dropped when it does. A bundle is merged in the caller's
database transaction, run by run, so that its length costs no memory: what a run touches is read in bulk,
decided in memory, and written in bulk.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from pkh_desk.store.log.heads import RowState
from pkh_desk.store.log.packed import Packer
from pkh_desk.store.log.states import Stored, load_rows, load_state, select_in
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.txnlog import SCHEMA, genesis
from pkh_desk.store.log.values import Json, Noun
from pkh_desk.sync.merging.erasing import bare, photo_in, redact, standing_order
from pkh_desk.sync.merging.incoming import Incoming, home_written, rows_named, seen_in
from pkh_desk.sync.merging.rights import EXISTS, GONE_FOR_GOOD, OUT_OF_SCOPE, Author, Judged, judge, may_touch
from pkh_desk.sync.merging.run import Outcome, Run


class Merge:
    """The merge of one bundle into the office's database."""

    def __init__(self, connection: Connection, author: Author, change: int, now: int, last_seen: int) -> None:
        self.connection = connection
        self.author = author
        self.change = change
        self.now = now
        self.seen_at = last_seen
        self.outcome = Outcome()
        self._homes: set[str] = set()
        self._owners: dict[str, str | None] = {}
        self._once: dict[str, set[str]] = {}
        self._order = standing_order(connection)
        self._packer = Packer()
        self._known: set[str] = set()
        self._run = Run()

    def apply(self, txns: list[Incoming]) -> Outcome:
        """Merge the next run of the bundle's txns; idempotent and tolerant of any order of bundles. Returns
        what all runs so far did."""
        self._run = Run()
        accepted = self._admit(txns)
        if accepted:
            self._load(accepted)
            for txn in accepted:
                self._apply_txn(txn)
            self._run.store_rows(self.connection, self.change, self.outcome)
            self._run.store(self.connection, accepted, self.author.desk_id)
        return self.outcome

    # --- which txns are new and follow what is known

    def _admit(self, txns: list[Incoming]) -> list[Incoming]:
        before = {t.body["p"] for t in txns}
        named = {t.id for t in txns} | before | seen_in(t for t in txns if t.body["sv"] <= SCHEMA)
        sql = "SELECT id, stream, own FROM txn WHERE id IN {}"
        known = {row[0]: None if row[2] else row[1] for row in select_in(self.connection, sql, named)}
        self._known = set(known)
        sql = "SELECT txn_id FROM tip WHERE txn_id IN {}"
        tips = {row[0] for row in select_in(self.connection, sql, before & known.keys())}
        streams = self._streams(txns)
        followed = (before & known.keys()) - tips | {genesis(stream) for stream in streams}
        accepted = []
        for txn in txns:
            prev, stream = txn.body["p"], txn.body["s"]
            foreign = streams.get(stream, self.author.desk_id) != self.author.desk_id
            if txn.id in known:
                self.outcome.again += 1
            elif foreign or (known.get(prev) != stream and prev != genesis(stream)):
                # Its predecessor is not here, or is one of another chain, which nobody else goes on with.
                self.outcome.waiting += 1
            elif txn.body["sv"] > SCHEMA:
                self.outcome.waiting += 1
                self.outcome.newer += 1
            else:
                if prev in followed:
                    self.outcome.forks += 1
                    self._run.forked.add(stream)
                known[txn.id] = stream
                followed.add(prev)
                accepted.append(txn)
        return accepted

    def _streams(self, txns: list[Incoming]) -> dict[str, str]:
        """Return the desk of each of their streams that was seen before."""
        sql = "SELECT id, desk_id FROM stream WHERE id IN {}"
        return dict(map(tuple, select_in(self.connection, sql, {t.body["s"] for t in txns})))

    # --- what is known of the rows they touch

    def _load(self, txns: list[Incoming]) -> None:
        wanted: dict[str, set[str]] = {}
        homes: set[str] = set()
        for op in rows_named(txns):
            wanted.setdefault(op[1], set()).add(op[2])
            homes.add(home_written(op) or "")
        for table, ids in wanted.items():
            for row_id, stored in load_rows(self.connection, nouns()[table], ids).items():
                self._run.rows[table, row_id] = stored
        self._run.here = frozenset(self._run.rows)
        self._load_waiting({row_id for ids in wanted.values() for row_id in ids})
        for (table, row_id), stored in self._run.rows.items():
            homes.add(nouns()[table].household_of(row_id, stored.state.values) or "")
        self._load_owners(homes | wanted.get("household", set()))

    def _load_waiting(self, ids: set[str]) -> None:
        for table, row_id, text in self._select_few("orphan", "table_name, row_id, state", ids):
            self._run.rows.setdefault((table, row_id), Stored(load_state(text)))
        self._run.orphans = frozenset(self._run.rows.keys() - self._run.here)
        rows = self._select_few("overtaken", "row_id, field, txn_id", ids)
        self._run.overtaken = {(row[0], row[1], row[2]) for row in rows}
        self._run.overtaken_before = frozenset(self._run.overtaken)

    def _select_few(self, table: str, columns: str, ids: set[str]) -> list[Sequence[Any]]:
        """Return what a table holds of these rows; most of the time it is empty."""
        if self.connection.exec_driver_sql(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is None:
            return []
        return select_in(self.connection, f"SELECT {columns} FROM {table} WHERE row_id IN {{}}", ids)

    def _load_owners(self, homes: set[str]) -> None:
        """Learn who has these families and who had them; what a run changes of it, the merge knows itself."""
        homes = homes - self._homes
        self._homes |= homes
        for home, owner in select_in(
            self.connection, "SELECT id, pendamping_id FROM household WHERE id IN {}", homes
        ):
            self._owners[home] = owner
        for home, owner in select_in(
            self.connection,
            "SELECT household_id, from_pendamping FROM scope_change WHERE household_id IN {}",
            homes,
        ):
            if owner:
                self._once.setdefault(home, set()).add(owner)

    # --- one txn

    def _apply_txn(self, txn: Incoming) -> None:
        body = txn.body
        self.seen_at = max(self.seen_at + 1, self.now)
        at = min(body["h"], self.seen_at)
        reasons: list[str] = []
        home = None
        for op in body["ops"]:
            if self._is_erased(op):
                reasons.append(GONE_FOR_GOOD)
                self._run.refused.append((txn.id, GONE_FOR_GOOD, bare(op)))
                self.outcome.unwanted |= photo_in(op)
                continue
            judged = judge(op, self.author)
            reasons += judged.reasons
            if judged.noun is None:
                self._refuse(txn.id, op, judged.reasons[0])
                continue
            home = home or op[4]
            refused = self._refusal(judged, op)
            if refused:
                reasons.append(refused)
                self._refuse(txn.id, op, refused)
                continue
            for reason in judged.reasons:
                self._refuse(txn.id, op, reason)
            if not (judged.noun.fact and (judged.noun.name, op[2]) in self._run.rows):
                self._apply_op(judged, op[2], at, txn.id)
        self.outcome.new += 1
        self.outcome.subjects.add(body["subject"][1])
        self.outcome.refused += len(reasons)
        self._known.add(txn.id)
        self._run.log.append(self._log_row(txn, home, reasons))

    def _is_erased(self, op: Any) -> bool:
        """Say whether an op is about a family that was erased, or brings somebody into it; a person who lives
        elsewhere by now is not."""
        if not self._order.homes or not self._order.names(op):
            return False
        if op[2] in self._order.ids or home_written(op) in self._order.homes:
            return True
        return (op[1], op[2]) not in self._run.rows

    def _refusal(self, judged: Judged, op: list[Any]) -> str | None:
        """Say why an op may not be made on the row as it is: a fact is added once (the same again, taken from
        lists by two desks, changes nothing), and the author must have (or have had) the family the row is
        of, and the one it comes to."""
        assert judged.noun is not None
        row = self._run.rows.get((judged.noun.name, op[2]))
        if row is not None and judged.noun.fact and not _says_the_same(judged.noun, row, judged.insert):
            return EXISTS
        homes = {judged.noun.household_of(op[2], row.state.values if row else {}), home_written(op)}
        for home in homes:
            owner, once = self._owners.get(home or ""), self._once.get(home or "", ())
            if not may_touch(home, owner, once, self.author):
                return OUT_OF_SCOPE
        return None

    def _apply_op(self, judged: Judged, row_id: str, at: int, txn: str) -> None:
        noun = judged.noun
        assert noun is not None
        stored = self._run.rows.get((noun.name, row_id))
        if stored is None:
            stored = self._run.rows[noun.name, row_id] = Stored(RowState({}))
        state, old = stored.state, dict(stored.state.values)
        if judged.insert is not None:
            values = judged.insert
            if state.base is not None and not self.author.office:
                values = {k: v for k, v in values.items() if k not in noun.office_fields}
            overtaken = (
                {f for f in values if self._take_overtaken(row_id, f, txn)} if self._run.overtaken else set()
            )
            state.insert(values, at, txn, overtaken)
        for name, (value, seen) in judged.writes.items():
            present = {head[1] for head in state.heads_of(name)}
            for missing in seen:
                if missing not in present and missing not in self._known:
                    self._run.overtaken.add((row_id, name, missing))
            self._run.befores.append((txn, noun.name, row_id, name, _text(old.get(name))))
            state.write(name, value, seen, at, txn, self._take_overtaken(row_id, name, txn))
        self._note_move(noun, row_id, old, state.values)
        self._run.touched.setdefault(noun.name, set()).add(row_id)

    def _take_overtaken(self, row_id: str, name: str, txn: str) -> bool:
        if (row_id, name, txn) not in self._run.overtaken:
            return False
        self._run.overtaken.discard((row_id, name, txn))
        return True

    def _note_move(self, noun: Noun, row_id: str, old: dict[str, Json], new: dict[str, Json]) -> None:
        if noun.name == "household":
            was, now = old.get("pendamping_id"), new.get("pendamping_id")
            self._owners[row_id] = _text(now)
            if was is not None and was != now:
                self._run.moves.append((self.change, noun.name, row_id, row_id, was, now))
                self._once.setdefault(row_id, set()).add(str(was))
        elif "household_id" in noun.fields and old.get("household_id") not in (None, new.get("household_id")):
            was_home = str(old["household_id"])
            owner = self._owners.get(was_home)
            self._run.moves.append((self.change, noun.name, row_id, was_home, owner, None))

    def _refuse(self, txn: str, op: Any, reason: str) -> None:
        self._run.refused.append((txn, reason, json.dumps(op, ensure_ascii=False)))

    def _log_row(self, txn: Incoming, home: str | None, reasons: list[str]) -> tuple[Any, ...]:
        body = txn.body
        fate = "ditolak" if reasons else "diterima"
        line = redact(txn.id, body, self._is_erased) if GONE_FOR_GOOD in reasons else txn.raw
        return (
            txn.id, body["s"], body["n"], min(body["h"], self.seen_at), self.seen_at, body["a"], body["act"],
            body["subject"][0], body["subject"][1], home, self._packer.pack(line), self.author.office, fate,
            "; ".join(dict.fromkeys(reasons))[:500], self.change,
        )  # fmt: skip


def _text(value: Json) -> str | None:
    return None if value is None else str(value)


def _says_the_same(noun: Noun, row: Stored, insert: Mapping[str, Json] | None) -> bool:
    """Say whether a fact that is there already is what an op adds, wherever each is known from."""
    if insert is None:
        return False
    held = row.state.values
    return all(held.get(name) == value for name, value in insert.items() if name not in noun.provenance)
