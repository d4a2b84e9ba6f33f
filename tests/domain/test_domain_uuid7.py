"""Ids: valid UUIDs, in the order of time, and equal where they are derived from equal parts."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.domain.uuid7 import derived_id, new_id

instants = st.integers(0, 2**48 - 1)
chances = st.binary(min_size=10, max_size=10)
parts = st.lists(st.text(alphabet="ab1\x1f", max_size=3) | st.integers(0, 11), min_size=1, max_size=3)


@given(instants, chances)
def test_a_new_id_is_a_uuid7_of_its_instant(now: int, chance: bytes) -> None:
    made = UUID(new_id(now, lambda n: chance[:n]))
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == now


@given(chances, chances)
def test_all_the_chance_is_used(one: bytes, other: bytes) -> None:
    def low(chance: bytes) -> int:
        """Leave out the six bits that the version and variant take."""
        number = int.from_bytes(chance, "big")
        return number >> 68 << 62 | number & (2**62 - 1)

    same = new_id(1, lambda n: one) == new_id(1, lambda n: other)
    assert same == (low(one) == low(other))


@given(instants, instants, chances, chances)
def test_later_rows_sort_later(one: int, other: int, first: bytes, second: bytes) -> None:
    if one < other:
        assert new_id(one, lambda n: first) < new_id(other, lambda n: second)


@given(parts, parts)
def test_derived_ids_are_equal_only_for_equal_parts(one: list[str | int], other: list[str | int]) -> None:
    assert (derived_id(*one) == derived_id(*other)) == (one == other)
    assert UUID(derived_id(*one)).version == 5


def test_a_derived_id_never_changes() -> None:
    assert derived_id("attendance", "m1", "h1") == "668b3db3fc1d5374bc1dd5a6bde7ba08"
