"""REPORT TABLE: the rows of a report on screen, its sums below them; wider than the window it scrolls."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
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

AROUND, INDENT, MOST, MEASURED = 22, 8, 210, 200
"""Around the words of a column, of the first one more, and the most they take, in px; of how many rows they
are measured."""


class ReportTable(QFrame):
    """`opened(row)` on Enter or a double click. Numbers of people are left out: the files have them.

    `elsewhere` says where to look where nothing is found.
    """

    opened = Signal(object)

    def __init__(self, theme: Theme, elsewhere: str) -> None:
        super().__init__()
        self._theme = theme
        self.report: Report[Any] | None = None
        self.table: RowTable[Any] | None = None
        self.sums = label("", "strong", wrap=True)
        self.empty = EmptyState(theme, "document_text", "Tidak ada catatan", elsewhere, tone="gray")
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
        columns = self._columns(report)
        if self.table is None or titles != known:
            self._make_table(report, columns)
        assert self.table is not None
        if [each.width for each in columns] != [each.width for each in self.table.columns]:
            self.table.set_columns(columns)
        self.report = report
        self.table.show_rows(report.rows)
        self._stack.setCurrentWidget(self.table if report.rows else self.empty)
        totals = zip(report.sheet.columns, report.totals(), strict=False)
        said = [f"{each.title} {_say(value, each.kind)}" for each, value in totals if isinstance(value, int)]
        figures = [f"{words} {figure}" for words, figure in report.figures]
        self.sums.setText(joined("Jumlah", *said) if len(said) > 1 else joined(*figures))

    def _columns(self, report: Report[Any]) -> list[RowColumn[Any]]:
        """Return the columns, each as wide as what is in it: few reports scroll sideways then."""
        shown = [column for column in report.sheet.columns if column.kind != NUMBER]
        return [self._column(column, report.rows[:MEASURED], at == 0) for at, column in enumerate(shown)]

    def _column(self, column: SheetColumn[Any], rows: Sequence[Any], bold: bool) -> RowColumn[Any]:
        cell, theme = _cell(column, bold), self._theme
        words, title = QFontMetrics(theme.font(13, 600 if bold else 400)), QFontMetrics(theme.font(12, 600))
        longest = max((words.horizontalAdvance(cell(row).text) for row in rows), default=0)
        wide = max(title.horizontalAdvance(column.title), min(longest, theme.px(MOST)))
        width = ceil(wide * 100 / theme.percent) + AROUND + (INDENT if bold else 0)
        return RowColumn(column.title, cell, width, number=column.kind in (COUNT, MONEY))

    def _make_table(self, report: Report[Any], columns: Sequence[RowColumn[Any]]) -> None:
        fresh = _Wide(
            self._theme,
            report.title,
            columns,
            lambda row: ", ".join(column.cell(row).text for column in columns if column.cell(row).text),
        )
        fresh.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        fresh.opened.connect(self.opened)
        if self.table is not None:
            self._stack.removeWidget(self.table)
            self.table.deleteLater()
        self.table = fresh
        self._stack.addWidget(fresh)


class _Wide(RowTable[Any]):
    """A table that may scroll sideways; where it need not, the first column takes the room left over."""

    def restyle(self) -> None:
        """Widths follow the text size."""
        super().restyle()
        self._spread()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room for the first column."""
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        widths = [self.theme.px(column.width) for column in self.columns]
        self.horizontalHeader().resizeSection(0, widths[0] + max(0, self.viewport().width() - sum(widths)))


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
