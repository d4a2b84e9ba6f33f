"""Rows of graduation cases and their stage events."""

from collections.abc import Collection
from typing import ClassVar

from sqlalchemy import Connection
from sqlmodel import Field, Session, select

from pkh_desk.domain.graduation.case import CaseFields, StageEventFields, Step
from pkh_desk.domain.graduation.letter import STATEMENTS
from pkh_desk.store.graduation.letter import Letter
from pkh_desk.store.log.states import select_in
from pkh_desk.store.log.synced import Fact, Register


class GraduationCase(CaseFields, Register, table=True):
    """One attempt of a family to graduate; its stage is the fold of its events."""

    __tablename__ = "graduation_case"

    household_id: str = Field(max_length=32, index=True)


class StageEvent(StageEventFields, Fact, table=True):
    """One step of a case."""

    __tablename__ = "stage_event"
    subject: ClassVar = ("graduation_case", "case_id")

    household_id: str = Field(max_length=32, index=True)
    case_id: str = Field(max_length=32, index=True)


UNDONE = "EXISTS (SELECT 1 FROM stage_event r WHERE r.reverses = e.id AND r.stage = e.stage)"
"""Whether the event `e` was taken back. A reverse names the stage it takes back, so that who may not take a
step may not take it back either: a laptop cannot undo what the office decided."""


def letters_of(session: Session, case_id: str) -> list[Letter]:
    """Return the letters by which the family of a case leaves, without those that were voided."""
    rows = session.exec(select(Letter).where(Letter.case_id == case_id)).all()
    return [row for row in rows if row.kind in STATEMENTS and not row.deleted and not row.voided_on]


def steps_of(connection: Connection, cases: Collection[str]) -> dict[str, list[Step]]:
    """Return the steps of each of these cases, reversed ones marked, for `fold_stages`."""
    sql = (
        f"SELECT e.case_id, e.id, e.seen, e.stage, e.base_at, {UNDONE} FROM stage_event e "
        "WHERE e.reverses IS NULL AND e.case_id IN {}"
    )
    steps: dict[str, list[Step]] = {case: [] for case in cases}
    for case, event, seen, stage, at, undone in select_in(connection, sql, cases):
        steps[case].append(Step((at, event), event, seen, stage, bool(undone)))
    return steps
