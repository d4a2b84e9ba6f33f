"""Backing up, and what is swept with it; putting a backup back is `restore.py`."""

import re
from pathlib import Path

from pkh_desk.desk import Desk
from pkh_desk.errors import DiskFull
from pkh_desk.store import search
from pkh_desk.store.local import get_setting
from pkh_desk.store.upkeep.backup import BackupFile, Phases, untold
from pkh_desk.sync.answering.sweep import sweep
from pkh_desk.sync.bundle.outgoing import LACKS

DAY = 86_400
AHEAD_OF_ITS_ROW = 30 * DAY
"""So long the office keeps a photo without a row, in seconds; later the laptop is asked for it again."""
HALF_HOUR_MS = 30 * 60_000
SHA256 = re.compile("[0-9a-f]{64}")


def back_up(
    desk: Desk, folder: Path | None = None, label: str = "tangan", progress: Phases = untold
) -> BackupFile:
    """Make and check a backup in `folder` (default: the desk's own); an office's takes a minute.

    Raises DiskFull, FolderGone; `progress` may raise Cancelled, and nothing is left of it then.
    """
    made = desk.backups.make(label, desk.now(), folder, progress)
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


def back_up_before(desk: Desk, label: str, undone: str, progress: Phases = untold) -> None:
    """Make the backup that goes before a large change; `undone` says that the change was not made.

    Raises DiskFull: without room for the backup there is none for the change; what `progress` raises.
    """
    try:
        back_up(desk, label=label, progress=progress)
    except DiskFull as error:
        words = f"Ruang komputer penuh. {undone} Data Anda tidak berubah."
        raise DiskFull(words, "Kosongkan ruang, lalu ulangi.") from error
