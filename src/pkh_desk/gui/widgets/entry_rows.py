"""ENTRY ROWS: a short list of lines of text fields, as the rules of the office hold them."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import IconButton
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_list import ListRow, RowList
from pkh_desk.gui.widgets.themed import set_state, show_if

Columns = Sequence[tuple[str, str]]
INDENT, PADDING = 8, 26
FIGURE_SPACE = "\u2007"
"""As wide as a digit: it makes all numbers equally wide at every size of text."""


class EntryRow(ListRow):
    """The fields of one line; what is not shown of it stays with it."""

    def __init__(self, theme: Theme, name: str, columns: Columns, values: Mapping[str, Any]) -> None:
        super().__init__(theme, f"Hapus baris {name}")
        self.kept = dict(values)
        self.entries: dict[str, QLineEdit] = {}
        self.up = IconButton(theme, "chevron_up", f"Naikkan baris {name}")
        self._name, self._columns = name, columns
        self.number = label("", "caption", "text2")
        self.number.hide()
        line = row(self.number, gap=6)
        for at, (key, title) in enumerate(columns):
            entry = self.entries[key] = QLineEdit(str(values.get(key, "")))
            entry.setCursorPosition(0)
            entry.setPlaceholderText(title)
            entry.setMinimumWidth(entry.fontMetrics().horizontalAdvance(title) + PADDING)
            entry.textEdited.connect(lambda _text: self.changed.emit())
            line.addWidget(entry, 2 if at else 2 * len(columns) - 1)
        line.addWidget(self.up)
        line.addWidget(self.remove)
        self.stack = QVBoxLayout(self)
        self.stack.setContentsMargins(0, 0, 0, 0)
        self.stack.addLayout(line)

    def value(self) -> dict[str, Any] | None:
        """Return the line with what it kept."""
        typed = {key: entry.text().strip() for key, entry in self.entries.items()}
        return self.kept | typed if any(typed.values()) else None

    def first_field(self) -> QLineEdit:
        """Return the field of the first column."""
        return next(iter(self.entries.values()))

    def show_place(self, number: int, numbered: bool) -> None:
        """Say which line it is, `numbered` for all to see; the first cannot go up."""
        self.up.setEnabled(number > 1)
        self.number.setText(f"{number:{FIGURE_SPACE}>2}")
        show_if(self.number, numbered)
        for key, title in self._columns:
            self.entries[key].setAccessibleName(f"{self._name} {number}: {title}")


class EntryRows(RowList[EntryRow]):
    """Lines of `columns` (key, title), those without any words left out; `numbered` where places count."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        columns: Columns,
        adding: str = "Tambah baris",
        *,
        numbered: bool = False,
    ) -> None:
        super().__init__(theme, adding, gap=6)
        self._theme, self._name, self._columns, self._numbered = theme, name, columns, numbered

    def make_row(self, value: Any) -> EntryRow:
        """Return the fields of one line."""
        return self.climbing(EntryRow(self._theme, self._name, self._columns, value or {}))

    def climbing(self, made: EntryRow) -> EntryRow:
        """Let a line go up by its button."""
        made.up.clicked.connect(lambda: self.move_row(made, -1))
        return made

    def count_rows(self) -> None:
        """Number the lines."""
        for number, each in enumerate(self.rows, 1):
            each.show_place(number, self._numbered)

    def mark(self, wrong: bool) -> None:
        """Mark the fields while something of the list is wrong."""
        for each in self.rows:
            for entry in each.entries.values():
                set_state(entry, "state", "error" if wrong else "")


class EntryPart(EntryRow):
    """A line that holds a list of its own, under `key`."""

    def __init__(
        self, theme: Theme, name: str, columns: Columns, values: Mapping[str, Any], key: str, inner: EntryRows
    ) -> None:
        super().__init__(theme, name, columns, values)
        self._key, self.inner = key, inner
        inner.show_values(values.get(key) or ())
        inner.changed.connect(self.changed)
        held = row(inner)
        held.setContentsMargins(theme.px(INDENT), 0, 0, theme.px(8))
        self.stack.addLayout(held)

    def value(self) -> dict[str, Any] | None:
        """Return the line with its list; None if nothing is written in either."""
        typed, lines = super().value(), self.inner.values()
        if typed is None and not lines:
            return None
        return {**self.kept, **(typed or dict.fromkeys(self.entries, "")), self._key: lines}


class EntryParts(EntryRows):
    """Lines that each hold lines of their own: `key` and `within` (name, columns) say which."""

    def __init__(
        self, theme: Theme, name: str, columns: Columns, key: str, within: tuple[str, Columns]
    ) -> None:
        super().__init__(theme, name, columns, f"Tambah {name.lower()}")
        self._key, self._within = key, within

    def make_row(self, value: Any) -> EntryRow:
        """Return the fields of one line, with its list."""
        name, columns = self._within
        inner = EntryRows(self._theme, name, columns, f"Tambah {name.lower()}", numbered=True)
        return self.climbing(EntryPart(self._theme, self._name, self._columns, value or {}, self._key, inner))
