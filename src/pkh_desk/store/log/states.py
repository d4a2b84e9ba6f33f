"""Reading and writing merge states in bulk, by the driver, behind one pair of functions.

The ORM costs five to eight times as much; the merge, imports and undo come through here. Values are
JSON scalars all the way: dates are ISO text, which is also how SQLite stores them.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pkh_desk.store.log.heads import RowState, dump_heads, load_heads
from pkh_desk.store.log.values import Json, Noun

CHUNK = 900


@dataclass
class Stored:
    """A row as it lies in the database: its merge state and the change number it carries."""

    state: RowState
    change: int = 0


def mark(connection: Connection, count: int) -> str:
    """Return `count` placeholders in the driver's style."""
    return ",".join(["?" if connection.dialect.paramstyle == "qmark" else "%s"] * count)


def chunks(items: Collection[str]) -> Iterable[tuple[str, ...]]:
    """Cut a collection into tuples short enough for one IN list."""
    listed = tuple(items)
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]


def select_in(connection: Connection, sql: str, items: Collection[str]) -> list[Sequence[Any]]:
    """Run `sql` (which ends in `IN (...)`, written as `IN {}`) over all items, chunk by chunk.

    In the order of their ids, rows that were made together are read together, and each page once.
    """
    rows: list[Sequence[Any]] = []
    for chunk in chunks(sorted(items)):
        filled = sql.replace("{}", f"({mark(connection, len(chunk))})")
        rows += connection.exec_driver_sql(filled, chunk).fetchall()
    return rows


def execute_many(connection: Connection, sql: str, rows: list[tuple[Any, ...]]) -> None:
    """Run a statement over many parameter tuples; nothing happens for an empty list."""
    if rows:
        connection.exec_driver_sql(sql, rows)


def insert_many(
    connection: Connection, table: str, names: Sequence[str], rows: list[tuple[Any, ...]], tail: str = ""
) -> None:
    """Insert rows with these columns; `tail` is what the statement ends in.

    A column in which all rows hold the same NULL, TRUE or FALSE stands in the statement itself: handed over
    row by row, each such value costs the driver more than a text does, and most rows hold ten of them.
    """
    if not rows:
        return
    cells = list(zip(*rows, strict=True))
    words = [_same_word(column) for column in cells]
    one = mark(connection, 1)
    values = ",".join(word or one for word in words)
    bound = [column for column, word in zip(cells, words, strict=True) if not word]
    sql = f"INSERT INTO {table} ({_listed(names)}) VALUES ({values}){tail}"
    execute_many(connection, sql, list(zip(*bound, strict=True)))


def columns(noun: Noun) -> list[str]:
    """Return the columns of a noun in the order `load_rows` and `save_rows` use."""
    merge = ["id", "base_at", "base_txn", "change"] + ([] if noun.fact else ["heads"])
    return merge + list(noun.fields)


def load_rows(connection: Connection, noun: Noun, ids: Collection[str]) -> dict[str, Stored]:
    """Return the stored rows of these ids."""
    sql = f"SELECT {_listed(columns(noun))} FROM {noun.name} WHERE id IN {{}}"
    return {row[0]: read_row(noun, row) for row in select_in(connection, sql, ids)}


def read_row(noun: Noun, row: Sequence[Any]) -> Stored:
    """Turn a row selected by `columns` into its stored state."""
    first = 4 if noun.fact else 5
    values = {
        name: _json(value, field.type)
        for (name, field), value in zip(noun.fields.items(), row[first:], strict=True)
    }
    heads = {} if noun.fact else load_heads(row[4])
    return Stored(RowState(values, (row[1], row[2]), heads), row[3])


def save_rows(connection: Connection, noun: Noun, rows: Mapping[str, Stored]) -> None:
    """Insert or overwrite the rows; every state must have its base."""
    names = columns(noun)
    updates = ",".join(f'"{name}"=excluded."{name}"' for name in names[1:])
    written = [write_row(noun, row_id, stored) for row_id, stored in rows.items()]
    insert_many(connection, noun.name, names, written, f" ON CONFLICT (id) DO UPDATE SET {updates}")


def add_rows(connection: Connection, noun: Noun, rows: Mapping[str, Stored]) -> None:
    """Insert rows that are not there yet; every state must have its base."""
    written = [write_row(noun, row_id, stored) for row_id, stored in rows.items()]
    insert_many(connection, noun.name, columns(noun), written)


def write_row(noun: Noun, row_id: str, stored: Stored) -> tuple[Any, ...]:
    """Return the parameter tuple of a row, in the order of `columns`."""
    state = stored.state
    assert state.base is not None
    heads = () if noun.fact else (dump_heads(state.heads),)
    return (row_id, *state.base, stored.change, *heads, *map(state.values.get, noun.fields))


def new_row(
    noun: Noun, row_id: str, values: Mapping[str, Json], at: int, txn: str, change: int
) -> tuple[Any, ...]:
    """Return the parameter tuple of a row that this txn inserts, as `write_row` does."""
    heads = () if noun.fact else (None,)
    return (row_id, at, txn, change, *heads, *map(values.get, noun.fields))


def dump_state(state: RowState) -> str:
    """Return a state as JSON text, for shadows and orphans."""
    return json.dumps({"values": state.values, "base": state.base, "heads": state.heads}, ensure_ascii=False)


def load_state(text: str) -> RowState:
    """Return the state from its JSON text."""
    body = json.loads(text)
    heads = {name: [(h[0], h[1], h[2]) for h in listed] for name, listed in body["heads"].items()}
    return RowState(body["values"], tuple(body["base"]) if body["base"] else None, heads)


def _listed(names: Iterable[str]) -> str:
    return ",".join(f'"{name}"' for name in names)


def _same_word(column: Sequence[Any]) -> str:
    """Return the SQL word for what a whole column holds, "" where it is not one and the same such word."""
    first = column[0]
    if first is None:
        word = "NULL"
    elif first is True or first is False:
        word = "TRUE" if first else "FALSE"
    else:
        return ""
    return word if column.count(first) == len(column) else ""


def _json(value: Any, kind: type) -> Json:
    if value is None or isinstance(value, str):
        return value
    if kind is bool:
        return bool(value)
    return value.isoformat() if isinstance(value, date) else value
