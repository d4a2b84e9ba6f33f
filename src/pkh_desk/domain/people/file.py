"""A file: a photo or scan that belongs to a record, known by the digest of its content."""

from datetime import date

from pydantic import BaseModel, Field


class FileFields(BaseModel, extra="forbid"):
    """`sha256` is that of the stored (re-encoded) content; `owner_kind` and `owner_id` name the record.

    `place` orders the pages of one record, `turned` is by how many degrees to the right (0, 90, 180, 270) a
    page is shown turned: its content, and so its digest, stays what it was.
    """

    household_id: str | None = Field(default=None, max_length=32)
    owner_kind: str = Field(max_length=20)
    owner_id: str = Field(max_length=32)
    sha256: str = Field(max_length=64)
    size: int
    media_type: str = Field(max_length=40)
    taken_on: date | None = None
    caption: str = Field(default="", max_length=200)
    place: int = 0
    turned: int = 0
