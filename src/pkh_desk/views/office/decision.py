"""One open question as a person decides it: what it is about, and what there is to choose from.

A question about a field has its distinct values; one about a step out of turn has the stage that counts and
the one that does not; one about a number has the people who bear it; one about two families has whether they
are one.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session, select

from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.graduation.case import STAGES, fold_stages
from pkh_desk.domain.people.nik import born_on, read_nik
from pkh_desk.domain.people.nik import mask as mask_number
from pkh_desk.domain.people.petugas import APART, MERGE_ANSWER, SAME
from pkh_desk.store.graduation.case import steps_of
from pkh_desk.store.log.heads import Head, load_heads
from pkh_desk.store.log.merging import Conflict
from pkh_desk.store.log.states import load_rows, mark, select_in
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.wilayah import wilayah
from pkh_desk.sync.merging.origins import origin_of
from pkh_desk.sync.merging.twins import twin_heads, younger_of
from pkh_desk.views.exchange.inbox import returned_among
from pkh_desk.views.office.sent_in import SentIn, sent_in
from pkh_desk.views.upkeep.field_words import FIELD_WORDS, NUMBERS, field_words, say_value
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
    """A question in the list. `returned` is the reason with which it was sent back, "" if it was not.

    `kind`: isian, sama (one family or number twice), tahap. `file`: the one with which the question came,
    None where the office asks itself; `subject` the catatan it is about. `can_return`: somebody wrote it.
    `returned_by`: the clerk who sent it back. `txns`: the writes that stand in it.
    """

    id: int
    family: str
    about: str
    sender: str
    opened_at: int
    returned: str
    kind: str = ""
    file: SentIn | None = None
    kecamatan: str = ""
    subject: str = ""
    can_return: bool = False
    returned_by: str = ""
    txns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """A question with its options, the office's first; `number` is the number that options share.

    `masked`: the options are numbers of people. `can_merge`: the families may be one. `same`: the fields of
    the record that nobody disputes, each with its words and its value, numbers masked.
    """

    row: DecisionRow
    kind: str
    record: str
    household_id: str | None
    options: tuple[Option, ...]
    masked: bool = False
    number: str = ""
    can_merge: bool = False
    same: tuple[tuple[str, str], ...] = ()


def decision_rows(desk: Desk) -> list[DecisionRow]:
    """Return every open question: those of the latest file first, of each the oldest question first."""
    with desk.read() as session:
        found = session.exec(select(Conflict).order_by(Conflict.opened_at, Conflict.id)).all()  # type: ignore[arg-type]
        return sorted(_rows(session.connection(), list(found)), key=_file_order)


def _file_order(row: DecisionRow) -> tuple[int, str, int]:
    return (-row.file.made_at, row.file.desk_id, row.file.sequence) if row.file else (0, "", 0)


def decision(desk: Desk, question: int) -> Decision | None:
    """Return one question, None once it is settled."""
    with desk.read() as session:
        row = session.get(Conflict, question)
        return _decision(session, row, desk.today()) if row else None


def _rows(connection: Connection, conflicts: list[Conflict]) -> list[DecisionRow]:
    homes = {row.household_id for row in conflicts if row.household_id}
    named = {row.id: json.loads(row.txns) for row in conflicts}
    # Nobody's write is in question where two bear one number, but somebody's brought the number.
    bearing = _bearing(connection, [row for row in conflicts if row.kind == "nik"])
    wrote = {key: listed or bearing.get(key, []) for key, listed in named.items()}
    txns = {txn for listed in wrote.values() for txn in listed}
    places = {row[0]: (row[1], row[2]) for row in select_in(connection, _FAMILIES, homes)}
    writers = {row[0]: row for row in select_in(connection, _WRITERS, txns) if not row[3]}
    files = sent_in(connection, writers.keys())
    back = returned_among(connection, txns)
    by = dict(map(tuple, select_in(connection, _RETURNED_BY, back.keys())))
    kecamatan = dict(wilayah().kecamatan_list())
    found = []
    for row in conflicts:
        mine = [txn for txn in wrote[row.id] if txn in writers]
        latest = max(mine, key=lambda txn: writers[txn][2], default="")
        family, desa = places.get(row.household_id or "", ("", ""))
        found.append(
            DecisionRow(
                row.id or 0,
                family,
                _about(row),
                writers[latest][1] if latest else "",
                row.opened_at,
                next((back[txn] for txn in named[row.id] if txn in back), ""),
                _GROUPS[row.kind],
                files.get(latest),
                kecamatan.get((desa or "")[:8], ""),
                writers[latest][4] if latest else "",
                any(txn in writers for txn in named[row.id]),
                next((by[txn] for txn in named[row.id] if txn in by), ""),
                tuple(named[row.id]),
            )
        )
    return found


def _bearing(connection: Connection, asked: list[Conflict]) -> dict[int | None, list[str]]:
    """Return by question the writes that brought its number."""
    by_key = {row.key.removeprefix("nik/"): row.id for row in asked}
    found: dict[int | None, list[str]] = {}
    for number, txn in select_in(connection, _BROUGHT, by_key.keys()):
        found.setdefault(by_key[number], []).append(txn)
    return found


def _about(row: Conflict) -> str:
    kinds = {"stage": "Tahap graduasi", "nik": "NIK dipakai dua orang", "same": "Mungkin satu keluarga"}
    return kinds.get(row.kind) or field_words(row.field)


def _decision(session: Session, row: Conflict, today: date) -> Decision:
    connection = session.connection()
    (listed,) = _rows(connection, [row])
    record = WORDS.get(row.table_name, row.table_name)
    if row.kind in ("field", "twin"):
        options = _values(connection, row, today)
        asks_number, same = row.field in NUMBERS, _same(connection, row)
        return Decision(listed, "field", record, row.household_id, options, asks_number, same=same)
    if row.kind == "stage":
        return Decision(listed, row.kind, record, row.household_id, _stages(connection, row))
    if row.kind == "nik":
        options = _bearers(connection, row.key.removeprefix("nik/"))
        apart = len({option.household_id for option in options}) == len(options)
        number = row.key.removeprefix("nik/")
        return Decision(listed, row.kind, record, row.household_id, options, True, number, apart)
    if row.kind == "same":
        return Decision(listed, row.kind, record, row.household_id, _same_or_apart(connection, row))
    return Decision(listed, row.kind, record, row.household_id, ())


def _values(connection: Connection, row: Conflict, today: date) -> tuple[Option, ...]:
    """Return the distinct values of a field, the office's first, each with its latest writer."""
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
    return tuple(sorted(options, key=lambda option: option.source != OFFICE))


def _same(connection: Connection, row: Conflict) -> tuple[tuple[str, str], ...]:
    """Return the filled fields of the record, of both twins, about which there is no question."""
    noun = nouns()[row.table_name]
    ids = [row.row_id, younger_of(row.key)] if row.kind == "twin" else [row.row_id]
    states = [stored.state for stored in load_rows(connection, noun, ids).values()]
    asked = {name for state in states for name in state.conflicts()} | {row.field, "household_id"}
    found = []
    for name in (each for each in noun.fields if each not in asked):
        said = [state.values.get(name) for state in states]
        if name in FIELD_WORDS and said[0] not in (None, "", False) and said.count(said[0]) == len(said):
            words = say_value(connection, name, said[0])
            found.append((FIELD_WORDS[name], mask_number(words) if name in NUMBERS else words))
    return tuple(found)


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


def _same_or_apart(connection: Connection, row: Conflict) -> tuple[Option, ...]:
    """Return that the two families are one, as the pendamping proposes, and that they are not."""
    ((older, younger, reason, txn),) = select_in(connection, _PROPOSED, [row.row_id])
    found = {home: (name, desa) for home, name, desa in select_in(connection, _FAMILIES, [older, younger])}
    who = [
        ", ".join(part for part in (name, say_value(connection, "desa_code", desa) if desa else "") if part)
        for name, desa in (found[older], found[younger])
    ]
    _source, by, at = _writer(connection, txn) or ("", "", None)
    return (
        Option(SAME, " dan ".join(who), "Satu keluarga: gabungkan", by, at, reason, older),
        Option(APART, "Keduanya tetap seperti sekarang.", MERGE_ANSWER[APART], household_id=younger),
    )


_GROUPS = {"field": "isian", "twin": "sama", "nik": "sama", "same": "sama", "stage": "tahap"}
_FAMILIES = (
    "SELECT h.id, coalesce(m.name, ''), h.desa_code FROM household h "
    "LEFT JOIN member m ON m.id = h.pengurus_id WHERE h.id IN {}"
)
_PROPOSED = "SELECT household_id, other_id, reason, base_txn FROM merge_proposal WHERE id IN {}"
_RETURNED_BY = (
    "SELECT r.txn_id, coalesce(p.name, '') FROM returned r JOIN txn t ON t.id = r.base_txn "
    "LEFT JOIN petugas p ON p.id = t.author WHERE r.reverses IS NULL AND r.txn_id IN {}"
)
_BROUGHT = "SELECT nik, base_txn FROM member WHERE NOT deleted AND nik IN {}"
_WRITERS = (
    "SELECT t.id, coalesce(p.name, ''), t.h, t.own, t.subject_id FROM txn t "
    "LEFT JOIN alias a ON a.from_id = t.author AND a.kind = 'petugas' AND a.active AND NOT a.deleted "
    "LEFT JOIN petugas p ON p.id = coalesce(a.to_id, t.author) WHERE t.id IN {}"
)
_EVENTS = 'SELECT id, stage, "on", reason, base_txn, household_id FROM stage_event WHERE id IN {}'
_BEARERS = (
    "SELECT m.id, m.name, m.born_on, m.household_id, c.name, h.desa_code, p.name FROM member m "
    "JOIN household h ON h.id = m.household_id LEFT JOIN member c ON c.id = h.pengurus_id "
    "LEFT JOIN petugas p ON p.id = h.pendamping_id WHERE NOT m.deleted AND m.nik = "
)
