"""The latest decisions of the office: who decided what about which family, and when.

What was chosen is read from the log, so that it goes with a family that is erased; beside it only the act and
what the question was about are kept, in one setting.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.people.nik import mask
from pkh_desk.domain.people.petugas import MERGE_ANSWER
from pkh_desk.store.local import get_setting
from pkh_desk.store.log.states import select_in
from pkh_desk.views.upkeep.field_words import NUMBERS, field_words, say_value

DECIDED = "decided"
"""The setting: lists of [act, kind, field, household id, value], the latest last."""

ABOUT = {"stage": "Tahap graduasi", "nik": "NIK dipakai dua orang", "same": "Mungkin satu keluarga"}
STAGE_WORDS = {"batal": "Tahap yang berlaku tetap", "pakai": "Tahap yang tidak urut dipakai"}


@dataclass(frozen=True)
class Decided:
    """A decision that stands; `at` in ms UTC, `words` what was chosen (numbers masked), `note` what the
    pendamping was told."""

    act: str
    at: int
    clerk: str
    family: str
    household_id: str
    about: str
    words: str
    note: str


def decided(desk: Desk) -> list[Decided]:
    """Return the latest decisions that were not taken back, the newest first."""
    with desk.read() as session:
        connection = session.connection()
        kept = {entry[0]: entry for entry in get_setting(session, DECIDED, [])}
        undone = {row[0] for row in select_in(connection, "SELECT act FROM undone WHERE act IN {}", kept)}
        families = {row[0]: row[1] for row in select_in(connection, _FAMILIES, {e[3] for e in kept.values()})}
        ops: dict[str, list[Any]] = {}
        said: dict[str, tuple[int, str]] = {}
        for act, at, clerk, body in select_in(connection, _ACTS, kept.keys() - undone):
            ops.setdefault(act, []).extend(json.loads(body)["ops"])
            said[act] = at, clerk
        return [
            Decided(
                act,
                *said[act],
                families[home],
                home,
                ABOUT.get(kind) or field_words(field),
                _words(connection, kind, field, value, ops[act]),
                _note(ops[act]),
            )
            for act, kind, field, home, value in reversed(kept.values())
            if act in said and home in families
        ]


def _words(connection: Connection, kind: str, field: str, value: str, ops: Iterable[Any]) -> str:
    if kind == "stage":
        return STAGE_WORDS.get(value, "")
    if kind == "same" or value in MERGE_ANSWER:
        return MERGE_ANSWER.get(value, "")
    if kind == "nik":
        rows = select_in(connection, "SELECT name FROM member WHERE id IN {}", [value])
        return f"milik {rows[0][0]}" if rows else ""
    found = next((op[3][field][0] for op in ops if op[0] == "set" and field in op[3]), None)
    words = say_value(connection, field, found)
    return mask(words) if field in NUMBERS and words.isdigit() else words


def _note(ops: Iterable[Any]) -> str:
    return next((str(op[3].get("text", "")) for op in ops if op[0] == "ins" and op[1] == "note"), "")


_FAMILIES = (
    "SELECT h.id, coalesce(m.name, '') FROM household h "
    "LEFT JOIN member m ON m.id = h.pengurus_id WHERE h.id IN {}"
)
_ACTS = (
    "SELECT t.act, t.h, coalesce(p.name, ''), t.body FROM txn t "
    "LEFT JOIN petugas p ON p.id = t.author WHERE t.own AND t.act IN {}"
)
