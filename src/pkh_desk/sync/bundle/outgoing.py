"""What goes up: everything the office has not confirmed, with the photos that belong to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlmodel import Session

from pkh_desk.store.local import get_setting

UNSENT = "('belum','sampai')"

FETCHED = 500
LACKS = "lacks"
"""The setting that keeps which photos and scans the office lacks, as its last answer said."""


@dataclass(frozen=True)
class Unsent:
    """What a laptop has to send: txns, when the newest was written (ms UTC, 0 for none), and the subjects
    (catatan) they are about, by kind."""

    txns: int
    newest: int
    subjects: dict[str, int]

    @property
    def records(self) -> int:
        """The number of catatan."""
        return sum(self.subjects.values())


def count_unsent(connection: Connection) -> Unsent:
    """Count what is unconfirmed."""
    rows = connection.exec_driver_sql(
        "SELECT subject_kind, count(DISTINCT subject_id), count(*), max(h) FROM txn "
        f"WHERE own AND fate IN {UNSENT} GROUP BY subject_kind ORDER BY subject_kind"
    ).fetchall()
    return Unsent(
        txns=sum(row[2] for row in rows),
        newest=max((row[3] for row in rows), default=0),
        subjects={row[0]: row[1] for row in rows},
    )


def unsent_lines(connection: Connection) -> Iterator[bytes]:
    """Yield the bodies of the unconfirmed txns, as they were digested, in the order they were written."""
    rows = connection.exec_driver_sql(f"SELECT body FROM txn WHERE own AND fate IN {UNSENT} ORDER BY h, n")
    for many in rows.partitions(FETCHED):
        for (body,) in many:
            yield body


def has_erased(connection: Connection) -> bool:
    """Say whether one of the unconfirmed txns was erased."""
    sql = f"SELECT 1 FROM txn WHERE own AND fate IN {UNSENT} AND body LIKE '%\"erased\":true%' LIMIT 1"
    return connection.exec_driver_sql(sql).fetchone() is not None


def unsent_files(session: Session) -> list[str]:
    """Return the SHA-256 of the photos and scans that the office may not have, oldest first: their row is
    unconfirmed, or the last answer named them; then their file was lost on its way."""
    rows = session.connection().exec_driver_sql(
        "SELECT f.sha256 FROM file f JOIN txn t ON t.id = f.base_txn "
        f"WHERE NOT f.deleted AND t.own AND t.fate IN {UNSENT} ORDER BY t.h, f.id"
    )
    return list(dict.fromkeys([*get_setting(session, LACKS, []), *(row[0] for row in rows)]))
