"""The office's window: two real homes exchange real files, driven by clicks and keys."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlmodel import select

from gui.conftest import _working
from helpers.cases import bring_to
from helpers.desks import add_family, make_desk
from helpers.exchange import CHEAP_CODE, answer_for, enrol, send_up, stick
from pkh_desk.actions.exchange.enrol import invite, join
from pkh_desk.actions.exchange.inbox import COPYING, Arrival, take_in
from pkh_desk.actions.exchange.keys import make_office_keys
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.desk import Desk
from pkh_desk.domain.graduation import PATH
from pkh_desk.errors import JoinRefused
from pkh_desk.gui.pages.office.dashboard import DashboardPage
from pkh_desk.gui.pages.office.decisions import DecisionsPage
from pkh_desk.gui.pages.office.inbox import InboxPage
from pkh_desk.gui.pages.office.invite import InvitePage
from pkh_desk.gui.pages.office.laptops import LaptopsPage
from pkh_desk.gui.pages.office.outcome import say_arrived
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.widgets.drop_area import DropArea
from pkh_desk.gui.work import Work
from pkh_desk.store.household import Household, Member
from pkh_desk.store.local import Access
from pkh_desk.views.exchange.laptops import laptops
from pkh_desk.views.office.overview import conflicts, report
from pkh_desk.views.people.family import family
from pkh_desk.views.people.timeline import timeline

PageT = TypeVar("PageT")
Settle = Callable[[], None]


@pytest.fixture
def kantor(office: Desk) -> Desk:
    make_office_keys(office)
    return office


@pytest.fixture
def known(kantor: Desk, desk: Desk, tmp_path: Path) -> str:
    """A family that the office and the enrolled laptop both know."""
    home = add_family(desk)
    enrol(kantor, desk, tmp_path)
    return home


@pytest.fixture
def work(kantor: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The office's window."""
    yield from _working(kantor, qtbot, qapp)


@pytest.fixture
def settle(work: Work, qtbot: QtBot) -> Settle:
    """Wait until every job has ended and its outcome is on screen."""
    return lambda: qtbot.waitUntil(work.jobs.idle, timeout=20_000)


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


def drop(target: DropArea, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    target.dropEvent(event)


def test_files_are_dropped_applied_in_one_go_and_answered(
    work: Work, settle: Settle, kantor: Desk, desk: Desk, known: str, tmp_path: Path
) -> None:
    for name in ("NUR'AENI", "JUBAEDAH"):
        add_family(desk, name, nik=None, no_kk=None)
        usb = stick(tmp_path, name[:3])
        sent = send(desk, usb)
    work.news.look()
    page = go(work, settle, "kotak", InboxPage)
    assert page.empty.isVisible()
    assert page.empty._title.text() == "Semua kiriman sudah diputuskan."
    (usb / "rusak.pkhb").write_bytes(b"bukan kiriman")
    drop(page.drop, usb / "rusak.pkhb", sent.path)
    settle()
    assert page.banner.words.startswith("1 kiriman baru siap diterapkan, 1 ditolak. rusak.pkhb: ")
    page.take([usb, tmp_path / "NUR"])
    settle()
    assert "1 sudah pernah diterima, dilewati" in page.banner.words
    assert {row.place.split(" · ")[1] for row in page.model.rows} == {"kiriman #2", "kiriman #3"}
    assert work.shell.nav._buttons["kotak"].accessibleName() == "Kotak masuk, 2 menunggu"
    assert work.shell.status.unsent.words == "2 kiriman belum diterapkan"
    press(page.apply)
    settle()
    assert work.shell.toasted.startswith("2 kiriman diterapkan: ")
    assert report(kantor).families == 3
    assert not page.apply.isEnabled()
    page.chips._chips["ditolak"].click()
    settle()
    assert page.model.rows[0].name == "rusak.pkhb"
    assert "rusak" in page.detail.text()
    back = stick(tmp_path, "jawaban")
    page.answer_into(back)
    settle()
    assert "Wulan Apriyanti" in page.answered.text()
    (answer,) = back.glob("*.pkhb")
    assert receive(desk, answer).differs == ()


def test_a_question_is_decided_by_keys_and_taken_back_with_ctrl_z(
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk, desk: Desk, known: str, tmp_path: Path
) -> None:
    split(kantor, desk, known, tmp_path)
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
    assert address(kantor, known) == keeps
    assert page.empty.isVisible()
    qtbot.keyClick(work.shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page.view.isVisible()
    assert {card.value_words for card in page.view.cards} == set(shown)
    sources = {card._title: card.value_words for card in page.view.cards}
    assert sources == {"Data kantor": "Kp. Kadu Bolang", "Kiriman pendamping": "Kp. Kadubolang"}


def test_arrows_step_and_a_record_goes_back_with_a_reason_of_the_office_and_a_word(
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk, desk: Desk, known: str, tmp_path: Path
) -> None:
    with kantor.write() as session:
        session.get_one(Household, known).rt = "008"
    with desk.write() as session:
        session.get_one(Household, known).rt = "009"
    split(kantor, desk, known, tmp_path)
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
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk, desk: Desk, known: str, tmp_path: Path
) -> None:
    split(kantor, desk, known, tmp_path)
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
    page.left.chips._chips["tahap"].click()
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
    assert ("Pesan kantor", "Ikut papan nama.") in [(i.title, i.detail) for i in timeline(desk, known)]


def test_a_number_stays_masked_but_for_what_differs_until_the_eye(
    work: Work, settle: Settle, kantor: Desk, desk: Desk, known: str, tmp_path: Path
) -> None:
    for where, nik in ((kantor, "3604275203689901"), (desk, "3604275203869901")):
        with where.write() as session:
            session.get_one(Member, session.get_one(Household, known).pengurus_id or "").nik = nik
    send_up(kantor, desk, tmp_path)
    page = go(work, settle, "keputusan", DecisionsPage)
    assert page.view.apart.text() == "beda 2 angka"
    assert {card.value_words for card in page.view.cards} == {"3604 ** ****68 9901", "3604 ** ****86 9901"}
    page.view.show_all.click()
    settle()
    assert {card.value_words for card in page.view.cards} == {"3604 27 520368 9901", "3604 27 520386 9901"}
    with kantor.read() as session:
        assert [row.household_id for row in session.exec(select(Access))] == [known]


def test_a_step_out_of_turn_and_one_family_twice_are_decided_too(
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk, desk: Desk, known: str, tmp_path: Path
) -> None:
    take_step(desk, known, StepDraft("calon", desk.today()))
    take_step(kantor, known, StepDraft("calon", kantor.today()))
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
    assert family(kantor, twin).id == min(known, twin)
    page.view.open_family.emit(known)
    settle()
    assert isinstance(work.shell.page, FamiliesPage)


def test_an_invitation_that_is_not_written_yet_is_kept(
    work: Work, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    def form() -> InvitePage:
        page = InvitePage(work.shell, work.desk)
        work.shell.open_page(page)
        return page

    first = form()
    qtbot.keyClicks(first.name, "Heni Rosdiana")
    first.kecamatan.set_value("36.04.27")
    qtbot.keyClick(first.desa, Qt.Key.Key_Home)
    qtbot.keyClick(first.desa, Qt.Key.Key_Space)
    work.shell.back()
    settle()
    second = form()
    assert (second.name.text(), second.kecamatan.value()) == ("Heni Rosdiana", "36.04.27")
    assert second.picked.text() == "Cemplang (Ciomas)"
    second.write_to(tmp_path / "u.undangan")
    settle()
    work.shell.back()
    settle()
    assert form().name.text() == ""


def test_a_pendamping_is_invited_and_approved_by_four_words(
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk, tmp_path: Path
) -> None:
    page = go(work, settle, "pendamping", LaptopsPage)
    press(page._first)
    form = work.shell.page
    assert isinstance(form, InvitePage)
    press(form.save)
    assert form.name_row.has_error()
    qtbot.keyClicks(form.name, "Heni Rosdiana")
    form.kecamatan.set_value("36.04.27")
    qtbot.mouseClick(form.desa.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 40))
    qtbot.keyClick(form.desa, Qt.Key.Key_Space)
    assert form._chosen == {}
    qtbot.keyClick(form.desa, Qt.Key.Key_Home)
    qtbot.keyClick(form.desa, Qt.Key.Key_Space)
    assert len(form._chosen) == 1
    form.write_to(tmp_path / "u.undangan")
    settle()
    assert "berlaku sampai 8 Desember 2026" in form.until.text()
    second = make_desk(tmp_path / "laptop-2", name="Heni Rosdiana", seed=7)
    assert join(second, tmp_path / "u.undangan", form.code.text()) == form.words.text()
    sent = send(second, stick(tmp_path, "gabung"))
    second.close()
    press(form.done)
    settle()
    assert page.model.rows[0].badge == ("Diundang", "blue")
    go(work, settle, "kotak", InboxPage).take([tmp_path / "gabung"])
    settle()
    go(work, settle, "pendamping", LaptopsPage)
    assert not page.detail.approve_button.isEnabled()
    qtbot.keyClicks(page.detail.typed, "telur asin keripik bubur")
    assert page.detail.typed_row.has_error()
    page.detail.typed.clear()
    assert sent.words is not None
    qtbot.keyClicks(page.detail.typed, sent.words)
    press(page.detail.approve_button)
    settle()
    assert [(row.name, row.state) for row in laptops(kantor)] == [("Heni Rosdiana", "aktif")]


def test_a_laptop_that_nobody_knows_is_refused_with_a_reason_it_reads(
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk, desk: Desk, tmp_path: Path
) -> None:
    letter = tmp_path / "laptop.undangan"
    join(desk, letter, invite(kantor, "Wulan Apriyanti", ["Sukadana"], letter, CHEAP_CODE).code)
    take_in(kantor, send(desk, stick(tmp_path, "gabung")).path)
    page = go(work, settle, "pendamping", LaptopsPage)
    press(page.detail.turn_down.ask)
    press(page.detail.turn_down.refuse)
    assert page.detail.turn_down.reason_row.has_error()
    qtbot.keyClicks(page.detail.turn_down.reason, "empat kata tidak cocok")
    press(page.detail.turn_down.refuse)
    settle()
    assert page.model.rows[0].badge == ("Ditolak", "red")
    assert "ditolak" in page.detail.banner.words
    with pytest.raises(JoinRefused, match="empat kata tidak cocok"):
        receive(desk, answer_for(kantor, desk, tmp_path))


def test_families_are_handed_over_and_a_laptop_revoked_each_with_a_way_back(
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk, known: str, tmp_path: Path
) -> None:
    second = make_desk(tmp_path / "laptop-2", name="Heni Rosdiana", seed=7)
    enrol(kantor, second, tmp_path, "Ciomas/Lebak")
    second.close()
    page = go(work, settle, "pendamping", LaptopsPage)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    settle()
    assert page.detail.name.text() == "Wulan Apriyanti"
    page.detail.to.setCurrentIndex(1)
    settle()
    assert page.detail.along.text().startswith("Ikut pindah: 1 keluarga dengan riwayatnya, 0 proses graduasi")
    page.detail.desa.setCurrentIndex(1)
    assert page.detail.give_button.words == "Pindahkan semua (1)"
    press(page.detail.give_button)
    settle()
    assert work.shell.toasted == "1 keluarga dipindahkan ke Heni Rosdiana."
    assert report(kantor).by_pendamping == (("Heni Rosdiana", 1, 0),)
    qtbot.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert report(kantor).by_pendamping == (("Wulan Apriyanti", 1, 0),)
    press(page.detail.revoke_button)
    settle()
    assert {row.name: row.state for row in laptops(kantor)}["Wulan Apriyanti"] == "dicabut"
    assert "karantina" in page.detail.banner.words
    press(work.shell._toast.button)
    settle()
    assert {row.name: row.state for row in laptops(kantor)}["Wulan Apriyanti"] == "aktif"


def test_the_dashboard_keeps_proposals_and_decisions_apart_and_leads_to_families(
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk
) -> None:
    for far, desa in ((6, "36.04.27.2007"), (4, "36.04.27.2001"), (1, "36.04.28.2001")):
        home = add_family(kantor, nik=None, no_kk=None, desa_code=desa)
        bring_to(kantor, home, PATH[far - 1])
    page = go(work, settle, "dasbor", DashboardPage)
    figures = {key: (card.figure.text(), card.note.text()) for key, card in page.figures.items()}
    assert figures["approved"] == ("1", "disetujui kantor")
    assert figures["proposed"] == ("1", "1 menunggu verifikasi kantor")
    assert [(bar.words, bar.done, bar.more) for bar in page.bars.bars] == [
        ("Ciomas", 1, 1),
        ("Pabuaran", 0, 1),
    ]
    assert "1 surat menunggu verifikasi" in page.attention.links
    press(page.bar_card.switch)
    assert page.bar_table.as_tsv().splitlines()[1] == "Ciomas\t1\t1"
    press(page.bar_card.switch)
    page.kecamatan.setCurrentIndex(page.kecamatan.findData("36.04.28"))
    assert page.figures["approved"].figure.text() == "0"
    page.kecamatan.setCurrentIndex(0)
    where = page.bars.row_rect(0).center()
    qtbot.mouseClick(page.bars, Qt.MouseButton.LeftButton, pos=QPoint(where.x(), where.y()))
    settle()
    families = work.shell.page
    assert isinstance(families, FamiliesPage)
    assert families.chooser.count.text() == "2 keluarga · tersaring"
    qtbot.keyClick(families.chooser.list, Qt.Key.Key_Escape)
    settle()
    assert families.chooser.count.text() == "3 keluarga"


def test_a_file_that_is_still_copied_is_said_and_alarms_nobody() -> None:
    arrived = [Arrival("PKH_A_1.pkhb", "baru"), Arrival("PKH_B_7.pkhb", "disalin", reason=COPYING)]
    assert say_arrived(arrived) == ("1 kiriman baru siap diterapkan, 1 masih disalin, dibaca nanti.", "info")
    assert say_arrived(arrived[1:]) == ("1 masih disalin, dibaca nanti.", "note")
