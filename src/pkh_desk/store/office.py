"""Rows that only the office writes: config documents, words about records, and orders to erase."""

import json
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Field, Session, select

from pkh_desk.domain.office.config import ConfigFields, NoteFields, ReturnedFields
from pkh_desk.domain.office.erasure import ErasureFields
from pkh_desk.settings import resource
from pkh_desk.store.log.synced import Fact, Register


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

    It is the latest one of the office that is in force by then, over what the program ships: what a document
    does not say, because an older program wrote it, stays as shipped. Source: decisions, Config.
    """
    row = config_row(session, kind, day)
    return {**shipped_config(kind), **(json.loads(row.body) if row else {})}


def shipped_config(kind: str) -> dict[str, Any]:
    """Return the document of a kind that the program ships: its version 0."""
    return dict(json.loads(resource("defaults", f"{kind}.json").read_text(encoding="utf-8")))


def config_row(session: Session, kind: str, day: date) -> Config | None:
    """Return the office's document of this kind that is in force on `day`; None if none is."""
    rows = session.exec(
        select(Config)
        .where(Config.kind == kind, Config.effective_from <= day)
        .order_by(Config.effective_from.desc(), Config.version.desc())  # type: ignore[attr-defined]
    )
    return next((row for row in rows if not row.deleted), None)


def add_config(session: Session, row_id: str, kind: str, since: date, body: dict[str, Any]) -> int:
    """Add the next version of a kind of document, in force from a day on; return its number."""
    version = 1 + max(session.exec(select(Config.version).where(Config.kind == kind)), default=0)
    text = json.dumps(body | {"version": version, "effective_from": since.isoformat()}, ensure_ascii=False)
    session.add(Config(id=row_id, kind=kind, version=version, effective_from=since, body=text))
    return version
