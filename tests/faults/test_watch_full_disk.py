"""A disk that is full while the office watches a folder: nothing is refused, and it goes on by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.desks import add_family, make_desk
from helpers.disks import filled, small_disk
from helpers.exchange import enrol, give_keys, stick
from pkh_desk.actions.exchange.inbox import REFUSED
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.exchange.watch import SETTLED_MS, look, take_found, watch_folder
from pkh_desk.desk import Desk
from pkh_desk.errors import DiskFull
from pkh_desk.store.local import get_setting


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Desk]:
    """An office on a small disk."""
    with small_disk(tmp_path / "disk", 16) as made:
        if made is None:
            pytest.skip("mounting a small disk needs root")
        desk = make_desk(made / "kantor", role="kantor", name="Dinsos", seed=5)
        give_keys(desk)
        yield desk
        desk.close()


def test_a_file_that_finds_no_room_is_taken_in_once_there_is_some(
    small: Desk, desk: Desk, tmp_path: Path
) -> None:
    enrol(small, desk, tmp_path)
    folder = stick(tmp_path, "bersama")
    watch_folder(small, folder)
    add_family(desk)
    send(desk, folder)

    def ready() -> Path:
        first = look(small, {})
        small.clock.instant += SETTLED_MS  # type: ignore[attr-defined]
        (path,) = look(small, first.fresh).ready
        return path

    with filled(small.places.home.parent), pytest.raises(DiskFull):
        take_found(small, ready())
    with small.read() as session:
        assert get_setting(session, REFUSED, []) == []
    arrival = take_found(small, ready())
    assert arrival is not None
    assert arrival.state == "baru"
    assert look(small, {}).fresh == {}
