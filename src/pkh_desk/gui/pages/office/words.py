"""WORDS: what the office's lists say about files, questions and laptops."""

from collections.abc import Sequence
from datetime import datetime

from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.text import dots
from pkh_desk.gui.widgets.family_list import FamilyLine
from pkh_desk.gui.words.family_words import capital, joined, said_name
from pkh_desk.gui.words.moments import say_clock, say_near_day
from pkh_desk.views.exchange.inbox_list import InboxFile
from pkh_desk.views.exchange.laptops import STATES as LAPTOP_STATES
from pkh_desk.views.exchange.laptops import Laptop
from pkh_desk.views.exchange.rollcall import say_numbers
from pkh_desk.views.office.decision import DecisionRow, Option

FILE_BADGES = {
    "baru": ("Baru", "teal"),
    "menunggu": ("Menunggu", "amber"),
    "karantina": ("Karantina", "red"),
    "diterapkan": ("Selesai", "gray"),
    "ditolak": ("Ditolak", "red"),
}
LAPTOP_TONES = {
    "aktif": "green",
    "menunggu": "amber",
    "dicabut": "red",
    "ditolak": "red",
    "diundang": "blue",
    "lewat": "gray",
}


def say_size(size: int) -> str:
    """Say the size of a file: 412 KB, 2,1 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


def file_line(file: InboxFile, when: datetime, now: datetime) -> FamilyLine:
    """Return the row of a file."""
    about = file.reason or joined(
        ", ".join(file.kecamatan[:2]),
        file_number(file),
        f"{dots(file.records)} catatan" if file.part == 1 else "",
        say_size(file.size),
        gap_words(file),
    )
    asked = (f"{dots(len(file.questions))} keputusan", "amber")
    return FamilyLine(
        name=said_name(file.sender) or file.name,
        place=about,
        when=capital(say_near_day(when.date(), now.date())),
        badge=asked if file.questions else FILE_BADGES[file.state],
        gone=file.state == "diterapkan",
    )


def file_number(file: InboxFile) -> str:
    """Say which file of its laptop this is."""
    part = f" bagian {file.part}/{file.parts}" if file.parts > 1 else ""
    return f"kiriman #{file.sequence}{part}"


def gap_words(file: InboxFile) -> str:
    """Say which files before this one never came, "" where nothing is missed."""
    if file.gap is None:
        return ""
    numbers = say_numbers(file.gap.missing)
    return f"kiriman #{numbers} belum ada" if numbers else "catatan sebelumnya belum ada"


def asked_line(asked: Sequence[DecisionRow], desk: Desk, now: datetime) -> FamilyLine:
    """Return the row of a file with these questions, which are all sent back or all open."""
    first, file, count = asked[0], asked[0].file, dots(len(asked))
    when = desk.local(file.made_at if file and file.made_at else first.opened_at)
    about = joined(
        first.kecamatan,
        f"{dots(file.records)} catatan" if file and file.sequence else "",
        f"kiriman #{file.sequence}" if file and file.sequence else "",
    )
    return FamilyLine(
        name=said_name(file.sender if file else "") or "Data kantor",
        place=about,
        when=capital(say_near_day(when.date(), now.date())),
        badge=(f"{count} kembali", "gray") if first.returned else (f"{count} keputusan", "amber"),
        gone=bool(first.returned),
    )


def file_words(question: DecisionRow, desk: Desk, others: int) -> str:
    """Say which file a question came with, and how many other catatan of it are in force."""
    file = question.file
    if file is None or not file.sequence:
        return "Dari data kantor sendiri" if file is None else f"Dari {said_name(file.sender)}"
    where = f", {question.kecamatan}" if question.kecamatan else ""
    return joined(
        f"Kiriman #{file.sequence} dari {said_name(file.sender)}{where}",
        say_date(desk.local(file.made_at).date()),
        f"{dots(others)} catatan lain sudah berlaku" if others > 0 else "",
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
        gone=row.state in ("dicabut", "ditolak", "lewat"),
    )


def option_foot(option: Option, when: datetime | None) -> tuple[str, ...]:
    """Return the lines below a value: who and when, then what is known beside it."""
    at = f"{say_date(when.date())} {say_clock(when)}" if when else ""
    return joined(said_name(option.who), at), option.note


def say_return(reason: str, note: str) -> str:
    """Return one reason out of the one chosen from the office's list and what was written beside it."""
    return ". ".join(part for part in (reason.rstrip("."), note.strip()) if part)
