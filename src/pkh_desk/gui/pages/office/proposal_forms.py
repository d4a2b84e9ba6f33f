"""PROPOSAL FORMS: what is entered for a batch of families: Kemensos' answer, or what followed graduation."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.graduation.case import StepDraft
from pkh_desk.domain.dates import say_date
from pkh_desk.errors import Problem
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.date_row import DateRow
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.segmented import Segmented
from pkh_desk.gui.widgets.themed import show_if


class BatchForm(QWidget):
    """Base: which of two steps, on which day. `changed` at every change by hand; `step()` reads the form."""

    changed = Signal()
    DONE: Mapping[str, str] = {}
    """By stage what was done, for the toast."""

    def __init__(self, theme: Theme, title: str, options: list[tuple[str, str]], today: date) -> None:
        super().__init__()
        self._theme, self._today = theme, today
        self.which = Segmented(title, options, options[0][0])
        self.on = self._day("Tanggal", required=True)
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(12)
        self._stack.addWidget(label(title, "card"))
        self._stack.addWidget(self.which)
        self._stack.addWidget(self.on)
        self.which.changed.connect(lambda _code: self._switched())
        self.on.set_day(today)

    def step(self) -> StepDraft | None:
        """Return the step, None (and the fields marked) if something is missing or wrong."""
        raise NotImplementedError

    def clear(self) -> None:
        """Begin anew; which step it is stays."""
        self.on.set_day(self._today)

    def state(self) -> dict[str, Any]:
        """Return what was typed."""
        return {"which": self.which.value(), "on": self.on.text()}

    def show_state(self, state: Mapping[str, Any]) -> None:
        """Show what `state()` returned."""
        if state.get("which") in self.which.buttons:
            self.which.set_value(str(state["which"]))
        if state.get("on"):
            self.on.set_text(str(state["on"]))
        self._arrange()

    def _arrange(self) -> None:
        """Show the fields of the step that is chosen."""

    def _switched(self) -> None:
        self._arrange()
        self.changed.emit()

    def _day(self, name: str, *, required: bool) -> DateRow:
        row = DateRow(
            self._theme, name, self._today, past=True, optional=not required, check=self._not_to_come
        )
        row.changed.connect(self.changed)
        return row

    def _text(self, name: str, *, optional: bool, hint: str = "") -> tuple[FormRow, QLineEdit]:
        entry = QLineEdit()
        row = FormRow(self._theme, name, entry, optional=optional, hint=hint)
        entry.textEdited.connect(lambda _text: self._typed(row))
        return row, entry

    def _typed(self, row: FormRow) -> None:
        if row.has_error():
            row.show_line(None)
        self.changed.emit()

    def _not_to_come(self, day: date) -> Problem | None:
        return (
            Problem("on", "Tanggal itu belum terjadi.", say_date(self._today)) if day > self._today else None
        )


class AnswerForm(BatchForm):
    """Kemensos' answer: approved or refused, with the SK as far as it is known."""

    DONE: Mapping[str, str] = {"graduasi": "resmi graduasi", "ditolak": "ditolak Kemensos"}

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__(
            theme, "Jawaban Kemensos", [("graduasi", "Disetujui"), ("ditolak", "Ditolak")], today
        )
        self.number_row, self.number = self._text("Nomor SK", optional=True)
        self.sk_on = self._day("Tanggal SK", required=False)
        self.why_row, self.why = self._text(
            "Alasan", optional=False, hint="Alasan ini dibaca pendamping, supaya bisa diusulkan lagi."
        )
        parts: tuple[QWidget, ...] = (self.number_row, self.sk_on, self.why_row)
        for part in parts:
            self._stack.addWidget(part)
        self._arrange()

    def step(self) -> StepDraft | None:
        """Return the step; a refusal needs its reason."""
        refused, why = self.which.value() == "ditolak", self.why.text().strip()
        if refused and not why:
            self.why_row.show_problem(Problem("why", "Tulis alasan Kemensos."))
            self.why.setFocus()
            return None
        for part in (self.on, self.sk_on):
            if not part.judge():
                part.field.setFocus()
                return None
        return StepDraft(
            self.which.value(),
            self.on.value() or self._today,
            why if refused else "",
            sk_number=self.number.text().strip(),
            sk_on=self.sk_on.value(),
        )

    def clear(self) -> None:
        """Begin anew."""
        super().clear()
        self.number.clear()
        self.sk_on.set_text("")
        self.why.clear()

    def state(self) -> dict[str, Any]:
        """Return what was typed."""
        typed = {"number": self.number.text(), "sk_on": self.sk_on.text(), "why": self.why.text()}
        return {**super().state(), **typed}

    def show_state(self, state: Mapping[str, Any]) -> None:
        """Show what `state()` returned."""
        super().show_state(state)
        self.number.setText(str(state.get("number", "")))
        self.sk_on.set_text(str(state.get("sk_on", "")))
        self.why.setText(str(state.get("why", "")))

    def _arrange(self) -> None:
        show_if(self.why_row, self.which.value() == "ditolak")


class AfterForm(BatchForm):
    """What followed a graduation: the certificate of the wisuda, or from which tahap the aid has stopped."""

    DONE: Mapping[str, str] = {
        "sertifikat": "tercatat menerima piagam",
        "nonaktif": "tercatat nonaktif",
    }

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__(
            theme, "Sesudah graduasi", [("sertifikat", "Piagam"), ("nonaktif", "Nonaktif")], today
        )
        self.tahap_row, self.tahap = self._text(
            "Mulai tahap", optional=False, hint="Misalnya: Tahap 1 2027. Sejak itu bantuan berhenti."
        )
        self._stack.addWidget(self.tahap_row)
        self._arrange()

    def step(self) -> StepDraft | None:
        """Return the step; an inactive family needs its tahap."""
        off, tahap = self.which.value() == "nonaktif", self.tahap.text().strip()
        if not self.on.judge():
            self.on.field.setFocus()
            return None
        if off and not tahap:
            self.tahap_row.show_problem(Problem("tahap", "Tulis mulai tahap berapa bantuannya berhenti."))
            self.tahap.setFocus()
            return None
        return StepDraft(self.which.value(), self.on.value() or self._today, tahap=tahap if off else "")

    def clear(self) -> None:
        """Begin anew."""
        super().clear()
        self.tahap.clear()

    def state(self) -> dict[str, Any]:
        """Return what was typed."""
        return {**super().state(), "tahap": self.tahap.text()}

    def show_state(self, state: Mapping[str, Any]) -> None:
        """Show what `state()` returned."""
        super().show_state(state)
        self.tahap.setText(str(state.get("tahap", "")))

    def _arrange(self) -> None:
        show_if(self.tahap_row, self.which.value() == "nonaktif")
