"""One family with everything about it that fits one screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.business import signed
from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.errors import FamilyNotFound
from pkh_desk.store.log.states import select_in
from pkh_desk.store.people.household import Household
from pkh_desk.store.people.petugas import Kelompok
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.graduation.cases import CaseView, cases_of
from pkh_desk.views.people.find import elder_of, twins_of


@dataclass(frozen=True)
class MemberView:
    """A person of the family; codes as in `domain.vocabulary`."""

    id: str
    name: str
    nik: str | None
    nik_raw: str | None
    sex: str | None
    born_on: date | None
    relation: str | None
    komponen: str | None
    school: str
    grade: str
    occupation: str
    birth_place: str
    is_pengurus: bool


@dataclass(frozen=True)
class ProductView:
    """A product and its stock, the sum of its movements; `photo` is the SHA-256 of what stands for it."""

    id: str
    name: str
    unit: str
    price: int | None
    stock: int
    low_stock: int | None
    photo: str = ""


@dataclass(frozen=True)
class PromiseView:
    """A promise that is open or was kept."""

    id: str
    text: str
    due_on: date | None
    done_on: date | None


@dataclass(frozen=True)
class FamilyView:
    """The family as recorded. `no_kk_raw` and a member's `nik_raw` hold what could not be trusted."""

    id: str
    name: str
    no_kk: str | None
    no_kk_raw: str | None
    address: str
    rt: str
    rw: str
    dusun: str
    desa: str
    desa_code: str | None
    kecamatan: str
    kelompok: str
    no_peserta: str | None
    kks_tail: str | None
    status: str
    exit_on: date | None
    exit_reason: str
    joined_year: int | None
    note: str
    phones: tuple[str, ...]
    members: tuple[MemberView, ...]
    counts: Mapping[str, int]
    business: str
    products: tuple[ProductView, ...]
    promises: tuple[PromiseView, ...]
    visits: int
    last_visit: date | None
    case: CaseView | None
    handed_over: bool

    @property
    def pengurus(self) -> MemberView | None:
        """The member in whose name the aid arrives."""
        return next((m for m in self.members if m.is_pengurus), None)


def family(desk: Desk, household_id: str) -> FamilyView:
    """Return a family. Raises FamilyNotFound."""
    with desk.read() as session:
        connection = session.connection()
        row = session.get(Household, elder_of(connection, household_id))
        if row is None or row.deleted:
            raise FamilyNotFound("Keluarga itu tidak ada di sini.", "Mungkin sudah pindah ke laptop lain.")
        homes = twins_of(connection, row.id)
        kelompok = session.get(Kelompok, row.kelompok_id) if row.kelompok_id else None
        members = _members(connection, homes, row.pengurus_id)
        visits = [date.fromisoformat(r[0]) for r in select_in(connection, _VISITS, homes)]
        return FamilyView(
            id=row.id,
            name=next((m.name for m in members if m.is_pengurus), "(tanpa nama)"),
            desa=wilayah().name_of(row.desa_code) if row.desa_code else row.desa_raw or "",
            kecamatan=_kecamatan(row),
            kelompok=kelompok.name if kelompok else "",
            phones=tuple(sorted(r[0] for r in select_in(connection, _PHONES, homes))),
            members=members,
            counts={row[0]: row[1] for row in select_in(connection, _COUNTS, homes)},
            business=next((r[0] for r in select_in(connection, _BUSINESS, homes)), ""),
            products=read_products(connection, homes),
            promises=_promises(connection, homes),
            visits=len(visits),
            last_visit=max(visits, default=None),
            case=cases_of(connection, [row.id]).get(row.id),
            handed_over=bool(select_in(connection, _HANDED_OVER, homes)),
            **row.model_dump(include=_PLAIN),
        )


def _kecamatan(row: Household) -> str:
    return wilayah().name_of(kecamatan_of(row.desa_code)) if row.desa_code else row.kecamatan_raw or ""


def _members(connection: Connection, homes: Sequence[str], pengurus: str | None) -> tuple[MemberView, ...]:
    """Return the people, the pengurus first; a person in twins once, as the elder family says it."""
    place = {home: at for at, home in enumerate(homes)}
    found: dict[str, Sequence[Any]] = {}
    for row in sorted(select_in(connection, _MEMBERS, homes), key=lambda row: (place[row[0]], row[1])):
        found.setdefault(row[3] or row[1], row[1:])
    rows = sorted(found.values(), key=lambda row: (row[0] != pengurus, row[0]))
    return tuple(MemberView(*(*row[:5], _date(row[5]), *row[6:], row[0] == pengurus)) for row in rows)


def read_products(connection: Connection, homes: Sequence[str]) -> tuple[ProductView, ...]:
    """Return the products of these households with their stock, by name."""
    stock: dict[str, int] = {}
    for product, kind, quantity, reverses in select_in(connection, _MOVEMENTS, homes):
        change = signed(kind, quantity)
        stock[product] = stock.get(product, 0) + (-change if reverses else change)
    photos: dict[str, str] = {}
    for product, digest in select_in(connection, _PRODUCT_PHOTOS, homes):
        photos.setdefault(product, digest)
    rows = sorted(select_in(connection, _PRODUCTS, homes), key=lambda row: (row[1].casefold(), row[0]))
    return tuple(
        ProductView(r[0], r[1], r[2], r[3], stock.get(r[0], 0), r[4], photos.get(r[0], "")) for r in rows
    )


def _promises(connection: Connection, homes: Sequence[str]) -> tuple[PromiseView, ...]:
    views = [
        PromiseView(r[0], r[1], _date(r[2]), _date(r[3])) for r in select_in(connection, _PROMISES, homes)
    ]
    return tuple(sorted(views, key=lambda p: (p.done_on is not None, p.due_on or date.max, p.id)))


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_PLAIN = {
    "no_kk", "no_kk_raw", "address", "rt", "rw", "dusun", "desa_code", "no_peserta", "kks_tail", "status",
    "exit_on", "exit_reason", "joined_year", "note",
}  # fmt: skip
_MEMBERS = (
    "SELECT household_id, id, name, nik, nik_raw, sex, born_on, relation, komponen, school, grade, "
    "occupation, birth_place "
    "FROM member WHERE NOT deleted AND household_id IN {}"
)
_PHONES = "SELECT DISTINCT number FROM phone WHERE NOT deleted AND household_id IN {}"
_BUSINESS = "SELECT name FROM business WHERE NOT deleted AND household_id IN {}"
_PRODUCTS = "SELECT id, name, unit, price, low_stock FROM product WHERE NOT deleted AND household_id IN {}"
_PRODUCT_PHOTOS = (
    "SELECT owner_id, sha256 FROM file WHERE NOT deleted AND owner_kind = 'product' AND household_id IN {} "
    "ORDER BY place, id"
)
_MOVEMENTS = "SELECT product_id, kind, quantity, reverses FROM stock_movement WHERE household_id IN {}"
_COUNTS = (
    "SELECT komponen, people FROM component_count WHERE NOT deleted AND people > 0 AND household_id IN {}"
)
_PROMISES = "SELECT id, text, due_on, done_on FROM promise WHERE NOT deleted AND household_id IN {}"
_VISITS = 'SELECT "on" FROM visit WHERE NOT deleted AND household_id IN {}'
_HANDED_OVER = "SELECT row_id FROM handed_over WHERE table_name = 'household' AND row_id IN {}"
