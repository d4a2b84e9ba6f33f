"""The report of graduation: what was proposed in a period, and what was decided in it, a family a row.

Proposed is a family on the day its letter was signed, unless that was taken back; graduated only from the
decision on. One that left in another way is no proposal any more; if it had graduated, it still counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pkh_desk.domain.graduation.case import AFTER, DONE, PATH, STAGES, Step, fold_stages
from pkh_desk.domain.graduation.letter import STATEMENTS
from pkh_desk.domain.people.household import EXIT
from pkh_desk.domain.text import dots
from pkh_desk.domain.vocabulary import GRADUATION_KIND, MEMBERSHIP
from pkh_desk.store.graduation.case import UNDONE
from pkh_desk.store.log.states import select_in
from pkh_desk.views.graduation.reasons import ReasonBook
from pkh_desk.views.lists.sheet import DAY, NUMBER, SheetColumn
from pkh_desk.views.office.report import (
    OF_PENDAMPING,
    WHOSE,
    Area,
    Report,
    ReportKind,
    Wish,
    area_of,
    listed,
    petugas_names,
    say_about,
)
from pkh_desk.views.people.families import SHOWN, under_elder

TITLE = "Rekapitulasi graduasi"
SIGNED, REFUSED = "ditandatangani", "ditolak"
ENDED = (REFUSED, "dibatalkan")
"""Stages from which a case is opened again, for another round."""


@dataclass(frozen=True)
class CaseDays:
    """How far a case came: its stage, the day it was proposed, and the day of Kemensos' answer."""

    stage: str | None = None
    proposed_on: date | None = None
    decided_on: date | None = None
    sk_number: str = ""


@dataclass(frozen=True)
class GraduationRow:
    """One case with its family; `gone` is a status of EXIT, "" if the family did not leave otherwise."""

    household_id: str
    case_id: str
    name: str
    nik: str
    no_kk: str
    area: Area
    kind: str
    reason: str
    gone: str
    days: CaseDays
    letter_on: date | None = None

    @property
    def status(self) -> str:
        """The stage in words, or how the family left."""
        if self.gone and self.days.stage not in (DONE, REFUSED):
            return f"Keluar: {MEMBERSHIP[self.gone]}"
        return STAGES[self.days.stage] if self.days.stage else ""


def read_graduation(connection: Connection, wish: Wish) -> Report[GraduationRow]:
    """Read the proposals and decisions of a period; five SELECTs."""
    rows = graduation_rows(connection, replace(wish, by_desa=True))
    proposed = sum(_within(wish, row.days.proposed_on) for row in rows)
    decided = [row for row in rows if _within(wish, row.days.decided_on)]
    return Report(
        TITLE,
        say_about(wish, petugas_names(connection)),
        listed("rekap-graduasi", "keluarga", _COLUMNS, rows, lambda row: row.household_id),
        rows,
        (
            ("Diusulkan", dots(proposed)),
            ("Disetujui", dots(sum(row.days.stage == DONE for row in decided))),
            ("Ditolak", dots(sum(row.days.stage != DONE for row in decided))),
        ),
    )


def graduation_rows(connection: Connection, wish: Wish) -> list[GraduationRow]:
    """Return the cases that were proposed or decided in a period, by place and day."""
    rounds, book = _rounds(connection), ReasonBook(connection)
    rows = []
    for row in connection.exec_driver_sql(_CASES).fetchall():
        case, home, name, nik, no_kk, kind, reason, said, opened, status, *whose = row
        area, gone = area_of(wish, *whose), status if status in EXIT else ""
        if area is None:
            continue
        why = said or book.words(reason, date.fromisoformat(opened))
        words = GRADUATION_KIND.get(kind, kind)
        for days in rounds.get(case, ()):
            if gone and days.stage not in (DONE, REFUSED):
                days = replace(days, proposed_on=None)
            if _within(wish, days.proposed_on) or _within(wish, days.decided_on):
                who = (home, case, name or "", nik or "", no_kk or "")
                rows.append(GraduationRow(*who, area, words, why, gone, days))
    letters = _letters(connection, [row.case_id for row in rows])
    rows = [replace(row, letter_on=letters.get(row.case_id)) for row in rows]
    return sorted(rows, key=lambda row: (row.area, _first_day(row.days), row.name, row.case_id))


def rounds_of_case(events: Iterable[Sequence[Any]]) -> list[CaseDays]:
    """Return how far a case came, and how far it had come each time before it was opened again.

    An event is (case, id, seen, stage, base_at, undone, day, SK number).
    """
    rows = sorted(events, key=lambda row: (row[4], row[1]))
    refused = fold_stages(Step((r[4], r[1]), r[1], r[2], r[3], bool(r[5])) for r in rows).refused
    rounds = [CaseDays()]
    for row in rows:
        stage, day = row[3], date.fromisoformat(row[6])
        if row[5] or row[1] in refused or stage in AFTER:
            continue
        if rounds[-1].stage in ENDED:
            rounds.append(CaseDays())
        now = replace(rounds[-1], stage=stage)
        if stage == SIGNED:
            now = replace(now, proposed_on=day)
        elif stage in PATH[:3]:
            now = replace(now, proposed_on=None)
        elif stage in (DONE, REFUSED):
            now = replace(now, decided_on=day, sk_number=row[7])
        rounds[-1] = now
    return rounds


def _rounds(connection: Connection) -> dict[str, list[CaseDays]]:
    events: dict[str, list[Sequence[Any]]] = defaultdict(list)
    for row in connection.exec_driver_sql(_EVENTS):
        events[row[0]].append(row)
    return {case: rounds_of_case(rows) for case, rows in events.items()}


def _letters(connection: Connection, cases: Sequence[str]) -> dict[str, date]:
    """Return the day of the latest letter by which each family leaves."""
    rows = sorted(select_in(connection, _LETTERS, cases), key=lambda row: str(row[0]))
    return {row[1]: date.fromisoformat(row[2]) for row in rows if row[3] in STATEMENTS}


def _within(wish: Wish, day: date | None) -> bool:
    return day is not None and wish.period.first <= day <= wish.period.last


def _first_day(days: CaseDays) -> date:
    return days.proposed_on or days.decided_on or date.max


GRADUATIONS = ReportKind("graduasi", TITLE, read_graduation)

_COLUMNS: tuple[SheetColumn[GraduationRow], ...] = (
    SheetColumn("Nama pengurus", lambda row: row.name, width=24),
    SheetColumn("NIK", lambda row: row.nik, NUMBER, 17),
    SheetColumn("No KK", lambda row: row.no_kk, NUMBER, 17),
    SheetColumn("Desa", lambda row: row.area.desa, width=15),
    SheetColumn("Kecamatan", lambda row: row.area.kecamatan, width=15),
    SheetColumn("Jenis", lambda row: row.kind, width=15),
    SheetColumn("Alasan", lambda row: row.reason, width=22),
    SheetColumn("Tanggal surat", lambda row: row.letter_on, DAY, 11),
    SheetColumn("Diusulkan", lambda row: row.days.proposed_on, DAY, 11),
    SheetColumn("Status", lambda row: row.status, width=17),
    SheetColumn("Diputuskan", lambda row: row.days.decided_on, DAY, 11),
    SheetColumn("Nomor SK", lambda row: row.days.sk_number, width=16),
    SheetColumn("Pendamping", lambda row: row.area.pendamping, width=18),
)
_CASES = (
    "SELECT g.id, h.id, m.name, m.nik, h.no_kk, g.kind, g.reason, g.reason_text, g.opened_on, h.status, "
    f"{WHOSE} FROM graduation_case g {under_elder('g')} {OF_PENDAMPING} "
    f"LEFT JOIN member m ON m.id = h.pengurus_id WHERE NOT g.deleted AND {SHOWN}"
)
_EVENTS = (
    f'SELECT e.case_id, e.id, e.seen, e.stage, e.base_at, {UNDONE}, e."on", e.sk_number '
    "FROM stage_event e WHERE e.reverses IS NULL"
)
_LETTERS = (
    "SELECT id, case_id, dated_on, kind FROM letter WHERE NOT deleted AND voided_on IS NULL AND case_id IN {}"
)
