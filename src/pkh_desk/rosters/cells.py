"""What a spreadsheet gives: sheets, rows, cells; the same for every kind of file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

Cell = str | int | float | bool | date | datetime | None


@dataclass(frozen=True)
class Row:
    """One row that is not empty; `number` is the spreadsheet's own, from 1."""

    number: int
    cells: list[Cell]
    hidden: bool = False


@dataclass
class Sheet:
    """One sheet and its rows, to be read once, in order. A hidden sheet has none.

    `merged`: (first row, last row, column), numbered from 1 and 0, of cells merged downwards.
    """

    name: str
    rows: Iterator[Row]
    hidden: bool = False
    merged: list[tuple[int, int, int]] = field(default_factory=list)


def text_of(cell: Cell) -> str:
    """Return a cell as the text a person sees; whole numbers without a decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
