"""The folder that the office watches: what is new in it is taken in without a click, and never applied by it.

A look lists the folder and asks size and time of its bundles; it opens and writes nothing. A file is taken in
once, and only when it has been the same for a while: somebody may still be copying it.
"""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pkh_desk.actions.exchange.folder import COPYING, being_copied, may_be_for, name_of
from pkh_desk.actions.exchange.inbox import Arrival, note_refused, take_one
from pkh_desk.desk import Desk
from pkh_desk.errors import BundleDamaged, DeskBusy, DiskFull, FileNotUsable, FolderGone, UserError
from pkh_desk.store.local import LookedAt, get_setting, put_setting

WATCHED = "watched_folder"
Stamp = tuple[int, int]
"""Bytes of a file, and when it was last written (ns)."""
Fresh = Mapping[str, tuple[Stamp, int]]
"""By name the files that were not taken in yet, and since when each is as it is (ms UTC, own clock)."""
SETTLED_MS = 2_000


@dataclass(frozen=True)
class Look:
    """What a look found. `folder` is None where none is watched; `here`: it can be listed now.

    `fresh` is what was not taken in yet, for the next look; `ready` those of it that have settled.
    """

    folder: Path | None = None
    here: bool = True
    ready: tuple[Path, ...] = ()
    fresh: Fresh = field(default_factory=dict)


def watch_folder(desk: Desk, folder: Path | None) -> None:
    """Watch this folder from now on, or none; every file in it counts as new.

    Raises FolderGone, DeskBusy, DiskFull.
    """
    desk.require_office()
    if folder is not None and not folder.is_dir():
        raise FolderGone("Folder itu tidak ada. Tidak ada yang berubah.", "Pilih folder lain.")
    with desk.keep() as session:
        put_setting(session, WATCHED, str(folder) if folder else "")
        session.connection().exec_driver_sql("DELETE FROM looked_at")


def look(desk: Desk, before: Fresh) -> Look:
    """Look into the watched folder; `before`: what was fresh in the look before this one."""
    with desk.read() as session:
        kept = get_setting(session, WATCHED, "")
        if not kept:
            return Look()
        rows = session.connection().exec_driver_sql("SELECT name, size, written_at FROM looked_at").fetchall()
    known = {name: (size, written_at) for name, size, written_at in rows}
    folder, now, fresh = Path(kept), desk.now(), dict[str, tuple[Stamp, int]]()
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries]
    except OSError:
        return Look(folder, here=False)
    for name in may_be_for(desk, names):
        stamp = _stamp(folder / name)
        if stamp is not None and known.get(name_of(folder / name)) != stamp:
            was, since = before.get(name, (None, now))
            fresh[name] = (stamp, since if was == stamp else now)
    ready = (name for name in sorted(fresh) if now - fresh[name][1] >= SETTLED_MS)
    return Look(folder, ready=tuple(folder / name for name in ready), fresh=fresh)


def take_found(desk: Desk, path: Path) -> Arrival | None:
    """Take in a file that a look found ready, and remember that it was looked at.

    What is gone, or cannot be read now (None), or is not whole yet (`disalin`) is left to the next look.
    Raises DeskBusy, DiskFull.
    """
    desk.require_office()
    stamp = _stamp(path)
    if stamp is None:
        return None
    try:
        arrival = take_one(desk, path)
    except (DeskBusy, DiskFull):
        raise
    except (FileNotUsable, FolderGone):
        return None
    except UserError as error:
        if isinstance(error, BundleDamaged) and being_copied(desk, path):
            return Arrival(name_of(path), "disalin", reason=COPYING)
        arrival = Arrival(name_of(path), "ditolak", reason=str(error))
        note_refused(desk, [(arrival.file, arrival.reason)])
    with desk.keep() as session:
        session.merge(LookedAt(name=arrival.file, size=stamp[0], written_at=stamp[1]))
    if arrival.state != "sudah":
        desk.tell(frozenset({"bundle", "desk"}))
    return arrival


def _stamp(path: Path) -> Stamp | None:
    """Return what tells whether a file is still the same; None for what is gone, or is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None
