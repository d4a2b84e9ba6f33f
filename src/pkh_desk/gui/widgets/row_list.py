"""ROW LIST: a short list that is edited in place: a row of fields for each entry, one more, one less."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button, IconButton
from pkh_desk.gui.widgets.card import row


class ListRow(QWidget):
    """The fields of one entry, with the button that takes it out. `changed` at every change by hand."""

    changed = Signal()

    def __init__(self, theme: Theme, removal: str) -> None:
        super().__init__()
        self.remove = IconButton(theme, "dismiss", removal)

    def value(self) -> Any:
        """Return the entry, or None if nothing is written in it."""
        raise NotImplementedError

    def first_field(self) -> QWidget:
        """Return the field that a person fills in first."""
        raise NotImplementedError


Row = TypeVar("Row", bound=ListRow)


class RowList(QWidget, Generic[Row]):
    """Rows under each other and a button `adding` that appends one. `changed` at every change by hand."""

    changed = Signal()

    def __init__(self, theme: Theme, adding: str, gap: int) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.add = Button(theme, adding, "link", icon="add", on_click=self._add_row).make_slim()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(gap)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        stack.addLayout(self._lines)
        stack.addLayout(row(self.add, None))
        self.setFocusProxy(self.add)

    def make_row(self, value: Any) -> Row:
        """Return the row that edits `value`; None is a new entry."""
        raise NotImplementedError

    def count_rows(self) -> None:
        """Called after rows came, went or moved: a list that numbers them does it here."""

    def values(self) -> list[Any]:
        """Return the entries that hold anything."""
        return [value for each in self.rows if (value := each.value()) is not None]

    def show_values(self, values: Sequence[Any]) -> None:
        """Show these entries instead."""
        for old in list(self.rows):
            self._drop(old)
        for value in values:
            self._append(value)
        self.count_rows()

    def move_row(self, moved: Row, by: int) -> None:
        """Move a row up or down, as far as there is room."""
        at = self.rows.index(moved)
        to = max(0, min(len(self.rows) - 1, at + by))
        self.rows.insert(to, self.rows.pop(at))
        self._lines.removeWidget(moved)
        self._lines.insertWidget(to, moved)
        self._has_changed()

    def _append(self, value: Any) -> Row:
        made = self.make_row(value)
        made.changed.connect(self.changed)
        made.remove.clicked.connect(lambda: self._take_out(made))
        self.rows.append(made)
        self._lines.addWidget(made)
        return made

    def _add_row(self) -> None:
        made = self._append(None)
        self._has_changed()
        made.first_field().setFocus()

    def _take_out(self, gone: Row) -> None:
        self.add.setFocus()
        self._drop(gone)
        self._has_changed()

    def _drop(self, gone: Row) -> None:
        self.rows.remove(gone)
        self._lines.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _has_changed(self) -> None:
        self.count_rows()
        self.changed.emit()
