"""What a laptop may write: the office judges every op, one by one.

A refused op is kept with its reason and reported; the rest of the txn and of the bundle applies.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from pkh_desk.domain.graduation.case import DONE, OFFICE_STAGES, STAGES
from pkh_desk.domain.office.clerk import CLERK_ROLE
from pkh_desk.domain.people.petugas import MERGE_ANSWER
from pkh_desk.domain.vocabulary import MOVEMENT
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.txnlog import Op
from pkh_desk.store.log.values import Field, Json, Noun

UNKNOWN_TABLE = "jenis catatan tidak dikenal"
OFFICE_ONLY = "hanya kantor yang boleh mencatat ini"
FACT = "catatan jenis ini tidak diubah, hanya dibatalkan"
OUT_OF_SCOPE = "keluarga di luar wilayah tugas"
EXISTS = "catatan ini sudah ada"
GONE_FOR_GOOD = "data keluarga ini sudah dihapus untuk selamanya"
OFFICE_VALUES: Mapping[tuple[str, str], frozenset[str]] = {
    ("stage_event", "stage"): OFFICE_STAGES,
    ("household", "status"): frozenset({DONE}),
    ("petugas", "role"): frozenset(CLERK_ROLE),
    ("merge_proposal", "answer"): frozenset(MERGE_ANSWER),
}
"""Values that only the office writes, by noun and field."""
CODES: Mapping[str, Mapping[str, Collection[str]]] = {
    "stage_event": {"stage": STAGES.keys()},
    "stock_movement": {"kind": MOVEMENT.keys()},
}
"""The codes of facts, which everybody who shows one must know; a newer program's come with a newer schema."""


@dataclass(frozen=True)
class Author:
    """Who wrote a bundle, as the office sees it.

    `pendamping`: the petugas ids the desk stands for (its own and its aliases). `office`: the office's own
    chain, which may write everything.
    """

    desk_id: str
    pendamping: frozenset[str]
    office: bool = False


@dataclass(slots=True)
class Judged:
    """What is left of an op after judging: the values or writes to apply, and the reasons of what is not."""

    noun: Noun | None
    insert: dict[str, Json] | None
    writes: dict[str, tuple[Json, list[str]]]
    reasons: tuple[str, ...]


def judge(op: Op, author: Author) -> Judged:
    """Judge one op of `author` by its own content; whose family it is about is judged by the merge."""
    noun = nouns().get(op[1])
    if noun is None:
        return Judged(None, None, {}, (UNKNOWN_TABLE,))
    if noun.office_only and not author.office:
        return Judged(None, None, {}, (OFFICE_ONLY,))
    return _judge_insert(noun, op[3], author) if op[0] == "ins" else _judge_edit(noun, op[3], author)


@lru_cache(maxsize=1000)
def _asked(table: str, known: tuple[str, ...]) -> tuple[Field, ...]:
    """Return the fields whose values are looked at in an insert that names these, in the order of reasons.

    Most inserts of a bundle name the same ones.
    """
    noun = nouns()[table]
    return tuple(noun.fields[name] for name in sorted(noun.required.union(known)))


@cache
def _kept_by_office(table: str) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((name, kept) for (noun, name), kept in OFFICE_VALUES.items() if noun == table)


def _judge_insert(noun: Noun, named: Mapping[str, Any], author: Author) -> Judged:
    fields = noun.fields
    known = tuple([name for name in named if name in fields])
    reasons: tuple[str, ...] = ()
    values = {**noun.defaults, **named}
    if len(known) < len(named):
        reasons = tuple(f"isian {name} tidak dikenal" for name in named if name not in fields)
        values = {name: values[name] for name in fields}
    for field in _asked(noun.name, known):
        if not field.admits(values[field.name]):
            return Judged(None, None, {}, (f"isian {field.name} tidak sah",))
    for name, codes in CODES.get(noun.name, {}).items():
        if values[name] not in codes:
            return Judged(None, None, {}, (f"isian {name} tidak sah",))
    if not author.office:
        if any(values[name] in kept for name, kept in _kept_by_office(noun.name)):
            return Judged(None, None, {}, (OFFICE_ONLY,))
        if "pendamping_id" in noun.fields and values["pendamping_id"] not in author.pendamping:
            if values["pendamping_id"] is not None:
                reasons = (*reasons, "isian pendamping_id hanya diubah kantor")
            values["pendamping_id"] = min(author.pendamping)
    return Judged(noun, values, {}, reasons)


def _judge_edit(noun: Noun, writes: Mapping[str, Any], author: Author) -> Judged:
    if noun.fact:
        return Judged(None, None, {}, (FACT,))
    kept: dict[str, tuple[Json, list[str]]] = {}
    reasons = []
    for name, write in writes.items():
        reason = _refuse_write(noun, name, write, author)
        if reason:
            reasons.append(reason)
        else:
            kept[name] = (write[0], write[1])
    return Judged(noun, None, kept, tuple(reasons))


def _refuse_write(noun: Noun, name: str, write: Any, author: Author) -> str | None:
    if name not in noun.fields:
        return f"isian {name} tidak dikenal"
    if name in noun.office_fields and not author.office:
        return f"isian {name} hanya diubah kantor"
    if not author.office and write[0] in OFFICE_VALUES.get((noun.name, name), ()):
        return f"isian {name} hanya diubah kantor"
    return None if noun.fields[name].admits(write[0]) else f"isian {name} tidak sah"


def may_touch(household: str | None, owner: str | None, once: Collection[str], author: Author) -> bool:
    """Say whether the author may write about a family.

    `owner` is its pendamping now (None: unassigned or not known yet), `once` the pendamping it was taken
    from: unsent work of the one who had it still counts.
    """
    if author.office or household is None or owner is None:
        return True
    return owner in author.pendamping or any(p in author.pendamping for p in once)
