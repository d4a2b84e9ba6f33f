"""Families as records for other programs: what `families --json` prints."""

from dataclasses import dataclass

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.store.log.states import select_in
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.people.families import family_ids

EVERY = 10_000_000


@dataclass(frozen=True)
class PersonRecord:
    """One member; dates are ISO text, unreadable numbers null."""

    name: str
    nik: str | None
    sex: str | None
    born_on: str | None
    relation: str | None
    component: str | None
    is_pengurus: bool


@dataclass(frozen=True)
class FamilyRecord:
    """One family; `nik` and `name` are the pengurus', who is also among the members."""

    id: str
    no_kk: str | None
    nik: str | None
    name: str
    address: str
    rt: str
    rw: str
    dusun: str
    desa: str | None
    desa_code: str | None
    kecamatan: str | None
    group: str | None
    phones: list[str]
    status: str
    members: list[PersonRecord]


def family_records(desk: Desk, query: str = "") -> list[FamilyRecord]:
    """Return the families that match (all for ""), by name."""
    ids = family_ids(desk, query, limit=EVERY)
    with desk.read() as session:
        return _read(session.connection(), ids)


def _read(connection: Connection, ids: list[str]) -> list[FamilyRecord]:
    phones: dict[str, list[str]] = {}
    for home, number in select_in(connection, _PHONES, ids):
        phones.setdefault(home, []).append(number)
    people: dict[str, list[tuple[str, PersonRecord]]] = {}
    for home, member, pengurus, *fields in select_in(connection, _MEMBERS, ids):
        record = PersonRecord(*(*fields, member == pengurus))
        people.setdefault(home, []).append((member, record))
    records = {}
    for home, no_kk, address, rt, rw, dusun, desa, desa_raw, kec_raw, group, status in select_in(
        connection, _FAMILIES, ids
    ):
        members = [record for _, record in sorted(people.get(home, []), key=lambda item: item[0])]
        head = next((m for m in members if m.is_pengurus), None)
        records[home] = FamilyRecord(
            home,
            no_kk,
            head.nik if head else None,
            head.name if head else "",
            address,
            rt,
            rw,
            dusun,
            wilayah().name_of(desa) if desa else desa_raw,
            desa,
            wilayah().name_of(kecamatan_of(desa)) if desa else kec_raw,
            group,
            sorted(phones.get(home, [])),
            status,
            sorted(members, key=lambda m: not m.is_pengurus),
        )
    return [records[home] for home in ids if home in records]


_FAMILIES = (
    "SELECT h.id, h.no_kk, h.address, h.rt, h.rw, h.dusun, h.desa_code, h.desa_raw, h.kecamatan_raw, k.name, "
    "h.status FROM household h LEFT JOIN kelompok k ON k.id = h.kelompok_id WHERE h.id IN {}"
)
_PHONES = "SELECT household_id, number FROM phone WHERE NOT deleted AND household_id IN {}"
_MEMBERS = (
    "SELECT m.household_id, m.id, h.pengurus_id, m.name, m.nik, m.sex, m.born_on, m.relation, m.komponen "
    "FROM member m JOIN household h ON h.id = m.household_id WHERE NOT m.deleted AND m.household_id IN {}"
)
