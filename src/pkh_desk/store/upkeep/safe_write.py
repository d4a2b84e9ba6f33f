"""Writing a file whole or not at all, with the world's faults as sentences.

Every file that the program writes outside the database goes through here: a temporary name in the target
folder, fsync, rename. A reader never sees half a file, and a pulled stick or a full disk is a UserError.
"""

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pkh_desk.errors import DiskFull, FolderGone

HELD = (0.02, 0.05, 0.1, 0.2, 0.4)
"""How long a file that another program holds is waited for, in seconds, before each new try."""


@contextlib.contextmanager
def world_faults(target: Path, safe: str = "Tidak ada yang berubah.") -> Iterator[None]:
    """Turn the operating system's refusals while writing `target` into UserErrors.

    `safe` is the middle sentence: what is still safe. Raises DiskFull or FolderGone.
    """
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull(
                f"Ruang penuh, berkas belum tertulis. {safe}", "Kosongkan ruang atau pilih tempat lain."
            ) from error
        if isinstance(error, PermissionError) and target.is_file():
            raise FolderGone(
                f"Berkas lama bernama sama masih dibuka program lain, misalnya Excel, atau terkunci. {safe}",
                "Tutup berkas itu atau pakai nama lain, lalu ulangi.",
            ) from error
        raise FolderGone(
            f"Folder tujuan tidak bisa ditulisi atau sudah tercabut. {safe}",
            "Pasang lagi atau pilih folder lain, lalu ulangi.",
        ) from error


def write_whole(target: Path, content: bytes) -> None:
    """Write `content` to `target` atomically and durably. Raises DiskFull, FolderGone."""
    with world_faults(target), whole(target) as out:
        out.write(content)


def copy_whole(source: Path, target: Path) -> None:
    """Copy `source` to `target` atomically and durably. Raises OSError, for the caller's own words."""
    with source.open("rb") as content, whole(target) as out:
        shutil.copyfileobj(content, out, 1 << 20)


@contextlib.contextmanager
def whole(target: Path) -> Iterator[BinaryIO]:
    """Give a file that stands at `target` when the block ends well; otherwise nothing is left of it."""
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        put_in_place(part, target)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def put_in_place(part: Path, target: Path) -> None:
    """Rename `part` to `target` durably. Raises OSError.

    On Windows a virus scanner or indexer opens each new file for a moment, and it cannot be renamed
    meanwhile: such a refusal is waited out before it counts.
    """
    for wait in HELD:
        with contextlib.suppress(PermissionError):
            part.replace(target)
            break
        time.sleep(wait)
    else:
        part.replace(target)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut, where the system can (Windows does it by itself)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
