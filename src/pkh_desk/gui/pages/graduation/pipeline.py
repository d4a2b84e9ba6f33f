"""GRADUASI: every family on its way, as a board of six columns or as a table."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import DONE, PATH, STAGES
from pkh_desk.domain.text import fold
from pkh_desk.domain.vocabulary import GRADUATION_KIND, MEMBERSHIP
from pkh_desk.gui.family_pages import case_page, letter_page, proposal_page
from pkh_desk.gui.frame.facts import PROPOSALS, SENDING
from pkh_desk.gui.page import FULL, STACKED, Page, Shell
from pkh_desk.gui.pages.graduation.graduation_board import Board
from pkh_desk.gui.paper.export_bar import ExportBar
from pkh_desk.gui.paper.paper_doors import open_book, open_desa_papers
from pkh_desk.gui.widgets.button import Button, IconButton
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.filter_edit import FilterEdit
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_table import Cell, RowColumn, RowTable
from pkh_desk.gui.widgets.segmented import Segmented
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.words.case_words import (
    GRADUATE,
    MEND,
    SEND,
    VERIFY,
    WORDS,
    WRITE,
    Viewer,
    case_line,
    ended_parts,
    how_long,
    next_action,
)
from pkh_desk.gui.words.family_words import joined, said_name
from pkh_desk.views.graduation.pipeline import CaseCard, pipeline
from pkh_desk.views.lists.sheets import graduation_sheet
from pkh_desk.views.people.places import kecamatan

BOARD, TABLE = "papan", "daftar"
KIND_COLUMN, LETTER_COLUMN = 3, 4
PREPARING, PROPOSED, GRADUATED = "disiapkan", "usulan", "graduasi"
STAGE_GROUPS = [
    ("", "Semua tahap"),
    (PREPARING, "Masih disiapkan"),
    (PROPOSED, "Usulan"),
    (GRADUATED, "Graduasi"),
]


class GraduationPage(Page):
    """What is typed filters at once. Graduations of one year stand in the last column."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__(shell, "Graduasi")
        self.desk = desk
        self._all: Sequence[tuple[str, CaseCard]] | None = None
        self._opened = ""
        self._asked: tuple[str, str, str] | None = None
        self._width = FULL
        theme = shell.theme
        self.switch = Segmented("Tampilan", [(BOARD, "Papan"), (TABLE, "Daftar")], BOARD, switch=True)
        self.filter = FilterEdit(theme, "Saring nama…", "Saring alur graduasi")
        self.desa = Combo(theme, "Kecamatan" if desk.is_office else "Desa", [])
        self.stage = Combo(theme, "Tahap", STAGE_GROUPS)
        self.year = Combo(theme, "Tahun graduasi", [])
        self.new = Button(theme, "Usulkan calon", "primary", icon="add", on_click=self.add)
        doors = (("document_text", "Buku surat", open_book), ("folder", "Berkas desa", open_desa_papers))
        self.export = ExportBar(shell, desk, lambda: graduation_sheet(self.table.rows), kind="ghost")
        self.doors: list[QWidget] = [
            Button(theme, words, "ghost", icon=icon, on_click=partial(opens, shell, desk))
            for icon, words, opens in doors
        ]
        self.doors.append(self.export.button)
        self.small_doors = [
            IconButton(theme, icon, words, on_click=partial(opens, shell, desk))
            for icon, words, opens in doors
        ]
        self.small_doors.append(IconButton(theme, "document_table", "Ekspor", on_click=self.export.toggle))
        self.board = Board(theme)
        self.table: RowTable[CaseCard] = RowTable(
            theme,
            "Alur graduasi",
            self._columns(),
            self._spoken,
            row_id=lambda card: card.household_id,
            tall=True,
        )
        self.count = label("", "caption", "text2")
        self.first = Button(theme, "Usulkan calon", "primary", icon="add", on_click=self.add)
        text = "Usulkan keluarga yang sudah mampu dan bersedia, lalu ikuti langkahnya di sini."
        self._empty = EmptyState(theme, "hat_graduation", "Belum ada calon graduasi", text, (self.first,))
        self._clear = Button(theme, "Hapus saringan", on_click=self.clear)
        self._nothing = EmptyState(theme, "search", "", "Periksa ejaan.", (self._clear,), tone="gray")
        self._lay_out()
        self._connect()

    def add(self) -> None:
        """Open the form for a new candidate."""
        self.shell.open_page(proposal_page(self.shell, self.desk))

    def open_case(self, family_id: str) -> None:
        """Open the case of a family."""
        self._opened = family_id
        self.shell.open_page(case_page(self.shell, self.desk, family_id))

    def show_cases(self, group: str, year: int, kecamatan: str) -> None:
        """Show the table of a group of STAGE_GROUPS in a kecamatan ("": all), graduations of one year."""
        self.filter.clear()
        self.switch.set_value(TABLE)
        self._asked = (group, str(year), kecamatan)
        self.ask()

    def clear(self) -> None:
        """Show all again."""
        self.stage.set_value("")
        self.desa.set_value("")
        self.filter.clear()
        self._show_cards()

    def ask(self) -> None:
        """Read the pipeline again."""
        desk = self.desk
        self.shell.jobs.read(lambda: pipeline(desk), then=self._show, owner=self, replaces="pipeline")

    def panes(self) -> Sequence[QWidget]:
        """Tools, then board or table."""
        return (self._tools, self._body)

    def first_focus(self) -> QWidget | None:
        """The card one came from, else the first."""
        if self.switch.value() == TABLE:
            return self.table
        return self.board.select(self._opened) or self.board.first_list() or self.filter

    def filter_field(self) -> QWidget | None:
        """The filter."""
        return self.filter

    def exporter(self) -> Callable[[], object]:
        """The table, which holds what the board shows too."""
        return self.export.open_bar

    def escape(self) -> None:
        """Close the export, or clear the filter."""
        if self.export.close_bar():
            return
        if self.filter.text() or self.desa.value() or self.stage.value():
            self.clear()

    def set_width_class(self, width: str) -> None:
        """A narrow window leaves out the choice of a desa, which the filter knows, and words of buttons."""
        self._width = width
        self.desa.setVisible(width != STACKED)
        for at in (KIND_COLUMN, LETTER_COLUMN):
            self.table.setColumnHidden(at, width == STACKED)
        self._fit_doors()

    def _fit_doors(self) -> None:
        """The table has a choice more than the board, in the place of words."""
        table, wide = self.switch.value() == TABLE, self._width == FULL
        roomy = wide and not table
        self.new.set_text("Usulkan calon" if wide or not table else "Usulkan")
        self._line.setSpacing(8 if wide or not table else 6)
        for door, small in zip(self.doors, self.small_doors, strict=True):
            door.setVisible(roomy)
            small.setVisible(not roomy)

    def entered(self) -> None:
        """Read at the first visit; later it is kept up to date by what moved."""
        if self._all is None:
            self.ask()

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read again; filter and current card stay."""
        self.ask()

    def _viewer(self) -> Viewer:
        return Viewer(self.desk.today(), self.desk.is_office, self.shell.has(SENDING))

    def _columns(self) -> list[RowColumn[CaseCard]]:
        return [
            RowColumn("Keluarga", lambda card: Cell(said_name(card.name), bold=True, below=card.desa)),
            RowColumn("Tahap", _stage_cell, 220),
            RowColumn("Lama", self._days_cell, 100, number=True),
            RowColumn("Jenis", lambda card: Cell(GRADUATION_KIND.get(card.case.kind, "")), 140),
            RowColumn("Surat", _letter_cell, 190),
            RowColumn("Berikutnya", self._next_cell, 150),
        ]

    def _days_cell(self, card: CaseCard) -> Cell:
        return Cell(how_long(card, self.desk.today()), "amber" if card.late else "text", bold=card.late)

    def _next_cell(self, card: CaseCard) -> Cell:
        return Cell(WORDS.get(next_action(card, self._viewer()), ""))

    def _spoken(self, card: CaseCard) -> str:
        return f"{case_line(card, self._viewer()).spoken()}, tahap {card.case.words}"

    def _connect(self) -> None:
        self.switch.changed.connect(self._switched)
        self.filter.textChanged.connect(lambda _text: self._show_cards())
        for combo in (self.stage, self.desa, self.year):
            combo.currentIndexChanged.connect(lambda _index: self._show_cards())
        self.board.acted.connect(self._act)
        self.board.opened.connect(self.open_case)
        self.table.opened.connect(lambda card: self.open_case(card.household_id))

    def _act(self, family_id: str, key: str) -> None:
        self._opened = family_id
        if key in (WRITE, MEND):
            self.shell.open_page(letter_page(self.shell, self.desk, family_id))
        elif key == SEND:
            self.shell.go(SENDING)
        elif key in (VERIFY, GRADUATE) and self.shell.has(PROPOSALS):
            self.shell.go(PROPOSALS).show_proposal(family_id)  # type: ignore[attr-defined]
        else:
            self.open_case(family_id)

    def _switched(self, _key: str) -> None:
        self._show_cards()
        target = self.first_focus()
        if target is not None:
            target.setFocus()

    def _show(self, cards: Sequence[CaseCard]) -> None:
        first = self._all is None
        self._all = [(fold(f"{card.name} {card.desa}"), card) for card in cards]
        group, wanted, place = self._asked or (self.stage.value(), self.year.value(), self.desa.value())
        self._asked = None
        if self.desk.is_office:
            places = [("", "Semua kecamatan"), *kecamatan()]
        else:
            names = sorted({card.desa for card in cards if card.desa})
            places = [("", "Semua desa"), *((name, name) for name in names)]
        self.desa.set_options(places, place)
        self.stage.set_options(STAGE_GROUPS, group)
        this = self.desk.today().year
        years = {this, *(card.since.year for card in cards if card.case.stage == DONE)}
        years |= {int(wanted)} if wanted else set()
        options = [(str(year), f"Tahun {year}") for year in sorted(years, reverse=True)]
        self.year.set_options(options, wanted or str(this))
        focused = self.board.focused()
        self._show_cards()
        target = self.first_focus()
        if focused:
            # A card that went on to the next stage takes the focus along.
            self.board.focus(focused)
        elif first and target is not None and self.filter.hasFocus() and not self.filter.text():
            target.setFocus()

    def _show_cards(self) -> None:
        if self._all is None:
            return
        words, place, year = fold(self.filter.text()).split(), self.desa.value(), int(self.year.value())
        group, table = self.stage.value(), self.switch.value() == TABLE
        show_if(self.stage, table)
        self._fit_doors()
        cards = [
            card
            for key, card in self._all
            if all(word in key for word in words)
            and place in ("", card.kecamatan if self.desk.is_office else card.desa)
            and (not table or group in ("", _group(card)))
            and (card.case.stage != DONE or card.since.year == year)
        ]
        viewer = self._viewer()
        for stage, column in self.board.columns.items():
            mine = [card for card in cards if card.case.stage == stage and (not card.gone or stage == DONE)]
            if stage == DONE:
                mine.sort(key=lambda card: card.since, reverse=True)
            column.show_lines(
                [case_line(card, viewer) for card in mine], f"Tahun {year}" if stage == DONE else ""
            )
        self.table.show_rows(sorted(cards, key=lambda card: (_place(card), card.since)))
        self.export.refresh()
        self._show_state(len(cards))

    def _show_state(self, found: int) -> None:
        empty, table = not self._all, self.switch.value() == TABLE
        self._tools.setVisible(not empty)
        self._body.setCurrentIndex(3 if empty else 2 if not found else 1 if table else 0)
        self._nothing.show_words(
            f"Tidak ada “{self.filter.text().strip()}”", "Periksa ejaan atau pilihan desa."
        )
        beside = "" if table else _say_beside([card for _, card in self._all or ()])
        late = sum(card.late for _, card in self._all or ())
        self.count.setText(joined(f"{late} terlalu lama di tahapnya" if late else "", beside))
        self.count.setVisible(bool(self.count.text()) and not empty)

    def _lay_out(self) -> None:
        self._tools = QWidget()
        self._tools.setAccessibleName("Saring alur graduasi")
        self._line = line = QHBoxLayout(self._tools)
        line.setContentsMargins(20, 14, 20, 12)
        tools: tuple[QWidget, ...] = (self.switch, self.filter, self.desa, self.stage, self.year)
        for part in tools:
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.filter.setMinimumWidth(120)
        self.filter.setMaximumWidth(240)
        # The longest words that are the program's own; a long name of a desa ends in an ellipsis.
        for combo, letters in (
            (self.desa, 12 if self.desk.is_office else 8),
            (self.stage, 11),
            (self.year, 7),
        ):
            combo.make_narrow(letters)
        self.stage.hide()
        line.addStretch()
        for door in (*self.doors, *self.small_doors):
            line.addWidget(door)
        line.addWidget(self.new)
        self._body = QStackedWidget()
        bodies: tuple[QWidget, ...] = (self.board, self.table, self._nothing, self._empty)
        for part in bodies:
            self._body.addWidget(part)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 0, 20, 6)
        foot.addWidget(self.count)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self._tools)
        stack.addWidget(self.export)
        stack.addWidget(self._body, 1)
        stack.addLayout(foot)


def _say_beside(cards: Sequence[CaseCard]) -> str:
    """Say what stands in the table alone: who stopped, and who left in a way that is no graduation."""
    gone = sum(bool(card.gone) and card.case.stage != DONE for card in cards)
    stopped = sum(card.case.stage not in PATH and not card.gone for card in cards)
    said = joined(
        f"{stopped} ditolak atau dibatalkan" if stopped else "",
        f"{gone} keluar bukan karena graduasi" if gone else "",
    )
    return f"{said}, lihat Daftar" if said else ""


def _group(card: CaseCard) -> str:
    """Return the group of STAGE_GROUPS, "-" for who stopped or left in another way."""
    if card.case.stage == DONE:
        return GRADUATED
    if card.gone or card.case.stage not in PATH:
        return "-"
    return PREPARING if card.case.step <= PATH.index("surat_dicetak") + 1 else PROPOSED


def _place(card: CaseCard) -> int:
    if card.gone and card.case.stage != DONE:
        return len(PATH) + 1
    return PATH.index(card.case.stage) if card.case.stage in PATH else len(PATH)


def _stage_cell(card: CaseCard) -> Cell:
    words = STAGES.get(card.case.stage or "", "")
    pips = (card.case.step, len(PATH)) if card.case.step else None
    if card.gone and card.case.stage != DONE:
        return Cell(f"Keluar: {MEMBERSHIP[card.gone]}", "text3", below="tidak dihitung graduasi")
    if card.returned:
        return Cell(words, "amber", bold=True, pips=pips, below=f"dikembalikan: {card.returned}")
    return Cell(words, pips=pips, below=joined(*ended_parts(card)) if card.case.stage == DONE else card.why)


def _letter_cell(card: CaseCard) -> Cell:
    letter = card.letter
    if letter is None:
        return Cell("")
    if letter.signed_on is None:
        return Cell(letter.code, below="belum ditandatangani")
    return Cell(letter.code, below="dengan pindaian" if letter.scans else "tanpa pindaian")
