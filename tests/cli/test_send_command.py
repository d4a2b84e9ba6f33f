"""Sending by command: in files of a chosen size, and what a lost sending held."""

import json
import os
from pathlib import Path

import pytest

from helpers.desks import PASSPHRASE, add_family
from helpers.exchange import enrol, give_keys
from pkh_desk import errors
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.office_answer import answer
from pkh_desk.actions.people.photo import Owner, keep_photo
from pkh_desk.cli.main import main
from pkh_desk.desk import Desk, wall_clock

HALF = 6_000_000


def test_sending_in_files_and_what_was_lost_again(
    office: Desk,
    desk: Desk,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PKH_DESK_PASSPHRASE", PASSPHRASE)
    give_keys(office)
    for each in (office, desk):
        each.clock.instant = wall_clock()  # type: ignore[attr-defined]
    home = add_family(desk)
    enrol(office, desk, tmp_path)
    photos = [keep_photo(desk, os.urandom(HALF), Owner("household", home, home)) for _ in range(2)]
    with desk.write() as session:
        session.add_all(photos)
    words = ["--home", str(desk.places.home)]
    desk.close()
    usb = tmp_path / "usb"
    usb.mkdir()

    assert main(["send", str(usb), "--split", "4MB", *words]) == errors.InvalidInput.exit_code
    assert list(usb.iterdir()) == []
    assert main(["send", str(usb), "--again", "9", *words]) == errors.RecordNotFound.exit_code
    capsys.readouterr()
    assert main(["send", str(usb), "--split", "10 mb", *words]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("Kiriman #2 siap: ")
    assert said[0].endswith("_2_1dari3.pkhb (1 catatan, 2 foto).")
    assert [line[:16] for line in said[1:]] == ["Bagian 2 dari 3:", "Bagian 3 dari 3:"]
    for lost in usb.iterdir():
        lost.unlink()

    assert main(["send", str(usb), "--again", "2", "--split", "wa", "--json", *words]) == 0
    sent = json.loads(capsys.readouterr().out)
    assert (sent["sequence"], len(sent["files"]), sent["photos"]) == (3, 1, 2)
    assert sent["needed"] == {"sequence": 2, "answered": 0, "unsent": 1, "photos": 2, "others": 0}
    take_in(office, usb)
    apply_inbox(office)
    (made,) = answer(office, tmp_path)
    assert main(["receive", str(made.path), *words]) == 0
    capsys.readouterr()
    assert main(["send", str(usb), "--again", "2", *words]) == 0
    assert capsys.readouterr().out == (
        "Semua isi kiriman #2 sudah dijawab kantor. Tidak ada yang perlu dikirim lagi.\n"
    )
    assert len(list(usb.iterdir())) == 1
