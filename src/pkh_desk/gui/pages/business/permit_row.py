"""PERMIT ROW: how far a permit of a business or product has come, and its number once there is one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pkh_desk.domain.business import NUMBERED
from pkh_desk.domain.vocabulary import PERMIT
from pkh_desk.errors import Problem
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.themed import show_if

LONGEST = 40
NOT_ASKED = ("", "Belum ditanyakan")


class PermitRow(QWidget):
    """State and number of one permit; `changed` as either is."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str, hint: str) -> None:
        super().__init__()
        self.name = name
        self.state, self.number = Combo(theme, name, [NOT_ASKED, *PERMIT.items()]), QLineEdit()
        self.number.setMaxLength(LONGEST)
        self.number_row = FormRow(theme, f"Nomor {name}", self.number, hint=hint, optional=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(FormRow(theme, name, self.state), 1, Qt.AlignmentFlag.AlignTop)
        # The number's half stays free while there is none to write.
        half = QWidget()
        inside = QVBoxLayout(half)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.number_row)
        line.addWidget(half, 1)
        self.state.currentIndexChanged.connect(lambda _index: self._fit())
        self.state.activated.connect(lambda _index: self.changed.emit())
        self.number.textEdited.connect(lambda _text: self._typed())
        self._fit()

    def value(self) -> tuple[str, str]:
        """Return state and number; a permit that nobody has or asked for has no number."""
        state = self.state.value()
        return state, self.number.text().strip() if state in NUMBERED else ""

    def show_value(self, state: str, number: str) -> None:
        """Show what is recorded."""
        self.state.set_value(state)
        self.number.setText(number)
        self._fit()

    def show_problem(self, problem: Problem | None) -> None:
        """Say what is wrong with the number, or nothing."""
        self.number_row.show_problem(problem)

    def _typed(self) -> None:
        self.number_row.show_line(None)
        self.changed.emit()

    def _fit(self) -> None:
        show_if(self.number_row, self.state.value() in NUMBERED)
