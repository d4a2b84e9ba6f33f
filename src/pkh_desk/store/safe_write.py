"""Writing a file whole or not at all, with the world's faults as sentences.

Every file that the program writes outside the database goes through here: a temporary name in the target
folder, fsync, rename. A reader never sees half a file, and a pulled stick or a full disk is a UserError.
"""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from pkh_desk.errors import DiskFull, FolderGone


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
        raise FolderGone(
            f"Folder tujuan tidak bisa ditulisi atau sudah tercabut. {safe}",
            "Pasang lagi atau pilih folder lain, lalu ulangi.",
        ) from error


def write_whole(target: Path, content: bytes) -> None:
    """Write `content` to `target` atomically and durably. Raises DiskFull, FolderGone."""
    part = target.with_name(f".{target.name}.part")
    with world_faults(target):
        try:
            with part.open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            part.replace(target)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink()
            raise
        sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut, where the system can (Windows does it by itself)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
