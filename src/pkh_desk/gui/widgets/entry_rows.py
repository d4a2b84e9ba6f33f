"""ENTRY ROWS: a short list of lines of text fields, as the rules of the office hold them."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.row_list import ListRow, RowList
from pkh_desk.gui.widgets.themed import set_state


class EntryRow(ListRow):
    """The fields of one line; what is not shown of it stays with it."""

    def __init__(
        self, theme: Theme, name: str, columns: Sequence[tuple[str, str]], values: Mapping[str, Any]
    ) -> None:
        super().__init__(theme, f"Hapus baris {name}")
        self.kept = dict(values)
        self.entries: dict[str, QLineEdit] = {}
        line = row(gap=6)
        for at, (key, title) in enumerate(columns):
            entry = self.entries[key] = QLineEdit(str(values.get(key, "")))
            entry.setCursorPosition(0)
            entry.setPlaceholderText(title)
            entry.setAccessibleName(f"{name}: {title}")
            entry.textEdited.connect(lambda _text: self.changed.emit())
            line.addWidget(entry, 3 if at == 0 else 2)
        line.addWidget(self.remove)
        self.setLayout(line)

    def value(self) -> dict[str, Any] | None:
        """Return the line with what it kept."""
        typed = {key: entry.text().strip() for key, entry in self.entries.items()}
        return self.kept | typed if any(typed.values()) else None

    def first_field(self) -> QLineEdit:
        """Return the field of the first column."""
        return next(iter(self.entries.values()))


class EntryRows(RowList[EntryRow]):
    """Lines of `columns` (key, title), those without any words left out."""

    def __init__(self, theme: Theme, name: str, columns: Sequence[tuple[str, str]]) -> None:
        super().__init__(theme, "Tambah baris", gap=6)
        self._theme, self._name, self._columns = theme, name, columns

    def make_row(self, value: Any) -> EntryRow:
        """Return the fields of one line."""
        return EntryRow(self._theme, self._name, self._columns, value or {})

    def mark(self, wrong: bool) -> None:
        """Mark the fields while something of the list is wrong."""
        for each in self.rows:
            for entry in each.entries.values():
                set_state(entry, "state", "error" if wrong else "")
