"""DATE ROW: a date in one text field, read loosely, said back in full; up and down are a day each."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from pkh_desk.domain.dates import read_date, say_date, say_day
from pkh_desk.errors import Problem
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.calendar import Calendar
from pkh_desk.gui.widgets.edit_icon import EditButton
from pkh_desk.gui.widgets.form_row import FormRow, Line

STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class DateEntry(QLineEdit):
    """The field itself. `stepped(days)` on the arrow keys, `picked(day)` in the calendar of its button."""

    stepped = Signal(int)
    picked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        EditButton(theme, self, "calendar_ltr", "Pilih dari kalender", self.open_calendar)
        self._calendar: Calendar | None = None
        self.day: date | None = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Reached without the mouse, what stands here is selected, so that typing replaces it."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.OtherFocusReason, Qt.FocusReason.ShortcutFocusReason):
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move by a day."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        self.stepped.emit(step)

    def open_calendar(self) -> None:
        """Let a day be picked by mouse."""
        if self._calendar is None:
            self._calendar = Calendar(self.theme, self)
            self._calendar.picked.connect(self.picked)
        self._calendar.open_at(self.day, self)


class DateRow(FormRow):
    """A labelled date. `changed` at every change by hand.

    `past`: a date without a year is one that has been. `optional` says so beside the name; with
    `required=False` an empty field is no error either, without saying so. `check(day)` returns what keeps a
    readable date from being saved; its fix is a date in words.
    """

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        today: date,
        *,
        past: bool = False,
        optional: bool = False,
        required: bool = True,
        check: Callable[[date], Problem | None] = lambda day: None,
    ) -> None:
        self.field = DateEntry(theme)
        super().__init__(theme, name, self.field, optional=optional)
        self._today, self._past, self._check = today, past, check
        self._required = required and not optional
        self.field.textEdited.connect(self._on_typed)
        self.field.editingFinished.connect(self.judge)
        self.field.stepped.connect(self._step)
        self.field.picked.connect(self._pick)
        self.fix_clicked.connect(self._take_fix)

    def value(self) -> date | None:
        """Return the date as far as it can be read."""
        return read_date(self.field.text(), self._today, past=self._past).value

    def set_day(self, day: date) -> None:
        """Show a day."""
        self.field.setText(say_date(day))
        self.judge()

    def text(self) -> str:
        """Return what stands there so that it means the same on any other day."""
        day = self.value()
        return day.isoformat() if day else self.field.text().strip()

    def set_text(self, text: str) -> None:
        """Show what `text()` returned."""
        self.field.setText(text)
        self.judge()

    def judge(self) -> bool:
        """Write a readable date out in full and say what is wrong with it; True if nothing is."""
        reading = read_date(self.field.text(), self._today, past=self._past)
        self.field.day = reading.value
        if reading.problem:
            self.show_line(Line("error", reading.problem, _offer(reading.proposal)))
        elif reading.value is None:
            self.show_line(Line("error", "Tanggal belum diisi.") if self._required else None)
        else:
            if self.field.text() != say_date(reading.value):
                self.field.setText(say_date(reading.value))
            self._show_day(reading.value)
        return not self.has_error()

    def show_problem(self, problem: Problem | None) -> None:
        """Show what keeps the date from being saved, with a link to the one that may be."""
        if problem is None or not problem.fix:
            super().show_problem(problem)
        else:
            self.show_line(Line("error", problem.text, f"Pakai {problem.fix}"))

    def _show_day(self, day: date) -> None:
        problem = self._check(day)
        if problem is not None:
            self.show_problem(problem)
        else:
            self.show_line(Line("readback", say_day(day)))

    def _on_typed(self) -> None:
        """While typing a date is only said back; what cannot be read yet is no error yet."""
        day = self.field.day = self.value()
        self.show_line(Line("readback", say_day(day)) if day else None)
        self.changed.emit()

    def _step(self, days: int) -> None:
        day = self.value()
        self._pick(day + timedelta(days) if day else self._today)

    def _pick(self, day: date) -> None:
        self.set_day(day)
        self.changed.emit()

    def _take_fix(self) -> None:
        fix = read_date(self.line.fix.removeprefix("Pakai "), self._today, past=self._past).value
        if fix is not None:
            self._pick(fix)
            self.field.setFocus()


def _offer(proposal: date | None) -> str:
    return f"Pakai {say_date(proposal)}" if proposal else ""
