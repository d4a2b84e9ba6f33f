"""COLUMN CHART: one column a year, the present one dark, the number on top of each."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pkh_desk.domain.text import dots
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.announce import announce
from pkh_desk.gui.widgets.painting import draw_round
from pkh_desk.gui.widgets.themed import Themed

HEIGHT, FOOT, HEAD, WIDEST = 132, 26, 20, 44


class ColumnChart(Themed, QWidget):
    """Columns of (words, number); the last one is this year's. `picked(words)` on a click or Enter."""

    picked = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._columns: Sequence[tuple[str, int]] = ()
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.follow(theme)

    def show_columns(self, columns: Sequence[tuple[str, int]]) -> None:
        """Show these columns."""
        self._columns, self._at = columns, len(columns) - 1
        self.setAccessibleDescription("; ".join(f"{words}: {number}" for words, number in columns))
        self.update()

    def sizeHint(self) -> QSize:
        """High enough to compare."""
        return QSize(self.theme.px(240), self.theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Columns may be low."""
        return QSize(self.theme.px(180), self.theme.px(100))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between columns; Enter picks one."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if step and self._columns:
            self._at = min(len(self._columns) - 1, max(0, self._at + step))
            words, number = self._columns[self._at]
            announce(self, f"{words}: {dots(number)}")
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self._at)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick the column."""
        self._pick(int(event.position().x() * len(self._columns) / max(1, self.width())))

    def _pick(self, at: int) -> None:
        if 0 <= at < len(self._columns):
            self._at = at
            self.picked.emit(self._columns[at][0])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground line, columns, numbers and years."""
        painter, theme, tokens = QPainter(self), self.theme, self.theme.tokens
        foot, head = theme.px(FOOT), theme.px(HEAD)
        ground = self.height() - foot
        painter.fillRect(0, ground, self.width(), 1, QColor(tokens.line2))
        most = max((number for _, number in self._columns), default=0) or 1
        room = self.width() / max(1, len(self._columns))
        wide = min(theme.px(WIDEST), room * 0.6)
        for at, (words, number) in enumerate(self._columns):
            now = at == len(self._columns) - 1
            high = (ground - head) * number / most
            left = at * room + (room - wide) / 2
            draw_round(
                painter,
                QRectF(left, ground - high, wide, high),
                2,
                tokens.chart1 if now else tokens.chart2,
            )
            middle = Qt.AlignmentFlag.AlignCenter
            painter.setPen(QColor(tokens.text))
            painter.setFont(theme.font(12, 600))
            painter.drawText(QRectF(at * room, ground - high - head, room, head), middle, dots(number))
            painter.setPen(QColor(tokens.text if now else tokens.text2))
            painter.setFont(theme.font(12, 600 if now else 400))
            painter.drawText(QRectF(at * room, ground + 2, room, foot), middle, words)
            if at == self._at and self.hasFocus():
                painter.setPen(QPen(QColor(tokens.text), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(at * room + 2, 1, room - 4, self.height() - 2), 5, 5)
