"""What is marked in two values, and what a mask leaves to see."""

from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.gui.words.differences import differences, masked_but


def test_what_is_marked_is_what_an_eye_should_find() -> None:
    assert differences("Kp. Kadu Bolang", "Kp. Kadubolang") == ([(8, 2)], [(8, 1)])
    assert differences("KP. KADU BOLANG", "KP. KADUBOLANG") == ([(8, 2)], [])
    assert differences("3604 10 560681 0003", "3604 10 560861 0003") == ([(11, 2)], [(11, 2)])


@given(st.text("ab 1", max_size=20), st.text("ab 1", max_size=20))
def test_marks_lie_in_the_texts_and_equal_texts_have_none(one: str, other: str) -> None:
    left, right = differences(one, other)
    assert all(0 <= start and length > 0 and start + length <= len(one) for start, length in left)
    assert all(0 <= start and length > 0 and start + length <= len(other) for start, length in right)
    assert bool(left or right) == (one != other)


@given(st.from_regex(r"[1-9][0-9]{15}", fullmatch=True), st.integers(4, 11))
def test_a_mask_shows_the_ends_and_the_place_that_differs_alone(number: str, at: int) -> None:
    shown = masked_but(number, [(at, 1)])
    assert shown.count("*") == 7
    assert (shown[:4], shown[at], shown[-4:]) == (number[:4], number[at], number[-4:])
