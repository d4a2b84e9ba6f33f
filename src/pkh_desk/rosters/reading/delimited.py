"""Tables as text: which encoding, which separator, and the rows."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from pkh_desk.rosters.reading.cells import Cell
from pkh_desk.rosters.reading.verdicts import Damaged

_SEPARATORS = ";,\t|"
_SAMPLE = 200
PASTED, FEWEST = ";\t|", 2


def read_text(path: Path) -> str:
    """Return the text of the file: UTF-8 or UTF-16 with or without a mark, else Windows-1252."""
    content = path.read_bytes()
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    if b"\0" in content[:4096]:
        little = content[1:4096:2].count(0) >= content[:4096:2].count(0)
        return content.decode("utf-16-le" if little else "utf-16-be", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def delimited_rows(text: str, separator: str = "") -> Iterator[list[str]]:
    """Yield the rows as a spreadsheet program counts them (a `sep=` line is none). Raises Damaged.

    `separator` is the one that parts the cells, if it is known.
    """
    text = text.replace("\0", "")
    if not separator and text[:4].lower() == "sep=" and len(text) > 4:
        first, _, text = text.partition("\n")
        separator = first[4:5]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator or _separator(text))
    try:
        yield from reader
    except csv.Error as error:
        raise Damaged from error


def parted(cells: list[Cell]) -> list[Cell]:
    """Return the cells of a line of text that was pasted into one cell; any other row as it is."""
    filled = [cell for cell in cells if cell is not None and cell != ""]
    if len(filled) != 1 or not isinstance(filled[0], str):
        return cells
    text = filled[0]
    separator = max(PASTED, key=text.count)
    if text.count(separator) < FEWEST or "\n" in text:
        return cells
    try:
        return [cell.strip() for cell in next(csv.reader([text], delimiter=separator))]
    except csv.Error:
        return cells


def _separator(text: str) -> str:
    """Return the separator that parts the first lines into most cells."""
    best, most = ",", 0
    for separator in _SEPARATORS:
        reader = csv.reader(io.StringIO(text[: 64 * 1024], newline=""), delimiter=separator)
        cells = 0
        try:
            for _, row in zip(range(_SAMPLE), reader, strict=False):
                cells += max(len(row) - 1, 0)
        except csv.Error:
            continue
        if cells > most:
            best, most = separator, cells
    return best
