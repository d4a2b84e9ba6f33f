"""Canonical JSON: one value has one run of bytes, so that its SHA-256 can be its name.

The subset of RFC 8785 that the transaction log and bundles need: no floats, integers within 2^53, strings a
database can hold. Within it the result is byte for byte that of RFC 8785.
"""

import json
from hashlib import sha256
from typing import Any

_LIMIT = 2**53
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode


def canonical(value: Any) -> bytes:
    """Return the canonical bytes of str, int, bool, None, and lists and str-keyed dicts of them.

    Raises ValueError for anything else: floats, other types, integers beyond 2^53, NUL, lone surrogates,
    and keys beyond U+D7FF (there RFC 8785 sorts by UTF-16 units, Python by characters).
    """
    _check(value)
    # UnicodeEncodeError, raised for lone surrogates, is a ValueError.
    return _encode(value).encode()


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 hex characters."""
    return sha256(data).hexdigest()


def _check(value: Any) -> None:
    """Raise ValueError at the first part that canonical JSON cannot hold. Types are matched exactly."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        kind = type(part)
        if kind is str:
            if "\0" in part:
                raise ValueError("NUL in a string")
        elif kind is int:
            if not -_LIMIT < part < _LIMIT:
                raise ValueError("integer beyond 2^53")
        elif kind is list:
            waiting += part
        elif kind is dict:
            _check_keys(part)
            waiting += part.values()
        elif kind is not bool and part is not None:
            raise ValueError(f"{kind.__name__} has no canonical form")


def _check_keys(part: dict[Any, Any]) -> None:
    """Raise ValueError for a key that is no string, or one that is not sorted alike everywhere."""
    if not set(map(type, part)) <= {str}:
        raise ValueError("a key must be a string")
    letters = "".join(part)
    if "\0" in letters or not (letters.isascii() or max(letters) <= "\ud7ff"):
        raise ValueError("a key holds NUL or a character beyond U+D7FF")
