"""Rows of the office on their way to a laptop: `["row", table, row, change, at, txn, values, heads]`.

Only the values that are not the defaults of their fields are named.
"""

from collections.abc import Sequence
from typing import Any

from pkh_desk.store.log.heads import RowState
from pkh_desk.store.log.states import Stored, read_row
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.values import Noun

ROW = "row"


def row_line(noun: Noun, row: Sequence[Any]) -> list[Any]:
    """Return the line of a row selected by `columns`."""
    stored = read_row(noun, row)
    state = stored.state
    assert state.base is not None
    named = {k: v for k, v in state.values.items() if v != noun.defaults[k]}
    return [ROW, noun.name, row[0], stored.change, *state.base, named, state.heads]


def read_row_line(line: Sequence[Any]) -> tuple[str, str, Stored] | None:
    """Return table, row id and state of a line; None for a noun that this program does not know."""
    _, table, row_id, change, at, txn, named, heads = line
    noun = nouns().get(table)
    if noun is None:
        return None
    values = {**noun.defaults, **{k: v for k, v in named.items() if k in noun.fields}}
    kept = {name: [(h[0], h[1], h[2]) for h in listed] for name, listed in heads.items()}
    return table, row_id, Stored(RowState(values, (at, txn), kept), change)
