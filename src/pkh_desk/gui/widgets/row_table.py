"""ROW TABLE: rows of cells with icon, weight and tone under a header; drawn by a delegate, copied as TSV."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QModelIndex,
    QObject,
    QPointF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from pkh_desk.gui.paged_model import ROW, Index
from pkh_desk.gui.theme import Theme
from pkh_desk.gui.widgets.painting import draw_pips, pips_width
from pkh_desk.gui.widgets.themed import Themed

RowT = TypeVar("RowT")

CELL = Qt.ItemDataRole.UserRole + 1
HEIGHT, PADDING = 38, 10


@dataclass(frozen=True)
class Cell:
    """One cell: words in a tone (a token), an icon or pips (step, of how many) before them."""

    text: str
    tone: str = "text"
    bold: bool = False
    icon: str = ""
    icon_use: str = "text2"
    filled: bool = False
    pips: tuple[int, int] | None = None


@dataclass(frozen=True)
class RowColumn(Generic[RowT]):
    """A column: its title, what a row shows in it, its width in px at 100 % (0: its share of the rest)."""

    title: str
    cell: Callable[[RowT], Cell]
    width: int = 0


class _Model(QAbstractTableModel, Generic[RowT]):
    """Rows that are at hand as a whole."""

    def __init__(
        self, columns: Sequence[RowColumn[RowT]], spoken: Callable[[RowT], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.columns, self._spoken = columns, spoken
        self.rows: Sequence[RowT] = ()

    def show(self, rows: Sequence[RowT]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == CELL:
            return self.columns[index.column()].cell(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[index.column()].cell(row).text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme, self._view = theme, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self._theme.px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect, cell = self._theme, option.rect, index.data(CELL)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        tokens = theme.tokens.selected() if selected else theme.tokens
        painter.save()
        if selected:
            painter.fillRect(rect, QColor(tokens.selection))
            if index.column() == 0:
                painter.fillRect(rect.left(), rect.top(), 3, rect.height(), QColor(theme.tokens.primary))
            if self._view.hasFocus():
                for edge in (rect.top(), rect.bottom() - 1):
                    painter.fillRect(rect.left(), edge, rect.width(), 1, QColor(theme.tokens.primary))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line))
        left = rect.left() + PADDING + (6 if index.column() == 0 else 0)
        if cell.icon:
            side = theme.px(16)
            icon = theme.pixmap_in(cell.icon, tokens.color(cell.icon_use), 16, filled=cell.filled)
            painter.drawPixmap(left, rect.center().y() - side // 2 + 1, icon)
            left += side + 8
        if cell.pips:
            step, total = cell.pips
            draw_pips(painter, theme, tokens, QPointF(left, rect.center().y() + 1), step, total)
            left += pips_width(theme, total) + 10
        font = theme.font(13, 600 if cell.bold else 400)
        painter.setFont(font)
        painter.setPen(QColor(tokens.color(cell.tone)))
        room = rect.adjusted(left - rect.left(), 0, -6, 0)
        words = QFontMetrics(font).elidedText(cell.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.restore()


class RowTable(Themed, QTableView, Generic[RowT]):
    """`chosen(row)` at every change of the selected row, `opened(row)` on Enter or a double click."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self, theme: Theme, name: str, columns: Sequence[RowColumn[RowT]], spoken: Callable[[RowT], str]
    ) -> None:
        super().__init__()
        self.rows_model: _Model[RowT] = _Model(columns, spoken, self)
        self.setModel(self.rows_model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setItemDelegate(_Delegate(theme, self))
        self.activated.connect(lambda index: self.opened.emit(index.data(ROW)))
        self.follow(theme)

    @property
    def rows(self) -> Sequence[RowT]:
        """The rows shown."""
        return self.rows_model.rows

    @property
    def current(self) -> RowT | None:
        """The selected row."""
        index = self.currentIndex()
        return self.rows[index.row()] if index.isValid() else None

    def show_rows(self, rows: Sequence[RowT], *, keep_place: bool = False) -> None:
        """Show other rows; the first one is selected, or the one where the selected one stood."""
        place = self.currentIndex().row() if keep_place else 0
        self.rows_model.show(rows)
        if rows:
            self.setCurrentIndex(self.rows_model.index(min(max(place, 0), len(rows) - 1), 0))
        else:
            self.chosen.emit(None)

    def restyle(self) -> None:
        """Widths and heights follow the text size."""
        header = self.horizontalHeader()
        self.verticalHeader().setDefaultSectionSize(self.theme.px(HEIGHT))
        for at, column in enumerate(self.rows_model.columns):
            fixed = QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(at, fixed)
            if column.width:
                header.resizeSection(at, self.theme.px(column.width))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell which row is selected now."""
        super().selectionChanged(selected, deselected)
        if self.current is not None:
            self.chosen.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the table; Enter opens."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.as_tsv())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def as_tsv(self) -> str:
        """Return header and rows as text that a spreadsheet takes."""
        columns = self.rows_model.columns
        lines = [
            [column.title for column in columns],
            *([column.cell(row).text for column in columns] for row in self.rows),
        ]
        return "\n".join("\t".join(line) for line in lines)
