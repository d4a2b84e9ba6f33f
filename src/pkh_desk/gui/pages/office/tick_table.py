"""TICK TABLE: a table of families of which several are ticked, to do the same with all of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from pkh_desk.gui.theme import Theme
from pkh_desk.gui.widgets.row_table import Cell, RowColumn, RowTable
from pkh_desk.views.pipeline import CaseCard

TICKED = Cell("", icon="checkmark_circle", icon_use="primary", filled=True)
OPEN = Cell("", icon="circle", icon_use="text3")


class TickTable(RowTable[CaseCard]):
    """Space or a click in the first column ticks a row, Ctrl+A all of them. `ticks_changed` at every tick."""

    ticks_changed = Signal()

    def __init__(self, theme: Theme, name: str, columns: Sequence[RowColumn[CaseCard]]) -> None:
        self.ticked: set[str] = set()
        tick = RowColumn[CaseCard]("", self._tick, 40)
        super().__init__(
            theme, name, [tick, *columns], self._spoken, row_id=lambda card: card.household_id, tall=True
        )

    def show_cards(self, cards: Sequence[CaseCard]) -> None:
        """Show these families; ticks of families that are not shown any more go."""
        self.ticked &= {card.household_id for card in cards}
        self.show_rows(cards)
        self.ticks_changed.emit()

    def chosen_homes(self) -> list[str]:
        """Return the ticked families in the order shown."""
        return [card.household_id for card in self.rows if card.household_id in self.ticked]

    def tick(self, homes: set[str]) -> None:
        """Tick exactly these families."""
        self.ticked = homes & {card.household_id for card in self.rows}
        self.viewport().update()
        self.ticks_changed.emit()

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
            every = {card.household_id for card in self.rows}
            self.tick(set() if self.ticked == every else every)
        else:
            super().keyPressEvent(event)

    def _toggle(self) -> None:
        if self.current is not None:
            self.tick(self.ticked ^ {self.current.household_id})

    def _tick(self, card: CaseCard) -> Cell:
        return TICKED if card.household_id in self.ticked else OPEN

    def _spoken(self, card: CaseCard) -> str:
        words = f"{card.name}, {card.desa}, {card.case.words}, {card.days} hari"
        return f"{words}, ditandai" if card.household_id in self.ticked else words
