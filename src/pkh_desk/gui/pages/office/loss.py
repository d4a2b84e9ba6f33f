"""LAPTOP HILANG: revoke it at once, and whom the law wants to be told: the families it held, as a PDF."""

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pkh_desk.actions.exchange.enrol import reinstate, revoke
from pkh_desk.actions.exchange.loss import breach_paper, note_breach
from pkh_desk.actions.graduation.papers import PapersMade
from pkh_desk.desk import Desk
from pkh_desk.domain.text import dots
from pkh_desk.gui.page import Page, Shell
from pkh_desk.gui.pages.graduation.print_sheet import PrintSheet
from pkh_desk.gui.paper.print_task import PrintTask
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import framed, row
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_table import Cell, RowColumn, RowTable
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.exchange.loss import HeldByLaptop, HeldFamily, held_by

LAW = (
    "Data di laptop terkunci kata sandi. Tetap beri tahu keluarga dan lembaga pelindungan data paling lambat "
    "3 x 24 jam sejak kehilangan diketahui (UU 27/2022)."
)
STILL_TRUSTED = (
    "Laptop ini masih dipercaya. Cabut sekarang, supaya kiriman dari tangan orang lain dikarantina."
)


class LossPage(Page):
    """Says what the laptop held, revokes it, and writes the list with the draft of the notice."""

    def __init__(self, shell: Shell, desk: Desk, desk_id: str) -> None:
        super().__init__(shell, "Laptop hilang")
        self.desk, self._id = desk, desk_id
        self.held: HeldByLaptop | None = None
        theme = shell.theme
        self.head = label("", "section")
        self.revoke_button = Button(theme, "Cabut laptop ini", "danger", on_click=self._revoke)
        self.trusted = Banner(theme, "", "red", action=self.revoke_button)
        self.print = Button(
            theme, "Cetak daftar dan rancangan", "primary", icon="print", on_click=self._print
        )
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print.click)
        columns = [
            RowColumn[HeldFamily]("Nama pengurus", lambda one: Cell(said_name(one.name), bold=True)),
            RowColumn[HeldFamily]("Desa", lambda one: Cell(one.desa), 130),
            RowColumn[HeldFamily]("Kecamatan", lambda one: Cell(one.kecamatan), 130),
            RowColumn[HeldFamily]("Telepon", lambda one: Cell(one.phones or "belum ada"), 150),
            RowColumn[HeldFamily]("Orang", lambda one: Cell(str(one.people)), 70, number=True),
            RowColumn[HeldFamily](
                "Keterangan", lambda one: Cell("sudah diserahkan" if one.left else "", "text2"), 140
            ),
        ]
        self.table: RowTable[HeldFamily] = RowTable(
            theme,
            "Keluarga di laptop ini",
            columns,
            lambda one: f"{said_name(one.name)}, {one.desa}, {one.kecamatan}, {one.held}",
        )
        self._lay_out()

    def panes(self) -> Sequence[QWidget]:
        """The whole page."""
        return (self,)

    def first_focus(self) -> QWidget | None:
        """What is most pressing."""
        return self.revoke_button if self.held and not self.held.revoked else self.print

    def entered(self) -> None:
        """Read what it held."""
        desk, wanted = self.desk, self._id
        self.shell.jobs.read(lambda: held_by(desk, wanted), then=self._show, owner=self, replaces="loss")

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read again."""
        self.entered()

    def _show(self, held: HeldByLaptop) -> None:
        self.held = held
        count = dots(len(held.families))
        self.head.setText(f"{said_name(held.name)} · laptop {held.code} · {count} keluarga")
        self.trusted.show_words("" if held.revoked else STILL_TRUSTED)
        if list(held.families) != list(self.table.rows):
            self.table.show_rows(held.families)

    def _revoke(self) -> None:
        desk, wanted, shell = self.desk, self._id, self.shell

        def take_back() -> None:
            shell.jobs.write(
                lambda: reinstate(desk, wanted),
                then=lambda name: shell.toast(f"Laptop {said_name(name)} aktif lagi."),
                failed=lambda error: shell.toast(str(error), icon="error_circle"),
            )

        shell.jobs.write(
            lambda: revoke(desk, wanted),
            then=lambda name: shell.toast(f"Laptop {said_name(name)} dicabut.", take_back),
            failed=lambda error: shell.toast(str(error), icon="error_circle"),
            owner=self,
        )

    def _print(self) -> None:
        if self.held is None:
            return
        desk, wanted, code = self.desk, self._id, self.held.code

        def write(*_wishes: object) -> PapersMade:
            note_breach(desk, wanted)
            return PapersMade()

        task = PrintTask(
            title="Cetak daftar dan rancangan",
            about=f"Rancangan pemberitahuan dan daftar {dots(len(self.held.families))} keluarga.",
            papers=("a4",),
            preview=lambda _paper, _also: breach_paper(desk, wanted),
            write=write,
            code=lambda: f"laptop-hilang-{code}",
        )
        self.shell.open_page(PrintSheet(self.shell, desk, task))

    def _lay_out(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(24, 16, 20, 16)
        stack.setSpacing(12)
        top: QHBoxLayout = row(self.head, None, self.print)
        stack.addLayout(top)
        stack.addWidget(label(LAW, tone="text2", wrap=True))
        stack.addWidget(self.trusted)
        stack.addWidget(framed(self.table), 1)
        show_if(self.trusted, False)
