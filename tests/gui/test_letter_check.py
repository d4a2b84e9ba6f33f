"""The office checks a letter on paper in its window: a photo that falls on it, or a code that is typed."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlmodel import select

from gui.conftest import _working
from helpers.desks import add_family
from helpers.photos import jpeg, photographed, printed
from pkh_desk.actions.graduation.letter import LetterMade, LetterWishes, make_letter
from pkh_desk.desk import Desk
from pkh_desk.gui.frame.palette_doors import office_entries
from pkh_desk.gui.pages.office.letter_check import WRONG_FILE, LetterCheckPage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.work import Work
from pkh_desk.store.graduation.letter import Letter
from pkh_desk.store.local import Access

Settle = Callable[[], None]


@pytest.fixture
def letter(office: Desk) -> LetterMade:
    """A letter that the office itself wrote."""
    return make_letter(office, add_family(office), LetterWishes())


@pytest.fixture
def work(letter: LetterMade, office: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The office's window."""
    yield from _working(office, qtbot, qapp)


@pytest.fixture
def settle(work: Work, qtbot: QtBot) -> Settle:
    """Wait until every job has ended and its outcome is on screen."""
    return lambda: qtbot.waitUntil(work.jobs.idle)


def page_of(work: Work) -> LetterCheckPage:
    page = work.shell.page
    assert isinstance(page, LetterCheckPage)
    return page


def test_a_photo_that_falls_on_the_window_is_checked_and_leads_to_the_family(
    work: Work, settle: Settle, letter: LetterMade, office: Desk, tmp_path: Path
) -> None:
    rng, photo = random.Random(3), tmp_path / "surat.jpg"
    photo.write_bytes(jpeg(photographed(printed(letter.pdf, rng), rng)))
    work.shell.dropped.emit([photo])
    settle()
    page = page_of(work)
    assert page.banner.words.startswith("Asli")
    assert page.who.text() == "Sarmunah"
    assert letter.code in page.what.text()
    page.eye.click()
    settle()
    assert not page.eye.isVisible()
    with office.read() as session:
        assert session.exec(select(Access.what, Access.why)).all() == [("lihat", "cek surat")]
    page.family.click()
    settle()
    families = work.shell.page
    assert isinstance(families, FamiliesPage)
    assert families.about_family()


def test_a_code_is_typed_with_slips_and_a_voided_letter_is_refused(
    work: Work, settle: Settle, letter: LetterMade, office: Desk, qtbot: QtBot
) -> None:
    entry, *_ = office_entries(work.shell, office)
    entry.act()
    page = page_of(work)
    qtbot.keyClick(page.code, Qt.Key.Key_Return)
    assert page.code_row.has_error()
    qtbot.keyClicks(page.code, letter.code.lower().replace("-", " ").replace("0", "o"))
    qtbot.keyClick(page.code, Qt.Key.Key_Return)
    settle()
    assert page.banner.words.startswith("Surat ini tercatat")
    with office.write() as session:
        session.get_one(Letter, letter.id).voided_on = date(2026, 12, 3)
    page.search.click()
    settle()
    assert page.banner.words == "Jangan diterima: surat ini sudah dibatalkan 3 Desember 2026."


def test_what_is_no_letter_is_said_and_shows_nothing_of_the_last_one(
    work: Work, settle: Settle, letter: LetterMade, office: Desk, tmp_path: Path
) -> None:
    entry, *_ = office_entries(work.shell, office)
    entry.act()
    page = page_of(work)
    page.code.setText(letter.code)
    page.look_for()
    settle()
    assert page.who.isVisible()
    page.code.setText("GRD-AAAAA-2026-0009")
    page.look_for()
    settle()
    assert page.banner.words.startswith("Surat GRD-AAAAA-2026-0009 belum ada di sini.")
    assert not page.who.isVisible()
    page.take(tmp_path / "daftar.docx")
    assert page.banner.words == WRONG_FILE
    broken = tmp_path / "foto.png"
    broken.write_bytes(b"bukan gambar")
    page.take(broken)
    settle()
    assert page.banner.words.startswith("Foto surat tidak bisa dibaca.")
