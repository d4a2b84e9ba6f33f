"""The inbox beyond the happy way: revoked laptops, refused files, and an applying that is stopped."""

from pathlib import Path

import pytest

from helpers.desks import add_family, make_desk
from helpers.exchange import answer_for, enrol, stick, successor
from pkh_desk.actions.exchange.enrol import reinstate, revoke
from pkh_desk.actions.exchange.inbox import REFUSED, TAKING, apply_inbox, take_in
from pkh_desk.actions.exchange.office_answer import answer
from pkh_desk.actions.exchange.quarantine import hold_again, release
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.people.household import edit_household
from pkh_desk.desk import Desk
from pkh_desk.errors import Cancelled, RecordNotFound
from pkh_desk.store.local import get_setting
from pkh_desk.views.exchange.inbox_list import inbox
from pkh_desk.views.exchange.laptops import laptops
from pkh_desk.views.office.overview import report
from pkh_desk.views.people.family import family


def test_files_of_a_revoked_laptop_wait_in_quarantine(kantor: Desk, desk: Desk, tmp_path: Path) -> None:
    enrol(kantor, desk, tmp_path)
    add_family(desk)
    send(desk, stick(tmp_path, "sebelum"))
    take_in(kantor, tmp_path / "sebelum")
    assert revoke(kantor, desk.identity.code) == "Wulan Apriyanti"
    with pytest.raises(RecordNotFound):
        revoke(kantor, desk.identity.code)
    add_family(desk, "NUR'AENI", nik=None, no_kk=None)
    send(desk, stick(tmp_path, "sesudah"))
    assert [one.state for one in take_in(kantor, tmp_path / "sesudah")] == ["karantina"]
    assert apply_inbox(kantor) == []
    assert answer(kantor, tmp_path) == []
    assert report(kantor).families == 0
    reinstate(kantor, desk.identity.code)
    apply_inbox(kantor)
    assert report(kantor).families == 2


def test_what_a_laptop_sent_before_another_took_its_place_still_counts(
    kantor: Desk, desk: Desk, tmp_path: Path
) -> None:
    home = add_family(desk)
    enrol(kantor, desk, tmp_path)
    edit_household(desk, home, {"address": "KP. TERAKHIR"})
    send(desk, usb := stick(tmp_path, "usb"))
    (arrival,) = take_in(kantor, usb)
    again = make_desk(tmp_path / "laptop-baru", seed=6)
    again.clock.instant = desk.clock.instant
    successor(kantor, again, desk.identity.code, tmp_path, replacing=True)
    with pytest.raises(RecordNotFound):
        reinstate(kantor, desk.identity.code)
    (file,) = inbox(kantor, "karantina").files
    assert (file.key, file.may_go) == (arrival.sha256, True)
    for _ in range(2):
        assert release(kantor, file.key) == file.name
        assert hold_again(kantor, file.key) == file.name
    release(kantor, file.key)
    assert [(one.new, one.waiting) for one in apply_inbox(kantor)] == [(1, 0)]
    with pytest.raises(RecordNotFound):
        release(kantor, file.key)
    receive(again, answer_for(kantor, again, tmp_path))
    assert family(again, home).address == "KP. TERAKHIR"
    assert {row.state for row in laptops(kantor)} == {"aktif", "dicabut"}
    again.close()


def test_refused_files_are_remembered_once_with_the_reason(kantor: Desk, tmp_path: Path) -> None:
    usb = stick(tmp_path, "usb")
    (usb / "rusak.pkhb").write_bytes(b"bukan kiriman")
    (arrival,) = take_in(kantor, usb)
    take_in(kantor, usb)
    with kantor.read() as session:
        assert [row[:2] for row in get_setting(session, REFUSED)] == [["rusak.pkhb", arrival.reason]]


def test_applying_stops_between_two_files(kantor: Desk, desk: Desk, tmp_path: Path) -> None:
    enrol(kantor, desk, tmp_path)
    for name in ("satu", "dua"):
        add_family(desk, name.upper(), nik=None, no_kk=None)
        send(desk, stick(tmp_path, name))
        take_in(kantor, tmp_path / name)

    def stop_after_one(done: int, total: int, phase: str) -> None:
        assert total == 2
        if done:
            raise Cancelled("Dibatalkan.")

    assert len(apply_inbox(kantor, stop_after_one)) == 1
    assert report(kantor).families == 1
    assert len(apply_inbox(kantor)) == 1
    assert report(kantor).families == 2


def test_taking_in_and_answering_stop_between_two_files(kantor: Desk, desk: Desk, tmp_path: Path) -> None:
    enrol(kantor, desk, tmp_path)
    usb = stick(tmp_path, "dua")
    for name in ("SATU", "DUA"):
        add_family(desk, name, nik=None, no_kk=None)
        send(desk, usb)

    def stop(done: int, total: int, phase: str) -> None:
        if done or phase != TAKING:
            raise Cancelled("Dibatalkan.")

    assert len(take_in(kantor, usb, stop)) == 1
    assert apply_inbox(kantor, stop) == []
    assert answer(kantor, usb, progress=stop) == []
    assert [one.state for one in take_in(kantor, usb)] == ["sudah", "baru"]
