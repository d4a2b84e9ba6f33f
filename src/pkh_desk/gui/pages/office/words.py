"""WORDS: what the office's lists say about files, questions and laptops."""

from datetime import datetime

from pkh_desk.domain.dates import say_date
from pkh_desk.gui.family_words import capital, joined, said_name
from pkh_desk.gui.moments import say_clock, say_near_day
from pkh_desk.gui.widgets.family_list import FamilyLine
from pkh_desk.views.exchange.inbox import InboxFile
from pkh_desk.views.exchange.laptops import STATES as LAPTOP_STATES
from pkh_desk.views.exchange.laptops import Laptop
from pkh_desk.views.office.decision import DecisionRow, Option

FILE_BADGES = {
    "baru": ("Baru", "teal"),
    "menunggu": ("Menunggu", "amber"),
    "karantina": ("Karantina", "red"),
    "diterapkan": ("Diterapkan", "green"),
    "ditolak": ("Ditolak", "red"),
}
LAPTOP_TONES = {"aktif": "green", "menunggu": "amber", "dicabut": "red", "diundang": "blue", "lewat": "gray"}


def dots(number: int) -> str:
    """Return a number in groups of three: 1.234."""
    return f"{number:,}".replace(",", ".")


def say_size(size: int) -> str:
    """Say the size of a file: 412 KB, 2,1 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


def file_line(file: InboxFile, when: datetime, now: datetime) -> FamilyLine:
    """Return the row of a file."""
    about = file.reason or joined(
        f"Kiriman #{file.sequence}", f"{dots(file.records)} catatan", say_size(file.size)
    )
    return FamilyLine(
        name=said_name(file.sender) or file.name,
        place=about,
        when=capital(say_near_day(when.date(), now.date())),
        badge=FILE_BADGES[file.state],
        gone=file.state == "diterapkan",
    )


def question_line(row: DecisionRow, when: datetime, now: datetime) -> FamilyLine:
    """Return the row of a question."""
    return FamilyLine(
        name=said_name(row.family) or "Tanpa keluarga",
        place=joined(row.about, said_name(row.sender)),
        when=capital(say_near_day(when.date(), now.date())),
        badge=("Dikembalikan", "gray") if row.returned else None,
        gone=bool(row.returned),
    )


def laptop_line(row: Laptop, seen: datetime | None, now: datetime) -> FamilyLine:
    """Return the row of a laptop or an invitation."""
    work = joined(
        row.code,
        f"{dots(row.families)} keluarga" if row.state == "aktif" else "",
        f"{row.files_waiting} kiriman menunggu" if row.files_waiting else "",
    )
    return FamilyLine(
        name=said_name(row.name),
        place=work or ", ".join(row.scope),
        when=capital(say_near_day(seen.date(), now.date())) if seen else "",
        badge=(LAPTOP_STATES[row.state].split(" ")[0], LAPTOP_TONES[row.state]),
        gone=row.state in ("dicabut", "lewat"),
    )


def option_foot(option: Option, when: datetime | None) -> tuple[str, ...]:
    """Return the lines below a value: who and when, then what is known beside it."""
    at = f"{say_date(when.date())} {say_clock(when)}" if when else ""
    return joined(said_name(option.who), at), option.note
