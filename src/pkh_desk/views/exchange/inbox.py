"""The office's inbox as a list: what arrived, what became of it, and how much waits for a person."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlmodel import Session

from pkh_desk.desk import Desk
from pkh_desk.store.local import get_setting
from pkh_desk.store.states import mark, select_in

STATES = {
    "baru": "Baru",
    "menunggu": "Menunggu persetujuan",
    "karantina": "Karantina",
    "diterapkan": "Diterapkan",
    "ditolak": "Ditolak",
}
MOST = 500
"""Older files are asked for by nobody; the counts are of all."""


@dataclass(frozen=True)
class InboxFile:
    """One file; `at`: when it arrived (ms UTC), `records`: catatan in it, `reason`: why it was refused."""

    key: str
    state: str
    sender: str
    sequence: int
    records: int
    size: int
    at: int
    name: str
    reason: str = ""


@dataclass(frozen=True)
class Inbox:
    """The files of one state, the latest first, and how many there are of each."""

    files: tuple[InboxFile, ...]
    counts: dict[str, int]


@dataclass(frozen=True)
class Waiting:
    """What waits for a person: files to apply, questions to decide, laptops to approve."""

    files: int
    decisions: int
    requests: int


def inbox(desk: Desk, state: str) -> Inbox:
    """Return the files in this state (a key of STATES)."""
    with desk.read() as session:
        connection = session.connection()
        refused = _refused(session)
        counts = dict.fromkeys(STATES, 0) | dict(
            map(tuple, connection.exec_driver_sql(f"{_COUNTS} GROUP BY state").fetchall())
        )
        counts["ditolak"] = len(refused)
        files = refused if state == "ditolak" else _files(connection, state)
    return Inbox(tuple(files), {key: counts[key] for key in STATES})


def waiting(desk: Desk) -> Waiting:
    """Return how much waits for a person."""
    with desk.read() as session:
        connection = session.connection()

        def count(sql: str) -> int:
            return int(connection.exec_driver_sql(sql).scalar() or 0)

        return Waiting(
            files=count("SELECT count(*) FROM bundle WHERE direction = 'up' AND state = 'baru'"),
            decisions=len(open_questions(connection)),
            requests=count("SELECT count(*) FROM desk WHERE state = 'menunggu'"),
        )


def open_questions(connection: Connection) -> list[int]:
    """Return the ids of the questions that the office has not sent back, the oldest first."""
    rows = connection.exec_driver_sql("SELECT id, txns FROM conflict ORDER BY opened_at, id").fetchall()
    txns = {row[0]: json.loads(row[1]) for row in rows}
    back = returned_among(connection, {txn for named in txns.values() for txn in named})
    return [row_id for row_id, named in txns.items() if not back.keys() & set(named)]


def returned_among(connection: Connection, txns: set[str]) -> dict[str, str]:
    """Return those of the txns that were sent back, with the reason."""
    sql = "SELECT id, fate_reason FROM txn WHERE fate = 'dikembalikan' AND id IN {}"
    return {row[0]: row[1] for row in select_in(connection, sql, txns)}


def _files(connection: Connection, state: str) -> list[InboxFile]:
    rows = connection.exec_driver_sql(
        "SELECT b.sha256, b.state, coalesce(d.name, ''), b.sequence, b.records, b.size, b.at, b.name "
        "FROM bundle b LEFT JOIN desk d ON d.id = b.desk_id "
        f"WHERE b.direction = 'up' AND b.state = {mark(connection, 1)} ORDER BY b.at DESC LIMIT {MOST}",
        (state,),
    )
    return [InboxFile(*row) for row in rows]


def _refused(session: Session) -> list[InboxFile]:
    rows = reversed(get_setting(session, "inbox_refused", []))
    return [
        InboxFile(f"ditolak/{at}/{name}", "ditolak", "", 0, 0, 0, at, name, reason)
        for name, reason, at in rows
    ]


_COUNTS = "SELECT state, count(*) FROM bundle WHERE direction = 'up'"
