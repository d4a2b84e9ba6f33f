"""PRODUCT TABLE: what the columns of Produk show of a product: its picture, stock, price, what it lacks."""

from collections.abc import Mapping, Sequence
from functools import partial

from pkh_desk.domain.money import say_rupiah
from pkh_desk.domain.text import dots
from pkh_desk.gui.pages.business.product_needs import MARKS, need_words
from pkh_desk.gui.paper.thumbs import Thumbs
from pkh_desk.gui.widgets.row_table import Cell, RowColumn
from pkh_desk.gui.words.family_words import joined, said_name
from pkh_desk.views.business.products import ProductRow

THUMB = 36
# What stands in a column of its own already.
SHOWN = frozenset({"harga"})


def product_columns(thumbs: Thumbs, asked: Sequence[Mapping[str, str]]) -> list[RowColumn[ProductRow]]:
    """Return the columns; what E-Katalog asks for (`asked`) has a column of marks each, and a sum."""

    def name(row: ProductRow) -> Cell:
        picture = thumbs.pixmap(row.photos[0] if row.photos else "", THUMB)
        return Cell(row.name, bold=True, below=joined(said_name(row.owner), row.desa), picture=picture)

    return [
        RowColumn("Produk dan pemilik", name),
        RowColumn("Stok", _stock_cell, 118),
        RowColumn("Harga", _price_cell, 92, number=True),
        *(
            RowColumn(each["name"], partial(_need_cell, each["need"]), 56, mark=True)
            for each in asked
            if each["need"] not in SHOWN
        ),
        RowColumn("Katalog", _ready_cell, 92),
    ]


def spoken(row: ProductRow) -> str:
    """Return a product as one sentence."""
    words = [row.name, said_name(row.owner), row.desa, f"stok {row.stock} {row.unit}"]
    if row.low:
        words.append("habis" if row.stock <= 0 else "tipis")
    words.append(row.price_words)
    lacking = ", ".join(row.lacking)
    words.append(f"untuk E-Katalog kurang {lacking}" if lacking else "siap untuk E-Katalog")
    return ", ".join(word for word in words if word)


def _stock_cell(row: ProductRow) -> Cell:
    words = f"{dots(row.stock)} {row.unit}"
    if row.stock <= 0:
        return Cell(words, "red", bold=True, icon="error_circle", icon_use="red", filled=True)
    if row.low:
        return Cell(words, "amber", bold=True, icon="warning", icon_use="amber", filled=True)
    return Cell(words)


def _price_cell(row: ProductRow) -> Cell:
    if not row.price:
        return Cell("—", "text3")
    return Cell(say_rupiah(row.price), below=f"s.d. {say_rupiah(row.price_high)}" if row.price_high else "")


def _need_cell(key: str, row: ProductRow) -> Cell:
    need = next((need for need in row.needs if need.key == key), None)
    if need is None:
        # The office no longer asks for it; its column goes with the next start.
        return Cell("")
    icon, use, filled = MARKS[need.state]
    return Cell(need_words(need), icon=icon, icon_use=use, filled=filled)


def _ready_cell(row: ProductRow) -> Cell:
    return Cell(f"kurang {row.missing}", "text2") if row.missing else Cell("Siap", badge="green")
