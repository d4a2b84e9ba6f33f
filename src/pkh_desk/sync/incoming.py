"""The txns of a bundle as they came in: their form is checked here, nothing in them is believed yet."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pkh_desk.domain.canon import digest
from pkh_desk.store.synced import nouns
from pkh_desk.sync.documents import read_canonical

ERASED = b'"erased":true'
"""What stands in an erased txn's line, and in no other: quotes within texts are escaped."""
HEX = re.compile("[0-9a-f]{64}")


@dataclass
class Incoming:
    """One parsed txn: its id (digest of the bytes as first written), its bytes and its body."""

    id: str
    raw: bytes
    body: dict[str, Any]


def parse(raw: bytes) -> Incoming | None:
    """Parse one line of a bundle; None if it is not a txn of the agreed form, in canonical JSON."""
    try:
        body = read_canonical(raw)
    except ValueError:
        return None
    if not _well_formed(body):
        return None
    return Incoming(_id_of(raw, body), raw, body)


def txn_id(raw: bytes) -> str:
    """Return the id of one line of a bundle."""
    return _id_of(raw, json.loads(raw)) if ERASED in raw else digest(raw)


def is_erased(body: str) -> bool:
    """Say whether the text of a txn is what was left of it."""
    return ERASED.decode() in body


def _id_of(raw: bytes, body: dict[str, Any]) -> str:
    """Return the digest of the line; of an erased txn that of the line it was, which its desk vouches for."""
    named = body.get("id")
    if body.get("erased") is True and isinstance(named, str) and HEX.fullmatch(named):
        return named
    return digest(raw)


def _well_formed(body: dict[str, Any]) -> bool:
    texts = ("s", "p", "a", "act")
    numbers = ("n", "h", "sv")
    subject = body.get("subject")
    return (
        all(isinstance(body.get(k), str) and len(body[k]) <= 64 for k in texts)
        and all(type(body.get(k)) is int and 0 <= body[k] < 2**53 for k in numbers)
        and isinstance(subject, list)
        and len(subject) == 2
        and all(isinstance(part, str) and len(part) <= 32 for part in subject)
        and isinstance(body.get("ops"), list)
    )


def rows_named(txns: list[Incoming]) -> Iterator[list[Any]]:
    """Yield the ops whose table and row can be looked up; the others are refused when their turn comes."""
    for txn in txns:
        for op in txn.body["ops"]:
            if isinstance(op, list) and len(op) == 5 and isinstance(op[2], str):
                if isinstance(op[1], str) and op[1] in nouns() and isinstance(op[3], dict):
                    yield op


def home_written(op: list[Any]) -> str | None:
    """Return the family an op puts its row into; the one its author names beside it is not believed."""
    written = op[3].get("household_id")
    if op[0] == "set" and isinstance(written, list) and written:
        written = written[0]
    return written if isinstance(written, str) else None


def seen_in(txns: list[Incoming]) -> set[str]:
    """Return every write that the edits name as seen."""
    return {
        seen
        for txn in txns
        for op in txn.body["ops"]
        if isinstance(op, list) and len(op) == 5 and op[0] == "set" and isinstance(op[3], dict)
        for write in op[3].values()
        if isinstance(write, list) and len(write) == 2 and isinstance(write[1], list)
        for seen in write[1]
        if isinstance(seen, str)
    }
