"""LAPORAN: what is recorded in a period, as figures, as a table, as a file and on paper."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pkh_desk.desk import Desk
from pkh_desk.domain.dates import MONTHS
from pkh_desk.gui.page import FULL, STACKED, Page, Shell
from pkh_desk.gui.paper.export_bar import ExportBar
from pkh_desk.gui.paper.report_table import ReportTable
from pkh_desk.gui.recordings import families
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.figure_card import FigureCard
from pkh_desk.gui.widgets.segmented import Segmented
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.views.office.report import QUARTERS, Period, Report, Wish, month_of, quarter_of, year_of
from pkh_desk.views.office.reports import KINDS, pendamping_of_families, read_report
from pkh_desk.views.people.places import kecamatan

MONTH, QUARTER, YEAR = "bulan", "triwulan", "tahun"
SCALES = [(MONTH, "Bulan"), (QUARTER, "Triwulan"), (YEAR, "Tahun")]
YEARS_BACK, MONTHS_BACK = 6, 24
MOST_FIGURES = 4
Found = tuple[Report[Any], list[tuple[str, str]]]


class ReportsPage(Page):
    """Every choice is read at once. On a laptop the families are its own, and the rows are desa."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__(shell, "Laporan")
        self.desk = desk
        self.report: Report[Any] | None = None
        theme = shell.theme
        kinds = [(key, kind.title) for key, kind in KINDS.items()]
        self.kind = Combo(theme, "Laporan", kinds)
        self.scale = Segmented("Periode", SCALES, YEAR)
        self.period = Combo(theme, "Periode laporan", [])
        self.kecamatan = Combo(theme, "Kecamatan", [("", "Semua kecamatan"), *kecamatan()])
        self.pendamping = Combo(theme, "Pendamping", [("", "Semua pendamping")])
        self.print = Button(theme, "Cetak", "primary", icon="print", on_click=self._print)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print.click)
        self.export = ExportBar(
            shell, desk, lambda: self._shown().sheet, kind="ghost", report_of=lambda: self._shown()
        )
        self.cards = [FigureCard(theme, "") for _ in range(MOST_FIGURES)]
        wider = ", atau semua kecamatan" if desk.is_office else ""
        self.table = ReportTable(theme, f"Pilih periode lain{wider}.")
        self._lay_out()
        self._offer_periods()
        self._ready(False)
        for combo in (self.kind, self.period, self.kecamatan, self.pendamping):
            combo.currentIndexChanged.connect(lambda _at: self.ask())
        self.scale.changed.connect(lambda _scale: self._change_scale())
        self.table.opened.connect(self._open_family)

    def show_report(self, kind: str, scale: str, code: str, kecamatan: str = "") -> None:
        """Show one report: of a month `2026-11`, a triwulan `2026-4` or a year `2026`."""
        for combo, value in ((self.kind, kind), (self.kecamatan, kecamatan), (self.pendamping, "")):
            combo.blockSignals(True)
            combo.set_value(value)
            combo.blockSignals(False)
        self.scale.set_value(scale)
        self._offer_periods(code)
        self.ask()

    def ask(self) -> None:
        """Read the report that is chosen."""
        desk, kind, wish = self.desk, self.kind.value(), self._wish()

        def read() -> Found:
            return read_report(desk, kind, wish), pendamping_of_families(desk) if desk.is_office else []

        self.shell.jobs.read(read, then=self._show, owner=self, replaces="report")

    def panes(self) -> Sequence[QWidget]:
        """Choices, and the table."""
        return (self._tools, self.table)

    def first_focus(self) -> QWidget | None:
        """Which report."""
        return self.kind

    def exporter(self) -> Callable[[], object] | None:
        """The report, once it is there."""
        return self.export.open_bar if self.report else None

    def escape(self) -> None:
        """Close the export."""
        self.export.close_bar()

    def set_width_class(self, width: str) -> None:
        """Choices in one line, or in two; a narrow window has no room for figures beside the table's sums."""
        # A laptop has two choices less.
        one_line = width == FULL or (width != STACKED and not self.desk.is_office)
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._choices.setDirection(right if one_line else down)
        self._figures.setVisible(width != STACKED)

    def entered(self) -> None:
        """Read it: what moved while another page was shown was not followed."""
        self.ask()

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read again while it is looked at; a year of a district takes a second. What is chosen stays."""
        if self.isVisible():
            self.ask()

    def _shown(self) -> Report[Any]:
        assert self.report is not None
        return self.report

    def _wish(self) -> Wish:
        place = self.kecamatan.value()
        by_desa = bool(place) or not self.desk.is_office
        return Wish(_period(self.period.value()), place, self.pendamping.value(), by_desa)

    def _show(self, found: Found) -> None:
        self.report, people = found
        self.pendamping.set_options([("", "Semua pendamping"), *people], self.pendamping.value())
        for at, card in enumerate(self.cards):
            shown = at < len(self.report.figures)
            card.setVisible(shown)
            if shown:
                words, figure = self.report.figures[at]
                number, _, note = figure.partition(" ")
                card.about.setText(words)
                card.show_figure(number, note.strip("()"))
        self.table.show_report(self.report)
        self._ready(True)
        self.export.refresh()

    def _ready(self, ready: bool) -> None:
        self.export.button.setEnabled(ready)
        self.print.setEnabled(ready)

    def _change_scale(self) -> None:
        self._offer_periods()
        self.ask()

    def _offer_periods(self, code: str = "") -> None:
        today, scale = self.desk.today(), self.scale.value()
        if scale == YEAR:
            options = [(f"{today.year - back}", f"Tahun {today.year - back}") for back in range(YEARS_BACK)]
        elif scale == QUARTER:
            now = today.year * 4 + (today.month - 1) // 3
            options = [
                (f"{at // 4}-{at % 4 + 1}", f"Triwulan {QUARTERS[at % 4]} {at // 4}")
                for at in range(now, now - 4 * YEARS_BACK // 2, -1)
            ]
        else:
            now = today.year * 12 + today.month - 1
            options = [
                (f"{at // 12}-{at % 12 + 1:02}", f"{MONTHS[at % 12]} {at // 12}")
                for at in range(now, now - MONTHS_BACK, -1)
            ]
        if code and code not in dict(options):
            options.append((code, _period(code).words))
        self.period.set_options(options, code)

    def _print(self) -> None:
        # What draws paper is imported by whoever prints.
        from pkh_desk.gui.paper.report_print import print_report

        print_report(self.shell, self.desk, self._shown())

    def _open_family(self, row: object) -> None:
        home_of = self._shown().sheet.home_of
        if home_of is not None:
            families(self.shell).show_family(home_of(row))

    def _lay_out(self) -> None:
        self._tools = QFrame()
        self._tools.setProperty("kind", "bar")
        self._tools.setProperty("rule", "below")
        self._tools.setAccessibleName("Pilihan laporan")
        for combo, width in (
            (self.kind, 190),
            (self.period, 140),
            (self.kecamatan, 150),
            (self.pendamping, 160),
        ):
            combo.setMinimumWidth(self.theme.px(width))
        office = self.desk.is_office
        show_if(self.kecamatan, office)
        show_if(self.pendamping, office)
        self._choices = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._tools)
        self._choices.setContentsMargins(24, 9, 20, 9)
        self._choices.setSpacing(8)
        self._choices.addLayout(row(self.kind, self.scale, self.period, None))
        self._choices.addLayout(row(self.kecamatan, self.pendamping, None, self.export.button, self.print), 1)
        self._figures = QWidget()
        line = QHBoxLayout(self._figures)
        line.setContentsMargins(24, 12, 20, 12)
        line.setSpacing(12)
        for card in self.cards:
            line.addWidget(card, 1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self._tools)
        stack.addWidget(self.export)
        stack.addWidget(self._figures)
        stack.addWidget(self.table, 1)


def _period(code: str) -> Period:
    """Return the period of a code: a year, a triwulan `2026-4`, a month `2026-11` with two digits."""
    year, _, part = code.partition("-")
    if not part:
        return year_of(int(year))
    return month_of(int(year), int(part)) if len(part) == 2 else quarter_of(int(year), int(part))
