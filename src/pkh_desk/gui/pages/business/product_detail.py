"""PRODUCT DETAIL: one product: whose it is, what is left of it, its ledger, and its way into E-Katalog."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout

from pkh_desk.desk import Desk
from pkh_desk.domain.text import dots
from pkh_desk.domain.vocabulary import FATE, MOVEMENT
from pkh_desk.gui.page import Shell
from pkh_desk.gui.paged_model import ROW
from pkh_desk.gui.pages.business.product_entry import ProductEntry
from pkh_desk.gui.pages.business.product_needs import NeedsCard
from pkh_desk.gui.paper.thumbs import PictureButton, Thumbs
from pkh_desk.gui.rows_model import RowsModel
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button, IconButton
from pkh_desk.gui.widgets.card import Card, column, row
from pkh_desk.gui.widgets.label import hairline, label
from pkh_desk.gui.widgets.ledger import Ledger, LedgerLine
from pkh_desk.gui.widgets.overflow import Overflow
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.themed import set_state, show_if
from pkh_desk.gui.words.family_words import joined, said_name
from pkh_desk.gui.words.moments import say_near_day
from pkh_desk.views.business.products import MovementView, ProductRow

HANDED_OVER = "Keluarga ini sudah diserahkan ke pendamping lain. Di sini hanya bisa dibaca."
KINDS = (("masuk", "add"), ("keluar", "subtract"), ("rusak", ""))
PLAIN = {"rusak": "ghost"}


@dataclass(frozen=True)
class Shown:
    """A product and its ledger, read in one go."""

    product: ProductRow
    ledger: Sequence[MovementView]


class ProductDetail(QFrame):
    """Shows one product. `edit(id)`, `family(id)`, `take_back(movement)` are asked for by its buttons.

    So are its photos: `add_photo(id)`, `see_photos(product)`, `drop_photo(id)`, which is about the first one.
    """

    edit = Signal(str)
    family = Signal(str)
    take_back = Signal(str)
    add_photo = Signal(str)
    see_photos = Signal(object)
    drop_photo = Signal(str)

    def __init__(self, shell: Shell, desk: Desk, thumbs: Thumbs) -> None:
        super().__init__()
        self._desk = desk
        self.shown: Shown | None = None
        theme = shell.theme
        self.setAccessibleName("Produk terpilih")
        self.name, self.price = label("", "section", wrap=True), label("", tone="text2", wrap=True)
        self.owner = Button(theme, "", "link", on_click=self._to_family)
        self.owner.make_slim()
        self.change = IconButton(theme, "edit", "Ubah produk", key="F2")
        self.change.clicked.connect(self._edit)
        self.picture = PictureButton(thumbs, theme, self._press_picture)
        self.more = Overflow(theme, "Tindakan lain untuk produk ini")
        self.more.add("Tambah foto…", "camera", self._add_photo)
        self._drop_act = self.more.add("Hapus foto ini", "dismiss", self._drop_photo)
        self.needs = NeedsCard(theme)
        self.needs.add_photo.connect(self._add_photo)
        self.needs.edit.connect(self._edit)
        self.away = Banner(theme, "", "note")
        self.stock, self.unit = label("", "figure"), label("", tone="text2")
        self.limit = label("", "caption", "text2")
        self.entry = ProductEntry(shell, desk)
        self.buttons = {
            kind: Button(theme, MOVEMENT[kind], icon=icon, on_click=partial(self._open, kind))
            for kind, icon in KINDS
        }
        self.lines: RowsModel[LedgerLine] = RowsModel(LedgerLine.spoken, self)
        self.ledger = Ledger(theme)
        self.ledger.setModel(self.lines)
        self.nothing = label("Belum ada gerak stok. Catat stok yang ada sekarang dengan Masuk.", tone="text2")
        self.nothing.setWordWrap(True)
        self.reverse = Button(theme, "Tarik kembali", "link", icon="arrow_undo", on_click=self._reverse)
        self._lay_out()
        self._dress_buttons()
        self.ledger.selectionModel().currentChanged.connect(lambda *_which: self._fit_reverse())
        self.ledger.remove.connect(lambda _id: self._reverse())
        self.entry.left.connect(self._entry_left)
        QShortcut(QKeySequence("F2"), self).activated.connect(self.change.click)

    def show_product(self, shown: Shown) -> None:
        """Show a product; the same one keeps what is typed and the line selected."""
        product = shown.product
        other = self.shown is None or self.shown.product.id != product.id
        self.shown = shown
        self.name.setText(product.name)
        self.owner.set_text(", ".join(part for part in (said_name(product.owner), product.desa) if part))
        self.price.setText(_price(product))
        self._show_photos(product)
        self.needs.show_needs(product.needs, product.handed_over)
        self.stock.setText(dots(product.stock))
        set_state(self.stock, "tone", ("red" if product.stock <= 0 else "amber") if product.low else "")
        self.unit.setText(product.unit)
        self.limit.setText(f"Batas stok tipis: {product.low_stock}" if product.low_stock else "")
        self.away.show_words(HANDED_OVER if product.handed_over else "")
        for button in (*self.buttons.values(), self.change, self.more):
            button.setEnabled(not product.handed_over)
        self._show_lines(shown.ledger, other)
        self.entry.show_product(product)
        if other:
            self._dress_buttons()

    def may_take_photos(self) -> bool:
        """Tell whether a product is shown whose family is this desk's."""
        return self.shown is not None and not self.shown.product.handed_over

    def _show_photos(self, product: ProductRow) -> None:
        self._drop_act.setVisible(bool(product.photos))
        may_press = bool(product.photos) or not product.handed_over
        self.picture.show_photo(product.photos[0] if product.photos else "", product.name, may_press)

    def take_focus(self) -> None:
        """Go to the entry that is open, else to Masuk."""
        (self.entry.entries["quantity"] if self.entry.kind else self.buttons["masuk"]).setFocus()

    def _show_lines(self, ledger: Sequence[MovementView], other: bool) -> None:
        today, current = self._desk.today(), self.ledger.currentIndex().row()
        lines = [_line(view, say_near_day(view.on, today)) for view in ledger]
        self.lines.show_rows(lines)
        if not other and 0 <= current < len(lines):
            self.ledger.setCurrentIndex(self.lines.index(current, 0))
        self.ledger.fit()
        self.ledger.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        self._fit_reverse()

    def _fit_reverse(self) -> None:
        index = self.ledger.currentIndex()
        fit = index.isValid() and not index.data(ROW).gone
        away = self.shown is not None and self.shown.product.handed_over
        show_if(self.reverse, fit and not away)

    def _reverse(self) -> None:
        if not self.reverse.isHidden():
            self.take_back.emit(self.ledger.currentIndex().data(ROW).id)

    def _open(self, kind: str) -> None:
        self.entry.open(kind)
        self._dress_buttons()
        self.take_focus()

    def _entry_left(self) -> None:
        self._dress_buttons()
        if self.entry.isAncestorOf(self.focusWidget() or self):
            self.buttons["masuk"].setFocus()

    def _dress_buttons(self) -> None:
        """One filled button: Masuk, or that of the open entry, whose kind is outlined then."""
        opened = self.entry.kind
        for kind, button in self.buttons.items():
            plain = "primary" if kind == "masuk" and not opened else PLAIN.get(kind, "secondary")
            button.set_kind("outline" if kind == opened else plain)

    def _press_picture(self) -> None:
        if self.shown is not None and self.shown.product.photos:
            self.see_photos.emit(self.shown.product)
        else:
            self._add_photo()

    def _add_photo(self) -> None:
        if self.shown is not None:
            self.add_photo.emit(self.shown.product.id)

    def _drop_photo(self) -> None:
        if self.shown is not None:
            self.drop_photo.emit(self.shown.product.id)

    def _to_family(self) -> None:
        if self.shown is not None:
            self.family.emit(self.shown.product.household_id)

    def _edit(self) -> None:
        if self.shown is not None:
            self.edit.emit(self.shown.product.id)

    def _lay_out(self) -> None:
        scroll = ScrollBody(margins=(18, 16, 12, 16))
        words = column(self.name, gap=0)
        words.addLayout(row(self.owner, None))
        words.addWidget(self.price)
        words.addStretch()
        head = row(gap=12)
        head.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addLayout(column(self.change, self.more, None, gap=2))
        card = Card(gap=8)
        card.setAccessibleName("Stok")
        card.body.addLayout(row(label("Stok sekarang", "caption"), None, self.limit))
        card.body.addLayout(row(self.stock, self.unit, None, gap=8))
        buttons = row(gap=6)
        for button in self.buttons.values():
            buttons.addWidget(button, 1)
        card.body.addLayout(buttons)
        card.body.addWidget(self.entry)
        card.body.addWidget(hairline())
        card.body.addWidget(self.ledger)
        card.body.addWidget(self.nothing)
        card.body.addLayout(row(None, self.reverse))
        scroll.body.addLayout(head)
        scroll.body.addWidget(self.away)
        scroll.body.addWidget(card)
        scroll.body.addWidget(self.needs)
        scroll.body.addStretch(1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(scroll)


def _price(product: ProductRow) -> str:
    """Return the line under the name: its price and what a unit holds."""
    price = f"{product.price_words} per {product.unit}" if product.price else "Harga belum diisi"
    return joined(price, f"isi {product.content}" if product.content else "")


def _line(view: MovementView, day: str) -> LedgerLine:
    kind = MOVEMENT[view.kind]
    words = f"{kind}: {view.note}" if view.note and view.kind == "rusak" else view.note or kind
    if view.fate in ("dikembalikan", "ditolak"):
        words = f"{words} ({FATE[view.fate].lower()})"
    unsent = view.fate in ("belum", "sampai")
    return LedgerLine(view.id, day, words, view.change, view.taken_back, unsent)
