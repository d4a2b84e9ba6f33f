"""A family that is recorded twice: found, said to the office, taken back; at the office merged at once."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.conftest import _working
from helpers.desks import add_family
from pkh_desk.desk import Desk
from pkh_desk.gui.family_pages import twin_page
from pkh_desk.gui.pages.people.family_twin import TwinPage
from pkh_desk.gui.work import Work
from pkh_desk.views.people.same import same_family
from pkh_desk.views.upkeep.records import family_records

NIK, KK = "3604276803889988", "3604271406129988"
Opened = Callable[[Work], tuple[TwinPage, str, str]]


@pytest.fixture
def office_work(office: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The office's window."""
    yield from _working(office, qtbot, qapp)


@pytest.fixture
def opened(qtbot: QtBot) -> Opened:
    """The page on a family that is held under another spelling too."""

    def opening(work: Work) -> tuple[TwinPage, str, str]:
        older = add_family(work.desk, "ROHANNAH", None, KK)
        younger = add_family(work.desk, "ROHANAH", NIK, KK)
        page = twin_page(work.shell, work.desk, younger)
        assert isinstance(page, TwinPage)
        work.shell.open_page(page)
        qtbot.waitUntil(lambda: work.jobs.idle() and page.lines.rowCount() > 0)
        return page, younger, older

    return opening


def test_a_laptop_asks_the_office_and_takes_it_back(work: Work, opened: Opened, qtbot: QtBot) -> None:
    page, younger, older = opened(work)
    assert page.lines.rows[0].spoken().startswith("Rohannah, Sukadana, Kec. Ciomas, 100%, No KK sama")
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert [fault.name for fault in page.foot.faults] == ["Keluarga yang sama"]
    page.list.setCurrentIndex(page.lines.index(0, 0))
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.picker.family_id == older
    qtbot.keyClicks(page.entry, "Satu rumah")
    qtbot.keyClick(page.entry, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: work.jobs.idle() and work.shell.page is not page)
    assert work.shell.toasted == "Rohanah diusulkan ke kantor untuk digabung."
    assert [one.other_id for one in same_family(work.desk, younger).proposals] == [older]
    work.shell.take_back()
    qtbot.waitUntil(work.jobs.idle)
    assert same_family(work.desk, younger).proposals == ()


def test_what_was_proposed_is_said_and_not_offered_again(work: Work, opened: Opened, qtbot: QtBot) -> None:
    page, _younger, older = opened(work)
    page.picker.show_family(older)
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: work.jobs.idle() and work.shell.page is not page)
    again = twin_page(work.shell, work.desk, older)
    assert isinstance(again, TwinPage)
    work.shell.open_page(again)
    qtbot.waitUntil(lambda: work.jobs.idle() and not again.said.isHidden())
    assert "menunggu jawaban kantor" in again.said.words
    assert again.list.isHidden()


def test_the_office_merges_at_once(office_work: Work, opened: Opened, qtbot: QtBot) -> None:
    page, _younger, older = opened(office_work)
    page.picker.show_family(older)
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: office_work.jobs.idle() and office_work.shell.page is not page)
    named = {one.name for one in family_records(office_work.desk)}
    assert named & {"ROHANNAH", "ROHANAH"} == {"ROHANNAH"}
