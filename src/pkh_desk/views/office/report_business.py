"""The report of businesses and their stock: each product with what came and went in a period.

A movement that was taken back counts nowhere. Units differ, so that only the worth of the stock is added up.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from pkh_desk.domain.money import say_rupiah
from pkh_desk.domain.text import dots
from pkh_desk.store.log.states import mark
from pkh_desk.views.lists.sheet import SheetColumn
from pkh_desk.views.office.report import (
    OF_PENDAMPING,
    WHOSE,
    Area,
    Report,
    ReportKind,
    Wish,
    area_of,
    counted,
    listed,
    money,
    petugas_names,
    say_about,
)
from pkh_desk.views.people.families import under_elder

TITLE = "Laporan usaha dan stok"
WORTH = "Nilai stok"


@dataclass(frozen=True)
class WareRow:
    """A product, or a business without one ("" then): its stock before the period, in it, and after it."""

    household_id: str
    owner: str
    area: Area
    business_id: str
    business: str
    product: str = ""
    unit: str = ""
    price: int | None = None
    before: int = 0
    came: int = 0
    went: int = 0
    spoilt: int = 0

    @property
    def stock(self) -> int:
        """What is left at the end."""
        return self.before + self.came - self.went - self.spoilt

    @property
    def worth(self) -> int:
        """What that is worth, in rupiah."""
        return max(self.stock, 0) * (self.price or 0)


def read_business(connection: Connection, wish: Wish) -> Report[WareRow]:
    """Read products, their movements up to the end of a period, and businesses; four SELECTs."""
    rows = ware_rows(connection, Wish(wish.period, wish.kecamatan, wish.pendamping, by_desa=True))
    wares = [row for row in rows if row.product]
    return Report(
        TITLE,
        say_about(wish, petugas_names(connection)),
        listed("laporan-usaha-stok", "produk dan usaha", _COLUMNS, rows),
        rows,
        (
            ("Usaha", dots(len({row.business_id for row in rows if row.business_id}))),
            ("Produk", dots(len(wares))),
            ("Keluarga dengan produk", dots(len({row.household_id for row in wares}))),
            (WORTH, say_rupiah(sum(row.worth for row in wares))),
        ),
        frozenset({WORTH}),
    )


def ware_rows(connection: Connection, wish: Wish) -> list[WareRow]:
    """Return products, and businesses that have none, by place, owner and name."""
    first, last = wish.period.days
    sums = {
        row[0]: [int(each or 0) for each in row[1:]]
        for row in connection.exec_driver_sql(
            _MOVEMENTS.format(*5 * [mark(connection, 1)]), (first, first, first, first, last)
        )
    }
    rows, used = [], set()
    for product, name, unit, price, business, said, home, owner, *whose in connection.exec_driver_sql(
        _PRODUCTS
    ):
        used.add(business)
        if area := area_of(wish, *whose):
            who = (home, owner or "(tanpa nama)", area, business or "", said or "")
            rows.append(WareRow(*who, name, unit, price, *sums.get(product, ())))
    for business, said, home, owner, *whose in connection.exec_driver_sql(_BUSINESSES):
        area = area_of(wish, *whose)
        if area and business not in used:
            rows.append(WareRow(home, owner or "(tanpa nama)", area, business, said))
    return sorted(rows, key=lambda row: (row.area, row.owner, row.business, row.product))


BUSINESSES = ReportKind("usaha", TITLE, read_business)

_COLUMNS: tuple[SheetColumn[WareRow], ...] = (
    SheetColumn("Pemilik", lambda row: row.owner, width=22),
    SheetColumn("Usaha", lambda row: row.business, width=20),
    SheetColumn("Desa", lambda row: row.area.desa, width=15),
    SheetColumn("Kecamatan", lambda row: row.area.kecamatan, width=15),
    SheetColumn("Produk", lambda row: row.product, width=20),
    SheetColumn("Satuan", lambda row: row.unit, width=10),
    counted("Stok awal", lambda row: row.before, 9),
    counted("Masuk", lambda row: row.came, 8),
    counted("Keluar", lambda row: row.went, 8),
    counted("Rusak", lambda row: row.spoilt, 8),
    counted("Stok akhir", lambda row: row.stock, 9),
    money("Harga", lambda row: row.price, 12),
    money(WORTH, lambda row: row.worth, 14),
    SheetColumn("Pendamping", lambda row: row.area.pendamping, width=18),
)
_SIGN = "CASE WHEN m.kind = 'masuk' THEN m.quantity ELSE -m.quantity END"
_MOVEMENTS = (
    f'SELECT m.product_id, sum(CASE WHEN m."on" < {{}} THEN {_SIGN} ELSE 0 END), '
    + ", ".join(
        f"sum(CASE WHEN m.kind = '{kind}' AND m.\"on\" >= {{}} THEN m.quantity ELSE 0 END)"
        for kind in ("masuk", "keluar", "rusak")
    )
    + ' FROM stock_movement m WHERE m.reverses IS NULL AND m."on" <= {} '
    "AND NOT EXISTS (SELECT 1 FROM stock_movement r WHERE r.reverses = m.id) GROUP BY m.product_id"
)
_OWNER = f"h.id, o.name, {WHOSE}"
_PRODUCTS = (
    f"SELECT p.id, p.name, p.unit, p.price, b.id, b.name, {_OWNER} FROM product p "
    f"{under_elder('p')} {OF_PENDAMPING} LEFT JOIN member o ON o.id = h.pengurus_id "
    "LEFT JOIN business b ON b.id = p.business_id AND NOT b.deleted WHERE NOT p.deleted AND NOT h.deleted"
)
_BUSINESSES = (
    f"SELECT b.id, b.name, {_OWNER} FROM business b "
    f"{under_elder('b')} {OF_PENDAMPING} LEFT JOIN member o ON o.id = h.pengurus_id "
    "WHERE NOT b.deleted AND NOT h.deleted"
)
