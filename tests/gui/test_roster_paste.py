"""Impor: text pasted from a chat, and columns that a person reads otherwise than they were guessed."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from helpers.sheets import xlsx
from pkh_desk.gui.frame.facts import FAMILIES
from pkh_desk.gui.pages.lists.roster import CHECK, COLUMNS, DONE, PICK, RosterPage
from pkh_desk.gui.pages.lists.roster_lines import masked
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.work import Work
from pkh_desk.views.people.families import family_ids

CHAT = "[16/08/26 10.15] Bu Ani: Daftar\n1. TARSIH 3604014606819911\n2. Enok Wati - 3604356512589910, Anyer"


def opened(work: Work, qtbot: QtBot, path: Path | None = None) -> RosterPage:
    page = work.shell.go(FAMILIES)
    assert isinstance(page, FamiliesPage)
    page.import_roster(path)
    qtbot.waitUntil(work.jobs.idle)
    shown = work.shell.page
    assert isinstance(shown, RosterPage)
    return shown


def test_text_from_a_chat_is_taken_in_by_keyboard(work: Work, qtbot: QtBot) -> None:
    before = set(family_ids(work.desk))
    page = opened(work, qtbot)
    QGuiApplication.clipboard().setText(CHAT)
    qtbot.keyClick(page.choose, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.pasting.text.toPlainText() == CHAT
    assert page._step == PICK
    qtbot.keyClick(page.pasting.go, Qt.Key.Key_Space)
    qtbot.waitUntil(work.jobs.idle)
    assert page._step == COLUMNS
    assert [(guess.text, guess.read_as) for guess in page.columns.table.rows][:2] == [
        ("Kolom A", "Nama"), ("Kolom B", "NIK"),
    ]  # fmt: skip
    for step in (CHECK, DONE):
        qtbot.keyClick(page.next, Qt.Key.Key_Space)
        qtbot.waitUntil(work.jobs.idle)
        assert page._step == step
    assert len(set(family_ids(work.desk)) - before) == 2


def test_pasting_nothing_that_is_a_list_says_so_and_escape_goes_back(work: Work, qtbot: QtBot) -> None:
    page = opened(work, qtbot)
    qtbot.mouseClick(page.paste, Qt.MouseButton.LeftButton)
    assert not page.pasting.go.isEnabled()
    assert page.step_back()
    assert page._body.currentIndex() == PICK
    qtbot.mouseClick(page.paste, Qt.MouseButton.LeftButton)
    page.pasting.text.setPlainText("besok rapat jam 9")
    qtbot.mouseClick(page.pasting.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)
    assert page.banner.words.startswith("Tidak ada daftar yang dikenal")


def test_a_copied_file_is_taken_like_a_dropped_one(work: Work, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx([["NIK", "NAMA"], ["3604014606819911", "TARSIH"]]))
    page = opened(work, qtbot)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    QGuiApplication.clipboard().setMimeData(mime)
    qtbot.keyClick(page.choose, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(work.jobs.idle)
    assert (page._step, page.source) == (COLUMNS, path)


@pytest.mark.parametrize("again", [False, True])
def test_a_column_is_read_as_a_person_says_and_so_the_next_time(
    work: Work, qtbot: QtBot, tmp_path: Path, again: bool
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx([["NIK", "NAMA", "TEMPAT"], ["3604014606819911", "TARSIH", "KP CIPARI"]]))
    page = opened(work, qtbot, path)
    place = next(at for at, guess in enumerate(page.columns.table.rows) if guess.text == "TEMPAT")
    page.columns.table.setCurrentIndex(page.columns.table.model().index(place, 0))
    assert page.columns.read_as.value() == ""
    page.columns.read_as.set_value("address")
    page.columns.read_as.activated.emit(0)
    qtbot.waitUntil(work.jobs.idle)
    assert page._step == COLUMNS
    assert page.columns.table.rows[place].read_as == "Alamat"
    assert page.columns.table.current == page.columns.table.rows[place]
    if again:
        for _ in range(2):
            qtbot.keyClick(page.next, Qt.Key.Key_Space)
            qtbot.waitUntil(work.jobs.idle)
        page = opened(work, qtbot, path)
        assert page.columns.table.rows[place].read_as == "Alamat"


def test_a_card_number_is_masked_however_it_is_parted() -> None:
    assert masked("6013 0000 0000 9901") == masked("'6013000000009901") == "6013********9901"
    assert masked("KP 6013") == "KP 6013"
