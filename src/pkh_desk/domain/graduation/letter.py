"""A letter as a record: its code, its official number, what was frozen into it, and its prints."""

from datetime import date

from pydantic import BaseModel, Field

STATEMENTS = frozenset({"pernyataan", "pengunduran"})
"""Kinds by which a family leaves the programme; printing and signing one moves its case on."""


class LetterFields(BaseModel, extra="forbid"):
    """One letter. `facts` is the frozen content as canonical JSON, so that a reprint years later is
    identical; `number` is None while no number block is at hand (printed as a blank line), `block_id` and
    `block_n` say which number of which block it is. Of the signed paper: who signed (`signed_by`), and
    whether everybody did, the meterai is on it and the scan can be read (None: nobody looked)."""

    household_id: str = Field(max_length=32)
    case_id: str | None = Field(default=None, max_length=32)
    kind: str = Field(max_length=30)
    code: str = Field(max_length=40)
    number: str | None = Field(default=None, max_length=60)
    number_by_hand: bool = False
    block_id: str | None = Field(default=None, max_length=32)
    block_n: int | None = None
    template_version: int
    facts: str
    paper: str = Field(max_length=4)
    place: str = Field(default="", max_length=80)
    dated_on: date
    signed_on: date | None = None
    signed_by: str = Field(default="", max_length=600)
    all_signed: bool | None = None
    meterai: bool | None = None
    readable: bool | None = None
    voided_on: date | None = None
    void_reason: str = Field(default="", max_length=300)


class LetterPrintFields(BaseModel, extra="forbid"):
    """One time a letter left as paper or PDF; `how` is `cetak` or `pdf`."""

    household_id: str = Field(max_length=32)
    letter_id: str = Field(max_length=32)
    how: str = Field(max_length=10)
    paper: str = Field(max_length=4)
    copies: int = Field(default=1, ge=1)
    at: int


class PrintedTemplateFields(BaseModel, extra="forbid"):
    """The wording that letters were printed with, kept whole: a reprint needs nothing else.

    Its id derives from `digest`, so each wording is kept once however many letters use it.
    """

    kind: str = Field(max_length=30)
    version: int
    digest: str = Field(max_length=16)
    body: str


class NumberBlockFields(BaseModel, extra="forbid"):
    """Official letter numbers reserved for one desk in one year and kecamatan; owned by the office.

    The desk is named by its code: a restored or cloned desk gets a new one, and its old block is burnt.
    """

    desk_code: str = Field(max_length=8)
    year: int
    kecamatan: str = Field(max_length=13)
    first: int
    last: int
