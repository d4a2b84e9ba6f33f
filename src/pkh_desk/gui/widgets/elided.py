"""ELIDED: a one-line label that may be narrower than its text."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from pkh_desk.gui.style.flags import LEFT
from pkh_desk.gui.widgets.label import dressed


class ElidedLabel(QLabel):
    """Ends in an ellipsis where it does not fit, and then has its whole text as tooltip.

    It takes the room it is given; one that `hugs` its text takes no more than that, for words that others
    follow in the line.
    """

    def __init__(self, text: str = "", role: str = "body", tone: str = "", *, hugs: bool = False) -> None:
        super().__init__()
        dressed(self, role, tone)
        self.setText(text)
        wide = QSizePolicy.Policy.Maximum if hugs else QSizePolicy.Policy.Ignored
        self.setSizePolicy(wide, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.contentsRect(), LEFT, words)
        painter.end()
        self.setToolTip(self.text() if words != self.text() else "")
