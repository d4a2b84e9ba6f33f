"""A first look into a zipped XLSX before calamine may see it: how far its cells go, which rows are hidden.

calamine holds every cell between the first and the last one named, so one cell at XFD1048576 in a file of
5 kB takes all memory and the process with it. The parts are unzipped in pieces, counted, and searched for
row and cell references alone. calamine does not tell hidden rows; here they are seen on the way.
"""

import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from pkh_desk.rosters.reading.hidden import Hidden
from pkh_desk.rosters.reading.limits import AREA, UNZIPPED
from pkh_desk.rosters.reading.verdicts import Damaged, TooBig

_PIECE = 1 << 20
MOST_STRUCK = 3
"""Cells of a row that are struck through where the row is; fewer are a number that changed."""
_LONGEST_TAG = 1 << 16
_SMALL_PART = 8 << 20
_ROW = re.compile(rb"<row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_FIRST, _LAST = re.compile(rb"\bmin\s*=\s*[\"'](\d{1,5})"), re.compile(rb"\bmax\s*=\s*[\"'](\d{1,5})")
_NUMBER = re.compile(rb"\br\s*=\s*[\"'](\d{1,9})")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_FAR = re.compile(rb'r="(?:([A-Z]{2,3})(\d{1,9})|([A-Z])(\d{6,9}))"')
# XML that no spreadsheet program writes but every parser reads is searched by slower words.
_UNUSUAL = (b"='", b" =", b"= ", b"\n=", b"=\n", b"\t=", b"=\t", b"\r=", b"=\r", b":row")
_ANY_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_ANY_FAR = re.compile(rb"\br\s*=\s*[\"'](?:([A-Z]{2,3})(\d{1,9})|([A-Z])(\d{6,9}))[\"']")


def scan_xlsx(path: Path) -> dict[str, Hidden]:
    """Return what each sheet hides, by its name. Raises Damaged, TooBig."""
    try:
        with zipfile.ZipFile(path) as archive:
            hidden, total = {}, 0
            struck = _struck_cells(archive)
            for info in archive.infolist():
                if not info.filename.lower().endswith((".xml", ".rels")):
                    continue
                part = _Part(struck)
                is_sheet = "sheet" in info.filename.lower() and not info.filename.endswith(".rels")
                for piece in _pieces(archive, info):
                    total += len(piece)
                    if total > UNZIPPED:
                        raise TooBig("isinya lebih dari 512 MB setelah dibuka")
                    if is_sheet:
                        part.see(piece)
                hidden[info.filename] = part.hidden
            return {name: hidden.get(member, Hidden()) for name, member in _sheet_parts(archive).items()}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ElementTree.ParseError) as error:
        raise Damaged from error


class _Part:
    """What one sheet's XML has named so far."""

    def __init__(self, struck: "re.Pattern[bytes] | None") -> None:
        self.hidden, self._struck = Hidden(), struck
        self._strokes = Counter[int]()
        self._row = self._last_row = self._last_column = 0
        self._rest = b""

    def see(self, piece: bytes) -> None:
        """Search the next piece; a tag cut at its end waits for the next one."""
        text = self._rest + piece
        cut = text.rfind(b"<")
        if cut < 0 or len(text) - cut > _LONGEST_TAG:
            cut = len(text)
        self._rest, text = text[cut:], text[:cut]
        if not self._row:
            self._columns(text)
        for cell in self._struck.finditer(text) if self._struck else ():
            self._strokes[int(cell[1])] += 1
            if self._strokes[int(cell[1])] == MOST_STRUCK:
                self.hidden.struck.append(int(cell[1]))
        self.hidden.formulas += text.count(b"</f></c>")
        unusual = any(sign in text for sign in _UNUSUAL)
        for tag in (_ANY_ROW if unusual else _ROW).finditer(text):
            number = _NUMBER.search(tag[1])
            self._row = int(number[1]) if number else self._row + 1
            self._last_row = max(self._last_row, self._row)
            if b"hidden" in tag[1] and _HIDDEN.search(tag[1]):
                self.hidden.rows.append(self._row)
        for far in (_ANY_FAR if unusual else _FAR).finditer(text):
            self._last_column = max(self._last_column, _column(far[1] or far[3]))
            self._last_row = max(self._last_row, int(far[2] or far[4]))
        if self._last_row * max(self._last_column, 26) > max(AREA, 26 * 1_048_576):
            raise TooBig(f"ada sel sampai baris {self._last_row} dan kolom {self._last_column}")

    def _columns(self, text: bytes) -> None:
        """Note hidden columns; they are named before the first row."""
        for tag in _COLUMN.finditer(text):
            first, last = _FIRST.search(tag[1]), _LAST.search(tag[1])
            if first and last and _HIDDEN.search(tag[1]):
                # The columns up to the sheet's edge are hidden as one, and nobody fills them.
                self.hidden.columns += range(int(first[1]) - 1, min(int(last[1]), int(first[1]) + 99))


def _struck_cells(archive: zipfile.ZipFile) -> "re.Pattern[bytes] | None":
    """Return what finds the row of a cell that is struck through; None if the book has no such style."""
    try:
        styles = _tree(archive, "xl/styles.xml")
    except (Damaged, ElementTree.ParseError, zipfile.BadZipFile, zlib.error):
        return None
    fonts = [font for group in styles if group.tag.endswith("}fonts") for font in group]
    forms = [form for group in styles if group.tag.endswith("}cellXfs") for form in group]
    struck = {str(at) for at, font in enumerate(fonts) if any(map(_is_strike, font))}
    styled = "|".join(str(at) for at, form in enumerate(forms) if form.get("fontId") in struck)
    return re.compile(rf'<c r="[A-Z]{{1,3}}(\d{{1,7}})" s="(?:{styled})"'.encode()) if styled else None


def _is_strike(part: ElementTree.Element) -> bool:
    return part.tag.endswith("}strike") and part.get("val") not in ("0", "false")


def _column(letters: bytes) -> int:
    """Return the number of a column: A is 1, XFD 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(info) as part:
            while piece := part.read(_PIECE):
                yield piece
    except zlib.error as error:
        raise Damaged from error


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet by the sheet's name, as workbook.xml and its relations say."""
    targets = {}
    for relation in _tree(archive, "xl/_rels/workbook.xml.rels").iter():
        if relation.tag.endswith("}Relationship"):
            target = relation.get("Target", "")
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            targets[relation.get("Id", "")] = full
    parts = {}
    for sheet in _tree(archive, "xl/workbook.xml").iter():
        if sheet.tag.endswith("}sheet"):
            link = next((value for key, value in sheet.items() if key.endswith("}id")), "")
            parts[sheet.get("name", "")] = targets.get(link, "")
    return parts


def _tree(archive: zipfile.ZipFile, member: str) -> ElementTree.Element:
    try:
        with archive.open(member) as part:
            return ElementTree.fromstring(part.read(_SMALL_PART))
    except KeyError as error:
        raise Damaged from error
