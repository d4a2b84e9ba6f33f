"""STICKS: the USB sticks that are in the computer now, and the folders where files from others lie."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QStorageInfo

# Where systems put what is plugged in; Windows gives it a letter, and sticks are not NTFS.
PLUGGED = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
STICK_FORMATS = ("FAT", "FAT32", "EXFAT", "VFAT")


@dataclass(frozen=True)
class Stick:
    """A stick: where it is, its name as people see it, free bytes."""

    folder: Path
    name: str
    free: int


def find_sticks() -> list[Stick]:
    """Return the sticks that can be written now. May take a moment: call it on the reading lane."""
    found = []
    system = QStorageInfo.root().rootPath()
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if not (volume.isValid() and volume.isReady()) or volume.isReadOnly() or root == system:
            continue
        if is_stick(root, bytes(volume.fileSystemType().data()).decode("ascii", "replace")):
            name = volume.name() or Path(root).name or "USB"
            drive = f" ({root.rstrip('/')})" if root[1:2] == ":" else ""
            found.append(Stick(Path(root), f"{name}{drive}", volume.bytesAvailable()))
    return found


def is_stick(root: str, file_system: str) -> bool:
    """Tell from where a volume stands, and on Windows from its format, whether it is a stick."""
    if root[1:2] == ":":
        return file_system.upper() in STICK_FORMATS
    return root.startswith(PLUGGED)


def downloads() -> Path:
    """Return the folder of downloaded files."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))


def documents() -> str:
    """Return the folder where a person looks for what they saved."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def outbox() -> Path:
    """Return the folder for files that go by WhatsApp."""
    return Path(documents()) / "Kiriman PKH Desk"
