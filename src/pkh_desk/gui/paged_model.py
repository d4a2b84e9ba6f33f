"""PAGED MODEL: a list of ids, and rows read in blocks of 100 when they are painted.

Sixty thousand families cost their ids and the few blocks looked at: no OFFSET, no row cached for ever.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

RowT = TypeVar("RowT")
Index = QModelIndex | QPersistentModelIndex

BLOCK = 100
KEPT_BLOCKS = 30
ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Column(Generic[RowT]):
    """One column of a table: its header, the text of a row in it, and whether it holds numbers."""

    title: str
    text: Callable[[RowT], str]
    number: bool = False


class PagedModel(QAbstractTableModel, Generic[RowT]):
    """A read-only model for lists (one column) and tables.

    `read(ids)` returns the rows of at most 100 ids in their order; it runs on the GUI thread and must
    take under 5 ms. `spoken(row)` is the sentence a screen reader says. `data(index, ROW)` is the row itself.
    """

    def __init__(
        self,
        read: Callable[[Sequence[str]], Sequence[RowT]],
        columns: Sequence[Column[RowT]],
        spoken: Callable[[RowT], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self._columns, self._spoken = read, columns, spoken
        self._ids: Sequence[str] = ()
        self._blocks: OrderedDict[int, Sequence[RowT]] = OrderedDict()
        self._places: dict[str, int] | None = None

    @property
    def ids(self) -> Sequence[str]:
        """The ids shown, in order."""
        return self._ids

    def show_ids(self, ids: Sequence[str]) -> None:
        """Show these ids; the same ones only re-read what is visible, so that selection and scroll stay."""
        if list(ids) == list(self._ids):
            self.reread()
            return
        self.beginResetModel()
        self._ids, self._places = ids, None
        self._blocks.clear()
        self.endResetModel()

    def reread(self) -> None:
        """Forget the rows read so far and have them painted anew."""
        self._blocks.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self._columns) - 1))

    def row(self, number: int) -> RowT:
        """Return the row at a line of the list; reads its block if it is not at hand."""
        block, place = divmod(number, BLOCK)
        if block in self._blocks:
            self._blocks.move_to_end(block)
        else:
            start = block * BLOCK
            self._blocks[block] = self._read(self._ids[start : start + BLOCK])
            if len(self._blocks) > KEPT_BLOCKS:
                self._blocks.popitem(last=False)
        return self._blocks[block][place]

    def id_at(self, index: Index) -> str:
        """Return the id at an index, empty for an invalid one."""
        return self._ids[index.row()] if index.isValid() else ""

    def index_of(self, row_id: str) -> QModelIndex:
        """Return the index of an id, invalid if it is not in the list."""
        if self._places is None:
            self._places = {shown: i for i, shown in enumerate(self._ids)}
        place = self._places.get(row_id)
        return QModelIndex() if place is None else self.index(place, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """The number of ids."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """The number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row, its text in a column, its sentence, or the side its text stands at."""
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == ROW:
            return self.row(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(self.row(index.row()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(self.row(index.row()))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column.number)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(self._columns[section].number)
        return None


def _side(number: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
