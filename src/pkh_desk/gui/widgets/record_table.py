"""RECORD TABLE: rows of cells with one or two lines, drawn by a delegate; Ctrl+C copies what is selected."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from pkh_desk.gui.paged_model import Index
from pkh_desk.gui.records_model import CELL, Cell, RecordsModel
from pkh_desk.gui.theme import Theme
from pkh_desk.gui.tokens import Tokens
from pkh_desk.gui.widgets.painting import draw_pips, pips_width
from pkh_desk.gui.widgets.themed import Themed

HEIGHT, PADDING, STEPS = 50, 10, 6


class RecordDelegate(QStyledItemDelegate):
    """Draws a Cell; the model's CELL role must return one."""

    def __init__(self, theme: Theme, parent: "RecordTable") -> None:
        super().__init__(parent)
        self._theme, self._table = theme, parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground and hairline, then icon or pips, then the words."""
        cell, rect = index.data(CELL), option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        tokens = self._theme.tokens.selected() if selected else self._theme.tokens
        painter.save()
        if selected:
            painter.fillRect(rect, QColor(tokens.selection))
            if index.column() == 0:
                painter.fillRect(rect.left(), rect.top(), 3, rect.height(), QColor(tokens.primary))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line))
        if self._table.hasFocus() and index.row() == self._table.currentIndex().row():
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, QColor(tokens.primary))
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.primary))
        first = self._theme.px(6) if index.column() == 0 else 0
        box = rect.adjusted(self._theme.px(PADDING) + first, 0, -self._theme.px(PADDING), -1)
        number = self._table.records.columns[index.column()].number
        self._draw_cell(painter, box, cell, tokens, number)
        painter.restore()

    def _draw_cell(self, painter: QPainter, box: QRect, cell: Cell, tokens: Tokens, number: bool) -> None:
        theme = self._theme
        ink = tokens.color(cell.tone) if cell.tone else tokens.text
        if cell.icon:
            side = theme.px(16)
            icon = theme.pixmap_in(cell.icon, ink, 16, filled=True)
            painter.drawPixmap(box.left(), box.center().y() - side // 2 + 1, icon)
            box = box.adjusted(side + theme.px(6), 0, 0, 0)
        if cell.step:
            middle = QPointF(box.left(), box.center().y() + 1)
            draw_pips(painter, theme, tokens, middle, cell.step, STEPS)
            box = box.adjusted(pips_width(theme, STEPS) + theme.px(8), 0, 0, 0)
        side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
        font = theme.font(13, 600 if cell.strong or cell.tone else 400)
        upper = (
            box if not cell.below else QRect(box.left(), box.top() + theme.px(7), box.width(), theme.px(18))
        )
        painter.setFont(font)
        painter.setPen(QColor(ink))
        _draw_words(painter, upper, cell.text, side)
        if cell.below:
            painter.setFont(theme.font(12))
            painter.setPen(QColor(tokens.text2))
            _draw_words(
                painter, QRect(box.left(), upper.bottom() + 1, box.width(), theme.px(16)), cell.below, side
            )


def _draw_words(painter: QPainter, box: QRect, words: str, side: Qt.AlignmentFlag) -> None:
    fitting = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, fitting)


class RecordTable(Themed, QTableView):
    """A view of a RecordsModel. `opened(id)` on Enter or a double click; arrow keys move by row."""

    opened = Signal(str)

    def __init__(self, theme: Theme, name: str, records: RecordsModel) -> None:  # type: ignore[type-arg]
        super().__init__()
        self.records = records
        self.setModel(records)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(RecordDelegate(theme, self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        for place, column in enumerate(records.columns):
            stretch = QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(place, stretch)
        self.doubleClicked.connect(lambda index: self.opened.emit(records.id_at(index)))
        self.follow(theme)

    @property
    def current(self) -> str:
        """The id of the current row, empty if there is none."""
        return str(self.records.id_at(self.currentIndex()))

    def select(self, row_id: str) -> bool:
        """Make a row the current one; False if it is not shown."""
        index = self.records.index_of(row_id)
        if index.isValid() and index.row() != self.currentIndex().row():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def restyle(self) -> None:
        """Rows and columns follow the text size."""
        self.verticalHeader().setDefaultSectionSize(self.theme.px(HEIGHT))
        for place, column in enumerate(self.records.columns):
            if column.width:
                self.setColumnWidth(place, self.theme.px(column.width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies the selected rows as a table; the rest is Qt's own."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._as_text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Whatever room there is."""
        return QSize(320, 200)

    def _as_text(self) -> str:
        rows = sorted({index.row() for index in self.selectedIndexes()})
        columns = range(self.records.columnCount())
        return "\n".join(
            "\t".join(str(self.records.index(row, column).data()) for column in columns) for row in rows
        )
