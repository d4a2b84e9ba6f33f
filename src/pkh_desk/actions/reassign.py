"""Handing families over to another pendamping: one, some, or a whole caseload, in one act that can be undone.

A group goes along once all its families are with the new pendamping. The old laptop may still read what it
handed over for 30 days, and its unsent work still counts. Source: decisions, Scope.
"""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.text import tidy
from pkh_desk.errors import RecordNotFound
from pkh_desk.store.bulk import BulkWriter
from pkh_desk.store.message import Message
from pkh_desk.store.people import Petugas
from pkh_desk.store.session import LoggedSession
from pkh_desk.store.states import load_rows, select_in
from pkh_desk.store.synced import nouns

LONGEST_NOTE = 200
GIVEN = "Kantor memindahkan {} keluarga dari Anda ke {}. Di laptop ini tinggal dibaca selama 30 hari."
GOT = "Anda menerima {} keluarga{}, dengan riwayat dan pekerjaan yang masih terbuka."
_GROUPS = "SELECT DISTINCT kelompok_id FROM household WHERE kelompok_id IS NOT NULL AND id IN {}"
_OWNED = (
    "SELECT coalesce(a.to_id, h.pendamping_id) FROM household h "
    "LEFT JOIN alias a ON a.from_id = h.pendamping_id AND a.active AND NOT a.deleted "
    "WHERE NOT h.deleted AND h.id IN {}"
)
_OWNERS = "SELECT DISTINCT kelompok_id, pendamping_id FROM household WHERE NOT deleted AND kelompok_id IN {}"


def reassign(desk: Desk, household_ids: Collection[str], petugas_id: str, note: str = "") -> int:
    """Give these families to a petugas; return how many really changed hands. Raises RecordNotFound.

    With the next answers both pendamping read what was handed over, with the office's `note`.
    """
    desk.require_office()
    with desk.write() as session:
        petugas = session.get(Petugas, petugas_id)
        if petugas is None or petugas.deleted:
            raise RecordNotFound(
                "Pendamping itu tidak ada di daftar. Tidak ada yang diubah.", "Pilih dari daftar."
            )
        connection = session.connection()
        bulk = BulkWriter(session, session.writing)
        owners = _owners_of(connection, household_ids)
        moved = _give(bulk, "household", household_ids, petugas_id)
        bulk.flush()
        _tell(desk, session, owners, petugas, note)
        _give(bulk, "kelompok", _whole_groups(connection, household_ids, petugas_id), petugas_id)
        bulk.flush()
    return moved


def _owners_of(connection: Connection, homes: Collection[str]) -> Counter[str]:
    """Return who has how many of these families now, aliases counted for whom they stand."""
    rows = select_in(connection, _OWNED, set(homes))
    return Counter(row[0] or "" for row in rows)


def _tell(desk: Desk, session: LoggedSession, owners: Counter[str], petugas: Petugas, note: str) -> None:
    """Write to each who gives and to the one who gets; nobody is told of what stays where it is."""
    given = {owner: count for owner, count in owners.items() if owner != petugas.id}
    names = {owner: _name(session, owner) for owner in given if owner}
    said = f" Pesan kantor: {tidy(note)[:LONGEST_NOTE]}" if tidy(note) else ""
    told = {owner: GIVEN.format(given[owner], petugas.name) + said for owner in names}
    if given:
        source = f" dari {', '.join(names.values())}"[:200] if names else ""
        told[petugas.id] = GOT.format(sum(given.values()), source) + said
    for reader, text in told.items():
        session.add(
            Message(
                id=desk.new_id(),
                petugas_id=reader,
                act=session.writing.act,
                change=session.writing.change,
                at=desk.now(),
                text=text,
            )
        )


def _name(session: LoggedSession, petugas_id: str) -> str:
    petugas = session.get(Petugas, petugas_id)
    return petugas.name if petugas else "pendamping lain"


def _give(bulk: BulkWriter, table: str, ids: Collection[str], petugas_id: str) -> int:
    given = 0
    rows = load_rows(bulk.session.connection(), nouns()[table], set(ids))
    for row_id, stored in rows.items():
        bulk.edit(table, row_id, stored, {"pendamping_id": petugas_id})
        given += bulk.seal((table, row_id)) is not None
    return given


def _whole_groups(connection: Connection, homes: Collection[str], petugas_id: str) -> set[str]:
    """Return the groups of these families that have no family with anybody else."""
    groups = {row[0] for row in select_in(connection, _GROUPS, homes)}
    others = {row[0] for row in select_in(connection, _OWNERS, groups) if row[1] != petugas_id}
    return groups - others
