"""PIPS: how far a case is on its way, as bars with the word beside them."""

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pkh_desk.gui.style.flags import LEFT
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.painting import draw_pips, pips_width
from pkh_desk.gui.widgets.themed import Themed


class Pips(Themed, QWidget):
    """`step` of `total` bars are filled; `words` name the step."""

    def __init__(self, theme: Theme, words: str, step: int, total: int) -> None:
        super().__init__()
        self._words, self._step, self._total = words, step, total
        self.setAccessibleName(f"{words}, langkah {step} dari {total}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def sizeHint(self) -> QSize:
        """A line of text."""
        return QSize(pips_width(self.theme, self._total) + self.theme.px(120), self.theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars, then the words."""
        painter, theme = QPainter(self), self.theme
        width = pips_width(theme, self._total)
        draw_pips(painter, theme, theme.tokens, QPointF(0, self.height() / 2), self._step, self._total)
        painter.setFont(theme.font(13))
        painter.setPen(QColor(theme.tokens.text2))
        left = width + theme.px(10)
        painter.drawText(QRect(left, 0, self.width() - left, self.height()), LEFT, self._words)
