"""BUKU SURAT: every letter and packet with its number, and the numbers that are on no letter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pkh_desk.actions.graduation.papers import PapersMade
from pkh_desk.actions.graduation.void import letter_wishes, packet_wishes, void_letter, void_packet
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.text import fold
from pkh_desk.domain.vocabulary import LETTER_KIND
from pkh_desk.gui.frame.facts import FAMILIES, GRADUATION
from pkh_desk.gui.page import FULL, STACKED, Page, Shell
from pkh_desk.gui.pages.graduation.letter_book_numbers import NumbersTable, say_short
from pkh_desk.gui.pages.graduation.letter_book_paper import PaperCard, who_of
from pkh_desk.gui.paper.export_bar import ExportBar
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.filter_edit import FilterEdit
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_table import Cell, RowColumn, RowTable
from pkh_desk.gui.widgets.tab_strip import INSET, TabStrip
from pkh_desk.gui.words.family_words import joined
from pkh_desk.gui.words.moments import say_short_year
from pkh_desk.views.graduation.letter_book import (
    LETTER,
    SIGNED,
    STATES,
    VOID,
    BlockUse,
    PaperRow,
    letter_book,
    number_blocks,
)
from pkh_desk.views.graduation.letter_sheet import book_sheet
from pkh_desk.views.graduation.number_stock import Short, short_here

PAPERS, NUMBERS = "surat", "nomor"
ASIDE_WIDTH = 320
ICONS = {VOID: ("error_circle", "red"), SIGNED: ("checkmark_circle", "green")}


@dataclass(frozen=True)
class _Read:
    papers: Sequence[PaperRow]
    blocks: Sequence[BlockUse]
    short: Sequence[Short]


class LetterBookPage(Page):
    """What is typed filters at once; the paper that is selected stands beside the list."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__(shell, "Buku surat")
        self.desk = desk
        self._all: Sequence[tuple[str, PaperRow]] | None = None
        self._stacked = False
        theme = shell.theme
        self.tabs = TabStrip(theme, [(PAPERS, "Surat"), (NUMBERS, "Nomor surat")])
        self.filter = FilterEdit(theme, "Saring nama, nomor, atau kode…", "Saring buku surat")
        self.kind = Combo(theme, "Jenis surat", [("", "Semua jenis")])
        self.year = Combo(theme, "Tahun", [("", "Semua tahun")])
        self.state = Combo(theme, "Keadaan", [("", "Semua keadaan"), *STATES.items()])
        self.table: RowTable[PaperRow] = RowTable(
            theme, "Buku surat", _COLUMNS, _spoken, row_id=lambda paper: paper.id, tall=True
        )
        self.numbers, self.short = NumbersTable(theme), Banner(theme, kind="amber")
        self.card = PaperCard(theme, desk)
        self.export = ExportBar(shell, desk, lambda: book_sheet(self.table.rows), kind="ghost")
        self.count = label("", "caption", "text2")
        write = Button(theme, "Ke Graduasi", "primary", on_click=lambda: shell.go(GRADUATION))
        text = "Surat yang dicetak atau disimpan sebagai PDF akan tercatat di sini dengan nomornya."
        self._empty = EmptyState(theme, "document_text", "Belum ada surat", text, (write,))
        clear = Button(theme, "Hapus saringan", on_click=self.clear)
        self._nothing = EmptyState(
            theme, "search", "Tidak ada surat seperti itu", "Periksa saringannya.", (clear,), tone="gray"
        )
        self._lay_out()
        self._connect()

    def clear(self) -> None:
        """Show all again."""
        for combo in (self.kind, self.year, self.state):
            combo.set_value("")
        self.filter.clear()
        self._show_papers()

    def entered(self) -> None:
        """Read at the first visit; later it is kept up to date by what moved."""
        if self._all is None:
            self.ask()

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read again; filter and selection stay."""
        self.ask()

    def ask(self) -> None:
        """Read papers and numbers."""
        desk = self.desk
        self.shell.jobs.read(
            lambda: _Read(letter_book(desk), number_blocks(desk), short_here(desk)),
            then=self._show,
            owner=self,
            replaces="letter book",
        )

    def panes(self) -> Sequence[QWidget]:
        """Tabs, tools, the list, the paper."""
        return (self.tabs, self._tools, self._listed, self.card)

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.table if self.tabs.key() == PAPERS else self.numbers

    def filter_field(self) -> QWidget | None:
        """The filter."""
        return self.filter

    def exporter(self) -> Callable[[], object]:
        """The list as it is filtered."""
        return self.export.open_bar

    def escape(self) -> None:
        """Close the export or the voiding, or clear the filter."""
        if self.export.close_bar():
            return
        if self.card.reason.isVisible():
            self.card.shut()
        elif self.filter.text():
            self.clear()

    def set_width_class(self, width: str) -> None:
        """The paper stands beside the list, in a narrow window below it."""
        stacked = self._stacked = width == STACKED
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._across.setDirection(below if stacked else beside)
        side = self.theme.px(ASIDE_WIDTH if width == FULL else 290)
        self.card.setMinimumWidth(0 if stacked else side)
        self.card.setMaximumWidth(16_777_215 if stacked else side)
        self.card.set_low(stacked)
        self.card.setMinimumHeight(self.theme.px(150) if stacked else 0)
        self.card.setMaximumHeight(self.theme.px(200) if stacked else 16_777_215)
        self.table.setColumnHidden(3, width != FULL)
        self.year.setVisible(not stacked)
        if self._all is not None:
            self._show_state()

    def _connect(self) -> None:
        self.tabs.picked.connect(lambda _key: self._show_state())
        self.filter.textChanged.connect(lambda _text: self._show_papers())
        for combo in (self.kind, self.year, self.state):
            combo.currentIndexChanged.connect(lambda _at: self._show_papers())
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _paper: self._print())
        self.card.print_it.connect(self._print)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.card.again.click)
        self.card.open_family.connect(self._open_family)
        self.card.void.connect(self._void)

    def _show(self, read: _Read) -> None:
        first = self._all is None
        self._all = [(_key(paper), paper) for paper in read.papers]
        kinds = {paper.kind for paper in read.papers}
        options = [(code, words) for code, words in LETTER_KIND.items() if code in kinds]
        self.kind.set_options([("", "Semua jenis"), *options], self.kind.value())
        years = sorted({str(paper.dated_on.year) for paper in read.papers}, reverse=True)
        self.year.set_options(
            [("", "Semua tahun"), *((year, f"Tahun {year}") for year in years)], self.year.value()
        )
        self.numbers.show_blocks(read.blocks)
        self.short.show_words(say_short(read.short, self.desk.today().year), "amber")
        gaps = sum(len(block.missing) for block in read.blocks)
        self.tabs.set_counts({PAPERS: str(len(read.papers) or ""), NUMBERS: f"{gaps} kosong" if gaps else ""})
        self._show_papers()
        if first and read.papers and self.filter.hasFocus():
            self.table.setFocus()

    def _show_papers(self) -> None:
        words, kind, year, state = (
            fold(self.filter.text()).split(),
            self.kind.value(),
            self.year.value(),
            self.state.value(),
        )
        papers = [
            paper
            for key, paper in self._all or ()
            if all(word in key for word in words)
            and kind in ("", paper.kind)
            and year in ("", str(paper.dated_on.year))
            and state in ("", paper.state)
        ]
        self.table.show_rows(papers, keep_place=True)
        self.export.refresh()
        voided = sum(paper.state == VOID for paper in papers)
        void = f", {voided} dibatalkan" if voided else ""
        self.count.setText(f"{len(papers)} surat{void}")
        self._show_state()

    def _show_state(self) -> None:
        on_papers, none = self.tabs.key() == PAPERS, not self._all
        self._body.setCurrentIndex(3 if not on_papers else 2 if none else 1 if not self.table.rows else 0)
        self._tools.setVisible(on_papers and not none)
        # A narrow window has no room below the card; the tab counts too.
        self.count.setVisible(on_papers and bool(self.table.rows) and not self._stacked)
        self._choose(self.table.current if on_papers else None)

    def _choose(self, paper: PaperRow | None) -> None:
        self.card.show_paper(paper if self.tabs.key() == PAPERS and self.table.rows else None)

    def _print(self) -> None:
        from pkh_desk.gui.pages.graduation.print_sheet import PrintSheet
        from pkh_desk.gui.paper.print_task import again_task

        paper = self.table.current
        if paper is None or paper.state == VOID or not paper.here:
            return
        own = (paper.id,)
        packets, letters = ((), own) if paper.table == LETTER else (own, ())
        about = f"{LETTER_KIND.get(paper.kind, paper.kind)}, {who_of(paper)}"
        made = PapersMade(packets, letters, (paper.code,))
        task = again_task(self.desk, made, paper.paper, about, paper.household_id)
        self.shell.open_page(PrintSheet(self.shell, self.desk, task))

    def _open_family(self) -> None:
        paper = self.table.current
        if paper is not None and paper.household_id:
            self.shell.go(FAMILIES).show_record(paper.household_id, "surat", paper.id)  # type: ignore[attr-defined]

    def _void(self, reason: str, anew: bool) -> None:
        paper, desk = self.table.current, self.desk
        if paper is None:
            return
        void = partial(void_letter if paper.table == LETTER else void_packet, desk, paper.id, reason)
        self.shell.jobs.write(
            void,
            then=lambda _nothing: self._voided(paper, anew),
            failed=self.card.refuse,
            owner=self,
        )

    def _voided(self, paper: PaperRow, anew: bool) -> None:
        self.card.shut()
        self.shell.toast(f"Surat {paper.code} dibatalkan.", self.shell.take_back)
        if anew:
            self._write_anew(paper)

    def _write_anew(self, paper: PaperRow) -> None:
        """Open the form as it was for what was voided, to put right what was wrong."""
        if paper.table == LETTER:
            from pkh_desk.gui.pages.graduation.letter import LetterPage

            again = letter_wishes(self.desk, paper.id)
            self.shell.open_page(LetterPage(self.shell, self.desk, paper.household_id, again=again))
        else:
            from pkh_desk.gui.pages.graduation.desa_papers import DesaPapersPage

            packet = packet_wishes(self.desk, paper.id)
            self.shell.open_page(DesaPapersPage(self.shell, self.desk, again=packet))

    def _lay_out(self) -> None:
        self._tools = QWidget()
        self._tools.setAccessibleName("Saring buku surat")
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(INSET, 8, 0, 8)
        tools.setSpacing(8)
        self.filter.setMinimumWidth(150)
        tools.addWidget(self.filter, 1)
        for combo in (self.kind, self.year, self.state):
            combo.setMinimumWidth(self.theme.px(132))
            tools.addWidget(combo)
        tools.addWidget(self.export.button)
        self._body = QStackedWidget()
        bodies: tuple[QWidget, ...] = (self.table, self._nothing, self._empty, self.numbers)
        for part in bodies:
            self._body.addWidget(part)
        self._listed = Card(padding=1, gap=0)
        self._listed.setAccessibleName("Daftar surat")
        self._listed.body.addWidget(self.export)
        self._listed.body.addWidget(self._body, 1)
        self._across = QHBoxLayout()
        self._across.setContentsMargins(INSET, 0, 0, 0)
        self._across.setSpacing(16)
        self._across.addWidget(self._listed, 1)
        self._across.addWidget(self.card)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24 - INSET, 8, 20, 8)
        whole.setSpacing(0)
        whole.addWidget(self.tabs)
        whole.addWidget(self.short)
        whole.addWidget(self._tools)
        whole.addLayout(self._across, 1)
        foot = row(self.count, None)
        foot.setContentsMargins(INSET, 0, 0, 0)
        whole.addLayout(foot)


def _key(paper: PaperRow) -> str:
    return fold(f"{paper.name} {paper.desa} {paper.number or ''} {paper.code} {paper.void_reason}")


def _state_cell(paper: PaperRow) -> Cell:
    icon, use = ICONS.get(paper.state, ("document_text", "text2"))
    why = paper.void_reason if paper.state == VOID else ""
    when = say_short_year(paper.signed_on) if paper.state == SIGNED and paper.signed_on else ""
    return Cell(STATES[paper.state], icon=icon, icon_use=use, filled=paper.state in ICONS, below=why or when)


def _left_cell(paper: PaperRow) -> Cell:
    return Cell(
        f"{paper.printed} kali" if paper.printed else "", below=f"{paper.saved} PDF" if paper.saved else ""
    )


def _who_cell(paper: PaperRow) -> Cell:
    tone, kind = "text3" if paper.state == VOID else "text", LETTER_KIND.get(paper.kind, paper.kind)
    below = joined(kind, paper.desa) if paper.table == LETTER else kind
    return Cell(who_of(paper), tone, bold=True, below=below)


def _spoken(paper: PaperRow) -> str:
    kind, number = LETTER_KIND.get(paper.kind, paper.kind), paper.number or "nomor ditulis tangan"
    return f"{kind}, {who_of(paper)}, {number}, {say_date(paper.dated_on)}, {STATES[paper.state]}"


_COLUMNS: list[RowColumn[PaperRow]] = [
    RowColumn("Nomor dan kode", lambda each: Cell(each.number or "ditulis tangan", below=each.code), 184),
    RowColumn("Keluarga atau desa", _who_cell),
    RowColumn("Tanggal", lambda each: Cell(say_short_year(each.dated_on)), 100),
    RowColumn("Keluar", _left_cell, 72),
    RowColumn("Keadaan", _state_cell, 176),
]
