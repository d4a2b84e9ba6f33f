"""Icons in fields and chips in rows follow the text size and the room they have."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QStyle, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import pkh_desk.gui
from pkh_desk.gui.frame.top_bar import SearchBox
from pkh_desk.gui.opening.unlock import PassphraseEdit
from pkh_desk.gui.pages.office.decision_list import CHIPS
from pkh_desk.gui.style.theme import TERANG, Theme
from pkh_desk.gui.widgets import progress
from pkh_desk.gui.widgets.chips import Chips
from pkh_desk.gui.widgets.date_row import DateEntry
from pkh_desk.gui.widgets.edit_icon import EditButton, EditIcon
from pkh_desk.gui.widgets.filter_edit import FilterEdit
from pkh_desk.gui.widgets.progress import ProgressLine

FIELDS: dict[str, Callable[[Theme], QLineEdit]] = {
    "date": DateEntry,
    "filter": lambda theme: FilterEdit(theme, "Saring nama…", "Saring keluarga"),
    "search": SearchBox,
    "passphrase": PassphraseEdit,
}


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """A theme at the usual text size."""
    return Theme(qapp, TERANG)


@pytest.mark.parametrize("name", FIELDS)
def test_icons_in_fields_grow_with_the_text_that_never_runs_below_them(
    theme: Theme, qtbot: QtBot, name: str
) -> None:
    field = FIELDS[name](theme)
    qtbot.addWidget(field)
    field.resize(300, 32)
    field.show()
    field.setText("kemarin")
    sizes = []
    for percent in (100, 150):
        theme.resize(percent)
        field.resize(300, field.sizeHint().height())
        QApplication.processEvents()
        icons: list[QWidget] = [
            each for kind in (EditIcon, EditButton) for each in field.findChildren(kind) if each.isVisible()
        ]
        sizes.append([_side(icon) for icon in icons])
        assert icons
        assert all(field.rect().contains(icon.geometry()) for icon in icons)
        field.home(False)
        begin = field.cursorRect().center().x()
        end = field.width() - 12 - field.textMargins().right()
        for icon in icons:
            at = icon.geometry()
            assert at.right() < begin if isinstance(icon, EditIcon) else at.left() >= end
    theme.resize(100)
    assert sizes[1] == [round(side * 1.5) for side in sizes[0]]


def _side(icon: QWidget) -> float:
    if isinstance(icon, EditButton):
        return icon.icon().actualSize(icon.iconSize()).width()
    assert isinstance(icon, EditIcon)
    return icon.pixmap().deviceIndependentSize().width()


def test_the_buttons_in_fields_do_what_they_say(theme: Theme, qtbot: QtBot) -> None:
    filtering, entry = FilterEdit(theme, "Saring…", "Saring"), PassphraseEdit(theme)
    for field in (filtering, entry):
        qtbot.addWidget(field)
        field.show()
    clear, eye = filtering.findChild(EditButton), entry.findChild(EditButton)
    assert isinstance(clear, EditButton)
    assert isinstance(eye, EditButton)
    assert not clear.isVisible()
    filtering.setText("sukadana")
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert (filtering.text(), clear.isVisible()) == ("", False)
    qtbot.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert (entry.echoMode(), eye.toolTip()) == (QLineEdit.EchoMode.Normal, "Sembunyikan kata sandi")


def test_icons_in_menus_grow_with_the_text(theme: Theme, qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    sizes = []
    for percent in (100, 150):
        theme.resize(percent)
        menu.ensurePolished()
        sizes.append(menu.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize, None, menu))
    theme.resize(100)
    assert sizes == [20, 30]


def test_no_field_has_an_icon_of_qts_own(theme: Theme) -> None:
    sources = [path.read_text("utf-8") for path in Path(pkh_desk.gui.__file__).parent.rglob("*.py")]
    assert not any("ActionPosition" in each or "setClearButtonEnabled" in each for each in sources)


@pytest.mark.parametrize(("width", "whole"), [(250, False), (700, True)])
def test_a_progress_line_keeps_its_count_and_gives_up_the_estimate(
    theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, width: int, whole: bool
) -> None:
    monkeypatch.setattr(progress, "FIRST_ESTIMATE_MS", -1)
    holder, line = QWidget(), ProgressLine(theme, "keluarga")
    qtbot.addWidget(holder)
    QVBoxLayout(holder).addWidget(line)
    holder.resize(width, 60)
    holder.show()
    line.begin()
    QApplication.processEvents()
    line.show_progress(41_000, 60_000)
    assert line.words == "41.000 dari 60.000 keluarga"
    assert line._left.isVisible() == whole
    assert line.minimumSizeHint().width() < 250
    assert line.rect().contains(line.cancel.geometry())


@pytest.mark.parametrize("width", [314, 1000])
def test_chips_are_all_in_sight_on_as_many_rows_as_it_takes(theme: Theme, qtbot: QtBot, width: int) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    chips, below = Chips(list(CHIPS)), QWidget()
    chips.set_counts({key: 128 for key, _ in CHIPS})
    stack = QVBoxLayout(holder)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.addWidget(chips)
    stack.addWidget(below, 1)
    holder.resize(width, 400)
    holder.show()
    QApplication.processEvents()
    parts = list(chips._chips.values())
    assert all(part.visibleRegion().boundingRect() == part.rect() for part in parts)
    assert all(part.width() >= part.sizeHint().width() for part in parts)
    assert (len({part.y() for part in parts}) > 1) == (width < 500)
    assert below.y() > max(part.geometry().bottom() for part in parts)
    chips.show_only({"buka"})
    QApplication.processEvents()
    assert chips.height() == parts[0].height()
