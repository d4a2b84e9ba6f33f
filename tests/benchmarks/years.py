"""A laptop full of work, written by the bulk writer: what the races of exchange and search run on."""

import random
from pathlib import Path

from helpers.desks import make_desk
from pkh_desk.desk import Desk
from pkh_desk.sample.people import SampleFamily, sample_families
from pkh_desk.store.log.bulk import BulkWriter
from pkh_desk.store.wilayah import wilayah

KECAMATAN = "36.04.27"


def families(count: int, seed: int = 1) -> list[SampleFamily]:
    """Invent families all over one kecamatan."""
    return sample_families(count, seed, [code for code, _ in wilayah().desa_list(KECAMATAN)])


def filled_desk(home: Path, count: int, seed: int = 1, role: str = "pendamping") -> Desk:
    """Make a desk with `count` families, each with its pengurus."""
    desk = make_desk(home, role=role, name=f"Pendamping {seed}", seed=seed)
    with desk.write() as session:
        bulk = BulkWriter(session, session.writing)
        for family in families(count, seed):
            home_id, person = desk.new_id(), desk.new_id()
            head = family.people[0]
            bulk.insert(
                "household",
                home_id,
                {
                    "no_kk": family.no_kk,
                    "pengurus_id": person,
                    "address": family.address,
                    "desa_code": family.desa_code,
                    "pendamping_id": desk.identity.petugas_id,
                },
            )
            bulk.insert(
                "member",
                person,
                {
                    "household_id": home_id,
                    "nik": head.nik,
                    "name": head.name,
                    "born_on": head.born_on.isoformat(),
                },
            )
            bulk.seal(("household", home_id))
        bulk.flush()
    return desk


def add_work(desk: Desk, changes: int, seed: int) -> None:
    """Write `changes` txns of field work: visits and stock."""
    chance = random.Random(seed)
    with desk.read() as session:
        homes = [row[0] for row in session.connection().exec_driver_sql("SELECT id FROM household")]
    today = desk.today().isoformat()
    with desk.write() as session:
        bulk = BulkWriter(session, session.writing)
        for _ in range(changes):
            visit = desk.new_id()
            values = {
                "household_id": chance.choice(homes),
                "on": today,
                "met": "Pengurus",
                "note": "Usaha berjalan, pesanan bertambah dari tetangga dan bazar bulan ini.",
                "income": chance.randrange(8, 30) * 100_000,
            }
            bulk.insert("visit", visit, values)
            bulk.seal(("visit", visit))
        bulk.flush()
