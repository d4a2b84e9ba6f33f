"""Backups: whole copies of the encrypted database, each opened and checked before it counts as made.

A backup is the database file (same key) with the vault beside it, so that the passphrase of the day opens
it. Made by `VACUUM INTO` on a keyed connection: consistent while others write. Photos lie apart in
`files/` and are copied incrementally. Kept hourly for a day, daily for a week, weekly for two months,
monthly for a year. Source: trust, Durability.
"""

import contextlib
import errno
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from pkh_desk.errors import BackupBad, DiskFull, FolderGone, UserError
from pkh_desk.settings import Places
from pkh_desk.store.engine import connect, said
from pkh_desk.store.upkeep.position import forget_position
from pkh_desk.store.upkeep.safe_write import copy_whole, put_in_place, world_faults

HOUR, DAY = 3_600_000, 86_400_000
KEPT = ((DAY, HOUR), (7 * DAY, DAY), (60 * DAY, 7 * DAY), (365 * DAY, 30 * DAY))
SHARE = 5
STAMP = "%Y%m%d-%H%M%S"
COPYING, CHECKING, PHOTOS = "Menyalin {} MB", "Memeriksa", "Menyalin foto {}"
LOOKED = 50_000
"""So many steps of SQLite pass between two looks at how far it is."""

Phases = Callable[[int, int, str], None]


def untold(done: int, total: int, phase: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Contents:
    """What a database holds, for comparing a backup with what is here: counts, and the last entry's time."""

    households: int
    visits: int
    letters: int
    txns: int
    last_at: int


@dataclass(frozen=True)
class BackupFile:
    """One backup: where it is, when it was made (ms UTC), why."""

    path: Path
    made_at: int
    label: str


class Backups:
    """The backups of one desk's home."""

    def __init__(self, places: Places, key: bytes) -> None:
        self._places = places
        self._key = key

    def make(self, label: str, now: int, folder: Path | None = None, progress: Phases = untold) -> BackupFile:
        """Copy the database to `folder` (default: the home's own), check the copy, return it.

        A folder that is named must exist: a pulled stick must not become a folder on the laptop. `progress`
        is called all the time and may raise Cancelled.

        Raises DiskFull, FolderGone, BackupBad; a copy that fails its checks is removed again.
        """
        while (target := (folder or self._places.backups) / _name(label, now)).exists():
            now += 1
        part = target.with_name(f".{target.stem}.part.db")
        with world_faults(target, "Cadangan belum dibuat."), _whole_or_gone(target, part):
            if folder is None:
                target.parent.mkdir(parents=True, exist_ok=True)
            self._require_space(target.parent, folder)
            self._copy_database(part, progress)
            self.check(part, progress)
            copy_whole(self._places.vault, vault_of(target))
            if folder is not None:
                self._copy_files(folder / "files", progress)
            # Only now has it the name of a backup: a copy cut short by a kill is never listed.
            put_in_place(part, target)
        return BackupFile(target, now, label)

    def check(self, path: Path, progress: Phases = untold) -> Contents:
        """Open a backup and check every page of it. Raises BackupBad with what is still safe, Cancelled."""
        bad = BackupBad(
            "Cadangan ini rusak atau tidak lengkap. Data yang sekarang tidak tersentuh.",
            "Pakai cadangan lain dari daftar.",
        )
        if not path.is_file():
            raise bad
        try:
            connection = connect(path, self._key)
        except UserError as error:
            raise bad from error
        try:
            with _looking(connection, lambda: progress(0, 0, CHECKING)):
                if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                    raise bad
            if connection.execute("PRAGMA cipher_integrity_check").fetchall():
                raise bad
            return read_contents(connection)
        except sqlcipher.Error as error:
            raise bad from error
        finally:
            connection.close()

    def list(self) -> list[BackupFile]:
        """Return the backups in the home, newest first."""
        found = [_parse(path) for path in self._places.backups.glob("pkh-*.db")]
        return sorted((f for f in found if f), key=lambda f: f.made_at, reverse=True)

    def thin(self, now: int) -> None:
        """Remove backups beyond what is kept, and copies that a kill cut short; the newest always stays."""
        for path in self._places.backups.glob(".pkh-*.part.db*"):
            if path.stat().st_mtime * 1000 < now - HOUR:
                path.unlink(missing_ok=True)
        listed = self.list()
        keep = kept([f.made_at for f in listed], now)
        for backup in listed:
            if backup.made_at not in keep:
                _remove(backup)
        self._fit_disk()

    def _fit_disk(self) -> None:
        """Remove the oldest backups until the rest take a fifth of the room they could have; one stays."""
        listed = self.list()
        sizes = {backup.path: backup.path.stat().st_size for backup in listed}
        taken = sum(sizes.values())
        room = (shutil.disk_usage(self._places.backups).free + taken) // SHARE if listed else 0
        while len(listed) > 1 and taken > room:
            oldest = listed.pop()
            taken -= sizes[oldest.path]
            _remove(oldest)

    def put_back(self, path: Path, now: int) -> Path:
        """Put a checked backup in place of the database; return where the present one was put aside.

        The database must not be open. The vault of today stays: the key is the same. There is a database at
        every instant, the present one or the backup's; whichever it is begins a new stream.
        """
        self.check(path)
        database = self._places.database
        aside = self._places.home / f"pkh-disisihkan-{_stamp(now)}.db"
        incoming = self._places.home / "pkh-masuk.db"
        with world_faults(database):
            copy_whole(path, incoming)
            if database.exists():
                self._fold_wal()
                copy_whole(database, aside)
            forget_position(self._places)
            for tail in ("-wal", "-shm"):
                left = database.with_name(database.name + tail)
                if left.exists():
                    left.replace(aside.with_name(aside.name + tail))
            put_in_place(incoming, database)
        return aside

    def _fold_wal(self) -> None:
        """Bring everything committed into the one file before it is put aside."""
        with contextlib.suppress(UserError, sqlcipher.Error):
            connection = connect(self._places.database, self._key)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()

    def _require_space(self, target: Path, outside: Path | None) -> None:
        needed = self._places.database.stat().st_size + 1_000_000
        if outside is not None:
            needed += sum(path.stat().st_size for path, _ in self._missing_files(outside / "files"))
        free = shutil.disk_usage(target).free
        if free < needed:
            short = (needed - free) // 1000 + 1
            raise DiskFull(
                f"Ruang penuh, perlu {short} KB lagi. Cadangan belum dibuat.",
                "Pilih USB atau folder lain, atau kosongkan ruang.",
            )

    def _copy_database(self, part: Path, progress: Phases) -> None:
        source, whole = connect(self._places.database, self._key), _megabytes(self._places.database)

        def tell() -> None:
            progress(min(_megabytes(part), whole), whole, COPYING)

        try:
            with _looking(source, tell):
                source.execute("VACUUM INTO ?", (str(part),))
        except sqlcipher.Error as error:
            # SQLite's words for the target become the system's, so that the sentence is about the target.
            fault = said(error)
            if isinstance(fault, DiskFull):
                raise OSError(errno.ENOSPC, "full") from error
            if isinstance(fault, FolderGone):
                raise OSError(errno.EIO, "gone") from error
            raise fault or error from error
        finally:
            source.close()

    def _copy_files(self, target: Path, progress: Phases) -> None:
        """Copy the photos that the target does not have yet; they never change."""
        missing = self._missing_files(target)
        for done, (path, copy) in enumerate(missing):
            progress(done, len(missing), PHOTOS)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy_whole(path, copy)

    def _missing_files(self, target: Path) -> Sequence[tuple[Path, Path]]:
        paths = (path for path in sorted(self._places.files.glob("*/*")) if not path.name.startswith("."))
        copies = ((path, target / path.parent.name / path.name) for path in paths)
        return [(path, copy) for path, copy in copies if not copy.exists()]


def read_contents(connection: sqlcipher.Connection) -> Contents:
    """Count what a database holds."""
    counts = [
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("household", "visit", "letter", "txn")
    ]
    last = connection.execute("SELECT coalesce(max(h), 0) FROM txn").fetchone()[0]
    households, visits, letters, txns = counts
    return Contents(households, visits, letters, txns, last)


def kept(made: Sequence[int], now: int) -> set[int]:
    """Return which of these instants stay: the newest, and the newest of each period of KEPT."""
    keep = {max(made)} if made else set()
    for span, period in KEPT:
        newest: dict[int, int] = {}
        for instant in made:
            if now - instant <= span:
                slot = instant // period
                newest[slot] = max(instant, newest.get(slot, 0))
        keep |= set(newest.values())
    return keep


@contextlib.contextmanager
def _looking(connection: sqlcipher.Connection, tell: Callable[[], None]) -> Iterator[None]:
    """Call `tell` now and then while a connection works; what it raises interrupts the work."""
    raised: list[BaseException] = []

    def look() -> int:
        try:
            tell()
        except BaseException as error:  # noqa: BLE001 (SQLite swallows it, so it is raised again below)
            raised.append(error)
        return len(raised)

    connection.set_progress_handler(look, LOOKED)
    try:
        yield
    except sqlcipher.Error:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


@contextlib.contextmanager
def _whole_or_gone(target: Path, part: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for path in (part, vault_of(target)):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def _remove(backup: BackupFile) -> None:
    backup.path.unlink(missing_ok=True)
    vault_of(backup.path).unlink(missing_ok=True)


def _megabytes(path: Path) -> int:
    """Return the size of a file in MB, rounded up; of one that is not there yet 0."""
    return -(-path.stat().st_size // 1_000_000) if path.exists() else 0


def _stamp(now: int) -> str:
    moment = datetime.fromtimestamp(now / 1000, UTC)
    return f"{moment.strftime(STAMP)}-{now % 1000:03d}"


def _name(label: str, now: int) -> str:
    return f"pkh-{_stamp(now)}-{label}.db"


def vault_of(path: Path) -> Path:
    """Return where the vault of a backup lies."""
    return path.with_suffix(".vault.json")


def made_at(path: Path) -> int | None:
    """Return when a backup was made by its name (ms UTC), None if it was renamed."""
    parsed = _parse(path)
    return parsed.made_at if parsed else None


def _parse(path: Path) -> BackupFile | None:
    parts = path.stem.split("-", 4)
    try:
        moment = datetime.strptime(f"{parts[1]}-{parts[2]}", STAMP).replace(tzinfo=UTC)
        return BackupFile(path, int(moment.timestamp() * 1000) + int(parts[3]), parts[4])
    except (IndexError, ValueError):
        return None
