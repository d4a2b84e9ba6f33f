"""Which questions are due, said again from rows and log: independent of the product's own conflicts."""

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from pkh_desk.domain.graduation.case import Step, fold_stages
from pkh_desk.store.log.heads import highest
from pkh_desk.store.log.packed import unpack
from pkh_desk.store.log.states import Stored
from pkh_desk.store.log.synced import nouns

Cell = tuple[str, str, str]
Head = tuple[int, str, Any]
FirstWriters = Callable[[Cell, str], set[str]]


def _elder_of(rows: dict[tuple[str, str], Stored]) -> Callable[[str], str]:
    up: dict[str, str] = {}
    for (table, _), stored in rows.items():
        values = stored.state.values
        if table == "alias" and values["kind"] == "household" and values["active"] and not values["deleted"]:
            up[str(values["from_id"])] = str(values["to_id"])

    def elder(home: str) -> str:
        return elder(up[home]) if home in up else home

    return elder


def twins_apart(rows: dict[tuple[str, str], Stored], first: FirstWriters) -> dict[str, set[str]]:
    """Every field in which a linked family, or a person of it, says something else than the elder's."""
    elder = _elder_of(rows)
    pairs = [("household", home, elder(home)) for table, home in rows if table == "household"]
    people: dict[tuple[str, str], str] = {}
    for table, person in sorted(rows):
        values = rows[table, person].state.values
        if table == "member" and values["nik"] and not values["deleted"]:
            people.setdefault((str(values["household_id"]), str(values["nik"])), person)
    pairs += [
        ("member", person, people.get((elder(home), nik), "")) for (home, nik), person in people.items()
    ]
    due = {}
    for table, younger, older in pairs:
        if younger == older or (table, older) not in rows:
            continue
        one, other = rows[table, younger].state, rows[table, older].state
        if one.values["deleted"] or other.values["deleted"]:
            continue
        for name, default in nouns()[table].defaults.items():
            apart = one.values[name] not in (default, other.values[name])
            if apart and name not in ("pengurus_id", "pendamping_id", "kelompok_id", "household_id"):
                heads = [(row, highest(rows[table, row].state.heads_of(name))) for row in (younger, older)]
                named = (first((table, row, name), head[1]) for row, head in heads)
                due[f"twin/{younger}/{name}"] = set().union(*named)
    return due


def doubled_numbers(rows: dict[tuple[str, str], Stored]) -> set[str]:
    """A number of two persons, unless they are one: in each of several families that are linked as twins."""
    elder = _elder_of(rows)
    holders: dict[str, list[str]] = defaultdict(list)
    for (table, _), stored in rows.items():
        values = stored.state.values
        if table == "member" and values["nik"] and not values["deleted"]:
            holders[str(values["nik"])].append(str(values["household_id"]))
    return {
        f"nik/{nik}"
        for nik, homes in holders.items()
        if len(homes) > 1 and (len(set(homes)) < len(homes) or len({elder(home) for home in homes}) > 1)
    }


def proposals_open(rows: dict[tuple[str, str], Stored]) -> dict[str, set[str]]:
    """Every proposal that two families are one that nobody answered or withdrew, while they are two."""
    elder = _elder_of(rows)
    there = {
        home
        for (table, home), stored in rows.items()
        if table == "household" and not stored.state.values["deleted"]
    }
    due = {}
    for (table, row_id), stored in rows.items():
        values = stored.state.values
        if table == "merge_proposal" and not values["deleted"] and not values["answer"]:
            pair = {str(values["household_id"]), str(values["other_id"])}
            if pair <= there and len({elder(home) for home in pair}) > 1:
                assert stored.state.base is not None
                due[f"same/{row_id}"] = {stored.state.base[1]}
    return due


def edits_after_deletion(
    expected: dict[Cell, set[Head]],
    rows: dict[tuple[str, str], Stored],
    streams: dict[str, str],
    seen: dict[str, int],
    own: set[str],
) -> dict[str, set[str]]:
    """A deleted row that another desk wrote about later, or a family under which a laptop wrote later; what
    the office wrote after it saw the deletion is no question."""

    def unaware(txn: str, deletion: str) -> bool:
        return streams[txn] != streams[deletion] and not (txn in own and seen[txn] > seen[deletion])

    under: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (table, row_id, name), heads in expected.items():
        noun = nouns()[table]
        if (table, row_id) in rows and not noun.office_only and noun.scope == "household":
            home = rows[table, row_id].state.values.get("household_id")
            if home and name != "deleted":
                under[str(home)] += [(when, txn) for when, txn, _ in heads if txn not in own]
    due: dict[str, set[str]] = {}
    for (table, row_id, name), heads in expected.items():
        row = rows.get((table, row_id))
        if row is None or name == "deleted" or not row.state.values.get("deleted"):
            continue
        at, deletion, _ = max(expected[table, row_id, "deleted"], key=lambda head: head[:2])
        writes = [head[:2] for head in heads] + (under[row_id] if table == "household" else [])
        later = {txn for when, txn in writes if when > at and unaware(txn, deletion)}
        if later:
            due.setdefault(f"{table}/{row_id}/deleted", {deletion}).update(later)
    return due


def steps_out_of_turn(rows: dict[tuple[str, str], Stored]) -> dict[str, set[str]]:
    events = {row_id: stored.state for (table, row_id), stored in rows.items() if table == "stage_event"}
    undone = {str(state.values["reverses"]) for state in events.values() if state.values["reverses"]}
    cases: dict[str, list[Step]] = defaultdict(list)
    for event, state in events.items():
        if state.values["reverses"] is None:
            assert state.base is not None
            seen, stage = state.values["seen"], str(state.values["stage"])
            step = Step((state.base[0], event), event, seen and str(seen), stage, event in undone)
            cases[str(state.values["case_id"])].append(step)
    due = {}
    for case, steps in cases.items():
        refused = fold_stages(steps).refused
        if refused:
            due[f"stage/{case}"] = {events[event].base[1] for event in refused}  # type: ignore[index]
    return due


def first_writers(connection: Connection) -> FirstWriters:
    """Return what names, beside a write of the office that took something back, the one it stands for: of the
    writes that it had ended, and then opened again, the latest with the same value."""
    taken_back = dict(map(tuple, connection.exec_driver_sql("SELECT by_act, act FROM undone").fetchall()))
    rows = (
        connection.exec_driver_sql("SELECT id, h, own, act, body FROM txn").fetchall() if taken_back else []
    )
    log = {txn: (h, own, act, json.loads(unpack(body))["ops"]) for txn, h, own, act, body in rows}

    def writes(cell: Cell, txn: str) -> list[list[Any]]:
        table, row_id, name = cell
        ops = [op for op in log[txn][3] if (op[1], op[2]) == (table, row_id)]
        sets = [op[3][name] for op in ops if op[0] == "set" and name in op[3]]
        return sets or [[op[3].get(name, nouns()[table].defaults[name]), []] for op in ops if op[0] == "ins"]

    def first(cell: Cell, txn: str) -> str:
        _, own, act, _ = log.get(txn, (0, False, "", []))
        wrote = writes(cell, txn) if own and act in taken_back else []
        ended = [each for each, (_, own, of, _) in log.items() if wrote and own and of == taken_back[act]]
        named = {seen for each in ended for _, listed in writes(cell, each) for seen in listed} & log.keys()
        same = [each for each in named if [w[0] for w in writes(cell, each)] == [wrote[0][0]]]
        return first(cell, max(same, key=lambda each: log[each][0])) if same else txn

    return lambda cell, txn: {txn, first(cell, txn)}
