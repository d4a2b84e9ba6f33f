"""Where the live database may lie: on a drive of this computer, never on the network.

SQLite's locks cannot be trusted on a network drive: two computers would both believe that they write alone.
Source: trust, Durability.
"""

import sys
from pathlib import Path

from pkh_desk.errors import NetworkDrive

NETWORK_KINDS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "fuse.rclone", "davfs", "afs"}
)
MOUNTS = Path("/proc/self/mounts")
DRIVE_REMOTE = 4


def require_local(home: Path) -> None:
    """Raise NetworkDrive if the home of a desk lies on a network drive."""
    if _is_remote(home):
        raise NetworkDrive(
            "Folder data ada di jaringan. Di sana data bisa rusak, jadi PKH Desk tidak membukanya.",
            "Pilih folder di komputer ini; untuk cadangan, jaringan boleh dipakai.",
        )


def _is_remote(home: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        root = home.anchor
        return root.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(root) == DRIVE_REMOTE
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return kind_of(home, lines) in NETWORK_KINDS


def kind_of(home: Path, mounts: list[str]) -> str:
    """Return the kind of file system a path lies on, by the lines of /proc/self/mounts; "" if none fits."""
    best, kind = "", ""
    for line in mounts:
        words = line.split(" ")
        point = words[1].encode().decode("unicode_escape") if len(words) > 2 else ""
        inside = home == Path(point) or Path(point) in home.parents
        if point and inside and len(point) >= len(best):
            best, kind = point, words[2]
    return kind
