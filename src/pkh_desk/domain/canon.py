"""Canonical JSON: one value has one run of bytes, so that its SHA-256 can be its name.

The subset of RFC 8785 that the transaction log and bundles need: no floats, integers within 2^53, strings a
database can hold. Within it the result is byte for byte that of RFC 8785.
"""

import json
import re
from hashlib import sha256
from typing import Any

_LIMIT = 2**53
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
"""NUL as it stands in JSON: behind an even number of backslashes, which are letters."""
_BEYOND = re.compile("[^\x00-\ud7ff]")
_encode = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode


def canonical(value: Any) -> bytes:
    """Return the canonical bytes of str, int, bool, None, and lists and str-keyed dicts of them.

    Raises ValueError for anything else: floats, other types, integers beyond 2^53, NUL, lone surrogates,
    and keys beyond U+D7FF (there RFC 8785 sorts by UTF-16 units, Python by characters).
    """
    _check(value)
    text = _encode(value)
    _refuse_nul(text)
    # UnicodeEncodeError, raised for lone surrogates, is a ValueError.
    return text.encode()


def read_canonical(data: bytes) -> Any:
    """Return the value whose canonical bytes `data` is. Raises ValueError if it is that of none.

    What the parser makes has only JSON's own types, so that a look at the text tells the rest.
    """
    text = data.decode()
    try:
        value, end = _decode(text)
        same = end == len(text) and _encode(value) == text
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not same:
        raise ValueError("not canonical")
    _refuse_nul(text)
    if _BEYOND.search(text):
        _check(value)
    return value


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 hex characters."""
    return sha256(data).hexdigest()


def _refuse_nul(text: str) -> None:
    if "\\u0000" in text and _NUL.search(text):
        raise ValueError("NUL in a string")


def _whole(digits: str) -> int:
    """Return the integer. Raises ValueError beyond 2^53."""
    number = int(digits)
    if not -_LIMIT < number < _LIMIT:
        raise ValueError("integer beyond 2^53")
    return number


def _no_float(text: str) -> float:
    raise ValueError(f"{text} has no canonical form")


def _check(value: Any) -> None:
    """Raise ValueError at the first part that canonical JSON cannot hold. Types are matched exactly.

    Texts are passed over at once: a large list seals tens of thousands of txns, which hold little else.
    """
    waiting: list[Any] = [[value]]
    while waiting:
        part = waiting.pop()
        if type(part) is dict:
            _check_keys(part)
            part = part.values()
        for inner in part:
            kind = type(inner)
            if kind is str or inner is None or kind is bool:
                continue
            if kind is list or kind is dict:
                waiting.append(inner)
            elif kind is not int:
                raise ValueError(f"{kind.__name__} has no canonical form")
            elif not -_LIMIT < inner < _LIMIT:
                raise ValueError("integer beyond 2^53")


def _check_keys(part: dict[Any, Any]) -> None:
    """Raise ValueError for a key that is no string, or one that is not sorted alike everywhere."""
    for key in part:
        if type(key) is not str:
            raise ValueError("a key must be a string")
        if not key.isascii() and max(key) > "\ud7ff":
            raise ValueError("a key holds a character beyond U+D7FF")


_decode = json.JSONDecoder(parse_int=_whole, parse_float=_no_float, parse_constant=_no_float).raw_decode
