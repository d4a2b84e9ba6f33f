"""The window stays alive while it works: how long the GUI thread was ever held up, measured by a timer."""

import threading
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from pkh_desk.gui.frame.facts import FAMILIES
from pkh_desk.gui.pages.lists.roster import CHECK, COLUMNS, DONE, RosterPage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.work import Work
from pkh_desk.sample.people import sample_families
from pkh_desk.sample.sheet import sample_roster
from pkh_desk.views.people.families import family_ids

ROWS = 2_000
BAR, GENEROUS = 50, 150
DESA = ("36.04.27.2007", "36.04.27.2001", "36.04.27.2003")


def kept_waiting() -> float:
    """Return how many ms this thread has waited for a processor so far; 0 where the system does not tell.

    That other programs had the machine is no fault of ours, and on a busy one most of what a clock shows.
    """
    told = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
    return int(told.read_text().split()[1]) / 1e6 if told.exists() else 0.0


class Watchdog:
    """A timer that ought to fire every millisecond; what lies between two firings held the thread up."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = self._waited = 0.0
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def _tick(self) -> None:
        now, waited = perf_counter(), kept_waiting()
        self.gaps.append((now - self._last) * 1000 - (waited - self._waited))
        self._last, self._waited = now, waited

    def watch(self, qtbot: QtBot, done: Callable[[], bool]) -> None:
        """Measure until it is done."""
        self._last, self._waited = perf_counter(), kept_waiting()
        self._timer.start()
        qtbot.waitUntil(done, timeout=60_000)
        self._timer.stop()

    def figure(self, what: str) -> str:
        """Say it in one line."""
        over = sum(gap > BAR for gap in self.gaps)
        return (
            f"GUI thread while {what}: longest block {max(self.gaps):.0f} ms, {over} over {BAR} ms "
            f"in {sum(self.gaps) / 1000:.1f} s"
        )


def test_no_long_block_while_rows_are_imported_and_backed_up(
    empty: Work, qtbot: QtBot, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(sample_roster(sample_families(ROWS, 5, DESA), "DATA KPM (CONTOH)"))
    families = empty.shell.page
    assert isinstance(families, FamiliesPage)
    families.import_roster()
    page = empty.shell.page
    assert isinstance(page, RosterPage)

    def at(step: int) -> Callable[[], bool]:
        return lambda: page._step == step and empty.jobs.idle()

    reading, writing, listing = Watchdog(), Watchdog(), Watchdog()
    page.take(path)
    reading.watch(qtbot, at(COLUMNS))
    page.next.click()
    assert page._step == CHECK
    page.next.click()
    empty.shell.back_up.emit()
    writing.watch(qtbot, at(DONE))
    assert len(family_ids(empty.desk)) == ROWS
    assert list(empty.desk.places.backups.iterdir())
    empty.shell.go(FAMILIES)
    listing.watch(qtbot, empty.jobs.idle)
    for dog, what in (
        (reading, f"{ROWS} rows are read and checked"),
        (writing, f"{ROWS} rows are stored and a backup is made"),
        (listing, f"{ROWS} families are listed"),
    ):
        record_property("figure", dog.figure(what))
        assert max(dog.gaps) < GENEROUS
