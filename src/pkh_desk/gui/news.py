"""NEWS: what moved in the data, told on the GUI thread: own writes at once, other programs' in a moment."""

import queue

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from pkh_desk.desk import Desk
from pkh_desk.views.upkeep.pulse import Pulse

EVERY_MS = 1_500
EVERYTHING = frozenset({"*"})
"""What another program wrote: any table may have moved."""


class News(QObject):
    """`moved(tables)` fires on the GUI thread after each commit. Closed before the desk is."""

    moved = Signal(object)
    # Fired from the writing lane, so without arguments (see jobs.py).
    _told = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._pulse = desk, Pulse(desk)
        self._told.connect(self._on_own, Qt.ConnectionType.QueuedConnection)
        self._tables: queue.SimpleQueue[frozenset[str]] = queue.SimpleQueue()
        desk.changed.append(self._tell)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Feel the pulse now, for a program that wrote beside the open window."""
        if self._pulse.moved():
            self.moved.emit(EVERYTHING)

    def close(self) -> None:
        """Stop listening."""
        self._timer.stop()
        self._desk.changed.remove(self._tell)
        self._pulse.close()

    def _tell(self, tables: frozenset[str]) -> None:
        self._tables.put(tables)
        self._told.emit()

    def _on_own(self) -> None:
        tables = self._tables.get()
        if not self._timer.isActive():
            return
        self._pulse.moved()
        self.moved.emit(tables)
