"""The window locks itself when nobody is there; time is the test's, nothing sleeps."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from helpers.desks import PASSPHRASE
from pkh_desk.actions.upkeep.draft import list_drafts
from pkh_desk.actions.upkeep.preferences import keep_preferences
from pkh_desk.actions.upkeep.setup import open_home
from pkh_desk.gui.application import Program
from pkh_desk.gui.opening.idle import SOON
from pkh_desk.gui.opening.unlock import UnlockView
from pkh_desk.gui.recordings import open_visit
from pkh_desk.views.people.families import family_ids


class Clock:
    """Seconds, moved by the test."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        """Return the instant."""
        return self.now


def unlocked(start: Callable[..., Program], qtbot: QtBot) -> tuple[Program, Clock]:
    program, clock = start(), Clock()
    program.clock = clock
    view = program.view
    assert isinstance(view, UnlockView)
    qtbot.waitUntil(view.passphrase.hasFocus)
    qtbot.keyClicks(view.passphrase, PASSPHRASE)
    qtbot.keyClick(view.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.work is not None and program.jobs.idle())
    return program, clock


def test_ten_quiet_minutes_lock_with_a_warning_and_keep_the_draft(
    start: Callable[..., Program], qtbot: QtBot
) -> None:
    program, clock = unlocked(start, qtbot)
    work = program.work
    assert work is not None
    home = family_ids(work.desk)[0]
    page = open_visit(work.shell, work.desk, home)
    qtbot.waitUntil(program.jobs.idle)
    qtbot.keyClicks(page.form.note, "Ibu menyisihkan")
    clock.now += 539
    program.idle.look()
    assert work.shell.toasted == ""
    clock.now += 2
    program.idle.look()
    assert work.shell.toasted == SOON
    QTest.mouseMove(program.window.windowHandle(), QPoint(40, 40))
    qtbot.waitUntil(lambda: work.shell.toasted == "")
    clock.now += 599
    program.idle.look()
    assert program.work is work
    clock.now += 2
    program.idle.look()
    assert program.work is None
    assert program.idle is None
    said = [each.text() for each in program.view.findChildren(QLabel)]
    assert "Terkunci otomatis setelah 10 menit diam. Draf sudah tersimpan." in said
    qtbot.waitUntil(program.jobs.idle)
    desk = open_home(program.places, PASSPHRASE)
    assert [(draft.subject_id, "Ibu menyisihkan" in str(draft.body)) for draft in list_drafts(desk)] == [
        (home, True)
    ]
    desk.close()


def test_the_minutes_are_the_persons_and_a_long_job_holds_the_lock(
    start: Callable[..., Program], qtbot: QtBot
) -> None:
    program, clock = unlocked(start, qtbot)
    assert program.work is not None
    program.work.liked = keep_preferences(program.work.desk, lock_minutes=5)
    program.idle.hold(1)
    clock.now += 3_600
    program.idle.look()
    assert program.work is not None
    program.idle.hold(0)
    clock.now += 299
    program.idle.look()
    assert program.work is not None
    clock.now += 1
    program.idle.look()
    assert program.work is None
