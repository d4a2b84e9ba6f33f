"""TICK TABLE: a table of which several rows are ticked, to do the same with all of them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.row_table import Cell, RowColumn, RowTable

RowT = TypeVar("RowT")

TICKED = Cell("", icon="checkmark_circle", icon_use="primary", filled=True)
OPEN = Cell("", icon="circle", icon_use="text3")


class TickTable(RowTable[RowT]):
    """Space or a click in the first column ticks a row, Ctrl+A all of them. `ticks_changed` at every tick.

    `key` names a row, `spoken` says it.
    """

    ticks_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        columns: Sequence[RowColumn[RowT]],
        key: Callable[[RowT], str],
        spoken: Callable[[RowT], str],
    ) -> None:
        self.ticked: set[str] = set()
        self._key, self._said = key, spoken
        tick = RowColumn[RowT]("", self._tick, 40)
        super().__init__(theme, name, [tick, *columns], self._spoken, row_id=key, tall=True)

    def show_ticked(self, rows: Sequence[RowT]) -> None:
        """Show these rows; ticks of rows that are not shown any more go."""
        self.ticked &= set(map(self._key, rows))
        self.show_rows(rows)
        self.ticks_changed.emit()

    def chosen_keys(self) -> list[str]:
        """Return the keys of the ticked rows in the order shown."""
        return [key for row in self.rows if (key := self._key(row)) in self.ticked]

    def tick(self, keys: set[str]) -> None:
        """Tick exactly these rows."""
        self.ticked = keys & set(map(self._key, self.rows))
        self.viewport().update()
        self.ticks_changed.emit()

    def tick_all(self) -> None:
        """Tick every row; a second time none."""
        every = set(map(self._key, self.rows))
        self.tick(set() if self.ticked == every else every)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The first column is the box."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index.column() == 0:
            self._toggle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the current row, Ctrl+A all; a second time none."""
        if event.key() == Qt.Key.Key_Space and self.current is not None:
            self._toggle()
        elif event.key() == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.tick_all()
        else:
            super().keyPressEvent(event)

    def _toggle(self) -> None:
        if self.current is not None:
            self.tick(self.ticked ^ {self._key(self.current)})

    def _tick(self, row: RowT) -> Cell:
        return TICKED if self._key(row) in self.ticked else OPEN

    def _spoken(self, row: RowT) -> str:
        return f"{self._said(row)}, ditandai" if self._key(row) in self.ticked else self._said(row)
