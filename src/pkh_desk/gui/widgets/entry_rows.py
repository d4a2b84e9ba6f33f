"""ENTRY ROWS: a short list that is edited in place: a line of fields for each row, one more, one less."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pkh_desk.gui.theme import Theme
from pkh_desk.gui.widgets.button import Button, IconButton
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.themed import set_state


class _Row(QWidget):
    """The fields of one row; what is not shown of it stays with it."""

    def __init__(
        self, theme: Theme, name: str, columns: Sequence[tuple[str, str]], values: Mapping[str, Any]
    ) -> None:
        super().__init__()
        self.kept = dict(values)
        self.entries: dict[str, QLineEdit] = {}
        self.remove = IconButton(theme, "dismiss", f"Hapus baris {name}")
        line = row(gap=6)
        for at, (key, title) in enumerate(columns):
            entry = self.entries[key] = QLineEdit(str(values.get(key, "")))
            entry.setCursorPosition(0)
            entry.setPlaceholderText(title)
            entry.setAccessibleName(f"{name}: {title}")
            line.addWidget(entry, 3 if at == 0 else 2)
        line.addWidget(self.remove)
        self.setLayout(line)

    def values(self) -> dict[str, Any]:
        return self.kept | {key: entry.text().strip() for key, entry in self.entries.items()}


class EntryRows(QWidget):
    """Rows of `columns` (key, title), those without any words left out. `changed` at every change by hand."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str, columns: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._theme, self._name, self._columns = theme, name, columns
        self.rows: list[_Row] = []
        self.add = Button(theme, "Tambah baris", "link", icon="add", on_click=self._add_row).make_slim()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        stack.addLayout(self._lines)
        stack.addLayout(row(self.add, None))
        self.setFocusProxy(self.add)

    def values(self) -> list[dict[str, Any]]:
        """Return the rows that hold anything."""
        return [
            each.values()
            for each in self.rows
            if any(entry.text().strip() for entry in each.entries.values())
        ]

    def show_values(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show these rows instead."""
        for old in list(self.rows):
            self._drop(old)
        for values in rows:
            self._append(values)

    def mark(self, wrong: bool) -> None:
        """Mark the fields while something of the list is wrong."""
        for each in self.rows:
            for entry in each.entries.values():
                set_state(entry, "state", "error" if wrong else "")

    def _append(self, values: Mapping[str, Any]) -> _Row:
        made = _Row(self._theme, self._name, self._columns, values)
        made.remove.clicked.connect(lambda: self._take_out(made))
        for entry in made.entries.values():
            entry.textEdited.connect(lambda _text: self.changed.emit())
        self.rows.append(made)
        self._lines.addWidget(made)
        return made

    def _add_row(self) -> None:
        made = self._append({})
        self.changed.emit()
        next(iter(made.entries.values())).setFocus()

    def _take_out(self, gone: _Row) -> None:
        self.add.setFocus()
        self._drop(gone)
        self.changed.emit()

    def _drop(self, gone: _Row) -> None:
        self.rows.remove(gone)
        self._lines.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
