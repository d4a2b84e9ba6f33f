"""Dates: typed, copied from lists, held by spreadsheets; and said again."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.domain.dates import (
    MONTHS,
    DateReading,
    age_on,
    month_number,
    read_date,
    say_date,
    say_day,
    say_short,
)

TODAY = date(2026, 11, 24)  # a Tuesday
anything = st.text(alphabet=st.characters(exclude_categories=()), max_size=20)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def day(words: str) -> date:
    """Return the day written as YYYY-MM-DD."""
    return date.fromisoformat(words)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("24/11", "2026-11-24"),
        ("24-11-2026", "2026-11-24"),
        ("24 nov", "2026-11-24"),
        ("t", "2026-11-24"),
        ("Hari Ini", "2026-11-24"),
        ("kemarin", "2026-11-23"),
        ("kemarin lusa", "2026-11-22"),
        ("besok", "2026-11-25"),
        ("lusa", "2026-11-26"),
        ("seminggu lalu", "2026-11-17"),
        ("+3", "2026-11-27"),
        ("- 2", "2026-11-22"),
        ("5 hari yang lalu", "2026-11-19"),
        ("2 minggu lagi", "2026-12-08"),
        ("senin lalu", "2026-11-23"),
        ("selasa lalu", "2026-11-17"),
        ("rabu lalu", "2026-11-18"),
        ("hari Jum'at kemarin", "2026-11-20"),
        ("selasa depan", "2026-12-01"),
        ("rabu depan", "2026-11-25"),
        ("Selasa, 24 November 2026", "2026-11-24"),
        ("241126", "2026-11-24"),
        ("24112026", "2026-11-24"),
        ("20261124", "2026-11-24"),
        ("24 nov 2026 jam 8.15", "2026-11-24"),
    ],
)
def test_what_people_type(typed: str, read: str) -> None:
    assert read_date(typed, TODAY) == DateReading(day(read))


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("12-03-84", "1984-03-12"),
        ("12/03/1984", "1984-03-12"),
        ("1984-03-12", "1984-03-12"),
        ("3/12/1984", "1984-12-03"),
        ("3/31/1984", "1984-03-31"),
        ("06-Jun-81", "1981-06-06"),
        ("12-Mar-84", "1984-03-12"),
        ("7-1-26", "2026-01-07"),
        ("46029", "2026-01-07"),
        ("22928", "1962-10-09"),
        ("22928,5", "1962-10-09"),
        (22928, "1962-10-09"),
        (22928.75, "1962-10-09"),
        (date(2013, 7, 2), "2013-07-02"),
        (datetime(2013, 7, 2, 10, 30), "2013-07-02"),  # noqa: DTZ001
        ("2013-07-02 00:00:00", "2013-07-02"),
        ("2013-07-02T00:00:00.000Z", "2013-07-02"),
        ("16/08/2026 10.15.22", "2026-08-16"),
        ("8/17/2026 9:01:05", "2026-08-17"),
        ("17 PEBRUARI 1990", "1990-02-17"),
        ("1 Nop. 2020", "2020-11-01"),
        ("1-Agt-20", "2020-08-01"),
        ("Agu 5, 2020", "2020-08-05"),
        ("29/02/1992", "1992-02-29"),
    ],
)
def test_what_cells_hold(cell: object, read: str) -> None:
    assert read_date(cell, TODAY, cell=True) == DateReading(day(read))


@pytest.mark.parametrize("source", [None, "", " \xa0", "-", "TIDAK ADA", "00/00/0000", "0000-00-00", 0, 0.0])
def test_nothing_is_nothing(source: object) -> None:
    assert read_date(source, TODAY, cell=True) == read_date(source, TODAY) == DateReading()


@pytest.mark.parametrize(
    ("typed", "problem", "proposal"),
    [
        ("31 November", "31 November tidak ada.", "2026-11-30"),
        ("31/9/2026", "31 September tidak ada.", "2026-09-30"),
        ("29-2-2023", "29 Februari 2023 tidak ada.", "2023-02-28"),
        ("30 feb 2024", "30 Februari tidak ada.", "2024-02-29"),
        ("minggu lalu", "bisa berarti hari Minggu", "2026-11-22"),
        ("minggu depan", "bisa berarti hari Minggu", "2026-11-29"),
    ],
)
def test_what_is_not_clear_is_a_proposal(typed: str, problem: str, proposal: str) -> None:
    reading = read_date(typed, TODAY)
    assert reading.value is None
    assert problem in reading.problem
    assert reading.proposal == day(proposal)


@pytest.mark.parametrize(
    ("source", "cell", "problem"),
    [
        ("32 Januari 2026", False, "32 Januari tidak ada."),
        ("0/1/2026", False, "0 Januari tidak ada."),
        ("1/13", False, "Bulan 13 tidak ada."),
        ("13/13/2020", False, "Bulan 13 tidak ada."),
        ("1/1/1899", False, "Tahun 1899 di luar 1900 sampai 2100."),
        ("2101-01-01", False, "Tahun 2101 di luar"),
        ("24 foo 2026", False, "tidak terbaca"),
        ("foo 24, 2026", False, "tidak terbaca"),
        ("foobar lalu", False, "tidak terbaca"),
        ("22928", False, "tidak terbaca"),
        (22928, False, "tidak terbaca"),
        (True, True, "tidak terbaca"),
        ([], True, "tidak terbaca"),
        ("kemarin", True, "tidak terbaca"),
        ("24/11", True, "Tanggal tanpa tahun."),
        ("1984", True, "Hanya tahun"),
        (1984, True, "Hanya tahun"),
        (12, True, "tidak terbaca"),
        (99999, True, "tidak terbaca"),
    ],
)
def test_what_is_no_date_is_a_problem_without_proposal(source: object, cell: bool, problem: str) -> None:
    reading = read_date(source, TODAY, cell=cell)
    assert reading.value is None
    assert problem in reading.problem
    assert reading.proposal is None


@pytest.mark.parametrize(
    ("typed", "today", "past", "read"),
    [
        ("28/12", "2027-01-05", False, "2026-12-28"),
        ("5/1", "2026-12-28", False, "2027-01-05"),
        ("5/1", "2026-12-28", True, "2026-01-05"),
        ("28/12", "2026-11-24", False, "2026-12-28"),
        ("28/12", "2026-11-24", True, "2025-12-28"),
        ("24/11", "2026-11-24", True, "2026-11-24"),
        ("29/2", "2027-03-01", True, None),
        ("1/1/31", "2026-11-24", False, "2031-01-01"),
        ("1/1/32", "2026-11-24", False, "1932-01-01"),
        ("1/1/31", "2026-11-24", True, "1931-01-01"),
        ("24/11/26", "2026-11-24", True, "2026-11-24"),
        ("25/11/26", "2026-11-24", True, "1926-11-25"),
    ],
)
def test_a_year_left_out_or_short_is_the_near_one(
    typed: str, today: str, past: bool, read: str | None
) -> None:
    assert read_date(typed, day(today), past=past).value == (day(read) if read else None)


@given(anything, st.booleans(), st.booleans())
def test_any_text_may_come(text: str, cell: bool, past: bool) -> None:
    reading = read_date(text, TODAY, cell=cell, past=past)
    assert reading.value is None or not (reading.problem or reading.proposal)


@given(st.lists(st.sampled_from(["1", "31", "2", "84", "2026", "/", "-", ".", " ", "nov", "t", ":", "lalu"])))
def test_any_shape_of_date_may_come(parts: list[str]) -> None:
    for cell in (False, True):
        reading = read_date("".join(parts), TODAY, cell=cell)
        assert reading.value is None or 1900 <= reading.value.year <= 2100


@given(st.floats() | st.integers(), st.booleans())
def test_any_number_may_come(number: float, cell: bool) -> None:
    reading = read_date(number, TODAY, cell=cell)
    assert reading.value is None or cell


@given(days)
def test_what_is_said_or_written_is_read_back(born: date) -> None:
    for text in (say_date(born), say_day(born), born.isoformat(), f"{born:%d/%m/%Y}", f"{born:%d%m%Y}",
                 f"{born:%Y%m%d}", f"{born:%d-%b-%Y}", f"{born.day}.{born.month}.{born.year}"):  # fmt: skip
        assert read_date(text, TODAY, cell=True) == read_date(text, TODAY) == DateReading(born)


@given(st.dates(date(1905, 10, 1), date(2100, 12, 31)))
def test_a_day_number_counts_as_excel_does(born: date) -> None:
    number = (born - date(1899, 12, 30)).days
    assert read_date(number, TODAY, cell=True).value == read_date(str(number), TODAY, cell=True).value == born


@given(st.dates(TODAY - timedelta(days=36_524), TODAY))
def test_a_birth_with_two_digits_is_within_a_hundred_years(born: date) -> None:
    assert read_date(f"{born:%d-%m-%y}", TODAY, cell=True, past=True).value == born


def test_months_in_every_spelling() -> None:
    assert [month_number(name) for name in MONTHS] == list(range(1, 13))
    spellings = {"PEBRUARI": 2, "Nop": 11, "Agt.": 8, " ags ": 8, "Oct": 10, "Mei": 5, "May": 5, "Sept": 9}
    assert {name: month_number(name) for name in spellings} == spellings
    assert month_number("bulan") is None
    assert month_number("") is None


def test_age_counts_birthdays() -> None:
    assert age_on(date(1984, 3, 12), date(2026, 3, 11)) == 41
    assert age_on(date(1984, 3, 12), date(2026, 3, 12)) == 42
    assert age_on(date(1992, 2, 29), date(2026, 2, 28)) == 33
    assert age_on(date(1992, 2, 29), date(2026, 3, 1)) == 34


def test_how_days_are_said() -> None:
    assert say_day(TODAY) == "Selasa, 24 November 2026"
    assert say_short(date(2026, 8, 5)) == "5 Agu"
