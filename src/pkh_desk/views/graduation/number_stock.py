"""Official letter numbers that desks still have: block by block, and where a desk runs out of them.

A desk needs numbers in the kecamatan of its families, for the year and from December on for the next one.
What is known here counts: the office has seen the letters that were sent to it. Source: decisions, Code.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from pkh_desk.desk import Desk
from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.store.local import get_setting
from pkh_desk.store.log.states import select_in
from pkh_desk.store.wilayah import wilayah
from pkh_desk.sync.merging.erasing import NUMBERS_USED
from pkh_desk.sync.merging.scope import stands_for
from pkh_desk.views.people.families import SHOWN

DECEMBER = 12
FEW = 10
"""Numbers are running out when less than this part of a block is left."""

GIVEN = (
    "NOT b.deleted AND NOT EXISTS "
    "(SELECT 1 FROM handed_over g WHERE g.table_name = 'number_block' AND g.row_id = b.id)"
)
"""A block counts unless it was taken back, or a restored office knows nothing of it: its numbers may be
somebody else's."""


@dataclass(frozen=True)
class Stock:
    """One number block of a desk in a kecamatan (its code); `highest` is the last number that is taken,
    `first - 1` if none is. A number whose letter was erased counts as taken."""

    id: str
    desk_code: str
    year: int
    kecamatan: str
    first: int
    last: int
    highest: int

    @property
    def left(self) -> int:
        """How many numbers are still to be had."""
        return self.last - self.highest

    @property
    def place(self) -> str:
        """The name of the kecamatan."""
        return wilayah().name_of(self.kecamatan) or self.kecamatan


@dataclass(frozen=True)
class Short:
    """A kecamatan (its code) in which a desk has no numbers for a year, or `left` ones of its last block."""

    year: int
    kecamatan: str
    left: int

    @property
    def place(self) -> str:
        """The name of the kecamatan."""
        return wilayah().name_of(self.kecamatan) or self.kecamatan


def number_stock(desk: Desk, code: str) -> list[Stock]:
    """Return the blocks of the desk with this code, the latest year first."""
    with desk.read() as session:
        return sorted(stock_of(session, {code}), key=lambda each: (-each.year, each.place, each.first))


def kecamatan_choice(desk: Desk, petugas_id: str) -> list[tuple[str, str]]:
    """Return (code, name) of the kecamatan of the district, those where this petugas has families first."""
    with desk.read() as session:
        served = places_of(session, petugas_id)
    return sorted(wilayah().kecamatan_list(), key=lambda place: place[0] not in served)


def short_here(desk: Desk) -> list[Short]:
    """Return where this laptop runs out of numbers, as far as an office that took it in can give more."""
    with desk.read() as session:
        office = get_setting(session, "office")
        if desk.is_office or not office or not office["approved"]:
            return []
        stock = stock_of(session, {desk.identity.code})
        return short_of(stock, places_of(session, desk.identity.petugas_id), desk.today())


def stock_of(session: Session, codes: Collection[str]) -> list[Stock]:
    """Return the blocks of the desks with these codes, the lowest numbers first."""
    gone = get_setting(session, NUMBERS_USED, {})
    found = []
    for block, code, year, place, first, last, used in select_in(session.connection(), _STOCK, codes):
        highest = max(first - 1, used or 0, min(gone.get(block, 0), last))
        found.append(Stock(block, code, year, place, first, last, highest))
    return sorted(found, key=lambda each: each.first)


def short_of(stock: Iterable[Stock], places: Iterable[str], today: date) -> list[Short]:
    """Return in which of these kecamatan the desk with this stock runs out, for the year first."""
    by_place: dict[tuple[int, str], list[Stock]] = {}
    for block in stock:
        by_place.setdefault((block.year, block.kecamatan), []).append(block)
    found = []
    for year in (today.year, today.year + 1) if today.month == DECEMBER else (today.year,):
        for place in sorted(places):
            blocks = by_place.get((year, place), [])
            left = sum(block.left for block in blocks)
            if not blocks or left * FEW < blocks[-1].last - blocks[-1].first + 1:
                found.append(Short(year, place, left))
    return found


def places_of(session: Session, petugas_id: str) -> set[str]:
    """Return the kecamatan of the families that this petugas has now."""
    connection = session.connection()
    rows = select_in(connection, _DESA, stands_for(connection, petugas_id))
    return {kecamatan_of(row[0]) for row in rows}


_STOCK = (
    "SELECT b.id, b.desk_code, b.year, b.kecamatan, b.first, b.last, "
    "(SELECT max(l.block_n) FROM letter l WHERE l.block_id = b.id) FROM number_block b "
    f"WHERE {GIVEN} AND b.desk_code IN {{}}"
)
_DESA = (
    f"SELECT DISTINCT h.desa_code FROM household h WHERE {SHOWN} AND h.desa_code IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM handed_over g WHERE g.table_name = 'household' AND g.row_id = h.id) "
    "AND h.pendamping_id IN {}"
)
