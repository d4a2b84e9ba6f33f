"""ROSTER CHECK: step three of an import: the balance, what was found, what becomes of each row."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import (
    CHANGED,
    NEW,
    REFUSED,
    SAME,
    SKIPPED,
    FindingLine,
    RosterRow,
    RowChoices,
)
from pkh_desk.domain.text import dots
from pkh_desk.gui.page import FULL, RAIL, STACKED
from pkh_desk.gui.pages.lists.roster_lines import (
    FINDING_COLUMNS,
    ROW_COLUMNS,
    is_offer,
    spoken_finding,
    spoken_row,
)
from pkh_desk.gui.pages.lists.roster_side import WIDTH, RosterSide
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.count_cards import CountCard, CountCards
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_table import RowTable
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.themed import show_if

LOOK, TOLD, LEFT_OUT = "look", "told", "left_out"
CARDS = (
    CountCard(LOOK, "perlu dicek", "warning", "amber_fill"),
    CountCard(NEW, "baru", "add_circle", "green_fill"),
    CountCard(CHANGED, "berubah", "edit", "blue_fill"),
    CountCard(SAME, "sama", "checkmark_circle", "text3"),
    CountCard(LEFT_OUT, "tidak dipakai", "error_circle", "red_fill"),
    CountCard(TOLD, "catatan lain", "info", "text3"),
)
NOTHING = {LOOK: "Tidak ada yang perlu dicek", TOLD: "Tidak ada catatan lain"}
ALL = ""


def balance(report: RosterReport) -> str:
    """Say that every row read has one fate."""
    rows = report.rows
    parts = [f"{dots(rows[NEW])} baru", f"{dots(rows[CHANGED])} berubah", f"{dots(rows[SAME])} sama"]
    parts += [f"{dots(report.skipped)} dilewati", f"{dots(report.refused)} ditolak"]
    return f"{dots(report.read)} baris dibaca = {' + '.join(parts)}"


class CheckView(QWidget):
    """`side` is the panel beside the table; its signals are the page's to answer. `undecided` findings need a
    look."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme, self.undecided = theme, 0
        self._report: RosterReport | None = None
        self._choices = RowChoices()
        self._lines: list[FindingLine] = []
        self.cards, self.side = CountCards(theme, CARDS), RosterSide(theme)
        self.balance = label("", "caption", wrap=True)
        self.kinds = Combo(theme, "Jenis temuan", [(ALL, "Semua jenis temuan")])
        self.findings: RowTable[FindingLine] = RowTable(theme, "Temuan", FINDING_COLUMNS, spoken_finding)
        self.table: RowTable[RosterRow] = RowTable(theme, "Baris", ROW_COLUMNS, spoken_row)
        self._tables = QStackedWidget()
        self._tables.setProperty("kind", "card")
        self._tables.setContentsMargins(1, 1, 1, 1)
        for table in (self.findings, self.table):
            table.setMinimumHeight(theme.px(150))
            self._tables.addWidget(table)
        self._lay_out()
        self.cards.picked.connect(self._show_card)
        self.kinds.activated.connect(lambda _index: self._show_findings())
        self.findings.chosen.connect(self._show_finding)
        self.findings.opened.connect(lambda _line: self.side.entry.setFocus())
        for table in (self.findings, self.table):
            skip = QShortcut(QKeySequence("L"), table)
            skip.setContext(Qt.ShortcutContext.WidgetShortcut)
            skip.activated.connect(self.side.toggle_skip)
        self.table.chosen.connect(self._show_row)

    def show_report(
        self, report: RosterReport, lines: list[FindingLine], choices: RowChoices, *, again: bool = False
    ) -> None:
        """Show another report, first what needs a look; read `again` the place in the lists stays."""
        self._report, self._lines, self._choices = report, lines, choices
        looks = sum(line.needs_look for line in self._lines)
        self.undecided = sum(line.needs_look and not self._is_left_out(line) for line in self._lines)
        self.cards.set_counts(
            {
                **report.rows,
                LOOK: looks,
                TOLD: len(self._lines) - looks,
                LEFT_OUT: report.skipped + report.refused,
            }
        )
        self.balance.setText(balance(report))
        first = LOOK if looks else next((key for key in (NEW, CHANGED) if report.rows[key]), SAME)
        picked = self.cards.value() if again else first
        self.cards.pick(picked)
        self._show_card(picked, keep_place=again)

    def offers(self, kind: str) -> list[FindingLine]:
        """Return the findings of a kind whose proposal may be taken: the only one of its row."""
        lines = [line for line in self._lines if line.kind == kind and is_offer(line)]
        rows = Counter(line.key for line in lines)
        taken = {line.key for line in lines if line.taken}
        return [line for line in lines if rows[line.key] == 1 and line.key not in taken]

    def first_focus(self) -> QWidget:
        """The rows that are shown."""
        return self.findings if self._tables.currentWidget() is self.findings else self.table

    def focus_rows(self) -> None:
        """Put the focus back where a row was decided."""
        self.first_focus().setFocus()

    def set_width_class(self, width: str) -> None:
        """The panel stands beside the table, or below it."""
        stacked = width == STACKED
        top_down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._line.setDirection(top_down if stacked else beside)
        self.side.setMaximumWidth(16_777_215)
        self.side.setMinimumWidth(0)
        if not stacked:
            self.side.setFixedWidth(self.theme.px(WIDTH if width == FULL else 264))
        self.cards.set_columns(3 if width == RAIL else 6)

    def _is_left_out(self, line: FindingLine) -> bool:
        """Tell whether somebody decided to leave out the row of a finding."""
        return bool(self._choices.hold and line.row) or (line.sheet, line.row) in self._choices.left_out

    def _show_card(self, key: str, *, keep_place: bool = False) -> None:
        assert self._report is not None
        if key in (LOOK, TOLD):
            self._offer_kinds(key)
            self._tables.setCurrentWidget(self.findings)
            self._show_findings(keep_place=keep_place)
            return
        show_if(self.kinds, False)
        fates = (SKIPPED, REFUSED) if key == LEFT_OUT else (key,)
        rows = self._report.sight.rows.values() if self._report.sight else ()
        self._tables.setCurrentWidget(self.table)
        self.table.show_rows([each for each in rows if each.fate in fates], keep_place=keep_place)

    def _offer_kinds(self, key: str) -> None:
        counts: dict[str, int] = {}
        for line in self._lines:
            if line.needs_look == (key == LOOK):
                counts[line.kind] = counts.get(line.kind, 0) + 1
        said = {line.kind: line.found for line in self._lines}
        options = [(kind, f"{said[kind]} ({count})") for kind, count in counts.items()]
        self.kinds.set_options([(ALL, "Semua jenis temuan"), *options], self.kinds.value())
        show_if(self.kinds, len(options) > 1)

    def _show_findings(self, *, keep_place: bool = False) -> None:
        look, kind = self.cards.value() == LOOK, self.kinds.value()
        lines = [line for line in self._lines if line.needs_look == look]
        self.findings.show_rows(
            [line for line in lines if not kind or line.kind == kind], keep_place=keep_place
        )

    def _show_finding(self, line: FindingLine | None) -> None:
        if self._report is None or self._tables.currentWidget() is not self.findings:
            return
        if line is None:
            self.side.show_nothing(NOTHING[self.cards.value()])
        else:
            left_out = (line.sheet, line.row) in self._choices.left_out
            self.side.show_finding(line, self._report, left_out, len(self.offers(line.kind)))

    def _show_row(self, chosen: RosterRow | None) -> None:
        if self._report is None or self._tables.currentWidget() is not self.table:
            return
        if chosen is None:
            self.side.show_nothing("Tidak ada baris di sini")
        else:
            left_out = (chosen.sheet, chosen.row) in self._choices.left_out
            self.side.show_row(chosen, self._report, left_out)

    def _lay_out(self) -> None:
        self.kinds.setMaximumWidth(self.theme.px(360))
        self.rows = QWidget()
        self.rows.setAccessibleName("Baris")
        stack = QVBoxLayout(self.rows)
        stack.setContentsMargins(20, 14, 16, 14)
        stack.setSpacing(10)
        stack.addWidget(self.cards)
        above = row(self.balance, self.kinds)
        above.setStretch(0, 1)
        stack.addLayout(above)
        stack.addWidget(self._tables, 1)
        scroll = ScrollBody(margins=(0, 0, 0, 0))
        inside = QWidget()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._line.addWidget(self.rows, 1)
        self._line.addWidget(self.side)
        scroll.body.addWidget(inside)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scroll)
