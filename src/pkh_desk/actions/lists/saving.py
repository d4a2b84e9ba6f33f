"""Writing a file the worker asked for: whole or not at all, never over a folder."""

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from pkh_desk.errors import FolderGone
from pkh_desk.papers.tables import CSV, XLSX, Column, Value, write_table
from pkh_desk.store.upkeep.safe_write import whole, world_faults, write_whole

ROOM = 1_000_000
"""More than any page that is made before it is saved, in bytes."""


def save_file(path: Path, content: bytes) -> None:
    """Write `content` to `path`, replacing a file of that name. Raises DiskFull, FolderGone."""
    _refuse_folder(path)
    write_whole(path, content)


def save_table(path: Path, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> int:
    """Write a table to `path` (.csv, else XLSX) as its rows come; return their number.

    Raises DiskFull, FolderGone, and what the rows raise; a file of that name stays as it was then.
    """
    _refuse_folder(path)
    form = CSV if path.suffix.casefold() == f".{CSV}" else XLSX
    with world_faults(path, "Data Anda tidak berubah."), whole(path) as out:
        return write_table(out, form, title, columns, rows)


def try_target(path: Path) -> None:
    """Raise what `save_file` would, before anything is recorded that could not be saved afterwards.

    A file that stands there already is left alone.
    """
    _refuse_folder(path)
    probe = path.with_name(f".{path.name}.coba")
    try:
        write_whole(probe, bytes(ROOM))
    finally:
        with contextlib.suppress(OSError):
            probe.unlink(missing_ok=True)


def _refuse_folder(path: Path) -> None:
    """Raise FolderGone if `path` is a folder."""
    if path.is_dir():
        raise FolderGone("Tujuan itu sebuah folder. Berkas belum tertulis.", "Tulis juga nama berkasnya.")
