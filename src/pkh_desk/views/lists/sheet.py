"""A list as it leaves the program: typed columns over rows that are read as they are written."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from pkh_desk.desk import Desk
from pkh_desk.domain.people.nik import mask
from pkh_desk.papers.tables import COUNT, DAY, MONEY, NUMBER, TEXT, Column, Value

__all__ = ["COUNT", "DAY", "MONEY", "NUMBER", "TEXT", "Sheet", "SheetColumn"]

RowT = TypeVar("RowT")


@dataclass(frozen=True)
class SheetColumn(Generic[RowT]):
    """One column: its title, what a row has in it, its kind, its width in characters."""

    title: str
    value: Callable[[RowT], Value]
    kind: str = TEXT
    width: int = 14


@dataclass(frozen=True)
class Sheet(Generic[RowT]):
    """One list. `name` names the file and `unit` what is counted; no personal data in either.

    `rows` reads the rows in their order and lets go of the database when it is closed, `count` says how many
    there are. `home_of` names the family whose numbers a row holds; None for a list without such numbers.
    """

    name: str
    unit: str
    columns: Sequence[SheetColumn[RowT]]
    rows: Callable[[Desk], Generator[RowT, None, None]]
    count: int
    home_of: Callable[[RowT], str] | None = None

    def file_name(self, today: date, ending: str) -> str:
        """Return the name that is proposed for the file."""
        return f"{self.name}-{today:%Y-%m-%d}.{ending}"

    @property
    def head(self) -> list[Column]:
        """The columns as the writer takes them."""
        return [Column(column.title, column.kind, column.width) for column in self.columns]

    def line(self, row: RowT, full: bool) -> list[Value]:
        """Return the values of a row; unless `full`, numbers of people are masked."""
        return [_shown(column.value(row), column.kind, full) for column in self.columns]


def _shown(value: Value, kind: str, full: bool) -> Value:
    return mask(value) if kind == NUMBER and isinstance(value, str) and not full else value
