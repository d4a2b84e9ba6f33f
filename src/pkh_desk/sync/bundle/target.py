"""Writing a new file into a folder that may fill up or vanish: USB sticks, shared folders, full disks."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pkh_desk.domain.text import dots
from pkh_desk.errors import DiskFull, FolderGone
from pkh_desk.store.upkeep.safe_write import whole

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def new_file(path: Path, needed: int, unsent: int | None) -> Iterator[BinaryIO]:
    """Give a file to write that stands at `path` when the block ends well, and nowhere otherwise.

    It is written under a temporary name in the same folder, forced to the medium and renamed. `needed` is
    the room it takes at most, in bytes, asked for beforehand; `unsent` the number of catatan to put at ease
    about. Raises DiskFull, FolderGone; other exceptions of the block come out as they are.
    """
    with target_faults(path.parent, needed, unsent):
        _require_room(path.parent, needed)
        with whole(path) as file:
            yield file


@contextmanager
def target_faults(folder: Path, needed: int, unsent: int | None) -> Iterator[None]:
    """Turn what the system says about `folder` into DiskFull or FolderGone (microcopy 14, 15)."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise _full(folder, needed) from error
        safe = f"{dots(unsent)} catatan" if unsent else "Semua catatan"
        safe = f"{safe} masih lengkap dan tetap ditandai belum terkirim."
        if error.errno in NOT_ALLOWED:
            raise FolderGone(
                f"Folder tujuan tidak boleh ditulisi. {safe}", "Pilih USB atau folder lain, lalu Ulangi."
            ) from error
        raise FolderGone(
            f"USB tercabut atau folder hilang sebelum selesai. {safe}", "Pasang USB lagi, lalu Ulangi."
        ) from error


def forget_cached(path: Path) -> None:
    """Ask the system to read `path` from the medium next time, not from its memory (where it can)."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _require_room(folder: Path, needed: int) -> None:
    if shutil.disk_usage(folder).free < needed:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _full(folder: Path, needed: int) -> DiskFull:
    missing = 0
    with suppress(OSError):
        missing = needed - shutil.disk_usage(folder).free
    more = f", perlu {_amount(missing)} lagi" if missing > 0 else ""
    return DiskFull(
        f"USB atau folder penuh{more}. Kiriman belum dibuat.",
        "Kosongkan ruang, atau pilih USB atau folder lain.",
    )


def _amount(size: int) -> str:
    kilobytes = -(-size // 1000)
    if kilobytes < 1000:
        return f"{kilobytes} KB"
    return f"{-(-kilobytes // 100) / 10:.1f} MB".replace(".", ",")
