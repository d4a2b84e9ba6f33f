"""A report: what was recorded in a period, by kecamatan and pendamping, as typed rows with their totals.

Each report is a module of its own that reads one kind of fact; `reports.py` lists them. A family is
counted under the one it was merged into, with the kecamatan and the pendamping it has today.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from pkh_desk.domain.dates import MONTHS, say_date
from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.papers.tables import Value
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.lists.sheet import COUNT, MONEY, Sheet, SheetColumn
from pkh_desk.views.people.families import SHOWN

RowT = TypeVar("RowT")
QUARTERS = ("I", "II", "III", "IV")
NOBODY = "Belum ditugaskan"
UNCLEAR = "Desa belum jelas"


@dataclass(frozen=True)
class Period:
    """From one day to another, both counted."""

    first: date
    last: date

    @property
    def words(self) -> str:
        """The period as a person says it: a month, a triwulan, a year, or from when to when."""
        year = self.first.year
        if self == year_of(year):
            return f"Tahun {year}"
        month = self.first.month
        if self == quarter_of(year, (month + 2) // 3):
            names = f"{MONTHS[month - 1]}–{MONTHS[month + 1]}"
            return f"Triwulan {QUARTERS[(month - 1) // 3]} {year} ({names})"
        if self == month_of(year, month):
            return f"{MONTHS[month - 1]} {year}"
        return f"{say_date(self.first)} sampai {say_date(self.last)}"

    @property
    def days(self) -> tuple[str, str]:
        """Both days as they are stored."""
        return self.first.isoformat(), self.last.isoformat()


def month_of(year: int, month: int) -> Period:
    """Return a month."""
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def quarter_of(year: int, quarter: int) -> Period:
    """Return a triwulan, 1 to 4."""
    return Period(date(year, 3 * quarter - 2, 1), month_of(year, 3 * quarter).last)


def year_of(year: int) -> Period:
    """Return a year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


@dataclass(frozen=True)
class Wish:
    """What is asked for. `kecamatan` is a code and `pendamping` the id of a petugas; "" means all.

    `by_desa`: areas are desa and not kecamatan.
    """

    period: Period
    kecamatan: str = ""
    pendamping: str = ""
    by_desa: bool = False


@dataclass(frozen=True, order=True)
class Area:
    """Where a row belongs: names of kecamatan, desa ("" where areas are kecamatan) and pendamping."""

    kecamatan: str
    desa: str
    pendamping: str


@dataclass(frozen=True)
class Report(Generic[RowT]):
    """A report that was read. `about` says what is in it; `figures` are its sums in words, for its head.

    `summed` are the titles of the columns whose values are added up.
    """

    title: str
    about: str
    sheet: Sheet[RowT]
    rows: Sequence[RowT]
    figures: tuple[tuple[str, str], ...]
    summed: frozenset[str] = frozenset()

    def totals(self) -> list[Value]:
        """Return the last line: a sum below each column that is added up; [] if there is none."""
        if not self.summed:
            return []
        return [
            self._sum(column) if column.title in self.summed else ("Jumlah" if at == 0 else "")
            for at, column in enumerate(self.sheet.columns)
        ]

    def _sum(self, column: SheetColumn[RowT]) -> int:
        values = (column.value(row) for row in self.rows)
        return sum(value for value in values if isinstance(value, int))


@dataclass(frozen=True)
class ReportKind:
    """One report: the word for it in commands, its title, and what reads it."""

    key: str
    title: str
    read: Callable[[Connection, Wish], Report[Any]]


def listed(
    name: str,
    unit: str,
    columns: Sequence[SheetColumn[RowT]],
    rows: Sequence[RowT],
    home_of: Callable[[RowT], str] | None = None,
) -> Sheet[RowT]:
    """Return rows that are at hand as a sheet."""
    return Sheet(name, unit, columns, lambda _desk: (row for row in rows), len(rows), home_of)


def area_columns(by_desa: bool, of: Callable[[RowT], Area]) -> list[SheetColumn[RowT]]:
    """Return the columns that say where a row belongs."""
    desa: list[SheetColumn[RowT]] = [SheetColumn("Desa", lambda row: of(row).desa, width=18)]
    return [
        SheetColumn("Kecamatan", lambda row: of(row).kecamatan, width=18),
        *(desa if by_desa else []),
        SheetColumn("Pendamping", lambda row: of(row).pendamping, width=24),
    ]


def area_of(wish: Wish, desa: str | None, petugas: str | None, name: str | None) -> Area | None:
    """Return the area of a family with this desa code and pendamping; None if it is not asked for."""
    kecamatan = kecamatan_of(desa) if desa else ""
    if (wish.kecamatan and kecamatan != wish.kecamatan) or (wish.pendamping and petugas != wish.pendamping):
        return None
    names = wilayah()
    return Area(
        names.name_of(kecamatan) or UNCLEAR,
        (names.name_of(desa or "") or UNCLEAR) if wish.by_desa else "",
        name or NOBODY,
    )


def say_about(wish: Wish, names: Mapping[str, str]) -> str:
    """Return the line under the title: period, kecamatan, pendamping; `names` are of petugas, by id."""
    place = f"Kecamatan {wilayah().name_of(wish.kecamatan)}" if wish.kecamatan else "semua kecamatan"
    who = f"pendamping {names.get(wish.pendamping, '?')}" if wish.pendamping else "semua pendamping"
    return f"{wish.period.words}, {place}, {who}"


def petugas_names(connection: Connection) -> dict[str, str]:
    """Return the names of the petugas to whom families belong, by id; who joined under another id is one."""
    return dict(map(tuple, connection.exec_driver_sql(_PETUGAS).fetchall()))


def counted(title: str, of: Callable[[RowT], int | None], width: int = 12) -> SheetColumn[RowT]:
    """Return a column of whole numbers."""
    return SheetColumn(title, of, COUNT, width)


def money(title: str, of: Callable[[RowT], int | None], width: int = 14) -> SheetColumn[RowT]:
    """Return a column of rupiah."""
    return SheetColumn(title, of, MONEY, width)


OF_PENDAMPING = (
    "LEFT JOIN alias pa ON pa.from_id = h.pendamping_id AND pa.kind = 'petugas' AND pa.active "
    "AND NOT pa.deleted LEFT JOIN petugas pt ON pt.id = coalesce(pa.to_id, h.pendamping_id)"
)
"""The join of the pendamping `pt` of a family `h`."""

WHOSE = "h.desa_code, pt.id, pt.name"
"""What `area_of` takes."""

_PETUGAS = (
    f"SELECT DISTINCT pt.id, pt.name FROM household h {OF_PENDAMPING} WHERE {SHOWN} AND pt.id IS NOT NULL"
)
