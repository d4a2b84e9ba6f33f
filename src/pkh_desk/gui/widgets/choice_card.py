"""CHOICE CARD: one of two values to choose from: its key, the value with what differs marked, where from."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QRadioButton, QSizePolicy

from pkh_desk.gui.style.flags import LEFT
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.painting import draw_round
from pkh_desk.gui.widgets.themed import Themed
from pkh_desk.gui.words.differences import Range

PADDING, HEAD, GAP, NARROWEST = 16, 24, 4, 220


class ChoiceCard(Themed, QRadioButton):
    """A radio button as large as a card. The page gives it its key (1, 2 ...) and chooses by it."""

    def __init__(self, theme: Theme, key: str, title: str, value: str, foot: tuple[str, ...]) -> None:
        super().__init__()
        self._key, self._title, self._foot = key, title, tuple(line for line in foot if line)
        self._value, self._marks = value, list[Range]()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_value(value, [])
        self.follow(theme)

    @property
    def value_words(self) -> str:
        """The value as it is shown, masked or whole."""
        return self._value

    @property
    def marked(self) -> list[str]:
        """The pieces of the value that are marked."""
        return [self._value[start : start + length] for start, length in self._marks]

    def show_value(self, value: str, marks: list[Range]) -> None:
        """Show another value, with these pieces marked."""
        self._value, self._marks = value, marks
        told = ", ".join(self._foot)
        self.setAccessibleName(f"Pilihan {self._key}: {self._title}, {value}, {told}")
        self.setToolTip(f"Tekan {self._key}")
        self.updateGeometry()
        self.update()

    def hitButton(self, pos: QPoint) -> bool:
        """The whole card is the button."""
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:
        """As high as value and foot need at the present width."""
        width = max(self.width(), self.theme.px(NARROWEST))
        value = sum(line.height() for line in self._lines(self._layout(width)))
        foot = sum(
            sum(line.height() for line in self._lines(self._plain(text, width))) for text in self._foot
        )
        return QSize(width, round(2 * self.theme.px(12) + self.theme.px(HEAD) + value + foot + 2 * GAP))

    def minimumSizeHint(self) -> QSize:
        """Never lower than its words."""
        return QSize(self.theme.px(NARROWEST), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the words elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, ring, title, key, value and foot."""
        painter, theme, tokens = QPainter(self), self.theme, self.theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, rect = self.isChecked(), QRectF(self.rect())
        ground = tokens.primary_soft if on else tokens.surface2 if self.underMouse() else tokens.surface
        draw_round(painter, rect, 8, ground, tokens.primary if on else tokens.line2)
        if on or self.hasFocus():
            painter.setPen(QPen(QColor(tokens.text if self.hasFocus() else tokens.primary), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 8, 8)
        pad, top = theme.px(PADDING), theme.px(12)
        self._draw_head(painter, QRectF(pad, top, rect.width() - 2 * pad, theme.px(HEAD)), on)
        at = QPointF(pad, top + theme.px(HEAD) + GAP)
        layout = self._layout(self.width())
        painter.setPen(QColor(tokens.text))
        layout.draw(painter, at)
        at.setY(at.y() + sum(line.height() for line in self._lines(layout)) + GAP)
        painter.setPen(QColor(tokens.text2))
        for text in self._foot:
            words = self._plain(text, self.width())
            words.draw(painter, at)
            at.setY(at.y() + sum(line.height() for line in self._lines(words)))

    def _draw_head(self, painter: QPainter, box: QRectF, on: bool) -> None:
        theme, tokens = self.theme, self.theme.tokens
        side = theme.px(16)
        ring = QRectF(box.left(), box.center().y() - side / 2, side, side).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(tokens.primary if on else tokens.control), 5 if on else 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring.adjusted(2, 2, -2, -2) if on else ring)
        painter.setPen(QColor(tokens.text))
        painter.setFont(theme.font(13, 600))
        painter.drawText(box.adjusted(side + 8, 0, -20, 0), LEFT, self._title)
        painter.setPen(QColor(tokens.text2))
        painter.setFont(theme.font(12))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, right, self._key)

    def _layout(self, width: int) -> QTextLayout:
        """Return the value broken to the width, its marks in amber on soft amber."""
        layout = QTextLayout(self._value, self.theme.font(14, 600))
        layout.setFormats([self._amber(start, length) for start, length in self._marks])
        return self._break(layout, width)

    def _amber(self, start: int, length: int) -> QTextLayout.FormatRange:
        mark, look = QTextLayout.FormatRange(), QTextCharFormat()
        look.setBackground(QColor(self.theme.tokens.amber_soft))
        look.setForeground(QColor(self.theme.tokens.amber))
        # Colour never alone: soft fills are off in high contrast.
        look.setFontUnderline(self.theme.tokens.high)
        mark.start, mark.length, mark.format = start, length, look
        return mark

    def _plain(self, text: str, width: int) -> QTextLayout:
        return self._break(QTextLayout(text, self.theme.font(12)), width)

    def _break(self, layout: QTextLayout, width: int) -> QTextLayout:
        """Break a layout into lines below each other; its formats stand already, setting them undoes it."""
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40, width - 2 * self.theme.px(PADDING)))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout

    @staticmethod
    def _lines(layout: QTextLayout) -> list[QRectF]:
        return [layout.lineAt(at).rect() for at in range(layout.lineCount())]
