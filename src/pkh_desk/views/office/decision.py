"""One open question as a person decides it: what it is about, and what there is to choose from.

A question about a field has its distinct values; one about a step out of turn has the stage that counts and
the one that does not; one about a number has the people who bear it.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session, select

from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.graduation import STAGES, fold_stages
from pkh_desk.domain.nik import born_on, read_nik
from pkh_desk.store.graduation import steps_of
from pkh_desk.store.heads import Head, load_heads
from pkh_desk.store.merging import Conflict
from pkh_desk.store.states import mark, select_in
from pkh_desk.store.synced import nouns
from pkh_desk.sync.twins import twin_heads, younger_of
from pkh_desk.views.exchange.inbox import returned_among
from pkh_desk.views.people.origins import origin_of
from pkh_desk.views.upkeep.field_words import NUMBERS, field_words, say_value
from pkh_desk.views.upkeep.history import WORDS

OFFICE, FIELD = "Data kantor", "Kiriman pendamping"


@dataclass(frozen=True)
class Option:
    """One thing to choose: `value` is what `decide` takes ("" = it cannot be), `words` what a person reads.

    `source`, `who` and `at` (ms UTC) say where it comes from; `note` what is known beside it;
    `household_id` the family to look at.
    """

    value: str
    words: str
    source: str
    who: str = ""
    at: int | None = None
    note: str = ""
    household_id: str | None = None


@dataclass(frozen=True)
class DecisionRow:
    """A question in the list. `returned` is the reason with which it was sent back, "" if it was not."""

    id: int
    family: str
    about: str
    sender: str
    opened_at: int
    returned: str


@dataclass(frozen=True)
class Decision:
    """A question with its options, the one shown now first; `number` is the number that options share.

    `masked`: the options are numbers of people. `can_merge`: the families may be one.
    """

    row: DecisionRow
    kind: str
    record: str
    household_id: str | None
    options: tuple[Option, ...]
    masked: bool = False
    number: str = ""
    can_merge: bool = False


def decision_rows(desk: Desk) -> list[DecisionRow]:
    """Return every open question, the oldest first, those that were sent back last."""
    with desk.read() as session:
        found = session.exec(select(Conflict).order_by(Conflict.opened_at, Conflict.id)).all()  # type: ignore[arg-type]
        return sorted(_rows(session.connection(), list(found)), key=lambda row: bool(row.returned))


def decision(desk: Desk, question: int) -> Decision | None:
    """Return one question, None once it is settled."""
    with desk.read() as session:
        row = session.get(Conflict, question)
        return _decision(session, row, desk.today()) if row else None


def _rows(connection: Connection, conflicts: list[Conflict]) -> list[DecisionRow]:
    homes = {row.household_id for row in conflicts if row.household_id}
    named = {row.id: json.loads(row.txns) for row in conflicts}
    txns = {txn for listed in named.values() for txn in listed}
    names = {row[0]: row[1] for row in select_in(connection, _FAMILIES, homes)}
    senders = {row[0]: row[1] for row in select_in(connection, _WRITERS, txns) if not row[3]}
    back = returned_among(connection, txns)
    return [
        DecisionRow(
            row.id or 0,
            names.get(row.household_id or "", ""),
            _about(row),
            next((senders[txn] for txn in named[row.id] if txn in senders), ""),
            row.opened_at,
            next((back[txn] for txn in named[row.id] if txn in back), ""),
        )
        for row in conflicts
    ]


def _about(row: Conflict) -> str:
    kinds = {"stage": "Tahap graduasi", "nik": "NIK dipakai dua orang"}
    return kinds.get(row.kind) or field_words(row.field)


def _decision(session: Session, row: Conflict, today: date) -> Decision:
    connection = session.connection()
    (listed,) = _rows(connection, [row])
    record = WORDS.get(row.table_name, row.table_name)
    if row.kind in ("field", "twin"):
        options = _values(connection, row, today)
        return Decision(listed, "field", record, row.household_id, options, row.field in NUMBERS)
    if row.kind == "stage":
        return Decision(listed, row.kind, record, row.household_id, _stages(connection, row))
    if row.kind == "nik":
        options = _bearers(connection, row.key.removeprefix("nik/"))
        apart = len({option.household_id for option in options}) == len(options)
        number = row.key.removeprefix("nik/")
        return Decision(listed, row.kind, record, row.household_id, options, True, number, apart)
    return Decision(listed, row.kind, record, row.household_id, ())


def _values(connection: Connection, row: Conflict, today: date) -> tuple[Option, ...]:
    """Return the distinct values of a field, the shown one first, each with its latest writer."""
    if row.kind == "twin":
        heads = twin_heads(connection, row.table_name, (row.row_id, younger_of(row.key)), row.field)
    else:
        sql = f"SELECT heads FROM {nouns()[row.table_name].name} WHERE id = {mark(connection, 1)}"
        text = connection.exec_driver_sql(sql, (row.row_id,)).scalar()
        heads = sorted(load_heads(text).get(row.field, []), key=lambda head: head[:2], reverse=True)
    latest: dict[str, Head] = {}
    for head in heads:
        latest.setdefault(repr(head[2]), head)
    cell = (row.table_name, row.row_id, row.field)
    options = []
    for at, txn, value in latest.values():
        writer = _writer(connection, origin_of(connection, txn, cell, value))
        words = say_value(connection, row.field, value)
        note = _birth(str(value), today) if row.field == "nik" and value else ""
        taken = _taken(value)
        options.append(Option(taken, words, *(writer or (FIELD, "", at)), note, row.household_id))
    return tuple(options)


def _taken(value: object) -> str:
    """Return a value as `decide` takes it."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return "" if value is None else str(value)


def _birth(nik: str, today: date) -> str:
    """Say what day of birth is in a NIK, to compare with the card."""
    born = born_on(nik, today) if read_nik(nik).value else None
    return f"NIK ini terbaca lahir {say_date(born)}" if born else ""


def _writer(connection: Connection, txn: str) -> tuple[str, str, int] | None:
    """Return (source, name, when) of a txn."""
    rows = select_in(connection, _WRITERS, [txn])
    return (OFFICE if rows[0][3] else FIELD, rows[0][1], rows[0][2]) if rows else None


def _stages(connection: Connection, row: Conflict) -> tuple[Option, ...]:
    """Return the stage that counts, then the latest step that does not."""
    steps = steps_of(connection, [row.row_id])[row.row_id]
    folded = fold_stages(steps)
    refused = [step.id for step in sorted(steps, key=lambda s: s.order) if step.id in folded.refused]
    found: dict[str, Any] = {
        event[0]: event
        for event in select_in(
            connection, _EVENTS, [event for event in (folded.last, *refused[-1:]) if event]
        )
    }
    now = found.get(folded.last or "")
    options = [Option("batal", STAGES[folded.stage] if folded.stage else "Belum ada tahap", OFFICE)]
    if now is not None:
        options = [_step(connection, now, "batal", "Tahap yang berlaku")]
    if refused and refused[-1] in found:
        options.append(_step(connection, found[refused[-1]], "pakai", "Tahap yang tidak urut"))
    return tuple(options)


def _step(connection: Connection, event: Any, value: str, source: str) -> Option:
    _, stage, on, reason, txn, home = event
    _source, who, at = _writer(connection, txn) or ("", "", None)
    note = " · ".join(part for part in (f"tanggal {say_date(date.fromisoformat(str(on)))}", reason) if part)
    return Option(value, STAGES.get(stage, stage), source, who, at, note, home)


def _bearers(connection: Connection, number: str) -> tuple[Option, ...]:
    rows = connection.exec_driver_sql(_BEARERS + mark(connection, 1) + " ORDER BY m.id", (number,)).fetchall()
    options = []
    for member, name, born, home, family, desa, pendamping in rows:
        place = say_value(connection, "desa_code", desa) if desa else ""
        said = f"lahir {say_date(date.fromisoformat(str(born)))}" if born else ""
        source = f"Keluarga {family}" if family else "Keluarga tanpa pengurus"
        note = " · ".join(part for part in (place, said) if part)
        options.append(Option(member, name, source, pendamping or "", None, note, home))
    return tuple(options)


_FAMILIES = "SELECT h.id, m.name FROM household h JOIN member m ON m.id = h.pengurus_id WHERE h.id IN {}"
_WRITERS = (
    "SELECT t.id, coalesce(p.name, ''), t.h, t.own FROM txn t "
    "LEFT JOIN alias a ON a.from_id = t.author AND a.kind = 'petugas' AND a.active AND NOT a.deleted "
    "LEFT JOIN petugas p ON p.id = coalesce(a.to_id, t.author) WHERE t.id IN {}"
)
_EVENTS = 'SELECT id, stage, "on", reason, base_txn, household_id FROM stage_event WHERE id IN {}'
_BEARERS = (
    "SELECT m.id, m.name, m.born_on, m.household_id, c.name, h.desa_code, p.name FROM member m "
    "JOIN household h ON h.id = m.household_id LEFT JOIN member c ON c.id = h.pengurus_id "
    "LEFT JOIN petugas p ON p.id = h.pendamping_id WHERE NOT m.deleted AND m.nik = "
)
