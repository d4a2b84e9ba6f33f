"""What a bundle builds on: its txns continue chains whose earlier part the reader may not have."""

from collections.abc import Iterable

from pkh_desk.store.log.txnlog import genesis
from pkh_desk.sync.merging.incoming import parse, txn_id

PREVIOUS = b'"p":"'
"""What stands before the id of the txn before; it is looked for from the end, behind all texts of the ops."""


def chain_of(lines: Iterable[bytes]) -> tuple[list[str], list[str]]:
    """Return the ids of a bundle's txns, and of those they build on that are not among them."""
    ids, known, first = [], set(), {}
    for line in lines:
        ids.append(txn_id(line))
        known.add(ids[-1])
        at = line.rfind(PREVIOUS) + len(PREVIOUS)
        before = line[at : at + 64].decode("ascii", "replace")
        if before not in known:
            first[before] = line
    return ids, [before for before, line in first.items() if before not in known and _is_further(line)]


def _is_further(line: bytes) -> bool:
    """Say whether a line is a txn, and not the first of its stream."""
    txn = parse(line)
    return txn is not None and txn.body["p"] != genesis(txn.body["s"])
