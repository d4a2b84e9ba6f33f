"""A business, its products and their stock."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.domain.business import (
    Count,
    MovementFields,
    ProductFields,
    check_movement,
    check_product,
    is_low,
    read_count,
    signed,
    stock,
)
from pkh_desk.domain.vocabulary import MOVEMENT

TODAY = date(2026, 11, 24)
anything = st.text(alphabet=st.characters(exclude_categories=()), max_size=20)


@pytest.mark.parametrize(
    ("name", "unit", "fields"),
    [
        ("Telur asin", "butir", []),
        (" ", "butir", ["name"]),
        ("Telur asin", "", ["unit"]),
        ("", "", ["name", "unit"]),
    ],
)
def test_a_product_has_a_name_and_a_unit(name: str, unit: str, fields: list[str]) -> None:
    problems = check_product(ProductFields(household_id="h", name=name, unit=unit))
    assert [problem.field for problem in problems] == fields


@pytest.mark.parametrize(
    ("kind", "quantity", "on", "fields"),
    [
        ("masuk", 20, TODAY, []),
        ("rusak", 1, TODAY - timedelta(days=400), []),
        ("hilang", 1, TODAY, ["kind"]),
        ("keluar", 0, TODAY, ["quantity"]),
        ("keluar", -3, TODAY + timedelta(days=1), ["quantity", "on"]),
    ],
)
def test_a_movement_is_of_a_known_kind_and_has_happened(
    kind: str, quantity: int, on: date, fields: list[str]
) -> None:
    movement = MovementFields(household_id="h", product_id="p", kind=kind, quantity=quantity, on=on)
    assert [problem.field for problem in check_movement(movement, TODAY)] == fields


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("20", 20), (" 1.200 ", 1_200), ("+5", 5), ("1.200.000", 1_200_000), ("0", 0), ("1 200", 1_200),
        ("999999999", 999_999_999), ("", None), (" ", None), ("+", None),
    ],
)  # fmt: skip
def test_counts_as_people_type_them(typed: str, count: int | None) -> None:
    assert read_count(typed) == Count(count)


@pytest.mark.parametrize(
    "typed", ["1.20", "1,5", "-3", "dua", "20 pak", "\u00b2", "\u0665", "1234567890", "++5"]
)
def test_what_is_no_count_is_a_problem(typed: str) -> None:
    assert read_count(typed) == Count(problem="Tulis angka bulat, misalnya 20.")


@given(anything)
def test_anything_may_be_typed(typed: str) -> None:
    assert (read_count(typed).value or 0) >= 0


@given(st.integers(0, 999_999_999))
def test_a_count_is_read_back(count: int) -> None:
    assert read_count(str(count)).value == read_count(f"{count:,}".replace(",", ".")).value == count


@pytest.mark.parametrize(
    ("left", "limit", "low"),
    [(0, None, True), (-2, None, True), (1, None, False), (9, 10, True), (10, 10, False), (1, 0, False)],
)
def test_running_low(left: int, limit: int | None, low: bool) -> None:
    assert is_low(left, limit) is low


movements = st.lists(st.tuples(st.sampled_from(sorted(MOVEMENT)), st.integers(1, 500)), max_size=12)


@given(movements, movements)
def test_stock_is_what_came_less_what_went(some: list[tuple[str, int]], more: list[tuple[str, int]]) -> None:
    assert stock(some + more) == stock(more + some) == stock(some) + stock(more)
    came = sum(quantity for kind, quantity in some if kind == "masuk")
    assert stock(some) == 2 * came - sum(quantity for _, quantity in some)


def test_what_is_damaged_is_gone_and_stock_may_fall_below_nothing() -> None:
    assert [signed(kind, 3) for kind in ("masuk", "keluar", "rusak")] == [3, -3, -3]
    assert stock([("masuk", 20), ("keluar", 17), ("rusak", 4)]) == -1
    assert stock([]) == 0
