"""PIPS: how far along, as a row of small bars with the word beside it."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pkh_desk.gui.theme import Theme
from pkh_desk.gui.widgets.painting import draw_pips, pips_width
from pkh_desk.gui.widgets.themed import Themed


class Pips(Themed, QWidget):
    """`step` of `total` bars filled: graduation (6), KUR (5), bundles (4). The word is a label beside it."""

    def __init__(self, theme: Theme, step: int, total: int = 6, word: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow(theme)
        self.show_step(step, total, word)

    def show_step(self, step: int, total: int = 6, word: str = "") -> None:
        """Show another step; `word` names it for those who listen."""
        self.step, self.total = step, total
        self.setAccessibleName(f"{word}, langkah {step} dari {total}".lstrip(", "))
        self.restyle()

    def sizeHint(self) -> QSize:
        """The bars and nothing else."""
        return QSize(pips_width(self.theme, self.total), self.theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars."""
        middle = QPointF(0, self.height() / 2)
        draw_pips(QPainter(self), self.theme, self.theme.tokens, middle, self.step, self.total)
