"""A list of products taken in: owners only suggested, prices as written, permits may be blank."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from helpers.desks import add_family
from helpers.lists import R8, R8_TEXT, hold_owners
from helpers.sheets import csv_text, ods, xls, xlsx
from pkh_desk.actions.business.product import add_product
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.actions.upkeep.undo import undo_act
from pkh_desk.desk import Desk
from pkh_desk.domain.business import ProductFields
from pkh_desk.store.business import Business, Movement, Product
from pkh_desk.store.people.household import Phone
from pkh_desk.views.business.products import products as products_of

Take = Callable[..., RosterReport]


@pytest.fixture
def take(desk: Desk, tmp_path: Path) -> Take:
    def taking(content: bytes, name: str = "bazar.xlsx", **options: Any) -> RosterReport:
        path = tmp_path / name
        path.write_bytes(content)
        report = import_roster(desk, path, **{"apply": True, **options})
        assert report.read == sum(report.rows.values()) + report.skipped + report.refused
        return report

    return taking


def chosen(report: RosterReport, *kinds: str) -> RowChoices:
    """The choices of a person who takes every answer of these kinds."""
    return RowChoices(
        answers={(f.sheet, f.row, f.kind): f.answer for f in report.findings if f.answer and f.kind in kinds}
    )


def kinds(report: RosterReport) -> list[tuple[str, str, str]]:
    return sorted((f.kind, f.column, f.raw) for f in report.findings)


QUESTIONS = [
    ("owner_suggested", "Nama KPM", "HJ. UUN"),
    ("owner_suggested", "Nama KPM", "Jubaedah"),
    ("owner_suggested", "Nama KPM", "NUR AENI"),
    ("owner_suggested", "Nama KPM", "bu sarmunah"),
    ("sold_is_money", "Terjual", "Rp. 210.000"),
    ("stock_shared", "Stok", "40"),
    ("unit_missing", "Produk", "aksesoris (gelang, bros)"),
    ("unit_missing", "Produk", "kripik pisang 250 gr / kripik singkong 250gr"),
]
PRODUCTS = {
    "telor asin": ("pak", "10 butir", 35_000, None, ("", ""), ("belum", "")),
    "kripik pisang": ("pcs", "250 gr", 12_000, None, ("ada", "2153604990001-31"), ("proses", "")),
    "kripik singkong": ("pcs", "250gr", 10_000, None, ("ada", "2153604990001-31"), ("proses", "")),
    "bubur sum-sum": ("cup", "", 5_000, None, ("", ""), ("", "")),
    "aksesoris (gelang, bros)": ("pcs", "", 5_000, 15_000, ("", ""), ("", "")),
}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", xlsx(R8)),
        ("a.xls", xls(R8)),
        ("a.ods", ods(R8)),
        ("a.txt", R8_TEXT.encode()),
        ("a.csv", csv_text(R8).encode("utf-8-sig")),
        ("b.csv", csv_text(R8, ",").encode("cp1252")),
        ("c.csv", csv_text(R8, "\t").encode("utf-16")),
        ("pasted.xlsx", xlsx([[line] for line in R8_TEXT.splitlines()])),
    ],
)
def test_a_product_list_asks_and_then_lands_as_written(
    desk: Desk, take: Take, name: str, content: bytes
) -> None:
    owners = hold_owners(desk)
    looked = take(content, name)
    assert [(s["layout"], s["read"]) for s in looked.sheets] == [("R8", 4)]
    assert (looked.skipped, looked.import_id) == (4, None)
    assert kinds(looked) == QUESTIONS

    report = take(content, name, choices=chosen(looked, "owner_suggested"))
    assert (report.rows, report.skipped) == ({"new": 4, "changed": 0, "same": 0}, 0)
    with desk.read() as session:
        products = session.exec(select(Product)).all()
        businesses = {row.household_id: row for row in session.exec(select(Business))}
        assert session.exec(select(Movement)).all() == []
        phones = [(phone.household_id, phone.number) for phone in session.exec(select(Phone))]
    assert phones == [(owners["SARMUNAH"], "+6281200009901")]
    assert {
        p.name: (p.unit, p.content, p.price, p.price_high, (p.pirt_state, p.pirt), (p.halal_state, p.halal))
        for p in products
    } == PRODUCTS
    notes = {p.name: p.note for p in products}
    assert notes["telor asin"] == "Menurut daftar: stok 20 pak, terjual 17."
    assert notes["kripik pisang"] == "Menurut daftar: stok 40, terjual 38 (2 rusak)."
    assert set(businesses) == set(owners.values())
    chips = businesses[owners["NUR'AENI"]]
    assert (chips.name, chips.nib_state, chips.nib) == ("kripik pisang", "ada", "9900000000001")
    assert {p.business_id for p in products} == {row.id for row in businesses.values()}
    shown = {row.name: row for row in products_of(desk)}
    assert shown["aksesoris (gelang, bros)"].price_words == "Rp5.000 sampai Rp15.000"
    chip = shown["kripik pisang"]
    assert (chip.nib, chip.pirt, chip.halal_state) == ("9900000000001", "2153604990001-31", "proses")
    again = take(content, name, choices=chosen(looked, "owner_suggested"))
    assert (again.rows, again.import_id) == ({"new": 0, "changed": 0, "same": 4}, None)


def test_the_stock_becomes_a_first_count_only_by_choice_and_once(desk: Desk, take: Take) -> None:
    hold_owners(desk)
    owners = chosen(take(xlsx(R8)), "owner_suggested")
    looked = take(xlsx(R8), choices=owners, apply=False)
    offers = [f for f in looked.findings if f.kind == "stock_first"]
    assert [(f.raw, f.proposal) for f in offers] == [
        ("20 pak", "Catat hitung awal 20 pak"),
        ("50 cup", "Catat hitung awal 50 cup"),
    ]
    choices = chosen(looked, "stock_first")
    choices.answers |= owners.answers
    report = take(xlsx(R8), choices=choices)
    with desk.read() as session:
        moved = [(m.kind, m.quantity, m.note) for m in session.exec(select(Movement))]
    assert moved == [("masuk", 20, "Hitung awal"), ("masuk", 50, "Hitung awal")]
    assert take(xlsx(R8), choices=choices).import_id is None
    undo_act(desk, report.import_id or "")
    with desk.read() as session:
        assert all(product.deleted for product in session.exec(select(Product)))


def test_a_known_product_gets_its_new_price_and_loses_nothing(desk: Desk, take: Take) -> None:
    home = hold_owners(desk)["SARMUNAH"]
    fields = ProductFields(
        household_id=home, name="Telur Asin", unit="butir", price=3500, price_high=4000, note="enak"
    )
    product = add_product(desk, fields)
    choices = chosen(take(xlsx(R8)), "owner_suggested")
    report = take(xlsx(R8), choices=choices)
    assert report.rows == {"new": 3, "changed": 1, "same": 0}
    with desk.read() as session:
        row = session.get_one(Product, product)
    assert (row.name, row.unit, row.note) == ("Telur Asin", "butir", "enak")
    assert (row.price, row.price_high, row.content) == (35_000, None, "10 butir")


def test_a_score_says_why_and_another_kecamatan_is_no_owner(desk: Desk, take: Take) -> None:
    add_family(desk, "NUR'AENI", None, None, desa_code="36.04.27.2005")
    add_family(desk, "UUN KHOERUNISA", None, None, desa_code="36.04.13.2001")
    add_family(desk, "JUBAEDAH", None, None, desa_code="36.04.30.2001")
    offers = {f.raw: f.proposal for f in take(xlsx(R8)).findings if f.kind == "owner_suggested"}
    assert {name: (words or "").partition("(")[2] for name, words in offers.items()} == {
        "NUR AENI": "95%, nama sama, kecamatan sama)",
        "HJ. UUN": "75%, nama lebih pendek, kecamatan sama)",
    }
