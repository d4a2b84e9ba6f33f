"""What was changed, by day, in a person's words: who, which record, each field before and after.

One entry an act: an import of 268 families is one entry. Numbers of people are masked here: nobody needs
them whole to see that they changed.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from pkh_desk.desk import Desk
from pkh_desk.domain.people.nik import mask
from pkh_desk.store.log.packed import unpack
from pkh_desk.store.log.states import select_in
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.values import Json
from pkh_desk.views.people.find import elder_of, twins_of
from pkh_desk.views.upkeep.field_words import NUMBERS, field_words, say_reason, say_value
from pkh_desk.views.upkeep.history import WORDS, document_of
from pkh_desk.views.upkeep.status import WORST_FIRST

MOST_TXNS = 12
"""Of a long act, e.g. an import, the first ones are told; the rest is counted."""

RECORDED = "Tercatat"
"""What the office itself wrote has no fate: nobody decides on it."""

MASKED = NUMBERS | {"nik_raw", "no_kk_raw"}


@dataclass(frozen=True)
class FieldChange:
    """One field of one record, in words, before and after."""

    record: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedAct:
    """One act of a person; `at` in ms UTC.

    `family` is the name of the one family it is about, "" if it is about none or about several (`families`
    counts them). `records` say what was made, changed, deleted ("Anggota baru"), with their number.
    `added` are the tables of new records, `edited` those of older ones that it changed. `own`: written on
    this desk. `undone`: it was taken back; `takes_back`: it is itself an undoing. `fate` is the worst of its
    txns, "" for what the office itself wrote. `whole`: all of it is told, else only how it begins.
    """

    id: str
    at: int
    author: str
    family: str
    families: int
    records: tuple[tuple[str, int], ...]
    changes: tuple[FieldChange, ...]
    added: frozenset[str]
    edited: frozenset[str]
    own: bool
    undone: bool
    takes_back: bool
    fate: str
    reason: str
    whole: bool


Befores = dict[tuple[str, str, str, str], str | None]
"""What each write found: by txn, table, row id and field."""


@dataclass(frozen=True)
class _Around:
    """What acts are told by beside their txns; `undone` were taken back by the acts in `undoing`."""

    connection: Connection
    befores: Befores
    undone: frozenset[str]
    undoing: frozenset[str]
    is_office: bool


def changes(desk: Desk, household_id: str | None = None, limit: int = 200) -> list[ChangedAct]:
    """Return the latest acts, of one family or of all, newest first."""
    with desk.read() as session:
        connection = session.connection()
        homes = twins_of(connection, elder_of(connection, household_id)) if household_id else []
        return _changed(desk, connection, _heads(connection, homes, limit), homes)


def changed_act(desk: Desk, act: str) -> ChangedAct:
    """Return one act, which the log holds."""
    with desk.read() as session:
        connection = session.connection()
        (head,) = select_in(connection, _HEAD, [act])
        return _changed(desk, connection, {act: head})[0]


def _changed(
    desk: Desk, connection: Connection, heads: dict[str, Any], homes: Sequence[str] = ()
) -> list[ChangedAct]:
    """Return these acts, as far as they are about some families, none meaning all."""
    told: dict[str, list[Any]] = {}
    for row in select_in(connection, _TXNS.replace("{home}", _within("t.household_id", homes)), heads):
        told.setdefault(row[0], []).append(row)
    befores = _befores(connection, [row[1] for rows in told.values() for row in rows])
    undone = {row[0]: row[1] for row in connection.exec_driver_sql("SELECT act, by_act FROM undone")}
    around = _Around(connection, befores, frozenset(undone), frozenset(undone.values()), desk.is_office)
    return [_act(around, heads[act], told[act]) for act in heads]


def _heads(connection: Connection, homes: Sequence[str], limit: int) -> dict[str, Any]:
    """Return the latest acts with their time and the number of their families, newest first."""
    if not homes:
        at = _latest(connection, limit)
        families = dict(map(tuple, select_in(connection, _FAMILIES, at.keys())))
        return {act: (act, h, families[act]) for act, h in at.items()}
    sql = (
        "SELECT act, max(h) AS at, count(DISTINCT household_id) FROM txn "
        f"WHERE {_within('household_id', homes)} GROUP BY act ORDER BY at DESC LIMIT {int(limit)}"
    )
    return {row[0]: row for row in connection.exec_driver_sql(sql)}


def _latest(connection: Connection, limit: int) -> dict[str, int]:
    """Return the time of the latest acts of all, newest first. The log is walked back from its end, by the
    index, only until there are enough: an office's holds years of all laptops."""
    found: dict[str, int] = {}
    with connection.execute(text(_BACKWARDS).execution_options(stream_results=True)) as rows:
        for act, h in rows:
            found.setdefault(act, h)
            if len(found) == limit:
                break
    return found


def _within(column: str, homes: Sequence[str]) -> str:
    """Return the condition of some families, none meaning all; what is no id is never written."""
    if not homes:
        return "1=1"
    listed = ", ".join(f"'{home}'" for home in homes if home.isalnum())
    return f"{column} IN ({listed or 'NULL'})"


def _befores(connection: Connection, txns: Sequence[str]) -> Befores:
    return {tuple(row[:4]): row[4] for row in select_in(connection, _BEFORE, txns)}


def _act(around: _Around, head: Any, rows: Sequence[Any]) -> ChangedAct:
    connection = around.connection
    records: Counter[str] = Counter()
    found: list[FieldChange] = []
    added: set[str] = set()
    edited: set[str] = set()
    for row in rows:
        for kind, table, row_id, fields, _home in json.loads(unpack(row[2]))["ops"]:
            word, told = _told(connection, table, row_id)
            if kind == "ins":
                records[f"{word} baru"] += 1
                added.add(table)
                found += told
                continue
            edited.add(table)
            records[_edit_words(word, fields)] += 1
            for name, (value, _seen) in fields.items():
                if name != "deleted":
                    before = _typed(table, name, around.befores.get((row[1], table, row_id, name)))
                    was, now = (_say(connection, table, name, each) for each in (before, value))
                    found.append(FieldChange(word, field_words(name), was, now))
    own = all(row[7] for row in rows)
    worst = min(rows, key=lambda row: WORST_FIRST.index(row[5]))
    return ChangedAct(
        id=head[0],
        at=head[1],
        author=rows[0][3],
        family=(rows[0][4] or "") if head[2] == 1 else "",
        families=head[2],
        records=tuple(records.items()),
        changes=tuple(found),
        added=frozenset(added),
        edited=frozenset(edited),
        own=own,
        undone=head[0] in around.undone,
        takes_back=head[0] in around.undoing,
        fate="" if around.is_office and own else worst[5],
        reason=say_reason(worst[6] or ""),
        whole=len(rows) < MOST_TXNS,
    )


def _told(connection: Connection, table: str, row_id: str) -> tuple[str, list[FieldChange]]:
    """Return what a record is called, and what is told of it when it is new."""
    word = WORDS.get(table, table)
    document = document_of(connection, table, row_id)
    if document is None:
        return word, []
    word = f"{word} {document.title}"
    return word, [FieldChange(word, each.title, each.before, each.after) for each in document.changes]


def _edit_words(word: str, fields: dict[str, Any]) -> str:
    if "deleted" in fields:
        return f"{word} dihapus" if fields["deleted"][0] else f"{word} dikembalikan"
    return f"{word} diubah"


def _say(connection: Connection, table: str, name: str, value: Json) -> str:
    """Say a value; one that the office refused, because no such field holds it, as it was written."""
    field = nouns()[table].fields.get(name) if table in nouns() else None
    if field is None or not field.admits(value):
        return "" if value is None else str(value)
    return mask(str(value)) if name in MASKED and value else say_value(connection, name, value)


def _typed(table: str, name: str, text: str | None) -> Json:
    """Return the value whose text was kept as a before-value."""
    field = nouns()[table].fields.get(name) if table in nouns() else None
    return field.from_before(text) if field else text


_TXNS = (
    "SELECT act, id, body, author_name, family, fate, fate_reason, own FROM ("
    "SELECT t.act, t.id, t.body, coalesce(p.name, '') AS author_name, m.name AS family, t.fate, "
    "t.fate_reason, t.own, t.household_id, t.h, t.n, "
    "row_number() OVER (PARTITION BY t.act ORDER BY t.h, t.n) AS place FROM txn t "
    "LEFT JOIN alias a ON a.from_id = t.author AND a.active AND NOT a.deleted "
    "LEFT JOIN petugas p ON p.id = coalesce(a.to_id, t.author) "
    "LEFT JOIN household f ON f.id = t.household_id LEFT JOIN member m ON m.id = f.pengurus_id "
    "WHERE {home} AND t.act IN {}) AS told "
    f"WHERE place <= {MOST_TXNS} ORDER BY h, n"
)
_HEAD = "SELECT act, max(h), count(DISTINCT household_id) FROM txn WHERE act IN {} GROUP BY act"
_BACKWARDS = "SELECT act, h FROM txn ORDER BY h DESC"
_FAMILIES = "SELECT act, count(DISTINCT household_id) FROM txn WHERE act IN {} GROUP BY act"
_BEFORE = "SELECT txn_id, table_name, row_id, field, value FROM before_value WHERE txn_id IN {}"
