"""The live database never lies on a network drive."""

from pathlib import Path

import pytest

from pkh_desk.store.upkeep.drives import NETWORK_KINDS, kind_of

MOUNTS = [
    "/dev/sda1 / ext4 rw 0 0",
    "proc /proc proc rw 0 0",
    "//server/bersama /mnt/kantor cifs rw 0 0",
    "server:/home /mnt/kantor/rumah\\040kita nfs4 rw 0 0",
    "cut",
]


@pytest.mark.parametrize(
    ("home", "kind"),
    [
        ("/home/wulan/desk", "ext4"),
        ("/mnt/kantor/desk", "cifs"),
        ("/mnt/kantor", "cifs"),
        ("/mnt/kantorlain/desk", "ext4"),
        ("/mnt/kantor/rumah kita/desk", "nfs4"),
    ],
)
def test_the_innermost_mount_decides(home: str, kind: str) -> None:
    assert kind_of(Path(home), MOUNTS) == kind
    assert (kind in NETWORK_KINDS) == (kind != "ext4")
