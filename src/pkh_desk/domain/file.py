"""A file: a photo or scan that belongs to a record, known by the digest of its content."""

from datetime import date

from pydantic import BaseModel, Field


class FileFields(BaseModel, extra="forbid"):
    """`sha256` is that of the stored (re-encoded) content; `owner_kind` and `owner_id` name the record."""

    household_id: str | None = Field(default=None, max_length=32)
    owner_kind: str = Field(max_length=20)
    owner_id: str = Field(max_length=32)
    sha256: str = Field(max_length=64)
    size: int
    media_type: str = Field(max_length=40)
    taken_on: date | None = None
    caption: str = Field(default="", max_length=200)
