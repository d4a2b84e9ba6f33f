"""COPIES: for whom a paper is printed, and how many that makes; the number may be typed instead."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.widgets.ticks import CheckBox
from pkh_desk.views.graduation.copies import Copy

MOST = 99


class Copies(QWidget):
    """The ticks; `row` is the labelled number, put elsewhere. `changed` by either."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.boxes: dict[str, CheckBox] = {}
        self.number = QLineEdit("1")
        self.number.setValidator(QIntValidator(1, MOST, self.number))
        self.row = FormRow(theme, "Rangkap", self.number)
        self._title = label("Untuk siapa", "label")
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(2)
        self._stack.addWidget(self._title)
        self.number.textChanged.connect(lambda _text: self.changed.emit())
        self.hide()

    def count(self) -> int:
        """Return how many sets are to be printed."""
        return max(1, min(MOST, int(self.number.text() or 1)))

    def show_copies(self, copies: Sequence[Copy]) -> None:
        """Offer these; the usual ones are ticked."""
        for each in copies:
            box = self.boxes[each.code] = CheckBox(self._theme, each.words)
            box.setChecked(each.usual)
            box.toggled.connect(lambda _on: self._count())
            self._stack.addWidget(box)
        show_if(self, bool(copies))
        self._count()

    def _count(self) -> None:
        self.number.setText(str(max(1, sum(box.isChecked() for box in self.boxes.values()))))
