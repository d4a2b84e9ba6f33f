"""Taking files in from a folder, as a scheduler does: twice at once, half a copy, a folder that vanishes."""

import json
import os
import shutil
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from sqlmodel import select

from helpers.desks import PASSPHRASE, add_family
from helpers.doomed import children
from helpers.exchange import enrol, stick
from pkh_desk.actions.exchange.enrol import revoke
from pkh_desk.actions.exchange.inbox import REFUSED, Applied, Arrival, apply_inbox, take_in
from pkh_desk.actions.exchange.send import send
from pkh_desk.cli.main import main
from pkh_desk.desk import Desk
from pkh_desk.errors import FolderGone, SomeFilesRefused
from pkh_desk.store.exchange import Bundle
from pkh_desk.store.local import get_setting
from pkh_desk.store.upkeep.safe_write import copy_whole


def sent(desk: Desk, folder: Path, *names: str) -> Path:
    """Return a folder with one file a name, each with a family more than the one before."""
    usb = stick(folder, "kiriman")
    for name in names:
        add_family(desk, name, nik=None, no_kk=None)
        send(desk, usb)
    return usb


def states(arrivals: list[Arrival]) -> list[str]:
    return [arrival.state for arrival in arrivals]


def refused(kantor: Desk) -> list[str]:
    with kantor.read() as session:
        return [row[0] for row in get_setting(session, REFUSED, [])]


def test_the_same_folder_again_changes_nothing_before_and_after_applying(
    kantor: Desk, desk: Desk, tmp_path: Path
) -> None:
    enrol(kantor, desk, tmp_path)
    usb = sent(desk, tmp_path, "SARMUNAH", "NUR'AENI")
    assert states(take_in(kantor, usb)) == ["baru", "baru"]
    assert states(take_in(kantor, usb)) == ["sudah", "sudah"]
    assert sum(one.new for one in apply_inbox(kantor)) == 2
    assert states(take_in(kantor, usb)) == ["sudah", "sudah"]
    assert apply_inbox(kantor) == []
    assert list(kantor.places.inbox.iterdir()) == []


def test_a_file_is_known_whatever_chats_and_copying_made_of_its_name(
    kantor: Desk, desk: Desk, tmp_path: Path
) -> None:
    enrol(kantor, desk, tmp_path)
    usb = sent(desk, tmp_path, "SARMUNAH")
    (file,) = usb.iterdir()
    own = f"pkh_{kantor.identity.code.lower()}_4.pkhb"
    names = (
        *(f"{file.stem} (1).pkhb", f"{file.name}.zip", f"{file.name} (2)", f"{file.stem}.PKHB"),
        *("DOC-20261126-WA0003", "doc-20261126-wa0004.", "DOC-20261126-WA0005.bin"),
    )
    for name in (*names, f"{file.name}.crdownload", f"._{file.name}", "DOC-20261126-WA0006.pdf", own):
        shutil.copy(file, usb / name)
    arrivals = take_in(kantor, usb)
    assert {arrival.file for arrival in arrivals} == {file.name, *names}
    assert sorted(states(arrivals)) == ["baru", *["sudah"] * len(names)]


def states_kept(kantor: Desk) -> list[str]:
    with kantor.read() as session:
        return list(session.exec(select(Bundle.state).where(Bundle.sequence > 1)))


def test_what_another_window_applied_meanwhile_is_neither_applied_again_nor_refused(
    kantor: Desk, desk: Desk, tmp_path: Path
) -> None:
    enrol(kantor, desk, tmp_path)
    take_in(kantor, sent(desk, tmp_path, "SARMUNAH", "NUR'AENI"))
    others: list[Applied] = []

    def another_window(done: int, total: int, phase: str) -> None:
        others.extend(apply_inbox(kantor))

    assert apply_inbox(kantor, another_window) == []
    assert [one.new for one in others] == [1, 1]
    assert (states_kept(kantor), refused(kantor)) == (["diterapkan"] * 2, [])


def test_a_laptop_that_is_revoked_while_files_are_applied_keeps_its_quarantine(
    kantor: Desk, desk: Desk, tmp_path: Path
) -> None:
    enrol(kantor, desk, tmp_path)
    take_in(kantor, sent(desk, tmp_path, "SARMUNAH"))

    def another_window(done: int, total: int, phase: str) -> None:
        revoke(kantor, desk.identity.code)

    assert apply_inbox(kantor, another_window) == []
    assert (states_kept(kantor), refused(kantor)) == (["karantina"], [])


def test_half_a_copy_waits_for_its_rest_and_is_no_refusal(kantor: Desk, desk: Desk, tmp_path: Path) -> None:
    enrol(kantor, desk, tmp_path)
    usb = sent(desk, tmp_path, "SARMUNAH")
    (path,) = usb.iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    now = kantor.now() / 1000
    os.utime(path, (now, now - 5))
    assert states(take_in(kantor, usb)) == ["disalin"]
    assert refused(kantor) == []
    os.utime(path, (now, now - 3600))
    assert states(take_in(kantor, usb)) == ["ditolak"]
    assert refused(kantor) == [path.name]
    path.write_bytes(whole)
    assert states(take_in(kantor, usb)) == ["baru"]


def test_a_folder_that_vanishes_on_the_way_is_said_once(
    kantor: Desk, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(kantor, desk, tmp_path)
    usb = sent(desk, tmp_path, "SARMUNAH", "NUR'AENI", "ROHMAH")

    def pull_out(source: Path, target: Path) -> None:
        copy_whole(source, target)
        shutil.rmtree(usb)

    monkeypatch.setattr("pkh_desk.actions.exchange.inbox.copy_whole", pull_out)
    with pytest.raises(FolderGone, match="1 kiriman sudah diperiksa"):
        take_in(kantor, usb)
    assert refused(kantor) == []
    assert [one.new for one in apply_inbox(kantor)] == [1]
    with pytest.raises(FolderGone):
        take_in(kantor, usb)


def test_a_file_that_somebody_takes_away_is_none(
    kantor: Desk, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(kantor, desk, tmp_path)
    usb = sent(desk, tmp_path, "SARMUNAH", "NUR'AENI")
    last = max(usb.iterdir())

    def move_the_last(source: Path, target: Path) -> None:
        copy_whole(source, target)
        last.unlink()

    monkeypatch.setattr("pkh_desk.actions.exchange.inbox.copy_whole", move_the_last)
    assert states(take_in(kantor, usb)) == ["baru"]
    assert refused(kantor) == []


def schedule(home: Path, usb: Path, pipe: Connection) -> None:
    """Be the scheduler's process: take the folder in when told."""
    os.environ["PKH_DESK_PASSPHRASE"] = PASSPHRASE
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")
    pipe.send("ready")
    pipe.recv()
    pipe.send(main(["office", "ingest", str(usb), "--home", str(home), "--json"]))


def test_two_schedulers_at_once_store_each_file_once(kantor: Desk, desk: Desk, tmp_path: Path) -> None:
    enrol(kantor, desk, tmp_path)
    usb = sent(desk, tmp_path, *(f"KELUARGA {at}" for at in range(6)))
    context, pipes = children(), []
    for _ in range(2):
        ours, theirs = context.Pipe()
        context.Process(target=schedule, args=(kantor.places.home, usb, theirs), daemon=True).start()
        pipes.append(ours)
    for pipe in pipes:
        assert pipe.poll(60)
        pipe.recv()
    for pipe in pipes:
        pipe.send("go")
    assert [pipe.recv() for pipe in pipes if pipe.poll(120)] == [0, 0]
    assert refused(kantor) == []
    assert sum(one.new for one in apply_inbox(kantor)) == 6
    assert list(kantor.places.inbox.iterdir()) == []


def test_json_has_one_line_a_file(
    kantor: Desk,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    enrol(kantor, desk, tmp_path)
    usb = sent(desk, tmp_path, "SARMUNAH")
    (usb / "rusak.pkhb").write_bytes(b"bukan kiriman")
    os.utime(usb / "rusak.pkhb", (0, 0))
    monkeypatch.setenv("PKH_DESK_PASSPHRASE", PASSPHRASE)
    words = ["office", "ingest", str(usb), "--home", str(kantor.places.home), "--json"]
    assert main(words) == SomeFilesRefused.exit_code
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line.lstrip("[,"))["state"] for line in lines[:-1]] == ["baru", "ditolak"]
    assert [each["state"] for each in json.loads("".join(lines))] == ["baru", "ditolak"]
    (usb / "rusak.pkhb").unlink()
    assert main(words) == 0
    empty = stick(tmp_path, "kosong")
    assert main([*words[:2], str(empty), *words[3:]]) == 0
    assert json.loads(capsys.readouterr().out.split("]")[1] + "]") == []
