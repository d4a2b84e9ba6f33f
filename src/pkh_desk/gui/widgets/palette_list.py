"""PALETTE LIST: grouped lines with the words that were typed marked; one view and a delegate."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pkh_desk.domain.text import fold
from pkh_desk.gui.frame.palette_entries import Entry
from pkh_desk.gui.paged_model import ROW, Index
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.style.tokens import Tokens
from pkh_desk.gui.widgets.painting import draw_round
from pkh_desk.gui.widgets.themed import Themed

HEIGHT, HEAD, LEFT, RIGHT, ICON = 40, 26, 22, 20, 20
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class _Delegate(QStyledItemDelegate):
    """Draws an Entry, and above the first one of a group the group's name."""

    def __init__(self, theme: Theme, parent: "PaletteList") -> None:
        super().__init__(parent)
        self._theme, self._view = theme, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._theme.px(HEIGHT + (HEAD if _begins(index) else 0)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, entry, rect = self._theme, index.data(ROW), QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if _begins(index):
            head = QRect(rect.left() + LEFT, rect.top() + theme.px(4), rect.width(), theme.px(HEAD - 4))
            painter.setFont(theme.font(12, 600))
            painter.setPen(QColor(theme.tokens.text2))
            painter.drawText(head, MIDDLE, entry.group)
            rect.setTop(rect.top() + theme.px(HEAD))
        tokens = theme.tokens.selected() if selected else theme.tokens
        if selected:
            box = QRectF(rect.adjusted(8, 1, -8, -1))
            draw_round(painter, box, 6, tokens.selection)
            bar = QRectF(box.left(), box.top() + 8, 3, box.height() - 16)
            draw_round(painter, bar, 1.5, theme.tokens.primary)
        self._draw_line(painter, rect, entry, tokens, selected)
        painter.restore()

    def _draw_line(
        self, painter: QPainter, rect: QRect, entry: Entry, tokens: Tokens, selected: bool
    ) -> None:
        theme, side = self._theme, self._theme.px(ICON)
        icon = theme.pixmap_in(entry.icon, tokens.text2, ICON)
        painter.drawPixmap(rect.left() + LEFT, rect.center().y() - side // 2 + 1, icon)
        hint = entry.shortcut or ("Enter" if selected else "")
        painter.setFont(theme.font(12))
        painter.setPen(QColor(tokens.text2))
        painter.drawText(rect.adjusted(0, 0, -RIGHT, 0), MIDDLE | Qt.AlignmentFlag.AlignRight, hint)
        right = rect.right() - RIGHT - QFontMetrics(theme.font(12)).horizontalAdvance(hint) - 12
        left = rect.left() + LEFT + side + 12
        left = self._draw_words(painter, QRect(left, rect.top(), right - left, rect.height()), entry, tokens)
        room = QRect(left + 10, rect.top(), max(0, right - left - 10), rect.height())
        painter.setFont(theme.font(12))
        painter.setPen(QColor(tokens.text2))
        metrics = QFontMetrics(theme.font(12))
        painter.drawText(
            room, MIDDLE, metrics.elidedText(entry.aside, Qt.TextElideMode.ElideRight, room.width())
        )

    def _draw_words(self, painter: QPainter, room: QRect, entry: Entry, tokens: Tokens) -> int:
        """Draw word by word, those that were typed marked; return where they end."""
        theme, left = self._theme, room.left()
        for word in entry.words.split(" "):
            typed = any(fold(word).startswith(each) for each in self._view.typed)
            font = theme.font(14, 600 if typed else 400)
            metrics = QFontMetrics(font)
            width = metrics.horizontalAdvance(word)
            rest = QRect(left, room.top(), max(0, room.right() - left), room.height())
            painter.setFont(font)
            painter.setPen(QColor(tokens.primary if typed else tokens.text))
            painter.drawText(
                rest, MIDDLE, metrics.elidedText(word, Qt.TextElideMode.ElideRight, rest.width())
            )
            left = min(room.right(), left + width + metrics.horizontalAdvance(" "))
        return left


class PaletteList(Themed, QListView):
    """The lines. The focus stays in the search field; `typed` are the folded words that are marked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.typed: tuple[str, ...] = ()
        self.setAccessibleName("Hasil pencarian")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Delegate(theme, self))
        self.follow(theme)

    def wanted_height(self) -> int:
        """Return the height of all lines."""
        model = self.model()
        rows = model.rowCount() if model is not None else 0
        return sum(self.sizeHintForRow(i) for i in range(rows)) + 10

    def restyle(self) -> None:
        """Lines may have become higher."""
        self.scheduleDelayedItemsLayout()


def _begins(index: Index) -> bool:
    above = index.sibling(index.row() - 1, 0)
    return not above.isValid() or above.data(ROW).group != index.data(ROW).group
