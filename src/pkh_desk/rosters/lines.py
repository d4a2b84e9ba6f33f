"""The rows of a sheet as data: titles, group rows, subtotals and signatures told from families.

What is not data is not counted; it only leaves behind what it says about the rows below it: the name of a
group, or that the list has ended.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pkh_desk.domain.text import fold, tidy
from pkh_desk.rosters.cells import Cell, text_of
from pkh_desk.rosters.header import Header, read_header
from pkh_desk.rosters.reader import Sheet
from pkh_desk.rosters.words import is_nothing

TOTALS = frozenset({"jumlah", "total", "sub total", "subtotal", "jml", "jumlah total", "grand total"})
SIGNATURE = ("mengetahui", "koordinator", "ketua tim", "kepala desa", "dibuat oleh", "pendamping", "nip")
FEWEST_FILLED = 3
STEP = 500
FEWEST_DIGITS = 5
_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True, slots=True)
class Line:
    """One data row: its cells, the header it stands under, and the group row above it."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool
    group: str


@dataclass(frozen=True)
class Roster:
    """The list on one sheet."""

    sheet: str
    header: Header
    lines: list[Line]


def read_list(sheet: Sheet, progress: Callable[[int], None] = lambda number: None) -> Roster | None:
    """Read a sheet to its end; None if it holds no list. `progress` hears of every 500th row."""
    header, group, ended = None, "", False
    lines: list[Line] = []
    for number, cells in sheet.rows:
        if number % STEP == 0:
            progress(number)
        found = read_header(cells)
        if found is not None:
            header, ended = header or found, False
            continue
        filled = [cell for cell in cells if cell is not None and text_of(cell).strip()]
        if header is None or not filled:
            continue
        words = fold(filled[0]) if isinstance(filled[0], str) else ""
        if words in TOTALS or words.split(" ")[0] in TOTALS:
            group = ""
        elif _is_data(header, cells, words, len(filled)):
            lines.append(Line(number, tuple(cells), number in sheet.hidden_rows, group))
        elif words.startswith(SIGNATURE):
            group, ended = "", True
        elif len(filled) == 1 and words and not ended:
            group = tidy(text_of(filled[0]))
    return Roster(sheet.name, header, lines) if header else None


def _is_data(header: Header, cells: Sequence[Cell], words: str, filled: int) -> bool:
    """Say whether a row is about somebody: it has a number like a NIK, or a name among other cells."""
    texts = {name: _text(header, cells, name) for name in ("nik", "no_kk", "name", "number")}
    if any(len(_DIGIT.findall(texts[name])) >= FEWEST_DIGITS for name in ("nik", "no_kk")):
        return True
    name = texts["name"]
    if name.isdigit() or words.startswith(SIGNATURE) or fold(name).startswith(SIGNATURE):
        return False
    counted = texts["number"].strip(" .").isdigit() and not is_nothing(name)
    return filled >= FEWEST_FILLED or counted


def _text(header: Header, cells: Sequence[Cell], name: str) -> str:
    at = header.columns.get(name)
    return tidy(text_of(cells[at])) if at is not None and at < len(cells) else ""
