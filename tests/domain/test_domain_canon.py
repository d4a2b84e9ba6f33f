"""Canonical JSON: the bytes of RFC 8785 within our subset, and refusal outside it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.domain.canon import canonical, digest, read_canonical

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


DOCUMENTS = (
    b'{"a":[1,{"b":"x"}],"c":"\\\\u0000"}', b'{"a":1, "b":2}', b' {"a":1}', b'{"a":1}\n',
    b'{"b":1,"a":2}', b'{"a":1,"a":1}', b'{"a":1,"a":2}', b"-0", b"1.0", b"1e3", b"1E400", b"NaN",
    b"-Infinity", b"9007199254740991", b"9007199254740992", b"-9007199254740992", b"9" * 5000,
    b'"\\u0000"', b'"\\\\u0000"', b'"\\u00e9"', b'"\xc3\xa9"', b'"\\/"', b'"\\u000A"', b'"\\u000a"',
    b'"\\n"', b'"\\u001f"', b'"\\u001F"', b'"\x7f"', b'"\\ud800"', b'"\xed\xa0\x80"', b'"\\ud83d\\ude00"',
    b'"\xf0\x9f\x98\x80"', b'{"\xee\x80\x80":1}', b'{"\xed\x9f\xbf":1}',
    b'{"\xf0\x9f\x98\x80":"\xee\x80\x80"}', b'["\xee\x80\x80"]', b'"\n"', b"\xef\xbb\xbf1", b"", b"tru",
    b"[1,]", b"\xff", b"[" * 100_000,
)  # fmt: skip
"""Documents at the edge of canonical JSON, on either side."""


def plainly(data: bytes) -> Any:
    """Say by the definition alone what canonical bytes are: encoding what was parsed gives them back."""
    value = json.loads(data.decode())
    if canonical(value) != data:
        raise ValueError("not canonical")
    return value


def outcome(read: Callable[[bytes], Any], data: bytes) -> tuple[bool, Any]:
    """Return whether the bytes are read, and as what."""
    try:
        return True, read(data)
    except (ValueError, RecursionError):
        return False, None


@pytest.mark.parametrize("data", DOCUMENTS, ids=lambda data: repr(data[:24]))
def test_the_quick_reader_takes_what_the_definition_takes(data: bytes) -> None:
    assert outcome(read_canonical, data) == outcome(plainly, data)


@given(values, st.integers(0, 10**6), st.sampled_from([*b' {}[]",:\\u0-19.eE\x00\x7f\xed\xee', None]))
def test_so_it_does_when_a_byte_is_another_or_missing(value: Any, at: int, byte: int | None) -> None:
    data = canonical(value)
    at %= len(data)
    data = data[:at] + bytes([byte] if byte is not None else []) + data[at + 1 :]
    assert outcome(read_canonical, data) == outcome(plainly, data)


def test_digest_is_sha256() -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
