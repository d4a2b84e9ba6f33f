"""DRAFT KEEPER: keeps what stands in a page's form: every two seconds of typing and at every field left.

Whatever ends the form keeps it too: leaving the page, locking, closing the program. A kill loses at most two
seconds. What is saved for good is forgotten here.
"""

from collections.abc import Callable, Mapping
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from pkh_desk.actions.upkeep.draft import DraftView, drop_draft, find_draft, keep_draft
from pkh_desk.desk import Desk
from pkh_desk.errors import UserError
from pkh_desk.gui.frame.facts import Fact
from pkh_desk.gui.page import Page
from pkh_desk.gui.words.moments import say_clock

EVERY_MS = 2_000
TYPING, LOCKED, LEFT = "diketik", "terkunci", "ditinggalkan"
"""How the form of a draft ended: not at all (the laptop died), by a lock, by the person's will."""
Values = dict[str, Any]
"""What stands in a form, JSON-able."""


class DraftKeeper(QObject):
    """Keeps the draft of one page. `read()` returns what stands in its form now."""

    def __init__(
        self, page: Page, desk: Desk, form: str, subject_id: str, read: Callable[[], Values]
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._key, self._read = page, desk, (form, subject_id), read
        self._blank: Values | None = None
        self._kept: Values | None = None
        self._resting = self._failing = self._focused = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.keep)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def begin(self, show: Callable[[Mapping[str, Any]], object]) -> DraftView | None:
        """Call once the form is filled with what is recorded; a draft is shown by `show` and returned."""
        self._blank = self._kept = self._read()
        draft = find_draft(self._desk, *self._key)
        if draft is None:
            return None
        self._kept = dict(draft.body["values"])
        show(self._kept)
        return draft

    def touch(self) -> None:
        """Something was typed: it is kept within two seconds."""
        if not self._resting and not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep what stands there now, unless it is kept already."""
        if self._blank is None or self._resting or self._page.shell.jobs.closed:
            return
        values = self._read()
        if values == self._kept:
            return
        self._page.shell.jobs.write(
            lambda: self._write(values, TYPING),
            then=lambda at: self._say_kept(values, at),
            failed=self._say_failed,
            owner=self._page,
        )

    def rest(self, resting: bool = True) -> None:
        """Keep what stands there, then leave the draft alone while the form is being saved."""
        if resting:
            self.keep()
        self._stop(resting)

    def forget(self) -> None:
        """What stood there is saved: drop the draft and keep nothing any more."""
        self._stop()
        self._page.shell.jobs.write(lambda: drop_draft(self._desk, *self._key))

    def leave(self, coming_back: bool) -> Callable[[], object] | None:
        """Return what keeps the draft when the page ends, None if nothing was typed.

        `coming_back`: the page did not end by the person's will (a lock), so the draft is offered again.
        """
        if self._blank is None or self._resting:
            return None
        values = self._read()
        self._stop()
        if values == self._blank == self._kept:
            return None
        return lambda: self._write(values, LOCKED if coming_back else LEFT)

    def _stop(self, resting: bool = True) -> None:
        self._resting = resting
        self._timer.stop()

    def _write(self, values: Values, state: str) -> int:
        if values == self._blank:
            drop_draft(self._desk, *self._key)
            return self._desk.now()
        return keep_draft(self._desk, *self._key, {"state": state, "values": values})

    def _say_kept(self, values: Values, at: int) -> None:
        self._kept, self._failing = values, False
        words = f"Draf tersimpan di komputer ini · {say_clock(self._desk.local(at))}"
        self._page.shell.say_saved(Fact("checkmark_circle", words, "Draf tersimpan"))

    def _say_failed(self, error: UserError) -> None:
        self._page.shell.say_saved(Fact("error_circle", "Draf belum bisa tersimpan", tone="red"))
        if not self._failing:
            self._page.shell.toast(str(error), icon="error_circle")
        self._failing = True
        self.touch()

    def _on_focus(self) -> None:
        # Without the signal's widgets, one of which may be in the midst of its destruction; and while the
        # page is being destroyed the focus leaves its fields one last time.
        if not shiboken6.isValid(self._page):
            return
        focused, left = QApplication.focusWidget(), self._focused
        self._focused = focused is not None and self._page.isAncestorOf(focused)
        if left:
            self.keep()
