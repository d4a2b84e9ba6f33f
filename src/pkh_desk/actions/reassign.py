"""Handing families over to another pendamping: one, some, or a whole caseload, in one act that can be undone.

A group goes along once all its families are with the new pendamping. The old laptop may still read what it
handed over for 30 days, and its unsent work still counts. Source: decisions, Scope.
"""

from collections.abc import Collection

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.errors import RecordNotFound
from pkh_desk.store.bulk import BulkWriter
from pkh_desk.store.people import Petugas
from pkh_desk.store.states import load_rows, select_in
from pkh_desk.store.synced import nouns

_GROUPS = "SELECT DISTINCT kelompok_id FROM household WHERE kelompok_id IS NOT NULL AND id IN {}"
_OWNERS = "SELECT DISTINCT kelompok_id, pendamping_id FROM household WHERE NOT deleted AND kelompok_id IN {}"


def reassign(desk: Desk, household_ids: Collection[str], petugas_id: str) -> int:
    """Give these families to a petugas; return how many really changed hands. Raises RecordNotFound."""
    desk.require_office()
    with desk.write() as session:
        petugas = session.get(Petugas, petugas_id)
        if petugas is None or petugas.deleted:
            raise RecordNotFound(
                "Pendamping itu tidak ada di daftar. Tidak ada yang diubah.", "Pilih dari daftar."
            )
        connection = session.connection()
        bulk = BulkWriter(session, session.writing)
        moved = _give(bulk, "household", household_ids, petugas_id)
        bulk.flush()
        _give(bulk, "kelompok", _whole_groups(connection, household_ids, petugas_id), petugas_id)
        bulk.flush()
    return moved


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
