"""FIGURE CARD: what it is, the number, a line that puts it in proportion, and the way to its list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import IconButton
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import set_state


class FigureCard(Card):
    """`opened` on a click anywhere or on its arrow; without `leads_to` (a sentence) it leads nowhere."""

    opened = Signal()

    def __init__(self, theme: Theme, title: str, leads_to: str = "") -> None:
        super().__init__(padding=14, gap=0)
        self.about, self.figure = label(title, "caption"), label("", "figure")
        self.note = label("", "caption")
        line = row(self.figure, None)
        if leads_to:
            line.addWidget(IconButton(theme, "chevron_right", leads_to, on_click=self.opened.emit))
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._leads = bool(leads_to)
        self.body.addWidget(self.about)
        self.body.addLayout(line)
        self.body.addWidget(self.note)

    def show_figure(self, figure: str, note: str = "", tone: str = "text2") -> None:
        """Show a figure and its note."""
        self.figure.setText(figure)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        set_state(self.note, "tone", tone)
        said = ", ".join(part for part in (figure, note) if part)
        self.setAccessibleName(f"{self.about.text()}: {said}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow it."""
        if self._leads and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()
        super().mouseReleaseEvent(event)
