"""Rows that only the office writes: config documents, and notes on records it sends back."""

from typing import ClassVar

from sqlmodel import Field

from pkh_desk.domain.config import ConfigFields, ReturnedFields
from pkh_desk.store.synced import Fact, Register


class Config(ConfigFields, Register, table=True):
    """A published config document."""

    scope: ClassVar = "district"
    office_only: ClassVar = True

    kind: str = Field(max_length=40, index=True)


class Returned(ReturnedFields, Fact, table=True):
    """A record sent back to its author with a reason."""

    office_only: ClassVar = True
    subject: ClassVar = ("household", "household_id")

    household_id: str = Field(max_length=32, index=True)
    subject_id: str = Field(max_length=32, index=True)
