"""A backup on new hardware: looked at first, then put into an empty home, where it becomes a new desk.

The old laptop is lost or broken, or a thief has it: the new one writes a stream of its own, uses other keys
and another desk id, and asks the office to join. What the backup had not sent goes along. An office stays who
it is, since its laptops write to it. Source: decisions, Restored or cloned.
"""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import rmtree

from pkh_desk.desk import Clock, Desk, Random, open_desk, wall_clock
from pkh_desk.errors import (
    BackupBad,
    DamagedDatabase,
    DeskExists,
    FileNotUsable,
    NoDesk,
    WrongPassphrase,
)
from pkh_desk.settings import Places, holds_desk
from pkh_desk.store import search
from pkh_desk.store.identity import save_identity
from pkh_desk.store.local import Setting, put_setting
from pkh_desk.store.upkeep.backup import PHOTOS, Backups, Contents, Phases, made_at, untold, vault_of
from pkh_desk.store.upkeep.drives import require_local
from pkh_desk.store.upkeep.position import save_position
from pkh_desk.store.upkeep.safe_write import copy_whole, world_faults
from pkh_desk.store.upkeep.vault import Vault, load_vault, open_vault, put_office_slot

FORGOTTEN = ("keys", "office", "cursor", "ways")
"""Settings that belong to the old desk alone."""


@dataclass(frozen=True)
class BackupSeen:
    """What a backup holds before anything is done with it: whose desk, made when (ms UTC, None: unknown)."""

    name: str
    role: str
    made_at: int | None
    contents: Contents


def look_at_backup(path: Path, passphrase: str, progress: Phases = untold) -> BackupSeen:
    """Open and check a backup with the passphrase of its day.

    Raises FileNotUsable, WrongPassphrase, BackupBad, and what `progress` raises; nothing is changed anywhere.
    """
    vault, key = _open(path, passphrase)
    contents = Backups(Places(path.parent), key).check(path, progress)
    return BackupSeen(vault.meta.get("name", ""), vault.meta.get("role", ""), made_at(path), contents)


def restore_here(
    places: Places,
    path: Path,
    passphrase: str,
    clock: Clock = wall_clock,
    random: Random | None = None,
    progress: Phases = untold,
) -> Desk:
    """Put a backup with its photos into an empty home and open it as a new desk.

    Raises DeskExists, NetworkDrive, DiskFull, FolderGone, and as `look_at_backup`; the home stays empty then.
    """
    require_local(places.home)
    if holds_desk(places):
        raise DeskExists("Di folder ini sudah ada PKH Desk. Tidak ada yang diubah.", "Pilih folder lain.")
    _, key = _open(path, passphrase)
    Backups(Places(path.parent), key).check(path, progress)
    had_files = places.files.exists()
    try:
        _copy(places, path, progress)
        # Named for no stream: opening it begins a new one, whatever the backup holds.
        save_position(places, "", 0)
        desk = open_desk(places, passphrase, clock, random or os.urandom)
    except BaseException:
        for left in (places.vault, places.database, places.position):
            left.unlink(missing_ok=True)
        if not had_files:
            rmtree(places.files, ignore_errors=True)
        raise
    _become_new(desk)
    return desk


def _open(path: Path, passphrase: str) -> tuple[Vault, bytes]:
    if not path.is_file():
        raise FileNotUsable("Cadangan ini tidak bisa dibaca. Tidak ada yang diubah.", "Periksa USB-nya.")
    try:
        vault = load_vault(vault_of(path))
    except NoDesk:
        name = vault_of(path).name
        raise BackupBad(
            f"Berkas {name} tidak ada di samping cadangan. Tanpa itu cadangan tidak bisa dibuka.",
            "Salin kedua berkas dari tempat cadangan ke folder yang sama.",
        ) from None
    except DamagedDatabase:
        raise BackupBad(
            "Berkas kunci cadangan rusak. Tidak ada yang diubah.", "Pakai cadangan lain."
        ) from None
    # No delay and no count of tries: whoever holds the stick could copy it anyway.
    opened = open_vault(vault, passphrase)
    if opened is None:
        raise WrongPassphrase(
            "Kata sandi belum cocok.", "Pakai kata sandi yang berlaku pada hari cadangan itu dibuat."
        )
    return vault, opened.key


def _copy(places: Places, path: Path, progress: Phases) -> None:
    with world_faults(places.home, "Cadangan belum dipulihkan."):
        for folder in (places.home, places.files, places.backups, places.inbox):
            folder.mkdir(parents=True, exist_ok=True)
        photos = sorted((path.parent / "files").glob("*/*"))
        for done, photo in enumerate(photos):
            progress(done, len(photos), PHOTOS)
            target = places.files / photo.parent.name / photo.name
            if not photo.name.startswith(".") and not target.exists():
                target.parent.mkdir(exist_ok=True)
                copy_whole(photo, target)
        copy_whole(path, places.database)
        copy_whole(vault_of(path), places.vault)


def _become_new(desk: Desk) -> None:
    """Let go of what belongs to the old desk, and bring search up to date."""
    with desk.keep() as session:
        if not desk.is_office:
            desk.identity = replace(desk.identity, desk_id=desk.new_id())
            save_identity(session, desk.identity)
            for key in FORGOTTEN:
                row = session.get(Setting, key)
                if row is not None:
                    session.delete(row)
            session.flush()
            put_setting(session, "cursor", 0)
        search.rebuild(session.connection(), lambda done, total: None)
    if not desk.is_office:
        put_office_slot(load_vault(desk.places.vault), None)
