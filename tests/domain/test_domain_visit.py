"""A visit and the promises made in it: what keeps them from being saved."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from pkh_desk.domain.people.visit import (
    CommitmentFields,
    PromiseFields,
    VisitFields,
    check_promise,
    check_visit,
)

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("on", [TODAY, TODAY - timedelta(days=1), date(2007, 1, 1)])
def test_a_visit_that_has_happened_may_be_saved(on: date) -> None:
    assert check_visit(VisitFields(household_id="h", on=on), TODAY) == []


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (TODAY + timedelta(days=1), "Tanggal kunjungan belum terjadi. Rencana ditulis di Tindak lanjut."),
        (date(2006, 12, 31), "PKH belum ada pada tahun itu."),
    ],
)
def test_a_day_that_cannot_be_is_a_problem_with_today_as_the_way_out(on: date, text: str) -> None:
    (problem,) = check_visit(VisitFields(household_id="h", on=on), TODAY)
    assert (problem.field, problem.text, problem.fix) == ("on", text, "24 November 2026")


def test_a_promise_says_something() -> None:
    assert check_promise(PromiseFields(household_id="h", text="Membuat kartu imunisasi")) == []
    assert [p.field for p in check_promise(PromiseFields(household_id="h", text=" \n"))] == ["text"]


@pytest.mark.parametrize("wrong", [{"percent": 101}, {"percent": -1}, {"alpa": 32}, {"sakit": -1}])
def test_counts_of_a_month_stay_within_it(wrong: dict[str, int]) -> None:
    field = next(iter(wrong))
    with pytest.raises(ValidationError, match=field):
        CommitmentFields(household_id="h", member_id="m", month="2026-05", **wrong)


@pytest.mark.parametrize("field", ["income", "set_aside"])
def test_money_of_a_visit_is_never_negative(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        VisitFields.model_validate({"household_id": "h", "on": TODAY, field: -1})
