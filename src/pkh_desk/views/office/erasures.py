"""Erasures: what one would drop, what was erased when, and which laptops have confirmed that they did too.

A laptop confirms with its next file: whoever has everything up to the order's change has carried it out.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date

from pkh_desk.desk import Desk
from pkh_desk.errors import FamilyNotFound
from pkh_desk.store.local import get_setting
from pkh_desk.store.log.states import select_in
from pkh_desk.store.office import config_on
from pkh_desk.store.people.household import Household
from pkh_desk.sync.answering.sweep import rows_of
from pkh_desk.views.people.find import elder_of, twins_of
from pkh_desk.views.upkeep.history import WORDS


@dataclass(frozen=True)
class Certificate:
    """One order; `records` were dropped with it. On `backups_until` the last backup with the data expires.

    `confirmed` and `open` name the laptops that have and have not confirmed it; `clerk` who ordered it.
    """

    id: str
    on: date
    reason: str
    families: int
    records: int
    backups_until: date
    confirmed: tuple[str, ...]
    open: tuple[str, ...]
    clerk: str = ""


@dataclass(frozen=True)
class WouldErase:
    """What erasing a family drops: words and number of each kind of row, the most telling first.

    `families` counts it with its twins, `names` are all who are in them, `laptops` those that must follow.
    """

    family: str
    families: int
    names: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    laptops: tuple[str, ...]


@dataclass(frozen=True)
class ErasureChoices:
    """What the office chooses from: on which ground it erases, and who asked for it."""

    grounds: tuple[str, ...]
    askers: tuple[str, ...]


def erasure_choices(desk: Desk) -> ErasureChoices:
    """Return the choices that are in force today."""
    with desk.read() as session:
        body = config_on(session, "erasure", desk.today())
    return ErasureChoices(tuple(body["grounds"]), tuple(body["askers"]))


def would_erase(desk: Desk, household_id: str) -> WouldErase:
    """Return what erasing this family and its twins would drop. Raises FamilyNotFound."""
    with desk.read() as session:
        connection = session.connection()
        if session.get(Household, household_id) is None:
            raise FamilyNotFound("Keluarga itu tidak ada di sini.", "Periksa nomornya, atau cari namanya.")
        homes = twins_of(connection, elder_of(connection, household_id))
        rows = Counter(table for table, _ in rows_of(connection, homes))
        people = [tuple(row) for row in select_in(connection, _PEOPLE, homes)]
        laptops = tuple(row[0] for row in connection.exec_driver_sql(_LAPTOPS).fetchall())
    rows["household"] = len(homes)
    return WouldErase(
        next((name for name, pengurus, home in people if pengurus and home == household_id), ""),
        len(homes),
        tuple(name for name, _, _ in people),
        tuple((words, rows[table]) for table, words in WORDS.items() if rows[table]),
        laptops,
    )


def erasures(desk: Desk) -> list[Certificate]:
    """Return the certificates, the latest first."""
    with desk.read() as session:
        connection = session.connection()
        epoch = get_setting(session, "epoch", "")
        laptops = connection.exec_driver_sql(_LAPTOPS).fetchall()
        rows = connection.exec_driver_sql(_ORDERS).fetchall()
    found = []
    for order, on, reason, homes, ids, until, change, clerk in rows:
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
                clerk,
            )
        )
    return found


_LAPTOPS = "SELECT name, epoch, cursor FROM desk WHERE state = 'aktif' ORDER BY name"
_ORDERS = (
    "SELECT e.id, e.\"on\", e.reason, e.homes, e.ids, e.backups_until, e.change, coalesce(p.name, '') "
    "FROM erasure e LEFT JOIN txn t ON t.id = e.base_txn LEFT JOIN petugas p ON p.id = t.author "
    "WHERE e.reverses IS NULL ORDER BY e.change DESC"
)
_PEOPLE = (
    "SELECT m.name, m.id = h.pengurus_id, m.household_id FROM member m "
    "JOIN household h ON h.id = m.household_id WHERE NOT m.deleted AND m.household_id IN {}"
)
