"""No word is cut: every page of both roles at every text size and width of a window the program has."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.laid import laid_in
from gui.rounds import Stop, forms, places
from gui.states import at_work
from pkh_desk.errors import WrongPassphrase
from pkh_desk.gui.application import LOCKED, Program
from pkh_desk.gui.jobs import Jobs
from pkh_desk.gui.opening.first_run import WAYS, FirstRunView
from pkh_desk.gui.opening.forgotten import ASK, COMPARE, RENEW
from pkh_desk.gui.opening.unlock import UnlockFacts, UnlockView
from pkh_desk.gui.pages.office.dashboard import DashboardPage
from pkh_desk.gui.style.theme import TERANG, Theme
from pkh_desk.gui.widgets.elided import ElidedLabel
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.tab_strip import TabStrip
from pkh_desk.gui.work import Work
from pkh_desk.views.office.dashboard import Attention, Dashboard, Figures
from pkh_desk.views.people.places import kecamatan

Show = Callable[[], object]
SLACK, PADDING, GAP = 1, 10, 24
PADDING_OF_ENTRIES = 12
"""Rounding; the padding of a button that may give in before its words are cut; how much higher than it needs
to be a field may be. In px."""
ROUNDS = ((100, ((1920, 1000), (1366, 688), (1093, 550), (911, 480))), (150, ((1366, 688),)))
"""Text sizes in percent with the windows to try; laying out anew for another text size takes long."""


def cut_words(root: QWidget) -> list[str]:
    """Return the words below a widget that are cut, and the parts that stand beyond the edge."""
    found = []
    for part in root.findChildren(QWidget):
        if not part.isVisible():
            continue
        if words := _cut(part):
            found.append(f"{type(part).__name__} “{words}” {part.width()}x{part.height()}")
        if isinstance(part, QAbstractButton | QLabel | QComboBox) and _is_beyond(part):
            found.append(f"beyond the edge: {type(part).__name__} “{_words(part)}”")
        if isinstance(part, ScrollBody):
            found += [f"narrow in a column, not by add_narrow: {each}" for each in _narrow(part)]
    return found


def stretched_fields(root: QWidget) -> Iterator[str]:
    """Return the fields that stand alone in their line and take room for nothing, a gap below them."""
    rows = [row for row in root.findChildren(FormRow) if row.isVisible()]
    lines = Counter((row.parentWidget(), row.y()) for row in rows)
    for row in rows:
        needed = max(row.sizeHint().height(), row.heightForWidth(row.width()))
        if lines[row.parentWidget(), row.y()] == 1 and row.height() > needed + GAP:
            yield f"a gap below a field: {row.name}, {row.height()} of {needed}"


def _narrow(scroll: ScrollBody) -> Iterator[str]:
    """Return what wraps in a column and may not be as wide as it, which asks how high it is at its own."""
    for part in laid_in(scroll.body):
        if part.hasHeightForWidth() and part.maximumWidth() < scroll.width():
            yield part.accessibleName() or type(part).__name__


def _words(part: QWidget) -> str:
    return str(part.property("text") or part.accessibleName())[:60]


def _cut(part: QWidget) -> str:
    """Return the words of a part that has too little room for them, "" if it has enough."""
    if isinstance(part, ElidedLabel):
        title = part.property("role") in ("title", "section")
        return part.text() if title and QLabel.sizeHint(part).width() > part.width() + SLACK else ""
    if isinstance(part, QLabel):
        return _words(part) if part.text() and _is_short_of(part) else ""
    if isinstance(part, QLineEdit):
        return part.placeholderText() if _is_asked_in_part(part) else ""
    if isinstance(part, QComboBox):
        return part.currentText() if _is_chosen_in_part(part) else ""
    if isinstance(part, QPushButton):
        return _words(part) if part.text() and _is_squeezed(part) else ""
    if isinstance(part, TabStrip):
        return part.accessibleName() or "tabs" if part.sizeHint().width() > part.width() + SLACK else ""
    if isinstance(part, QTableView):
        return ", ".join(_cut_titles(part))
    return ""


def _is_asked_in_part(part: QLineEdit) -> bool:
    kept = part.textMargins()
    room = part.width() - kept.left() - kept.right() - 2 * PADDING_OF_ENTRIES
    return not part.text() and part.fontMetrics().horizontalAdvance(part.placeholderText()) > room + SLACK


def _is_chosen_in_part(part: QComboBox) -> bool:
    option = QStyleOptionComboBox()
    part.initStyleOption(option)
    box, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    room = part.style().subControlRect(box, option, field, part).width()
    return part.fontMetrics().horizontalAdvance(part.currentText()) > room


def _is_squeezed(part: QPushButton) -> bool:
    hint = part.sizeHint()
    return hint.width() > part.width() + PADDING or hint.height() > part.height() + SLACK


def _is_short_of(part: QLabel) -> bool:
    if part.wordWrap():
        return part.heightForWidth(part.width()) > part.height() + SLACK
    hint = part.sizeHint()
    return hint.width() > part.width() + SLACK or hint.height() > part.height() + SLACK


def _cut_titles(table: QTableView) -> Iterator[str]:
    header = table.horizontalHeader()
    for at in range(header.count()):
        title = str(table.model().headerData(at, Qt.Orientation.Horizontal) or "").strip()
        wide = header.fontMetrics().horizontalAdvance(title)
        if title and not header.isSectionHidden(at) and wide > header.sectionSize(at) - 4:
            yield f"{title} ({header.sectionSize(at)})"


def _is_beyond(part: QWidget) -> bool:
    """Tell whether a part reaches beyond the edge at the right or left, where nothing scrolls that way."""
    area = part.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea) and _scrolls_sideways(area):
        return False
    held = area.viewport() if isinstance(area, QScrollArea) else part.window()
    left = part.mapTo(held, QPoint(0, 0)).x()
    return left < -SLACK or left + part.width() > held.width() + SLACK


def _scrolls_sideways(area: QScrollArea) -> bool:
    return area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def walk(work: Work, stops: dict[str, Stop], qtbot: QtBot) -> list[str]:
    """Show every page at every size; return what is cut there."""
    shows = {name: partial(show, work) for name, show in stops.items()}
    return look(work.shell.window(), work.shell.theme, work.jobs, shows, qtbot)


def look(window: QWidget, theme: Theme, jobs: Jobs, shows: dict[str, Show], qtbot: QtBot) -> list[str]:
    """Show every sight at every size; return what is cut there."""
    found: list[str] = []
    for percent, windows in ROUNDS:
        theme.resize(percent)
        for name, show in shows.items():
            show()
            qtbot.waitUntil(jobs.idle)
            for size in windows:
                window.resize(*size)
                for _ in range(6):
                    QApplication.processEvents()
                where = f"{name}, {size[0]} wide, {percent} %"
                seen = [*cut_words(window), *stretched_fields(window)]
                found += [f"{where}: {each}" for each in dict.fromkeys(seen)]
    theme.resize(100)
    return found


def test_words_of_the_laptop(work: Work, qtbot: QtBot, tmp_path: Path) -> None:
    found = walk(work, places(work.desk) | forms(work.desk, tmp_path), qtbot)
    assert not found, "\n".join(found)


def test_words_of_the_office(filled: Work, qtbot: QtBot, tmp_path: Path) -> None:
    found = walk(filled, places(filled.desk) | forms(filled.desk, tmp_path) | at_work(filled.desk), qtbot)
    assert not found, "\n".join(found)


def test_words_of_an_office_with_nothing_in_it(begun: Work, qtbot: QtBot) -> None:
    found = walk(begun, places(begun.desk), qtbot)
    assert not found, "\n".join(found)


def test_the_figures_of_a_whole_district_have_room(filled: Work, qtbot: QtBot) -> None:
    approved = Counter({2024: 1100, 2025: 1200, 2026: 41})
    each = Figures(9100, 1240, 310, 200, 20, 12, 8, 8, approved)
    attention = Attention(1204, 5, 29, 12, 30, ("Heni Rosdiana", "Asep Mulyana"), 131, 24, 11_200)
    board = Dashboard(filled.desk.today(), {code: each for code, _name in kecamatan()}, 142, 126, attention)
    page = filled.shell.go("dasbor")
    assert isinstance(page, DashboardPage)
    qtbot.waitUntil(filled.jobs.idle)
    shows = {"dasbor": partial(page._show, board)}
    assert look(filled.shell.window(), filled.shell.theme, filled.jobs, shows, qtbot) == []


def test_words_of_the_first_run(start: Callable[..., Program], qtbot: QtBot) -> None:
    program = start(with_desk=False)
    view = program.view
    assert isinstance(view, FirstRunView)

    def show(role: str, step: str) -> None:
        view.who.role.set_value(role)
        view._show(step)

    shows = {f"{role} {step}": partial(show, role, step) for role, way in WAYS.items() for step in way}
    found = look(program.window, program.theme, program.jobs, shows, qtbot)
    assert not found, "\n".join(found)


def test_words_at_the_lock(start: Callable[..., Program], qtbot: QtBot) -> None:
    program = start()

    def show(ask: Callable[[], None], step: int) -> None:
        ask()
        program.view._show(step)

    shows: dict[str, Show] = {"lock": partial(program.show_lock, LOCKED), "accounts": program.show_accounts}
    for ask, steps in ((program.show_forgotten, (ASK, COMPARE, RENEW)), (program.show_restore, (0, 1))):
        shows |= {f"{ask.__name__} {step}": partial(show, ask, step) for step in steps}
    found = look(program.window, program.theme, program.jobs, shows, qtbot)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("percent", [100, 150])
def test_all_that_the_lock_may_say_has_room(qapp: QApplication, qtbot: QtBot, percent: int) -> None:
    name = "Dinas Sosial Kabupaten Serang Provinsi Banten"
    note = "Terkunci otomatis pukul 10.32 setelah 10 menit diam. Draf kunjungan terakhir sudah tersimpan."
    facts = UnlockFacts(name, "Kantor", note, "nama kebun di belakang rumah", "Ganti akun", [("a", "Agus")])
    view = UnlockView(Theme(qapp, TERANG, percent), facts)
    qtbot.addWidget(view)
    view.resize(911, 480)
    with qtbot.waitSignal(view.painted):
        view.show()
    assert view.enter.isVisible()
    view.caps.say("Caps Lock menyala")
    view.refuse(WrongPassphrase("Kata sandi belum cocok. Sisa 4 percobaan, lalu tunggu 1 menit."))
    qtbot.waitUntil(lambda: cut_words(view) == [])
    assert view.passphrase.hasFocus()
