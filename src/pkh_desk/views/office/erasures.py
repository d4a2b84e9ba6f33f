"""Certificates of erasure: what was erased when, and which laptops have confirmed that they did it too.

A laptop confirms with its next file: whoever has everything up to the order's change has carried it out.
"""

import json
from dataclasses import dataclass
from datetime import date

from pkh_desk.desk import Desk
from pkh_desk.store.local import get_setting


@dataclass(frozen=True)
class Certificate:
    """One order; `records` were dropped with it. On `backups_until` the last backup with the data expires.

    `confirmed` and `open` name the laptops that have and have not confirmed it.
    """

    id: str
    on: date
    reason: str
    families: int
    records: int
    backups_until: date
    confirmed: tuple[str, ...]
    open: tuple[str, ...]


def erasures(desk: Desk) -> list[Certificate]:
    """Return the certificates, the latest first."""
    with desk.read() as session:
        connection = session.connection()
        epoch = get_setting(session, "epoch", "")
        laptops = connection.exec_driver_sql(_LAPTOPS).fetchall()
        rows = connection.exec_driver_sql(_ORDERS).fetchall()
    found = []
    for order, on, reason, homes, ids, until, change in rows:
        done = {name: at >= change and seen == epoch for name, seen, at in laptops}
        found.append(
            Certificate(
                order,
                date.fromisoformat(on),
                reason,
                len(json.loads(homes)),
                len(json.loads(ids)),
                date.fromisoformat(until),
                tuple(name for name, has in done.items() if has),
                tuple(name for name, has in done.items() if not has),
            )
        )
    return found


_LAPTOPS = "SELECT name, epoch, cursor FROM desk WHERE state = 'aktif' ORDER BY name"
_ORDERS = (
    'SELECT id, "on", reason, homes, ids, backups_until, change FROM erasure WHERE reverses IS NULL '
    "ORDER BY change DESC"
)
