"""The parts below the pages: lanes, colours, icons, words, crashes."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

import pkh_desk.gui
from pkh_desk.errors import Cancelled, DiskFull, UserError
from pkh_desk.gui.frame.facts import ShellFacts, backup_fact, saved_fact, unsent_fact
from pkh_desk.gui.jobs import Jobs, Progress
from pkh_desk.gui.opening.crash import bug_dialog, say_bug
from pkh_desk.gui.style.look import Look
from pkh_desk.gui.style.qss import style_sheet
from pkh_desk.gui.style.theme import TERANG, Theme
from pkh_desk.gui.style.tokens import (
    DARK,
    GRAPHIC_PAIRS,
    HIGH_CONTRAST,
    LIGHT,
    SELECTED_TEXT_PAIRS,
    TEXT_PAIRS,
    Tokens,
    contrast,
)
from pkh_desk.gui.style.translator import IndonesianTranslator
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import column
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.settings import resource

GUI = Path(pkh_desk.gui.__file__).parent
SETS = pytest.mark.parametrize("tokens", [LIGHT, DARK, HIGH_CONTRAST], ids=lambda tokens: tokens.name)


class Lanes:
    """Jobs, with what came of them."""

    def __init__(self) -> None:
        self.bugs: list[BaseException] = []
        self.errors: list[UserError] = []
        self.jobs = Jobs(self.bugs.append, self.errors.append)


@pytest.fixture
def lanes(qapp: QApplication) -> Iterator[Lanes]:
    """Three lanes, closed at the end."""
    made = Lanes()
    yield made
    made.jobs.close()


def test_results_come_back_on_the_gui_thread_in_order(lanes: Lanes, qtbot: QtBot) -> None:
    came: list[tuple[int, bool]] = []
    here = threading.current_thread()
    for number in range(5):
        lanes.jobs.write(
            lambda number=number: (number, threading.current_thread() is here),
            then=came.append,
        )
    qtbot.waitUntil(lanes.jobs.idle)
    assert came == [(number, False) for number in range(5)]


def test_errors_of_the_world_go_to_the_caller_and_bugs_to_the_handler(lanes: Lanes, qtbot: QtBot) -> None:
    taken: list[UserError] = []

    def full() -> None:
        raise DiskFull("Ruang penuh.")

    lanes.jobs.write(full, failed=taken.append)
    lanes.jobs.write(full)
    lanes.jobs.read(lambda: 1 / 0)
    qtbot.waitUntil(lanes.jobs.idle)
    assert [str(error) for error in (*taken, *lanes.errors)] == ["Ruang penuh."] * 2
    assert [type(bug) for bug in lanes.bugs] == [ZeroDivisionError]


def test_what_went_wrong_with_a_replaced_preview_is_of_no_interest(lanes: Lanes, qtbot: QtBot) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def fail() -> None:
        begun.set()
        go_on.wait(10)
        raise DiskFull("penuh")

    lanes.jobs.paper(fail, replaces="preview")
    assert begun.wait(10)
    lanes.jobs.paper(lambda: None, replaces="preview")
    go_on.set()
    qtbot.waitUntil(lanes.jobs.idle)
    assert lanes.errors == lanes.bugs == []


def test_a_newer_preview_replaces_one_that_has_not_begun(lanes: Lanes, qtbot: QtBot) -> None:
    gate, drawn = threading.Event(), []
    lanes.jobs.paper(gate.wait)
    for number in range(3):
        lanes.jobs.paper(lambda number=number: number, then=drawn.append, replaces="preview")
    gate.set()
    qtbot.waitUntil(lanes.jobs.idle)
    assert drawn == [2]


def test_cancelling_stops_at_the_next_row(lanes: Lanes, qtbot: QtBot) -> None:
    begun, told, steps = threading.Event(), [], []
    go_on = threading.Event()

    def rows(progress: Progress) -> None:
        for row in range(100):
            steps.append(row)
            begun.set()
            go_on.wait(5)
            progress(row, 100)

    job = lanes.jobs.write(rows, progress=lambda done, total: None, failed=told.append)
    assert begun.wait(5)
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lanes.jobs.idle)
    assert steps == [0]
    assert [type(error) for error in told] == [Cancelled]


def test_nothing_is_delivered_to_a_page_that_is_gone(lanes: Lanes, qtbot: QtBot) -> None:
    gate, came = threading.Event(), []
    owner = QObject()
    lanes.jobs.read(lambda: gate.wait(5), then=came.append, owner=owner)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, 0)
    gate.set()
    qtbot.waitUntil(lanes.jobs.idle)
    assert came == []


def test_widgets_die_on_the_gui_thread_although_lanes_make_garbage(lanes: Lanes, qtbot: QtBot) -> None:
    died: list[str] = []

    class Ring(QObject):
        def __del__(self) -> None:
            died.append(threading.current_thread().name)

    def litter() -> int:
        made = []
        for _ in range(3_000):
            ring: list[object] = []
            ring.append(ring)
            made.append(ring)
        return len(made)

    for _ in range(20):
        ring = Ring()
        ring.itself = ring
    del ring
    lanes.jobs.read(litter)
    qtbot.waitUntil(lanes.jobs.idle)
    qtbot.waitUntil(lambda: len(died) == 20)
    assert set(died) == {threading.main_thread().name}


@SETS
def test_every_pair_of_colours_has_its_contrast(tokens: Tokens) -> None:
    chosen = tokens.selected()
    texts = [(tokens, *pair) for pair in TEXT_PAIRS] + [(chosen, *pair) for pair in SELECTED_TEXT_PAIRS]
    weak = [(ink, on) for look, ink, on in texts if contrast(look.color(ink), look.color(on)) < 4.5]
    faint = [(mark, on) for mark, on in GRAPHIC_PAIRS if contrast(tokens.color(mark), tokens.color(on)) < 3]
    assert weak + faint == []


@SETS
@pytest.mark.parametrize("percent", [90, 100, 150])
def test_the_style_sheet_has_no_placeholder_left(tokens: Tokens, percent: int) -> None:
    sheet = style_sheet(Look(tokens, percent))
    assert "@" not in sheet
    assert "dp" not in sheet.replace("padding", "")


def test_every_icon_that_is_kept_is_named_by_the_windows_code() -> None:
    folder = resource("icons")
    source = "\n".join(path.read_text(encoding="utf-8") for path in GUI.rglob("*.py"))
    kept = {path.name.rsplit("_", 2)[0] for path in folder.glob("*_*_*.svg")}
    assert sorted(name for name in kept if f'"{name}"' not in source) == []
    assert (folder / "LICENSE.txt").exists()


def test_qts_own_buttons_speak_indonesian(qapp: QApplication) -> None:
    translator = IndonesianTranslator(qapp)
    qapp.installTranslator(translator)
    box = QMessageBox(QMessageBox.Icon.Question, "", "", QMessageBox.StandardButton.Cancel)
    assert box.button(QMessageBox.StandardButton.Cancel).text() == "Batal"
    qapp.removeTranslator(translator)


def test_a_crash_report_tells_places_and_no_values(qtbot: QtBot) -> None:
    def search(name: str) -> None:
        raise LookupError(f"tidak ada {name}")

    try:
        search("SARMUNAH 3604275203849901")
    except LookupError as error:
        report = say_bug(error)
    assert "builtins.LookupError" in report
    assert "test_parts.py" in report
    assert "SARMUNAH" not in report
    assert "3604" not in report
    left: list[bool] = []
    box = bug_dialog(report, None, lambda: left.append(True))
    qtbot.addWidget(box)
    end = next(button for button in box.buttons() if button.text() == "Tutup program")
    end.click()
    assert left == [True]


def test_a_rosters_capitals_are_not_shouted() -> None:
    said = {
        "NUR'AENI BINTI ST.MAEMUNAH": "Nur'aeni Binti St.Maemunah",
        "KP. CIKUJANG No. 7": "Kp. Cikujang No. 7",
        "MELATI II": "Melati II",
        "de Rohmah": "de Rohmah",
    }
    assert {name: said_name(name) for name in said} == said


@pytest.mark.parametrize("hidden", [False, True])
def test_a_button_has_its_focus_back_after_a_job_unless_it_went(
    qapp: QApplication, qtbot: QtBot, hidden: bool
) -> None:
    theme, around = Theme(qapp, TERANG), QWidget()
    apply, cancel, other = (Button(theme, words) for words in ("Terapkan", "Batal", "Pilih"))
    around.setLayout(column(apply, cancel, other))
    qtbot.addWidget(around)
    with qtbot.waitActive(around):
        around.show()
    apply.setFocus()
    for button in (apply, cancel):
        button.setEnabled(False)
    assert QApplication.focusWidget() is other
    for button in (apply, cancel):
        button.setVisible(not hidden)
        button.setEnabled(True)
    assert QApplication.focusWidget() is (other if hidden else apply)


def test_the_status_bar_says_what_is_true() -> None:
    now = datetime.fromisoformat("2026-11-24T10:42+07:00")
    facts = ShellFacts("Wulan", "Pendamping", "", now)
    assert saved_fact(facts).words == "Belum ada catatan di komputer ini"
    assert unsent_fact(facts) is None
    full = ShellFacts("Wulan", "Pendamping", "", now, now, now.replace(day=12), 1200)
    assert saved_fact(full).words == "Semua tersimpan di komputer ini · 10.42"
    assert saved_fact(replace(full, saved_at=now.replace(day=12))).short == "Tersimpan 12 Nov"
    assert backup_fact(full).words == "Sudah 12 hari tanpa cadangan"
    assert unsent_fact(full).words == "1.200 catatan belum terkirim"
