"""Ids of rows: made of time and chance, or derived from what the row is about.

UUIDv7 (RFC 9562, 5.7) in 32 hex characters: rows made later sort later, which keeps the indexes of large
tables compact. The standard library has it from Python 3.14 on, but takes the time and chance itself.
"""

from collections.abc import Callable
from hashlib import sha1
from uuid import UUID

from pkh_desk.domain.canon import canonical

_NAMESPACE = UUID("6f0c2a5e-8d0b-5f3e-9a44-3b7f0e6d2c91").bytes


def new_id(now_ms: int, rand: Callable[[int], bytes]) -> str:
    """Return a new id for the instant `now_ms` (milliseconds UTC).

    `rand(n)` returns n random bytes. Ids of one millisecond come in no order among themselves.
    """
    chance = int.from_bytes(rand(10), "big")
    high, low = chance >> 68, chance & (2**62 - 1)
    return f"{now_ms << 80 | 7 << 76 | high << 64 | 2 << 62 | low:032x}"


def derived_id(*parts: str | int) -> str:
    """Return the id that these parts always have, on every desk (UUIDv5).

    Two desks that mark the same attendance make the same row (decisions 6). ("a", "b") and ("ab",) differ,
    and so do 1 and "1".
    """
    # What uuid.uuid5 makes, three times as fast: a large list asks for one a telephone.
    digits = sha1(_NAMESPACE + canonical(list(parts)), usedforsecurity=False).hexdigest()
    return f"{digits[:12]}5{digits[13:16]}{int(digits[16], 16) & 3 | 8:x}{digits[17:32]}"
