"""The table of keys (design, section 6), page by page: what a page offers has its key there."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.rounds import Stop, forms, places
from pkh_desk.gui.widgets.filter_edit import FilterEdit
from pkh_desk.gui.widgets.form_foot import FormFoot
from pkh_desk.gui.work import Work

DOORS = ("Cetak halaman uji", "Cetak piagam…", "Cetak ulang")
"""Links to another page that prints, or one of many, beside what the page itself prints."""


def press(key: str, qtbot: QtBot, work: Work) -> QWidget:
    """Press a key where the focus is; return what has it then."""
    combination = QKeySequence(key)[0]
    qtbot.keyClick(QApplication.focusWidget(), combination.key(), combination.keyboardModifiers())
    qtbot.waitUntil(work.jobs.idle)
    focused = QApplication.focusWidget()
    assert focused is not None, f"{key} lost the focus"
    return focused


def missing_keys(work: Work, qtbot: QtBot) -> list[str]:
    """Return what the page on screen offers without its key."""
    page = work.shell.page
    keys = {each.key().toString() for each in page.findChildren(QShortcut)}
    buttons = [each.accessibleName() for each in page.findChildren(QPushButton) if each.isVisible()]
    found = []
    prints = [name for name in buttons if name.startswith("Cetak") and name not in DOORS]
    if prints and "Ctrl+P" not in keys:
        found.append(f"no Ctrl+P for {prints}")
    named = [label.text() for foot in page.findChildren(FormFoot) for label in foot.findChildren(QLabel)]
    if "Ctrl S" in named and "Ctrl+S" not in keys:
        found.append("no Ctrl+S")
    before = QApplication.focusWidget()
    if any(each.isVisible() for each in page.findChildren(FilterEdit)):
        if not isinstance(press("Ctrl+F", qtbot, work), FilterEdit):
            found.append("no Ctrl+F")
        if before is not None and before.isVisible():
            before.setFocus()
    before = QApplication.focusWidget()
    for key in ("F1", "Ctrl+K"):
        press(key, qtbot, work)
        if press("Esc", qtbot, work) is not before:
            found.append(f"{key} and Esc do not lead back")
    met = {id(press("F6", qtbot, work)) for _ in range(len(page.panes()) + 4)}
    if len(met) < 2:
        found.append("F6 goes nowhere")
    return found


def walk(work: Work, stops: dict[str, Stop], qtbot: QtBot) -> list[str]:
    found = []
    for key, show in stops.items():
        show(work)
        for _ in range(2):
            qtbot.waitUntil(work.jobs.idle)
            QApplication.processEvents()
        found += [f"{key}: {each}" for each in missing_keys(work, qtbot)]
    return found


def test_every_key_at_a_laptop(work: Work, qtbot: QtBot, tmp_path: Path) -> None:
    found = walk(work, places(work.desk) | forms(work.desk, tmp_path), qtbot)
    assert not found, "\n".join(found)


def test_every_key_at_an_office(filled: Work, qtbot: QtBot, tmp_path: Path) -> None:
    found = walk(filled, places(filled.desk) | forms(filled.desk, tmp_path), qtbot)
    assert not found, "\n".join(found)


def test_the_catat_menu_opens_and_closes_by_key(work: Work, qtbot: QtBot) -> None:
    before = QApplication.focusWidget()
    qtbot.keyClick(before, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert QApplication.focusWidget() is before
