"""TIMELINE: what happened with a family, newest first. One view and a delegate, never a widget an item."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pkh_desk.gui.paged_model import ROW, Index
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.painting import draw_disc, draw_round
from pkh_desk.gui.widgets.themed import Themed

GAP, DOT = 12, 16
DISC, TEXT_LEFT, EDGE, LINE, HEAD, MOST_LINES, ALL_LINES = 28, 42, 8, 16, 40, 2, 400


@dataclass(frozen=True)
class TimelineLine:
    """One thing that happened. `tone` as of a badge; `fate` is said aloud, a dot marks it while unsent.

    `link` says what opens when the item is clicked or Enter is pressed; without one nothing does.
    """

    icon: str
    title: str
    text: str = ""
    when: str = ""
    tone: str = "gray"
    unsent: bool = False
    month: str = ""
    fate: str = ""
    link: str = ""

    def spoken(self) -> str:
        """The item as one sentence."""
        fate = self.fate or ("belum terkirim" if self.unsent else "")
        return ". ".join(part for part in (self.title, self.text, self.when, fate, self.link) if part)


@lru_cache(maxsize=2000)
def wrapped(text: str, font: QFont, width: int, most: int = MOST_LINES) -> tuple[str, ...]:
    """Break a text into at most `most` lines of this width; the last ends in an ellipsis if more follows."""
    if not text or width < 20:
        return ()
    layout = QTextLayout(text, font)
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart()
        if len(lines) == most - 1:
            lines.append(QFontMetrics(font).elidedText(text[start:], Qt.TextElideMode.ElideRight, width))
            break
        lines.append(text[start : start + line.textLength()].rstrip())
    layout.endLayout()
    return tuple(lines)


class TimelineDelegate(QStyledItemDelegate):
    """Draws a TimelineLine; the model's ROW role must return one."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme, self._view = theme, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A head and as many lines as the text needs."""
        width = self._view.viewport().width()
        item = index.data(ROW)
        lines = len(self._lines(index, width)) + bool(item.link) + (not self._is_beside(item, width))
        return QSize(width, self._theme.px(HEAD) + self._theme.px(LINE) * max(1, lines))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the thread to the next item, the disc, the title with its time, the text."""
        item, theme, tokens, rect = index.data(ROW), self._theme, self._theme.tokens, option.rect
        painter.save()
        disc = QRectF(rect.left() + 1, rect.top() + 1, theme.px(DISC), theme.px(DISC))
        if index.row() + 1 < index.model().rowCount():
            middle, below = round(disc.center().x()), round(disc.bottom()) + 4
            painter.fillRect(middle - 1, below, 2, rect.bottom() - below - 2, QColor(tokens.line))
        draw_disc(painter, theme, disc, item.icon, item.tone, 16)
        left = rect.left() + theme.px(TEXT_LEFT)
        head = QRect(left, rect.top(), rect.right() - left - EDGE, theme.px(DISC))
        beside = self._is_beside(item, rect.width())
        room = head.width() - (self._draw_when(painter, head, item) + GAP if beside else 0)
        painter.setFont(theme.font(13, 600))
        painter.setPen(QColor(tokens.text))
        title = QFontMetrics(painter.font()).elidedText(item.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(theme.font(13))
        painter.setPen(QColor(tokens.text2))
        lines = self._lines(index, rect.width())
        for i, words in enumerate((*lines, item.link)):
            if i == len(lines):
                painter.setFont(theme.font(13, 600))
                painter.setPen(QColor(tokens.primary))
            box = QRect(left, head.bottom() - 3 + i * theme.px(LINE), head.width(), theme.px(LINE) + 2)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        if not beside:
            below = head.bottom() - 3 + (len(lines) + bool(item.link)) * theme.px(LINE)
            self._draw_when(painter, QRect(left, below, self._when_width(item), theme.px(LINE) + 2), item)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(tokens.text))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0, 0, -1, -6), 5, 5)
        painter.restore()

    def _when_width(self, item: TimelineLine) -> int:
        words = QFontMetrics(self._theme.font(12)).horizontalAdvance(item.when)
        return words + (DOT if item.unsent else 0)

    def _is_beside(self, item: TimelineLine, width: int) -> bool:
        """Tell whether title and time have room in one line; else the time stands below."""
        title = QFontMetrics(self._theme.font(13, 600)).horizontalAdvance(item.title)
        return title + GAP + self._when_width(item) <= width - self._theme.px(TEXT_LEFT) - EDGE

    def _draw_when(self, painter: QPainter, head: QRect, item: TimelineLine) -> int:
        """Draw time and dot at the right and return the room they took."""
        theme, tokens = self._theme, self._theme.tokens
        painter.setFont(theme.font(12))
        width = QFontMetrics(painter.font()).horizontalAdvance(item.when)
        if item.unsent:
            middle = QPointF(head.right() - width - 12, head.center().y() + 1)
            draw_round(painter, QRectF(middle.x() - 3.5, middle.y() - 3.5, 7, 7), 3.5, tokens.amber_fill)
            width += DOT
        painter.setPen(QColor(tokens.text2))
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, item.when)
        return width

    def _lines(self, index: Index, width: int) -> tuple[str, ...]:
        """Break the text: the first lines of it, and all of the item that was chosen."""
        most = ALL_LINES if index == self._view.currentIndex() else MOST_LINES
        text, theme = index.data(ROW).text, self._theme
        return wrapped(text, theme.font(13), width - theme.px(TEXT_LEFT) - EDGE, most)


class Timeline(Themed, QListView):
    """A list view with this delegate, without ground of its own; scrolled, it names the month on top.

    The item that is chosen, by a click or the arrow keys, shows its whole text. `opened(row)` on a click on
    an item with a link, or Enter.
    """

    opened = Signal(int)

    def __init__(self, theme: Theme, name: str = "Riwayat") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("ground", "clear")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setItemDelegate(TimelineDelegate(theme, self))
        self.clicked.connect(self._open)
        self.setMouseTracking(True)
        self.entered.connect(self._point)
        self.follow(theme)

    def restyle(self) -> None:
        """Items may have become higher."""
        self.scheduleDelayedItemsLayout()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """One folds its text, another unfolds it."""
        super().currentChanged(current, previous)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what the current item links to."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        if index.isValid() and index.data(ROW).link:
            self.opened.emit(index.row())

    def _point(self, index: Index) -> None:
        linked = bool(index.data(ROW).link)
        shape = Qt.CursorShape.PointingHandCursor if linked else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the texts elsewhere."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the items, and the month of the topmost one once the list was scrolled."""
        super().paintEvent(event)
        first = self.indexAt(self.viewport().rect().topLeft())
        if not self.verticalScrollBar().value() or not first.isValid():
            return
        month = first.data(ROW).month
        if not month:
            return
        theme, painter = self.theme, QPainter(self.viewport())
        font = theme.font(12, 600)
        width = QFontMetrics(font).horizontalAdvance(month) + 20
        pill = QRectF((self.viewport().width() - width) // 2, 4, width, theme.px(24))
        draw_round(painter, pill, pill.height() / 2, theme.tokens.surface, theme.tokens.line2)
        painter.setFont(font)
        painter.setPen(QColor(theme.tokens.text2))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, month)
