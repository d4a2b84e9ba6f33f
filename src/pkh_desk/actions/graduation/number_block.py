"""Official letter numbers: the office hands each desk blocks, the desk takes the next one, never twice.

A block belongs to one desk code, year and kecamatan. Without one the number is left blank on paper. Blocks
come with the first answer, and with every later one where they run out. Source: decisions, Code.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from pkh_desk.desk import FORMER_CODES, Desk, epoch_began
from pkh_desk.store.exchange import KnownDesk
from pkh_desk.store.graduation.letter import NumberBlock
from pkh_desk.store.local import get_setting, put_setting
from pkh_desk.store.log.txnlog import Chain, Txn
from pkh_desk.store.office import config_on
from pkh_desk.views.graduation.number_stock import DECEMBER, Short, places_of, short_of, stock_of

GIVEN = "numbers_given"
"""The setting that keeps, by kecamatan and year, the last number an office gave before it was put back."""


@dataclass(frozen=True)
class Number:
    """The next official number: its text, and its place in the block."""

    text: str
    block_id: str
    n: int


def top_up(desk: Desk, places: Mapping[str, Iterable[str]]) -> int:
    """At the office: give each desk (by its code) a block in those of its kecamatan (codes like `36.04.27`)
    where it runs out of numbers; return how many were given. Nothing is written where nothing is lacking."""
    desk.require_office()
    with desk.read() as session:
        if not any(_lacking(session, places, desk.today()).values()):
            return 0
    with desk.write() as session:
        # Only who writes looks again: the scheduler and the window may answer at the same time.
        lacking, giving = _lacking(session, places, desk.today()), Giving(desk, session)
        for code, shorts in lacking.items():
            for short in shorts:
                giving.give(code, short.kecamatan, short.year)
    return sum(map(len, lacking.values()))


class Giving:
    """Adds blocks in one act, one behind the other."""

    def __init__(self, desk: Desk, session: Session) -> None:
        self._desk = desk
        self._session = session
        self._last: dict[tuple[str, int], int] = {}

    def give(self, code: str, kecamatan: str, year: int) -> NumberBlock:
        """Add the next block of a kecamatan and year for the desk with this code."""
        size, where = self._size(), (kecamatan, year)
        if where not in self._last:
            self._last[where] = self._find_last(kecamatan, year)
        block = NumberBlock(
            id=self._desk.new_id(),
            desk_code=code,
            year=year,
            kecamatan=kecamatan,
            first=self._last[where] + 1,
            last=self._last[where] + size,
        )
        self._last[where] = block.last
        self._session.add(block)
        return block

    def _size(self) -> int:
        return int(config_on(self._session, "letter_rules", self._desk.today())["block_size"])

    def _find_last(self, kecamatan: str, year: int) -> int:
        """Return the last number that any desk may have. Blocks that were taken back count too: their
        numbers may be on paper."""
        last = last_given(self._session).get(f"{kecamatan} {year}", 0)
        if _may_have_lost(self._desk, self._session, kecamatan, year):
            last += self._size() * _served(self._session, kecamatan)
        return last


def last_given(session: Session) -> dict[str, int]:
    """Return the last number of every kecamatan and year that this office gave or knows of."""
    where = col(NumberBlock.kecamatan), col(NumberBlock.year)
    rows = session.exec(select(*where, func.max(NumberBlock.last)).group_by(*where)).all()
    given: dict[str, int] = dict(get_setting(session, GIVEN, {}))
    for place, year, last in rows:
        given[f"{place} {year}"] = max(last, given.get(f"{place} {year}", 0))
    return given


def keep_given(session: Session, given: Mapping[str, int]) -> None:
    """Keep what was given by the office whose database a backup now stands in the place of."""
    known = last_given(session)
    put_setting(session, GIVEN, known | {each: max(n, known.get(each, 0)) for each, n in given.items()})


def next_number(session: Session, code: str, kecamatan: str, day: date) -> Number | None:
    """Return the number the next letter of this desk gets, or None when it has no block left."""
    for block in stock_of(session, {code}):
        if (block.year, block.kecamatan) == (day.year, kecamatan) and block.left > 0:
            form = config_on(session, "letter_rules", day)["number"]
            n = block.highest + 1
            return Number(form.format(n=n, kecamatan=kecamatan[-2:], year=day.year), block.id, n)
    return None


def _lacking(session: Session, places: Mapping[str, Iterable[str]], today: date) -> dict[str, list[Short]]:
    stock = stock_of(session, set(places))
    return {
        code: short_of([block for block in stock if block.desk_code == code], where, today)
        for code, where in places.items()
    }


def _may_have_lost(desk: Desk, session: Session, kecamatan: str, year: int) -> bool:
    """Say whether blocks of this kecamatan and year may lie on laptops that this office knows nothing of,
    because it was put back to an older state since they were due, and has given none there since.

    What the database gave in whose place the backup stands is known (`keep_given`). What an office gave whose
    database was lost is only guessed, a block for each of `_served`. So an office that was put back from one
    backup on two computers, the second knowing nothing of the first, can give two laptops the same numbers.
    """
    began = epoch_began(get_setting(session, "epoch", ""))
    if not get_setting(session, FORMER_CODES, []) or began is None:
        return False
    if desk.local(began).date() < date(year - 1, DECEMBER, 1):
        return False
    mine = select(NumberBlock.id).join(Txn, Txn.id == NumberBlock.base_txn)  # type: ignore[arg-type]
    where = (
        NumberBlock.year == year,
        NumberBlock.kecamatan == kecamatan,
        Txn.stream == Chain.load(session).stream,
    )
    return session.exec(mine.where(*where)).first() is None


def _served(session: Session, kecamatan: str) -> int:
    """Return how many trusted laptops have families in a kecamatan: so many may have got a block."""
    laptops = session.exec(select(KnownDesk).where(KnownDesk.state == "aktif")).all()
    return sum(kecamatan in places_of(session, laptop.petugas_id or "") for laptop in laptops)
