"""Rows that never leave the desk: its settings, drafts of forms, its imports, and the access trail."""

import json
from typing import Any

from sqlmodel import Field, Session, SQLModel


class Setting(SQLModel, table=True):
    """One setting of this desk, as JSON text."""

    key: str = Field(primary_key=True, max_length=60)
    value: str


class Draft(SQLModel, table=True):
    """What stood in a form when it was last left: `form` and `subject_id` name the form."""

    form: str = Field(primary_key=True, max_length=40)
    subject_id: str = Field(primary_key=True, max_length=32)
    saved_at: int
    body: str


LIST_DRAFT = "impor"
"""The form of what was put right in a list before it is taken in: it may be anybody's."""


class RosterImport(SQLModel, table=True):
    """One list that was taken in: the act, the file's name and SHA-256, and what became of its rows.

    `wrote`: something was new or changed, so that there is an act to undo.
    """

    __tablename__ = "roster_import"

    act: str = Field(primary_key=True, max_length=32)
    at: int = Field(index=True)
    file: str = Field(max_length=255)
    sha256: str = Field(max_length=64)
    new: int
    changed: int
    same: int
    skipped: int
    refused: int
    wrote: bool


class TypedMark(SQLModel, table=True):
    """A field of a row that was typed into SIKS-NG, as the office knew it at `at` (ms UTC)."""

    __tablename__ = "typed_mark"

    row_id: str = Field(primary_key=True, max_length=32)
    field: str = Field(primary_key=True, max_length=40)
    at: int = 0


class LookedAt(SQLModel, table=True):
    """A file of the watched folder as it was when it was looked at: bytes, and when it was written (ns)."""

    __tablename__ = "looked_at"

    name: str = Field(primary_key=True, max_length=255)
    size: int
    written_at: int


class Access(SQLModel, table=True):
    """One look at, print or export of full personal data; each entry holds the digest of the one before."""

    id: int | None = Field(default=None, primary_key=True)
    at: int
    hour: int
    who: str = Field(max_length=32)
    what: str = Field(max_length=20)
    household_id: str | None = Field(default=None, max_length=32, index=True)
    why: str = Field(default="", max_length=200)
    digest: str = Field(max_length=64)


def get_setting(session: Session, key: str, default: Any = None) -> Any:
    """Return the value of a setting, or `default`."""
    row = session.get(Setting, key)
    return default if row is None else json.loads(row.value)


def put_setting(session: Session, key: str, value: Any) -> None:
    """Store a JSON-able value under `key`; it is committed with the session's transaction."""
    text = json.dumps(value, ensure_ascii=False)
    row = session.get(Setting, key)
    if row is None:
        session.add(Setting(key=key, value=text))
    else:
        row.value = text
