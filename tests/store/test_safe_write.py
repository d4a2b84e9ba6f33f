"""Files that stand whole or not at all, also where another program looks at every new file."""

from pathlib import Path

import pytest

from pkh_desk.errors import FolderGone
from pkh_desk.store.upkeep.safe_write import write_whole

MOVE = Path.replace


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let the system refuse to rename as many times as stand in the list, as Windows does while a virus
    scanner has the file open."""
    left = [0]

    def replace(path: Path, target: Path) -> Path:
        if left[0]:
            left[0] -= 1
            raise PermissionError(13, "Access is denied", str(path), 5, str(target))
        return MOVE(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    return left


def test_a_file_that_a_scanner_holds_for_a_moment_is_put_in_its_place(
    tmp_path: Path, refusals: list[int]
) -> None:
    target = tmp_path / "rekap.xlsx"
    target.write_bytes(b"old")
    refusals[0] = 3
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_stays_open_elsewhere_is_named_and_left_as_it_was(
    tmp_path: Path, refusals: list[int]
) -> None:
    target = tmp_path / "rekap.xlsx"
    target.write_bytes(b"old")
    refusals[0] = 1_000
    with pytest.raises(FolderGone, match="masih dibuka program lain"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
