"""Comparing a laptop with its office, row by row and field by field."""

from collections.abc import Mapping
from dataclasses import dataclass

from pkh_desk.desk import Desk
from pkh_desk.store.exchange import KnownDesk
from pkh_desk.store.log.states import columns, read_row
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.values import Json
from pkh_desk.sync.merging.scope import rows_in_scope, stands_for

Rows = Mapping[tuple[str, str], Mapping[str, Json]]
"""The values of each row by (table, id)."""


@dataclass(frozen=True)
class Difference:
    """One field that is not the same at both; `field` is "" for a row that one of them lacks."""

    table: str
    row_id: str
    field: str


def scoped_at_office(office: Desk, laptop_id: str) -> Rows:
    """Return every row that belongs on this laptop, as the office holds it."""
    with office.read() as session:
        connection = session.connection()
        laptop = session.get_one(KnownDesk, laptop_id)
        mine = stands_for(connection, laptop.petugas_id or "")
        return {
            (noun.name, row[0]): read_row(noun, row).state.values
            for noun in nouns().values()
            for row in rows_in_scope(connection, noun, mine, -1, set())
        }


def held(desk: Desk) -> Rows:
    """Return every row that a desk holds, but for what it handed over."""
    with desk.read() as session:
        connection = session.connection()
        gone = set(connection.exec_driver_sql("SELECT table_name, row_id FROM handed_over").fetchall())
        rows = {}
        for noun in nouns().values():
            listed = ",".join(f'"{name}"' for name in columns(noun))
            for row in connection.exec_driver_sql(f"SELECT {listed} FROM {noun.name}"):
                values = read_row(noun, row).state.values
                home = noun.household_of(row[0], values)
                if (noun.name, row[0]) not in gone and ("household", home) not in gone:
                    rows[noun.name, row[0]] = values
        return rows


def differences(ours: Rows, theirs: Rows) -> list[Difference]:
    """Return every field in which two sets of rows are not the same."""
    found = []
    for table, row_id in sorted(set(ours) | set(theirs)):
        one, other = ours.get((table, row_id)), theirs.get((table, row_id))
        if one is None or other is None:
            found.append(Difference(table, row_id, ""))
            continue
        found += [Difference(table, row_id, name) for name in one if one[name] != other[name]]
    return found
