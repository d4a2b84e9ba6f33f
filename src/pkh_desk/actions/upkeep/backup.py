"""Backing up and putting a backup back, with nothing lost on the way."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.people.erase import erase_again
from pkh_desk.desk import Clock, Desk, Random, open_desk, wall_clock
from pkh_desk.errors import DamagedDatabase, DiskFull, JoinRefused, NotEnrolled, WrongPassphrase
from pkh_desk.settings import Places
from pkh_desk.store import search
from pkh_desk.store.engine import connect
from pkh_desk.store.local import get_setting
from pkh_desk.store.upkeep.backup import BackupFile, Backups, Contents, read_contents
from pkh_desk.store.upkeep.position import save_position
from pkh_desk.store.upkeep.vault import load_vault, unlock
from pkh_desk.sync.answering.sweep import sweep
from pkh_desk.sync.bundle.outgoing import LACKS, count_unsent, unsent_files

DAY = 86_400
AHEAD_OF_ITS_ROW = 30 * DAY
"""So long the office keeps a photo without a row, in seconds; later the laptop is asked for it again."""
HALF_HOUR_MS = 30 * 60_000
SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Restored:
    """What was put back and what it replaced: `aside` is the database that was here, `rescued` the sync
    file with its unsent work, if the desk belongs to an office."""

    backup: Contents
    here: Contents | None
    aside: Path
    rescued: Path | None


def back_up(desk: Desk, folder: Path | None = None, label: str = "tangan") -> BackupFile:
    """Make and check a backup in `folder` (default: the desk's own). Raises DiskFull, FolderGone."""
    made = desk.backups.make(label, desk.now(), folder)
    desk.backups.thin(desk.now())
    _sweep_handed_over(desk)
    _sweep_photos(desk)
    desk.tell(frozenset({"backup"}))
    return made


def _sweep_handed_over(desk: Desk) -> None:
    """Let families go that were handed over long ago; by a clock that is not in doubt."""
    if desk.clock_doubt() is not None:
        return
    with desk.keep() as session:
        left = sweep(session.connection(), desk.now())
        search.refresh(session.connection(), left)
    if left:
        desk.tell(frozenset({"household"}))


def _sweep_photos(desk: Desk) -> None:
    """Remove photos a day old that neither a row nor a draft names, a save left them that never ended; but
    none that the office lacks, and at the office none that may have come before its row."""
    with desk.read() as session:
        connection = session.connection()
        known = [row[0] for row in connection.exec_driver_sql("SELECT DISTINCT sha256 FROM file")]
        for (body,) in connection.exec_driver_sql("SELECT body FROM draft"):
            known += SHA256.findall(body)
        known += get_setting(session, LACKS, [])
    wait = AHEAD_OF_ITS_ROW if desk.is_office else DAY
    desk.blobs.sweep(known, desk.now() / 1000 - wait)


def back_up_if_due(desk: Desk) -> BackupFile | None:
    """Make a backup if something was written since the last one and that is half an hour old (at the
    office: a day); return it. Raises DiskFull, FolderGone."""
    with desk.read() as session:
        last = session.connection().exec_driver_sql("SELECT max(seen_at) FROM txn").scalar() or 0
    made = desk.backups.list()
    newest = made[0].made_at if made else 0
    wait = DAY * 1000 if desk.is_office else HALF_HOUR_MS
    if last <= newest or desk.now() - newest < wait:
        return None
    return back_up(desk, label="otomatis")


def back_up_before(desk: Desk, label: str, undone: str) -> None:
    """Make the backup that goes before a large change; `undone` says that the change was not made.

    Raises DiskFull: without room for the backup there is none for the change.
    """
    try:
        back_up(desk, label=label)
    except DiskFull as error:
        raise DiskFull(f"Ruang laptop penuh. {undone} Data Anda tidak berubah.", error.hint) from error


def restore(
    places: Places,
    passphrase: str,
    backup: Path,
    clock: Clock = wall_clock,
    random: Random = os.urandom,
) -> Restored:
    """Put a backup in place of the desk's database; what was here is kept aside, unsent work is exported.

    The desk must be closed. At its next opening it begins a new stream, so that nothing it writes can be
    taken for something it wrote before. Raises WrongPassphrase, NoDesk, BackupBad; nothing changes then.
    """
    key = unlock(load_vault(places.vault), passphrase, clock()).key
    contents = Backups(places, key).check(backup)
    here, rescued = _rescue(places, passphrase, clock, random)
    aside = Backups(places, key).put_back(backup, clock())
    # An office writes little itself: its own chain may stand where it stood while laptops' work is gone.
    save_position(places, "", 0)
    desk = open_desk(places, passphrase, clock, random)
    try:
        erase_again(desk)
        with desk.keep() as session:
            search.rebuild(session.connection(), lambda done, total: None)
    finally:
        desk.close()
    return Restored(contents, here, aside, rescued)


def _rescue(
    places: Places, passphrase: str, clock: Clock, random: Random
) -> tuple[Contents | None, Path | None]:
    """Export what the present database has not sent; a database that does not open is only put aside."""
    if not places.database.exists():
        return None, None
    try:
        desk = open_desk(places, passphrase, clock, random)
    except (DamagedDatabase, WrongPassphrase):
        return None, None
    try:
        return _contents(desk), _send_unsent(desk)
    finally:
        desk.close()


def _contents(desk: Desk) -> Contents:
    connection = connect(desk.places.database, desk.key)
    try:
        return read_contents(connection)
    finally:
        connection.close()


def _send_unsent(desk: Desk) -> Path | None:
    if desk.is_office:
        # It sends to nobody; what it holds is in the database that is put aside.
        return None
    with desk.read() as session:
        if not count_unsent(session.connection()).txns and not unsent_files(session):
            return None
    folder = desk.places.home / "diselamatkan"
    folder.mkdir(exist_ok=True)
    try:
        return send(desk, folder).path
    except (NotEnrolled, JoinRefused):
        return None
