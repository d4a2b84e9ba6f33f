"""The rows of a sheet as data: titles, group rows, subtotals and signatures told from families.

What is not data is not counted; it only leaves behind what it says about the rows below it: the name of a
group, or that the list has ended.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pkh_desk.domain.text import fold, tidy
from pkh_desk.rosters.cells import Cell, text_of
from pkh_desk.rosters.header import Header, read_header
from pkh_desk.rosters.reader import Sheet

TOTALS = frozenset({"jumlah", "total", "sub total", "subtotal", "jml", "jumlah total", "grand total"})
SIGNATURE = ("mengetahui", "koordinator", "ketua tim", "kepala desa", "dibuat oleh", "pendamping", "nip")
FEWEST_FILLED = 3
_KECAMATAN = re.compile(r"\bkec(?:amatan)?[ .:]+([a-z][a-z ]*?)(?= kab| prov| pendamping|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """One data row: its cells, the header it stands under, and the group row above it."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool
    group: str


@dataclass(frozen=True)
class Roster:
    """The list on one sheet: its header and the kecamatan its title names, if any."""

    sheet: str
    header: Header
    kecamatan: str
    lines: list[Line]


def read_list(sheet: Sheet) -> Roster | None:
    """Read a sheet to its end; None if it holds no list."""
    header, kecamatan, group, ended = None, "", "", False
    lines: list[Line] = []
    for number, cells in sheet.rows:
        found = read_header(cells)
        if found is not None:
            header, ended = header or found, False
            continue
        filled = [(at, cell) for at, cell in enumerate(cells) if text_of(cell).strip()]
        if header is None:
            kecamatan = kecamatan or _title_kecamatan(filled)
            continue
        words = fold(text_of(filled[0][1])) if filled else ""
        if not filled or words in TOTALS or words.split(" ")[0] in TOTALS:
            continue
        if len(filled) == 1 and not _has_number(header, cells):
            group = tidy(text_of(filled[0][1])) if not words.startswith(SIGNATURE) else group
            ended = ended or words.startswith(SIGNATURE)
            continue
        if (ended or words.startswith(SIGNATURE)) and not _has_number(header, cells):
            ended = True
            continue
        if _is_data(header, cells, len(filled)):
            lines.append(Line(number, tuple(cells), number in sheet.hidden_rows, group))
    return Roster(sheet.name, header, kecamatan, lines) if header else None


def _title_kecamatan(filled: list[tuple[int, Cell]]) -> str:
    found = _KECAMATAN.search(" ".join(fold(text_of(cell)) for _, cell in filled))
    return found[1].strip() if found else ""


def _has_number(header: Header, cells: Sequence[Cell]) -> bool:
    """Say whether the row has something with digits where NIK or No KK stand."""
    columns = (header.columns.get("nik"), header.columns.get("no_kk"))
    texts = (text_of(cells[at]) for at in columns if at is not None and at < len(cells))
    return any(any(char.isdigit() for char in text) for text in texts)


def _is_data(header: Header, cells: Sequence[Cell], filled: int) -> bool:
    name = header.columns["name"]
    named = name < len(cells) and bool(text_of(cells[name]).strip())
    at = header.columns.get("number")
    counted = at is not None and at < len(cells) and text_of(cells[at]).strip(" .").isdigit()
    return _has_number(header, cells) or (named and (counted or filled >= FEWEST_FILLED))
