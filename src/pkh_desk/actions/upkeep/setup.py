"""The first start of a desk, and every later opening.

What an opening rarely needs, keys and the forgotten passphrase, is imported with its use: it takes 2 MB.
"""

import os
from contextlib import suppress

from pkh_desk.desk import Clock, Desk, Random, create_desk, open_desk, wall_clock
from pkh_desk.domain.fit import TOO_LONG
from pkh_desk.domain.office.clerk import ADMIN
from pkh_desk.domain.passphrase import SHORTEST_PASSPHRASE
from pkh_desk.domain.text import tidy
from pkh_desk.domain.vocabulary import ROLE
from pkh_desk.errors import InvalidInput, Problem, UserError
from pkh_desk.settings import Places
from pkh_desk.store.identity import first_identity
from pkh_desk.store.local import get_setting
from pkh_desk.store.people.petugas import Petugas
from pkh_desk.store.upkeep.vault import Cost, load_vault

LONGEST_HINT = LONGEST_NAME = 120
JABATAN = {"pendamping": "Pendamping Sosial PKH", "kantor": "Operator PKH"}


def check_start(role: str, name: str, passphrase: str) -> list[Problem]:
    """Return what keeps a desk from being started."""
    problems = []
    if role not in ROLE:
        problems.append(Problem("role", f"Peran {role} tidak dikenal. Pilih pendamping atau kantor."))
    if not tidy(name):
        problems.append(Problem("name", "Nama belum diisi."))
    if len(tidy(name)) > LONGEST_NAME:
        problems.append(Problem("name", TOO_LONG.format(max_length=LONGEST_NAME)))
    if len(passphrase) < SHORTEST_PASSPHRASE:
        problems.append(
            Problem("passphrase", f"Kata sandi paling sedikit {SHORTEST_PASSPHRASE} huruf. Pakai empat kata.")
        )
    return problems


def begin(
    places: Places,
    role: str,
    name: str,
    passphrase: str,
    clock: Clock = wall_clock,
    random: Random = os.urandom,
    cost: Cost | None = None,
) -> Desk:
    """Make a desk in an empty home and open it.

    Raises InvalidInput, DeskExists, DiskFull, FolderGone. An office still needs `begin_office`.
    """
    problems = check_start(role, name, passphrase)
    if problems:
        raise InvalidInput(problems)
    identity = first_identity(role, tidy(name), clock(), random)
    desk = create_desk(places, passphrase, identity, clock, random, cost)
    with desk.write(subject=("petugas", identity.petugas_id)) as session:
        first = ADMIN if desk.is_office else ""
        session.add(Petugas(id=identity.petugas_id, name=identity.name, jabatan=JABATAN[role], role=first))
    return desk


def set_hint(places: Places, hint: str) -> None:
    """Keep a hint that the lock screen shows to whoever mistypes the passphrase. Raises NoDesk, DiskFull."""
    vault = load_vault(places.vault)
    vault.meta["hint"] = tidy(hint)[:LONGEST_HINT]
    vault.save()


def begin_office(desk: Desk) -> str:
    """Make the office's keys; return the private recovery key, which must be printed (`paper_key.py`)."""
    from pkh_desk.actions.exchange.keys import make_office_keys

    return make_office_keys(desk)


def _has_keys(desk: Desk) -> bool:
    with desk.read() as session:
        return get_setting(session, "recovery") is not None


def open_home(
    places: Places,
    passphrase: str,
    clock: Clock = wall_clock,
    random: Random = os.urandom,
    petugas_id: str = "",
) -> Desk:
    """Open the desk of a home, at an office as this clerk or as whoever's passphrase it is.

    Raises NoDesk, WrongPassphrase, NewerDatabase, DamagedDatabase."""
    desk = open_desk(places, passphrase, clock, random, petugas_id)
    if desk.is_office and not _has_keys(desk):
        # Its beginning was cut short; without keys it could invite nobody.
        begin_office(desk)
    if places.forgotten.exists():
        from pkh_desk.actions.exchange.forgotten import forget_request

        with suppress(UserError):
            forget_request(places)
    return desk
