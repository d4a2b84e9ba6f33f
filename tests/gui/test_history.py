"""Riwayat perubahan: by day, in words, taken back act by act."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.conftest import _working
from helpers.desks import add_family
from pkh_desk.actions.business.product import add_product, move_stock
from pkh_desk.actions.people.household import edit_household
from pkh_desk.desk import Desk
from pkh_desk.domain.business import ProductFields
from pkh_desk.gui.pages.upkeep.history import HistoryPage
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.gui.work import Work
from pkh_desk.views.business.products import ledger
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.people.family import family


def open_page(work: Work, qtbot: QtBot) -> HistoryPage:
    qtbot.mouseClick(work.shell.status.saved._button, Qt.MouseButton.LeftButton)
    page = work.shell.page
    assert isinstance(page, HistoryPage)
    qtbot.waitUntil(work.jobs.idle)
    return page


def test_a_change_is_found_from_the_status_bar_and_taken_back_by_keyboard(work: Work, qtbot: QtBot) -> None:
    home = family_ids(work.desk)[0]
    before = family(work.desk, home).address
    edit_household(work.desk, home, {"address": "KP. SAWAH", "no_kk": "3604271406129907"})
    page = open_page(work, qtbot)
    first = page.table.rows[0]
    assert first.day == "Hari ini"
    assert page.table.rows[1].day == ""
    assert page.what.text() == "Keluarga diubah"
    spoken = page._spoken(first)
    assert f"Alamat: {before} → KP. SAWAH" in spoken
    assert "********9907" in spoken
    assert "3604271406129907" not in spoken
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Tab)
    assert page.undo.hasFocus()
    qtbot.keyClick(page.undo, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: family(work.desk, home).address == before)
    qtbot.waitUntil(lambda: len(page.table.rows) > 0 and page.table.rows[1].act.undone)
    shown = said_name(family(work.desk, home).name)
    qtbot.waitUntil(lambda: work.shell.toasted == f"Diurungkan: Keluarga diubah · {shown}.")
    assert page.undo.words == "Ulangi"
    page.table.selectRow(1)
    assert page.undo.isHidden()
    assert page.why.text() == "Sudah diurungkan."
    page.table.selectRow(0)
    qtbot.mouseClick(page.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: work.shell.toasted == f"Diulangi: Keluarga diubah · {shown}.")


def test_what_is_no_longer_as_it_was_stays_and_says_why(work: Work, qtbot: QtBot) -> None:
    home = family_ids(work.desk)[0]
    edit_household(work.desk, home, {"address": "KP. SATU"})
    edit_household(work.desk, home, {"address": "KP. DUA"})
    page = open_page(work, qtbot)
    page.table.selectRow(1)
    qtbot.mouseClick(page.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.failed.isHidden())
    assert "Sudah diubah lagi sesudahnya." in page.failed.words
    assert family(work.desk, home).address == "KP. DUA"


def test_a_family_shows_its_own_changes_alone(work: Work, qtbot: QtBot) -> None:
    home = family_ids(work.desk)[0]
    edit_household(work.desk, home, {"address": "KP. SAWAH"})
    work.shell.page.show_family(home)
    qtbot.waitUntil(work.jobs.idle)
    work.shell.page.detail._open_changes()
    page = work.shell.page
    qtbot.waitUntil(work.jobs.idle)
    shown = family(work.desk, home).name
    assert {row.act.family for row in page.table.rows} == {shown}
    work.shell.back()
    assert work.shell.page.about_family() == home


def test_a_new_desk_says_that_nothing_was_changed(empty: Work, qtbot: QtBot) -> None:
    page = open_page(empty, qtbot)
    assert not page._empty.isHidden()
    assert page._work.isHidden()


def test_what_an_office_records_waits_for_nobody(kantor: Desk, qtbot: QtBot, qapp: object) -> None:
    home = add_family(kantor)
    product = add_product(kantor, ProductFields(household_id=home, name="Kue jahe", unit="toples"))
    move_stock(kantor, product, "masuk", 5)
    for work in _working(kantor, qtbot, qapp):
        page = open_page(work, qtbot)
        states = {page._columns()[4].cell(row).text for row in page.table.rows}
        assert states == {"Tercatat"}
        assert page.fate.text() == "Tercatat"
    assert [move.fate for move in ledger(kantor, product)] == [""]
