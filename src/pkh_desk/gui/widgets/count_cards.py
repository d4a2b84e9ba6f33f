"""COUNT CARDS: a few numbers with their words side by side; the one that is picked filters what is below."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QSizePolicy, QWidget

from pkh_desk.domain.text import dots
from pkh_desk.gui.style.flags import LEFT
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.painting import draw_round
from pkh_desk.gui.widgets.themed import Themed

HEIGHT, NARROWEST = 54, 108


@dataclass(frozen=True)
class CountCard:
    """What one card stands for: its words and its icon in the colour of a token."""

    key: str
    words: str
    icon: str
    use: str


class _Card(Themed, QPushButton):
    def __init__(self, theme: Theme, card: CountCard) -> None:
        super().__init__()
        self.card, self._count = card, 0
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def show_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{count} {self.card.words}")
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.theme.font(13)).horizontalAdvance(self.card.words)
        return QSize(words + self.theme.px(58), self.theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(NARROWEST), self.theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, tokens = QPainter(self), self.theme, self.theme.tokens
        rect, on = QRectF(self.rect()), self.isChecked()
        ground = tokens.primary_soft if on else tokens.sunken if self.underMouse() else tokens.surface
        draw_round(painter, rect, 8, ground, tokens.primary if on else tokens.line)
        if on or self.hasFocus():
            painter.setPen(QPen(QColor(tokens.text if self.hasFocus() else tokens.primary), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 8, 8)
        side, left = theme.px(20), 12
        use = self.card.use if self._count else "text3"
        icon = theme.pixmap(self.card.icon, use, filled=True)
        painter.drawPixmap(left, (self.height() - side) // 2, icon)
        words = QRect(left + side + 10, 0, self.width() - left - side - 14, self.height() // 2 + 2)
        painter.setPen(QColor(tokens.text))
        painter.setFont(theme.font(16, 600))
        painter.drawText(words.adjusted(0, theme.px(6), 0, 0), LEFT, dots(self._count))
        painter.setPen(QColor(tokens.text2))
        painter.setFont(theme.font(13))
        below = words.translated(0, self.height() // 2 - theme.px(4))
        text = QFontMetrics(painter.font()).elidedText(
            self.card.words, Qt.TextElideMode.ElideRight, below.width()
        )
        painter.drawText(below, LEFT, text)


class CountCards(QWidget):
    """Exclusive cards. `picked(key)` when a person picks one; `set_columns` breaks them into lines."""

    picked = Signal(str)

    def __init__(self, theme: Theme, cards: tuple[CountCard, ...]) -> None:
        super().__init__()
        self._cards = {card.key: _Card(theme, card) for card in cards}
        group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        for key, card in self._cards.items():
            group.addButton(card)
            card.clicked.connect(lambda _on=False, key=key: self.picked.emit(key))
        self._group = group
        self.set_columns(len(cards))

    def button(self, key: str) -> QPushButton:
        """Return a card."""
        return self._cards[key]

    def value(self) -> str:
        """Return the key of the picked card, empty while none is."""
        return next((key for key, card in self._cards.items() if card.isChecked()), "")

    def pick(self, key: str) -> None:
        """Pick a card without telling."""
        self._cards[key].setChecked(True)

    def set_counts(self, counts: dict[str, int]) -> None:
        """Write the numbers."""
        for key, count in counts.items():
            self._cards[key].show_count(count)

    def set_columns(self, columns: int) -> None:
        """Stand this many in a line."""
        for at, card in enumerate(self._cards.values()):
            self._grid.addWidget(card, at // columns, at % columns)
