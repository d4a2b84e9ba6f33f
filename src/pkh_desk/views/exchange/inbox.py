"""What waits at the office: files to apply, questions to decide, laptops to approve."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.store.log.states import select_in


@dataclass(frozen=True)
class Waiting:
    """What waits for a person: files to apply, questions to decide, laptops to approve."""

    files: int
    decisions: int
    requests: int


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
