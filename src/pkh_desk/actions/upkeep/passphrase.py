"""Changing the passphrase: the key is wrapped anew, nothing of the data is written."""

from pkh_desk.desk import Desk
from pkh_desk.domain.passphrase import require_long
from pkh_desk.errors import InvalidInput, Problem
from pkh_desk.store.upkeep.vault import Cost, Vault, clerk_slots, load_vault, open_vault
from pkh_desk.store.upkeep.vault import change_passphrase as rewrap


def change_passphrase(desk: Desk, old: str, new: str, cost: Cost | None = None) -> None:
    """Put `new` in the place of `old`; older backups still open with the passphrase of their day.

    Raises InvalidInput (too short, or the same again), WrongPassphrase, DiskFull, FolderGone.
    """
    require_long(new)
    vault = load_vault(desk.places.vault)
    if new == old:
        raise InvalidInput([Problem("passphrase", "Kata sandi baru sama dengan yang lama.")])
    require_unused(vault, new)
    who = desk.identity.petugas_id if clerk_slots(vault) else ""
    rewrap(vault, old, new, desk.now(), cost or Cost(), who)


def require_unused(vault: Vault, passphrase: str) -> None:
    """Raise InvalidInput for a passphrase that opens the vault already: it must say who is at work."""
    if open_vault(vault, passphrase) is not None:
        raise InvalidInput([Problem("passphrase", "Kata sandi ini tidak bisa dipakai. Pilih yang lain.")])
