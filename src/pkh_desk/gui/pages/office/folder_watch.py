"""FOLDER WATCH: looks into the office's folder while the window is open, and has what is new taken in.

It asks by a clock: a system tells nothing of a folder on the network, nor of a stick that comes back. It
looks on the lane of papers: a network that hangs must keep neither what is saved nor what pages read.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from pkh_desk.actions.exchange.inbox import Arrival
from pkh_desk.actions.exchange.watch import Fresh, Look, look, take_found, watch_folder
from pkh_desk.desk import Desk
from pkh_desk.errors import UserError
from pkh_desk.gui.jobs import Jobs
from pkh_desk.gui.pages.office.outcome import say_arrived

EVERY_MS = 30_000
SOON_MS = 3_000
"""What is new, or still grows, is looked at again so soon."""


@dataclass(frozen=True)
class WatchState:
    """What is known of the folder. `at`: when it was looked at (ms UTC), None before; `unread`: files in it
    that are not whole or cannot be read yet; `trouble`: why nothing can be taken in, "" if all is well."""

    folder: Path | None = None
    here: bool = True
    at: int | None = None
    unread: int = 0
    trouble: str = ""


class FolderWatch(QObject):
    """`moved` when `state` did; `news(words)` once what was new is taken in, and once when it goes wrong."""

    moved = Signal()
    news = Signal(str)

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self.state = WatchState()
        self._desk, self._jobs = desk, jobs
        self._fresh: Fresh = {}
        self._ready: list[Path] = []
        self._arrived: list[Arrival] = []
        self._growing = self._unread = 0
        self._looking = self._again = self._stopped = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)

    def look(self) -> None:
        """Look now, or once more as soon as the look under way has ended."""
        self._again = self._looking
        if self._looking or self._stopped or self._jobs.closed:
            return
        self._looking = True
        desk, before = self._desk, self._fresh
        self._jobs.paper(lambda: look(desk, before), then=self._found, failed=self._failed, owner=self)

    def choose(self, folder: Path | None) -> None:
        """Watch another folder, or none."""
        desk = self._desk
        self._jobs.write(
            lambda: watch_folder(desk, folder),
            then=lambda _done: self._begin_anew(folder),
            failed=lambda error: self.news.emit(str(error)),
            owner=self,
        )

    def stop(self) -> None:
        """Look no more: the desk is let go."""
        self._stopped, self._ready = True, []
        self._timer.stop()

    def _begin_anew(self, folder: Path | None) -> None:
        self._fresh = {}
        self._show(WatchState(folder))
        self.look()

    def _found(self, found: Look) -> None:
        if self._stopped:
            return
        self._fresh, self._ready, self._arrived = found.fresh, list(found.ready), []
        self._growing = self._unread = len(found.fresh) - len(found.ready)
        was, trouble = self.state, self.state.trouble if found.ready else ""
        self._show(WatchState(found.folder, found.here, self._desk.now(), self._unread, trouble))
        if was.here and not found.here and was.at is not None and found.folder is not None:
            self.news.emit(f"Folder {found.folder.name} sedang tidak ada. Diperiksa lagi sendiri.")
        self._take_next()

    def _take_next(self) -> None:
        """Take the files in one by one, so that what people save in between is saved in between."""
        if not self._ready:
            self._rest()
            return
        desk, path = self._desk, self._ready.pop(0)
        self._jobs.write(
            lambda: take_found(desk, path), then=self._took, failed=self._failed, owner=self, quiet=True
        )

    def _took(self, arrival: Arrival | None) -> None:
        if arrival is None or arrival.state == "disalin":
            self._unread += 1
        elif arrival.state != "sudah":
            self._arrived.append(arrival)
        self._take_next()

    def _failed(self, error: UserError) -> None:
        """A full disk, or a database that is busy: the rest is tried again in the next round."""
        known, self._ready = self.state.trouble, []
        self._show(WatchState(self.state.folder, self.state.here, self._desk.now(), self._unread, str(error)))
        if not known:
            self.news.emit(str(error))
        self._rest()

    def _rest(self) -> None:
        """Say what came, and wait for the next round."""
        self._looking = False
        state = self.state
        if state.unread != self._unread:
            self._show(WatchState(state.folder, state.here, state.at, self._unread, state.trouble))
        if self._arrived:
            self.news.emit(say_arrived(self._arrived)[0])
            self._arrived = []
        if self._again:
            self.look()
        elif state.folder is not None and not self._stopped:
            self._timer.start(SOON_MS if self._growing else EVERY_MS)

    def _show(self, state: WatchState) -> None:
        self.state = state
        self.moved.emit()
