"""Rows of visits, promises and commitment months."""

from datetime import date
from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field

from pkh_desk.domain.people.visit import CommitmentFields, PromiseFields, VisitFields
from pkh_desk.store.log.synced import Register


class Visit(VisitFields, Register, table=True):
    """A home visit. Its index by day holds all that counting visits asks."""

    __table_args__ = (Index("ix_visit_on", "on", "household_id", "deleted"),)

    household_id: str = Field(max_length=32, index=True)
    on: date


class Promise(PromiseFields, Register, table=True):
    """A promise with its due date; it is kept or changed apart from its visit."""

    subject: ClassVar = ("visit", "visit_id")

    household_id: str = Field(max_length=32, index=True)
    due_on: date | None = Field(default=None, index=True)


class Commitment(CommitmentFields, Register, table=True):
    """A commitment month; its id derives from (member, month, source), so a changed mark is an edit."""

    subject: ClassVar = ("household", "household_id")

    household_id: str = Field(max_length=32, index=True)
    member_id: str = Field(max_length=32, index=True)
