"""Usulan graduasi at the office: signed letters looked at, decided, sent back; answers and certificates."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.conftest import _working
from helpers.cases import bring_to, held
from helpers.desks import add_family
from helpers.exchange import answer_for, enrol, give_keys, send_up
from helpers.pictures import picture
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.graduation.review import ABSENT, ANOTHER, CHANGED, GENUINE, UNREAD, read_seal, review
from pkh_desk.actions.graduation.signature import Checked, sign_letter
from pkh_desk.actions.people.household import edit_household
from pkh_desk.desk import Desk
from pkh_desk.gui.pages.graduation.print_sheet import PrintSheet
from pkh_desk.gui.pages.lists.roster import RosterPage
from pkh_desk.gui.pages.office.proposals import ProposalsPage
from pkh_desk.gui.work import Work
from pkh_desk.views.graduation.pipeline import case_card, proposals_waiting
from pkh_desk.views.people.family import family
from pkh_desk.views.people.file import files_of

SEEN = Checked(("Pembuat pernyataan: ENOK MAESAROH",), None, True, True)
NAMES = ("ENOK MAESAROH", "RATU FADILAH", "SARMUNAH")


def signed(desk: Desk, name: str, scan: bytes | None = None) -> str:
    """Return a family that signed its letter; the scan is the printed page itself unless one is given."""
    at = sum(map(ord, name)) % 100
    home = add_family(desk, name, f"36042752038499{at:02d}", f"36042714061299{at:02d}")
    for stage in ("calon", "siap"):
        take_step(desk, home, StepDraft(stage, desk.today() - timedelta(9)))
    made = make_letter(desk, home, LetterWishes(), "cetak")
    sign_letter(desk, made.id, desk.today(), [held(desk, scan or made.pdf)], SEEN)
    return home


@pytest.fixture
def homes(office: Desk) -> list[str]:
    """Three families whose letters are signed; the scan of the last one is a photo of something else."""
    return [signed(office, name, picture() if name == NAMES[2] else None) for name in NAMES]


@pytest.fixture
def work(office: Desk, homes: list[str], qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The office's window."""
    yield from _working(office, qtbot, qapp)


@pytest.fixture
def page(work: Work, qtbot: QtBot) -> ProposalsPage:
    """The place Usulan."""
    opened = work.shell.go("usulan")
    assert isinstance(opened, ProposalsPage)
    qtbot.waitUntil(lambda: work.jobs.idle() and opened.signed.view.seen is not None)
    return opened


def settled(work: Work, qtbot: QtBot) -> None:
    qtbot.waitUntil(work.jobs.idle)


def statuses(work: Work, homes: list[str]) -> set[str]:
    return {family(work.desk, home).status for home in homes}


def stages(work: Work, homes: list[str]) -> list[str | None]:
    return [family(work.desk, home).case.stage for home in homes]


def test_the_scan_stands_beside_the_facts_and_is_accepted_by_key(
    page: ProposalsPage, work: Work, homes: list[str], qtbot: QtBot
) -> None:
    assert proposals_waiting(work.desk) == 3
    assert page.signed.view.name.text() == "Enok Maesaroh"
    assert not page.signed.view.paper.view.image.isNull()
    assert page.signed.view.paper.place.text() == "Halaman 1 dari 1"
    seen = page.signed.view.seen
    assert (seen.qr, seen.changed) == (GENUINE, ())
    assert "3604" in seen.facts[1].printed
    assert QApplication.focusWidget() is page.signed.view.accept
    qtbot.keyClick(page.signed.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: work.jobs.idle() and page.signed.view.name.text() == "Ratu Fadilah")
    assert stages(work, homes) == ["diverifikasi", "ditandatangani", "ditandatangani"]
    assert work.shell.toasted == "Usulan Enok Maesaroh diterima."
    qtbot.keyClick(page.signed.view, Qt.Key.Key_Right)
    settled(work, qtbot)
    assert page.signed.view.name.text() == "Sarmunah"
    assert page.signed.view.seen.qr == UNREAD
    qtbot.keyClick(page.signed.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: work.jobs.idle() and stages(work, homes)[0] == "ditandatangani")


def test_a_family_that_changed_since_the_print_is_shown_with_both_values(
    page: ProposalsPage, work: Work, homes: list[str], qtbot: QtBot
) -> None:
    edit_household(work.desk, homes[0], {"nik": "3604275203849977", "address": "KP. BOJONG"})
    qtbot.waitUntil(lambda: work.jobs.idle() and len(page.signed.view.seen.changed) == 2)
    nik, address = page.signed.view.seen.changed
    assert (nik.field, nik.now) == ("nik", "3604275203849977")
    assert (address.printed, address.now) == ("KP. CIPARI RT 003 RW 001", "KP. BOJONG RT 003 RW 001")
    said = [
        each.text()
        for each in page.signed.view.findChildren(type(page.signed.count))
        if "Di surat" in each.text()
    ]
    assert len(said) == 2
    assert "360427" not in said[0].replace(" ", "")
    qtbot.mouseClick(page.signed.view.show_all, Qt.MouseButton.LeftButton)
    settled(work, qtbot)
    said = [
        each.text()
        for each in page.signed.view.findChildren(type(page.signed.count))
        if "Sekarang" in each.text()
    ]
    assert "Sekarang: 3604 2752 0384 9977" in said or any("9977" in each for each in said)


def test_it_goes_back_with_a_note_only_and_the_note_is_kept_while_it_is_typed(
    page: ProposalsPage, work: Work, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    give_keys(work.desk)
    home = signed(desk, "YUYUN WAHYUNI")
    enrol(work.desk, desk, tmp_path)
    send_up(work.desk, desk, tmp_path)
    page.show_proposal(home)
    qtbot.waitUntil(lambda: work.jobs.idle() and page.signed.view.name.text() == "Yuyun Wahyuni")
    qtbot.mouseClick(page.signed.view.back, Qt.MouseButton.LeftButton)
    assert page.signed.view.note_row.has_error()
    qtbot.keyClicks(page.signed.view.note, "Halaman kedua kabur")
    work.shell.go("keluarga")
    settled(work, qtbot)
    work.shell.go("usulan")
    settled(work, qtbot)
    assert page.signed.view.note.text() == "Halaman kedua kabur"
    qtbot.mouseClick(page.signed.view.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: work.jobs.idle() and page.signed.view.name.text() == "Enok Maesaroh")
    assert case_card(work.desk, home).returned == "Halaman kedua kabur"
    assert proposals_waiting(work.desk) == 3
    assert page.signed.model.rows[3].badge == ("Dikembalikan", "amber")
    receive(desk, answer_for(work.desk, desk, tmp_path))
    assert case_card(desk, home).returned == "Halaman kedua kabur"


def test_those_that_agree_are_accepted_at_once_and_answered_in_a_batch(
    page: ProposalsPage, work: Work, homes: list[str], qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.signed.matching, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: work.jobs.idle() and stages(work, homes)[0] == "diverifikasi")
    assert stages(work, homes) == ["diverifikasi", "diverifikasi", "ditandatangani"]
    assert work.shell.toasted == "2 usulan diterima · 1 perlu dilihat"
    qtbot.mouseClick(page.tabs.buttons["diverifikasi"], Qt.MouseButton.LeftButton)
    batch = page.answers
    assert QApplication.focusWidget() is batch.table
    qtbot.mouseClick(batch.save, Qt.MouseButton.LeftButton)
    assert batch.trouble.words.startswith("Tandai dulu")
    qtbot.keyClick(batch.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert batch.save.words == "Simpan untuk 2 keluarga"
    qtbot.keyClicks(batch.form.number, "12/SK/2026")
    qtbot.keyClicks(batch.form.sk_on.field, "20/11/2026")
    qtbot.keyClick(batch.form.number, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: work.jobs.idle() and stages(work, homes)[0] == "graduasi")
    assert stages(work, homes)[:2] == ["graduasi"] * 2
    assert case_card(work.desk, homes[1]).ended.sk_number == "12/SK/2026"
    assert batch.form.number.text() == ""
    qtbot.mouseClick(page.tabs.buttons["graduasi"], Qt.MouseButton.LeftButton)
    after = page.after
    qtbot.keyClick(after.table, Qt.Key.Key_Space)
    qtbot.mouseClick(after.form.which.buttons["nonaktif"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(after.save, Qt.MouseButton.LeftButton)
    assert after.form.tahap_row.has_error()
    qtbot.keyClicks(after.form.tahap, "Tahap 1 2027")
    qtbot.mouseClick(after.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: (
            work.jobs.idle() and {family(work.desk, home).status for home in homes} == {"aktif", "graduasi"}
        )
    )
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: work.jobs.idle() and statuses(work, homes) == {"aktif"})


def test_a_refusal_needs_its_reason_and_the_board_leads_here(
    page: ProposalsPage, work: Work, homes: list[str], qtbot: QtBot
) -> None:
    take_step(work.desk, homes[0], StepDraft("diverifikasi", work.desk.today()))
    board = work.shell.go("graduasi")
    settled(work, qtbot)
    board._act(homes[0], "tetapkan")
    qtbot.waitUntil(lambda: work.jobs.idle() and page.answers.table.ticked == {homes[0]})
    assert work.shell.page is page
    form = page.answers.form
    qtbot.mouseClick(form.which.buttons["ditolak"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.answers.save, Qt.MouseButton.LeftButton)
    assert form.why_row.has_error()
    qtbot.keyClicks(form.why, "Masih ada anak SD")
    qtbot.mouseClick(page.answers.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: work.jobs.idle() and stages(work, homes)[0] == "ditolak")
    assert case_card(work.desk, homes[0]).why == "Masih ada anak SD"


def test_what_a_scan_says_of_its_letter(desk: Desk) -> None:
    home, other = signed(desk, NAMES[0]), signed(desk, NAMES[1])
    letter, foreign = (case_card(desk, each).letter.id for each in (home, other))
    pages = files_of(desk, "letter", letter)
    assert read_seal(desk, letter, pages) == GENUINE
    assert read_seal(desk, foreign, pages) == ANOTHER
    assert read_seal(desk, letter, ()) == ABSENT
    assert review(desk, home).agrees
    assert review(desk, add_family(desk, nik=None, no_kk=None)) is None
    with desk.keep() as session:
        sql = "UPDATE letter SET facts = replace(facts, 'ENOK', 'ENEK') WHERE id = ?"
        session.connection().exec_driver_sql(sql, (letter,))
    assert read_seal(desk, letter, pages) == CHANGED
    assert not review(desk, home).agrees


@pytest.fixture
def bare(office: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The window of an office to which nobody has sent anything."""
    yield from _working(office, qtbot, qapp, "usulan")


def test_nothing_waits(bare: Work, qtbot: QtBot) -> None:
    page = bare.shell.page
    assert isinstance(page, ProposalsPage)
    assert page.signed.empty.isVisible()
    bring_to(bare.desk, add_family(bare.desk, nik=None, no_kk=None), "diverifikasi")
    qtbot.waitUntil(lambda: len(page.answers.table.rows) == 1)


def test_batches_lead_to_the_decision_list_and_to_the_certificates(
    page: ProposalsPage, work: Work, homes: list[str], qtbot: QtBot
) -> None:
    for home in homes:
        take_step(work.desk, home, StepDraft("diverifikasi", work.desk.today()))
    take_step(work.desk, homes[0], StepDraft("graduasi", work.desk.today(), sk_number="12/HUK/2026"))
    page.tabs.buttons["diverifikasi"].click()
    settled(work, qtbot)
    page.answers.tool.click()
    assert isinstance(work.shell.page, RosterPage)
    work.shell.back()
    page.tabs.buttons["graduasi"].click()
    settled(work, qtbot)
    page.after.tool.click()
    sheet = work.shell.page
    assert isinstance(sheet, PrintSheet)
    qtbot.waitUntil(lambda: work.jobs.idle() and len(sheet.pages.sizes) == 1)
    (size,) = sheet.pages.sizes
    assert size.width > size.height
