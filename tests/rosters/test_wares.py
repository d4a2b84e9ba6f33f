"""Cells of a product list: what can be read in two ways is not read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.rosters.lists.wares import (
    Permit,
    Sold,
    Stock,
    Ware,
    is_pirt,
    read_nib,
    read_permit,
    read_sold,
    read_stock,
    read_wares,
)
from pkh_desk.rosters.reading.cells import Cell


@pytest.mark.parametrize(
    ("product", "price", "wares", "problem"),
    [
        ("telor asin @10 butir", "35rb", [Ware("telor asin", "", "10 butir", 35_000)], None),
        ("bubur sum-sum cup", 5000.0, [Ware("bubur sum-sum", "cup", "", 5_000)], None),
        ("gelang (manik, tali)", "5rb-15rb", [Ware("gelang (manik, tali)", "", "", 5_000, 15_000)], None),
        ("gula aren 1/2 kg", "18.000/bungkus", [Ware("gula aren", "bungkus", "1/2 kg", 18_000)], None),
        ("emping", "Rp. 40.000,-", [Ware("emping", "", "", 40_000)], None),
        ("opak / emping", "1rb/2rb", [Ware("opak", price=1_000), Ware("emping", price=2_000)], None),
        ("opak / rengginang", "10rb", [Ware("opak"), Ware("rengginang")], "price_count"),
        ("opak", "10rb/12rb", [Ware("opak")], "price_count"),
        ("opak", "murah", [Ware("opak")], "price_unreadable"),
        ("opak", "10 ribuan", [Ware("opak")], "price_unreadable"),
        ("opak", None, [Ware("opak")], None),
        ("250 gr", "5rb", [Ware("250 gr", "", "250 gr", 5_000)], None),
    ],
)  # fmt: skip
def test_products_and_their_prices(product: str, price: Cell, wares: list[Ware], problem: str | None) -> None:
    assert read_wares(product, price) == (wares, problem)


@pytest.mark.parametrize(
    ("cell", "stock"),
    [
        ("20 pak", Stock(20, "pak")), (40.0, Stock(40)), ("1.200 butir", Stock(1200, "butir")),
        ("-", Stock()), (None, Stock()), ("banyak", None), ("20 pak 3 butir", None),
    ],
)  # fmt: skip
def test_stock(cell: Cell, stock: Stock | None) -> None:
    assert read_stock(cell) == stock


@pytest.mark.parametrize(
    ("cell", "sold"),
    [
        ("17", Sold(17)), (50.0, Sold(50)), ("38 (2 rusak)", Sold(38, 2)), ("-", Sold()),
        ("Rp. 210.000", Sold(is_money=True)), ("210rb", Sold(is_money=True)), (210_000, Sold(is_money=True)),
        ("habis", None),
    ],
)  # fmt: skip
def test_sold(cell: Cell, sold: Sold | None) -> None:
    assert read_sold(cell) == sold


@pytest.mark.parametrize(
    ("cell", "permit"),
    [
        (None, Permit()), ("-", Permit()), ("blm", Permit("belum")), ("Tidak ada", Permit("belum")),
        ("proses", Permit("proses")), ("tdk perlu", Permit("tidak_perlu")), ("sudah", Permit("ada")),
        ("2153604990001-31", Permit("ada", "2153604990001-31")), ("nanti saja", None),
    ],
)  # fmt: skip
def test_permits(cell: Cell, permit: Permit | None) -> None:
    assert read_permit(cell) == permit


def test_numbers_of_permits_have_their_shape() -> None:
    assert read_nib(9900000000001.0) == Permit("ada", "9900000000001")
    assert read_nib("990000000001") is None
    assert read_nib("proses") == Permit("proses")
    assert is_pirt("P-IRT No. 2153604990001-31")
    assert not is_pirt("21536049900")


@given(st.text(max_size=60), st.one_of(st.none(), st.text(max_size=30), st.floats(), st.booleans()))
def test_any_cells_are_read_without_falling_over(product: str, cell: Cell) -> None:
    wares, _ = read_wares(product, cell)
    assert all(ware.name and len(ware.name) <= 120 for ware in wares)
    assert all(ware.price is None or ware.price >= 0 for ware in wares)
    read_stock(cell)
    read_sold(cell)
    read_nib(cell)
