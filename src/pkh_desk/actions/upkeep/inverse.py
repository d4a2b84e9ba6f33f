"""The inverse of an act: what is written to take it back, txn by txn, and why something of it stays.

A field is set back only while its head is still that act's; an inserted record is marked deleted; a fact
gets its reverse; a question that the office had decided is open again. Letters, their numbers and prints
stay. Source: decisions, Undo.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from pkh_desk.actions.office.reopen import Write, ended_values
from pkh_desk.actions.upkeep.standing import Cell, Standing, chain_of, is_undo, undone_by
from pkh_desk.desk import Desk
from pkh_desk.store.log.bulk import BulkWriter
from pkh_desk.store.log.heads import highest
from pkh_desk.store.log.session import LoggedSession
from pkh_desk.store.log.states import Stored, load_rows, select_in
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.txnlog import Op
from pkh_desk.store.log.values import Json, Noun
from pkh_desk.store.log.writing import Subject
from pkh_desk.sync.bundle.outgoing import UNSENT
from pkh_desk.sync.merging.erasing import standing_order

NEVER = frozenset(
    {
        "letter",
        "letter_print",
        "printed_template",
        "packet",
        "packet_row",
        "packet_print",
    }
)
PEOPLE = "petugas"
"""Who works here, and under which id they worked alone, goes with passphrases and invitations, which no log
holds: their own pages take it back."""
KEPT_PEOPLE = "Petugas diatur di halamannya sendiri, tidak diurungkan dari riwayat."
PRINTED = "Surat, nomornya, dan cetaknya tidak ditarik kembali."
ERASED = "Data yang dihapus untuk selamanya tidak bisa kembali."
CHANGED = "Sudah diubah lagi sesudahnya."
AWAY = "Catatannya tidak ada lagi di sini."
GIVEN = "Keluarganya sudah diserahkan ke pendamping lain."
USED = "Keluarga ini sudah punya catatan lain."
REOPENED = "Pilih lagi di Keputusan."

Rows = dict[tuple[str, str], Stored]


@dataclass
class UndoneAct:
    """What taking back did: the new act, how many catatan it changed, and why others stayed, with a count.

    `of` is the act that all this taking back is about, which stands `again` if an undo was taken back.
    `families` are those of which something stayed, by id, with the first reason.
    """

    act: str
    of: str
    again: bool
    records: int = 0
    kept: dict[str, int] = field(default_factory=dict)
    families: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Txn:
    """One txn of the act: its id, subject, ops, and what its fields held before."""

    id: str
    subject: Subject
    ops: list[Op]
    before: dict[Cell, str | None]


class Inverse:
    """Takes the txns of one act back, the last one first."""

    def __init__(
        self, desk: Desk, session: LoggedSession, act: str, ids: Sequence[str], result: UndoneAct
    ) -> None:
        self._desk = desk
        self._connection = session.connection()
        self._bulk = BulkWriter(session, session.writing)
        self._acts = {act, result.act}
        self._result = result
        self._ids = set(ids)
        self._ended: dict[Write, list[Json]] = {}
        self._erased = standing_order(self._connection).homes
        self._written = 0
        self._subjects: set[str] = set()

    def take_back(self, ids: Sequence[str]) -> None:
        """Take back some of the txns, in this order."""
        txns = self._still_here(_txns(self._connection, ids))
        ops = [op for txn in txns for op in txn.ops]
        # Only the office ends questions; a laptop's edit of a field in question is one more value.
        decided = ((txn.id, txn.ops) for txn in txns) if self._desk.is_office else ()
        self._ended = ended_values(self._connection, decided)
        standing = Standing(self._connection, ops)
        used = _used_homes(self._connection, ops, self._acts)
        rows = self._load(ops)
        reversed_already = _reversed(self._connection, ops)
        for txn in txns:
            written = self._written
            for op in reversed(txn.ops):
                if op[1] == "erasure":
                    self._keep(ERASED, op)
                elif is_person(op):
                    self._keep(KEPT_PEOPLE, op)
                elif op[1] in NEVER and op[0] == "ins":
                    self._keep(PRINTED, op)
                elif op[0] == "ins" and op[4] in used:
                    self._keep(USED, op)
                elif (op[1], op[2]) not in rows:
                    self._keep(AWAY, op)
                elif op[0] == "set":
                    self._set_back(txn, op, rows[op[1], op[2]], standing)
                elif not nouns()[op[1]].fact:
                    self._edit(op, rows[op[1], op[2]], {"deleted": True})
                elif op[2] not in reversed_already:
                    self._reverse(nouns()[op[1]], op[2], rows)
            self._bulk.seal(txn.subject)
            if self._written > written:
                self._subjects.add(txn.subject[1])
        self._bulk.flush()
        self._result.records = len(self._subjects)

    def _still_here(self, txns: list[_Txn]) -> list[_Txn]:
        """Leave out what the office has of families that are somebody else's by now: read-only here."""
        given = _given_away(self._connection, [txn.id for txn in txns])
        for txn in txns:
            if txn.id in given:
                self._keep(GIVEN, txn.ops[0])
        return [txn for txn in txns if txn.id not in given]

    def _set_back(self, txn: _Txn, op: Op, stored: Stored, standing: Standing) -> None:
        noun = nouns()[op[1]]
        back: dict[str, Json] = {}
        for name in op[3]:
            heads = stored.state.heads_of(name)
            shown = highest(heads)[1]
            if name == "household_id" and txn.before.get((op[1], op[2], name)) in self._erased:
                self._keep(AWAY, op)
            elif sum(head[1] in self._ids for head in heads) > 1:
                self._keep(REOPENED, op)
            elif (txn.id, op[1], op[2], name) in self._ended and shown in self._ids:
                self._reopen(txn, op, stored, name)
            elif shown in self._ids or standing.is_as_after((op[1], op[2], name), txn.id, shown):
                back[name] = noun.fields[name].from_before(txn.before.get((op[1], op[2], name)))
            else:
                self._keep(CHANGED, op)
        if back:
            self._edit(op, stored, back)

    def _reopen(self, txn: _Txn, op: Op, stored: Stored, name: str) -> None:
        """Write the values that a decision ended anew, each a txn that names the decision alone."""
        before = nouns()[op[1]].fields[name].from_before(txn.before.get((op[1], op[2], name)))
        decision = [highest(stored.state.heads_of(name))[1]]
        values = self._ended[txn.id, op[1], op[2], name]
        for value in [*dict.fromkeys(v for v in values if v != before), before]:
            self._bulk.edit(op[1], op[2], stored, {name: value}, seen=decision)
            self._bulk.seal(txn.subject)
        self._written += 1

    def _edit(self, op: Op, stored: Stored, values: dict[str, Json]) -> None:
        self._bulk.edit(op[1], op[2], stored, values)
        self._written += 1

    def _reverse(self, noun: Noun, row_id: str, rows: Rows) -> None:
        """Add the reverse of a fact; what a reverse took back is added anew."""
        values = dict(rows[noun.name, row_id].state.values)
        values["reverses"] = None if values["reverses"] else row_id
        self._bulk.insert(noun.name, self._desk.new_id(), values)
        self._written += 1

    def _keep(self, reason: str, op: Op) -> None:
        self._result.kept[reason] = self._result.kept.get(reason, 0) + 1
        if op[4]:
            self._result.families.setdefault(op[4], reason)

    def _load(self, ops: list[Op]) -> Rows:
        """Read the rows that the ops are about."""
        ids: dict[str, set[str]] = {}
        for op in ops:
            ids.setdefault(op[1], set()).add(op[2])
        rows: Rows = {}
        for table, wanted in ids.items():
            found = load_rows(self._connection, nouns()[table], wanted)
            states = {row_id: stored.state for row_id, stored in found.items()}
            self._bulk.writing.foresee(self._connection, nouns()[table], states)
            rows |= {(table, row_id): stored for row_id, stored in found.items()}
        return rows


def is_person(op: Op) -> bool:
    """Say whether an op is about who works here."""
    return op[1] == PEOPLE or (op[:2] == ["ins", "alias"] and op[3].get("kind") == PEOPLE)


def _txns(connection: Connection, ids: Sequence[str]) -> list[_Txn]:
    """Return these txns, the last first."""
    sql = "SELECT id, subject_kind, subject_id, body, n FROM txn WHERE id IN {}"
    rows = sorted(select_in(connection, sql, ids), key=lambda row: -int(row[4]))
    befores: dict[str, dict[Cell, str | None]] = {row[0]: {} for row in rows}
    sql = "SELECT txn_id, table_name, row_id, field, value FROM before_value WHERE txn_id IN {}"
    for txn, table, row_id, name, value in select_in(connection, sql, befores):
        befores[txn][table, row_id, name] = value
    return [_Txn(row[0], (row[1], row[2]), json.loads(row[3])["ops"], befores[row[0]]) for row in rows]


def _given_away(connection: Connection, txns: Collection[str]) -> set[str]:
    """Return those of these txns that the office has, and whose family was handed over."""
    sql = (
        "SELECT t.id FROM txn t JOIN handed_over g ON g.row_id = t.household_id "
        f"WHERE g.table_name = 'household' AND t.fate NOT IN {UNSENT} AND t.id IN {{}}"
    )
    return {row[0] for row in select_in(connection, sql, txns)}


def _used_homes(connection: Connection, ops: list[Op], acts: Collection[str]) -> set[str]:
    """Return the families that the ops brought in and that have something from another act than these, one
    that still stands or whose papers stayed."""
    homes = [op[2] for op in ops if op[0] == "ins" and op[1] == "household"]
    undone = undone_by(connection)
    over = {
        act
        for end in set(undone) - set(undone.values())
        if is_undo(undone, end)
        for act in chain_of(undone, end)
    }
    sql = "SELECT DISTINCT household_id, act FROM txn WHERE household_id IN {}"
    others = [(row[0], row[1]) for row in select_in(connection, sql, homes) if row[1] not in acts]
    taken_back = {home for home, act in others if act in over}
    sql = "SELECT household_id, act, body FROM txn WHERE own AND household_id IN {}"
    left = [row for row in select_in(connection, sql, taken_back) if row[1] in over]
    printed = {row[0] for row in left if any(op[1] in NEVER for op in json.loads(row[2])["ops"])}
    return printed | {home for home, act in others if act not in over}


def _reversed(connection: Connection, ops: list[Op]) -> set[str]:
    """Return the facts among the ops that have their reverse already."""
    found: set[str] = set()
    for table in {op[1] for op in ops if nouns()[op[1]].fact}:
        ids = [op[2] for op in ops if op[1] == table]
        found |= {
            row[0]
            for row in select_in(connection, f"SELECT reverses FROM {table} WHERE reverses IN {{}}", ids)
        }
    return found
