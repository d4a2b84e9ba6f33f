"""What is left for a person: two values of one field, a step out of turn, one number in two families, twins,
and families that a pendamping says are one.

Conflicts are derived from the rows and brought up to date after every write at the office; the fate of the
txns that stand in one is *menunggu* until it is decided. Nothing here blocks anything else.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from pkh_desk.domain.graduation.case import Step, fold_stages
from pkh_desk.store.graduation.case import UNDONE
from pkh_desk.store.log.states import Stored, execute_many, load_rows, mark, select_in
from pkh_desk.store.log.synced import nouns
from pkh_desk.sync.merging.origins import origin, written_again
from pkh_desk.sync.merging.revival import deleted_homes, written_since
from pkh_desk.sync.merging.twins import differing, elders, linked_to, younger_of


@dataclass(frozen=True)
class Found:
    """One open question. `key` names it whatever order files came in; `txns` are the writes in it."""

    kind: str
    key: str
    table: str
    row_id: str
    field: str
    household_id: str | None
    txns: tuple[str, ...]


def refresh(connection: Connection, touched: Mapping[str, Iterable[str]], change: int, now: int) -> None:
    """Bring the conflicts of these rows up to date, and the fates of the txns in them."""
    edited = {}
    for table, ids in touched.items():
        if not nouns()[table].fact:
            sql = f"SELECT id FROM {table} WHERE heads IS NOT NULL AND id IN {{}}"
            edited[table] = load_rows(
                connection, nouns()[table], {row[0] for row in select_in(connection, sql, set(ids))}
            )
    homes = {
        nouns()[table].household_of(row_id, stored.state.values) or ""
        for table, rows in edited.items()
        for row_id, stored in rows.items()
    }
    refresh_states(connection, touched, edited, homes, change, now)


def withdraw(
    connection: Connection, homes: Collection[str], ids: Collection[str], change: int, now: int
) -> None:
    """Drop the questions about these families and rows, which are erased, and free the txns in them."""
    keys: set[str] = set()
    for column, named in (("household_id", homes), ("row_id", ids)):
        keys |= {
            row[0] for row in select_in(connection, f"SELECT key FROM conflict WHERE {column} IN {{}}", named)
        }
    _replace(connection, [], keys, change, now)


def refresh_states(
    connection: Connection,
    touched: Mapping[str, Iterable[str]],
    edited: Mapping[str, Mapping[str, Stored]],
    homes: Collection[str],
    change: int,
    now: int,
) -> None:
    """Like `refresh`, where the states of the rows with heads, and the families of all, are at hand."""
    found: list[Found] = []
    examined: set[str] = set()
    states = dict(edited)
    known = states.get("household", {})
    states["household"] = {**known, **deleted_homes(connection, set(homes) - known.keys())}
    _fields(states, written_since(connection, states), found, examined)
    _stages(connection, set(touched.get("stage_event", ())), found, examined)
    members = set(touched.get("member", ())) | _members_of_twins(connection, set(touched.get("alias", ())))
    _niks(connection, members, found, examined)
    _twins(connection, touched, found, examined)
    _proposed(connection, touched, found, examined)
    _replace(connection, _with_origins(connection, found), examined, change, now)


def _with_origins(connection: Connection, found: list[Found]) -> list[Found]:
    """Name beside what the office wrote anew, when it took a decision back, the write that it stands for:
    the question is its author's again."""
    asked = {txn for one in found if one.kind in ("field", "twin") for txn in one.txns}
    again = written_again(connection, asked)
    if not again:
        return found
    return [
        replace(one, txns=tuple(sorted({*one.txns, *_origins(connection, one, again & set(one.txns))})))
        for one in found
    ]


def _origins(connection: Connection, one: Found, again: Collection[str]) -> Iterable[str]:
    rows = {one.row_id, younger_of(one.key)} if one.kind == "twin" else {one.row_id}
    return (origin(connection, txn, (one.table, row_id, one.field)) for txn in again for row_id in rows)


def _fields(
    states: Mapping[str, Mapping[str, Stored]],
    revived: Mapping[str, set[str]],
    found: list[Found],
    examined: set[str],
) -> None:
    for table, rows in states.items():
        noun = nouns()[table]
        for row_id, stored in rows.items():
            if not stored.state.heads:
                continue
            home = noun.household_of(row_id, stored.state.values)
            split = stored.state.conflicts()
            for name in stored.state.heads:
                key = f"{table}/{row_id}/{name}"
                examined.add(key)
                txns = {head[1] for head in split.get(name, ())} | revived.get(key, set())
                if txns:
                    found.append(Found("field", key, table, row_id, name, _text(home), tuple(sorted(txns))))


def _stages(connection: Connection, events: set[str], found: list[Found], examined: set[str]) -> None:
    rows = select_in(connection, "SELECT case_id FROM stage_event WHERE id IN {}", events)
    cases = {row[0] for row in rows}
    sql = (
        f"SELECT e.case_id, e.id, e.seen, e.stage, e.base_at, e.base_txn, e.household_id, {UNDONE} "
        "FROM stage_event e "
        "WHERE e.reverses IS NULL AND e.case_id IN {}"
    )
    steps: dict[str, list[Any]] = {case: [] for case in cases}
    for row in select_in(connection, sql, cases):
        steps[row[0]].append(row)
    for case, listed in steps.items():
        key = f"stage/{case}"
        examined.add(key)
        folded = fold_stages(Step((r[4], r[1]), r[1], r[2], r[3], bool(r[7])) for r in listed)
        if folded.refused:
            txns = tuple(sorted(r[5] for r in listed if r[1] in folded.refused))
            found.append(Found("stage", key, "graduation_case", case, "", listed[0][6], txns))


def _niks(connection: Connection, members: set[str], found: list[Found], examined: set[str]) -> None:
    """Examine the numbers of these members that others bear too, and every open question of that kind."""
    twice = (
        "SELECT nik FROM member WHERE NOT deleted AND nik IN "
        "(SELECT nik FROM member WHERE nik IS NOT NULL AND id IN {}) GROUP BY nik HAVING count(*) > 1"
    )
    niks = {row[0] for row in select_in(connection, twice, members)}
    if members:
        open_ones = connection.exec_driver_sql("SELECT key FROM conflict WHERE kind = 'nik'")
        niks |= {row[0].removeprefix("nik/") for row in open_ones}
    sql = "SELECT nik, id, household_id FROM member WHERE NOT deleted AND nik IN {}"
    holders: dict[str, list[Any]] = {nik: [] for nik in niks}
    for row in select_in(connection, sql, niks):
        holders[row[0]].append(row)
    for nik, listed in holders.items():
        key = f"nik/{nik}"
        examined.add(key)
        if len(listed) > 1 and not _is_one_person(connection, [row[2] for row in listed]):
            first = min(listed, key=lambda row: row[1])
            found.append(Found("nik", key, "member", first[1], "nik", first[2], ()))


def _is_one_person(connection: Connection, homes: list[str]) -> bool:
    """Say whether the holders of a number are one person: one in each of several twins of a family."""
    return len(set(homes)) == len(homes) and len(set(elders(connection, homes).values())) == 1


def _members_of_twins(connection: Connection, aliases: set[str]) -> set[str]:
    """Return the members of the families that these aliases link or no longer link."""
    rows = select_in(connection, "SELECT from_id, to_id FROM alias WHERE id IN {}", aliases)
    homes = {home for row in rows for home in row}
    return {row[0] for row in select_in(connection, "SELECT id FROM member WHERE household_id IN {}", homes)}


def _twins(
    connection: Connection, touched: Mapping[str, Iterable[str]], found: list[Found], examined: set[str]
) -> None:
    """Examine the twins among these rows: each field in which the younger says something else is asked."""
    homes = set(touched.get("household", ()))
    for sql, table in (
        ("SELECT household_id FROM member WHERE id IN {}", "member"),
        ("SELECT from_id FROM alias WHERE kind = 'household' AND id IN {}", "alias"),
        ("SELECT to_id FROM alias WHERE kind = 'household' AND id IN {}", "alias"),
    ):
        homes |= {row[0] for row in select_in(connection, sql, set(touched.get(table, ())))}
    # A person who went to another family leaves questions behind at the old one.
    asked = "SELECT household_id FROM conflict WHERE kind = 'twin' AND "
    for column in ("row_id", "substr(key, 6, 32)"):
        rows = select_in(connection, f"{asked}{column} IN {{}}", set(touched.get("member", ())))
        homes |= {row[0] for row in rows}
    linked = linked_to(connection, homes)
    homes |= {home for elder, below in linked.items() for home in (elder, *below)}
    sql = "SELECT key FROM conflict WHERE kind = 'twin' AND household_id IN {}"
    examined |= {row[0] for row in select_in(connection, sql, homes)}
    for one in differing(connection, linked):
        examined.add(one.key)
        found.append(Found("twin", one.key, one.table, one.elder, one.field, one.household_id, one.txns))


def _proposed(
    connection: Connection, touched: Mapping[str, Iterable[str]], found: list[Found], examined: set[str]
) -> None:
    """Examine the proposals that two families are one, where they or their families are among these rows.

    One is open until it is answered or withdrawn, or until the two are one or one of them is gone.
    """
    homes = set(touched.get("household", ()))
    links = "SELECT from_id, to_id FROM alias WHERE kind = 'household' AND id IN {}"
    homes |= {home for row in select_in(connection, links, set(touched.get("alias", ()))) for home in row}
    named = [("id", set(touched.get("merge_proposal", ()))), ("household_id", homes), ("other_id", homes)]
    rows = {
        row[0]: row
        for column, ids in named
        for row in select_in(connection, _PROPOSALS + column + " IN {}", ids)
    }
    apart = elders(connection, {home for row in rows.values() for home in row[1:3]})
    for proposal, older, younger, txn, is_open in rows.values():
        key = f"same/{proposal}"
        examined.add(key)
        if is_open and apart[older] != apart[younger]:
            found.append(Found("same", key, "merge_proposal", proposal, "answer", older, (txn,)))


_PROPOSALS = (
    "SELECT p.id, p.household_id, p.other_id, p.base_txn, p.answer = '' AND NOT p.deleted AND "
    "(SELECT count(*) FROM household h WHERE NOT h.deleted AND h.id IN (p.household_id, p.other_id)) = 2 "
    "FROM merge_proposal p WHERE p."
)


def _replace(connection: Connection, found: list[Found], examined: set[str], change: int, now: int) -> None:
    """Store what was found among the examined keys, drop what is no longer so, and mend the fates."""
    sql = "SELECT key, txns, opened_at FROM conflict WHERE key IN {}"
    before = {row[0]: (json.loads(row[1]), row[2]) for row in select_in(connection, sql, examined)}
    if not before and not found:
        return
    now_found = {f.key: f for f in found}
    one = mark(connection, 1)
    gone = [(key,) for key in before if key not in now_found]
    execute_many(connection, f"DELETE FROM conflict WHERE key = {one}", gone)
    execute_many(
        connection,
        "INSERT INTO conflict(kind,key,table_name,row_id,field,household_id,txns,opened_at) "
        f"VALUES ({mark(connection, 8)}) ON CONFLICT (key) DO UPDATE SET txns = excluded.txns",
        [(f.kind, f.key, f.table, f.row_id, f.field, f.household_id, json.dumps(f.txns), now) for f in found],
    )
    waiting = {txn for f in found for txn in f.txns}
    _set_fate(connection, waiting, "diterima", "menunggu", change)
    freed = {txn for txns, _ in before.values() for txn in txns} - waiting
    _set_fate(connection, freed - _elsewhere(connection, freed), "menunggu", "diterima", change)


def _elsewhere(connection: Connection, txns: set[str]) -> set[str]:
    """Return those of the txns that still stand in another open conflict."""
    if not txns:
        return set()
    rows = connection.exec_driver_sql("SELECT txns FROM conflict WHERE kind <> 'nik'").fetchall()
    return txns & {txn for row in rows for txn in json.loads(row[0])}


def _set_fate(connection: Connection, txns: set[str], was: str, now: str, change: int) -> None:
    one = mark(connection, 1)
    execute_many(
        connection,
        f"UPDATE txn SET fate = {one}, fate_reason = '', change = {one} "
        f"WHERE id = {one} AND fate = {one} AND NOT own",
        [(now, change, txn, was) for txn in sorted(txns)],
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
