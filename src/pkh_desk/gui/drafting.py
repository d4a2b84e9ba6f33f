"""DRAFTING: the draft of a small entry that follows a selection, e.g. a movement of the product on screen.

A page's own form has a `DraftKeeper`; this one keeps a draft a subject, half a second after a keystroke.
"""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer

from pkh_desk.actions.upkeep.draft import drop_draft, find_draft, keep_draft
from pkh_desk.desk import Desk
from pkh_desk.gui.jobs import Jobs

PAUSE_MS = 500
Values = Mapping[str, Any]


class Drafting(QObject):
    """Keeps the drafts of one kind of entry."""

    def __init__(self, jobs: Jobs, desk: Desk, form: str, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._desk, self._form = jobs, desk, form
        self._waiting: tuple[str, Values] | None = None
        # What was typed since the start: the writing lane may be busy with something long.
        self._seen: dict[str, Values] = {}
        self._timer = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self.flush)

    def keep(self, subject: str, values: Values) -> None:
        """Keep what stands in the entry, soon."""
        self._seen[subject] = dict(values)
        self._waiting = (subject, self._seen[subject])
        self._timer.start()

    def flush(self) -> None:
        """Keep now what still waits."""
        if (write := self.leave()) is not None:
            self._jobs.write(write)

    def leave(self) -> Callable[[], object] | None:
        """Return what keeps that which still waits, None if nothing does; for a page that ends."""
        self._timer.stop()
        if self._waiting is None:
            return None
        (subject, values), self._waiting = self._waiting, None
        desk, form = self._desk, self._form
        return lambda: keep_draft(desk, form, subject, {"open": False, "values": values})

    def drop(self, subject: str) -> None:
        """Forget the draft: it was saved, or given up."""
        self._timer.stop()
        self._waiting = None
        self._seen[subject] = {}
        desk, form = self._desk, self._form
        self._jobs.write(lambda: drop_draft(desk, form, subject))

    def find(self, subject: str) -> Values:
        """Return what was left in the entry, empty if nothing was."""
        if subject in self._seen:
            return self._seen[subject]
        draft = find_draft(self._desk, self._form, subject)
        return dict(draft.body["values"]) if draft else {}
