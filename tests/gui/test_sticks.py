"""Which drives are sticks, by where they are and how they are formatted."""

import pytest

from pkh_desk.gui.sticks import is_stick


@pytest.mark.parametrize(
    ("root", "kind", "stick"),
    [
        ("/media/wulan/KINGSTON", "ext4", True),
        ("E:/", "FAT32", True),
        ("D:/", "NTFS", False),
        ("/home", "ext4", False),
    ],
)
def test_what_is_a_stick(root: str, kind: str, stick: bool) -> None:
    assert is_stick(root, kind) is stick
