"""Real desks in temporary homes: cheap key derivation, a clock and ids the test decides."""

import random
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from helpers.clock import MORNING, FakeClock
from helpers.homes import Stand, keep, once, shelf
from pkh_desk.desk import Desk, create_desk, open_desk
from pkh_desk.domain.uuid7 import new_id
from pkh_desk.settings import Places
from pkh_desk.store.identity import first_identity
from pkh_desk.store.people.household import Household, Member
from pkh_desk.store.people.petugas import Petugas
from pkh_desk.store.upkeep.vault import Cost

CHEAP = Cost(memory=64, passes=1, lanes=1)
PASSPHRASE = "telur asin cikujang"


def seeded(seed: int) -> Callable[[int], bytes]:
    """Return a source of random bytes that repeats with its seed; for ids and codes, never for keys."""
    return random.Random(seed).randbytes


def make_desk(home: Path, role: str = "pendamping", name: str = "Wulan Apriyanti", seed: int = 1) -> Desk:
    """Give a new desk in `home` with a fake clock, which is `desk.clock`. Raises as `create_desk` does."""
    if home.exists():
        return _create(home, role, name, seed)
    stand = _new_home(role, name, seed)
    stand.put(home)
    desk = open_desk(Places(home), PASSPHRASE, FakeClock(), seeded(seed))
    stand.wind(desk)
    return desk


@cache
def _new_home(role: str, name: str, seed: int) -> Stand:
    desk = _create(shelf() / "baru", role, name, seed)
    stand = keep(desk)
    desk.close()
    return stand


def _create(home: Path, role: str, name: str, seed: int) -> Desk:
    clock, rand = FakeClock(), seeded(seed)
    identity = first_identity(role, name, clock(), rand)
    return create_desk(Places(home), PASSPHRASE, identity, clock, rand, CHEAP)


def know_first_clerk(desk: Desk) -> None:
    """Write the row of an office's first clerk, its admin, as `begin` does."""
    with desk.write(subject=("petugas", desk.identity.petugas_id)) as session:
        session.add(Petugas(id=desk.identity.petugas_id, name=desk.identity.name, role="admin"))


def reopen(desk: Desk, seed: int = 99) -> Desk:
    """Close a desk and open its home again with the same clock."""
    places, clock = desk.places, desk.clock
    desk.close()
    return open_desk(places, PASSPHRASE, clock, seeded(seed))


def add_family(
    desk: Desk,
    name: str = "SARMUNAH",
    nik: str | None = "3604275203849901",
    no_kk: str | None = "3604271406129901",
    **fields: object,
) -> str:
    """Store a family with its pengurus by the session; return the household id."""
    told = repr((name, nik, no_kk, sorted(fields.items())))
    return once(lambda: store_family(desk, name, nik, no_kk, **fields), f"family {told}", (desk,))


def store_family(desk: Desk, name: str, nik: str | None, no_kk: str | None, **fields: object) -> str:
    """Do what `add_family` says, whatever was done before: txns take their salt in the same order."""
    home, person = desk.new_id(), desk.new_id()
    with desk.write() as session:
        session.add(
            Household(
                id=home,
                no_kk=no_kk,
                pengurus_id=person,
                pendamping_id=desk.identity.petugas_id,
                **{"address": "KP. CIPARI", "rt": "003", "rw": "001", "desa_code": "36.04.27.2007", **fields},
            )
        )
        session.add(
            Member(
                id=person,
                household_id=home,
                nik=nik,
                name=name,
                sex="P",
                born_on=date(1984, 3, 12),
                relation="istri",
            )
        )
    return home


def any_id(seed: int) -> str:
    """Return an id that repeats with its seed."""
    return new_id(MORNING, seeded(seed))
