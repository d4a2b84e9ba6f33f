"""LEDGER: the movements of a product's stock, one line each, the latest first; drawn by a delegate."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pkh_desk.domain.text import dots
from pkh_desk.gui.paged_model import ROW, Index
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.themed import Themed

HEIGHT, DAY_WIDTH, MOST_LINES = 28, 60, 8


@dataclass(frozen=True)
class LedgerLine:
    """One movement: its day, what it was, the change with its sign; `gone` once it was taken back."""

    id: str
    day: str
    words: str
    change: int
    gone: bool = False
    unsent: bool = False

    @property
    def amount(self) -> str:
        """The change as it is written: +20, −16."""
        return f"{'+' if self.change > 0 else '−'}{dots(abs(self.change))}"

    def spoken(self) -> str:
        """The line as one sentence."""
        sign = "tambah" if self.change > 0 else "kurang"
        tail = ", ditarik kembali" if self.gone else ", belum terkirim" if self.unsent else ""
        return f"{self.day}, {self.words}, {sign} {abs(self.change)}{tail}"


class LedgerDelegate(QStyledItemDelegate):
    """Draws a LedgerLine; the model's ROW role must return one."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All lines are equally high."""
        return QSize(160, self._theme.px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw day, words and change; what was taken back is struck through."""
        line, theme = index.data(ROW), self._theme
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        tokens = theme.tokens.selected() if selected else theme.tokens
        painter.save()
        if selected:
            painter.fillRect(option.rect, QColor(tokens.selection))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(tokens.primary))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        box, middle = option.rect.adjusted(4, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(12))
        painter.setPen(QColor(tokens.text2))
        painter.drawText(box, middle, line.day)
        amount_font = theme.font(13, 600)
        width = QFontMetrics(amount_font).horizontalAdvance(line.amount)
        painter.setFont(amount_font)
        ink = tokens.text3 if line.gone else tokens.green if line.change > 0 else tokens.text
        painter.setPen(QColor(ink))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, line.amount)
        words_font = theme.font(13)
        words_box = box.adjusted(theme.px(DAY_WIDTH), 0, -width - 10, 0)
        words = f"{line.words} (ditarik kembali)" if line.gone else line.words
        painter.setFont(words_font)
        painter.setPen(QColor(tokens.text3 if line.gone else tokens.text))
        fitting = QFontMetrics(words_font).elidedText(words, Qt.TextElideMode.ElideRight, words_box.width())
        painter.drawText(words_box, middle, fitting)
        if line.gone:
            y = box.center().y() + 1
            painter.drawLine(box.right() - width, y, box.right(), y)
        painter.restore()


class Ledger(Themed, QListView):
    """A list view with this delegate. `remove(id)` fires on Del."""

    remove = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName("Gerak stok")
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(LedgerDelegate(theme, self))
        self.follow(theme)

    def restyle(self) -> None:
        """Lines may have become higher."""
        self.fit()
        self.scheduleDelayedItemsLayout()

    def fit(self) -> None:
        """Take the room of the lines, up to eight of them; more scroll."""
        lines = self.model().rowCount() if self.model() is not None else 0
        self.setFixedHeight(self.theme.px(HEIGHT) * min(max(lines, 1), MOST_LINES) + 2)
        # A list asks for all the height there is, and the card around it would take that.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del asks to take the current line back."""
        if event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.remove.emit(self.currentIndex().data(ROW).id)
        else:
            super().keyPressEvent(event)
