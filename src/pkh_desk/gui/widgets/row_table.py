"""ROW TABLE: rows of cells with icon, weight and tone under a header, one or two lines high.

A delegate draws them; Ctrl+C copies the table as TSV.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QModelIndex,
    QObject,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPixmap,
    QResizeEvent,
)
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
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.style.tokens import Tokens
from pkh_desk.gui.widgets.painting import BADGE_HEIGHT, badge_width, draw_badge, draw_pips, pips_width
from pkh_desk.gui.widgets.themed import Themed

RowT = TypeVar("RowT")

CELL = Qt.ItemDataRole.UserRole + 1
HEIGHT, TALL, PADDING = 38, 50, 10
# What a column that takes the rest must keep of it; else the marks give way.
LEAST_REST = 190


@dataclass(frozen=True)
class Cell:
    """One cell: words in a tone (a token), a picture, an icon or pips (step, of how many) before them.

    `below` is a second line, for tables that are `tall`; with `badge` (a tone) the words stand in one.
    """

    text: str
    tone: str = "text"
    bold: bool = False
    icon: str = ""
    icon_use: str = "text2"
    filled: bool = False
    pips: tuple[int, int] | None = None
    below: str = ""
    picture: QPixmap | None = None
    badge: str = ""

    @property
    def words(self) -> str:
        """Both lines as one."""
        return f"{self.text} · {self.below}" if self.below else self.text


@dataclass(frozen=True)
class RowColumn(Generic[RowT]):
    """A column: its title, what a row shows in it, its width in px at 100 % (0: its share of the rest).

    Numbers stand at the right. Of a column of marks only the icon is drawn, in the middle; its words are
    what is read out and copied.
    """

    title: str
    cell: Callable[[RowT], Cell]
    width: int = 0
    number: bool = False
    mark: bool = False

    @property
    def side(self) -> Qt.AlignmentFlag:
        """Where its words stand."""
        if self.mark:
            return Qt.AlignmentFlag.AlignCenter
        side = Qt.AlignmentFlag.AlignRight if self.number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


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

    def set_columns(self, columns: Sequence[RowColumn[RowT]]) -> None:
        self.beginResetModel()
        self.columns = columns
        self.endResetModel()

    def repaint(self, rows: Sequence[RowT]) -> None:
        """Show the same records as they are now."""
        self.rows = rows
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))

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
            return self.columns[index.column()].cell(row).words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row) if index.column() == 0 else self.columns[index.column()].cell(row).words
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            # The cells of the first column stand further in than the style sheet's header.
            return self.columns[section].title if section else f"\u2002{self.columns[section].title}"
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[section].side
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: "RowTable[Any]") -> None:
        super().__init__(parent)
        self._theme, self._view = theme, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self._theme.px(self._view.row_height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        tokens = self._theme.tokens.selected() if selected else self._theme.tokens
        painter.save()
        if selected:
            painter.fillRect(rect, QColor(tokens.selection))
            if index.column() == 0:
                painter.fillRect(rect.left(), rect.top(), 3, rect.height(), QColor(tokens.primary))
            if self._view.hasFocus():
                for edge in (rect.top(), rect.bottom() - 1):
                    painter.fillRect(rect.left(), edge, rect.width(), 1, QColor(tokens.primary))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line))
        self._draw_cell(painter, rect, index, tokens)
        painter.restore()

    def _draw_cell(self, painter: QPainter, rect: QRect, index: Index, tokens: Tokens) -> None:
        column, cell, theme = self._view.columns[index.column()], index.data(CELL), self._theme
        left = PADDING + (6 if index.column() == 0 else 0)
        box = rect.adjusted(left, 0, -PADDING if column.number else -6, 0)
        if column.mark:
            middle = QRect(0, 0, theme.px(16), theme.px(16))
            middle.moveCenter(rect.center())
            self._draw_mark(painter, middle, cell, tokens)
        elif cell.badge:
            high = theme.px(BADGE_HEIGHT)
            badge = QRect(box.left(), rect.center().y() - high // 2, badge_width(theme, cell.text), high)
            draw_badge(painter, theme, badge, cell.text, cell.badge)
        else:
            room = self._draw_mark(painter, box, cell, tokens)
            self._draw_words(painter, room, cell, tokens, index.column())

    def _draw_mark(self, painter: QPainter, box: QRect, cell: Cell, tokens: Tokens) -> QRect:
        """Draw picture, icon or pips and return the room that is left for words."""
        theme, left = self._theme, box.left()
        if cell.picture is not None:
            size = cell.picture.deviceIndependentSize().toSize()
            painter.drawPixmap(left, box.center().y() - size.height() // 2, cell.picture)
            left += size.width() + 10
        if cell.icon:
            side = theme.px(16)
            icon = theme.pixmap_in(cell.icon, tokens.color(cell.icon_use), 16, filled=cell.filled)
            painter.drawPixmap(left, box.center().y() - side // 2 + 1, icon)
            left += side + 8
        if cell.pips:
            step, total = cell.pips
            draw_pips(painter, theme, tokens, QPointF(left, box.center().y() + 1), step, total)
            left += pips_width(theme, total) + 10
        return box.adjusted(left - box.left(), 0, 0, 0)

    def _draw_words(self, painter: QPainter, room: QRect, cell: Cell, tokens: Tokens, column: int) -> None:
        theme, side = self._theme, self._view.columns[column].side
        upper = room
        if cell.below:
            upper = QRect(room.left(), room.top() + theme.px(7), room.width(), theme.px(18))
            lower = QRect(room.left(), upper.bottom() + 1, room.width(), theme.px(16))
            _draw(painter, lower, cell.below, theme.font(12), tokens.text2, side)
        font = theme.font(13, 600 if cell.bold else 400)
        _draw(painter, upper, cell.text, font, tokens.color(cell.tone), side)


def _draw(painter: QPainter, room: QRect, words: str, font: QFont, ink: str, side: Qt.AlignmentFlag) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    fitting = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, side, fitting)


class RowTable(Themed, QTableView, Generic[RowT]):
    """`chosen(row)` when a row is selected or shown anew, `opened(row)` on Enter or a double click.

    Rows that have an id (`row_id`) keep selection and scroll when they are shown again.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        theme: Theme,
        name: str,
        columns: Sequence[RowColumn[RowT]],
        spoken: Callable[[RowT], str],
        *,
        row_id: Callable[[RowT], str] | None = None,
        tall: bool = False,
    ) -> None:
        super().__init__()
        self._row_id, self.row_height = row_id, TALL if tall else HEIGHT
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
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setItemDelegate(_Delegate(theme, self))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW)))
        self.follow(theme)

    @property
    def columns(self) -> Sequence[RowColumn[RowT]]:
        """The columns."""
        return self.rows_model.columns

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
        """Show other rows. The row of the selected id stays selected, else the one in its place, else the
        first."""
        place, was = self.currentIndex().row() if keep_place else 0, self._id_of(self.current)
        if was and self._ids(rows) == self._ids(self.rows):
            self.rows_model.repaint(rows)
            self.chosen.emit(self.current)
            return
        self.rows_model.show(rows)
        if not rows:
            self.chosen.emit(None)
        elif not self.select(was):
            self.setCurrentIndex(self.rows_model.index(min(max(place, 0), len(rows) - 1), 0))

    def set_columns(self, columns: Sequence[RowColumn[RowT]]) -> None:
        """Show the same rows in other columns; the row of the selected id stays selected."""
        was = self._id_of(self.current)
        self.rows_model.set_columns(columns)
        for at in range(len(columns)):
            self.setColumnHidden(at, False)
        self.restyle()
        self.select(was)

    def select(self, row_id: str) -> bool:
        """Select the row with an id; False if it is not shown."""
        if not row_id or row_id not in (ids := self._ids(self.rows)):
            return False
        self.setCurrentIndex(self.rows_model.index(ids.index(row_id), 0))
        return True

    def _ids(self, rows: Sequence[RowT]) -> list[str]:
        return [self._id_of(row) for row in rows]

    def _id_of(self, row: RowT | None) -> str:
        return self._row_id(row) if self._row_id is not None and row is not None else ""

    def restyle(self) -> None:
        """Widths and heights follow the text size."""
        header = self.horizontalHeader()
        self.verticalHeader().setDefaultSectionSize(self.theme.px(self.row_height))
        for at, column in enumerate(self.columns):
            fixed = QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(at, fixed)
            if column.width:
                header.resizeSection(at, self.theme.px(column.width))
        self._fit_marks()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns of marks only where names have room beside them."""
        super().resizeEvent(event)
        self._fit_marks()

    def _fit_marks(self) -> None:
        marks = [at for at, column in enumerate(self.columns) if column.mark]
        taken = sum(self.theme.px(column.width or LEAST_REST) for column in self.columns)
        crowded = self.viewport().width() < taken
        for at in marks:
            if self.isColumnHidden(at) != crowded:
                self.setColumnHidden(at, crowded)

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
        lines = [
            [column.title for column in self.columns],
            *([column.cell(row).words for column in self.columns] for row in self.rows),
        ]
        return "\n".join("\t".join(line) for line in lines)
