"""The look into a zipped spreadsheet before any library may open it.

Everything is unzipped in pieces and forgotten again: how much it is, the largest row and column that are
named, and which rows are hidden. A 5 kB file with one far-away cell makes a library ask for terabytes.
"""

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from pkh_desk.rosters import limits

PIECE = 1 << 20
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_HIDDEN = re.compile(rb'\b(?:hidden|zeroHeight)="(?:1|true)"')
_FAR_CELL = re.compile(rb'r="([A-Z]{2,4})\d+"')
_SHEET = re.compile(r'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\b\w+:id="([^"]+)"')
_TARGET = re.compile(r"<Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(r'\b(Id|Target)="([^"]*)"')


class TooBig(Exception):
    """More than a list of families can be."""


def hidden_rows(path: Path) -> dict[str, set[int]]:
    """Check every size of a zipped spreadsheet; return the numbers of the hidden rows by sheet (XLSX only).

    Raises TooBig, zipfile.BadZipFile.
    """
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if len(members) > limits.MEMBERS:
            raise TooBig
        left = limits.UNZIPPED
        found: dict[str, set[int]] = {}
        for member in members:
            is_sheet = member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml")
            look = _SheetLook() if is_sheet else None
            for piece in _pieces(archive, member):
                left -= len(piece)
                if left < 0:
                    raise TooBig
                if look:
                    look.feed(piece)
            if look:
                found[member.filename] = look.end()
        names = _sheet_files(archive)
    return {name: found[file] for name, file in names.items() if found.get(file)}


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as content:
        while piece := content.read(PIECE):
            yield piece


class _SheetLook:
    """Watches one worksheet pass by."""

    def __init__(self) -> None:
        self._rest = b""
        self._row = 0
        self._last_row = 0
        self._columns = 26
        self._hidden: set[int] = set()

    def feed(self, piece: bytes) -> None:
        """Look at the next piece; a tag cut in two waits for its other half."""
        data = self._rest + piece
        cut = data.rfind(b"<")
        cut = cut if cut >= 0 and len(data) - cut < PIECE else len(data)
        self._rest = data[cut:]
        self._look(data[:cut])

    def end(self) -> set[int]:
        """Look at what is left; return the hidden rows. Raises TooBig."""
        self._look(self._rest)
        if self._last_row > limits.ROWS or self._columns > limits.COLUMNS:
            raise TooBig
        if self._last_row * self._columns > limits.CELLS:
            raise TooBig
        return self._hidden

    def _look(self, data: bytes) -> None:
        for row in _ROW.finditer(data):
            number = _ROW_NUMBER.search(row[1])
            self._row = int(number[1]) if number else self._row + 1
            self._last_row = max(self._last_row, self._row)
            if _HIDDEN.search(row[1]):
                self._hidden.add(self._row)
        for cell in _FAR_CELL.finditer(data):
            self._columns = max(self._columns, _column_number(cell[1]))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet_files(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the file of each sheet of an XLSX by the sheet's name."""
    try:
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except KeyError:
        return {}
    targets = {}
    for link in _TARGET.finditer(links):
        named = dict(_ATTRIBUTE.findall(link[1]))
        target = named.get("Target", "")
        targets[named.get("Id")] = target[1:] if target.startswith("/") else f"xl/{target}"
    return {unescape(name): targets.get(link, "") for name, link in _SHEET.findall(book)}
