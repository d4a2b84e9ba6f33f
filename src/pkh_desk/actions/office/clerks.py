"""The clerks of an office PC: each opens the same database with a passphrase and a role of their own.

What a clerk writes carries their petugas id, so that it shows who decided what. An admin keeps them; there is
always one. A backup opens with every passphrase of its day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pkh_desk.actions.upkeep.access import note_event
from pkh_desk.actions.upkeep.passphrase import require_unused
from pkh_desk.desk import Desk
from pkh_desk.domain.fit import fit
from pkh_desk.domain.office.clerk import ADMIN, ClerkFields, check_clerk, role_of
from pkh_desk.domain.passphrase import require_long
from pkh_desk.domain.text import tidy
from pkh_desk.errors import InvalidInput, Problem, RecordNotFound
from pkh_desk.store.people.petugas import Petugas
from pkh_desk.store.upkeep.vault import (
    Cost,
    Vault,
    clerk_slots,
    drop_clerk_slot,
    load_vault,
    own_slot,
    put_back_slot,
    put_clerk_slot,
    rename_clerk_slot,
    salts,
)
from pkh_desk.views.office.clerks import ClerkView, clerks


@dataclass(frozen=True)
class Removed:
    """A clerk who was taken out, with the slot that their passphrase opens.

    `beside` are the passphrases of the others: one given since may be the same, which no slot tells.
    """

    petugas_id: str
    name: str
    role: str
    slot: Mapping[str, Any]
    beside: frozenset[str]


LAST_ADMIN = "Harus selalu ada satu admin. Jadikan petugas lain admin dulu."
GIVEN_SINCE = "Sesudah itu ada kata sandi baru. Tambahkan petugas ini lagi, dengan kata sandi lain."


def add_clerk(desk: Desk, name: str, role: str, passphrase: str, cost: Cost | None = None) -> str:
    """Give another clerk a name, a role and a passphrase of their own; return the petugas id.

    Raises WrongRole, InvalidInput, DiskFull, FolderGone.
    """
    desk.require_clerk(ADMIN)
    name, vault = tidy(name), load_vault(desk.places.vault)
    _check(fit(ClerkFields, name=name, role=role), clerks(desk))
    require_long(passphrase)
    require_unused(vault, passphrase)
    with desk.read() as session:
        me = session.get(Petugas, desk.identity.petugas_id)
    petugas_id = desk.new_id()
    with desk.write(subject=("petugas", petugas_id)) as session:
        session.add(Petugas(id=petugas_id, name=name, jabatan="Operator PKH", role=role))
    own_slot(vault, desk.identity.petugas_id, me.name if me else desk.identity.name)
    put_clerk_slot(vault, desk.key, petugas_id, name, passphrase, cost or Cost())
    note_event(desk, "sandi", "petugas baru diberi kata sandi")
    return petugas_id


def change_clerk(desk: Desk, petugas_id: str, name: str, role: str) -> None:
    """Give a clerk another name or role. Raises WrongRole, InvalidInput, RecordNotFound, DiskFull."""
    desk.require_clerk(ADMIN)
    name, others = tidy(name), [each for each in clerks(desk) if each.id != petugas_id]
    _check(fit(ClerkFields, name=name, role=role), others)
    _require_admin(others, role)
    with desk.write(subject=("petugas", petugas_id)) as session:
        row = session.get(Petugas, petugas_id)
        if row is None or row.deleted:
            raise RecordNotFound("Petugas itu tidak ada di sini.")
        row.name, row.role = name, role
    rename_clerk_slot(load_vault(desk.places.vault), petugas_id, name)


def renew_clerk(desk: Desk, petugas_id: str, passphrase: str, cost: Cost | None = None) -> None:
    """Give a clerk who forgot theirs a new passphrase. Raises WrongRole, InvalidInput, RecordNotFound."""
    desk.require_clerk(ADMIN)
    vault = load_vault(desk.places.vault)
    name = _name_of(vault, petugas_id)
    require_long(passphrase)
    require_unused(vault, passphrase)
    put_clerk_slot(vault, desk.key, petugas_id, name, passphrase, cost or Cost())
    note_event(desk, "sandi", "kata sandi petugas diganti admin")


def remove_clerk(desk: Desk, petugas_id: str) -> Removed:
    """Take a clerk's passphrase away; what they wrote keeps their name. Return what brings them back.

    Raises WrongRole, RecordNotFound, InvalidInput for the last admin.
    """
    desk.require_clerk(ADMIN)
    vault = load_vault(desk.places.vault)
    _name_of(vault, petugas_id)
    _require_admin([each for each in clerks(desk) if each.id != petugas_id])
    slot = drop_clerk_slot(vault, petugas_id)
    with desk.write(subject=("petugas", petugas_id)) as session:
        row = session.get_one(Petugas, petugas_id)
        removed = Removed(petugas_id, row.name, role_of(row.role), slot, salts(vault))
        row.role, row.deleted = "", True
    note_event(desk, "sandi", "petugas dihapus")
    return removed


def bring_back_clerk(desk: Desk, removed: Removed) -> None:
    """Let a clerk who was just taken out open again, with the same passphrase and role.

    Raises WrongRole, InvalidInput if another clerk has their name, or may have their passphrase, meanwhile.
    """
    desk.require_clerk(ADMIN)
    vault = load_vault(desk.places.vault)
    _check(fit(ClerkFields, name=removed.name, role=removed.role), clerks(desk))
    if salts(vault) - removed.beside:
        raise InvalidInput([Problem("", GIVEN_SINCE)])
    with desk.write(subject=("petugas", removed.petugas_id)) as session:
        row = session.get_one(Petugas, removed.petugas_id)
        row.role, row.deleted = removed.role, False
    put_back_slot(vault, removed.slot)
    note_event(desk, "sandi", "petugas dikembalikan")


def _check(fields: ClerkFields, others: list[ClerkView]) -> None:
    problems = check_clerk(fields)
    if any(each.name.casefold() == fields.name.casefold() for each in others):
        problems.append(Problem("name", "Nama ini sudah dipakai. Tambah nama belakangnya."))
    if problems:
        raise InvalidInput(problems)


def _require_admin(others: list[ClerkView], role: str = "") -> None:
    if role != ADMIN and not any(each.role == ADMIN for each in others):
        raise InvalidInput([Problem("role", LAST_ADMIN)])


def _name_of(vault: Vault, petugas_id: str) -> str:
    name = clerk_slots(vault).get(petugas_id)
    if name is None:
        raise RecordNotFound("Petugas itu tidak ada di sini.")
    return name
