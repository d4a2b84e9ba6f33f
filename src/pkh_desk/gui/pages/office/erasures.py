"""PENGHAPUSAN DATA PRIBADI: every order to erase, who has carried it out, and its certificate as a PDF."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkh_desk.actions.lists.saving import save_file
from pkh_desk.actions.people.erasure_paper import erasure_paper
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.text import dots
from pkh_desk.gui.page import FULL, STACKED, Page, Shell
from pkh_desk.gui.pages.graduation.save_letter import ask_path, run
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, framed, row
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_table import Cell, RowColumn, RowTable
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.gui.words.moments import say_short_year
from pkh_desk.views.office.erasures import Certificate, erasures

ABOUT = (
    "Tiap perintah tetap tercatat tanpa nama dan tanpa isi. Laptop melaporkan selesai dengan kiriman "
    "berikutnya sesudah memakai jawaban kantor."
)


class ErasuresPage(Page):
    """The list, and below it which laptops have erased what is selected."""

    def __init__(self, shell: Shell, desk: Desk, to_families: Callable[[], object], order: str = "") -> None:
        super().__init__(shell, "Penghapusan data pribadi")
        self.desk, self._wanted, self._known = desk, order, False
        theme = shell.theme
        self.save = Button(
            theme, "Simpan berita acara PDF", "primary", icon="document_pdf", on_click=self._ask_path
        )
        self.table: RowTable[Certificate] = RowTable(
            theme,
            "Daftar penghapusan",
            [
                RowColumn[Certificate]("Dihapus", lambda one: Cell(say_short_year(one.on), bold=True), 110),
                RowColumn[Certificate]("Dasar dan yang meminta", lambda one: Cell(one.reason)),
                RowColumn[Certificate]("Petugas", lambda one: Cell(said_name(one.clerk)), 150),
                RowColumn[Certificate]("Baris", lambda one: Cell(dots(one.records)), 90, number=True),
                RowColumn[Certificate]("Laptop", _laptops, 130),
                RowColumn[Certificate]("Cadangan habis", _backups, 120),
            ],
            lambda one: f"{say_date(one.on)}, {one.reason}, {_laptops(one).text}",
            row_id=lambda one: one.id,
        )
        self.detail = label("", wrap=True)
        start = Button(theme, "Buka Keluarga", "primary", on_click=to_families)
        self.empty = EmptyState(
            theme,
            "shield_checkmark",
            "Belum pernah ada penghapusan",
            "Penghapusan dimulai dari halaman keluarganya.",
            (start,),
            tone="gray",
        )
        self._lay_out()
        self.table.chosen.connect(lambda _one: self._tell())

    def panes(self) -> Sequence[QWidget]:
        """The whole page."""
        return (self,)

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.table if self.table.rows else None

    def set_width_class(self, width: str) -> None:
        """Less beside the reason in narrow windows; the line below says the rest."""
        for column, shown in ((2, width == FULL), (3, width == FULL), (5, width != STACKED)):
            self.table.setColumnHidden(column, not shown)

    def entered(self) -> None:
        """Read the orders."""
        desk = self.desk
        self.shell.jobs.read(lambda: erasures(desk), then=self._show, owner=self, replaces="erasures")

    def data_moved(self, tables: frozenset[str]) -> None:
        """A laptop may have confirmed."""
        self.entered()

    def write_to(self, path: Path) -> None:
        """Write the certificate of the selected order."""
        desk, one = self.desk, self.table.current
        if one is not None:
            run(self, lambda: save_file(path, erasure_paper(desk, one.id)), f"{path.name} tersimpan.")

    def _show(self, found: list[Certificate]) -> None:
        self._known = True
        if found != list(self.table.rows):
            self.table.show_rows(found, keep_place=True)
        if self._wanted and self.table.select(self._wanted):
            self._wanted = ""
        self.empty.setVisible(not found)
        self._some.setVisible(bool(found))
        self._tell()

    def _tell(self) -> None:
        one = self.table.current
        self.save.setEnabled(one is not None)
        if one is None:
            self.detail.setText("")
            return
        lines = [
            f"Nomor perintah: {one.id}",
            f"{dots(one.families)} keluarga, {dots(one.records)} baris catatan",
            f"Petugas: {said_name(one.clerk)}" if one.clerk else "",
            f"Sudah menghapus: {_names(one.confirmed)}",
            f"Belum melapor: {_names(one.open)}",
            f"Cadangan terakhir yang memuatnya habis {say_date(one.backups_until)}",
        ]
        self.detail.setText("\n".join(filter(None, lines)))

    def _ask_path(self) -> None:
        if (one := self.table.current) is not None and (path := ask_path(self, f"penghapusan-{one.id[:8]}")):
            self.write_to(path)

    def _lay_out(self) -> None:
        self._some = QWidget()
        inside = QVBoxLayout(self._some)
        inside.setContentsMargins(24, 16, 20, 16)
        inside.setSpacing(12)
        words = label(ABOUT, tone="text2", wrap=True)
        top = row(gap=16)
        top.addWidget(words, 1)
        top.addWidget(self.save)
        card = Card("Berita acara", padding=14)
        card.body.addWidget(self.detail)
        inside.addLayout(top)
        inside.addWidget(framed(self.table), 1)
        inside.addWidget(card)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self._some)
        stack.addWidget(self.empty)
        self._some.hide()
        self.empty.hide()


def _backups(one: Certificate) -> Cell:
    return Cell(say_short_year(one.backups_until))


def _laptops(one: Certificate) -> Cell:
    every = len(one.confirmed) + len(one.open)
    if not one.open:
        return Cell("semua sudah" if every else "tidak ada", "green")
    return Cell(f"{len(one.confirmed)} dari {every} sudah", "amber", bold=True)


def _names(laptops: Sequence[str]) -> str:
    return ", ".join(map(said_name, laptops)) or "tidak ada"
