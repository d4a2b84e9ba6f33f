"""What a laptop held: every family it was ever given, with what the office knows it had of them."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlmodel import select

from pkh_desk.desk import Desk
from pkh_desk.domain.people.phone import say_phone
from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.errors import RecordNotFound
from pkh_desk.store.exchange import KnownDesk
from pkh_desk.store.log.states import select_in
from pkh_desk.store.wilayah import wilayah
from pkh_desk.sync.merging.scope import stands_for

HELD = {"visit": "kunjungan", "letter": "surat", "product": "produk", "file": "foto atau pindaian"}


@dataclass(frozen=True)
class HeldFamily:
    """One family: the pengurus' name, places, phones, how many people, and what else was held of it.

    `left`: it was handed over since; the laptop may still have it.
    """

    id: str
    name: str
    desa: str
    kecamatan: str
    phones: str
    people: int
    held: str
    left: bool


@dataclass(frozen=True)
class HeldByLaptop:
    """A laptop, when it was last heard of (ms UTC), whether it is revoked, and the families it held."""

    name: str
    code: str
    seen_at: int | None
    revoked: bool
    families: tuple[HeldFamily, ...]


def held_by(desk: Desk, desk_id: str) -> HeldByLaptop:
    """Return what a laptop held, by kecamatan, desa and name. Raises RecordNotFound, WrongRole."""
    desk.require_office()
    with desk.read() as session:
        laptop = session.exec(select(KnownDesk).where(KnownDesk.id == desk_id)).first()
        if laptop is None or laptop.petugas_id is None:
            raise RecordNotFound("Laptop itu tidak ditemukan.", "Lihat daftar di halaman Pendamping.")
        connection = session.connection()
        owners = stands_for(connection, laptop.petugas_id)
        own = "SELECT id FROM household WHERE NOT deleted AND pendamping_id IN {}"
        now = {row[0] for row in select_in(connection, own, owners)}
        was = {row[0] for row in select_in(connection, _LEFT, owners)}
        families = _families(connection, now | was, now)
    order = sorted(families, key=lambda one: (one.kecamatan, one.desa, one.name.casefold()))
    return HeldByLaptop(
        laptop.name, laptop.code, laptop.last_seen_at, laptop.state == "dicabut", tuple(order)
    )


def _families(connection: Connection, homes: set[str], now: set[str]) -> list[HeldFamily]:
    phones: dict[str, list[str]] = {}
    for home, number in select_in(connection, _PHONES, homes):
        phones.setdefault(home, []).append(say_phone(number))
    counts: dict[str, Counter[str]] = {}
    for table in HELD:
        sql = f"SELECT household_id FROM {table} WHERE NOT deleted AND household_id IN {{}}"
        for (home,) in select_in(connection, sql, homes):
            counts.setdefault(home, Counter())[table] += 1
    return [
        HeldFamily(
            row[0],
            row[1] or "",
            (wilayah().name_of(row[2]) if row[2] else row[3]) or "",
            (wilayah().name_of(kecamatan_of(row[2])) if row[2] else row[4]) or "",
            " / ".join(sorted(phones.get(row[0], []))),
            row[5],
            _say(row[5], counts.get(row[0], Counter())),
            row[0] not in now,
        )
        for row in select_in(connection, _ROWS, homes)
    ]


def _say(people: int, counts: Counter[str]) -> str:
    more = [f"{counts[table]} {words}" for table, words in HELD.items() if counts[table]]
    return ", ".join([f"data {people} orang (nama, NIK, No KK, alamat)", *more])


_LEFT = (
    "SELECT DISTINCT s.household_id FROM scope_change s JOIN household h ON h.id = s.household_id "
    "WHERE s.table_name = 'household' AND NOT h.deleted AND s.from_pendamping IN {}"
)
_PHONES = "SELECT household_id, number FROM phone WHERE NOT deleted AND household_id IN {}"
_ROWS = (
    "SELECT h.id, m.name, h.desa_code, h.desa_raw, h.kecamatan_raw, "
    "(SELECT count(*) FROM member x WHERE x.household_id = h.id AND NOT x.deleted) "
    "FROM household h LEFT JOIN member m ON m.id = h.pengurus_id WHERE h.id IN {}"
)
