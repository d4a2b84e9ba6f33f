"""Rows that only the office writes: config documents, words about records, and orders to erase."""

import json
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Field, Session, select

from pkh_desk.domain.config import ConfigFields, NoteFields, ReturnedFields
from pkh_desk.domain.erasure import ErasureFields
from pkh_desk.settings import resource
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


class Note(NoteFields, Fact, table=True):
    """A word of the office to the pendamping about a record."""

    office_only: ClassVar = True
    subject: ClassVar = ("household", "household_id")

    household_id: str = Field(max_length=32, index=True)


class Erasure(ErasureFields, Fact, table=True):
    """An order to erase a family; every desk has it, so that every copy is dropped."""

    office_only: ClassVar = True
    scope: ClassVar = "district"


def config_on(session: Session, kind: str, day: date) -> dict[str, Any]:
    """Return the body of the config document of this kind that is valid on `day`.

    It is the latest one of the office that is in force by then, else what the program ships. Source:
    decisions, Config.
    """
    rows = session.exec(
        select(Config)
        .where(Config.kind == kind, Config.effective_from <= day)
        .order_by(Config.effective_from.desc(), Config.version.desc())  # type: ignore[attr-defined]
    )
    row = next((row for row in rows if not row.deleted), None)
    text = row.body if row else resource("defaults", f"{kind}.json").read_text(encoding="utf-8")
    return dict(json.loads(text))
