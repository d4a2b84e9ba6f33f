"""The time of day, read as people type it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pkh_desk.domain.clock import read_clock, say_hour


@pytest.mark.parametrize(
    ("typed", "read"),
    [("8", "08:00"), ("8.15", "08:15"), ("0815", "08:15"), ("815", "08:15"), ("jam 16:05 WIB", "16:05")],
)
def test_loose_times(typed: str, read: str) -> None:
    assert read_clock(typed).value == read


@pytest.mark.parametrize("typed", ["24.00", "8.75", "pagi", "8.1", "12345"])
def test_what_is_no_time_is_a_problem(typed: str) -> None:
    reading = read_clock(typed)
    assert reading.value is None
    assert reading.problem


def test_nothing_is_nothing() -> None:
    assert read_clock("  ") == read_clock("-") == read_clock("")
    assert read_clock("").problem == ""


@settings(max_examples=60)
@given(st.integers(0, 23), st.integers(0, 59))
def test_what_is_said_is_read_back(hour: int, minute: int) -> None:
    clock = f"{hour:02}:{minute:02}"
    assert read_clock(say_hour(clock)).value == clock


@settings(max_examples=100)
@given(st.text(max_size=12))
def test_anything_may_be_typed(text: str) -> None:
    read_clock(text)
