"""Keputusan: what two real desks wrote differently, decided by keys, with a word to the pendamping."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlmodel import select

from gui.conftest import _working
from helpers.desks import add_family
from helpers.exchange import answer_for, send_up
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.desk import Desk
from pkh_desk.gui.pages.office.decisions import DecisionsPage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.work import Work
from pkh_desk.store.local import Access
from pkh_desk.store.people.household import Household, Member
from pkh_desk.store.people.petugas import Petugas
from pkh_desk.views.exchange.sending import record_fates
from pkh_desk.views.office.overview import conflicts
from pkh_desk.views.people.family import family
from pkh_desk.views.people.timeline import timeline
from pkh_desk.views.upkeep.changes import changes

PageT = TypeVar("PageT")
Settle = Callable[[], None]


@pytest.fixture
def work(kantor: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The office's window."""
    yield from _working(kantor, qtbot, qapp)


@pytest.fixture
def settle(work: Work, qtbot: QtBot) -> Settle:
    """Wait until every job has ended and its outcome is on screen."""
    return lambda: qtbot.waitUntil(work.jobs.idle)


def go(work: Work, settle: Settle, place: str, kind: type[PageT]) -> PageT:
    page = work.shell.go(place)
    settle()
    assert isinstance(page, kind)
    return page


def press(button: QPushButton) -> None:
    assert button.isVisible(), button.text()
    assert button.isEnabled(), button.text()
    button.click()


def edit(desk: Desk, home: str, address: str) -> None:
    with desk.write() as session:
        session.get_one(Household, home).address = address


def split(kantor: Desk, desk: Desk, home: str, tmp_path: Path) -> None:
    edit(kantor, home, "Kp. Kadu Bolang")
    edit(desk, home, "Kp. Kadubolang")
    send_up(kantor, desk, tmp_path)


def address(desk: Desk, home: str) -> str:
    return family(desk, home).address


def test_a_question_is_decided_by_keys_and_taken_back_with_ctrl_z(
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    split(kantor, desk, home, tmp_path)
    page = go(work, settle, "keputusan", DecisionsPage)
    assert page.view.place.text() == "Keputusan 1 dari 1"
    assert page.view.about.text() == "Alamat"
    shown = {card.value_words: card.marked for card in page.view.cards}
    assert shown == {"Kp. Kadu Bolang": [" B"], "Kp. Kadubolang": ["b"]}
    assert not page.view.foot.save.isEnabled()
    keeps = page.view.cards[1].value_words
    qtbot.keyClick(page.view.cards[0], Qt.Key.Key_2)
    assert page.view.cards[1].isChecked()
    qtbot.keyClick(page.view.cards[1], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert work.shell.toasted == "Alamat Sarmunah diputuskan."
    assert address(kantor, home) == keeps
    assert page.empty.isVisible()
    qtbot.keyClick(work.shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page.view.isVisible()
    assert {card.value_words for card in page.view.cards} == set(shown)
    sources = [(card._title, card.value_words) for card in page.view.cards]
    assert sources == [("Data kantor", "Kp. Kadu Bolang"), ("Kiriman pendamping", "Kp. Kadubolang")]


def test_who_decided_what_stands_under_selesai_with_its_way_back(
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    split(kantor, desk, home, tmp_path)
    with kantor.write() as session:
        session.add(Petugas(id=kantor.identity.petugas_id, name="Siti Aminah"))
    page = go(work, settle, "keputusan", DecisionsPage)
    qtbot.keyClick(page.view.cards[0], Qt.Key.Key_2)
    qtbot.keyClicks(page.view.note, "Ikut papan nama.")
    press(page.view.foot.save)
    settle()
    assert page.empty.isVisible()
    page.left.chips._chips["selesai"].click()
    settle()
    (line,) = page.left.model.rows
    assert (line.name, line.place, line.badge) == (
        "Sarmunah",
        "Alamat · oleh Siti Aminah",
        ("Selesai", "green"),
    )
    assert page.made.isVisible()
    assert page.made.who.text().startswith("Diputuskan oleh Siti Aminah · 24 November 2026")
    assert (page.made.words.text(), page.made.note.text()) == (
        "Kp. Kadubolang",
        "Catatan untuk pendamping: Ikut papan nama.",
    )
    assert next(page.left._sheet().rows(kantor))[:3] == ("Sarmunah", "Alamat", "Kp. Kadubolang")
    press(page.made.back)
    settle()
    assert page.none.isVisible()
    press(page.again)
    settle()
    assert page.view.place.text() == "Keputusan 1 dari 1"


def test_what_a_laptop_may_not_write_is_named_with_the_reason(
    work: Work, settle: Settle, kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    with desk.write() as session:
        session.get_one(Household, home).no_peserta = "360427-9901"
    send_up(kantor, desk, tmp_path)
    page = go(work, settle, "keputusan", DecisionsPage)
    chip = page.left.chips._chips["ditolak"]
    chip.click()
    settle()
    assert chip.visibleRegion().boundingRect() == chip.rect()
    (line,) = page.left.model.rows
    assert (line.name, line.badge) == ("Sarmunah", ("Ditolak", "red"))
    assert page.made.words.text() == "Isian No peserta PKH hanya diubah kantor"
    assert changes(kantor)[0].reason == "isian No peserta PKH hanya diubah kantor"
    assert page.made.note.text() == "No peserta PKH: 360427-9901"
    assert page.made.who.text().endswith("kiriman #2")
    assert page.made.back.isHidden()
    assert page.left.count.text() == "0 menunggu keputusan · Ditolak"


def test_arrows_step_and_a_record_goes_back_with_a_reason_of_the_office_and_a_word(
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    with kantor.write() as session:
        session.get_one(Household, home).rt = "008"
    with desk.write() as session:
        session.get_one(Household, home).rt = "009"
    split(kantor, desk, home, tmp_path)
    page = go(work, settle, "keputusan", DecisionsPage)
    first = page.view.about.text()
    (line,) = page.left.model.rows
    assert (line.name, line.badge) == ("Wulan Apriyanti", ("2 keputusan", "amber"))
    qtbot.keyClick(page.view.cards[0], Qt.Key.Key_Right)
    settle()
    assert page.view.place.text() == "Keputusan 2 dari 2"
    assert page.view.about.text() != first
    press(page.view.foot.back)
    press(page.view.foot.send)
    assert page.view.note_row.has_error()
    page.view.foot.reason.setCurrentIndex(1)
    qtbot.keyClicks(page.view.note, "1 atau 2? Tanya RT.")
    assert not page.view.note_row.has_error()
    assert not any(card.isChecked() for card in page.view.cards)
    press(page.view.foot.send)
    settle()
    said = "Tidak sama dengan KTP atau KK. 1 atau 2? Tanya RT."
    assert work.shell.toasted == f"Dikembalikan ke Wulan Apriyanti: {said}"
    assert page.left.count.text() == "1 menunggu keputusan · 1 dikembalikan"
    assert page.view.place.text() == "Keputusan 1 dari 1"
    page.left.chips._chips["kembali"].click()
    settle()
    assert page.left.model.rows[0].badge == ("1 kembali", "gray")
    assert said in page.view.banner.words
    receive(desk, answer_for(kantor, desk, tmp_path))
    with desk.read() as session:
        told = session.connection().exec_driver_sql("SELECT fate_reason FROM txn WHERE fate = 'dikembalikan'")
        assert {row[0] for row in told} == {said}


def test_files_are_listed_by_laptop_filtered_by_kind_and_word_and_a_note_travels_with_a_decision(
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    split(kantor, desk, home, tmp_path)
    add_family(kantor, "SARMUNAH", no_kk="3604271406129902", address="", desa_code=None)
    page = go(work, settle, "keputusan", DecisionsPage)
    page.resize(1366, 600)
    assert {chip: page.left.chips._chips[chip].text() for chip in ("buka", "isian", "sama")} == {
        "buka": "Perlu keputusan 2",
        "isian": "Beda isi 1",
        "sama": "Keluarga sama 1",
    }
    # Number and address came with two files of the laptop: the later one stands first.
    assert [(row.name, row.place) for row in page.left.model.rows] == [
        ("Wulan Apriyanti", "Ciomas · 1 catatan · kiriman #2"),
        ("Wulan Apriyanti", "Ciomas · 1 catatan · kiriman #1"),
    ]
    assert page.view.whence.text().startswith("Kiriman #2 dari Wulan Apriyanti, Ciomas · 24 November 2026")
    press(page.view.more)
    assert "RT: 003" in page.view.same.words
    qtbot.keyClicks(page.view.note, "Ikut papan nama.")
    qtbot.keyClick(page.left.list, Qt.Key.Key_Down)
    settle()
    assert page.view.about.text() == "NIK dipakai dua orang"
    assert page.view.foot.back.isHidden()
    qtbot.keyClicks(page.left.filter, "ciomas alamat")
    settle()
    assert (page.view.about.text(), page.view.note.text()) == ("Alamat", "Ikut papan nama.")
    assert page.left.chips._chips["tahap"].isHidden()
    qtbot.keyClicks(page.left.filter, " pabuaran")
    settle()
    assert page.none.isVisible()
    qtbot.keyClick(page.left.filter, Qt.Key.Key_Escape)
    settle()
    assert page.view.place.text() == "Keputusan 1 dari 2"
    qtbot.keyClick(page.view.cards[0], Qt.Key.Key_1)
    press(page.view.foot.save)
    settle()
    assert "Catatan Anda ikut ke Wulan Apriyanti." in work.shell.toasted
    assert page.view.place.text() == "Keputusan 1 dari 1"
    receive(desk, answer_for(kantor, desk, tmp_path))
    assert ("Pesan kantor", "Ikut papan nama.") in [(i.title, i.detail) for i in timeline(desk, home)]
    assert [one.reason for one in record_fates(desk) if one.kind == "household"] == ["Ikut papan nama."]


def test_a_number_stays_masked_but_for_what_differs_until_the_eye(
    work: Work, settle: Settle, kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    for where, nik in ((kantor, "3604275203689901"), (desk, "3604275203869901")):
        with where.write() as session:
            session.get_one(Member, session.get_one(Household, home).pengurus_id or "").nik = nik
    send_up(kantor, desk, tmp_path)
    page = go(work, settle, "keputusan", DecisionsPage)
    assert page.view.apart.text() == "berbeda 2 angka"
    assert {card.value_words for card in page.view.cards} == {"3604 ** ****68 9901", "3604 ** ****86 9901"}
    page.view.show_all.click()
    settle()
    assert {card.value_words for card in page.view.cards} == {"3604 27 520368 9901", "3604 27 520386 9901"}
    with kantor.read() as session:
        assert [row.household_id for row in session.exec(select(Access))] == [home]


def test_a_step_out_of_turn_and_one_family_twice_are_decided_too(
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    take_step(desk, home, StepDraft("calon", desk.today()))
    take_step(kantor, home, StepDraft("calon", kantor.today()))
    twin = add_family(kantor, "SARMUNAH", no_kk="3604271406129902")
    page = go(work, settle, "keputusan", DecisionsPage)
    assert page.view.about.text() == "NIK dipakai dua orang"
    assert [card._title for card in page.view.cards] == [
        "Keluarga Sarmunah",
        "Keluarga Sarmunah",
        "Gabungkan",
    ]
    qtbot.keyClick(page.view.cards[0], Qt.Key.Key_3)
    press(page.view.foot.save)
    settle()
    assert [each.field for each in conflicts(kantor)] == ["no_kk"]
    assert family(kantor, twin).id == min(home, twin)
    page.view.open_family.emit(home)
    settle()
    assert isinstance(work.shell.page, FamiliesPage)
