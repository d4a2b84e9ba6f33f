"""Which file of which laptop a write came in: the first one that its laptop made after it was written.

A file holds everything that was not confirmed when it was made, so a write comes again until it is; the first
file is the one to name. Files keep no list of their writes once they are applied.
"""

import json
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from pkh_desk.store.log.packed import unpack
from pkh_desk.store.log.states import select_in


@dataclass(frozen=True)
class SentIn:
    """A file of a laptop; `made_at` in ms UTC, `records` the catatan in it. Sequence 0: no file is known."""

    desk_id: str
    sender: str
    sequence: int = 0
    made_at: int = 0
    records: int = 0


def sent_in(connection: Connection, txns: Collection[str]) -> dict[str, SentIn]:
    """Return by txn the file it came in; the office's own txns came in none."""
    written = select_in(connection, _WRITTEN, txns)
    files: dict[str, list[SentIn]] = {}
    for desk_id, sender, *facts in select_in(connection, _FILES, {row[2] for row in written}):
        files.setdefault(desk_id, []).append(SentIn(desk_id, sender, *facts))
    found = {}
    for txn, body, desk_id, name in written:
        made = files.get(desk_id, [])
        # By the clock of the laptop, which dated the files too.
        at = json.loads(unpack(body))["h"]
        place = bisect_left(made, at, key=lambda each: each.made_at)
        found[txn] = made[min(place, len(made) - 1)] if made else SentIn(desk_id, name)
    return found


_WRITTEN = (
    "SELECT t.id, t.body, d.id, d.name FROM txn t JOIN stream s ON s.id = t.stream "
    "JOIN desk d ON d.id = s.desk_id WHERE NOT t.own AND t.id IN {}"
)
_FILES = (
    "SELECT b.desk_id, d.name, b.sequence, b.made_at, b.records FROM bundle b "
    "JOIN desk d ON d.id = b.desk_id WHERE b.direction = 'up' AND b.state = 'diterapkan' AND b.part = 1 "
    "AND b.desk_id IN {} ORDER BY b.made_at, b.sequence"
)
