"""The watched folder: what is new is taken in once, what is not whole is left, nothing else is touched."""

import os
import time
from pathlib import Path

import pytest

from helpers.desks import add_family
from helpers.exchange import answer_for, enrol, stick
from pkh_desk.actions.exchange.inbox import REFUSED, Arrival, take_in
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.exchange.watch import SETTLED_MS, look, take_found, watch_folder
from pkh_desk.desk import Desk, begin_stream
from pkh_desk.errors import FolderGone
from pkh_desk.store.engine import connect
from pkh_desk.store.local import get_setting
from pkh_desk.views.office.overview import report

LATER = 10 * 60


@pytest.fixture
def shared(kantor: Desk, desk: Desk, tmp_path: Path) -> Path:
    """A folder that the office watches; the laptop is enrolled."""
    enrol(kantor, desk, tmp_path)
    folder = stick(tmp_path, "bersama")
    watch_folder(kantor, folder)
    return folder


def send_one(desk: Desk, folder: Path, name: str = "NUR'AENI") -> Path:
    add_family(desk, name, nik=None, no_kk=None)
    return send(desk, folder).path


def settled(kantor: Desk) -> tuple[Path, ...]:
    """Look twice, as the window does, and return what is ready by then."""
    first = look(kantor, {})
    assert first.ready == ()
    wait(kantor)
    return look(kantor, first.fresh).ready


def wait(kantor: Desk) -> None:
    kantor.clock.instant += SETTLED_MS  # type: ignore[attr-defined]


def rounds(kantor: Desk) -> list[Arrival | None]:
    """Take in what is ready after two looks."""
    return [take_found(kantor, path) for path in settled(kantor)]


def states(arrivals: list[Arrival | None]) -> list[str]:
    return [arrival.state if arrival else "" for arrival in arrivals]


def content(desk: Desk) -> list[tuple[object, ...]]:
    """Return every row of the tables that taking in writes to."""
    raw = connect(desk.places.database, desk.key)
    rows: list[tuple[object, ...]] = []
    for table in ("setting", "bundle", "looked_at", "desk", "txn"):
        rows += raw.execute(f"SELECT * FROM {table}").fetchall()
    raw.close()
    return rows


def test_what_is_new_is_stored_once_and_not_applied(kantor: Desk, desk: Desk, shared: Path) -> None:
    sent = send_one(desk, shared)
    (arrival,) = rounds(kantor)
    assert arrival is not None
    assert (arrival.state, arrival.file, arrival.records) == ("baru", sent.name, 1)
    assert report(kantor).families == 0
    assert rounds(kantor) == []
    copy = shared / "PKH (1).pkhb"
    copy.write_bytes(sent.read_bytes())
    assert states(rounds(kantor)) == ["sudah"]
    assert rounds(kantor) == []


def test_a_look_with_nothing_new_writes_nothing(kantor: Desk, desk: Desk, shared: Path) -> None:
    send_one(desk, shared)
    (shared / "rusak.pkhb").write_bytes(b"bukan kiriman")
    os.utime(shared / "rusak.pkhb", (0, 0))
    assert states(rounds(kantor)) == ["baru", "ditolak"]
    told: list[frozenset[str]] = []
    kantor.changed.append(told.append)
    before = content(kantor)
    assert rounds(kantor) == []
    assert content(kantor) == before
    assert told == []


def test_half_a_file_is_left_until_it_is_whole(
    kantor: Desk, desk: Desk, shared: Path, tmp_path: Path
) -> None:
    whole = send_one(desk, stick(tmp_path, "usb")).read_bytes()
    growing = shared / "PKH_X_2.pkhb"
    now = kantor.now() // 1000
    growing.write_bytes(whole[:2000])
    first = look(kantor, {})
    growing.write_bytes(whole[:3000])
    wait(kantor)
    second = look(kantor, first.fresh)
    third = look(kantor, second.fresh)
    assert (first.ready, second.ready, third.ready) == ((), (), ())
    os.utime(growing, (now, now))
    (stalled,) = settled(kantor)
    assert states([take_found(kantor, stalled)]) == ["disalin"]
    growing.write_bytes(whole)
    os.utime(growing, (now, now))
    assert states(rounds(kantor)) == ["baru"]
    with kantor.read() as session:
        assert get_setting(session, REFUSED, []) == []


def test_half_a_file_that_nobody_copies_any_more_is_refused_once(
    kantor: Desk, desk: Desk, shared: Path, tmp_path: Path
) -> None:
    whole = send_one(desk, stick(tmp_path, "usb")).read_bytes()
    torn = shared / "PKH_X_2.pkhb"
    torn.write_bytes(whole[:2000])
    stale = kantor.now() // 1000 - LATER
    os.utime(torn, (stale, stale))
    assert states(rounds(kantor)) == ["ditolak"]
    assert rounds(kantor) == []
    torn.write_bytes(whole)
    assert states(rounds(kantor)) == ["baru"]


def test_a_folder_that_is_gone_is_no_fault_and_one_that_is_back_is_read_on(
    kantor: Desk, desk: Desk, shared: Path, tmp_path: Path
) -> None:
    send_one(desk, shared)
    assert states(rounds(kantor)) == ["baru"]
    shared.rename(tmp_path / "dicabut")
    gone = look(kantor, {})
    assert (gone.folder, gone.here, gone.ready) == (shared, False, ())
    (tmp_path / "dicabut").rename(shared)
    send_one(desk, shared, "JUBAEDAH")
    assert states(rounds(kantor)) == ["baru"]


def test_what_goes_away_between_look_and_reading_is_not_refused(
    kantor: Desk, desk: Desk, shared: Path
) -> None:
    sent = send_one(desk, shared)
    (ready,) = settled(kantor)
    before = content(kantor)
    sent.unlink()
    assert take_found(kantor, ready) is None
    assert content(kantor) == before


def test_thousands_of_photos_are_passed_without_being_opened(kantor: Desk, desk: Desk, shared: Path) -> None:
    send_one(desk, shared)
    for number in range(5_000):
        (shared / f"IMG-{number}.jpg").touch(0o000)
    (shared / "Laporan.pkhb.pdf").touch(0o000)
    (shared / "folder.pkhb").mkdir()
    (shared / "._PKH_X_2.pkhb").touch(0o000)
    assert states(rounds(kantor)) == ["baru"]
    began = time.process_time()
    assert look(kantor, {}).fresh == {}
    assert time.process_time() - began < 0.1


def test_the_offices_own_answers_in_the_folder_are_no_files_to_take_in(
    kantor: Desk, desk: Desk, shared: Path, tmp_path: Path
) -> None:
    answer = answer_for(kantor, desk, tmp_path)
    (shared / answer.name).write_bytes(answer.read_bytes())
    assert rounds(kantor) == take_in(kantor, shared) == []
    begin_stream(kantor)
    assert kantor.identity.code not in answer.name
    assert rounds(kantor) == take_in(kantor, shared) == []
    assert states([*take_in(kantor, shared / answer.name)]) == ["ditolak"]


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_no_text_is_read_and_shown_without_it(kantor: Desk, desk: Desk, shared: Path) -> None:
    sent = send_one(desk, shared)
    os.rename(sent, os.fsencode(shared) + b"/PKH_\xff_2.pkhb")
    (arrival,) = rounds(kantor)
    assert arrival is not None
    assert arrival.state == "baru"
    arrival.file.encode()
    assert rounds(kantor) == []


def test_another_folder_counts_as_new_and_one_that_is_not_there_is_refused(
    kantor: Desk, desk: Desk, shared: Path, tmp_path: Path
) -> None:
    send_one(desk, shared)
    assert states(rounds(kantor)) == ["baru"]
    with pytest.raises(FolderGone):
        watch_folder(kantor, tmp_path / "tidak ada")
    watch_folder(kantor, shared)
    assert states(rounds(kantor)) == ["sudah"]
    watch_folder(kantor, None)
    assert look(kantor, {}).folder is None
