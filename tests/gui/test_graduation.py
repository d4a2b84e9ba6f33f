"""Graduasi: the board, every step of a family by click and key, the signed letter, a step back."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from gui.conftest import _working
from gui.village import settle_village
from helpers.pictures import picture
from pkh_desk.actions.graduation import StepDraft, take_step
from pkh_desk.actions.letter import LetterWishes, make_letter, sign_letter
from pkh_desk.desk import Desk
from pkh_desk.gui.pages.graduation import GraduationPage
from pkh_desk.gui.pages.graduation_case import CasePage
from pkh_desk.gui.pages.graduation_propose import ProposePage
from pkh_desk.gui.pages.letter import LetterPage
from pkh_desk.gui.work import Work
from pkh_desk.views.families import family_ids
from pkh_desk.views.family import family
from pkh_desk.views.letters import letters
from pkh_desk.views.pipeline import case_card, pipeline

Opened = Callable[[], GraduationPage]


@pytest.fixture
def page(work: Work, qtbot: QtBot) -> GraduationPage:
    """The place, opened on a village with two families that are ready."""
    opened = work.shell.go("graduasi")
    qtbot.waitUntil(work.jobs.idle)
    assert isinstance(opened, GraduationPage)
    return opened


def stages(page: GraduationPage) -> dict[str, list[str]]:
    return {
        stage: [line.id for line in column.lines.rows]
        for stage, column in page.board.columns.items()
        if column.lines.rows
    }


def click_action(page: GraduationPage, stage: str, family_id: str, qtbot: QtBot, work: Work) -> None:
    column = page.board.columns[stage]
    place = next(i for i, line in enumerate(column.lines.rows) if line.id == family_id)
    at = column.list.action_at(column.lines.index(place, 0))
    qtbot.mouseClick(column.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(work.jobs.idle)


def click(qtbot: QtBot, work: Work, button: object) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)


def stage_of(work: Work, home: str) -> str | None:
    return family(work.desk, home).case.stage


def propose(page: GraduationPage, work: Work, qtbot: QtBot) -> str:
    """Propose a family that is no candidate yet, by its NIK; return it."""
    home = next(i for i in family_ids(work.desk) if family(work.desk, i).case is None)
    click(qtbot, work, page.new)
    form = work.shell.page
    assert isinstance(form, ProposePage)
    click(qtbot, work, form.save)
    assert [fault.name for fault in form.foot.faults] == ["Keluarga"]
    qtbot.keyClicks(form.picker.entry, str(family(work.desk, home).members[0].nik))
    qtbot.waitUntil(work.jobs.idle)
    qtbot.keyClick(form.picker.entry, Qt.Key.Key_Return)
    qtbot.keyClick(form.picker.entry, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(work.jobs.idle)
    assert work.shell.page is page
    return home


def test_a_family_goes_all_the_way_to_its_signed_letter(
    page: GraduationPage, work: Work, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = propose(page, work, qtbot)
    click_action(page, "calon", home, qtbot, work)
    case = work.shell.page
    assert isinstance(case, CasePage)
    assert case.go_on.words == "Tandai siap"
    qtbot.keyClicks(case.why.entry, "Penghasilan tiga bulan berturut-turut")
    click(qtbot, work, case.go_on)
    assert work.shell.page is page
    assert work.shell.toasted.endswith("sekarang siap graduasi.")
    assert home in stages(page)["siap"]

    click_action(page, "siap", home, qtbot, work)
    letter = work.shell.page
    assert isinstance(letter, LetterPage)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(tmp_path / "s.pdf"), ""))
    click(qtbot, work, letter.pdf)
    assert work.shell.page is page
    assert home in stages(page)["surat_dicetak"]

    click_action(page, "surat_dicetak", home, qtbot, work)
    case = work.shell.page
    assert isinstance(case, CasePage)
    assert QApplication.focusWidget() is case.sign.on.field
    scan = tmp_path / "pindaian.jpg"
    scan.write_bytes(picture())
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_all: (str(scan), ""))
    click(qtbot, work, case.sign.choose)
    assert case.sign.drop.isHidden()
    click(qtbot, work, case.go_on)
    assert stage_of(work, home) == "ditandatangani"
    card = case_card(work.desk, home)
    assert (card.letter.scans, card.letter.signed_on) == (1, work.desk.today())
    # What the last step took along goes back with it.
    qtbot.keyClick(page.board.columns["calon"].list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(work.jobs.idle)
    assert home in stages(page)["surat_dicetak"]
    assert case_card(work.desk, home).letter.scans == 0


def test_the_board_by_keyboard(page: GraduationPage, work: Work, qtbot: QtBot) -> None:
    home = next(i for i in family_ids(work.desk) if family(work.desk, i).case is None)
    take_step(work.desk, home, StepDraft("calon", work.desk.today()))
    qtbot.waitUntil(lambda: work.jobs.idle() and "calon" in stages(page))
    calon, siap = (page.board.columns[stage].list for stage in ("calon", "siap"))
    calon.setFocus()
    qtbot.keyClick(calon, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is siap
    qtbot.keyClick(siap, Qt.Key.Key_Down)
    chosen = siap.currentIndex().row()
    assert chosen == 1
    qtbot.keyClick(siap, Qt.Key.Key_F2)
    qtbot.waitUntil(work.jobs.idle)
    assert isinstance(work.shell.page, CasePage)
    assert work.shell.page.family_id == stages(page)["siap"][1]
    work.shell.back()
    assert QApplication.focusWidget() is siap
    qtbot.keyClick(siap, Qt.Key.Key_Return)
    qtbot.waitUntil(work.jobs.idle)
    assert isinstance(work.shell.page, LetterPage)
    said = page.board.columns["siap"].lines.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("40 hari, berikutnya: Buat surat")


def test_a_stage_goes_back_with_a_reason_only(page: GraduationPage, work: Work, qtbot: QtBot) -> None:
    home = stages(page)["siap"][0]
    page.open_case(home)
    qtbot.waitUntil(work.jobs.idle)
    case = work.shell.page
    assert [case.back_to.itemData(i) for i in range(case.back_to.count())] == ["calon", "dibatalkan"]
    click(qtbot, work, case.step_back_button)
    assert case.reason.has_error()
    assert stage_of(work, home) == "siap"
    qtbot.keyClicks(case.reason.entry, "Usahanya sedang sepi")
    # Leaving keeps the reason.
    work.shell.back()
    qtbot.waitUntil(work.jobs.idle)
    page.open_case(home)
    qtbot.waitUntil(work.jobs.idle)
    case = work.shell.page
    assert case.reason.entry.text() == "Usahanya sedang sepi"
    click(qtbot, work, case.step_back_button)
    assert stage_of(work, home) == "calon"
    assert work.shell.toasted.startswith("Tahap ")
    assert work.shell.toasted.endswith(" kembali ke Calon.")
    page.open_case(home)
    qtbot.waitUntil(work.jobs.idle)
    assert work.shell.page.happened.rows[0].text == "Usahanya sedang sepi"
    assert work.shell.page.reason.entry.text() == ""


def test_late_and_returned_cards_are_amber_with_their_reason(
    page: GraduationPage, work: Work, qtbot: QtBot
) -> None:
    home = stages(page)["siap"][0]
    made = make_letter(work.desk, home, LetterWishes(), "cetak")
    sign_letter(work.desk, made.id, work.desk.today(), None)
    with work.desk.keep() as session:
        sql = "UPDATE txn SET fate = 'dikembalikan', fate_reason = 'NIK beda' WHERE subject_id = ?"
        session.connection().exec_driver_sql(sql, (made.id,))
    work.desk.clock.forward(days=15)
    page.ask()
    qtbot.waitUntil(lambda: work.jobs.idle() and "ditandatangani" in stages(page))
    (line,) = page.board.columns["ditandatangani"].lines.rows
    assert (line.late, line.note, line.action) == (True, "NIK beda", "Perbaiki surat")
    column = page.board.columns["ditandatangani"]
    qtbot.mouseClick(
        column.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=column.list.rect().topLeft() + QPointF(20, 20).toPoint(),
    )
    qtbot.waitUntil(work.jobs.idle)
    case = work.shell.page
    assert case.returned.words == "Dikembalikan kantor: NIK beda"
    assert case.go_on.words == "Simpan tanda tangan"
    click(qtbot, work, case.mend)
    assert isinstance(work.shell.page, LetterPage)


def test_a_dropped_scan_that_cannot_be_read_is_said_and_the_draft_holds_a_good_one(
    page: GraduationPage, work: Work, qtbot: QtBot, tmp_path: Path
) -> None:
    home = stages(page)["siap"][0]
    make_letter(work.desk, home, LetterWishes(), "cetak")
    page.open_case(home)
    qtbot.waitUntil(work.jobs.idle)
    case = work.shell.page
    bad, good = tmp_path / "rusak.pdf", tmp_path / "surat.png"
    bad.write_bytes(b"%PDF-1.4 rusak")
    good.write_bytes(picture(300, 400, "PNG"))
    for path in (bad, good):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        case.sign.drop.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))
        qtbot.waitUntil(work.jobs.idle)
        if path is bad:
            assert case.sign.trouble.words.startswith("PDF ini tidak bisa dibaca.")
            assert case.go_on.isEnabled()
    assert case.sign.trouble.isHidden()
    work.shell.back()
    qtbot.waitUntil(work.jobs.idle)
    assert letters(work.desk, home)[0].signed_on is None
    page.open_case(home)
    qtbot.waitUntil(work.jobs.idle)
    assert work.shell.page.sign.digest
    assert not work.shell.page.sign._kept.isHidden()


def test_table_filter_and_year(page: GraduationPage, work: Work, qtbot: QtBot) -> None:
    click(qtbot, work, page.switch.buttons["daftar"])
    assert page.table.isVisible()
    cards = pipeline(work.desk)
    assert len(page.table.rows) == len(cards)
    qtbot.keyClicks(page.filter, cards[0].name.lower())
    assert page.table.rows[0].household_id == cards[0].household_id
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(work.jobs.idle)
    assert isinstance(work.shell.page, CasePage)
    work.shell.back()
    page.filter.setText("zzz")
    assert page._nothing._title.text() == "Tidak ada “zzz”"
    qtbot.keyClick(page.filter, Qt.Key.Key_Escape)
    assert len(page.table.rows) == len(cards)


def test_no_candidates_yet(empty: Work, qtbot: QtBot) -> None:
    page = empty.shell.go("graduasi")
    qtbot.waitUntil(empty.jobs.idle)
    assert page.first.isVisible()
    assert not page.board.isVisible()


@pytest.fixture
def office_work(office: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The office's shell on a village where one letter was signed."""
    home = settle_village(office, 4, 1)[0]
    made = make_letter(office, home, LetterWishes(), "cetak")
    sign_letter(office, made.id, office.today() - timedelta(1), picture())
    yield from _working(office, qtbot, qapp)


def test_the_office_verifies_and_decides(office_work: Work, qtbot: QtBot) -> None:
    page = office_work.shell.go("graduasi")
    qtbot.waitUntil(office_work.jobs.idle)
    (home,) = stages(page)["ditandatangani"]
    for stage in ("ditandatangani", "diverifikasi"):
        click_action(page, stage, home, qtbot, office_work)
        click(qtbot, office_work, office_work.shell.page.go_on)
    assert stages(page) == {"graduasi": [home]}
    assert office_work.shell.toasted.endswith("resmi graduasi.")
    (line,) = page.board.columns["graduasi"].lines.rows
    assert (line.when, line.action) == ("Hari ini", "")
