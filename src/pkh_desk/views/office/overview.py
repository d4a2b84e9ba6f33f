"""What the office looks at: laptops, files, open questions, and figures of what is recorded."""

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session, select

from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import DONE, STAGES, fold_stages
from pkh_desk.domain.people.household import EXIT
from pkh_desk.store.exchange import Bundle, KnownDesk
from pkh_desk.store.graduation.case import steps_of
from pkh_desk.store.log.heads import load_heads
from pkh_desk.store.log.merging import Conflict
from pkh_desk.store.log.states import mark, select_in
from pkh_desk.store.log.synced import nouns
from pkh_desk.sync.merging.origins import origin_of
from pkh_desk.sync.merging.twins import twin_heads, younger_of
from pkh_desk.views.people.families import SHOWN, under_elder


@dataclass(frozen=True)
class DeskRow:
    """A laptop as the office knows it; instants in ms UTC."""

    id: str
    code: str
    name: str
    state: str
    words: str
    last_seen_at: int | None
    files_waiting: int


@dataclass(frozen=True)
class Choice:
    """One value of a conflict: who wrote it and when (ms UTC), and the txn that did."""

    value: str | None
    author: str
    at: int
    txn: str


@dataclass(frozen=True)
class ConflictRow:
    """An open question. For a field the choices are its values, the shown one first."""

    id: int
    kind: str
    table: str
    field: str
    family: str
    household_id: str | None
    opened_at: int
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Report:
    """Figures of the district as recorded; `stages` counts open cases, `approved` those decided."""

    families: int
    people: int
    visits: int
    products: int
    letters: int
    stages: dict[str, int]
    conflicts: int
    files_waiting: int
    by_pendamping: tuple[tuple[str, int, int], ...]


def desks(desk: Desk) -> list[DeskRow]:
    """Return every laptop that was approved or asked to be."""
    with desk.read() as session:
        rows = session.exec(select(KnownDesk).order_by(KnownDesk.name)).all()
        waiting: dict[str, int] = {}
        for bundle in session.exec(select(Bundle).where(Bundle.state.in_(["baru", "menunggu"]))):  # type: ignore[attr-defined]
            waiting[bundle.desk_id] = waiting.get(bundle.desk_id, 0) + 1
    return [
        DeskRow(r.id, r.code, r.name, r.state, r.words, r.last_seen_at, waiting.get(r.id, 0)) for r in rows
    ]


def conflicts(desk: Desk) -> list[ConflictRow]:
    """Return the open questions, oldest first."""
    with desk.read() as session:
        rows = session.exec(select(Conflict).order_by(Conflict.opened_at, Conflict.id)).all()  # type: ignore[arg-type]
        names = _family_names(session, {r.household_id for r in rows if r.household_id})
        return [
            ConflictRow(
                row.id or 0,
                row.kind,
                row.table_name,
                row.field,
                names.get(row.household_id or "", ""),
                row.household_id,
                row.opened_at,
                _choices(session, row),
            )
            for row in rows
        ]


def _choices(session: Session, row: Conflict) -> tuple[Choice, ...]:
    connection = session.connection()
    authors = _authors(session, json.loads(row.txns))
    if row.kind == "twin":
        said = twin_heads(connection, row.table_name, (row.row_id, younger_of(row.key)), row.field)
        return tuple(
            Choice(None if value is None else str(value), *authors.get(txn, ("", at)), txn)
            for at, txn, value in said
        )
    if row.kind != "field":
        return tuple(Choice(None, *authors[txn], txn) for txn in json.loads(row.txns) if txn in authors)
    table = nouns()[row.table_name].name
    text = connection.exec_driver_sql(
        f"SELECT heads FROM {table} WHERE id = {mark(connection, 1)}", (row.row_id,)
    ).scalar()
    heads = sorted(load_heads(text)[row.field], key=lambda head: head[:2], reverse=True)
    cell = (row.table_name, row.row_id, row.field)
    return tuple(
        Choice(
            None if value is None else str(value),
            *authors.get(origin_of(connection, txn, cell, value), ("", at)),
            txn,
        )
        for at, txn, value in heads
    )


def _authors(session: Session, txns: list[str]) -> dict[str, tuple[str, int]]:
    sql = (
        "SELECT t.id, coalesce(p.name, 'Kantor'), t.h FROM txn t "
        "LEFT JOIN alias a ON a.from_id = t.author AND a.active AND NOT a.deleted "
        "LEFT JOIN petugas p ON p.id = coalesce(a.to_id, t.author) WHERE t.id IN {}"
    )
    return {row[0]: (row[1], row[2]) for row in select_in(session.connection(), sql, txns)}


def _family_names(session: Session, homes: set[str]) -> dict[str, str]:
    sql = "SELECT h.id, m.name FROM household h JOIN member m ON m.id = h.pengurus_id WHERE h.id IN {}"
    return {row[0]: row[1] for row in select_in(session.connection(), sql, homes)}


def report(desk: Desk) -> Report:
    """Count what the district has recorded."""
    with desk.read() as session:
        connection = session.connection()

        def count(sql: str) -> int:
            return int(connection.exec_driver_sql(sql).scalar() or 0)

        families = count(f"SELECT count(*) FROM household h WHERE {SHOWN}")
        people = count("SELECT count(DISTINCT coalesce(nik, id)) FROM member WHERE NOT deleted")
        visits, products, letters = (
            count(f"SELECT count(*) FROM {table} WHERE NOT deleted")
            for table in ("visit", "product", "letter")
        )
        return Report(
            families=families,
            people=people,
            visits=visits,
            products=products,
            letters=letters,
            stages=_stages(connection),
            conflicts=count("SELECT count(*) FROM conflict"),
            files_waiting=count("SELECT count(*) FROM bundle WHERE state IN ('baru','menunggu')"),
            by_pendamping=_by_pendamping(connection),
        )


def _stages(connection: Connection) -> dict[str, int]:
    """Count cases by their stage, and those among the graduated for whom something followed.

    A family that left in another way is on no way any more; if it had graduated, it still counts.
    """
    rows = connection.exec_driver_sql(
        f"SELECT g.id, h.status FROM graduation_case g {under_elder('g')} WHERE NOT g.deleted AND {SHOWN}"
    ).fetchall()
    gone = {case for case, status in rows if status in EXIT}
    found = Counter[str]()
    for case, steps in steps_of(connection, [row[0] for row in rows]).items():
        folded = fold_stages(steps)
        if folded.stage and (folded.stage == DONE or case not in gone):
            found.update([folded.stage, *folded.after])
    return {stage: found[stage] for stage in STAGES}


def _by_pendamping(connection: Any) -> tuple[tuple[str, int, int], ...]:
    rows = connection.exec_driver_sql(
        "SELECT coalesce(p.name, 'Belum ditugaskan') AS name, count(DISTINCT h.id), count(DISTINCT v.id) "
        "FROM household h LEFT JOIN alias a ON a.from_id = h.pendamping_id AND a.active AND NOT a.deleted "
        "LEFT JOIN petugas p ON p.id = coalesce(a.to_id, h.pendamping_id) "
        "LEFT JOIN visit v ON NOT v.deleted AND v.household_id IN (SELECT h.id UNION ALL SELECT t.from_id "
        "FROM alias t WHERE t.to_id = h.id AND t.kind = 'household' AND t.active AND NOT t.deleted) "
        f"WHERE {SHOWN} GROUP BY name ORDER BY name"
    ).fetchall()
    return tuple((row[0], row[1], row[2]) for row in rows)
