"""The inbox beyond the happy way: revoked laptops, refused files, and an applying that is stopped."""

from pathlib import Path

import pytest

from helpers.desks import add_family
from helpers.exchange import enrol, give_keys, stick
from pkh_desk.actions.exchange.enrol import reinstate, revoke
from pkh_desk.actions.exchange.inbox import REFUSED, TAKING, apply_inbox, take_in
from pkh_desk.actions.exchange.office_answer import answer
from pkh_desk.actions.exchange.send import send
from pkh_desk.desk import Desk
from pkh_desk.errors import Cancelled, RecordNotFound
from pkh_desk.store.local import get_setting
from pkh_desk.views.office.overview import report


@pytest.fixture
def kantor(office: Desk) -> Desk:
    give_keys(office)
    return office


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
