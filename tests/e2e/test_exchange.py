"""Laptop and office exchange real sealed files: join, approve, send, apply, decide, answer."""

from pathlib import Path

import pytest

from helpers.desks import add_family, make_desk
from pkh_desk.actions.exchange.enrol import approve, invite, join
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.keys import own_words
from pkh_desk.actions.exchange.office_answer import answer
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.graduation.letter_check import check_letter
from pkh_desk.actions.office.decide import decide, send_back
from pkh_desk.desk import Desk
from pkh_desk.errors import BundleNotForMe, RecordNotFound, WrongRole, WrongWords
from pkh_desk.papers.drawing.qr import read_page_qr
from pkh_desk.store.log.txnlog import Txn
from pkh_desk.store.people.household import Household
from pkh_desk.sync.enrolment.invitation import Cost
from pkh_desk.views.office.overview import conflicts, desks, report

CHEAP = Cost(memory=64, passes=1, lanes=1)


def enrol(kantor: Desk, laptop: Desk, tmp_path: Path, name: str = "Wulan Apriyanti") -> None:
    path = tmp_path / f"{name}.undangan"
    invited = invite(kantor, name, ["Sukadana"], path, CHEAP)
    assert join(laptop, path, invited.code.lower()) == own_words(kantor)


def exchange(kantor: Desk, laptop: Desk, tmp_path: Path) -> None:
    stick = tmp_path / f"usb-{laptop.now()}"
    stick.mkdir()
    send(laptop, stick)
    assert [a.state for a in take_in(kantor, stick)] == ["baru"]
    apply_inbox(kantor)
    back(kantor, laptop, tmp_path)


def back(kantor: Desk, laptop: Desk, tmp_path: Path) -> None:
    stick = tmp_path / f"balik-{laptop.now()}"
    stick.mkdir()
    for written in answer(kantor, stick):
        if written.desk_name == laptop.identity.name:
            assert receive(laptop, written.path).differs == ()


def fates(desk: Desk) -> set[str]:
    with desk.read() as session:
        return {row[0] for row in session.connection().exec_driver_sql("SELECT fate FROM txn WHERE own")}


def joined(kantor: Desk, laptop: Desk, tmp_path: Path) -> None:
    enrol(kantor, laptop, tmp_path)
    stick = tmp_path / "usb"
    stick.mkdir()
    sent = send(laptop, stick)
    assert [a.state for a in take_in(kantor, stick)] == ["menunggu"]
    assert apply_inbox(kantor) == []
    assert sent.words is not None
    approve(kantor, laptop.identity.code, sent.words)
    apply_inbox(kantor)
    back(kantor, laptop, tmp_path)


def test_a_laptop_that_worked_alone_joins_with_all_it_has(kantor: Desk, desk: Desk, tmp_path: Path) -> None:
    home = add_family(desk)
    joined(kantor, desk, tmp_path)
    assert fates(desk) == {"diterima"}
    with kantor.read() as session:
        assert session.get_one(Household, home).address == "KP. CIPARI"
    assert [row.state for row in desks(kantor)] == ["aktif"]
    assert report(kantor).by_pendamping == (("Wulan Apriyanti", 1, 0),)
    add_family(desk, name="NUR'AENI", nik=None, no_kk=None)
    exchange(kantor, desk, tmp_path)
    assert fates(desk) == {"diterima"}


def test_an_office_joins_nobody_and_takes_no_answer(kantor: Desk, tmp_path: Path) -> None:
    path = tmp_path / "undangan"
    invited = invite(kantor, "Wulan Apriyanti", ["Sukadana"], path, CHEAP)
    before = kantor.identity
    with pytest.raises(WrongRole):
        join(kantor, path, invited.code)
    with pytest.raises(WrongRole):
        send(kantor, tmp_path)
    with pytest.raises(WrongRole):
        receive(kantor, path)
    assert kantor.identity == before


def test_wrong_words_approve_nobody(kantor: Desk, desk: Desk, tmp_path: Path) -> None:
    enrol(kantor, desk, tmp_path)
    stick = tmp_path / "usb"
    stick.mkdir()
    send(desk, stick)
    take_in(kantor, stick)
    with pytest.raises(WrongWords):
        approve(kantor, desk.identity.code, "telur asin keripik bubur")
    assert [row.state for row in desks(kantor)] == ["menunggu"]


def test_the_same_file_twice_changes_nothing_and_says_so(kantor: Desk, desk: Desk, tmp_path: Path) -> None:
    joined(kantor, desk, tmp_path)
    add_family(desk)
    stick = tmp_path / "dua kali"
    stick.mkdir()
    send(desk, stick)
    take_in(kantor, stick)
    apply_inbox(kantor)
    assert [a.state for a in take_in(kantor, stick)] == ["sudah"]
    assert apply_inbox(kantor) == []
    (written,) = answer(kantor, stick)
    receive(desk, written.path)
    assert receive(desk, written.path).again


def test_two_values_wait_for_a_decision_that_reaches_the_laptop(
    kantor: Desk, desk: Desk, tmp_path: Path
) -> None:
    home = add_family(desk)
    joined(kantor, desk, tmp_path)
    with kantor.write() as session:
        session.get_one(Household, home).address = "KP. KANTOR"
    with desk.write() as session:
        session.get_one(Household, home).address = "KP. LAPANGAN"
    exchange(kantor, desk, tmp_path)
    assert "menunggu" in fates(desk)
    (open_one,) = conflicts(kantor)
    assert {choice.value for choice in open_one.choices} == {"KP. KANTOR", "KP. LAPANGAN"}
    decide(kantor, open_one.id, "KP. KANTOR")
    assert conflicts(kantor) == []
    back(kantor, desk, tmp_path)
    assert fates(desk) == {"diterima"}
    with desk.read() as session:
        assert session.get_one(Household, home).address == "KP. KANTOR"


def test_a_record_sent_back_carries_its_reason(kantor: Desk, desk: Desk, tmp_path: Path) -> None:
    add_family(desk)
    joined(kantor, desk, tmp_path)
    with desk.read() as session:
        txn = session.connection().exec_driver_sql("SELECT id FROM txn WHERE own").scalar()
    send_back(kantor, str(txn), "NIK berbeda dengan KTP")
    back(kantor, desk, tmp_path)
    with desk.read() as session:
        row = session.get_one(Txn, txn)
        assert (row.fate, row.fate_reason) == ("dikembalikan", "NIK berbeda dengan KTP")


def test_the_office_checks_a_letter_by_the_qr_on_its_paper(kantor: Desk, desk: Desk, tmp_path: Path) -> None:
    home = add_family(desk)
    joined(kantor, desk, tmp_path)
    made = make_letter(desk, home, LetterWishes(paper="a4"))
    assert made.number is not None
    (qr,) = read_page_qr(made.pdf)
    with pytest.raises(RecordNotFound):
        check_letter(kantor, qr)
    exchange(kantor, desk, tmp_path)
    assert check_letter(kantor, qr).genuine
    assert not check_letter(kantor, qr[:-1] + ("A" if qr[-1] != "A" else "B")).genuine


def test_an_answer_for_another_laptop_is_refused(kantor: Desk, desk: Desk, tmp_path: Path) -> None:
    joined(kantor, desk, tmp_path)
    other = make_desk(tmp_path / "lain", name="Heni Rosdiana", seed=7)
    enrol(kantor, other, tmp_path, "Heni Rosdiana")
    stick = tmp_path / "salah orang"
    stick.mkdir()
    (written,) = answer(kantor, stick)
    with pytest.raises(BundleNotForMe):
        receive(other, written.path)
    other.close()
