"""IDLE: locking the window by itself when nobody has touched it for some minutes, warned a minute before."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget

LOOK_MS, WARNED_S = 1_000, 60
SOON = f"Terkunci dalam {WARNED_S} detik. Gerakkan tetikus untuk lanjut."
INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletPress,
        # A menu or a dialog of the system was in front and is gone now.
        QEvent.Type.FocusIn,
    }
)


class IdleWatch(QObject):
    """Watches what reaches the window from outside: a few events a second, not every event of every widget.

    `warned(words)` a minute before, and with "" once somebody is there again; `due(minutes)` when it is time.
    `minutes()` is asked every time, so that a changed setting counts at once; `clock()` in seconds.
    """

    warned = Signal(str)
    due = Signal(int)

    def __init__(self, window: QWidget, minutes: Callable[[], int], clock: Callable[[], float]) -> None:
        super().__init__(window)
        self._minutes, self._clock = minutes, clock
        self._last, self._busy, self._warning = clock(), 0, False
        self._handle: QWindow | None = window.windowHandle()
        if self._handle is not None:
            self._handle.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is there."""
        if event.type() in INPUT:
            self.poke()
        return False

    def poke(self) -> None:
        """Count from now."""
        self._last = self._clock()
        if self._warning:
            self._warning = False
            self.warned.emit("")

    def hold(self, jobs: int) -> None:
        """While something is being written, e.g. an import, the window stays open."""
        self._busy = jobs
        self.poke()

    def look(self) -> None:
        """See whether it is time to warn or to lock."""
        if self._busy:
            return
        minutes = self._minutes()
        left = minutes * 60 - (self._clock() - self._last)
        if left <= 0:
            self.stop()
            self.due.emit(minutes)
        elif left <= WARNED_S and not self._warning:
            self._warning = True
            self.warned.emit(SOON)

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        if self._handle is not None:
            self._handle.removeEventFilter(self)
            self._handle = None
        self.deleteLater()
