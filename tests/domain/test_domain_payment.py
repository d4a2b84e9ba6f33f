"""Tahap and program as lists write them, and the years in which aid can have been paid."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.domain.people.payment import PROGRAM, Tahap, is_possible, read_program, read_tahap


@pytest.mark.parametrize(
    ("text", "tahap"),
    [
        ("Tahap 3 Tahun 2026", (3, 2026)), ("TAHAP 3", (3, None)), ("Juli-September", (3, None)),
        ("T3", (3, None)),
        ("TW III 2026", (3, 2026)), ("Tahap ke-3 TA 2026", (3, 2026)), ("Jul s/d Sep 2025", (3, 2025)),
        ("2026 tahap iv", (4, 2026)), ("3", (3, None)), ("Januari Pebruari Maret 2026", (1, 2026)),
    ],
)  # fmt: skip
def test_a_tahap_is_read_in_its_spellings(text: str, tahap: tuple[int, int | None]) -> None:
    assert read_tahap(text) == Tahap(*tahap)


@pytest.mark.parametrize("text", ["", "Agustus", "Tahap 5", "Tahap 2025 2026", "Juli-Oktober", "rutin", "13"])
def test_what_is_no_tahap_is_not_guessed(text: str) -> None:
    assert read_tahap(text) is None


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("PKH", "pkh"), ("Bansos PKH", "pkh"), ("BPNT", "sembako"), ("Sembako/BPNT", "sembako"),
        ("PKH+SEMBAKO", "pkh_sembako"), ("BLT", None), ("PKH BLT", None), ("", None),
    ],
)  # fmt: skip
def test_a_program_is_read_or_not_known(text: str, program: str | None) -> None:
    assert read_program(text) == program


@given(st.text(max_size=30))
def test_any_text_is_a_tahap_of_a_year_a_known_program_or_nothing(text: str) -> None:
    tahap = read_tahap(text)
    assert tahap is None or 1 <= tahap.number <= 4
    assert read_program(text) in {None, *PROGRAM}


@given(st.integers(1, 4), st.one_of(st.none(), st.integers(2007, 2099)))
def test_a_tahap_is_read_back_as_it_is_said(number: int, year: int | None) -> None:
    tahap = Tahap(number, year)
    assert read_tahap(tahap.words) == tahap


def test_aid_is_of_a_year_of_the_programme_that_has_begun() -> None:
    assert [year for year in (2006, 2007, 2026, 2027) if is_possible(year, date(2026, 11, 24))] == [
        2007,
        2026,
    ]
