"""The office's window: two real homes exchange real files, driven by clicks and keys."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gui.conftest import _working
from helpers.cases import bring_to
from helpers.desks import add_family, make_desk
from helpers.exchange import CHEAP_CODE, answer_for, enrol, stick
from pkh_desk.actions.exchange.enrol import approve, invite, join, withdraw
from pkh_desk.actions.exchange.folder import COPYING
from pkh_desk.actions.exchange.inbox import Arrival, take_in
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.exchange.send import send
from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import PATH
from pkh_desk.errors import JoinRefused, RecordNotFound
from pkh_desk.gui.pages.office.dashboard import DashboardPage
from pkh_desk.gui.pages.office.distribution import DistributionPage
from pkh_desk.gui.pages.office.inbox import InboxPage
from pkh_desk.gui.pages.office.invite import InvitePage
from pkh_desk.gui.pages.office.laptops import LaptopsPage
from pkh_desk.gui.pages.office.outcome import say_arrived
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.widgets.drop_area import DropArea
from pkh_desk.gui.work import Work
from pkh_desk.store.people.household import Household
from pkh_desk.views.exchange.laptops import laptops
from pkh_desk.views.office.overview import report

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
    work: Work, settle: Settle, kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    for name in ("NUR'AENI", "JUBAEDAH"):
        add_family(desk, name, nik=None, no_kk=None)
        usb = stick(tmp_path, name[:3])
        sent = send(desk, usb)
    work.news.look()
    page = go(work, settle, "kotak", InboxPage)
    assert page.left.empty.isVisible()
    assert page.left.empty._title.text() == "Semua kiriman sudah diputuskan."
    (usb / "rusak.pkhb").write_bytes(b"bukan kiriman")
    drop(page.drop, usb / "rusak.pkhb", sent.path)
    settle()
    assert page.left.banner.words.startswith("1 kiriman baru siap diterapkan, 1 ditolak. rusak.pkhb: ")
    page.take([usb, tmp_path / "NUR"])
    settle()
    assert "1 sudah pernah diterima, dilewati" in page.left.banner.words
    assert {row.place.split(" · ")[1] for row in page.left.model.rows} == {"kiriman #2", "kiriman #3"}
    assert work.shell.nav._buttons["kotak"].accessibleName() == "Kotak masuk, 2 menunggu"
    assert work.shell.status.unsent.words == "2 kiriman belum diterapkan"
    press(page.apply)
    settle()
    assert work.shell.toasted.startswith("2 kiriman diterapkan: ")
    assert "Tidak diurungkan: yang keliru dikembalikan" in work.shell.toasted
    assert report(kantor).families == 3
    assert not page.apply.isEnabled()
    page.left.chips._chips["ditolak"].click()
    settle()
    assert page.left.model.rows[0].name == "rusak.pkhb"
    assert "rusak" in page.left.detail.text()
    back = stick(tmp_path, "jawaban")
    page.answer_into(back)
    settle()
    (answer,) = back.glob("*.pkhb")
    assert page.answered.text().splitlines() == ["Siap di folder jawaban:", f"{answer.name}: Wulan Apriyanti"]
    assert receive(desk, answer).differs == ()


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


def test_an_invitation_is_taken_back_and_brought_again(
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk, desk: Desk, tmp_path: Path
) -> None:
    letter = tmp_path / "laptop.undangan"
    join(desk, letter, invite(kantor, "Wulan Apriyanti", ["Sukadana"], letter, CHEAP_CODE).code)
    sent = send(desk, stick(tmp_path, "gabung")).path
    page = go(work, settle, "pendamping", LaptopsPage)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.detail.withdraw_button
    qtbot.keyClick(page.detail.withdraw_button, Qt.Key.Key_Return)
    settle()
    assert work.shell.toasted == "Undangan Wulan Apriyanti ditarik. Berkas dan kodenya tidak berlaku lagi."
    assert laptops(kantor) == []
    (refused,) = take_in(kantor, sent)
    assert (refused.state, "tidak diundang kantor" in refused.reason) == ("ditolak", True)
    press(work.shell._toast.button)
    settle()
    assert [row.state for row in laptops(kantor)] == ["diundang"]
    assert [arrival.state for arrival in take_in(kantor, sent)] == ["menunggu"]
    with pytest.raises(RecordNotFound):
        withdraw(kantor, laptops(kantor)[0].id)


def test_what_is_said_of_files_is_true_after_their_laptop_was_approved(
    work: Work, settle: Settle, kantor: Desk, desk: Desk, tmp_path: Path
) -> None:
    letter = tmp_path / "laptop.undangan"
    join(desk, letter, invite(kantor, "Wulan Apriyanti", ["Sukadana"], letter, CHEAP_CODE).code)
    work.shell.dropped.emit([letter])
    settle()
    page = work.shell.page
    assert isinstance(page, InboxPage)
    assert page.left.banner.words.startswith("1 ditolak. laptop.undangan: ")
    sent = send(desk, stick(tmp_path, "gabung"))
    page.take([sent.path])
    settle()
    assert (page.left.banner.words, page.left.state) == ("1 menunggu laptopnya disetujui.", "menunggu")
    assert page.waiting.text() == "Belum ada kiriman yang siap diterapkan."
    approve(kantor, desk.identity.code, sent.words or "")
    work.news.look()
    settle()
    assert (page.left.banner.words, page.left.state) == ("", "baru")
    assert page.waiting.text().startswith("1 kiriman menunggu. ")


def test_who_approved_a_laptop_by_mistake_takes_that_back_at_once(
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk, desk: Desk, tmp_path: Path
) -> None:
    letter = tmp_path / "laptop.undangan"
    join(desk, letter, invite(kantor, "Wulan Apriyanti", ["Sukadana"], letter, CHEAP_CODE).code)
    page = go(work, settle, "pendamping", LaptopsPage)
    assert page.count.text() == "1 undangan"
    sent = send(desk, stick(tmp_path, "gabung"))
    take_in(kantor, sent.path)
    page.entered()
    settle()
    assert page.count.text() == "0 laptop aktif dari 1"
    qtbot.keyClicks(page.detail.typed, sent.words or "")
    for button, state in (
        (page.detail.approve_button, "aktif"),
        (work.shell._toast.button, "dicabut"),
        (work.shell._toast.button, "aktif"),
    ):
        press(button)
        settle()
        assert [row.state for row in laptops(kantor)] == [state]
    assert page.count.text() == "1 laptop aktif dari 1"


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
    work: Work, settle: Settle, qtbot: QtBot, kantor: Desk, home: str, tmp_path: Path
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
    assert not page.detail.give_button.isEnabled()
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
    with kantor.write() as session:
        session.get_one(Household, home).pendamping_id = None
    page = go(work, settle, "dasbor", DashboardPage)
    figures = {key: (card.figure.text(), card.note.text()) for key, card in page.figures.items()}
    assert figures["approved"] == ("1", "disetujui Kemensos")
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
    press(page.attention.links["1 keluarga belum punya pendamping"])
    settle()
    assert isinstance(work.shell.page, DistributionPage)
    page = go(work, settle, "dasbor", DashboardPage)
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
