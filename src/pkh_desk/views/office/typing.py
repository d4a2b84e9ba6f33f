"""What changed since a day, as the operator of SIKS-NG types it: by family and field, old and new.

The fields, their official names and their order are the config document `siks_fields` (domain 5.1, 9). What
counts is when the office got to know of a change, and the value that stands now against the one before. What
was marked as typed is not offered again until it changes once more; what a list of the office brought in came
from there, and is left out unless asked for.
"""

from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.office.siks import ANGGOTA, PENGURUS, SIKS_SOURCE, SiksSource
from pkh_desk.domain.people.household import EXIT
from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.domain.text import fold
from pkh_desk.domain.vocabulary import GRADUATION_KIND
from pkh_desk.store.log.states import mark, select_in
from pkh_desk.store.office import config_on
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.graduation.cases import cases_of
from pkh_desk.views.lists.sheet import NUMBER, Sheet, SheetColumn
from pkh_desk.views.people.families import SHOWN
from pkh_desk.views.upkeep.field_words import say_value

KINDS = {
    "data": "Perubahan data",
    "anggota": "Anggota baru",
    "keluar": "Meninggal/pindah",
    "graduasi": "Graduasi",
}
NEW, VERIFIED = "baru", "diverifikasi"


@dataclass(frozen=True)
class TypingRow:
    """One thing to type. `kind` is a key of KINDS, `person` the member it is about, "" for the family.

    `number`: `old` and `new` are numbers of people. `nik` is the person's, else the pengurus'. `row_id`,
    `field` and `at` (ms UTC, when the office knew) are what is marked as typed.
    """

    household_id: str
    name: str
    nik: str
    no_kk: str
    desa_code: str
    pendamping: str
    kind: str
    person: str
    label: str
    old: str
    new: str
    number: bool
    row_id: str
    field: str
    at: int

    @property
    def key(self) -> str:
        """What makes the row known again."""
        return f"{self.row_id}/{self.field}"

    @property
    def desa(self) -> str:
        """The name of the desa."""
        return wilayah().name_of(self.desa_code) if self.desa_code else ""

    @property
    def kecamatan(self) -> str:
        """The name of the kecamatan."""
        return wilayah().name_of(kecamatan_of(self.desa_code)) if self.desa_code else ""


@dataclass(frozen=True)
class _Field:
    """A field of SIKS-NG: its official name, and where it is recorded here."""

    label: str
    source: SiksSource


@dataclass
class _Edit:
    """A field that was changed: its value before the first change, and, from a later day on, before that."""

    table: str
    row_id: str
    field: str
    old: str | None
    at: int
    after: tuple[str | None] | None = None


def typing_rows(desk: Desk, since: date, until: date | None = None, imports: bool = False) -> list[TypingRow]:
    """Return what is to be typed of the days from `since` to `until`, by kind, kecamatan, desa and family.

    `imports`: also what lists brought in. A fixed number of SELECTs.
    """
    start, end = _instant(desk, since), _instant(desk, until + timedelta(1)) if until else None
    with desk.read() as session:
        connection = session.connection()
        asked = config_on(session, "siks_fields", desk.today())["fields"]
        fields = [_Field(each["label"], SIKS_SOURCE[each["source"]]) for each in asked]
        marks = {(row[0], row[1]): row[2] for row in connection.exec_driver_sql(_MARKS)}
        names = sorted({field.source.field for field in fields})
        edits = _edits(connection, names, (start, end), marks, imports)
        drafts = _edited(connection, edits, fields)
        drafts += _newcomers(connection, start, end, marks)
        drafts += _proposed(connection, start, end, marks)
        homes = _homes(connection, {draft[0] for draft in drafts})
    order = {field.label: at for at, field in enumerate(fields)}
    rows = [_row(homes[draft[0]], draft) for draft in drafts if draft[0] in homes]
    kinds = list(KINDS)
    return sorted(
        rows,
        key=lambda row: (
            kinds.index(row.kind),
            fold(row.kecamatan),
            fold(row.desa),
            fold(row.name),
            row.household_id,
            order.get(row.label, len(order)),
            row.key,
        ),
    )


def typing_sheet(rows: Sequence[TypingRow]) -> Sheet[TypingRow]:
    """Return these rows, in this order; numbers stand in columns of their own, to be masked."""

    def listed(_desk: Desk) -> Generator[TypingRow, None, None]:
        yield from rows

    return Sheet("perubahan-siks-ng", "perubahan", _COLUMNS, listed, len(rows), lambda row: row.household_id)


def _instant(desk: Desk, day: date) -> int:
    """Return the first instant of a day here, in ms UTC."""
    local = desk.local(desk.now())
    return int(datetime(day.year, day.month, day.day, tzinfo=local.tzinfo).timestamp() * 1000)


Draft = tuple[str, str, str, str, str, str, str, bool, str, str, int]
"""household, kind, person, nik, label, old, new, number, row, field, at."""
Marks = dict[tuple[str, str], int]


def _edits(
    connection: Connection, names: Sequence[str], days: tuple[int, int | None], marks: Marks, imports: bool
) -> dict[tuple[str, str], _Edit]:
    start, end = days
    where = "" if imports else " AND t.act NOT IN (SELECT act FROM roster_import)"
    asked = f"{mark(connection, 1)}) AND b.field IN ({mark(connection, len(names))})"
    rows = connection.exec_driver_sql(f"{_BEFORE} {asked}{where}", (start, *names)).fetchall()
    found: dict[tuple[str, str], _Edit] = {}
    for _, _, table, row_id, field, value, at in sorted(rows, key=lambda row: (row[0], row[1])):
        key = row_id, field
        if at <= marks.get(key, 0):
            continue
        if end is not None and at >= end:
            if key in found and found[key].after is None:
                found[key].after = (value,)
        elif key not in found:
            found[key] = _Edit(table, row_id, field, value, at)
        else:
            found[key].at = max(found[key].at, at)
    return found


def _edited(
    connection: Connection, edits: dict[tuple[str, str], _Edit], fields: Sequence[_Field]
) -> list[Draft]:
    """Return the rows of fields that hold something else now."""
    drafts: list[Draft] = []
    for table in ("household", "member"):
        named = [field for field in fields if field.source.table == table]
        names = list(dict.fromkeys(field.source.field for field in named))
        ids = {edit.row_id for edit in edits.values() if edit.table == table and edit.field in names}
        listed = ", ".join(f'x."{name}"' for name in names)
        for row_id, home, person, nik, pengurus, *values in select_in(
            connection, _NOW[table].replace("{listed}", listed), ids
        ):
            now = dict(zip(names, values, strict=True))
            for field in named:
                edit, who = edits.get((row_id, field.source.field)), PENGURUS if pengurus else ANGGOTA
                if edit is None or field.source.who not in ("", who):
                    continue
                draft = _draft(connection, edit, field, now, (home, "" if pengurus else person, nik or ""))
                drafts += [draft] if draft else []
    return drafts


def _draft(
    connection: Connection,
    edit: _Edit,
    field: _Field,
    now: dict[str, Any],
    who: tuple[str, str, str],
) -> Draft | None:
    name = edit.field
    value = edit.after[0] if edit.after else now[name]
    was, new = _text(edit.old), _text(value)
    if was == new:
        return None
    kind = "data"
    if name == "deleted":
        if new != "True":
            return None
        kind, said = "keluar", ("Anggota", "Keluar dari keluarga")
    elif field.source.number:
        said = (was, new)
    else:
        said = (say_value(connection, name, was), say_value(connection, name, new))
    if name == "status":
        kind = "keluar" if new in EXIT else "graduasi" if new == "graduasi" else "data"
    home, person, nik = who
    return (
        home,
        kind,
        person,
        nik,
        field.label,
        *said,
        field.source.number,
        edit.row_id,
        name,
        edit.at,
    )


def _text(value: object) -> str:
    """Return a value as before-values are kept; nothing is ""."""
    if value in (0, 1) and not isinstance(value, str):
        return str(bool(value))
    return "" if value is None else str(value)


def _newcomers(connection: Connection, start: int, end: int | None, marks: Marks) -> list[Draft]:
    """Return the people who came into a family that was there before."""
    drafts: list[Draft] = []
    for row_id, home, name, nik, sex, born, relation, at in connection.exec_driver_sql(
        f"{_NEWCOMERS} {mark(connection, 1)}", (start,)
    ):
        if at <= marks.get((row_id, NEW), 0) or (end is not None and at >= end):
            continue
        told = {"relation": relation, "sex": sex, "born_on": born}
        said = ", ".join(say_value(connection, key, str(value)) for key, value in told.items() if value)
        drafts.append(
            (home, "anggota", name, nik or "", "Anggota keluarga", "", said, False, row_id, NEW, at)
        )
    return drafts


def _proposed(connection: Connection, start: int, end: int | None, marks: Marks) -> list[Draft]:
    """Return the families that the office verified and that wait to be proposed."""
    rows = connection.exec_driver_sql(f"{_PROPOSED} {mark(connection, 1)}", (start,)).fetchall()
    latest = {row[0]: row for row in sorted(rows, key=lambda row: int(row[2]))}
    drafts: list[Draft] = []
    for home, case in cases_of(connection, latest).items():
        at = latest[home][2] if home in latest else 0
        late = end is not None and at >= end
        if case.stage == VERIFIED and at > marks.get((case.id, VERIFIED), 0) and not late:
            said = f"Usulan graduasi: {GRADUATION_KIND.get(case.kind, case.kind)}"
            drafts.append(
                (home, "graduasi", "", "", "Status PKH", "Aktif", said, False, case.id, VERIFIED, at)
            )
    return drafts


def _homes(connection: Connection, homes: Collection[str]) -> dict[str, Sequence[Any]]:
    return {row[0]: row for row in select_in(connection, _HOMES, homes)}


def _row(home: Sequence[Any], draft: Draft) -> TypingRow:
    household, name, nik, no_kk, desa, pendamping = home
    _, kind, person, own, label, old, new, number, row_id, field, at = draft
    return TypingRow(
        household, name or "", own or nik or "", no_kk or "", desa or "", pendamping or "",
        kind, person, label, old, new, number, row_id, field, at,
    )  # fmt: skip


_COLUMNS: list[SheetColumn[TypingRow]] = [
    SheetColumn("Jenis", lambda row: KINDS[row.kind], width=24),
    SheetColumn("Kecamatan", lambda row: row.kecamatan, width=18),
    SheetColumn("Desa", lambda row: row.desa, width=18),
    SheetColumn("Nama pengurus", lambda row: row.name, width=26),
    SheetColumn("No KK", lambda row: row.no_kk, NUMBER, 20),
    SheetColumn("NIK", lambda row: row.nik, NUMBER, 20),
    SheetColumn("Anggota", lambda row: row.person, width=24),
    SheetColumn("Isian", lambda row: row.label, width=24),
    SheetColumn("Lama", lambda row: "" if row.number else row.old, width=26),
    SheetColumn("Baru", lambda row: "" if row.number else row.new, width=26),
    SheetColumn("Nomor lama", lambda row: row.old if row.number else "", NUMBER, 20),
    SheetColumn("Nomor baru", lambda row: row.new if row.number else "", NUMBER, 20),
    SheetColumn("Pendamping", lambda row: row.pendamping, width=24),
]

_MARKS = "SELECT row_id, field, at FROM typed_mark"
# CROSS JOIN and IN: this order is meant, for a month of txns among years of them: few of those changed a
# value that was there, and few people came into a family that was.
_BEFORE = (
    "SELECT t.h, t.id, b.table_name, b.row_id, b.field, b.value, t.seen_at "
    "FROM before_value b CROSS JOIN txn t WHERE t.id = b.txn_id AND b.table_name IN ('household', 'member') "
    "AND b.txn_id IN (SELECT s.id FROM txn s WHERE s.seen_at >="
)
_NOW = {
    "household": (
        "SELECT x.id, x.id, '', '', 1, {listed} FROM household x WHERE NOT x.deleted AND x.id IN {}"
    ),
    "member": (
        "SELECT x.id, x.household_id, x.name, x.nik, x.id = h.pengurus_id, {listed} FROM member x "
        "JOIN household h ON h.id = x.household_id WHERE x.id IN {}"
    ),
}
_NEWCOMERS = (
    "SELECT m.id, m.household_id, m.name, m.nik, m.sex, m.born_on, m.relation, t.seen_at "
    "FROM member m CROSS JOIN household h CROSS JOIN txn t "
    "WHERE NOT m.deleted AND h.id = m.household_id AND h.base_txn <> m.base_txn AND t.id = m.base_txn "
    "AND t.act NOT IN (SELECT act FROM roster_import) AND t.seen_at >="
)
_PROPOSED = (
    "SELECT e.household_id, e.case_id, t.seen_at FROM stage_event e JOIN txn t ON t.id = e.base_txn "
    f"WHERE e.stage = '{VERIFIED}' AND e.reverses IS NULL AND t.seen_at >="
)
_HOMES = (
    "SELECT h.id, m.name, m.nik, h.no_kk, h.desa_code, p.name FROM household h "
    "LEFT JOIN member m ON m.id = h.pengurus_id "
    "LEFT JOIN alias a ON a.from_id = h.pendamping_id AND a.kind = 'petugas' AND a.active AND NOT a.deleted "
    f"LEFT JOIN petugas p ON p.id = coalesce(a.to_id, h.pendamping_id) WHERE {SHOWN} AND h.id IN {{}}"
)
