"""What undoing a decision of the office brings back beside the values: the question, and the fates.

A decision names every write it ends. Taking it back writes each of the ended values anew, none of which names
another, so that the question is open again; the one that was shown is written last and is shown. A record
that was sent back is accepted again when that is taken back, or waits where it stands in a question.
"""

import json
from collections.abc import Collection, Iterable

from sqlalchemy import Connection

from pkh_desk.store.log.packed import unpack
from pkh_desk.store.log.states import mark, select_in
from pkh_desk.store.log.txnlog import Op
from pkh_desk.store.log.values import Json
from pkh_desk.sync.merging.origins import written

Write = tuple[str, str, str, str]
"""(txn, table, row id, field)."""


def ended_values(connection: Connection, txns: Iterable[tuple[str, list[Op]]]) -> dict[Write, list[Json]]:
    """Return by each write of these txns that ended a question the values it ended, the oldest first."""
    writes = {
        (txn, op[1], op[2], name): seen
        for txn, ops in txns
        for op in ops
        if op[0] == "set"
        for name, (_, seen) in op[3].items()
        if len(seen) > 1
    }
    named = {txn for seen in writes.values() for txn in seen}
    rows = select_in(connection, "SELECT id, body, h FROM txn WHERE id IN {}", named)
    bodies = {
        row[0]: json.loads(unpack(row[1]))["ops"] for row in sorted(rows, key=lambda row: row[2]) if row[1]
    }
    found = {}
    for (txn, table, row_id, name), seen in writes.items():
        values: list[Json] = []
        for known, ops in bodies.items():
            values += written(ops, (table, row_id, name)) if known in seen else []
        if len(set(map(repr, values))) > 1:
            found[txn, table, row_id, name] = values
    return found


def mend_fates(connection: Connection, returned: Collection[str], change: int) -> None:
    """Set the fates of the txns that these rows (of `returned`) sent back, or no longer send back."""
    rows = select_in(connection, "SELECT id, txn_id, reason FROM returned WHERE id IN {}", returned)
    txns = {row[1] for row in rows}
    reasons = {row[0]: row[1] for row in select_in(connection, _STANDING, txns)}
    asked = {
        txn
        for row in connection.exec_driver_sql("SELECT txns FROM conflict").fetchall()
        for txn in json.loads(row[0])
    }
    refused = dict(map(tuple, select_in(connection, _REFUSED, txns)))
    one = mark(connection, 1)
    for txn in txns:
        free = "ditolak" if txn in refused else "menunggu" if txn in asked else "diterima"
        fate = "dikembalikan" if txn in reasons else free
        connection.exec_driver_sql(
            f"UPDATE txn SET fate = {one}, fate_reason = {one}, change = {one} WHERE id = {one}",
            (fate, reasons.get(txn, refused.get(txn, "")), change, txn),
        )


_REFUSED = "SELECT txn_id, reason FROM refused_op WHERE txn_id IN {}"
_STANDING = (
    "SELECT txn_id, reason FROM returned t WHERE reverses IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM returned r WHERE r.reverses = t.id) AND txn_id IN {}"
)
