"""What the office did not take from laptops: each write its author may not make, with the reason.

Nothing is to be decided about it. Its author hears the same reason with the next answer; the rest of what
came along is in force.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.people.nik import mask
from pkh_desk.store.log.states import select_in
from pkh_desk.views.office.sent_in import SentIn, sent_in
from pkh_desk.views.upkeep.field_words import FIELD_WORDS, NUMBERS, say_reason, say_value
from pkh_desk.views.upkeep.history import WORDS

MOST = 200


@dataclass(frozen=True)
class Refused:
    """One refused write; `at` in ms UTC, `record` what it is about, `values` the words of what it says.

    `household_id` is "" where the office does not know the family.
    """

    id: int
    at: int
    sender: str
    file: SentIn | None
    family: str
    household_id: str
    record: str
    reason: str
    values: tuple[tuple[str, str], ...]


def refused(desk: Desk) -> list[Refused]:
    """Return the latest refused writes, the newest first; not those about families that were erased."""
    with desk.read() as session:
        connection = session.connection()
        rows = connection.exec_driver_sql(_REFUSED).fetchall()
        ops = {row[0]: json.loads(row[2]) for row in rows}
        homes = {row[0]: row[6] or (ops[row[0]][4] or "") for row in rows}
        families = {row[0]: row[1] for row in select_in(connection, _FAMILIES, set(homes.values()))}
        files = sent_in(connection, {row[1] for row in rows})
        return [
            Refused(
                number,
                at,
                sender,
                files.get(txn),
                families.get(homes[number], ""),
                homes[number] if homes[number] in families else "",
                WORDS.get(ops[number][1], "Catatan"),
                say_reason(reason),
                _values(connection, ops[number]),
            )
            for number, txn, _op, reason, at, sender, _home in rows
            if ops[number][3]
        ]


def _values(connection: Connection, op: Sequence[Any]) -> tuple[tuple[str, str], ...]:
    """Return what an op says, as far as the office knows its fields; values of a wrong shape stay out."""
    found = []
    for name, said in op[3].items():
        value = said[0] if op[0] == "set" and isinstance(said, list) and said else said
        if name in FIELD_WORDS and isinstance(value, str | int) and value != "":
            words = str(value) if name in NUMBERS else _say(connection, name, value)
            found.append((FIELD_WORDS[name], mask(words) if name in NUMBERS else words))
    return tuple(found)


def _say(connection: Connection, name: str, value: str | int) -> str:
    try:
        return say_value(connection, name, value)
    except ValueError:
        return str(value)


_REFUSED = (
    "SELECT r.id, r.txn_id, r.op, r.reason, t.h, coalesce(p.name, ''), t.household_id FROM refused_op r "
    "JOIN txn t ON t.id = r.txn_id "
    "LEFT JOIN alias a ON a.from_id = t.author AND a.kind = 'petugas' AND a.active AND NOT a.deleted "
    "LEFT JOIN petugas p ON p.id = coalesce(a.to_id, t.author) "
    f"ORDER BY r.id DESC LIMIT {MOST}"
)
_FAMILIES = (
    "SELECT h.id, coalesce(m.name, '') FROM household h "
    "LEFT JOIN member m ON m.id = h.pengurus_id WHERE h.id IN {}"
)
