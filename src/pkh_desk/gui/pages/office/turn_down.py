"""TURN DOWN: below the four words of a laptop that asks to join, how it is refused, and why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pkh_desk.errors import Problem
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.form_row import FormRow

HINT = "Sebabnya dibaca pendamping bersama jawaban berikutnya. Datanya di laptop tetap utuh."
NO_REASON = "Tulis sebabnya, supaya pendamping tahu apa yang keliru."
LONGEST = 300


class TurnDown(QWidget):
    """`refused(reason)` at the second press; the first only asks why."""

    refused = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.ask = Button(theme, "Tolak permintaan…", "link", on_click=self._open).make_slim()
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST)
        self.reason_row = FormRow(theme, "Sebab ditolak", self.reason, hint=HINT)
        self.refuse = Button(theme, "Tolak", "danger", on_click=self._refuse)
        self._stop = Button(theme, "Batal", "ghost", on_click=self.close_form)
        self._form = QWidget()
        inside = QVBoxLayout(self._form)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.reason_row)
        inside.addLayout(row(None, self._stop, self.refuse))
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addLayout(row(self.ask, None))
        stack.addWidget(self._form)
        self._form.hide()
        self.reason.textEdited.connect(lambda _text: self.reason_row.show_problem(None))

    def close_form(self) -> None:
        """Ask no more, and forget what was typed."""
        self.reason.clear()
        self.reason_row.show_problem(None)
        self._form.hide()
        self.ask.show()

    def _open(self) -> None:
        self.ask.hide()
        self._form.show()
        self.reason.setFocus()

    def _refuse(self) -> None:
        said = self.reason.text().strip()
        if said:
            self.refused.emit(said)
        else:
            self.reason_row.show_problem(Problem("reason", NO_REASON))
            self.reason.setFocus()
