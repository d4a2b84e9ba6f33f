"""Graduasi: the board, every step of a family by click and key, the signed letter, a step back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from sqlmodel import select

from helpers.pictures import picture
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.graduation.signature import ScanPage, sign_letter
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.domain.dates import say_short
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.gui.pages.graduation.graduation_case import CasePage
from pkh_desk.gui.pages.graduation.graduation_propose import ProposePage
from pkh_desk.gui.pages.graduation.letter import LetterPage
from pkh_desk.gui.pages.graduation.pipeline import GraduationPage
from pkh_desk.gui.pages.people.family_exit import ExitPage
from pkh_desk.gui.pages.people.viewer import ViewerPage
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.work import Work
from pkh_desk.store.people.household import Member
from pkh_desk.views.graduation.letters import letters
from pkh_desk.views.graduation.pipeline import case_card, pipeline
from pkh_desk.views.graduation.signing import signing
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.people.family import family

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

    assert case_card(work.desk, home).letter.signed_on is None


@pytest.fixture
def signing_case(page: GraduationPage, work: Work, qtbot: QtBot) -> CasePage:
    """The page of a family whose letter was printed."""
    home = stages(page)["siap"][0]
    make_letter(work.desk, home, LetterWishes(), "cetak")
    qtbot.waitUntil(lambda: work.jobs.idle() and home in stages(page).get("surat_dicetak", ()))
    click_action(page, "surat_dicetak", home, qtbot, work)
    case = work.shell.page
    assert isinstance(case, CasePage)
    return case


def choose(
    case: CasePage, files: dict[Path, bytes], qtbot: QtBot, work: Work, patch: pytest.MonkeyPatch
) -> list[str]:
    """Choose files in the form of the signed letter; return their digests in order."""
    for path, content in files.items():
        path.write_bytes(content)
    patch.setattr(QFileDialog, "getOpenFileNames", lambda *_all: ([str(path) for path in files], ""))
    click(qtbot, work, case.sign.pages.choose)
    return [page.digest for page in case.sign.pages.pages]


def test_pages_are_turned_moved_thrown_away_and_brought_back(
    signing_case: CasePage, work: Work, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, pages = signing_case, signing_case.sign.pages
    assert QApplication.focusWidget() is case.sign.on.field
    two = {tmp_path / "satu.jpg": picture(), tmp_path / "dua.png": picture(300, 400, "PNG")}
    first, second = choose(case, two, qtbot, work, monkeypatch)
    click(qtbot, work, pages.cards[1].before)
    click(qtbot, work, pages.cards[0].turn)
    assert QApplication.focusWidget() is pages.cards[0].turn
    click(qtbot, work, pages.cards[1].remove)
    assert [page.digest for page in pages.pages] == [second]
    click(qtbot, work, pages.restore)
    assert pages.pages == [ScanPage(second, 90), ScanPage(first)]
    qtbot.keyClick(case.sign.signers[0], Qt.Key.Key_Space)
    click(qtbot, work, case.go_on)
    card = case_card(work.desk, case.family_id)
    kept = signing(work.desk, card.letter.id)
    assert [(page.sha256, page.turned) for page in kept.pages] == [(second, 90), (first, 0)]
    work.shell.page.open_case(card.household_id)
    qtbot.waitUntil(work.jobs.idle)
    click(qtbot, work, work.shell.page.scans)
    viewer = work.shell.page
    assert isinstance(viewer, ViewerPage)
    assert viewer.picture.image.height() > viewer.picture.image.width()


def test_a_signed_letter_is_recorded_with_what_was_seen_and_undo_takes_it_all_back(
    signing_case: CasePage, work: Work, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, home = signing_case, signing_case.family_id
    choose(case, {tmp_path / "satu.jpg": picture()}, qtbot, work, monkeypatch)
    click(qtbot, work, case.go_on)
    assert stage_of(work, home) == "surat_dicetak"
    assert case.sign.unsigned.line.text == "Centang siapa saja yang sudah menandatangani."
    assert QApplication.focusWidget() is case.sign.signers[0]
    for box in (*case.sign.signers, case.sign.meterai):
        qtbot.keyClick(box, Qt.Key.Key_Space)
    assert case.sign.unsigned.isHidden()
    click(qtbot, work, case.go_on)
    page = work.shell.page
    assert stage_of(work, home) == "ditandatangani"
    card = case_card(work.desk, home)
    assert (card.letter.scans, card.letter.signed_on) == (1, work.desk.today())
    kept = signing(work.desk, card.letter.id)
    assert (kept.all_signed, kept.meterai, kept.readable) == (True, True, False)
    assert kept.signed_by == kept.signers
    assert kept.signed_by[0].startswith("Pembuat pernyataan: ")
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


def test_what_speaks_for_it_leads_to_its_evidence(page: GraduationPage, work: Work, qtbot: QtBot) -> None:
    home = next(i for i in family_ids(work.desk) if any(m.komponen for m in family(work.desk, i).members))
    day = work.desk.today()
    fields = VisitFields(household_id=home, on=day, income=2_000_000, willing=True)
    visit = save_visit(work.desk, VisitDraft(fields))
    if family(work.desk, home).case is None:
        take_step(work.desk, home, StepDraft("calon", day))
    assert follow(page, home, f"Lihat kunjungan {say_short(day)}", work, qtbot) == "riwayat"
    detail = work.shell.page.detail
    chosen = detail.timeline.selectionModel()
    qtbot.waitUntil(lambda: chosen.currentIndex().isValid())
    assert detail.history.items()[chosen.currentIndex().row()].id == visit
    assert follow(page, home, "Lihat anggota", work, qtbot) == "anggota"
    assert detail.family_id == home


def follow(page: GraduationPage, home: str, link: str, work: Work, qtbot: QtBot) -> str:
    """Follow a link of the readiness card; return the tab of the family that it leads to."""
    work.shell.go("graduasi")
    page.open_case(home)
    qtbot.waitUntil(work.jobs.idle)
    links = work.shell.page.findChildren(Button)
    click(qtbot, work, next(each for each in links if each.accessibleName().startswith(link)))
    return work.shell.page.detail.tabs.key()


def test_alami_is_only_hinted_at(page: GraduationPage, work: Work, qtbot: QtBot) -> None:
    free = [i for i in family_ids(work.desk) if family(work.desk, i).case is None]
    with work.desk.write() as session:
        for member in session.exec(select(Member).where(Member.household_id == free[0])):
            member.komponen = None
    for home, hinted in ((free[0], True), (free[1], False)):
        page.shell.open_page(ProposePage(work.shell, work.desk, home))
        qtbot.waitUntil(work.jobs.idle)
        form = work.shell.page
        assert form.kind_row.line.text.startswith("Tidak ada komponen") == hinted
        assert form.kind.value() == "mandiri"
        work.shell.back()


def test_another_way_out_leaves_the_board_and_can_be_taken_back(
    page: GraduationPage, work: Work, qtbot: QtBot
) -> None:
    home = stages(page)["siap"][0]
    page.open_case(home)
    qtbot.waitUntil(work.jobs.idle)
    click(qtbot, work, work.shell.page.leave)
    form = work.shell.page
    assert isinstance(form, ExitPage)
    click(qtbot, work, form.save)
    assert [fault.name for fault in form.foot.faults] == ["Sebab keluar", "Keterangan"]
    form.status.set_value("pindah")
    qtbot.keyClicks(form.entry, "Pindah ke Cilegon")
    qtbot.keyClick(form.entry, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(work.jobs.idle)
    assert family(work.desk, home).status == "pindah"
    case = work.shell.page
    assert case.words.text().startswith("Keluarga ini tercatat keluar: Pindah.")
    work.shell.back()
    qtbot.waitUntil(lambda: work.jobs.idle() and home not in stages(page).get("siap", []))
    assert page.count.text() == "1 keluar bukan karena graduasi, lihat Daftar"
    click(qtbot, work, page.switch.buttons["daftar"])
    assert page.table.rows[-1].household_id == home
    page.open_case(home)
    qtbot.waitUntil(work.jobs.idle)
    click(qtbot, work, work.shell.page.leave)
    click(qtbot, work, work.shell.page.again)
    assert family(work.desk, home).status == "aktif"


def test_a_stage_goes_back_with_a_reason_only(page: GraduationPage, work: Work, qtbot: QtBot) -> None:
    home = stages(page)["siap"][0]
    page.open_case(home)
    qtbot.waitUntil(work.jobs.idle)
    case = work.shell.page
    assert [case.back.to.itemData(i) for i in range(case.back.to.count())] == ["calon", "dibatalkan"]
    click(qtbot, work, case.back.button)
    assert case.back.reason.has_error()
    assert stage_of(work, home) == "siap"
    qtbot.keyClicks(case.back.reason.entry, "Usahanya sedang sepi")
    # Leaving keeps the reason.
    work.shell.back()
    qtbot.waitUntil(work.jobs.idle)
    page.open_case(home)
    qtbot.waitUntil(work.jobs.idle)
    case = work.shell.page
    assert case.back.reason.entry.text() == "Usahanya sedang sepi"
    click(qtbot, work, case.back.button)
    assert stage_of(work, home) == "calon"
    assert work.shell.toasted.startswith("Tahap ")
    assert work.shell.toasted.endswith(" kembali ke Calon.")
    page.open_case(home)
    qtbot.waitUntil(work.jobs.idle)
    assert work.shell.page.happened.rows[0].text == "Usahanya sedang sepi"
    assert work.shell.page.back.entry.text() == ""


def test_late_and_returned_cards_are_amber_with_their_reason(
    page: GraduationPage, work: Work, qtbot: QtBot
) -> None:
    home = stages(page)["siap"][0]
    made = make_letter(work.desk, home, LetterWishes(), "cetak")
    sign_letter(work.desk, made.id, work.desk.today())
    page.ask()
    qtbot.waitUntil(lambda: work.jobs.idle() and "ditandatangani" in stages(page))
    assert page.board.columns["ditandatangani"].lines.rows[0].action == "Tambah pindaian"
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
        case.sign.pages.drop.dropEvent(
            QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys)
        )
        qtbot.waitUntil(work.jobs.idle)
        if path is bad:
            assert case.sign.pages.trouble.words.startswith("PDF ini tidak bisa dibaca.")
            assert case.go_on.isEnabled()
    assert case.sign.pages.trouble.isHidden()
    qtbot.keyClick(case.sign.readable, Qt.Key.Key_Space)
    work.shell.back()
    qtbot.waitUntil(work.jobs.idle)
    assert letters(work.desk, home)[0].signed_on is None
    page.open_case(home)
    qtbot.waitUntil(work.jobs.idle)
    sign = work.shell.page.sign
    assert len(sign.pages.cards) == 1
    assert sign.readable.isChecked()


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
