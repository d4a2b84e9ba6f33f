"""Canonical JSON: the bytes of RFC 8785 within our subset, and refusal outside it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.domain.canon import canonical, digest

texts = st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
keys = st.text(alphabet=st.characters(min_codepoint=1, max_codepoint=0xD7FF))
scalars = st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | texts
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(keys, inner), max_leaves=12)


@given(values)
def test_what_is_written_is_read_back(value: Any) -> None:
    data = canonical(value)
    assert json.loads(data) == value
    assert canonical(json.loads(data)) == data


@given(st.dictionaries(keys, scalars, max_size=8))
def test_the_order_of_keys_makes_no_difference(value: dict[str, Any]) -> None:
    data = canonical(value)
    assert canonical(dict(reversed(value.items()))) == data
    in_units = sorted(value, key=lambda key: key.encode("utf-16-be"))
    assert list(json.loads(data)) == in_units


def test_strings_are_escaped_as_rfc_8785_says() -> None:
    assert canonical("\u20ac$\x0f\nA'B\"\\\x7f\b\t\f\r/") == (
        b'"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\x7f\\b\\t\\f\\r/"'
    )


def test_literals_and_spacing() -> None:
    assert canonical({"b": [True, False, None, -1], "a": {}}) == b'{"a":{},"b":[true,false,null,-1]}'


class Code(str):
    """A str that is not exactly a str."""


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        2**53,
        -(2**53),
        "a\0",
        "\ud800",
        {1: "a"},
        {"a\0": 1},
        {"\ue000": 1},
        {"\ud800": 1},
        {"a": [{"b": 1.5}]},
        (1, 2),
        b"x",
        Code("x"),
        {Code("x"): 1},
        {1, 2},
    ],
)
def test_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical(value)


def test_digest_is_sha256() -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
