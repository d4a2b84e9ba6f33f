"""Writing a file the worker asked for: whole or not at all, never over a folder."""

from pathlib import Path

from pkh_desk.errors import FolderGone
from pkh_desk.store.safe_write import write_whole


def save_file(path: Path, content: bytes) -> None:
    """Write `content` to `path`, replacing a file of that name. Raises DiskFull, FolderGone."""
    if path.is_dir():
        raise FolderGone("Tujuan itu sebuah folder. Berkas belum tertulis.", "Tulis juga nama berkasnya.")
    write_whole(path, content)
