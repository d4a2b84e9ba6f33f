"""Pages: from the click to the painted and filled page, against a bare page in the same window.

Every round opens the page for the first time, in a window of its own.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication
from tests.benchmarks.race import Race
from tests.benchmarks.years import filled_desk

from gui.village import settle_village
from helpers.desks import make_desk
from pkh_desk.actions.exchange.keys import make_office_keys
from pkh_desk.desk import Desk
from pkh_desk.gui.frame.facts import GRADUATION, SETTINGS
from pkh_desk.gui.frame.main_window import MainWindow
from pkh_desk.gui.jobs import Jobs
from pkh_desk.gui.page import Page
from pkh_desk.gui.style.theme import QT_ARGUMENTS, TERANG, Theme
from pkh_desk.gui.work import Work, places_of

ROUNDS = 5


def races(folder: Path, full: bool) -> Iterator[Race]:
    """Yield a race a place: the laptop's with 300 families, the office's with many."""
    laptop = make_desk(folder / "laptop")
    settle_village(laptop, 300, 120)
    count = 60_000 if full else 3_000
    office = filled_desk(folder / "kantor", count, role="kantor")
    make_office_keys(office)
    app = window_app()
    theme = Theme(app, TERANG)
    for desk, families in ((laptop, 300), (office, count)):
        for place in places_of(desk):
            windows = Windows(app, desk, theme, begin_at=GRADUATION if place.key == SETTINGS else SETTINGS)
            yield Race(
                f"open {place.key}, {families} families",
                windows.opener(lambda work: work.shell.open_page(Page(work.shell, "Kosong"))),
                windows.opener(lambda work, key=place.key: work.shell.go(key)),  # type: ignore[misc]
                30.0,
                rounds=ROUNDS,
            )
            windows.close()
        desk.close()


def window_app() -> QApplication:
    """Return the application of the windows, made once."""
    app = QApplication.instance() or QApplication(QT_ARGUMENTS)
    assert isinstance(app, QApplication)
    return app


class Windows:
    """Windows made before the race begins, one a round and contestant, each closed with the last one."""

    def __init__(self, app: QApplication, desk: Desk, theme: Theme, begin_at: str) -> None:
        self._app, self._desk, self._theme, self._begin_at = app, desk, theme, begin_at
        self._jobs = Jobs(_raise, _raise)
        self._open: list[tuple[MainWindow, Work]] = []

    def opener(
        self, *steps: Callable[[Work], object], before: Callable[[Work], object] = lambda _: None
    ) -> Callable[[], None]:
        """Return the job that takes these steps in the next fresh window, each until all is painted.

        `before` is done in every window before the race begins.
        """
        fresh = [self._make() for _ in range(ROUNDS)]
        for work in fresh:
            before(work)
            self._settle()

        def job() -> None:
            work = fresh.pop()
            for step in steps:
                step(work)
                self._settle()

        return job

    def close(self) -> None:
        """Destroy all windows."""
        self._jobs.close()
        for window, work in self._open:
            work.news.close()
            window.close()
            window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _make(self) -> Work:
        window, work = MainWindow(), Work(self._desk, self._theme, self._jobs)
        window.show_view(work.shell, "")
        window.show()
        work.shell.go(self._begin_at)
        self._settle()
        self._open.append((window, work))
        return work

    def _settle(self) -> None:
        self._app.processEvents()
        while not self._jobs.idle():
            # A window that waits leaves the interpreter to the lanes.
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self._app.processEvents()


def _raise(error: BaseException) -> None:
    raise error
