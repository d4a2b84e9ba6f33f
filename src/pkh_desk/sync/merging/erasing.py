"""Erasing: what every desk drops of a family when the office orders it, and what it keeps.

Dropped are rows, search entries, before-values, drafts, questions, and in the log every op about the family.
What stays of such a txn is its id, its place in the chain and its other ops, marked `erased`; so the chain
holds, is sent again as it is now, and order and counts do not change. Source: UU 27/2022, decisions, Erasure.
"""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session

from pkh_desk.domain.canon import canonical
from pkh_desk.store.local import LIST_DRAFT, get_setting, put_setting
from pkh_desk.store.log.packed import unpack
from pkh_desk.store.log.states import (
    Stored,
    execute_many,
    load_rows,
    load_state,
    mark,
    save_rows,
    select_in,
)
from pkh_desk.store.log.synced import nouns
from pkh_desk.sync.answering.sweep import Row, remove, rows_of
from pkh_desk.sync.merging.incoming import home_written

CAPABILITY = "erased"
"""The word in `needs` of a file with erased txns or orders to erase."""

PROPOSAL = "merge_proposal"
NUMBERS_USED = "numbers_used"
"""The setting that keeps the last official number of each block once its letter is gone."""


@dataclass(frozen=True)
class Order:
    """The families to erase, twins included, and the ids of their rows."""

    homes: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()

    def names(self, op: Any) -> bool:
        """Say whether an op is about one of the families; what is no op is about none."""
        if not (isinstance(op, list) and len(op) == 5 and isinstance(op[3], dict)):
            return False
        if not all(isinstance(name, str) for name in op[1:3]):
            return False
        other = op[3].get("other_id") if op[1] == PROPOSAL else None
        homes = {home for home in (op[4], home_written(op), other) if isinstance(home, str)}
        return op[2] in self.ids or not homes.isdisjoint(self.homes)


def standing_order(connection: Connection) -> Order:
    """Return everything that was ever ordered to be erased."""
    rows = connection.exec_driver_sql("SELECT homes, ids FROM erasure").fetchall()
    homes = frozenset(home for row in rows for home in json.loads(row[0]))
    return Order(homes, frozenset(row_id for row in rows for row_id in json.loads(row[1])))


def order_for(connection: Connection, homes: Collection[str]) -> Order:
    """Return the order that erases these families as they are here."""
    rows = {*rows_of(connection, homes), *_proposals(connection, homes)}
    return Order(frozenset(homes), frozenset({row_id for _, row_id in rows} | {*homes}))


def _proposals(connection: Connection, homes: Collection[str]) -> set[Row]:
    """Return what was said of these families being one with another that stays; it may name somebody."""
    sql = f"SELECT id FROM {PROPOSAL} WHERE other_id IN {{}}"
    return {(PROPOSAL, row[0]) for row in select_in(connection, sql, homes)}


def erase(session: Session, order: Order, here: bool = False) -> set[str]:
    """Drop everything of these families, in the session's transaction; return the SHA-256 of the photos and
    scans that no row names any more. The caller refreshes the search entries of the families.

    `here`: this is a laptop, from which rows may have left by now that its log still tells of.
    """
    connection = session.connection()
    rows = set(rows_of(connection, order.homes)) | {("household", home) for home in order.homes}
    rows |= _proposals(connection, order.homes)
    for noun in nouns().values():
        sql = f"SELECT id FROM {noun.name} WHERE id IN {{}}"
        rows |= {(noun.name, row[0]) for row in select_in(connection, sql, order.ids)}
    sql = "SELECT table_name, row_id FROM orphan WHERE row_id IN {}"
    rows |= {(row[0], row[1]) for row in select_in(connection, sql, order.ids)}
    rows -= _moved_in(connection, order, {row_id for _, row_id in rows})
    ids = {row_id for _, row_id in rows}
    _keep_numbers(session, ids)
    files = _redact_log(connection, order, rows, here)
    files |= {row[0] for row in select_in(connection, "SELECT sha256 FROM file WHERE id IN {}", ids)}
    remove(connection, rows)
    _forget_beside(connection, order.homes, ids)
    named = {row[0] for row in select_in(connection, "SELECT sha256 FROM file WHERE sha256 IN {}", files)}
    return files - named


def redact(txn_id: str, body: dict[str, Any], gone: Callable[[Any], bool]) -> bytes:
    """Return the line of a txn without its ops about erased families."""
    kept = {name: value for name, value in body.items() if name != "r"}
    kept |= {"ops": [op for op in body["ops"] if not gone(op)], "erased": True, "id": txn_id}
    return canonical(kept)


def photo_in(op: list[Any]) -> set[str]:
    """Return the SHA-256 of the photo or scan whose row an op brings, if it does."""
    return {str(op[3].get("sha256"))} if op[:2] == ["ins", "file"] else set()


def bare(op: list[Any]) -> str:
    """Return an op as JSON with nothing of its content."""
    return json.dumps([*op[:3], {}, op[4]])


def _redact_log(connection: Connection, order: Order, rows: Collection[Row], here: bool) -> set[str]:
    """Take the ops about these families out of every txn that may hold one; a person who went to another
    family before stays theirs. Returns the SHA-256 of the photos and scans that those ops brought."""
    ids = order.ids | {row_id for _, row_id in rows}
    named_by = Order(order.homes, ids)
    elsewhere: dict[str, bool] = {}

    def gone(op: Any) -> bool:
        if not named_by.names(op):
            return False
        if op[2] not in ids and op[2] not in elsewhere:
            elsewhere[op[2]] = _is_elsewhere(connection, op[1], op[2])
        return op[2] in ids or not elsewhere[op[2]]

    listed = connection.exec_driver_sql("SELECT id, txn_id, op FROM refused_op").fetchall()
    refused = [(row_id, txn, op) for row_id, txn, text in listed if gone(op := json.loads(text))]
    if here:
        named = {row[0] for row in connection.exec_driver_sql("SELECT id FROM txn")}
    else:
        named = _txns_about(connection, order.homes, ids, rows)
    named |= {txn for _, txn, _ in refused}
    one, photos = mark(connection, 1), set[str]()
    for txn, kept in select_in(connection, "SELECT id, body FROM txn WHERE id IN {}", named):
        body = json.loads(unpack(kept))
        if taken := [op for op in body["ops"] if gone(op)]:
            photos.update(*map(photo_in, taken))
            sql = f"UPDATE txn SET body = {one} WHERE id = {one}"
            connection.exec_driver_sql(sql, (redact(txn, body, gone), txn))
    bared = [(bare(op), row_id) for row_id, _, op in refused]
    execute_many(connection, f"UPDATE refused_op SET op = {one} WHERE id = {one}", bared)
    return photos


def _moved_in(connection: Connection, order: Order, ids: Collection[str]) -> set[Row]:
    """On a laptop: put back where the office has them those whom an unsent act brought into these."""
    back: set[Row] = set()
    sql = "SELECT table_name, row_id, state FROM shadow WHERE row_id IN {}"
    for table, row_id, text in select_in(connection, sql, ids):
        noun, state = nouns()[table], load_state(text)
        if row_id in order.ids or noun.household_of(row_id, state.values) in order.homes:
            continue
        here = load_rows(connection, noun, {row_id})
        save_rows(connection, noun, {row_id: Stored(state, here[row_id].change)} if here else {})
        back.add((table, row_id))
    one = mark(connection, 1)
    execute_many(connection, f"DELETE FROM shadow WHERE table_name = {one} AND row_id = {one}", sorted(back))
    return back


def _txns_about(
    connection: Connection, homes: Collection[str], ids: Collection[str], rows: Collection[Row]
) -> set[str]:
    found: set[str] = set()
    for sql, items in (
        ("SELECT id FROM txn WHERE household_id IN {}", homes),
        ("SELECT id FROM txn WHERE subject_id IN {}", ids),
        ("SELECT txn_id FROM before_value WHERE row_id IN {}", ids),
    ):
        found |= {row[0] for row in select_in(connection, sql, items)}
    for table in {table for table, _ in rows} & nouns().keys():
        sql = f"SELECT base_txn FROM {table} WHERE id IN {{}}"
        found |= {row[0] for row in select_in(connection, sql, [i for name, i in rows if name == table])}
    return found


def _is_elsewhere(connection: Connection, table: str, row_id: str) -> bool:
    noun = nouns().get(table)
    if noun is None:
        return False
    sql = f"SELECT 1 FROM {noun.name} WHERE id = {mark(connection, 1)}"
    return connection.exec_driver_sql(sql, (row_id,)).fetchone() is not None


def _keep_numbers(session: Session, ids: Collection[str]) -> None:
    """An official number is never used again, though its letter is gone."""
    sql = (
        "SELECT block_id, block_n FROM letter WHERE block_id IS NOT NULL AND block_n IS NOT NULL AND id IN {}"
    )
    used = dict(get_setting(session, NUMBERS_USED, {}))
    rows = select_in(session.connection(), sql, ids)
    for block, n in rows:
        used[block] = max(n, used.get(block, 0))
    if rows:
        put_setting(session, NUMBERS_USED, used)
        session.flush()


def _forget_beside(connection: Connection, homes: Collection[str], ids: Collection[str]) -> None:
    one = mark(connection, 1)
    for table, column, named in (
        ("before_value", "row_id", ids),
        ("overtaken", "row_id", ids),
        ("typed_mark", "row_id", ids),
        ("draft", "subject_id", ids),
        ("scope_change", "household_id", homes),
    ):
        execute_many(connection, f"DELETE FROM {table} WHERE {column} = {one}", [(name,) for name in named])
    connection.exec_driver_sql(f"DELETE FROM draft WHERE form = {one}", (LIST_DRAFT,))
