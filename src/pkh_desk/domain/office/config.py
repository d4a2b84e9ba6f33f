"""What the office alone writes: dated config documents, and its words about records."""

from datetime import date

from pydantic import BaseModel, Field


class ConfigFields(BaseModel, extra="forbid"):
    """One version of one kind of config; the one valid on the date of a fact is used.

    `body` is JSON. It travels as a row of the office's answer; what makes it the office's is the signature of
    that file. Version 0 is what the program ships in `resources/`.
    """

    kind: str = Field(max_length=40)
    version: int
    effective_from: date
    body: str


class ReturnedFields(BaseModel, extra="forbid"):
    """The office's note that a record must be put right; it keeps its values and is flagged until its
    author changes it."""

    household_id: str = Field(max_length=32)
    subject_kind: str = Field(max_length=20)
    subject_id: str = Field(max_length=32)
    txn_id: str = Field(max_length=64)
    reason: str = Field(max_length=500)


class NoteFields(BaseModel, extra="forbid"):
    """A word of the office to the pendamping about a record, e.g. why it decided as it did."""

    household_id: str = Field(max_length=32)
    subject_kind: str = Field(max_length=20)
    subject_id: str = Field(max_length=32)
    text: str = Field(max_length=500)
