"""SETTLED: what waits for nobody any more at Keputusan, in a row and in full: decisions, refused writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.gui.widgets.family_list import FamilyLine
from pkh_desk.gui.words.family_words import capital, joined, said_name
from pkh_desk.gui.words.moments import say_clock, say_moment
from pkh_desk.views.office.decided import Decided
from pkh_desk.views.office.refused import Refused

NO_FAMILY = "Tanpa keluarga"
BACK = "Bila diurungkan, pertanyaannya terbuka lagi. Keputusan petugas lain hanya diurungkan admin."
HEARS = "Pendamping membaca sebab ini bersama jawaban berikutnya. Isian lain dalam kirimannya tetap berlaku."


@dataclass(frozen=True)
class Settled:
    """One of them. `key` tells it from others, `act` is what can be taken back ("" if nothing can)."""

    key: str
    line: FamilyLine
    who: str
    about: str
    words: str
    note: str
    hint: str
    household_id: str
    act: str = ""

    @property
    def said(self) -> str:
        """What the filter looks at."""
        return " ".join((self.line.name, self.line.place, self.who, self.about))


def decisions_made(rows: Sequence[Decided], desk: Desk, now: datetime) -> list[Settled]:
    """Return the decisions that were made."""
    return [_decision(row, desk, now) for row in rows]


def writes_refused(rows: Sequence[Refused], desk: Desk, now: datetime) -> list[Settled]:
    """Return the writes that were refused."""
    return [_refusal(row, desk, now) for row in rows]


def _decision(row: Decided, desk: Desk, now: datetime) -> Settled:
    when = desk.local(row.at)
    by = said_name(row.clerk)
    line = FamilyLine(
        name=said_name(row.family) or NO_FAMILY,
        place=joined(row.about, f"oleh {by}" if by else ""),
        when=capital(say_moment(when, now)),
        badge=("Selesai", "green"),
    )
    who = joined(f"Diputuskan oleh {by}" if by else "Diputuskan di kantor", _moment(when))
    note = f"Catatan untuk pendamping: {row.note}" if row.note else ""
    return Settled(row.act, line, who, row.about, row.words, note, BACK, row.household_id, row.act)


def _refusal(row: Refused, desk: Desk, now: datetime) -> Settled:
    when = desk.local(row.at)
    line = FamilyLine(
        name=said_name(row.family) or NO_FAMILY,
        place=joined(row.record, said_name(row.sender)),
        when=capital(say_moment(when, now)),
        badge=("Ditolak", "red"),
    )
    file = f"kiriman #{row.file.sequence}" if row.file and row.file.sequence else ""
    who = joined(f"Ditulis {said_name(row.sender) or 'laptop'}", _moment(when), file)
    note = "\n".join(f"{name}: {value}" for name, value in row.values)
    return Settled(str(row.id), line, who, row.record, capital(row.reason), note, HEARS, row.household_id)


def _moment(when: datetime) -> str:
    return f"{say_date(when.date())} {say_clock(when)}"
