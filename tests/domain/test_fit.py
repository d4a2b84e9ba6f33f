"""What does not fit into a field is said; what has no place in a record at all stays a bug."""

from datetime import date

import pytest
from pydantic import ValidationError

from pkh_desk.domain.fit import fit
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.errors import InvalidInput, Problem

DAY = date(2026, 11, 20)


def test_what_fits_is_filled_in() -> None:
    assert fit(VisitFields, household_id="a", on=DAY) == VisitFields(household_id="a", on=DAY)


def test_every_field_that_is_too_small_is_named() -> None:
    with pytest.raises(InvalidInput) as error:
        fit(VisitFields, household_id="a", on=DAY, met="x" * 121, income=-1)
    assert error.value.problems == [
        Problem("met", "Terlalu panjang. Paling banyak 120 huruf."),
        Problem("income", "Terlalu kecil. Paling sedikit 0."),
    ]


def test_what_no_person_wrote_is_a_bug() -> None:
    with pytest.raises(ValidationError):
        fit(VisitFields, household_id="a", on=DAY, lama="x" * 5000, met="x" * 121)
