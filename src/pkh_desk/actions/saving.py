"""Writing a file the worker asked for: whole or not at all, never over a folder."""

import contextlib
from pathlib import Path

from pkh_desk.errors import FolderGone
from pkh_desk.store.safe_write import write_whole

ROOM = 1_000_000
"""More than any page that is made before it is saved, in bytes."""


def save_file(path: Path, content: bytes) -> None:
    """Write `content` to `path`, replacing a file of that name. Raises DiskFull, FolderGone."""
    refuse_folder(path)
    write_whole(path, content)


def try_target(path: Path) -> None:
    """Raise what `save_file` would, before anything is recorded that could not be saved afterwards.

    A file that stands there already is left alone.
    """
    refuse_folder(path)
    probe = path.with_name(f".{path.name}.coba")
    try:
        write_whole(probe, bytes(ROOM))
    finally:
        with contextlib.suppress(OSError):
            probe.unlink(missing_ok=True)


def refuse_folder(path: Path) -> None:
    """Raise FolderGone if `path` is a folder."""
    if path.is_dir():
        raise FolderGone("Tujuan itu sebuah folder. Berkas belum tertulis.", "Tulis juga nama berkasnya.")
