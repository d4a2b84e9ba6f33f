"""F1: the help of the page on screen, beside it or, in a narrow window, in its place."""

import pkgutil
from importlib import import_module

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import pkh_desk.gui.pages
from pkh_desk.gui.frame.facts import FAMILIES, PRODUCTS
from pkh_desk.gui.frame.help_panel import EVERYWHERE
from pkh_desk.gui.page import FULL, RAIL, Page
from pkh_desk.gui.work import Work
from pkh_desk.settings import resource


def page_modules() -> list[str]:
    """Return the modules that hold a page of their own."""
    found = []
    for module in pkgutil.walk_packages(pkh_desk.gui.pages.__path__, "pkh_desk.gui.pages."):
        things = vars(import_module(module.name)).values()
        if any(isinstance(t, type) and issubclass(t, Page) and t.__module__ == module.name for t in things):
            found.append(module.name.rpartition(".")[2])
    return found


@pytest.mark.parametrize("noun", [*page_modules(), EVERYWHERE])
def test_every_page_has_a_help_text(noun: str) -> None:
    text = resource("help", f"{noun}.md").read_text(encoding="utf-8")
    assert text.startswith("## ")
    assert text.endswith("\n")


def press(work: Work, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget() or work.shell, key)


def test_f1_shows_the_help_of_the_page_and_esc_leads_back(work: Work, qtbot: QtBot) -> None:
    shell = work.shell
    was = QApplication.focusWidget()
    press(work, qtbot, Qt.Key.Key_F1)
    assert shell.help.isVisible()
    assert shell.help.text.hasFocus()
    assert shell.help.text.toPlainText().startswith("Keluarga\n")
    assert "Ctrl+K mencari keluarga" in shell.help.text.toPlainText()
    shell.go(PRODUCTS)
    assert shell.help.text.toPlainText().startswith("Produk\n")
    shell.go(FAMILIES)
    shell.help.text.setFocus()
    press(work, qtbot, Qt.Key.Key_Escape)
    assert shell.help.isHidden()
    assert QApplication.focusWidget() is was


def test_beside_a_page_with_the_room_it_leaves_else_in_its_place(work: Work, qtbot: QtBot) -> None:
    shell = work.shell
    assert shell._width == FULL
    shell.toggle_help()
    assert shell._width == RAIL
    assert shell.page.isVisible()
    shell.window().resize(1000, 550)
    assert shell.help.isVisible()
    assert not shell.page.isVisible()
    shell.go(PRODUCTS)
    assert shell.help.isHidden()
    assert shell.page.isVisible()
