"""A letter as a record: what may still be missing when it is made, and what may not."""

from datetime import date

import pytest
from pydantic import ValidationError

from pkh_desk.domain.graduation.letter import LetterFields, LetterPrintFields

MADE = {
    "household_id": "h",
    "kind": "pernyataan",
    "code": "GRD-7K2QF-2026-0031",
    "template_version": 1,
    "facts": "{}",
    "paper": "A4",
    "dated_on": date(2026, 11, 24),
}


def test_a_letter_may_wait_for_its_number_and_its_signature() -> None:
    letter = LetterFields.model_validate(MADE)
    assert letter.number is None
    assert not letter.number_by_hand
    assert letter.signed_on is None
    assert letter.voided_on is None


@pytest.mark.parametrize("missing", ["household_id", "code", "facts", "template_version", "dated_on"])
def test_a_letter_is_not_made_without_what_is_frozen_into_it(missing: str) -> None:
    with pytest.raises(ValidationError, match=missing):
        LetterFields.model_validate({name: value for name, value in MADE.items() if name != missing})


@pytest.mark.parametrize(("copies", "allowed"), [(1, True), (3, True), (0, False)])
def test_a_print_is_of_one_copy_at_least(copies: int, allowed: bool) -> None:
    made = {"household_id": "h", "letter_id": "l", "how": "cetak", "paper": "A4", "at": 0, "copies": copies}
    if allowed:
        assert LetterPrintFields.model_validate(made).copies == copies
    else:
        with pytest.raises(ValidationError, match="copies"):
            LetterPrintFields.model_validate(made)
