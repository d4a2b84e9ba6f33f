"""REPORT TABLE: the rows of a report on screen, its sums below them; wider than the window it scrolls."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from pkh_desk.domain.money import say_rupiah
from pkh_desk.domain.text import dots
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_table import Cell, RowColumn, RowTable
from pkh_desk.gui.words.family_words import joined, said_name
from pkh_desk.gui.words.moments import say_short_year
from pkh_desk.views.lists.sheet import COUNT, DAY, MONEY, NUMBER, SheetColumn
from pkh_desk.views.office.report import Report

CHARACTER, AROUND = 7, 26
"""How wide a column is on screen, in px: a character, and what is around them."""


class ReportTable(QFrame):
    """`opened(row)` on Enter or a double click. Numbers of people are left out: the files have them."""

    opened = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.report: Report[Any] | None = None
        self.table: RowTable[Any] | None = None
        self.sums = label("", "strong", wrap=True)
        text = "Pilih periode lain, atau semua kecamatan."
        self.empty = EmptyState(theme, "document_text", "Tidak ada catatan", text, (), tone="gray")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        foot = QFrame()
        foot.setProperty("kind", "bar")
        foot.setProperty("rule", "above")
        inside = QVBoxLayout(foot)
        inside.setContentsMargins(24, 8, 20, 8)
        inside.addWidget(self.sums)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._stack, 1)
        whole.addWidget(foot)

    def show_report(self, report: Report[Any]) -> None:
        """Show this report; one with other columns gets a table of its own."""
        titles = [column.title for column in report.sheet.columns]
        known = [column.title for column in self.report.sheet.columns] if self.report else []
        if self.table is None or titles != known:
            self._make_table(report)
        self.report = report
        assert self.table is not None
        self.table.show_rows(report.rows)
        self._stack.setCurrentWidget(self.table if report.rows else self.empty)
        totals = zip(report.sheet.columns, report.totals(), strict=False)
        said = [f"{each.title} {_say(value, each.kind)}" for each, value in totals if isinstance(value, int)]
        figures = [f"{words} {figure}" for words, figure in report.figures]
        self.sums.setText(joined("Jumlah", *said) if len(said) > 1 else joined(*figures))

    def _make_table(self, report: Report[Any]) -> None:
        shown = [column for column in report.sheet.columns if column.kind != NUMBER]
        columns = [
            RowColumn[Any](
                column.title,
                _cell(column, at == 0),
                max(column.width, len(column.title)) * CHARACTER + AROUND,
                number=column.kind in (COUNT, MONEY),
            )
            for at, column in enumerate(shown)
        ]
        fresh: RowTable[Any] = RowTable(
            self._theme,
            report.title,
            columns,
            lambda row: ", ".join(column.cell(row).text for column in columns if column.cell(row).text),
        )
        fresh.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        fresh.horizontalHeader().setStretchLastSection(True)
        fresh.opened.connect(self.opened)
        if self.table is not None:
            self._stack.removeWidget(self.table)
            self.table.deleteLater()
        self.table = fresh
        self._stack.addWidget(fresh)


def _cell(column: SheetColumn[Any], bold: bool) -> Callable[[Any], Cell]:
    def cell(row: Any) -> Cell:
        words = _say(column.value(row), column.kind)
        return Cell(said_name(words) if bold else words, bold=bold)

    return cell


def _say(value: Any, kind: str) -> str:
    if value is None or value == "":
        return ""
    if kind == DAY:
        return say_short_year(value)
    if kind == MONEY:
        return say_rupiah(value)
    return dots(value) if kind == COUNT else str(value)
