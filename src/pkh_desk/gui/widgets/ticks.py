"""TICKS: the check box, drawn by the design; a style sheet could only take a file for its tick."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.painting import draw_round
from pkh_desk.gui.widgets.themed import Themed

SIDE, GAP = 18, 8


def draw_tick(painter: QPainter, theme: Theme, box: QRectF, ticked: bool, enabled: bool = True) -> None:
    """Draw a box of SIDE px at 100 %, with its tick or empty."""
    tokens = theme.tokens
    if not ticked:
        draw_round(painter, box, 4, tokens.surface, tokens.control if enabled else tokens.line2)
        return
    draw_round(painter, box, 4, tokens.primary if enabled else tokens.disabled)
    gap = (theme.px(SIDE) - theme.px(16)) // 2
    tick = theme.pixmap("checkmark", "on_primary", 16, filled=True)
    painter.drawPixmap(int(box.x()) + gap, int(box.y()) + gap, tick)


def _draw_words(painter: QPainter, button: QCheckBox, theme: Theme) -> None:
    side = theme.px(SIDE)
    painter.setPen(QColor(theme.tokens.text if button.isEnabled() else theme.tokens.disabled))
    words = button.rect().adjusted(side + GAP, 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, button.text())
    if button.hasFocus():
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.tokens.text), 2))
        painter.drawRoundedRect(QRectF(button.rect()).adjusted(1, 1, -1, -1), 5, 5)


def _mark_rect(button: QCheckBox, theme: Theme) -> QRectF:
    side = theme.px(SIDE)
    return QRectF(2, (button.height() - side) // 2, side, side)


class CheckBox(Themed, QCheckBox):
    """A box to tick, with its words."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self.follow(theme)

    def sizeHint(self) -> QSize:
        """Box, gap, words; at least 28 px high to be hit."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + self.theme.px(SIDE) + GAP + 8, self.theme.px(28))

    def hitButton(self, pos: QPoint) -> bool:
        """Box and words alike take the click."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, tick, words and focus."""
        painter = QPainter(self)
        draw_tick(painter, self.theme, _mark_rect(self, self.theme), self.isChecked(), self.isEnabled())
        _draw_words(painter, self, self.theme)
