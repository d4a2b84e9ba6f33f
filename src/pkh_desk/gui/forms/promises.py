"""PROMISES: what was agreed in a visit, each with the day it falls due."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.people.visit import PromiseDraft
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button, IconButton
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.date_row import DateRow
from pkh_desk.gui.widgets.form_foot import Fault
from pkh_desk.gui.widgets.form_row import FormRow, Line
from pkh_desk.gui.widgets.themed import show_if

LONGEST = 300


class PromiseRow(QWidget):
    """One promise. `removed` when it is taken away. One that is recorded has an id; once it was kept it
    stays, and `kept` says when that was."""

    changed = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, today: date, number: int, promise_id: str = "", kept: str = "") -> None:
        super().__init__()
        self.promise_id, self._kept = promise_id, kept
        self.entry = QLineEdit()
        self.entry.setMaxLength(LONGEST)
        self.entry.setPlaceholderText("Misalnya: antar ke puskesmas desa")
        self.text = FormRow(theme, "Yang dijanjikan", self.entry, hint=f"Ditepati {kept}." if kept else "")
        self.entry.setAccessibleName(f"Janji {number}")
        self.due = DateRow(theme, "Sampai kapan", today, optional=True)
        self.remove = IconButton(theme, "dismiss", f"Hapus janji {number}", on_click=self.removed.emit)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.text, 5, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.due, 3, Qt.AlignmentFlag.AlignTop)
        # Under a label that says nothing it stands in one line with the inputs, for Tab too.
        line.addWidget(FormRow(theme, " ", self.remove), 0, Qt.AlignmentFlag.AlignTop)
        show_if(self.remove, not kept)
        self.entry.textEdited.connect(self._on_typed)
        self.due.changed.connect(self.changed)

    def state(self) -> dict[str, str]:
        """Return what stands there."""
        recorded = {"id": self.promise_id, "kept": self._kept} if self.promise_id else {}
        return {"text": self.entry.text().strip(), "due": self.due.text(), **recorded}

    def is_empty(self) -> bool:
        """Tell whether nothing was typed."""
        return not any(self.state().values())

    def judge(self) -> list[Fault]:
        """Say what is wrong and return it."""
        faults = []
        if not self.entry.text().strip():
            self.text.show_line(Line("error", "Isi janjinya dulu."))
            faults.append(Fault("Janji", self.entry))
        if not self.due.judge():
            faults.append(Fault("Sampai kapan", self.due.field))
        return faults

    def _on_typed(self) -> None:
        self.text.show_line(None)
        self.changed.emit()


class PromiseList(QWidget):
    """The promises of a visit, one empty row to begin with."""

    changed = Signal()

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self._theme, self._today = theme, today
        self.rows: list[PromiseRow] = []
        self.more = Button(theme, "Tambah janji", "link", icon="add", on_click=self._add_by_hand).make_slim()
        self._places = QVBoxLayout()
        self._places.setSpacing(10)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(6)
        stack.addLayout(self._places)
        stack.addLayout(row(self.more, None))
        self.add()

    def add(self, promise_id: str = "", kept: str = "") -> PromiseRow:
        """Append an empty row, for a new promise or the recorded one of this id."""
        made = PromiseRow(self._theme, self._today, len(self.rows) + 1, promise_id, kept)
        self.rows.append(made)
        self._places.addWidget(made)
        made.changed.connect(self.changed)
        made.removed.connect(lambda: self._remove(made))
        return made

    def state(self) -> list[dict[str, str]]:
        """Return what stands in the rows that are not empty."""
        return [each.state() for each in self.rows if not each.is_empty()]

    def show_state(self, state: Sequence[Mapping[str, Any]]) -> None:
        """Show what `state()` returned."""
        for old in list(self.rows):
            self._take(old)
        for each in state or ({},):
            made = self.add(str(each.get("id", "")), str(each.get("kept", "")))
            made.entry.setText(str(each.get("text", "")))
            made.due.set_text(str(each.get("due", "")))

    def faults(self) -> list[Fault]:
        """Return what cannot be saved; empty rows are none of it."""
        return [fault for each in self.rows if not each.is_empty() for fault in each.judge()]

    def drafts(self) -> list[PromiseDraft]:
        """Return the promises."""
        return [
            PromiseDraft(each.entry.text().strip(), each.due.value())
            for each in self.rows
            if not each.is_empty()
        ]

    def _add_by_hand(self) -> None:
        self.add().entry.setFocus()

    def _remove(self, old: PromiseRow) -> None:
        self._take(old)
        if not self.rows:
            self.add()
        self.rows[-1].entry.setFocus()
        self.changed.emit()

    def _take(self, old: PromiseRow) -> None:
        self.rows.remove(old)
        self._places.removeWidget(old)
        old.hide()
        old.deleteLater()
