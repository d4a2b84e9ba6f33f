"""A packet: one paper about a desa's batch of families (surat pengantar, rekap, berita acara, tanda terima).

It is about several families, so it names none of them: what was frozen about each family lies in a row of
that family, which is how it is scoped and erased. Source: decisions, Transaction, Erasure and Scope.
"""

from datetime import date

from pydantic import BaseModel, Field


class PacketFields(BaseModel, extra="forbid"):
    """`facts` is the frozen content as canonical JSON without its table, `row_count` how many rows that has;
    `number` is typed by hand, None is printed as a blank line."""

    desa_code: str = Field(max_length=13)
    pendamping_id: str | None = Field(default=None, max_length=32)
    kind: str = Field(max_length=30)
    code: str = Field(max_length=40)
    number: str | None = Field(default=None, max_length=60)
    template_version: int
    facts: str
    row_count: int
    paper: str = Field(max_length=4)
    dated_on: date
    voided_on: date | None = None
    void_reason: str = Field(default="", max_length=300)


class PacketRowFields(BaseModel, extra="forbid"):
    """What a packet says about one family: the frozen cells of its table, and the letter they are of."""

    household_id: str = Field(max_length=32)
    packet_id: str = Field(max_length=32)
    position: int
    letter_id: str | None = Field(default=None, max_length=32)
    entry: str


class PacketPrintFields(BaseModel, extra="forbid"):
    """One time a packet left as paper or PDF; `how` is `cetak` or `pdf`, `at` ms UTC."""

    pendamping_id: str | None = Field(default=None, max_length=32)
    packet_id: str = Field(max_length=32)
    how: str = Field(max_length=10)
    paper: str = Field(max_length=4)
    copies: int = Field(default=1, ge=1)
    at: int
