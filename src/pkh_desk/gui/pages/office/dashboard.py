"""DASBOR: the district in five figures, bars a kecamatan, columns a year, and what needs somebody."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from pkh_desk.desk import Desk
from pkh_desk.domain.dates import MONTHS
from pkh_desk.domain.text import dots
from pkh_desk.gui.page import FULL, RAIL, STACKED, Page, Shell
from pkh_desk.gui.pages.office.attention import AttentionCard
from pkh_desk.gui.pages.office.chart_card import ChartCard
from pkh_desk.gui.paper.export_bar import ExportBar
from pkh_desk.gui.widgets.bar_chart import Bar, BarChart
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.column_chart import ColumnChart
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.elided import ElidedLabel
from pkh_desk.gui.widgets.figure_card import FigureCard
from pkh_desk.gui.widgets.row_table import Cell, RowColumn, RowTable
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.words.family_words import joined
from pkh_desk.views.lists.office_sheets import kecamatan_report, kecamatan_sheet
from pkh_desk.views.lists.sheet import Sheet
from pkh_desk.views.office.dashboard import Dashboard, Figures, dashboard, kecamatan_name, total

MOST_BARS, SIDE_BY_SIDE = 10, 3
"""Bars of the chart; figures in a line of a narrow window."""
DONE, MORE = "disetujui", "dalam proses"


class DashboardPage(Page):
    """Read once, filtered in memory; `lead(place)` goes elsewhere, `show_kecamatan(code)` to its families,
    `drill(figure, year, kecamatan)` to the list behind a figure."""

    def __init__(
        self,
        shell: Shell,
        desk: Desk,
        lead: Callable[[str], object],
        show_kecamatan: Callable[[str], object],
        drill: Callable[[str, int, str], object],
    ) -> None:
        super().__init__(shell, "Dasbor")
        self.desk = desk
        self._board: Dashboard | None = None
        theme = shell.theme
        self.where = ElidedLabel("", "body", "text2")
        self.year = Combo(theme, "Tahun", [])
        self.kecamatan = Combo(theme, "Kecamatan", [("", "Semua kecamatan")])
        self.year.setMinimumWidth(theme.px(136))
        self.kecamatan.setMinimumWidth(theme.px(168))
        self.figures = {
            key: FigureCard(theme, title, leads)
            for key, title, leads in (
                ("approved", "Graduasi disetujui", "Lihat keluarga yang graduasi"),
                ("proposed", "Usulan graduasi", "Lihat usulan"),
                ("senders", "Kiriman bulan ini", "Lihat presensi laptop"),
                ("visits", "Kunjungan bulan ini", "Lihat laporan kunjungan"),
                ("products", "Produk siap E-Katalog", "Lihat produk yang siap"),
            )
        }
        for key, card in self.figures.items():
            card.opened.connect(lambda key=key: drill(key, self._year(), self.kecamatan.value()))
        self.bars = BarChart(theme, "Graduasi per kecamatan", DONE, MORE)
        self.bars.picked.connect(show_kecamatan)
        self.columns = ColumnChart(theme, "Graduasi disetujui per tahun")
        self.columns.picked.connect(self._pick_year)
        self.bar_table: RowTable[Bar] = RowTable(
            theme, "Graduasi per kecamatan", BAR_COLUMNS, lambda bar: bar.spoken(DONE, MORE)
        )
        self.bar_table.opened.connect(lambda bar: show_kecamatan(bar.key) if bar.key else None)
        self.year_table: RowTable[tuple[str, int]] = RowTable(
            theme, "Graduasi disetujui per tahun", YEAR_COLUMNS, lambda one: f"{one[0]}: {one[1]}"
        )
        self.year_table.opened.connect(lambda one: self._pick_year(one[0]))
        self.bar_card = ChartCard(
            theme, self.bars, self.bar_table, legend=((DONE, "chart1"), (MORE, "chart3"))
        )
        self.year_card = ChartCard(theme, self.columns, self.year_table)
        self.attention = AttentionCard(theme, lead)
        self.export = ExportBar(shell, desk, self._sheet, kind="secondary")
        self.print = Button(theme, "Cetak laporan", icon="print", on_click=self._print)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print.click)
        for button in (self.export.button, self.print):
            button.setEnabled(False)
        self._lay_out()
        self.year.currentIndexChanged.connect(lambda _at: self._show_chosen())
        self.kecamatan.currentIndexChanged.connect(lambda _at: self._show_chosen())

    def set_width_class(self, width: str) -> None:
        """Charts side by side, or one below the other; figures in one line, or in two."""
        side = QBoxLayout.Direction.TopToBottom if width == STACKED else QBoxLayout.Direction.LeftToRight
        self._charts.setDirection(side)
        self.year_card.show_aside(width != RAIL)
        for at, card in enumerate(self.figures.values()):
            self._lines[width == STACKED and at >= SIDE_BY_SIDE].addWidget(card, 1)
            card.body.setContentsMargins(*((14, 10, 10, 10) if width != FULL else (16, 12, 12, 12)))

    def exporter(self) -> Callable[[], object] | None:
        """The figures of the kecamatan, once they are there."""
        return self.export.open_bar if self._board else None

    def escape(self) -> None:
        """Close the export."""
        self.export.close_bar()

    def entered(self) -> None:
        """Read the figures."""
        self._read()

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read them again; the filters stay."""
        self._read()

    def _read(self) -> None:
        desk = self.desk
        self.shell.jobs.read(lambda: dashboard(desk), then=self._show, owner=self, replaces="dashboard")

    def _show(self, board: Dashboard) -> None:
        self._board = board
        for button in (self.export.button, self.print):
            button.setEnabled(True)
        years = [(str(year), f"Tahun {year}") for year in reversed(board.years())]
        self.year.set_options(years, self.year.value() or str(board.today.year))
        named = sorted((kecamatan_name(code), code) for code in board.by_kecamatan if code)
        options = [("", "Semua kecamatan"), *((code, name) for name, code in named)]
        self.kecamatan.set_options(options, self.kecamatan.value())
        self.attention.show_attention(board.attention)
        self._show_chosen()

    def _show_chosen(self) -> None:
        board = self._board
        if board is None:
            return
        year, place = self._year(), self.kecamatan.value()
        figures = board.figures(place)
        where = f"Kec. {kecamatan_name(place)}" if place else f"{len(board.by_kecamatan)} kecamatan"
        self.export.refresh()
        self.where.setText(joined(where, f"{dots(figures.families)} keluarga aktif"))
        self._show_figures(board, figures, year)
        self._show_bars(board, year, place)
        columns = [(str(one), figures.approved[one]) for one in board.years()]
        self.columns.show_columns(columns)
        self.year_table.show_rows(columns)
        until = f"{board.today.year} sampai {board.today.day} {MONTHS[board.today.month - 1]}"
        self.year_card.show_words("Graduasi disetujui per tahun", until)

    def _sheet(self) -> Sheet[tuple[str, Figures]]:
        board = self._board
        assert board is not None
        return kecamatan_sheet(board, self._year(), self.kecamatan.value())

    def _year(self) -> int:
        return int(self.year.value() or self.desk.today().year)

    def _pick_year(self, year: str) -> None:
        self.year.setCurrentIndex(max(0, self.year.findData(year)))

    def _print(self) -> None:
        # What draws paper is imported by whoever prints.
        from pkh_desk.gui.paper.report_print import print_report

        assert self._board is not None
        report = kecamatan_report(self._board, self._year(), self.kecamatan.value())
        print_report(self.shell, self.desk, report)

    def _show_figures(self, board: Dashboard, figures: Figures, year: int) -> None:
        cards = self.figures
        cards["approved"].about.setText(f"Graduasi {year}")
        cards["approved"].show_figure(dots(figures.approved[year]), "disetujui Kemensos")
        waits = f"{dots(figures.signed)} menunggu verifikasi kantor" if figures.signed else ""
        rest = f"{dots(figures.preparing)} keluarga masih disiapkan"
        cards["proposed"].show_figure(dots(figures.proposed), waits or rest, "amber" if waits else "text2")
        cards["senders"].show_figure(dots(board.senders), f"dari {board.laptops} laptop aktif")
        cards["visits"].show_figure(dots(figures.visits), f"di {dots(figures.families)} keluarga aktif")
        cards["products"].show_figure(dots(figures.ready), f"dari {dots(figures.products)} produk keluarga")

    def _show_bars(self, board: Dashboard, year: int, place: str) -> None:
        chosen = {place: board.figures(place)} if place else board.by_kecamatan
        all_bars = sorted(
            (
                Bar(code, kecamatan_name(code), one.approved[year], one.open)
                for code, one in chosen.items()
                if one.approved[year] or one.open
            ),
            key=lambda bar: (-bar.done, -bar.more, bar.words),
        )
        rest = ""
        if len(all_bars) > MOST_BARS:
            left = total(chosen[bar.key] for bar in all_bars[MOST_BARS:])
            done, more = dots(left.approved[year]), dots(left.open)
            rest = f"{len(all_bars) - MOST_BARS} lainnya: {done} {DONE}, {more} {MORE}"
        elif not all_bars:
            rest = "Belum ada keluarga menuju graduasi."
        self.bars.show_bars(all_bars[:MOST_BARS], rest)
        self.bar_table.show_rows(all_bars)
        self.bar_card.show_words(f"Graduasi per kecamatan, {year}", "")

    def _lay_out(self) -> None:
        scroll = ScrollBody(margins=(24, 12, 20, 16))
        tools = row(self.where, self.year, self.kecamatan, self.export.button, self.print)
        tools.setStretch(0, 1)
        scroll.body.addLayout(tools)
        scroll.body.addWidget(self.export)
        self._lines = (QHBoxLayout(), QHBoxLayout())
        for line in self._lines:
            line.setSpacing(12)
            scroll.body.addLayout(line)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.year_card, 1)
        right.addWidget(self.attention)
        self._charts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._charts.setSpacing(12)
        self._charts.addWidget(self.bar_card, 5)
        self._charts.addLayout(right, 6)
        scroll.body.addLayout(self._charts)
        scroll.body.addStretch(1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(scroll)
        self._scroll = scroll

    def panes(self) -> Sequence[QWidget]:
        """The page."""
        return (self,)


BAR_COLUMNS = (
    RowColumn[Bar]("Kecamatan", lambda bar: Cell(bar.words, bold=True)),
    RowColumn[Bar]("Disetujui", lambda bar: Cell(dots(bar.done)), 110, number=True),
    RowColumn[Bar]("Dalam proses", lambda bar: Cell(dots(bar.more)), 120, number=True),
)
YEAR_COLUMNS = (
    RowColumn[tuple[str, int]]("Tahun", lambda one: Cell(one[0], bold=True)),
    RowColumn[tuple[str, int]]("Disetujui", lambda one: Cell(dots(one[1])), 110, number=True),
)
