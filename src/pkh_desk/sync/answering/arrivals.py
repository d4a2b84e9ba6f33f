"""What of a laptop's work has come to the office: what waits there, and which photos to look for."""

import json

from sqlalchemy import Connection

from pkh_desk.store.log.states import mark, select_in


def arrived_txns(connection: Connection, desk_id: str) -> list[str]:
    """Return the ids of the txns of a desk that wait in the inbox."""
    one = mark(connection, 1)
    rows = connection.exec_driver_sql(
        "SELECT arrived FROM bundle WHERE direction = 'up' AND state IN ('baru','menunggu') "
        f"AND desk_id = {one}",
        (desk_id,),
    )
    return [txn for row in rows for txn in json.loads(row[0])]


def files_of(connection: Connection, desk_id: str, pendamping: frozenset[str]) -> list[str]:
    """Return the SHA-256 of the photos and scans that a laptop may have: it wrote their rows, or their
    families are in its scope and it may hold what an older laptop of the same person wrote."""
    one = mark(connection, 1)
    written = connection.exec_driver_sql(
        "SELECT f.sha256 FROM file f JOIN txn t ON t.id = f.base_txn JOIN stream s ON s.id = t.stream "
        f"WHERE NOT f.deleted AND s.desk_id = {one}",
        (desk_id,),
    ).fetchall()
    scoped = (
        "SELECT f.sha256 FROM file f JOIN household h ON h.id = f.household_id "
        "WHERE NOT f.deleted AND h.pendamping_id IN {}"
    )
    return sorted({row[0] for row in [*written, *select_in(connection, scoped, pendamping)]})
