"""NUMBER CARD: the letter numbers of one laptop, block by block, and another block by hand."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkh_desk.desk import Desk
from pkh_desk.gui.page import Shell
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.refill import refill
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.views.exchange.laptops import Laptop
from pkh_desk.views.graduation.number_stock import Stock, kecamatan_choice, number_stock

NONE = "Belum ada jatah nomor. Jawaban berikutnya membawanya, menurut keluarga di laptop ini."
HOW = "Jatah yang hampir habis ditambah sendiri bersama jawaban; jatah tahun depan sejak Desember."

Read = tuple[list[Stock], list[tuple[str, str]]]


class NumberCard(Card):
    """The blocks of this year and later; `give(kecamatan, year)` asks for one more."""

    give = Signal(str, int)

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__("Nomor surat", padding=14, gap=10)
        self._jobs, self._desk = shell.jobs, desk
        theme = shell.theme
        self.lines = QVBoxLayout()
        self.lines.setSpacing(4)
        self.place = Combo(theme, "Kecamatan jatah nomor", [])
        self.year = Combo(theme, "Tahun jatah nomor", [])
        self.button = Button(theme, "Beri jatah nomor", on_click=self._give)
        self.button.setEnabled(False)
        self._more = QWidget()
        self._more.setLayout(row(self.place, self.year, self.button, None))
        self.body.addLayout(self.lines)
        self.body.addWidget(self._more)
        self.body.addWidget(label(HOW, "caption", "text2", wrap=True))

    def show_laptop(self, laptop: Laptop) -> None:
        """Show the numbers of a laptop that is or was trusted; only one that is gets more."""
        known = laptop.state in ("aktif", "dicabut")
        show_if(self, known)
        show_if(self._more, laptop.state == "aktif")
        if not known:
            return
        desk = self._desk
        self._jobs.read(
            lambda: (number_stock(desk, laptop.code), kecamatan_choice(desk, laptop.petugas_id)),
            then=self._show,
            owner=self,
            replaces="laptop numbers",
        )

    def _show(self, read: Read) -> None:
        blocks, places = read
        now = self._desk.today().year
        shown = [block for block in blocks if block.year >= now]
        refill(self.lines, _lines(shown) or [label(NONE, tone="text2", wrap=True)])
        years = [(str(year), str(year)) for year in (now, now + 1)]
        if [self.place.itemData(at) for at in range(self.place.count())] != [code for code, _ in places]:
            self.place.set_options(places)
        self.year.set_options(years, self.year.value())
        self.button.setEnabled(True)

    def _give(self) -> None:
        self.give.emit(self.place.value(), int(self.year.value()))


def _lines(blocks: Sequence[Stock]) -> list[QWidget]:
    return [label(_say(block), tone="text" if block.left else "amber", wrap=True) for block in blocks]


def _say(block: Stock) -> str:
    used = f"terpakai sampai {block.highest:03}" if block.highest >= block.first else "belum terpakai"
    left = f"sisa {block.left}" if block.left else "habis"
    return f"{block.year} · Kec. {block.place} · {block.first:03} sampai {block.last:03} · {used}, {left}"
