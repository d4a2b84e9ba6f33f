"""CONFIG FORM: a config document as a form that is read off its shape: a labelled field each, with help."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from pkh_desk.domain.office.config_fields import ConfigField, Way, fields_of, say_cell, value_at
from pkh_desk.domain.text import dots
from pkh_desk.errors import Problem
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.entry_rows import EntryParts, EntryRows
from pkh_desk.gui.widgets.form_foot import Fault
from pkh_desk.gui.widgets.form_row import FormRow, Line
from pkh_desk.gui.widgets.label import label

LINES_HIGH, PASSAGE_HIGH, NUMBER_WIDE = 86, 110, 130


class ConfigForm(QWidget):
    """`changed` at every change by hand; `body()` is what stands there, right or wrong."""

    changed = Signal()

    def __init__(self, theme: Theme, kind: str) -> None:
        super().__init__()
        self._theme = theme
        self.fields: dict[Way, ConfigField] = {field.path: field for field in fields_of(kind)}
        self.rows: dict[Way, FormRow] = {}
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        group = ""
        for field in self.fields.values():
            if field.group != group:
                group = field.group
                if group:
                    stack.addSpacing(4)
                    stack.addWidget(label(group, "card"))
            self.rows[field.path] = FormRow(theme, field.title, self._entry(field), hint=_help(field))
            stack.addWidget(self.rows[field.path])
        stack.addStretch(1)

    def body(self) -> dict[str, Any]:
        """Return the document as it stands in the form; a number that is none stays as it was typed."""
        found: dict[str, Any] = {}
        for path, field in self.fields.items():
            part = found
            for name in path[:-1]:
                part = part.setdefault(name, {})
            part[path[-1]] = self._value(field)
        return found

    def show_body(self, body: Mapping[str, Any]) -> None:
        """Show a document."""
        for path, field in self.fields.items():
            value, entry = value_at(body, path), self.rows[path].entry
            if isinstance(entry, EntryRows):
                entry.show_values([_cells(each) for each in value or ()])
            elif isinstance(entry, QPlainTextEdit):
                entry.blockSignals(True)
                entry.setPlainText("\n".join(value or ()) if field.asks == "lines" else say_cell(value))
                entry.blockSignals(False)
            elif isinstance(entry, QLineEdit):
                entry.setText(dots(value) if type(value) is int else say_cell(value))
        self.show_problems(())

    def show_problems(self, problems: Sequence[Problem]) -> list[Fault]:
        """Say at each field what is wrong with it; return where to go for each."""
        wrong = {tuple(problem.field.split(".")): problem for problem in reversed(problems)}
        faults = []
        for path, each in self.rows.items():
            problem = wrong.get(path)
            if (problem.text if problem else "") != (each.line.text if each.has_error() else ""):
                each.show_line(Line("error", problem.text) if problem else None)
                if isinstance(each.entry, EntryRows):
                    each.entry.mark(problem is not None)
            if problem:
                faults.append(Fault(each.name, each.entry))
        return faults

    def _entry(self, field: ConfigField) -> QWidget:
        if field.asks in ("rows", "parts"):
            rows = self._rows(field)
            rows.changed.connect(self.changed)
            return rows
        if field.asks in ("lines", "passage"):
            text = QPlainTextEdit()
            text.setTabChangesFocus(True)
            text.setFixedHeight(self._theme.px(LINES_HIGH if field.asks == "lines" else PASSAGE_HIGH))
            text.textChanged.connect(self.changed)
            return text
        line = QLineEdit()
        if field.asks == "number":
            line.setMaximumWidth(self._theme.px(NUMBER_WIDE))
        line.textEdited.connect(lambda _text: self.changed.emit())
        return line

    def _rows(self, field: ConfigField) -> EntryRows:
        inner = field.within
        if inner is None:
            return EntryRows(self._theme, field.title, field.columns)
        within = (inner.title, inner.columns)
        return EntryParts(self._theme, field.title, field.columns, inner.path[-1], within)

    def _value(self, field: ConfigField) -> Any:
        entry = self.rows[field.path].entry
        if isinstance(entry, EntryRows):
            return entry.values()
        if isinstance(entry, QPlainTextEdit):
            lines = [line.strip() for line in entry.toPlainText().splitlines()]
            return [line for line in lines if line] if field.asks == "lines" else " ".join(lines).strip()
        assert isinstance(entry, QLineEdit)
        text = entry.text().strip()
        digits = text.replace(".", "")
        return int(digits) if field.asks == "number" and digits.isdecimal() else text


def _cells(line: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as its fields show it, and the rows within it."""
    return {
        key: [_cells(each) for each in part] if isinstance(part, list) else say_cell(part)
        for key, part in line.items()
    }


def _help(field: ConfigField) -> str:
    if field.asks != "number" or field.low is None or field.high is None:
        return field.help
    span = f"{field.low} sampai {dots(field.high)}."
    return f"{field.help} {span[0].upper()}{span[1:]}".strip()
