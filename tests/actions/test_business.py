"""Products and their ledger: what was moved stays, and is taken back by a line of its own."""

from datetime import timedelta

import pytest
from sqlmodel import select

from helpers.desks import add_family
from pkh_desk.actions.business.product import add_product, edit_product, move_stock, take_back_movement
from pkh_desk.actions.upkeep.undo import undo_last
from pkh_desk.desk import Desk
from pkh_desk.domain.business import ProductFields
from pkh_desk.errors import CannotUndo, InvalidInput, RecordNotFound
from pkh_desk.store.business import Business, Movement
from pkh_desk.views.business.products import ledger, product, products, usual_low_stock


@pytest.fixture
def eggs(desk: Desk) -> str:
    """A product of a family."""
    home = add_family(desk)
    return add_product(
        desk, ProductFields(household_id=home, name="Telur asin", unit="butir", price=4000, low_stock=10)
    )


def test_a_movement_taken_back_stays_in_the_ledger_and_can_be_brought_back(desk: Desk, eggs: str) -> None:
    move_stock(desk, eggs, "masuk", 40, desk.today() - timedelta(3))
    sold = move_stock(desk, eggs, "keluar", 35, note="Warung Bu Iyah")
    assert (sold.stock, product(desk, eggs).low) == (5, True)
    assert take_back_movement(desk, sold.id).stock == 40
    row = product(desk, eggs)
    assert (row.stock, row.low, row.moved_on) == (40, False, desk.today() - timedelta(3))
    assert [(line.change, line.taken_back) for line in ledger(desk, eggs)] == [(-35, True), (40, False)]
    with desk.read() as session:
        assert len(session.exec(select(Movement)).all()) == 3
    with pytest.raises(CannotUndo):
        take_back_movement(desk, sold.id)
    undo_last(desk)
    assert product(desk, eggs).stock == 5


def test_editing_a_product_leaves_its_family_and_stock(desk: Desk, eggs: str) -> None:
    move_stock(desk, eggs, "masuk", 12)
    other = add_family(desk, "ENOK", nik="3604275203849902", no_kk="3604271406129902")
    wish = ProductFields(household_id=other, name="Telur asin bakar", unit="butir", price=4500, low_stock=20)
    edit_product(desk, eggs, wish)
    row = product(desk, eggs)
    assert (row.name, row.price, row.stock, row.low, row.owner) == (
        "Telur asin bakar", 4500, 12, True, "SARMUNAH",
    )  # fmt: skip
    with pytest.raises(InvalidInput):
        edit_product(desk, eggs, wish.model_copy(update={"unit": " "}))
    with pytest.raises(RecordNotFound):
        edit_product(desk, "tidak-ada", wish)
    undo_last(desk)
    assert product(desk, eggs).name == "Telur asin"


def test_a_range_of_prices_and_permits_are_edited_with_the_nib_of_the_business(desk: Desk, eggs: str) -> None:
    home = product(desk, eggs).household_id
    wish = ProductFields(
        household_id=home, name="Telur asin", unit="pak", content="10 butir", price=35_000, price_high=40_000,
        pirt_state="ada", pirt="2153604990001-31", halal_state="proses",
    )  # fmt: skip
    edit_product(desk, eggs, wish, ("ada", "9900000000001"))
    row = product(desk, eggs)
    assert (row.price_words, row.content, row.pirt) == ("Rp35.000 sampai Rp40.000", "10 butir", wish.pirt)
    assert (row.halal_state, row.nib_state, row.nib) == ("proses", "ada", "9900000000001")
    other = add_product(desk, wish.model_copy(update={"name": "Telur bebek"}), ("proses", ""))
    assert [(each.nib_state, each.nib) for each in products(desk)] == [("proses", "")] * 2
    edit_product(desk, other, wish.model_copy(update={"price_high": None, "pirt_state": "", "pirt": ""}))
    assert (product(desk, other).price_words, product(desk, other).pirt) == ("Rp35.000", "")
    with desk.read() as session:
        assert len(session.exec(select(Business)).all()) == 1
    undo_last(desk)
    assert product(desk, other).price_high == 40_000


@pytest.mark.parametrize(
    ("change", "nib", "field"),
    [
        ({"price_high": 4000}, None, "price_high"),
        ({"price": None, "price_high": 4000}, None, "price"),
        ({"halal_state": "mungkin"}, None, "halal"),
        ({}, ("ada", "123"), "nib"),
        ({}, ("ada", "99000000000O1"), "nib"),
        ({}, ("mungkin", ""), "nib"),
    ],
)
def test_a_range_or_permit_that_cannot_be_is_refused(
    desk: Desk, eggs: str, change: dict[str, object], nib: tuple[str, str] | None, field: str
) -> None:
    wish = ProductFields(household_id="", name="Telur asin", unit="butir", price=4000)
    with pytest.raises(InvalidInput) as refused:
        edit_product(desk, eggs, wish.model_copy(update=change), nib)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert product(desk, eggs).low_stock == 10


def test_products_are_listed_by_name_with_the_limit_the_office_proposes(desk: Desk, eggs: str) -> None:
    home = product(desk, eggs).household_id
    add_product(desk, ProductFields(household_id=home, name="abon", unit="bungkus"))
    rows = products(desk)
    assert [(row.name, row.stock, row.low, row.moved_on) for row in rows] == [
        ("abon", 0, True, None), ("Telur asin", 0, True, None),
    ]  # fmt: skip
    assert usual_low_stock(desk) == 10
