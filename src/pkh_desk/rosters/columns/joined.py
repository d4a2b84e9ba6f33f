"""NIK and No KK in one column, whose header names both: it is read as two columns."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pkh_desk.domain.text import fold
from pkh_desk.rosters.columns.header import Header
from pkh_desk.rosters.reading.cells import Cell, text_of

JOINED = ("nik no kk", "nik nomor kk", "nik dan no kk", "nik kk", "no kk nik", "nomor kk nik", "kk nik")
"""Headers of such a column, folded; the layouts know them as words for NIK."""
_PARTS = re.compile(r"[\s/;|,&]*[/;|,&\n]+\s*")


def parted_header(header: Header) -> Header:
    """Return the header with a column for the No KK behind its last, if one column is called after both."""
    at = header.columns.get("nik")
    if at is None or "no_kk" in header.columns or fold(header.texts[at]) not in JOINED:
        return header
    columns = {**header.columns, "no_kk": len(header.texts)}
    return replace(header, columns=columns, texts=(*header.texts, "No KK"))


def parted_cells(header: Header, cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return a row of such a header with its two numbers apart, in the order of their names.

    A cell with more or less than two parts stays as it is.
    """
    at, behind = header.columns.get("nik"), header.columns.get("no_kk")
    if at is None or behind is None or fold(header.texts[at]) not in JOINED or behind < len(cells):
        return tuple(cells)
    parts = _PARTS.split(text_of(cells[at])) if at < len(cells) else []
    if len(parts) != 2:
        return tuple(cells)
    nik, no_kk = reversed(parts) if fold(header.texts[at]).endswith("nik") else parts
    filled = [*cells, *[None] * (behind - len(cells)), no_kk]
    filled[at] = nik
    return tuple(filled)
