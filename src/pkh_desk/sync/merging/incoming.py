"""The txns of a bundle as they came in: their form is checked here, nothing in them is believed yet."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pkh_desk.domain.canon import digest
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.txnlog import SCHEMA
from pkh_desk.sync.documents import read_canonical, read_json

ERASED = b'"erased":true'
"""What stands in an erased txn's line, and in no other: quotes within texts are escaped."""
HEX = re.compile("[0-9a-f]{64}")
SCALARS = frozenset({str, int, bool, type(None)})
TEXTS = {"s": 32, "p": 64, "a": 32, "act": 32}


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
    """Return the id of one line of a bundle, whatever it is: nobody has said yet that it is a txn."""
    if not is_erased(raw):
        return digest(raw)
    try:
        body = read_json(raw)
    except ValueError:
        return digest(raw)
    return _id_of(raw, body) if isinstance(body, dict) else digest(raw)


def is_erased(line: bytes) -> bool:
    """Say whether the line of a txn is what was left of it."""
    return ERASED in line


def _id_of(raw: bytes, body: dict[str, Any]) -> str:
    """Return the digest of the line; of an erased txn that of the line it was, which its desk vouches for."""
    named = body.get("id")
    if body.get("erased") is True and isinstance(named, str) and HEX.fullmatch(named):
        return named
    return digest(raw)


def _well_formed(body: dict[str, Any]) -> bool:
    for name, limit in TEXTS.items():
        if not _is_text(body.get(name), limit):
            return False
    for name in ("n", "h", "sv"):
        number = body.get(name)
        if type(number) is not int or not 0 <= number < 2**53:
            return False
    subject, ops = body.get("subject"), body.get("ops")
    if not (isinstance(subject, list) and len(subject) == 2 and isinstance(ops, list)):
        return False
    if not (_is_text(subject[0], 20) and _is_text(subject[1], 32)):
        return False
    return body["sv"] > SCHEMA or all(map(_is_op, ops))


def _is_op(op: Any) -> bool:
    """Say whether this has the form of an op, so that the log holds nothing that nobody can read."""
    if not (isinstance(op, list) and len(op) == 5 and isinstance(op[3], dict)):
        return False
    if not (_is_text(op[1], 40) and _is_text(op[2], 32) and op[2]):
        return False
    if not (op[4] is None or _is_text(op[4], 32)):
        return False
    if op[0] == "set":
        return all(map(_is_write, op[3].values()))
    return bool(op[0] == "ins") and SCALARS.issuperset(map(type, op[3].values()))


def _is_write(write: Any) -> bool:
    if not (isinstance(write, list) and len(write) == 2 and isinstance(write[1], list)):
        return False
    return type(write[0]) in SCALARS and all(_is_text(seen, 64) for seen in write[1])


def _is_text(value: Any, limit: int) -> bool:
    return isinstance(value, str) and len(value) <= limit


def rows_named(txns: list[Incoming]) -> Iterator[list[Any]]:
    """Yield the ops whose table is known; the others are refused when their turn comes."""
    known = nouns()
    for txn in txns:
        for op in txn.body["ops"]:
            if op[1] in known:
                yield op


def home_written(op: list[Any]) -> str | None:
    """Return the family an op puts its row into; the one its author names beside it is not believed."""
    written = op[3].get("household_id")
    if op[0] == "set" and isinstance(written, list) and written:
        written = written[0]
    return written if isinstance(written, str) else None


def seen_in(txns: Iterable[Incoming]) -> set[str]:
    """Return every write that the edits name as seen."""
    return {
        seen
        for txn in txns
        for op in txn.body["ops"]
        if op[0] == "set"
        for write in op[3].values()
        for seen in write[1]
    }
