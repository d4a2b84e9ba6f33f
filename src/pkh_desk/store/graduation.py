"""Rows of graduation cases and their stage events."""

from typing import ClassVar

from sqlmodel import Field

from pkh_desk.domain.graduation import CaseFields, StageEventFields
from pkh_desk.store.synced import Fact, Register


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
