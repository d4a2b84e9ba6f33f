"""The vault: the random key of the database, wrapped once for each passphrase that may open it.

`vault.json` holds slots. A passphrase slot wraps the 256-bit key with AES-256-GCM under
Argon2id(passphrase), and names the clerk it belongs to where an office has several; an office slot (after
enrolment) is the key sealed with age to the office. Changing a passphrase rewraps the key and never
re-encrypts the database. A growing delay after wrong passphrases is kept in the file, so that it survives a
restart.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pkh_desk.errors import DamagedDatabase, NoDesk, WrongPassphrase
from pkh_desk.settings import Places, vault_body, vault_copies
from pkh_desk.store.upkeep.safe_write import copy_whole, world_faults, write_whole

KEY_BYTES = 32
FREE_TRIES = 4
LONGEST_WAIT_MS = 15 * 60_000


@dataclass(frozen=True)
class Cost:
    """Argon2id parameters: memory in KiB, passes, lanes. The defaults take about 120 ms."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


@dataclass
class Vault:
    """The parsed `vault.json` of one desk."""

    path: Path
    slots: list[dict[str, Any]]
    failures: int = 0
    wait_until: int = 0
    meta: dict[str, Any] = field(default_factory=dict)

    def save(self) -> None:
        """Write the file whole or not at all."""
        body = {
            "format": 1,
            "slots": self.slots,
            "failures": self.failures,
            "wait_until": self.wait_until,
            "meta": self.meta,
        }
        write_whole(self.path, json.dumps(body, indent=1).encode())


@dataclass(frozen=True)
class Opened:
    """The database key, and whose slot gave it ("" while the vault has one passphrase for all)."""

    key: bytes
    petugas_id: str


def new_vault(
    path: Path, passphrase: str, label: str, cost: Cost, meta: dict[str, Any]
) -> tuple[Vault, bytes]:
    """Make a new random key and wrap it for `passphrase`; the vault is not written yet.

    `meta` is what the lock screen may show before unlocking (name, role): nothing of any family.
    """
    key = os.urandom(KEY_BYTES)
    return Vault(path, [_passphrase_slot(key, passphrase, label, cost)], meta=meta), key


def load_vault(path: Path) -> Vault:
    """Read the vault. Raises NoDesk if there is none, DamagedDatabase if it cannot be read."""
    body = vault_body(path)
    if body is None and path.exists():
        raise DamagedDatabase(
            "Berkas kata sandi rusak, dan salinannya tidak ada di sini. Data dan cadangan tidak tersentuh.",
            "Pulihkan dari cadangan di USB, di folder atau komputer lain.",
        )
    if body is None:
        raise NoDesk(
            "Belum ada PKH Desk di folder ini.", "Mulai dengan perintah init, atau pilih folder lain."
        )
    return Vault(
        path, body["slots"], body.get("failures", 0), body.get("wait_until", 0), body.get("meta", {})
    )


def mend_vault(places: Places) -> None:
    """Put the newest copy that a backup keeps in the place of a vault that is damaged, or gone beside its
    database. It holds the same key, under the passphrases of its day."""
    if not places.database.exists() or vault_body(places.vault) is not None:
        return
    sound = next(filter(vault_body, vault_copies(places)), None)
    if sound is not None:
        with world_faults(places.vault):
            copy_whole(sound, places.vault)


def unlock(vault: Vault, passphrase: str, now: int, petugas_id: str = "") -> Opened:
    """Open the vault by the slot of a clerk, or by any slot. `now` in ms UTC.

    Raises WrongPassphrase, always with the same sentence; after FREE_TRIES wrong ones a growing wait
    (1, 2, 4 ... 15 minutes) in which even the right passphrase is not tried.
    """
    if now < vault.wait_until:
        raise _wait_error(vault.wait_until - now)
    opened = open_vault(vault, passphrase, petugas_id)
    if opened is not None:
        if vault.failures or vault.wait_until:
            vault.failures = vault.wait_until = 0
            vault.save()
        return opened
    vault.failures += 1
    over = vault.failures - FREE_TRIES
    if over >= 0:
        vault.wait_until = now + min(LONGEST_WAIT_MS, 60_000 * 2**over)
    vault.save()
    if vault.wait_until > now:
        raise _wait_error(vault.wait_until - now)
    left = FREE_TRIES - vault.failures
    raise WrongPassphrase(
        "Kata sandi belum cocok.", f"Periksa Caps Lock. Sisa {left} percobaan, lalu tunggu 1 menit."
    )


def open_vault(vault: Vault, passphrase: str, petugas_id: str = "") -> Opened | None:
    """Return what a slot (of this clerk, if one is named) opens to, without counting tries."""
    for slot in _passphrases(vault):
        owner = slot.get("petugas_id", "")
        if petugas_id in ("", owner) and (key := _open_slot(slot, passphrase)) is not None:
            return Opened(key, owner)
    return None


def change_passphrase(vault: Vault, old: str, new: str, now: int, cost: Cost, petugas_id: str = "") -> None:
    """Rewrap the key for `new` in place of the slot that `old` opens. Raises WrongPassphrase."""
    opened = unlock(vault, old, now, petugas_id)
    for i, slot in enumerate(vault.slots):
        if slot["kind"] == "passphrase" and slot.get("petugas_id", "") == opened.petugas_id:
            vault.slots[i] = _passphrase_slot(opened.key, new, slot["label"], cost, opened.petugas_id)
    vault.save()


def clerk_slots(vault: Vault) -> dict[str, str]:
    """Return the names of the clerks who have a passphrase of their own, by petugas id."""
    return {slot["petugas_id"]: slot["label"] for slot in _passphrases(vault) if slot.get("petugas_id")}


def salts(vault: Vault) -> frozenset[str]:
    """Return what tells each passphrase that may open the vault from one that is given later."""
    return frozenset(slot["salt"] for slot in _passphrases(vault))


def own_slot(vault: Vault, petugas_id: str, label: str) -> None:
    """Say whose the one passphrase is, before another clerk gets one. Does nothing if that is known.

    Its hint goes: the lock would show it to everybody.
    """
    vault.meta.pop("hint", None)
    for slot in _passphrases(vault):
        if not slot.get("petugas_id"):
            slot |= {"petugas_id": petugas_id, "label": label}


def put_clerk_slot(
    vault: Vault, key: bytes, petugas_id: str, label: str, passphrase: str, cost: Cost
) -> None:
    """Give a clerk a passphrase, in the place of an older one of the same clerk."""
    others = [slot for slot in vault.slots if slot.get("petugas_id") != petugas_id]
    vault.slots = [*others, _passphrase_slot(key, passphrase, label, cost, petugas_id)]
    vault.save()


def remember_clerk(vault: Vault, petugas_id: str) -> None:
    """Let the lock begin with this clerk the next time."""
    if vault.meta.get("clerk") != petugas_id:
        vault.meta["clerk"] = petugas_id
        vault.save()


def rename_clerk_slot(vault: Vault, petugas_id: str, label: str) -> None:
    """Show a clerk by another name at the lock."""
    for slot in _passphrases(vault):
        if slot.get("petugas_id") == petugas_id:
            slot["label"] = label
    vault.save()


def drop_clerk_slot(vault: Vault, petugas_id: str) -> dict[str, Any]:
    """Take a clerk's passphrase away and return its slot; what was backed up before still opens with it."""
    slot = next(slot for slot in _passphrases(vault) if slot.get("petugas_id") == petugas_id)
    vault.slots = [each for each in vault.slots if each is not slot]
    vault.save()
    return slot


def put_back_slot(vault: Vault, slot: Mapping[str, Any]) -> None:
    """Let a clerk open again with the passphrase of a slot that was taken away."""
    others = [each for each in vault.slots if each.get("petugas_id") != slot["petugas_id"]]
    vault.slots = [*others, dict(slot)]
    vault.save()


def office_slot(vault: Vault) -> dict[str, Any] | None:
    """Return the slot that the office can open, None if the desk is not enrolled."""
    return next((slot for slot in vault.slots if slot["kind"] == "office"), None)


def put_office_slot(vault: Vault, slot: dict[str, Any] | None) -> None:
    """Put `slot` in the place of the office slot, or take that away."""
    vault.slots = [each for each in vault.slots if each["kind"] != "office"] + ([slot] if slot else [])
    vault.save()


def renew_passphrase(vault: Vault, key: bytes, passphrase: str, cost: Cost) -> None:
    """Put one new passphrase in the place of all before it, and forget wrong tries and the old hint.

    The caller has proved that `key` is the database's.
    """
    label = next((slot["label"] for slot in vault.slots if slot["kind"] == "passphrase"), "")
    others = [slot for slot in vault.slots if slot["kind"] != "passphrase"]
    vault.slots = [_passphrase_slot(key, passphrase, label, cost), *others]
    vault.failures = vault.wait_until = 0
    vault.meta.pop("hint", None)
    vault.save()


def derive(key: bytes, purpose: str) -> bytes:
    """Return a 256-bit key for one purpose (files, file names), derived from the database key."""
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(key)


def _wait_error(ms: int) -> WrongPassphrase:
    minutes = -(-ms // 60_000)
    return WrongPassphrase("Kata sandi belum cocok.", f"Tunggu {minutes} menit, lalu coba lagi.")


def _stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    kdf = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory
    )
    return kdf.derive(passphrase.encode())


def _passphrases(vault: Vault) -> list[dict[str, Any]]:
    return [slot for slot in vault.slots if slot["kind"] == "passphrase"]


def _passphrase_slot(
    key: bytes, passphrase: str, label: str, cost: Cost, petugas_id: str = ""
) -> dict[str, Any]:
    salt, nonce = os.urandom(16), os.urandom(12)
    wrapped = AESGCM(_stretch(passphrase, salt, cost)).encrypt(nonce, key, b"pkh-vault-v1")
    return {
        "kind": "passphrase",
        "label": label,
        **({"petugas_id": petugas_id} if petugas_id else {}),
        "cost": asdict(cost),
        "salt": salt.hex(),
        "nonce": nonce.hex(),
        "wrapped": wrapped.hex(),
    }


def _open_slot(slot: dict[str, Any], passphrase: str) -> bytes | None:
    stretched = _stretch(passphrase, bytes.fromhex(slot["salt"]), Cost(**slot["cost"]))
    try:
        return AESGCM(stretched).decrypt(
            bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["wrapped"]), b"pkh-vault-v1"
        )
    except InvalidTag:
        return None
