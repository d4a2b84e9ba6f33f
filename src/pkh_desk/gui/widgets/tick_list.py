"""TICK LIST: words to tick, a box before each; the whole row takes the click, space the current one."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pkh_desk.gui.paged_model import Index
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.themed import Themed
from pkh_desk.gui.widgets.ticks import GAP, SIDE, draw_tick

HEIGHT, LEFT = 30, 10


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme, self._view = theme, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self._theme.px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect, side = self._theme, option.rect, self._theme.px(SIDE)
        current = self._view.hasFocus() and bool(option.state & QStyle.StateFlag.State_HasFocus)
        tokens = theme.tokens.selected() if current else theme.tokens
        painter.save()
        if current:
            painter.fillRect(rect, QColor(tokens.selection))
        box = QRectF(rect.left() + LEFT, rect.center().y() - side // 2 + 1, side, side)
        draw_tick(painter, theme, box, _ticked(index))
        painter.setFont(theme.font(13))
        painter.setPen(QColor(tokens.text))
        words = rect.adjusted(LEFT + side + GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, index.data())
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        spaced = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if not (spaced or event.type() == QEvent.Type.MouseButtonRelease):
            return False
        state = Qt.CheckState.Unchecked if _ticked(index) else Qt.CheckState.Checked
        return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)


class TickList(Themed, QListWidget):
    """A list of items that carry a check state."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.Box)
        self.setProperty("kind", "boxed")
        self.setItemDelegate(_Delegate(theme, self))
        self.follow(theme)

    def restyle(self) -> None:
        """Rows follow the text size."""
        self.scheduleDelayedItemsLayout()


def _ticked(index: Index) -> bool:
    return Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
