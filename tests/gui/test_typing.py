"""SIKS-NG at the office: changes since a day, filtered, marked as typed, taken back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gui.conftest import _working
from helpers.desks import add_family
from pkh_desk.actions.people.household import edit_household
from pkh_desk.desk import Desk
from pkh_desk.gui.pages.office.places import TYPING
from pkh_desk.gui.pages.office.typing import TypingPage
from pkh_desk.gui.work import Work


@pytest.fixture
def work(office: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The office's window: three changes of two families in two kecamatan."""
    first = add_family(office)
    second = add_family(office, "RUMSIAH", "3604305708799903", "3604300109119903", desa_code="36.04.30.2001")
    edit_household(office, first, {"address": "KP. BOJONG", "nik": "3604275203849977"})
    edit_household(office, second, {"dusun": "DUA"})
    yield from _working(office, qtbot, qapp)


def settled(work: Work, qtbot: QtBot) -> None:
    qtbot.waitUntil(work.jobs.idle)


def test_changes_are_filtered_marked_and_taken_back(work: Work, qtbot: QtBot) -> None:
    page = work.shell.go(TYPING)
    assert isinstance(page, TypingPage)
    settled(work, qtbot)
    assert [one.label for one in page.table.rows] == ["Dusun", "NIK", "Alamat"]
    shown = [column.cell(page.table.rows[1]).text for column in page.table.columns]
    assert shown[-2:] == ["3604********9901", "3604********9977"]
    page.kecamatan.setCurrentIndex(page.kecamatan.findText("Ciomas"))
    assert [one.label for one in page.table.rows] == ["NIK", "Alamat"]
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.typed.text().strip() == "1 sudah diketik"
    page.typed.click()
    settled(work, qtbot)
    page.kecamatan.set_value("")
    page._filter()
    assert [one.label for one in page.table.rows] == ["Dusun", "Alamat"]
    qtbot.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(work, qtbot)
    assert (page.table.rows, page.empty.isHidden()) == ([], False)
    undo = next(each for each in work.shell.findChildren(QPushButton) if each.text().strip() == "Urungkan")
    undo.click()
    settled(work, qtbot)
    assert [one.label for one in page.table.rows] == ["Dusun", "Alamat"]
    page.since.field.setText("25/11/2026")
    page.since.changed.emit()
    settled(work, qtbot)
    assert list(page.table.rows) == []
