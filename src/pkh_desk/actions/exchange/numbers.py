"""Letter numbers for the life of a laptop: with each answer what runs out, and more by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from pkh_desk.actions.exchange.enrol import find_laptop
from pkh_desk.actions.graduation.number_block import Giving, top_up
from pkh_desk.desk import Desk
from pkh_desk.domain.office.clerk import ADMIN
from pkh_desk.errors import InvalidInput, Problem, RecordNotFound
from pkh_desk.store.exchange import KnownDesk
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.graduation.number_stock import places_of


@dataclass(frozen=True)
class BlockGiven:
    """A block that was given by hand: to whom, where (the name of the kecamatan), for which year."""

    desk_name: str
    place: str
    year: int
    first: int
    last: int


def top_up_laptops(desk: Desk, laptops: Sequence[KnownDesk]) -> int:
    """Give these laptops what they lack where their pendamping has families now; return how many blocks."""
    with desk.read() as session:
        places = {each.code: places_of(session, each.petugas_id or "") for each in laptops}
    return top_up(desk, places)


def give_block(desk: Desk, desk_text: str, place: str, year: int) -> BlockGiven:
    """Give a laptop (its code, id or name) another block in a kecamatan (name or code), whatever it has left.

    It goes along with the next answer, and can be undone; its numbers are given to nobody else either way.
    Raises RecordNotFound, also for a laptop that is not trusted, InvalidInput, WrongRole.
    """
    desk.require_clerk(ADMIN)
    kecamatan = _kecamatan(place)
    now = desk.today().year
    if year not in (now, now + 1):
        raise InvalidInput([Problem("year", f"Nomor diberikan untuk tahun {now} atau {now + 1}.")])
    with desk.read() as session:
        laptop = find_laptop(session, desk_text)
    if laptop.state != "aktif":
        raise RecordNotFound(
            f"Laptop {laptop.name} tidak aktif. Tidak ada yang diubah.", "Setujui atau aktifkan dulu."
        )
    with desk.write(subject=("petugas", laptop.petugas_id or "")) as session:
        block = Giving(desk, session).give(laptop.code, kecamatan, year)
    return BlockGiven(laptop.name, wilayah().name_of(kecamatan), year, block.first, block.last)


def _kecamatan(text: str) -> str:
    known = {code for code, _ in wilayah().kecamatan_list()}
    code = text.strip() if text.strip() in known else wilayah().kecamatan(text).code
    if code is None:
        raise InvalidInput([Problem("kecamatan", f"Kecamatan {text.strip()} tidak dikenal.")])
    return code
