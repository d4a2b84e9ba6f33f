"""Real desks in temporary homes: cheap key derivation, a clock and ids the test decides."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pkh_desk.desk import Desk, create_desk, open_desk
from pkh_desk.domain.uuid7 import new_id
from pkh_desk.settings import Places
from pkh_desk.store.identity import first_identity
from pkh_desk.store.people.household import Household, Member
from pkh_desk.store.people.petugas import Petugas
from pkh_desk.store.upkeep.vault import Cost

CHEAP = Cost(memory=64, passes=1, lanes=1)
PASSPHRASE = "telur asin cikujang"
MORNING = int(datetime(2026, 11, 24, 1, 15, tzinfo=UTC).timestamp() * 1000)
"""08.15 in Serang on Tuesday, 24 November 2026."""


@dataclass
class FakeClock:
    """A clock that stands still until the test moves it; ms UTC."""

    instant: int = MORNING

    def __call__(self) -> int:
        """Return the instant and let one millisecond pass."""
        self.instant += 1
        return self.instant

    def forward(self, *, days: int = 0, minutes: int = 0) -> None:
        """Move on."""
        self.instant += days * 86_400_000 + minutes * 60_000


def seeded(seed: int) -> Callable[[int], bytes]:
    """Return a source of random bytes that repeats with its seed; for ids and codes, never for keys."""
    return random.Random(seed).randbytes


def make_desk(home: Path, role: str = "pendamping", name: str = "Wulan Apriyanti", seed: int = 1) -> Desk:
    """Create a desk in `home` with a fake clock; the clock is `desk.clock`."""
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
