"""A list of what families sell, often by name alone: rows to products, with a finding for every doubt."""

from dataclasses import dataclass, replace

from pkh_desk.domain.people.nik import NumberReading
from pkh_desk.domain.text import tidy
from pkh_desk.rosters.columns.layout import Layout, folded
from pkh_desk.rosters.columns.lines import Line
from pkh_desk.rosters.lists.families import COMMON, COMMON_FIELDS
from pkh_desk.rosters.lists.list_reader import ListReader
from pkh_desk.rosters.lists.wares import (
    NO_UNIT,
    Permit,
    Stock,
    Ware,
    is_pirt,
    read_nib,
    read_permit,
    read_sold,
    read_stock,
    read_wares,
)
from pkh_desk.rosters.progress import telling
from pkh_desk.rosters.reading.cells import text_of

PRODUCT_LIST = Layout(
    "R8",
    "satu baris satu produk",
    COMMON
    | folded(
        product="produk,nama produk,jenis produk,produk usaha,barang",
        price="harga,harga jual,harga satuan,harga rp",
        stock="stok,stock,stok awal,jumlah stok",
        sold="terjual,laku,jumlah terjual",
        pirt="pirt,p irt,no pirt,nomor pirt",
        halal="halal,sertifikat halal,no halal",
        nib="nib,no nib,nomor nib",
        phone="hp,no hp,wa,no wa,telepon",
    ),
    COMMON_FIELDS
    | {
        "product": "Produk",
        "price": "Harga",
        "stock": "Stok",
        "sold": "Terjual",
        "pirt": "P-IRT",
        "halal": "Halal",
        "nib": "NIB",
        "phone": "Nomor telepon",
    },
    (frozenset({"name", "product", "price"}), frozenset({"name", "product", "stock"})),
)


@dataclass(slots=True)
class ProductRow:
    """One row: whose (`name`, `nik` if it is told), the products, and what is written of all of them.

    `said` holds stock and sales as written; `columns` the header texts of name and stock, for findings;
    `phones` are the owner's.
    """

    sheet: str
    row: int
    name: str
    nik: str
    kecamatan: str
    desa_code: str | None
    wares: list[Ware]
    stock: Stock
    pirt: Permit
    halal: Permit
    nib: Permit
    said: str
    columns: tuple[str, str]
    phones: tuple[str, ...] = ()
    refused: bool = False
    found: bool = False


class ProductListReader(ListReader):
    """Reads the rows of a list of products."""

    def rows(self) -> list[ProductRow]:
        """Return the rows in order."""
        rows = list(zip(self.roster.lines, self.numbers("nik"), strict=True))
        return [self._row(*row) for row in telling(rows, self.progress)]

    def _row(self, line: Line, nik: NumberReading) -> ProductRow:
        before = len(self.findings)
        self.hidden(line)
        name, product = self.name(line), self.text(line, "product")
        if not name:
            self.find(line, "name", "name_missing", "")
        elif not product:
            self.find(line, "product", "product_missing", "")
        wares, stock = self._wares(line, product)
        kecamatan = self.text(line, "kecamatan")
        row = ProductRow(
            self.roster.sheet,
            line.number,
            name,
            nik.value or "",
            kecamatan,
            self.wilayah.desa(self.text(line, "desa"), kecamatan).code,
            wares,
            stock,
            self._permit(line, "pirt"),
            self._permit(line, "halal"),
            self._permit(line, "nib"),
            self._said(line),
            (self.roster.header.text_of("name"), self.roster.header.text_of("stock")),
            self.phones(line),
            refused=not (name and product),
        )
        row.found = len(self.findings) > before
        return row

    def _wares(self, line: Line, product: str) -> tuple[list[Ware], Stock]:
        """Return the products with their prices and units, and the stock if it is one product's."""
        wares, problem = read_wares(product, self.cell(line, "price"))
        if problem:
            self.find(line, "price", problem, self._raw(line, "price"))
        stock = read_stock(self.cell(line, "stock"))
        if stock is None:
            self.find(line, "stock", "stock_unreadable", self._raw(line, "stock"))
        unit = stock.unit if stock else ""
        if product and not all(ware.unit or unit for ware in wares):
            self.find(line, "product", "unit_missing", product)
        wares = [replace(ware, unit=ware.unit or unit or NO_UNIT) for ware in wares]
        if stock and stock.count is not None and len(wares) > 1:
            self.find(line, "stock", "stock_shared", self._raw(line, "stock"))
            stock = None
        return wares, stock or Stock()

    def _said(self, line: Line) -> str:
        """Return stock and sales as written; say where the sales are money or cannot be read."""
        sold, raw = read_sold(self.cell(line, "sold")), self._raw(line, "sold")
        if sold is None or sold.is_money:
            self.find(line, "sold", "sold_is_money" if sold else "sold_unreadable", raw)
        parts = (("stok", self._raw(line, "stock")), ("terjual", raw))
        said = [f"{word} {text}" for word, text in parts if text.strip("- ")]
        return f"Menurut daftar: {', '.join(said)}." if said else ""

    def _permit(self, line: Line, name: str) -> Permit:
        cell = self.cell(line, name)
        permit = read_nib(cell) if name == "nib" else read_permit(cell)
        if permit is None:
            unread = read_permit(cell) is None
            self.find(line, name, "permit_unclear" if unread else "nib_length", self._raw(line, name))
            return Permit()
        if name == "pirt" and permit.number and not is_pirt(permit.number):
            self.find(line, name, "pirt_shape", permit.number)
        return permit

    def _raw(self, line: Line, name: str) -> str:
        return tidy(text_of(self.cell(line, name)))
