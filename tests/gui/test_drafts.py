"""Drafts in the window: through a kill, a lock and a closed program, in every form about a family."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.village import settle_village
from helpers.desks import PASSPHRASE, make_desk
from helpers.disks import filled, small_disk
from pkh_desk.actions.upkeep.draft import FAMILY, LETTER, VISIT, find_draft, list_drafts
from pkh_desk.actions.upkeep.setup import open_home
from pkh_desk.desk import wall_clock
from pkh_desk.gui.application import Program
from pkh_desk.gui.frame.facts import FAMILIES
from pkh_desk.gui.jobs import Jobs
from pkh_desk.gui.opening.unlock import UnlockView
from pkh_desk.gui.pages.graduation.letter import LetterPage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.pages.people.family_form import FamilyForm
from pkh_desk.gui.pages.people.visit import VisitPage
from pkh_desk.gui.recordings import open_visit
from pkh_desk.gui.resume import interrupted, say_interrupted
from pkh_desk.gui.style.theme import QT_ARGUMENTS, TERANG, Theme
from pkh_desk.gui.widgets.notice import Offer
from pkh_desk.gui.work import Work
from pkh_desk.settings import Places
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.people.visit import visit_background

NOTE = "Diketik sebelum listrik padam"


def type_and_hang(home: Path, pipe: Connection) -> None:
    """Be a program in whose visit form somebody types, until it is killed."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication(QT_ARGUMENTS)
    desk = open_home(Places(home), PASSPHRASE)
    raised: list[BaseException] = []
    work = Work(desk, Theme(app, TERANG), Jobs(raised.append, raised.append))
    work.start()
    page = open_visit(work.shell, desk, family_ids(desk)[0])
    page.form.note.insertPlainText(NOTE)
    while find_draft(desk, VISIT, page.family_id) is None and not raised:
        QCoreApplication.processEvents()
    pipe.send([str(each) for each in raised])
    pipe.recv()


def unlock(program: Program, qtbot: QtBot) -> Work:
    view = program.view
    assert isinstance(view, UnlockView)
    qtbot.keyClicks(view.passphrase, PASSPHRASE)
    qtbot.keyClick(view.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.work is not None and program.jobs.idle())
    assert program.work is not None
    return program.work


def test_a_killed_program_offers_what_was_being_typed(
    tmp_path: Path, qtbot: QtBot, start: Callable[..., Program]
) -> None:
    desk = make_desk(tmp_path / "rumah")
    settle_village(desk, 3, 1)
    desk.close()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=type_and_hang, args=(tmp_path / "rumah", theirs))
    child.start()
    theirs.close()
    assert ours.poll(60)
    assert ours.recv() == []
    child.kill()
    child.join()

    program = start(with_desk=False)
    work = unlock(program, qtbot)
    said = work.shell.notice.words
    assert said.startswith("Komputer mati sebelum disimpan. Draf kunjungan ")
    assert said.endswith(" masih lengkap.")
    qtbot.mouseClick(work.shell.notice.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    page = work.shell.page
    assert isinstance(page, VisitPage)
    assert page.form.note.toPlainText() == NOTE
    assert work.shell.notice.words == ""


def test_a_lock_keeps_the_last_letter_and_offers_it(qtbot: QtBot, start: Callable[..., Program]) -> None:
    program = start()
    work = unlock(program, qtbot)
    home = family_ids(work.desk)[0]
    page = open_visit(work.shell, work.desk, home)
    qtbot.keyClicks(page.form.note, NOTE)
    program.lock()
    again = unlock(program, qtbot)
    assert again.shell.notice.words.startswith("Draf kunjungan ")
    qtbot.mouseClick(again.shell.notice.close_button, Qt.MouseButton.LeftButton)
    assert again.shell.notice.words == ""
    page = open_visit(again.shell, again.desk, home)
    assert page.form.note.toPlainText() == NOTE


def test_what_waits_above_the_pages_comes_one_after_the_other(work: Work) -> None:
    notice, done = work.shell.notice, []
    for key in ("draf", "pesan 1", "pesan 2", "pesan 3"):
        notice.offer(Offer(key, f"Ada {key}.", "Mengerti", partial(done.append, key)))
    assert notice.words == "Ada draf."
    notice.close_button.click()
    assert notice.words == "Ada pesan 1."
    notice.withdraw({"pesan 2"})
    notice.button.click()
    assert (notice.words, done) == ("Ada pesan 3.", ["pesan 1"])
    notice.offer(Offer("pesan 1", "Ada pesan 1.", "Mengerti", lambda: None))
    notice.button.click()
    assert (notice.words, done) == ("", ["pesan 1", "pesan 3"])


def test_closing_the_program_keeps_what_stands_in_a_form(qtbot: QtBot, start: Callable[..., Program]) -> None:
    program = start()
    work = unlock(program, qtbot)
    home = family_ids(work.desk)[0]
    page = open_visit(work.shell, work.desk, home)
    qtbot.keyClicks(page.form.note, NOTE)
    program.close()
    desk = open_home(program.places, PASSPHRASE)
    draft, found = find_draft(desk, VISIT, home), interrupted(desk)
    words = say_interrupted(desk, found) if found else ""
    desk.close()
    assert draft is not None
    assert draft.body["values"]["note"] == NOTE
    # Whoever closes the window in the midst of a form sees at the next start that nothing is lost.
    assert words.startswith("Draf kunjungan ")


@pytest.mark.parametrize(("days", "asks"), [(-2, True), (1, False), (90, True)])
def test_a_date_that_looks_wrong_is_asked_about_above_every_page(
    qtbot: QtBot, start: Callable[..., Program], monkeypatch: pytest.MonkeyPatch, days: int, asks: bool
) -> None:
    program = start()
    today = wall_clock()
    monkeypatch.setattr("pkh_desk.desk.time.time_ns", lambda: (today + days * 86_400_000) * 1_000_000)
    notice = unlock(program, qtbot).shell.notice
    qtbot.waitUntil(program.jobs.idle)
    asked = notice.words.startswith("Tanggal laptop (") and ") tampak salah. Betulkan dulu" in notice.words
    assert asked is asks
    if asks:
        assert notice.button.words == "Tanggal sudah benar"
        notice.button.click()
    assert notice.words == ""


def test_a_form_left_untouched_leaves_no_draft(work: Work, qtbot: QtBot) -> None:
    home = family_ids(work.desk)[0]
    for page in (
        open_visit(work.shell, work.desk, home),
        FamilyForm(work.shell, work.desk, home),
        LetterPage(work.shell, work.desk, home),
    ):
        if work.shell.page is not page:
            work.shell.open_page(page)
        qtbot.waitUntil(work.jobs.idle)
        work.shell.back()
    qtbot.waitUntil(work.jobs.idle)
    assert list_drafts(work.desk) == []


def test_corrected_data_and_letters_are_kept_until_they_are_saved(work: Work, qtbot: QtBot) -> None:
    families = work.shell.go(FAMILIES)
    assert isinstance(families, FamiliesPage)
    qtbot.waitUntil(work.jobs.idle)
    home = families.detail.family_id
    families.detail.edit.emit(home)
    form = work.shell.page
    assert isinstance(form, FamilyForm)
    form.entries["address"].selectAll()
    qtbot.keyClicks(form.entries["address"], "Kp. Sawah Baru")
    work.shell.back()
    families.detail.write_letter.emit(home)
    qtbot.waitUntil(work.jobs.idle)
    letter = work.shell.page
    assert isinstance(letter, LetterPage)
    qtbot.keyClicks(letter.form.entries["village_head"], "Ujang Suherman")
    qtbot.mouseClick(letter.tools.papers.buttons["a4"], Qt.MouseButton.LeftButton)
    work.shell.back()
    qtbot.waitUntil(work.jobs.idle)
    kept = find_draft(work.desk, FAMILY, home)
    assert kept is not None
    assert kept.body["values"] == {"address": "Kp. Sawah Baru"}
    assert find_draft(work.desk, LETTER, home) is not None

    families.detail.write_letter.emit(home)
    qtbot.waitUntil(work.jobs.idle)
    letter = work.shell.page
    assert isinstance(letter, LetterPage)
    assert (letter.form.entries["village_head"].text(), letter.tools.paper) == ("Ujang Suherman", "a4")
    work.shell.back()
    families.detail.edit.emit(home)
    form = work.shell.page
    assert isinstance(form, FamilyForm)
    assert form.entries["address"].text() == "Kp. Sawah Baru"
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert find_draft(work.desk, FAMILY, home) is None


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A home with three families on a small disk; it outlives the window."""
    with small_disk(tmp_path / "rumah", 24) as mounted:
        if mounted is None:
            pytest.skip("this system mounts no disks for us")
        desk = make_desk(mounted)
        settle_village(desk, 3, 1)
        desk.close()
        yield mounted


def test_a_full_disk_leaves_everything_on_screen_until_there_is_room(
    disk: Path, qtbot: QtBot, start: Callable[..., Program]
) -> None:
    work = unlock(start(with_desk=False), qtbot)
    home = family_ids(work.desk)[0]
    page = open_visit(work.shell, work.desk, home)
    with filled(disk):
        page.form.note.insertPlainText(NOTE * 40)
        page.save.click()
        qtbot.waitUntil(lambda: bool(page.trouble.words) and work.jobs.idle())
        assert page.trouble.words.startswith("Ruang komputer penuh, catatan ini belum tersimpan.")
        assert "Draf belum bisa tersimpan" in work.shell.status.saved.words
        assert page.form.note.toPlainText() == NOTE * 40
    page.save.click()
    qtbot.waitUntil(work.jobs.idle)
    last = visit_background(work.desk, home).last
    assert last is not None
    assert last.note == NOTE * 40
