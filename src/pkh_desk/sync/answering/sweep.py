"""The sweep: what a laptop handed over leaves it 30 days after the last word on it, unsent work excepted.

The log stays: it is what the laptop sends again if the office loses it. Photos and scans that no row names
any more are removed with the next backup. Source: decisions, Scope.
"""

import json
from collections.abc import Collection

from sqlalchemy import Connection

from pkh_desk.store.log.states import execute_many, load_state, mark, select_in
from pkh_desk.store.log.synced import nouns
from pkh_desk.sync.bundle.outgoing import UNSENT

KEPT_MS = 30 * 86_400_000

Row = tuple[str, str]
"""(table, id)."""


def sweep(connection: Connection, now: int) -> set[str]:
    """Remove what was handed over 30 days before `now` (ms UTC); return the families that left."""
    one = mark(connection, 1)
    sql = f"SELECT table_name, row_id FROM handed_over WHERE since <= {one}"
    due: set[Row] = {(row[0], row[1]) for row in connection.exec_driver_sql(sql, (now - KEPT_MS,))}
    if not due:
        return set()
    unsent, busy = _unsent(connection)
    homes = {row_id for table, row_id in due if table == "household"} - busy
    rows = {
        row: home for row, home in rows_of(connection, homes).items() if nouns()[row[0]].scope == "household"
    }
    homes -= {home for row, home in rows.items() if row in unsent}
    gone = {row for row, home in rows.items() if home in homes} | {("household", home) for home in homes}
    gone |= {row for row in due if row[0] != "household" and row not in unsent}
    remove(connection, gone)
    return homes


def rows_of(connection: Connection, homes: Collection[str]) -> dict[Row, str]:
    """Return the rows of these families, hidden ones too, each with its family."""
    found: dict[Row, str] = {}
    for noun in nouns().values():
        if "household_id" in noun.fields:
            sql = f"SELECT id, household_id FROM {noun.name} WHERE household_id IN {{}}"
            found |= {(noun.name, row[0]): row[1] for row in select_in(connection, sql, homes)}
    for table, row_id, text in connection.exec_driver_sql("SELECT table_name, row_id, state FROM orphan"):
        home = load_state(text).values.get("household_id")
        if home in homes:
            found[table, row_id] = str(home)
    return found


def remove(connection: Connection, rows: Collection[Row]) -> None:
    """Remove rows and what is kept beside them."""
    one = mark(connection, 1)
    for table in {table for table, _ in rows} & nouns().keys():
        ids = [(row_id,) for name, row_id in rows if name == table]
        execute_many(connection, f"DELETE FROM {table} WHERE id = {one}", ids)
    for beside in ("shadow", "orphan", "handed_over"):
        execute_many(
            connection, f"DELETE FROM {beside} WHERE table_name = {one} AND row_id = {one}", sorted(rows)
        )


def _unsent(connection: Connection) -> tuple[set[Row], set[str]]:
    """Return the rows that unsent txns write, and the families they are about."""
    bodies = connection.exec_driver_sql(f"SELECT body FROM txn WHERE own AND fate IN {UNSENT}")
    ops = [op for row in bodies for op in json.loads(row[0])["ops"]]
    homes = {op[2] for op in ops if op[1] == "household"} | {op[4] for op in ops if op[4]}
    return {(op[1], op[2]) for op in ops}, homes
