"""Official letter numbers: the office hands each desk blocks, the desk takes the next one, never twice.

A block belongs to one desk code, year and kecamatan. Without one the number is left blank on paper.
Source: decisions, Code.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, func, select

from pkh_desk.desk import Desk
from pkh_desk.store.graduation.letter import Letter, NumberBlock
from pkh_desk.store.local import get_setting
from pkh_desk.store.office import config_on
from pkh_desk.sync.merging.erasing import NUMBERS_USED


@dataclass(frozen=True)
class Number:
    """The next official number: its text, and its place in the block."""

    text: str
    block_id: str
    n: int


def give_blocks(desk: Desk, code: str, kecamatan: Iterable[str], year: int) -> int:
    """At the office: give the desk with this code a block for each kecamatan (codes like `36.04.27`) in
    which it has none for the year; return how many were given."""
    desk.require_office()
    given = 0
    with desk.write() as session:
        size = int(config_on(session, "letter_rules", date(year, 1, 1))["block_size"])
        for place in sorted(set(kecamatan)):
            if _blocks(session, year, place, code):
                continue
            last = max((block.last for block in _blocks(session, year, place)), default=0)
            session.add(
                NumberBlock(
                    id=desk.new_id(),
                    desk_code=code,
                    year=year,
                    kecamatan=place,
                    first=last + 1,
                    last=last + size,
                )
            )
            given += 1
    return given


def next_number(session: Session, code: str, kecamatan: str, day: date) -> Number | None:
    """Return the number the next letter of this desk gets, or None when it has no block left."""
    for block in _blocks(session, day.year, kecamatan, code):
        used = session.exec(select(func.max(Letter.block_n)).where(Letter.block_id == block.id)).one()
        gone = get_setting(session, NUMBERS_USED, {}).get(block.id, 0)
        n = max(block.first if used is None else used + 1, gone + 1)
        if n <= block.last:
            form = config_on(session, "letter_rules", day)["number"]
            return Number(form.format(n=n, kecamatan=kecamatan[-2:], year=day.year), block.id, n)
    return None


def _blocks(session: Session, year: int, kecamatan: str, code: str | None = None) -> list[NumberBlock]:
    rows = session.exec(
        select(NumberBlock).where(NumberBlock.year == year, NumberBlock.kecamatan == kecamatan)
    )
    found = [row for row in rows if not row.deleted and (code is None or row.desk_code == code)]
    return sorted(found, key=lambda block: block.first)
