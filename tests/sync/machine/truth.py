"""What must hold, said again from the log alone: independent of the merge, the answer and the receiving.

A field's heads are the accepted writes that no accepted write names as seen; the highest (time, txn) is
shown; more than one value is an open question. A laptop shows, field by field, what the office has of the
families it may see.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from machine.questions import (
    Cell,
    Head,
    doubled_numbers,
    edits_after_deletion,
    first_writers,
    proposals_open,
    steps_out_of_turn,
    twins_apart,
)
from pkh_desk.desk import Desk
from pkh_desk.store.log.heads import highest
from pkh_desk.store.log.packed import unpack
from pkh_desk.store.log.states import Stored, load_rows, load_state
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.values import Noun
from pkh_desk.views.people.family import read_products

FORBIDDEN, FOREIGN = "TERLARANG", "ASING"
"""What a forbidden write, and a write about somebody else's family, try to store; never seen at the office.

An office that lost the family in a restore cannot tell whose it is until it comes back: then the second may.
"""

FIELD_REFUSED = re.compile(r"isian (\w+) (?:hanya diubah kantor|tidak dikenal)")


def ask(desk: Desk, sql: str) -> list[Any]:
    """Return the rows of a query on a desk's database."""
    with desk.read() as session:
        return list(session.connection().exec_driver_sql(sql).fetchall())


def setting(desk: Desk, key: str) -> Any:
    """Return one setting of a desk, None if it is not set."""
    rows = ask(desk, f"SELECT value FROM setting WHERE key = '{key}'")
    return json.loads(rows[0][0]) if rows else None


def own_txns(desk: Desk) -> set[str]:
    """Return the ids of everything written on this desk."""
    return {row[0] for row in ask(desk, "SELECT id FROM txn WHERE own")}


def all_txns(desk: Desk) -> set[str]:
    """Return the ids of every txn a desk knows."""
    return {row[0] for row in ask(desk, "SELECT id FROM txn")}


def confirmed_txns(desk: Desk) -> set[str]:
    """Return the ids a laptop no longer sends."""
    return {row[0] for row in ask(desk, "SELECT id FROM txn WHERE own AND fate NOT IN ('belum','sampai')")}


def unsent(desk: Desk) -> int:
    """Return how many txns of a laptop the office has not confirmed."""
    return int(ask(desk, "SELECT count(*) FROM txn WHERE own AND fate IN ('belum','sampai')")[0][0])


def hidden_unsent(desk: Desk) -> list[str]:
    """Return the records of unsent work that a laptop neither shows nor keeps aside."""
    told = ("visit", "promise", "product", "stock_movement", "household")
    written = {
        (op[1], op[2])
        for (body,) in ask(desk, "SELECT body FROM txn WHERE own AND fate IN ('belum','sampai')")
        for op in json.loads(unpack(body))["ops"]
        if op[0] == "ins" and op[1] in told
    }
    kept = {tuple(row) for row in ask(desk, "SELECT table_name, row_id FROM orphan")}
    for table in told:
        kept |= {(table, row[0]) for row in ask(desk, f"SELECT id FROM {table}")}
    return sorted(row_id for _, row_id in written - kept)


def desk_ids(office: Desk) -> dict[str, str]:
    """Return the ids of the known desks by name."""
    return dict(tuple(row) for row in ask(office, "SELECT name, id FROM desk"))


def everything(desk: Desk) -> dict[str, list[Any]]:
    """Return every row of every synced table and of the log."""
    tables = [*nouns(), "txn", "shadow", "handed_over"]
    return {table: sorted(map(tuple, ask(desk, f"SELECT * FROM {table}")), key=repr) for table in tables}


# --- the office


def check_office(office: Desk, never_lost: bool = True, applied: bool = False) -> int:
    """Compare the office's rows, questions and fates with its log; return how many questions are open.

    `applied`: right after applying, when no deletion may hide what somebody wrote later.
    """
    with office.read() as session:
        connection = session.connection()
        rows = _rows(connection)
        expected, streams = _heads_by_the_log(connection, rows)
        found = _heads_of_rows(connection, rows)
        assert set(found) == set(expected), _difference(found, expected)
        for cell, heads in expected.items():
            assert found[cell] == heads, (cell, found[cell], heads)
        _check_streams(connection, expected, streams)
        own = {row[0] for row in connection.exec_driver_sql("SELECT id FROM txn WHERE own")}
        seen = dict(map(tuple, connection.exec_driver_sql("SELECT id, seen_at FROM txn").fetchall()))
        hidden = edits_after_deletion(expected, rows, streams, seen, own)
        assert not (applied and hidden), ("somebody's work is hidden by a deletion", hidden)
        open_txns = _check_questions(connection, expected, rows, hidden)
        _check_fates(connection, open_txns)
        _check_forbidden(expected, {FORBIDDEN, FOREIGN} if never_lost else {FORBIDDEN})
        return len(open_txns)


def _heads_by_the_log(
    connection: Connection, rows: dict[tuple[str, str], Stored]
) -> tuple[dict[Cell, set[Head]], dict[str, str]]:
    refused_ops, refused_fields = set(), set()
    for txn, reason, op in connection.exec_driver_sql("SELECT txn_id, reason, op FROM refused_op"):
        one_field = FIELD_REFUSED.match(reason)
        if one_field:
            refused_fields.add((txn, json.dumps(json.loads(op)[:3]), one_field[1]))
        else:
            refused_ops.add((txn, json.dumps(json.loads(op))))
    writes: dict[Cell, list[tuple[Head, list[str]]]] = defaultdict(list)
    streams = {}
    sql = "SELECT id, stream, h, seen_at, body, own FROM txn"
    for txn, stream, h, seen_at, body, own in connection.exec_driver_sql(sql):
        streams[txn] = stream
        for op in json.loads(unpack(body))["ops"]:
            if (txn, json.dumps(op)) in refused_ops:
                continue
            kind, table, row_id, payload, _ = op
            row = rows.get((table, row_id))
            again = kind == "ins" and not own and row is not None and row.state.base[1] != txn
            for name, value, seen in _fields(kind, table, payload):
                if again and (nouns()[table].fact or name in nouns()[table].office_fields):
                    continue
                if (txn, json.dumps(op[:3]), name) not in refused_fields:
                    writes[table, row_id, name].append(((min(h, seen_at), txn, value), seen))
    expected = {}
    for cell, listed in writes.items():
        superseded = {txn for _, seen in listed for txn in seen}
        expected[cell] = {head for head, _ in listed if head[1] not in superseded}
    return expected, streams


def _fields(kind: str, table: str, payload: dict[str, Any]) -> Iterable[tuple[str, Any, list[str]]]:
    if kind == "ins":
        for name, value in {**nouns()[table].defaults, **payload}.items():
            yield name, value, []
    else:
        for name, (value, seen) in payload.items():
            yield name, value, seen


def _rows(connection: Connection) -> dict[tuple[str, str], Stored]:
    return {
        (noun.name, row_id): stored for noun in nouns().values() for row_id, stored in _all(connection, noun)
    }


def _all(connection: Connection, noun: Noun, where: str = "1=1") -> list[tuple[str, Stored]]:
    ids = [row[0] for row in connection.exec_driver_sql(f"SELECT t.id FROM {noun.name} t WHERE {where}")]
    return list(load_rows(connection, noun, ids).items())


def _heads_of_rows(connection: Connection, rows: dict[tuple[str, str], Stored]) -> dict[Cell, set[Head]]:
    found: dict[Cell, set[Head]] = {}
    for (table, row_id), stored in rows.items():
        for name in nouns()[table].fields:
            heads = stored.state.heads_of(name)
            found[table, row_id, name] = set(heads)
            assert highest(heads)[2] == stored.state.values[name], "the shown value is not the highest head"
    for table, row_id, text in connection.exec_driver_sql("SELECT table_name, row_id, state FROM orphan"):
        for name, heads in load_state(text).heads.items():
            found[table, row_id, name] = set(heads)
    return found


def _check_streams(connection: Connection, expected: dict[Cell, set[Head]], streams: dict[str, str]) -> None:
    """A laptop's stream never conflicts with itself, unless two copies continued it. (The office's may: who
    takes a decision back opens the question again.)"""
    laptops = {row[0] for row in connection.exec_driver_sql("SELECT id FROM stream WHERE NOT forked")}
    for cell, heads in expected.items():
        writers = [streams[txn] for _, txn, value in heads if streams[txn] in laptops and value != FOREIGN]
        assert len(writers) == len(set(writers)), ("a stream conflicts with itself", cell)


def _check_questions(
    connection: Connection,
    expected: dict[Cell, set[Head]],
    rows: dict[tuple[str, str], Stored],
    hidden: dict[str, set[str]],
) -> set[str]:
    """Every field with two values, edit after a deletion, step out of turn and doubled NIK is asked, and
    nothing else is."""
    first = first_writers(connection)
    due: dict[str, set[str]] = {}
    for (table, row_id, name), heads in expected.items():
        if (table, row_id) in rows and len({repr(head[2]) for head in heads}) > 1:
            named = (first((table, row_id, name), head[1]) for head in heads)
            due[f"{table}/{row_id}/{name}"] = set().union(*named)
    for key, txns in hidden.items():
        due[key] = due.get(key, set()) | txns
    due |= steps_out_of_turn(rows) | proposals_open(rows)
    asked = {
        row[0]: set(json.loads(row[1]))
        for row in connection.exec_driver_sql(
            "SELECT key, txns FROM conflict WHERE kind IN ('field','stage','same')"
        )
    }
    assert asked == due, _difference(asked, due)
    apart = {row[0] for row in connection.exec_driver_sql("SELECT key FROM conflict WHERE kind = 'twin'")}
    twins = twins_apart(rows, first)
    assert apart == set(twins), _difference(apart, set(twins))
    due |= twins
    doubled = doubled_numbers(rows)
    niks = {row[0] for row in connection.exec_driver_sql("SELECT key FROM conflict WHERE kind = 'nik'")}
    assert niks == doubled, _difference(niks, doubled)
    return {txn for txns in due.values() for txn in txns}


def _check_fates(connection: Connection, open_txns: set[str]) -> None:
    refused = {row[0] for row in connection.exec_driver_sql("SELECT DISTINCT txn_id FROM refused_op")}
    for txn, fate in connection.exec_driver_sql("SELECT id, fate FROM txn WHERE NOT own"):
        if fate == "dikembalikan":
            continue
        due = "ditolak" if txn in refused else "menunggu" if txn in open_txns else "diterima"
        assert fate == due, ("a sender would hear the wrong fate", fate, due)


def _check_forbidden(expected: dict[Cell, set[Head]], values: set[str]) -> None:
    for cell, heads in expected.items():
        assert all(head[2] not in values for head in heads), ("a forbidden write counts", cell)


def _difference(found: Any, expected: Any) -> str:
    more, less = sorted(set(found) - set(expected)), sorted(set(expected) - set(found))
    if more or less:
        return f"too much: {more[:5]}, missing: {less[:5]}"
    return str([(key, found[key], expected[key]) for key in found if found[key] != expected[key]][:3])


# --- a laptop beside the office


def check_equal(office: Desk, laptop: Desk) -> None:
    """Compare every row of a laptop's scope field by field, the stock of its products, and every fate."""
    own = ",".join(f"'{petugas}'" for petugas in pendamping_of(office, laptop.identity.desk_id))
    with office.read() as session, laptop.read() as beside:
        theirs, mine = session.connection(), beside.connection()
        for noun in nouns().values():
            due = dict(_all(theirs, noun, _in_scope(noun, own)))
            held = dict(_all(mine, noun, _not_handed_over(noun)))
            assert set(held) == set(due), (noun.name, _difference(set(held), set(due)))
            for row_id, stored in due.items():
                assert _plain(held[row_id]) == _plain(stored), (noun.name, row_id, held[row_id], stored)
        _check_stock(theirs, mine)
        due_fates = dict(tuple(r) for r in theirs.exec_driver_sql("SELECT id, fate FROM txn WHERE NOT own"))
        for txn, fate in mine.exec_driver_sql("SELECT id, fate FROM txn WHERE own"):
            assert fate == due_fates[txn], ("the sender heard another fate", fate, due_fates[txn])


def pendamping_of(office: Desk, desk_id: str) -> list[str]:
    """Return the petugas a laptop stands for: the one it was invited as, and those it was alone."""
    ((own,),) = ask(office, f"SELECT petugas_id FROM desk WHERE id = '{desk_id}'")
    alone = ask(office, f"SELECT from_id FROM alias WHERE active AND NOT deleted AND to_id = '{own}'")
    return [own, *(row[0] for row in alone)]


def ever_assigned(office: Desk) -> set[tuple[str, str]]:
    """Return (household, petugas) for every family and each petugas who has or had it."""
    rows = ask(office, "SELECT id, pendamping_id FROM household")
    return {
        *map(tuple, rows),
        *map(tuple, ask(office, "SELECT household_id, from_pendamping FROM scope_change")),
    }


def _in_scope(noun: Noun, pendamping: str) -> str:
    if noun.scope == "district":
        return "1=1"
    if noun.scope == "pendamping" or noun.name == "household":
        return f"t.pendamping_id IN ({pendamping})"
    return f"t.household_id IN (SELECT id FROM household WHERE pendamping_id IN ({pendamping}))"


def _not_handed_over(noun: Noun) -> str:
    row = f"t.id NOT IN (SELECT row_id FROM handed_over WHERE table_name = '{noun.name}')"
    if noun.scope != "household" or noun.name == "household":
        return row
    home = "SELECT row_id FROM handed_over WHERE table_name = 'household'"
    return f"{row} AND t.household_id NOT IN ({home})"


def check_erased(desks: list[Desk]) -> int:
    """No desk holds a row of an erased family, or an op about one; return how many were erased.

    What a tampered laptop made up about a family that it never had may stay with it.
    """
    orders = ask(desks[0], "SELECT homes, ids FROM erasure")
    homes = {home for row in orders for home in json.loads(row[0])}
    ids = homes | {row_id for row in orders for row_id in json.loads(row[1])}
    for desk in desks:
        for noun in nouns().values():
            held = {row[0] for row in ask(desk, f"SELECT id FROM {noun.name}")}
            if "household_id" in noun.fields:
                held |= {row[0] for row in ask(desk, f"SELECT household_id FROM {noun.name}")}
            assert not held & ids, ("an erased family is still here", noun.name, held & ids)
        for (body,) in ask(desk, "SELECT body FROM txn"):
            named = ids & {op[2] for op in json.loads(unpack(body))["ops"] if FOREIGN not in json.dumps(op)}
            assert not named, ("an erased family is in the log", desk.identity.name, unpack(body))
    return len(orders)


def _plain(stored: Stored) -> Any:
    state = stored.state
    heads = {name: sorted(heads) for name, heads in state.heads.items()}
    return state.values, state.base, heads, stored.change


def _check_stock(theirs: Connection, mine: Connection) -> None:
    """The stock a laptop shows is the sum of every accepted movement in the office's log."""
    total: dict[str, int] = defaultdict(int)
    refused = {tuple(row) for row in theirs.exec_driver_sql("SELECT txn_id, op FROM refused_op")}
    for txn, body in theirs.exec_driver_sql("SELECT id, body FROM txn"):
        for op in json.loads(unpack(body))["ops"]:
            kind, table, _, payload, _ = op
            accepted = (txn, json.dumps(op, ensure_ascii=False)) not in refused
            if kind == "ins" and table == "stock_movement" and accepted:
                way = 1 if payload["kind"] == "masuk" else -1
                total[payload["product_id"]] += (
                    way * payload["quantity"] * (-1 if "reverses" in payload else 1)
                )
    shown = f"SELECT id FROM household t WHERE {_not_handed_over(nouns()['household'])}"
    for product in read_products(mine, [row[0] for row in mine.exec_driver_sql(shown)]):
        assert product.stock == total[product.id], ("stock is not the sum of its movements", product)
