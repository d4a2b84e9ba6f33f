"""RECORDS MODEL: a table whose rows are at hand as a whole, each cell with its tone, icon and second line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from pkh_desk.gui.paged_model import ROW, Index

RowT = TypeVar("RowT")

CELL = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Cell:
    """What a cell shows. `below` is a second line; `tone` amber, red, green or the usual ink.

    `step` draws that many of six pips before the text.
    """

    text: str
    below: str = ""
    tone: str = ""
    icon: str = ""
    strong: bool = False
    step: int = 0


@dataclass(frozen=True)
class TableColumn(Generic[RowT]):
    """One column: its title, a row's cell in it, its width at 100 % (0: what is left), numbers right."""

    title: str
    cell: Callable[[RowT], Cell]
    width: int = 0
    number: bool = False


class RecordsModel(QAbstractTableModel, Generic[RowT]):
    """Rows with an id each. `spoken(row)` is the sentence a screen reader says at the first column."""

    def __init__(
        self,
        columns: Sequence[TableColumn[RowT]],
        spoken: Callable[[RowT], str],
        row_id: Callable[[RowT], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns, self._spoken, self._id = columns, spoken, row_id
        self._rows: Sequence[RowT] = ()

    @property
    def rows(self) -> Sequence[RowT]:
        """The rows shown."""
        return self._rows

    def show_rows(self, rows: Sequence[RowT]) -> None:
        """Show other rows; the same ids only repaint, so that selection and scroll stay."""
        if [self._id(row) for row in rows] == [self._id(row) for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def id_at(self, index: Index) -> str:
        """Return the id at an index, empty for an invalid one."""
        return self._id(self._rows[index.row()]) if index.isValid() else ""

    def index_of(self, row_id: str) -> QModelIndex:
        """Return the index of an id, invalid if it is not shown."""
        place = next((i for i, row in enumerate(self._rows) if self._id(row) == row_id), -1)
        return self.index(place, 0) if place >= 0 else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """The number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """The number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row, its cell, the cell's text, or the sentence."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role == ROW:
            return row
        if role == CELL:
            return column.cell(row)
        if role == Qt.ItemDataRole.DisplayRole:
            cell = column.cell(row)
            return " · ".join(part for part in (cell.text, cell.below) if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row) if index.column() == 0 else column.cell(row).text
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            # The cells of the first column stand further in than the style sheet's header.
            return column.title if section else f"\u2002{column.title}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
