"""Which laptops' work has a hole at the office: their latest file builds on what never came.

A file that was lost is no hole by itself: what it held comes again with the next one, until it is confirmed.
A hole is left where the office lost what it had confirmed, e.g. by a restore; what is sent again closes it.
"""

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from pkh_desk.store.log.states import select_in
from pkh_desk.sync.answering.arrivals import arrived_txns
from pkh_desk.views.exchange.rollcall import holes


@dataclass(frozen=True)
class Gap:
    """The number of the latest file of a laptop, and those before it that would close its hole; () if a file
    came but not the one that is missed."""

    sequence: int
    missing: tuple[int, ...]


def gaps_of(connection: Connection) -> dict[str, Gap]:
    """Return the holes by desk id; the number of SELECTs grows with the laptops that have one alone."""
    rows = connection.exec_driver_sql(_LATEST).fetchall()
    latest = {desk_id: set(json.loads(follows)) for desk_id, follows in rows}
    known = _known(connection, set().union(*latest.values()))
    found = {}
    for desk_id in (each for each, follows in latest.items() if follows - known):
        if latest[desk_id] - known - set(arrived_txns(connection, desk_id)):
            found[desk_id] = _gap(connection, desk_id)
    return found


def _gap(connection: Connection, desk_id: str) -> Gap:
    """Name the numbers that never came since the last file without a hole."""
    files = [(number, set(json.loads(follows))) for number, follows in select_in(connection, _ALL, [desk_id])]
    known = _known(connection, set().union(*(follows for _, follows in files)))
    whole = max((number for number, follows in files if follows <= known), default=0)
    numbers = {number for number, _ in files}
    return Gap(max(numbers), tuple(each for each in holes(numbers) if each > whole))


def _known(connection: Connection, txns: set[str]) -> set[str]:
    return {row[0] for row in select_in(connection, "SELECT id FROM txn WHERE id IN {}", txns)}


_ARRIVED = "direction = 'up' AND part = 1 AND state IN ('baru', 'menunggu', 'diterapkan')"
_LATEST = (
    "SELECT b.desk_id, b.follows FROM bundle b JOIN (SELECT desk_id AS id, max(sequence) AS top FROM bundle "
    f"WHERE {_ARRIVED} GROUP BY desk_id) latest ON latest.id = b.desk_id AND latest.top = b.sequence "
    f"WHERE {_ARRIVED} AND follows <> '[]'"
)
_ALL = f"SELECT sequence, follows FROM bundle WHERE {_ARRIVED} AND desk_id IN {{}}"
