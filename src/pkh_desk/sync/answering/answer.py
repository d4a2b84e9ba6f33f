"""The office's answer: the laptop's rows since its cursor, what left its scope, and the fates.

An answer is a list of JSON lines, so that it streams:
`["tip", stream, n, txn]`, `["arrived", txn]`, `["lacks", sha256]`, `["fate", txn, fate, reason]`,
`["message", id, at, text]`, `["gone", table, row, change]`, `["yours", table, row]`,
`["row", table, row, change, at, txn, values, heads]`, and the last one
`["digest", {table: count}]` of the whole scope.
"""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from pkh_desk.store.log.states import mark, select_in
from pkh_desk.store.log.synced import nouns
from pkh_desk.sync.answering.rows import row_line
from pkh_desk.sync.documents import read_json
from pkh_desk.sync.merging import scope

Line = list[Any]

REFUSAL = "refusal"
"""The word in `needs` of an answer that only says `["refused", reason]`: the desk is not taken in."""


def answer_lines(
    connection: Connection, desk_id: str, petugas_id: str, since: int, arrived: list[str], lacks: list[str]
) -> Iterator[Line]:
    """Yield the lines of the answer to one desk that has everything up to change `since`.

    `arrived`: the txns that lie at the office stored but not applied; `lacks`: the SHA-256 of the photos and
    scans that are not there though their row is.
    """
    pendamping = scope.stands_for(connection, petugas_id)
    yield from _confirmations(connection, desk_id, since)
    for txn in arrived:
        yield ["arrived", txn]
    for sha256 in lacks:
        yield ["lacks", sha256]
    yield from _messages(connection, pendamping, since)
    for table, row_id, change in scope.gone(connection, pendamping, since):
        yield ["gone", table, row_id, change]
    homes = scope.entered(connection, pendamping, since) if since else set()
    for noun in nouns().values():
        for row in scope.rows_in_scope(connection, noun, pendamping, since, homes):
            yield row_line(noun, row)
    for visit in scope.own_visits(connection, pendamping, since, homes):
        yield ["yours", "visit", visit]
    yield ["digest", scope_digest(connection, pendamping)]


def scope_digest(connection: Connection, pendamping: frozenset[str]) -> dict[str, int]:
    """Return how many rows of each noun the scope holds."""
    return {
        noun.name: sum(1 for _ in scope.rows_in_scope(connection, noun, pendamping, -1, set()))
        for noun in nouns().values()
    }


def _confirmations(connection: Connection, desk_id: str, since: int) -> Iterator[Line]:
    """Yield what confirms: the ends of the desk's streams, and each txn whose fate is newer than `since`.

    That is enough whatever got lost. A txn is applied at a change that no copy of its laptop had reached
    when it wrote it; so a copy with everything up to `since` has heard of every txn applied until then.
    """
    one = mark(connection, 1)
    tips = connection.exec_driver_sql(
        f"SELECT t.stream, t.n, t.txn_id FROM tip t JOIN stream s ON s.id = t.stream WHERE s.desk_id = {one}",
        (desk_id,),
    )
    for row in tips:
        yield ["tip", *row]
    fates = (
        "SELECT t.id, t.fate, t.fate_reason FROM txn t JOIN stream s ON s.id = t.stream "
        f"WHERE s.desk_id = {one} AND t.change > {one}"
    )
    for row in connection.exec_driver_sql(fates, (desk_id, since)):
        yield ["fate", *row]


def _messages(connection: Connection, pendamping: frozenset[str], since: int) -> Iterator[Line]:
    """Yield what the office tells these petugas since, without what it took back meanwhile."""
    sql = (
        f"SELECT m.id, m.at, m.text FROM message m WHERE m.change > {int(since)} AND m.petugas_id IN {{}} "
        "AND m.act NOT IN (SELECT u.act FROM undone u WHERE NOT EXISTS "
        "(SELECT 1 FROM undone back WHERE back.act = u.by_act))"
    )
    for row in sorted(select_in(connection, sql, pendamping), key=lambda row: row[1]):
        yield ["message", *row]


def encode(line: Line) -> bytes:
    """Return one line of the answer as bytes, without its end."""
    return json.dumps(line, separators=(",", ":"), ensure_ascii=False).encode()


def decode(raw: bytes) -> Line:
    """Return the line that `encode` wrote. Raises ValueError for anything else."""
    line = read_json(raw)
    if not isinstance(line, list) or not line:
        raise ValueError("not a line of an answer")
    return line
