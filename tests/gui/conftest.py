"""Fixtures of the window: a program on a real home, off screen, and a shell on a village."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, SignalInstance
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from gui.rounds import fill_office
from gui.village import settle_village
from helpers.desks import MORNING, make_desk
from pkh_desk.desk import Desk
from pkh_desk.gui.application import Program
from pkh_desk.gui.frame.facts import FAMILIES
from pkh_desk.gui.frame.main_window import MainWindow
from pkh_desk.gui.jobs import Jobs
from pkh_desk.gui.style.theme import QT_ARGUMENTS, TERANG, Theme
from pkh_desk.gui.work import Work

HOUR = 3_600_000
PATIENCE_MS = 60_000
"""How long a test waits for what must come: no bar, only the end of hope on a machine with much to do."""


class PatientBot(QtBot):
    """The bot that clicks and waits; how busy the machine is decides no test."""

    def waitUntil(self, callback: Callable[[], object], *, timeout: int = PATIENCE_MS) -> None:
        """Wait until it is so, for a minute at most."""
        super().waitUntil(callback, timeout=max(timeout, PATIENCE_MS))

    def waitSignal(self, signal: SignalInstance, **more: Any) -> SignalBlocker:
        """Wait for a signal as patiently."""
        return super().waitSignal(signal, timeout=PATIENCE_MS, **more)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """What the program gives to Qt."""
    return QT_ARGUMENTS


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """The hands of the test."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The computer's clock goes on from the day of the invented desks: no test depends on today."""
    ahead = (MORNING + HOUR) * 1_000_000 - time.time_ns()
    clock = SimpleNamespace(time_ns=lambda: time.time_ns() + ahead)
    monkeypatch.setattr("pkh_desk.desk.time", clock)


@pytest.fixture
def village(desk: Desk) -> Desk:
    """A desk with 24 families, some of them with a history."""
    settle_village(desk, 24, 6)
    return desk


@pytest.fixture
def work(village: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The shell on that desk, shown in a window, at Keluarga."""
    yield from _working(village, qtbot, qapp, FAMILIES)


@pytest.fixture
def empty(desk: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The shell on a desk without families, at Keluarga."""
    yield from _working(desk, qtbot, qapp, FAMILIES)


@pytest.fixture
def begun(kantor: Desk, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The window of an office that begins."""
    yield from _working(kantor, qtbot, qapp)


@pytest.fixture
def filled(office: Desk, desk: Desk, tmp_path: Path, qtbot: QtBot, qapp: object) -> Iterator[Work]:
    """The window of an office with a laptop that joined and sent, files that wait, and a question."""
    fill_office(office, desk, tmp_path)
    yield from _working(office, qtbot, qapp)


def _working(desk: Desk, qtbot: QtBot, qapp: object, at: str = "") -> Iterator[Work]:
    bugs: list[BaseException] = []
    jobs = Jobs(bugs.append, bugs.append)
    window, made = MainWindow(), None
    # A window that a failed setup left open would fail tests that have nothing to do with it.
    try:
        made = Work(desk, Theme(qapp, TERANG), jobs)
        window.show_view(made.shell, "")
        window.show()
        # As in the program, which opens a desk in a window that somebody typed into: one that became active
        # only later would give the focus to its first widget, whatever the page wants.
        qtbot.waitUntil(window.isActiveWindow)
        made.start()
        if at:
            made.shell.go(at)
        qtbot.waitUntil(jobs.idle)
        yield made
        qtbot.waitUntil(jobs.idle)
    finally:
        jobs.close()
        if made is not None:
            made.news.close()
        destroy(window)
    assert bugs == []


def destroy(window: MainWindow) -> None:
    """Destroy a window now: what is left to the garbage collector would die in the midst of another test."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def start(tmp_path: Path, qtbot: QtBot, qapp: object) -> Iterator[Callable[..., Program]]:
    """Start the program on a home: with a desk in it, or empty."""
    running: list[Program] = []

    def begin(with_desk: bool = True) -> Program:
        home = tmp_path / "rumah"
        if with_desk:
            desk = make_desk(home)
            settle_village(desk, 6, 2)
            desk.close()
        from pkh_desk.settings import Places

        program = Program(qapp, Places(home))
        program.start()
        running.append(program)
        return program

    yield begin
    for program in running:
        program.close()
        destroy(program.window)
