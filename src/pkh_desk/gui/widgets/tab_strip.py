"""TABS: the tabs of a family or a page, with a count behind the word."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.themed import Themed

GAP, COUNT_GAP = 24, 8
# The words of the first tab stand in by this much: room for the ring around them.
INSET = 6


class TabStrip(Themed, QTabBar):
    """Tabs by key. Arrow keys move (Qt's own); `picked(key)` fires at every change of the current tab."""

    picked = Signal(str)

    def __init__(self, theme: Theme, tabs: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._counts: dict[str, str] = {}
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(False)
        self.theme = theme
        self.set_tabs(tabs)
        self.currentChanged.connect(lambda _index: self.picked.emit(self.key()))
        self.follow(theme)

    def set_tabs(self, tabs: Sequence[tuple[str, str]]) -> None:
        """Show these tabs; the current one stays if it is still among them."""
        current = self.key()
        self.blockSignals(True)
        while self.count():
            self.removeTab(0)
        for key, words in tabs:
            self.setTabData(self.addTab(words), key)
        self.blockSignals(False)
        self.pick(current)

    def key(self) -> str:
        """Return the key of the current tab."""
        return str(self.tabData(self.currentIndex()) or "")

    def pick(self, key: str) -> None:
        """Make a tab current; an unknown key changes nothing."""
        for i in range(self.count()):
            if self.tabData(i) == key:
                self.setCurrentIndex(i)

    def set_counts(self, counts: dict[str, str]) -> None:
        """Write counts behind the words, e.g. {"anggota": "4", "graduasi": "2/6"}."""
        self._counts = counts
        for i in range(self.count()):
            count = counts.get(self.tabData(i), "")
            self.setAccessibleTabName(i, f"{self.tabText(i)} {count}".strip())
            # Qt lays its tabs out anew only when one of its own texts is set.
            self.setTabText(i, self.tabText(i))
        self.restyle()

    def tabSizeHint(self, index: int) -> QSize:
        """The words, the count and the gap to the next tab."""
        width = self._words_width(index) + (self._count_width(index) + COUNT_GAP if self._count(index) else 0)
        return QSize(width + GAP, self.theme.px(36))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Tabs never shrink below their words."""
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw words, counts, the bar under the current tab, and focus."""
        painter, tokens = QPainter(self), self.theme.tokens
        painter.setPen(QColor(tokens.line))
        painter.drawLine(INSET, self.height() - 1, self.width(), self.height() - 1)
        for i in range(self.count()):
            rect = self.tabRect(i).adjusted(INSET, 0, INSET - GAP, 0)
            current = i == self.currentIndex()
            self._draw_tab(painter, i, rect, current)
            if current:
                painter.fillRect(rect.left(), rect.bottom() - 2, rect.width(), 3, QColor(tokens.primary))
                if self.hasFocus():
                    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                    painter.setPen(QPen(QColor(tokens.text), 2))
                    painter.drawRoundedRect(rect.adjusted(-5, 3, 5, -5), 5, 5)
                    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _draw_tab(self, painter: QPainter, index: int, rect: QRect, current: bool) -> None:
        tokens, middle = self.theme.tokens, Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self.theme.font(13, 600 if current else 500))
        painter.setPen(QColor(tokens.text if current else tokens.text2))
        painter.drawText(rect, middle, self.tabText(index))
        painter.setFont(self.theme.font(12, 600))
        painter.setPen(QColor(tokens.text3))
        painter.drawText(
            rect.adjusted(self._words_width(index) + COUNT_GAP, 0, 0, 0), middle, self._count(index)
        )

    def _count(self, index: int) -> str:
        return self._counts.get(self.tabData(index), "")

    def _words_width(self, index: int) -> int:
        return QFontMetrics(self.theme.font(13, 600)).horizontalAdvance(self.tabText(index))

    def _count_width(self, index: int) -> int:
        return QFontMetrics(self.theme.font(12, 600)).horizontalAdvance(self._count(index))
