"""Erasing a family for good: ordered by the office, done on every desk, also after a backup was put back.

Source: UU 27/2022, decisions, Erasure.
"""

import json
import re
from collections.abc import Collection
from datetime import date, timedelta

from pkh_desk.actions.upkeep.access import note_access
from pkh_desk.desk import Desk
from pkh_desk.domain.office.clerk import ADMIN
from pkh_desk.domain.text import fold
from pkh_desk.errors import InvalidInput, Problem
from pkh_desk.store import search
from pkh_desk.store.office import Erasure
from pkh_desk.store.upkeep.backup import DAY, KEPT
from pkh_desk.store.upkeep.erasures import listed, note_erasures
from pkh_desk.sync.merging.conflicts import withdraw
from pkh_desk.sync.merging.erasing import Order, erase, order_for
from pkh_desk.views.office.erasures import erasure_choices, would_erase
from pkh_desk.views.people.find import elder_of, twins_of

LAST_BACKUP_DAYS = KEPT[-1][0] // DAY
FROM_THE_LIST = "Dihapus lagi sesudah cadangan dipulihkan"


def erase_household(desk: Desk, household_id: str, reason: str) -> str:
    """Erase a family and its twins here and, with the next answers, on every laptop; return the order's id.

    It cannot be undone. `reason` is read on every desk and stays, so it names nobody. Raises FamilyNotFound,
    InvalidInput, DiskFull, WrongRole.
    """
    desk.require_clerk(ADMIN)
    if not reason.strip():
        raise InvalidInput([Problem("reason", "Tulis dasar penghapusannya, tanpa menyebut nama.")])
    if names_somebody(_own_words(desk, reason), would_erase(desk, household_id).names):
        raise InvalidInput([Problem("reason", "Dasar penghapusan tidak boleh memuat nama atau nomor orang.")])
    with desk.read() as session:
        connection = session.connection()
        order = order_for(connection, twins_of(connection, elder_of(connection, household_id)))
    today = desk.today()
    order_id = _carry_out(desk, desk.new_id(), order, today, reason.strip()[:200])
    note_access(desk, "hapus", household_id, reason.strip()[:200])
    return order_id


def names_somebody(text: str, names: Collection[str]) -> bool:
    """Say whether a text holds one of these names, or a number as long as a person's."""
    words = f" {fold(text)} "
    digits = re.search(r"\d{16}", re.sub(r"[ .-]", "", text))
    return bool(digits) or any(f" {fold(name)} " in words for name in names if len(fold(name)) > 2)


def _own_words(desk: Desk, reason: str) -> str:
    """Return what somebody wrote beside the office's choices: those name nobody, whoever is called so."""
    choices = erasure_choices(desk)
    for known in (*choices.grounds, *choices.askers):
        reason = reason.replace(known, " ")
    return reason


def erase_again(desk: Desk) -> int:
    """Erase once more what the list beside the database names: a backup from before was put back.

    Returns the number of families; at the office the lost orders are written again.
    """
    with desk.read() as session:
        known = {row[0] for row in session.connection().exec_driver_sql("SELECT id FROM erasure")}
    again = {key: row for key, row in listed(desk.places).items() if key not in known}
    homes: set[str] = set()
    for key, (family, ids, on, _until) in again.items():
        order = Order(frozenset(json.loads(family)), frozenset(json.loads(ids)))
        homes |= order.homes
        if desk.is_office:
            _carry_out(desk, key, order, date.fromisoformat(on), FROM_THE_LIST)
        else:
            with desk.keep() as session:
                files = erase(session, order, here=True)
                search.refresh(session.connection(), order.homes)
            drop_files(desk, files)
    return len(homes)


def drop_files(desk: Desk, files: set[str]) -> None:
    """Remove photos and scans that no row names any more."""
    for sha256 in files:
        desk.blobs.remove(sha256)


def _carry_out(desk: Desk, order_id: str, order: Order, on: date, reason: str) -> str:
    with desk.write(subject=("erasure", order_id)) as session:
        writing = session.writing
        withdraw(session.connection(), order.homes, order.ids, writing.change, writing.now)
        # Somebody else may bear a number that was asked about until now.
        writing.touched["member"] = set(order.ids)
        files = erase(session, order)
        search.refresh(session.connection(), order.homes)
        session.add(
            Erasure(
                id=order_id,
                homes=json.dumps(sorted(order.homes)),
                ids=json.dumps(sorted(order.ids)),
                on=on,
                backups_until=on + timedelta(days=LAST_BACKUP_DAYS),
                reason=reason,
            )
        )
    drop_files(desk, files)
    with desk.read() as session:
        note_erasures(session.connection(), desk.places)
    desk.tell(frozenset({"household", "member", "visit", "product", "txn", "conflict"}))
    return order_id
