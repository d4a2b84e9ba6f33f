"""Where a value really comes from, when the office wrote it anew to open a question again."""

import json
from collections.abc import Collection

from sqlalchemy import Connection

from pkh_desk.store.log.packed import unpack
from pkh_desk.store.log.states import mark, select_in
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.txnlog import Op
from pkh_desk.store.log.values import Json

FARTHEST = 20
"""So often nobody decides and takes back one question; it keeps a circle from being followed for ever."""

Cell = tuple[str, str, str]
"""(table, row id, field)."""


def written(ops: list[Op], cell: Cell) -> list[Json]:
    """Return what these ops wrote into a field, if they did; an insert writes all fields of its row."""
    table, row_id, name = cell
    found: list[Json] = []
    for op in ops:
        if op[1] == table and op[2] == row_id:
            if op[0] == "ins":
                found.append(op[3].get(name, nouns()[table].defaults[name]))
            elif name in op[3]:
                found.append(op[3][name][0])
    return found[-1:]


def written_again(connection: Connection, txns: Collection[str]) -> set[str]:
    """Return those of these txns with which the office took something back."""
    sql = "SELECT t.id FROM txn t JOIN undone u ON u.by_act = t.act WHERE t.own AND t.id IN {}"
    return {row[0] for row in select_in(connection, sql, txns)}


def origin(connection: Connection, txn: str, cell: Cell) -> str:
    """Return the txn that first wrote what this one of the office wrote into a field."""
    rows = select_in(connection, "SELECT body FROM txn WHERE id IN {}", [txn])
    values = [value for row in rows for value in written(json.loads(unpack(row[0]))["ops"], cell)]
    return origin_of(connection, txn, cell, values[0]) if values else txn


def origin_of(connection: Connection, txn: str, cell: Cell, value: Json) -> str:
    """Return the txn that first wrote a value which `txn` may only have written again."""
    for _ in range(FARTHEST):
        earlier = _earlier(connection, txn, cell, value)
        if earlier is None:
            break
        txn = earlier
    return txn


def _earlier(connection: Connection, txn: str, cell: Cell, value: Json) -> str | None:
    """Return the write of `value` among those that the decision which `txn` took back had ended."""
    decision = connection.exec_driver_sql(
        "SELECT d.body FROM txn t JOIN undone u ON u.by_act = t.act JOIN txn d ON d.act = u.act AND d.own "
        f"WHERE t.own AND t.id = {mark(connection, 1)}",
        (txn,),
    ).fetchall()
    named = [
        seen
        for row in decision
        for op in json.loads(unpack(row[0]))["ops"]
        if op[0] == "set" and (op[1], op[2]) == cell[:2] and cell[2] in op[3]
        for seen in op[3][cell[2]][1]
    ]
    rows = select_in(connection, "SELECT id, body, h FROM txn WHERE id IN {}", named)
    matching = [row for row in rows if row[1] and written(json.loads(unpack(row[1]))["ops"], cell) == [value]]
    return str(max(matching, key=lambda row: row[2])[0]) if matching else None
