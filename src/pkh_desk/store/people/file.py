"""Rows of photos and scans; their content lies encrypted beside the database (`blobs.py`)."""

from typing import ClassVar

from sqlmodel import Field

from pkh_desk.domain.people.file import FileFields
from pkh_desk.store.log.synced import Register


class File(FileFields, Register, table=True):
    """A photo or scan of a record."""

    subject: ClassVar = ("file", "owner_id")

    household_id: str | None = Field(default=None, max_length=32, index=True)
    owner_id: str = Field(max_length=32, index=True)
    sha256: str = Field(max_length=64, index=True)
