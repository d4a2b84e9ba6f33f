"""PRODUK: every product of the families beside the one that is selected, with its stock as a ledger."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pkh_desk.actions.business.product import take_back_movement
from pkh_desk.desk import Desk
from pkh_desk.domain.money import say_rupiah
from pkh_desk.domain.text import fold
from pkh_desk.errors import UserError
from pkh_desk.gui.forms.photos import is_photo
from pkh_desk.gui.frame.drops import dropped_files
from pkh_desk.gui.page import FULL, STACKED, Page, Shell
from pkh_desk.gui.pages.business.product_detail import ProductDetail, Shown
from pkh_desk.gui.pages.business.product_form import ProductForm
from pkh_desk.gui.pages.business.product_photos import choose_photos, drop_photo, see_photos, take_photos
from pkh_desk.gui.pages.business.product_table import product_columns, spoken
from pkh_desk.gui.paper.export_bar import ExportBar
from pkh_desk.gui.paper.thumbs import Thumbs
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.chips import Chips
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.filter_edit import FilterEdit
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_table import RowTable
from pkh_desk.gui.widgets.scroll_body import ground
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.words.family_words import joined
from pkh_desk.views.business.products import ProductRow, asked_needs, ledger, product, products
from pkh_desk.views.lists.sheets import products_sheet
from pkh_desk.views.people.places import kecamatan

DETAIL_WIDTH = 348
CHIPS = [("semua", "Semua"), ("tipis", "Stok tipis"), ("siap", "Siap katalog")]
NOTHING = {
    "semua": ("Tidak ada produk", ""),
    "tipis": ("Tidak ada stok yang tipis", "Semua produk di atas batasnya."),
    "siap": ("Belum ada yang siap", "Pilih sebuah produk untuk melihat apa yang masih kurang."),
}
FAMILIES = "keluarga"
SHOWS = frozenset(
    {"*", "product", "business", "file", "config", "stock_movement", "household", "member", "alias"}
)
_Read = tuple[Sequence[Mapping[str, str]], Sequence[ProductRow]]


class ProductsPage(Page):
    """Table and detail. What is typed filters at once; the rows are all at hand."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__(shell, "Produk")
        self.desk = desk
        self._all: Sequence[tuple[str, ProductRow]] | None = None
        self._width, self._inside, self._wanted = FULL, False, ""
        self.setAcceptDrops(True)
        theme, self._thumbs = shell.theme, Thumbs(shell, desk, self)
        self._asked = asked_needs(desk)
        columns = product_columns(self._thumbs, self._asked)
        self.filter = FilterEdit(theme, "Saring produk, pemilik…", "Saring daftar produk")
        self.chips = Chips(CHIPS)
        self.place = Combo(
            theme, "Kecamatan", [("", "Semua kecamatan"), *kecamatan()] if desk.is_office else []
        )
        self.new = Button(theme, "Produk baru", icon="add", on_click=self.add)
        self.table: RowTable[ProductRow] = RowTable(
            theme, "Produk", columns, spoken, row_id=lambda each: each.id, tall=True
        )
        self.count = label("", "caption", "text2")
        self.export = ExportBar(shell, desk, lambda: products_sheet(self.table.rows))
        self.detail = ProductDetail(shell, desk, self._thumbs)
        self._clear = Button(theme, "Hapus saringan", on_click=self.clear)
        self._nothing = EmptyState(theme, "search", "", "", (self._clear,), tone="gray")
        self.first = Button(theme, "Produk baru", "primary", icon="add", on_click=self.add)
        text = "Catat apa yang dijual keluarga, supaya stoknya terlihat di sini."
        self._empty = EmptyState(theme, "box", "Belum ada produk", text, (self.first,))
        self._lay_out()
        self._connect()

    def add(self) -> None:
        """Open the form for a new product."""
        self.shell.open_page(ProductForm(self.shell, self.desk))

    def show_product(self, product_id: str) -> None:
        """Select a product and show it; a filter that hides it is cleared."""
        self.clear()
        self._wanted = product_id
        self._enter_detail()
        self.ask()

    def show_low(self) -> None:
        """Show those whose stock is low."""
        self._show_only("tipis")

    def show_ready(self, place: str) -> None:
        """Show those of a kecamatan ("": all) that have all that E-Katalog asks for."""
        self._show_only("siap", place)

    def clear(self) -> None:
        """Show all products again."""
        self.chips.pick("semua")
        self.place.set_value("")
        self.filter.clear()
        self._show_rows()

    def ask(self) -> None:
        """Read the products again."""
        desk = self.desk
        self.shell.jobs.read(lambda: _read(desk), then=self._show, owner=self, replaces="products")

    def trail(self) -> Sequence[str]:
        """The product's name, while the detail covers the table."""
        covered = self._width == STACKED and self._inside and self.detail.shown is not None
        return (self.detail.name.text(),) if covered else ()

    def step_back(self) -> bool:
        """From the detail to the table, where they are stacked."""
        if self._width != STACKED or not self._inside:
            return False
        self._leave_detail()
        self.table.setFocus()
        return True

    def panes(self) -> Sequence[QWidget]:
        """Table and detail, or what stands there while there is no product."""
        return (self._left, self.detail) if self._empty.isHidden() else (self._empty,)

    def first_focus(self) -> QWidget | None:
        """The table, or the way to a first product."""
        return self.table if self._empty.isHidden() else self.first

    def filter_field(self) -> QWidget | None:
        """The filter of the table."""
        return self.filter

    def exporter(self) -> Callable[[], object]:
        """The table."""
        return self.export.open_bar

    def escape(self) -> None:
        """Clear the filter, or go back to the table; an open entry stays as it is."""
        if self.export.close_bar():
            return
        if not self.step_back() and self._is_filtered():
            self.clear()
            self.table.setFocus()

    def set_width_class(self, width: str) -> None:
        """Side by side, or one at a time."""
        self._width = width
        if width == STACKED:
            self.detail.setMinimumWidth(0)
            self.detail.setMaximumWidth(16_777_215)
        else:
            self.detail.setFixedWidth(self.theme.px(DETAIL_WIDTH))
        self._arrange()

    def entered(self) -> None:
        """Read at the first visit; later it is kept up to date by what moved."""
        if self._all is None:
            self.ask()

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read again; selection, filter and what is typed stay."""
        if tables & SHOWS:
            self.ask()

    def about_family(self) -> str:
        """The family whose product is selected."""
        return self.detail.shown.product.household_id if self.detail.shown is not None else ""

    def leave_draft(self, coming_back: bool) -> Callable[[], object] | None:
        """Return what keeps the movement that is being typed."""
        return self.detail.entry.leave_draft()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome photos of the product that is shown; other files are the shell's business."""
        if self.detail.may_take_photos() and any(map(is_photo, dropped_files(event.mimeData()))):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the photos."""
        event.acceptProposedAction()
        if self.detail.shown is not None:
            photos = [path for path in dropped_files(event.mimeData()) if is_photo(path)]
            take_photos(self, self.desk, self.detail.shown.product.id, photos)

    def _connect(self) -> None:
        show_if(self.place, self.desk.is_office)
        self.filter.textChanged.connect(lambda _text: self._show_rows())
        self.chips.picked.connect(lambda _chip: self._show_rows())
        self.place.activated.connect(lambda _index: self._show_rows())
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _row: self._enter_detail())
        self.table.clicked.connect(lambda _index: self._open_stacked())
        self.detail.edit.connect(self._edit)
        self.detail.family.connect(self._to_family)
        self.detail.take_back.connect(self._take_back)
        self.detail.add_photo.connect(partial(choose_photos, self, self.desk))
        self.detail.see_photos.connect(partial(see_photos, self, self.desk))
        self.detail.drop_photo.connect(partial(drop_photo, self, self.desk))
        self._thumbs.arrived.connect(self.table.viewport().update)
        self.detail.entry.saved.connect(lambda words: self.shell.toast(words, self.shell.take_back))

    def _show(self, read: _Read) -> None:
        asked, rows = read
        if asked != self._asked:
            self._asked = asked
            self.table.set_columns(product_columns(self._thumbs, asked))
        self._all = [(fold(f"{row.name} {row.owner} {row.desa}"), row) for row in rows]
        self._thumbs.look_again()
        self.chips.set_counts({key: sum(_belongs(row, key) for row in rows) for key, _words in CHIPS})
        self._show_rows()
        self._arrange()

    def _show_only(self, chip: str, place: str = "") -> None:
        self.filter.clear()
        self.chips.pick(chip)
        self.place.set_value(place)
        self._show_rows()
        self._leave_detail()
        self.ask()

    def _is_filtered(self) -> bool:
        return bool(self.filter.text() or self.place.value() or self.chips.value() != "semua")

    def _show_rows(self) -> None:
        if self._all is None:
            return
        words, chip, place = fold(self.filter.text()).split(), self.chips.value(), self.place.value()
        found = [
            row
            for key, row in self._all
            if _belongs(row, chip) and place in ("", row.kecamatan) and all(word in key for word in words)
        ]
        self.table.show_rows(found)
        if self.table.select(self._wanted):
            self._wanted = ""
        self._body.setCurrentIndex(0 if found else 1)
        if not found:
            query = self.filter.text().strip()
            title, text = NOTHING[chip]
            if query:
                title, text = f"Tidak ada “{query}”", "Periksa ejaan."
            self._nothing.show_words(title, text)
        whole = f" dari {len(self._all)}" if len(found) < len(self._all) else ""
        self.export.refresh()
        worth = sum(row.worth for row in found)
        self.count.setText(
            joined(f"{len(found)}{whole} produk", f"nilai stok {say_rupiah(worth)}" if worth else "")
        )

    def _choose(self, row: ProductRow | None) -> None:
        self._right.setCurrentIndex(0 if row else 1)
        if row is not None:
            product_id, desk = row.id, self.desk
            self.shell.jobs.read(
                lambda: Shown(product(desk, product_id), ledger(desk, product_id)),
                then=self._show_detail,
                failed=lambda _error: self.ask(),
                owner=self,
                replaces="product",
            )

    def _show_detail(self, shown: Shown) -> None:
        self.detail.show_product(shown)
        self.trail_changed.emit()

    def _open_stacked(self) -> None:
        if self._width == STACKED:
            self._enter_detail()

    def _enter_detail(self) -> None:
        self._inside = True
        self._arrange()
        self.detail.take_focus()

    def _leave_detail(self) -> None:
        self._inside = False
        self._arrange()

    def _arrange(self) -> None:
        stacked, empty = self._width == STACKED, self._all is not None and not self._all
        self._left.setVisible(not empty and (not stacked or not self._inside))
        self._right.setVisible(not empty and (not stacked or self._inside))
        self._empty.setVisible(empty)
        self.trail_changed.emit()

    def _edit(self, product_id: str) -> None:
        row = next((row for row in self.table.rows if row.id == product_id), None)
        if row is not None:
            self.shell.open_page(ProductForm(self.shell, self.desk, row))

    def _to_family(self, household_id: str) -> None:
        page = self.shell.go(FAMILIES)
        page.show_family(household_id)  # type: ignore[attr-defined]

    def _take_back(self, movement_id: str) -> None:
        desk = self.desk
        self.shell.jobs.write(
            lambda: take_back_movement(desk, movement_id),
            then=lambda moved: self.shell.toast(
                f"Gerak stok ditarik kembali. Stok sekarang {moved.stock}.", self.shell.take_back
            ),
            failed=self._say,
            owner=self,
        )

    def _say(self, error: UserError) -> None:
        self.shell.toast(str(error), icon="error_circle")

    def _lay_out(self) -> None:
        self._left, tools, foot = _bar(), _bar("below"), _bar("above")
        self._left.setAccessibleName("Daftar produk")
        line = QHBoxLayout(tools)
        line.setContentsMargins(16, 9, 14, 9)
        line.setSpacing(8)
        line.addWidget(self.filter, 1)
        line.addWidget(self.chips)
        line.addWidget(self.place)
        line.addWidget(self.new)
        below = QHBoxLayout(foot)
        below.setContentsMargins(16, 8, 12, 8)
        below.addWidget(self.count, 1)
        below.addWidget(self.export.button)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._nothing)
        stack = QVBoxLayout(self._left)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(tools)
        stack.addWidget(self.export)
        stack.addWidget(self._body, 1)
        stack.addWidget(foot)
        self._right = QStackedWidget()
        self._right.addWidget(self.detail)
        self._right.addWidget(ground(QWidget(), "bg"))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._left, 1)
        whole.addWidget(self._right)
        whole.addWidget(self._empty, 1)
        self._empty.hide()


def _bar(rule: str = "") -> QFrame:
    bar = QFrame()
    bar.setProperty("kind", "bar")
    bar.setProperty("rule", rule)
    return bar


def _read(desk: Desk) -> _Read:
    """Return what E-Katalog asks for, and the products."""
    return asked_needs(desk), products(desk)


def _belongs(row: ProductRow, chip: str) -> bool:
    """Say whether a product is shown under a chip."""
    return {"tipis": row.low, "siap": not row.missing}.get(chip, True)
