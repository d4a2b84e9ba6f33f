"""SINGLE: one window a home. A second start wakes the first and ends.

The lock is Qt's file lock (it knows a dead process from a living one); waking is a write into a file that the
running program watches: no socket, so that no firewall asks (decisions 23). The command line needs neither.
"""

import os
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal

LOCK, WAKE = "window.lock", "window.wake"


class SingleInstance(QObject):
    """The claim of one running window on its home. `woken` fires when a second start asked for the window."""

    woken = Signal()

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        home.mkdir(parents=True, exist_ok=True)
        self._wake = home / WAKE
        self._lock = QLockFile(str(home / LOCK))
        # A lock is stale only when its process is gone, never by age.
        self._lock.setStaleLockTime(0)
        self._watcher: QFileSystemWatcher | None = None

    def claim(self) -> bool:
        """Take the home, or tell the window that has it to come forward and return False."""
        if not self._lock.tryLock(0):
            self._wake.write_text(str(os.getpid()), encoding="ascii")
            return False
        self._wake.touch()
        self._watcher = QFileSystemWatcher([str(self._wake)], self)
        self._watcher.fileChanged.connect(self._on_wake)
        return True

    def release(self) -> None:
        """Give the home back."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        self._lock.unlock()

    def _on_wake(self, path: str) -> None:
        # Editors and some file systems replace a file instead of writing into it: the watch is then gone.
        if self._watcher is not None and path not in self._watcher.files() and Path(path).exists():
            self._watcher.addPath(path)
        self.woken.emit()
