"""A first look into an ODS: how far its cells go, which rows are hidden, which cells span rows.

calamine tells neither hidden rows nor spans of an ODS; both stand in content.xml, which is read once in
pieces, tag by tag.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from pkh_desk.rosters.reading.hidden import Hidden
from pkh_desk.rosters.reading.limits import AREA, UNZIPPED
from pkh_desk.rosters.reading.verdicts import Damaged, TooBig

_PIECE = 1 << 20
_LONGEST_TAG = 1 << 16
_TAG = re.compile(rb"<table:(table|table-row|table-column|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
_ATTRIBUTE = re.compile(rb"\b([\w-]+:[\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


@dataclass
class OdsSheet:
    """What is hidden; `spans`: (first row, last row, column), counted from 0, of tall cells."""

    hidden: Hidden = field(default_factory=Hidden)
    spans: list[tuple[int, int, int]] = field(default_factory=list)


def scan_ods(path: Path) -> list[OdsSheet]:
    """Return what each sheet hides and spans, in the workbook's order. Raises Damaged, TooBig."""
    scan = _Scan()
    try:
        with zipfile.ZipFile(path) as archive, archive.open("content.xml") as part:
            while piece := part.read(_PIECE):
                scan.see(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Damaged from error
    return scan.sheets


class _Scan:
    """Follows rows and columns through the tags of content.xml."""

    def __init__(self) -> None:
        self.sheets: list[OdsSheet] = []
        self._rest = b""
        self._seen = self._row = self._next_row = self._column = self._times = 0
        self._last_row = self._last_column = 0

    def see(self, piece: bytes) -> None:
        """Search the next piece; a tag cut at its end waits for the next one."""
        self._seen += len(piece)
        if self._seen > UNZIPPED:
            raise TooBig("isinya lebih dari 512 MB setelah dibuka")
        text = self._rest + piece
        cut = text.rfind(b"<")
        if cut < 0 or len(text) - cut > _LONGEST_TAG:
            cut = len(text)
        self._rest, text = text[cut:], text[:cut]
        for tag in _TAG.finditer(text):
            attributes = {m[1]: m[2] if m[2] is not None else m[3] for m in _ATTRIBUTE.finditer(tag[2])}
            if tag[1] == b"table":
                self.sheets.append(OdsSheet())
                self._row = self._next_row = self._last_row = self._last_column = self._column = 0
            elif tag[1] == b"table-column":
                self._columns(attributes)
            elif tag[1] == b"table-row":
                self._start_row(attributes)
            elif self.sheets:
                self._cell(attributes)

    def _start_row(self, attributes: dict[bytes, bytes]) -> None:
        self._row, self._column = self._next_row, 0
        self._times = _count(attributes.get(b"table:number-rows-repeated"))
        self._next_row = self._row + self._times
        if attributes.get(b"table:visibility") in (b"collapse", b"filter") and self.sheets:
            # A file ends with a million empty rows as one repeated row; they hide nothing.
            rows = range(self._row + 1, min(self._next_row, self._row + 1000) + 1)
            self.sheets[-1].hidden.rows.extend(rows)

    def _columns(self, attributes: dict[bytes, bytes]) -> None:
        times = _count(attributes.get(b"table:number-columns-repeated"))
        if attributes.get(b"table:visibility") in (b"collapse", b"filter") and self.sheets:
            # Here too the last one stands for a thousand that nobody fills.
            self.sheets[-1].hidden.columns.extend(range(self._column, self._column + min(times, 100)))
        self._column += times

    def _cell(self, attributes: dict[bytes, bytes]) -> None:
        tall = _count(attributes.get(b"table:number-rows-spanned"))
        if tall > 1:
            self.sheets[-1].spans.append((self._row, self._row + tall - 1, self._column))
        wide = _count(attributes.get(b"table:number-columns-repeated"))
        self._column += wide
        if b"office:value-type" in attributes:
            self._last_row = max(self._last_row, self._row + self._times)
            self._last_column = max(self._last_column, self._column)
            if self._last_row * self._last_column > AREA:
                raise TooBig(f"ada sel sampai baris {self._last_row} dan kolom {self._last_column}")


def _count(text: bytes | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 10 else 1
