"""Text pasted from a chat or a spreadsheet, as a sheet: cells of a table, or lines as people write."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pkh_desk.domain.text import tidy
from pkh_desk.errors import FileNotUsable, NoListFound, SheetTooBig
from pkh_desk.rosters.lists.families import FAMILIES
from pkh_desk.rosters.reading.cells import Cell
from pkh_desk.rosters.reading.delimited import delimited_rows
from pkh_desk.rosters.reading.labelled import labelled_rows
from pkh_desk.rosters.reading.reader import Row, Sheet, read_sheets
from pkh_desk.rosters.reading.verdicts import Damaged

NAME = "Tempelan"
"""What pasted text is called where a sheet's name would stand."""

LONGEST = 2_000_000


@dataclass(frozen=True)
class Pasted:
    """Pasted text in the place of a file."""

    text: str
    name: str = NAME


Source = Path | Pasted
_CHAT = re.compile(
    r"^\W{0,2}\[?\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? (?:pukul )?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\]?(?: -)? "
)
_SENDER = re.compile(r"^[^:]{1,40}: ")
_NUMBERING = re.compile(r"^(\d{1,4})\s*[.)]\s*|^[-*\u2022]\s*")
_NUMBER = re.compile(r"(?<![\dA-Za-z])'?\d(?:[ .\-]?[\dOo]){11,19}(?![\dA-Za-z])")
_LABEL = re.compile(r"\b(?:nik|no\.? ?kk|nomor kk|kk|nama)\b\s*[:=.]?\s*", re.IGNORECASE)
_PARTS = re.compile(r"[,;|/]| - |\(|\)")
_AROUND = " \t-,;:/|()=*_"


def sheets_of(source: Source, sheet: str | None = None) -> Iterator[Sheet]:
    """Yield the sheets of a file (see `read_sheets`), or pasted text as one."""
    if isinstance(source, Path):
        yield from read_sheets(source, sheet)
    else:
        yield read_pasted(source.text)


def sha256_of(source: Source) -> str:
    """Return the SHA-256 of a file, or of pasted text. Raises FileNotUsable."""
    if not isinstance(source, Path):
        return hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()
    try:
        with source.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise FileNotUsable(
            "Berkas itu tidak ada lagi atau tidak boleh dibaca. Data Anda tidak berubah.",
            "Periksa tempat dan namanya.",
        ) from error


def stamp_of(source: Source) -> tuple[int, int]:
    """Return what changes when a file is saved anew; zeros for one that is not there, or for pasted text."""
    try:
        found = source.stat() if isinstance(source, Path) else None
    except OSError:
        found = None
    return (found.st_mtime_ns, found.st_size) if found else (0, 0)


def read_pasted(text: str) -> Sheet:
    """Return pasted text as a sheet. Raises NoListFound for nothing, SheetTooBig for far too much."""
    if len(text) > LONGEST:
        raise SheetTooBig(
            "Teks yang ditempel terlalu panjang. Data Anda tidak berubah.",
            "Simpan sebagai berkas, lalu impor.",
        )
    if not text.strip():
        raise NoListFound("Belum ada teks yang ditempel.", "Salin daftarnya dulu, lalu tekan Ctrl+V.")
    return Sheet(NAME, rows=iter(list(_rows(text))))


def _rows(text: str) -> Iterator[Row]:
    """Yield the rows: of lines that name what they tell, of a table, else each line as somebody wrote it."""
    lines = text.splitlines()
    filled = sum(bool(line.strip()) for line in lines)
    if labelled := labelled_rows([_said(line) for line in lines], FAMILIES.field_of):
        yield from labelled
        return
    for separator in ("\t", ";", "|"):
        if sum(separator in line for line in lines) * 2 >= filled:
            yield from enumerate(_table(text, separator), 1)
            return
    if sum(_NUMBER.fullmatch(tidy(line)) is not None for line in lines) * 2 >= filled:
        for number, line in enumerate(lines, 1):
            yield number, [line]
        return
    for number, line in enumerate(lines, 1):
        if cells := _cells(line):
            yield number, cells


def _table(text: str, separator: str) -> list[list[Cell]]:
    """Return the cells; a quotation mark that never closes is a letter like others."""
    try:
        return [list(row) for row in delimited_rows(text, separator)]
    except Damaged:
        return [list(line.split(separator)) for line in text.splitlines()]


def _said(line: str) -> str:
    """Return what was said in a line of a chat, without who said it when, and without its numbering."""
    plain = tidy(line)
    if chat := _CHAT.match(plain):
        plain = _SENDER.sub("", plain[chat.end() :], count=1)
    return _NUMBERING.sub("", plain, count=1)


def _cells(line: str) -> list[Cell]:
    """Part a line of a chat: the name, its first two long numbers, and what else stands there."""
    plain = _said(line)
    numbers = [found.strip("' ") for found in _NUMBER.findall(plain)]
    parts = [part for text in _NUMBER.split(plain) for part in _PARTS.split(_LABEL.sub(" ", text))]
    words = [word for part in parts if (word := part.strip(_AROUND))]
    if not words and not numbers:
        return []
    first, *rest = words or [None]
    two = [*numbers, "", ""][:2]
    return [first, *two, *numbers[2:], *rest]
