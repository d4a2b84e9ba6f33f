"""CASE LIST: the cards of one column of the board: name, place, days, and one next action."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pkh_desk.gui.paged_model import ROW, Index
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.painting import draw_round
from pkh_desk.gui.widgets.themed import Themed
from pkh_desk.gui.widgets.timeline import wrapped

GAP, PADDING, HEAD, ACTION, NOTE_LINE, NOTE_LINES = 7, 11, 54, 32, 16, 3


@dataclass(frozen=True)
class CaseLine:
    """A card. `note` is why it came back (amber), `action` the words of the next step, `key` its code."""

    id: str
    name: str
    place: str
    when: str
    late: bool = False
    note: str = ""
    action: str = ""
    key: str = ""

    def spoken(self) -> str:
        """The card as one sentence."""
        parts = [self.name, self.place, f"{'terlambat, ' if self.late else ''}{self.when}"]
        if self.note:
            parts.append(f"dikembalikan: {self.note}")
        if self.action:
            parts.append(f"berikutnya: {self.action}")
        return ", ".join(part for part in parts if part)


class CaseDelegate(QStyledItemDelegate):
    """Draws a CaseLine; the model's ROW role must return one."""

    def __init__(self, theme: Theme, parent: "CaseList") -> None:
        super().__init__(parent)
        self._theme, self._list = theme, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A head, the note if it came back, the action if there is one, and the gap below."""
        line, theme, width = index.data(ROW), self._theme, self._list.viewport().width()
        height = theme.px(HEAD) + len(self._note(line, width)) * theme.px(NOTE_LINE)
        height += theme.px(6) if line.note else 0
        height += theme.px(ACTION) if line.action else theme.px(4)
        return QSize(width, height + theme.px(GAP))

    def action_rect(self, rect: QRect) -> QRect:
        """Return where the action stands in the rectangle of an item that has one."""
        bottom = rect.bottom() - self._theme.px(GAP)
        return QRect(rect.left(), bottom - self._theme.px(ACTION), rect.width(), self._theme.px(ACTION))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the card."""
        line, theme, tokens = index.data(ROW), self._theme, self._theme.tokens
        painter.save()
        card = QRectF(option.rect.adjusted(0, 0, 0, -theme.px(GAP)))
        current = self._list.hasFocus() and index == self._list.currentIndex()
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        edge = tokens.primary if current else tokens.amber_fill if line.note else tokens.line
        draw_round(painter, card, 8, tokens.surface2 if over else tokens.surface, edge)
        if current:
            draw_round(painter, card.adjusted(1, 1, -1, -1), 7, tokens.surface, tokens.primary)
        inner = card.toRect().adjusted(theme.px(PADDING), 0, -theme.px(PADDING), 0)
        self._draw_head(painter, inner, line)
        self._draw_note(painter, inner, line)
        if line.action:
            self._draw_action(painter, card.toRect(), self.action_rect(option.rect), line)
        painter.restore()

    def _draw_head(self, painter: QPainter, inner: QRect, line: CaseLine) -> None:
        theme, tokens, middle = self._theme, self._theme.tokens, Qt.AlignmentFlag.AlignVCenter
        name_font, small = theme.font(13, 600), theme.font(12)
        upper = QRect(inner.left(), inner.top() + theme.px(9), inner.width(), theme.px(19))
        painter.setFont(name_font)
        painter.setPen(QColor(tokens.text))
        painter.drawText(upper, middle, _fit(line.name, name_font, upper.width()))
        lower = QRect(inner.left(), upper.bottom() + 1, inner.width(), theme.px(18))
        when_font = theme.font(12, 600) if line.late else small
        room = lower.width() - QFontMetrics(when_font).horizontalAdvance(line.when) - 8
        painter.setFont(when_font)
        painter.setPen(QColor(tokens.amber if line.late else tokens.text2))
        painter.drawText(lower, middle | Qt.AlignmentFlag.AlignRight, line.when)
        painter.setFont(small)
        painter.setPen(QColor(tokens.text2))
        painter.drawText(lower, middle, _fit(line.place, small, room))

    def _draw_note(self, painter: QPainter, inner: QRect, line: CaseLine) -> None:
        if not line.note:
            return
        theme, tokens = self._theme, self._theme.tokens
        top, side = inner.top() + theme.px(HEAD - 4), theme.px(16)
        painter.drawPixmap(inner.left(), top + 1, theme.pixmap_in("arrow_undo", tokens.amber, 16))
        painter.setFont(theme.font(12))
        painter.setPen(QColor(tokens.amber))
        for i, words in enumerate(self._note(line, self._list.viewport().width())):
            box = QRect(inner.left() + side + 5, top + i * theme.px(NOTE_LINE), inner.width(), side + 2)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)

    def _draw_action(self, painter: QPainter, card: QRect, box: QRect, line: CaseLine) -> None:
        theme, tokens, side = self._theme, self._theme.tokens, self._theme.px(16)
        painter.fillRect(card.left() + 1, box.top(), card.width() - 2, 1, QColor(tokens.line))
        inner = box.adjusted(theme.px(PADDING), 0, -theme.px(PADDING), 0)
        font = theme.font(12, 600)
        painter.setFont(font)
        painter.setPen(QColor(tokens.primary))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, _fit(line.action, font, inner.width()))
        if QFontMetrics(font).horizontalAdvance(line.action) > inner.width() - side:
            return
        chevron = theme.pixmap_in("chevron_right", tokens.primary, 16)
        painter.drawPixmap(inner.right() - side + 2, inner.center().y() - side // 2 + 1, chevron)

    def _note(self, line: CaseLine, width: int) -> tuple[str, ...]:
        room = width - 2 * self._theme.px(PADDING) - self._theme.px(16) - 5
        return wrapped(line.note, self._theme.font(12), room, NOTE_LINES)


class CaseList(Themed, QListView):
    """`acted(id, key)` on the action (a click on it, Enter); `opened(id)` on the card elsewhere, or F2.

    `sideways(step)` on the arrow keys to the neighbouring columns.
    """

    acted = Signal(str, str)
    opened = Signal(str)
    sideways = Signal(int)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("ground", "clear")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._cards = CaseDelegate(theme, self)
        self.setItemDelegate(self._cards)
        self.follow(theme)

    def restyle(self) -> None:
        """Cards may have become higher."""
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the notes elsewhere."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current card as soon as the column is entered."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model() is not None and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The action takes the step, the rest of the card opens it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self._take(index, event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over the cards: both parts can be clicked."""
        over = self.indexAt(event.position().toPoint()).isValid()
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts, F2 opens, left and right go to the next column."""
        sides = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        index = self.currentIndex()
        if event.key() in sides:
            self.sideways.emit(sides[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            line = index.data(ROW)
            self._emit(line, bool(line.action))
        elif event.key() == Qt.Key.Key_F2 and index.isValid():
            self.opened.emit(index.data(ROW).id)
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The hand is gone."""
        super().leaveEvent(event)
        self.viewport().update()

    def action_at(self, index: QModelIndex) -> QPoint:
        """Return the middle of the action of a card."""
        return self._cards.action_rect(self.visualRect(index)).center()

    def _take(self, index: QModelIndex, at: QPoint) -> None:
        line = index.data(ROW)
        self._emit(line, bool(line.action) and self._cards.action_rect(self.visualRect(index)).contains(at))

    def _emit(self, line: CaseLine, act: bool) -> None:
        if act:
            self.acted.emit(line.id, line.key)
        else:
            self.opened.emit(line.id)


def _fit(words: str, font: QFont, room: int) -> str:
    return QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
