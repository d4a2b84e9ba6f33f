"""Accessibility (design, section 7): every page of both roles walked by Tab, as a screen reader hears it."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.rounds import forms, places
from pkh_desk.gui.application import Program
from pkh_desk.gui.frame.focus import SAME_LINE, tab_stops
from pkh_desk.gui.opening.first_run import OFFICE, FirstRunView
from pkh_desk.gui.opening.forgotten import ASK, COMPARE, RENEW, ForgottenView
from pkh_desk.gui.opening.unlock import UnlockView
from pkh_desk.gui.pages.business.product_needs import MARKS
from pkh_desk.gui.paper.paper_doors import open_book, open_desa_papers
from pkh_desk.gui.style.theme import TERANG, Theme
from pkh_desk.gui.style.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens, contrast
from pkh_desk.gui.widgets.segmented import Segmented
from pkh_desk.gui.work import Work

TARGET = 28
MANY = 200
CLICKED = (QAbstractButton, QComboBox, QLineEdit, QTabBar)


def name_of(widget: QWidget) -> str:
    """Return what a screen reader says on arriving."""
    if isinstance(widget, QComboBox):
        # Off Windows Qt takes the choice itself for the name where a label is missing.
        return widget.accessibleName()
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def known_as(widget: QWidget) -> str:
    """Return how a finding names a widget."""
    return f"{type(widget).__name__} “{name_of(widget)}”"


def walk(first: QWidget, qtbot: QtBot) -> list[QWidget]:
    """Press Tab from `first` until it comes round; return every stop in order."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    stops: list[QWidget] = []
    for _ in range(MANY):
        focused = QApplication.focusWidget()
        if focused is None or focused in stops:
            break
        stops.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    return stops


def findings(stops: list[QWidget]) -> list[str]:
    """Return what is wrong with stops: no name, too small to hit, rows that say nothing."""
    found = [
        f"no name: {known_as(stop)} in {known_as(stop.parentWidget())}" for stop in stops if not name_of(stop)
    ]
    for stop in stops:
        if isinstance(stop, CLICKED) and min(stop.width(), stop.height()) < TARGET:
            found.append(f"small: {known_as(stop)} {stop.width()} x {stop.height()}")
        # A list of boxes to tick says the words beside each, all there is of it.
        if isinstance(stop, QAbstractItemView) and not isinstance(stop, QListWidget):
            found += [f"row: {known_as(stop)} says “{said}”" for said in rows_of(stop) if not whole(said)]
    return found


def rows_of(view: QAbstractItemView) -> list[str]:
    """Return what the first rows of a list or table say."""
    model = view.model()
    cells = [model.index(row, 0) for row in range(min(model.rowCount(), 5))]
    return [str(cell.data(Qt.ItemDataRole.AccessibleTextRole) or "") for cell in cells]


def whole(said: str) -> bool:
    """Tell whether a row says more than its first cell."""
    return len(said.split()) >= 3 and "None" not in said


def disorder(pane: QWidget, stops: list[QWidget]) -> list[str]:
    """Return the steps inside a pane that go back up, or left within a line."""
    here = [stop for stop in stops if pane.isAncestorOf(stop)]
    wrong = []
    for before, now in pairwise(here):
        around = body_of(now)
        if around is not body_of(before):
            continue
        was, at = (stop.mapTo(around, QPoint(0, stop.height() // 2)) for stop in (before, now))
        same = abs(at.y() - was.y()) < SAME_LINE
        if at.y() < was.y() - SAME_LINE or (same and at.x() < was.x()):
            wrong.append(f"order: {known_as(before)} -> {known_as(now)}")
    return wrong


def body_of(widget: QWidget) -> QWidget:
    """Return the content that scrolls with a widget, else its window."""
    around = widget.parentWidget()
    while not around.isWindow():
        area = around.parentWidget().parentWidget()
        if isinstance(area, QScrollArea) and area.widget() is around:
            break
        around = around.parentWidget()
    return around


def look_at(work: Work, qtbot: QtBot) -> list[str]:
    """Walk the page on screen; return what is wrong with it."""
    shell = work.shell
    stops = walk(tab_stops(shell.top)[0], qtbot)
    missed = [stop for stop in tab_stops(shell) if stop not in stops]
    found = [f"not reached: {known_as(stop)}" for stop in missed]
    for pane in (shell.top, *shell.page.panes(), shell.status, shell.nav):
        found += disorder(pane, stops)
    return found + findings(stops)


@pytest.mark.parametrize("tokens", [LIGHT, DARK, HIGH_CONTRAST], ids=lambda tokens: tokens.name)
def test_marks_on_a_selected_row_stand_out(tokens: Tokens) -> None:
    chosen = tokens.selected()
    marks = [chosen.color(f"{hue}_fill") for hue in ("amber", "red", "green", "blue")]
    marks += [chosen.color(use) for _icon, use, _filled in MARKS.values()]
    assert min(contrast(mark, chosen.selection) for mark in marks) >= 3


def test_the_chosen_answer_stands_out_in_high_contrast(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(qapp, TERANG)
    theme.obey(HIGH_CONTRAST)
    answer = Segmented("Dicek", [("ya", "Ya", "green"), ("tidak", "Tidak", "red"), ("belum", "Belum")], "ya")
    qtbot.addWidget(answer)
    answer.show()
    try:
        for chosen in answer.buttons:
            answer.set_value(chosen)
            grounds = {code: ground_of(button) for code, button in answer.buttons.items()}
            others = [ground for code, ground in grounds.items() if code != chosen]
            assert min(contrast(grounds[chosen], ground) for ground in others) >= 3
    finally:
        theme.obey(LIGHT)


def ground_of(widget: QWidget) -> str:
    """Return the colour a widget is painted on, near its upper edge."""
    return widget.grab().toImage().pixelColor(widget.width() // 2, 4).name()


def test_a_line_is_walked_from_the_left_wherever_it_stands(qtbot: QtBot) -> None:
    part = QWidget()
    qtbot.addWidget(part)
    # The right one of each line is made first, and stands a little higher.
    places = {f"{x} {y}": (x, y) for x, y in ((80, 0), (0, 1), (80, 40), (0, 41))}
    buttons = {name: QPushButton(name, part) for name in places}
    part.show()
    for top in range(SAME_LINE):
        for name, (x, y) in places.items():
            buttons[name].setGeometry(x, top + y, 60, 30)
        assert [name_of(stop) for stop in tab_stops(part)] == ["0 1", "80 0", "0 41", "80 40"]


def settle(work: Work, qtbot: QtBot) -> None:
    """Let the page read, notice what its own opening wrote, and lay itself out."""
    for _ in range(2):
        qtbot.waitUntil(work.jobs.idle)
        work.news.look()
        QApplication.processEvents()
    qtbot.waitUntil(work.jobs.idle)
    QApplication.processEvents()


def walk_all(work: Work, stops: dict[str, Callable[[Work], object]], qtbot: QtBot) -> list[str]:
    found: list[str] = []
    for key, show in stops.items():
        show(work)
        settle(work, qtbot)
        found += [f"{key}: {each}" for each in look_at(work, qtbot)]
    return found


@pytest.mark.parametrize("size", [(1366, 688), (911, 480)], ids=["wide", "narrow"])
def test_every_page_of_the_laptop(work: Work, size: tuple[int, int], qtbot: QtBot, tmp_path: Path) -> None:
    work.shell.window().resize(*size)
    assert walk_all(work, places(work.desk) | forms(work.desk, tmp_path), qtbot) == []


def test_every_page_of_a_laptop_with_nothing_in_it(empty: Work, qtbot: QtBot) -> None:
    assert walk_all(empty, places(empty.desk), qtbot) == []


def test_every_page_of_an_office_with_nothing_in_it(begun: Work, qtbot: QtBot) -> None:
    papers = {
        "buku-surat": lambda work: open_book(work.shell, begun.desk),
        "berkas-desa": lambda work: open_desa_papers(work.shell, begun.desk),
    }
    assert walk_all(begun, places(begun.desk) | papers, qtbot) == []


def test_every_page_of_the_office(filled: Work, qtbot: QtBot, tmp_path: Path) -> None:
    assert walk_all(filled, places(filled.desk) | forms(filled.desk, tmp_path), qtbot) == []


def test_unlocking(start: Callable[..., Program], qtbot: QtBot) -> None:
    program = start()
    view = program.view
    assert isinstance(view, UnlockView)
    assert findings(walk(view.passphrase, qtbot)) == []


def test_a_forgotten_passphrase_and_the_accounts(start: Callable[..., Program], qtbot: QtBot) -> None:
    program = start()
    program.show_forgotten()
    view = program.view
    assert isinstance(view, ForgottenView)
    found: list[str] = []
    for step in (ASK, COMPARE, RENEW):
        view._show(step)
        qtbot.waitUntil(program.jobs.idle)
        found += findings(walk(tab_stops(view)[0], qtbot))
    program.show_restore()
    for step, first in ((0, program.view.choose.choose), (1, program.view.next)):
        program.view._show(step)
        found += findings(walk(first, qtbot))
    program.show_accounts()
    found += findings(walk(program.view.new, qtbot))
    assert found == []


def test_the_first_run(start: Callable[..., Program], qtbot: QtBot) -> None:
    program = start(with_desk=False)
    view = program.view
    assert isinstance(view, FirstRunView)
    found: list[str] = []
    for step in view._way:
        view._show(step)
        qtbot.waitUntil(program.jobs.idle)
        stops = walk(tab_stops(view._views[step])[0], qtbot)
        found += [f"{step}: {each}" for each in findings(stops) + disorder(view._views[step], stops)]
        assert len(stops) > 1
    assert OFFICE in view._way
    assert found == []
