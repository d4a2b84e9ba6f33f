"""DRAFTING: what is typed in a form goes into its draft half a second later, and at once when one leaves."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer

from pkh_desk.actions.draft import drop_draft, find_draft, keep_draft
from pkh_desk.desk import Desk
from pkh_desk.gui.jobs import Jobs

PAUSE_MS = 500


class Drafting(QObject):
    """Keeps the draft of one form. `subject` is what the form is about; "" for a form of its own."""

    def __init__(self, jobs: Jobs, desk: Desk, form: str, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._desk, self._form = jobs, desk, form
        self._waiting: tuple[str, dict[str, Any]] | None = None
        self._timer = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self.flush)

    def keep(self, subject: str, body: Mapping[str, Any]) -> None:
        """Keep what stands in the form, soon."""
        if self._waiting and self._waiting[0] != subject:
            self.flush()
        self._waiting = (subject, dict(body))
        self._timer.start()

    def flush(self) -> None:
        """Keep now what still waits."""
        self._timer.stop()
        if self._waiting is None:
            return
        (subject, body), self._waiting = self._waiting, None
        desk, form = self._desk, self._form
        self._jobs.write(lambda: keep_draft(desk, form, subject, body))

    def drop(self, subject: str) -> None:
        """Forget the draft: it was saved, or given up."""
        self._timer.stop()
        self._waiting = None
        desk, form = self._desk, self._form
        self._jobs.write(lambda: drop_draft(desk, form, subject))

    def find(self, subject: str) -> dict[str, Any]:
        """Return what was left in the form, empty if nothing was."""
        if self._waiting and self._waiting[0] == subject:
            return self._waiting[1]
        draft = find_draft(self._desk, self._form, subject)
        return draft.body if draft else {}
