"""A household: what keeps a family from being saved."""

from datetime import date, timedelta

import pytest

from pkh_desk.domain.people.household import HouseholdFields, check_exit, check_household
from pkh_desk.domain.vocabulary import MEMBERSHIP
from pkh_desk.errors import Problem


def test_a_family_may_be_saved_with_next_to_nothing() -> None:
    assert check_household(HouseholdFields()) == []
    assert check_household(HouseholdFields(no_kk="3604271406129901", status="graduasi")) == []


@pytest.mark.parametrize(
    ("no_kk", "digits"), [("360427140612990", 15), ("36042714O6129901", 15), ("", 0), ("\u0663" * 16, 0)]
)
def test_a_no_kk_is_sixteen_digits_or_none(no_kk: str, digits: int) -> None:
    problems = check_household(HouseholdFields(no_kk=no_kk))
    assert problems == [Problem("no_kk", f"Baru {digits} angka, No KK harus 16.")]


def test_a_status_is_one_of_the_known() -> None:
    assert not any(check_household(HouseholdFields(status=code)) for code in MEMBERSHIP)
    assert [p.field for p in check_household(HouseholdFields(status="keluar", no_kk="1"))] == [
        "status",
        "no_kk",
    ]


@pytest.mark.parametrize(
    ("status", "later", "reason", "fields"),
    [
        ("meninggal", 0, "Surat kematian dari desa", []),
        ("graduasi", 0, "Sudah mampu", ["status"]),
        ("aktif", 1, " ", ["status", "on", "reason"]),
    ],
)
def test_what_keeps_another_way_out_from_being_recorded(
    status: str, later: int, reason: str, fields: list[str]
) -> None:
    today = date(2026, 11, 24)
    problems = check_exit(status, today + timedelta(later), reason, today)
    assert [problem.field for problem in problems] == fields
