"""Rows that the office keeps beside the synced ones, to merge and to answer."""

from sqlmodel import Field, SQLModel


class Stream(SQLModel, table=True):
    """A stream that was seen and the desk it belongs to; `forked`: it was continued twice."""

    id: str = Field(primary_key=True, max_length=32)
    desk_id: str = Field(max_length=32, index=True)
    forked: bool = False


class Tip(SQLModel, table=True):
    """The last known txn of a stream (two of them after a fork); an answer confirms up to its tips."""

    txn_id: str = Field(primary_key=True, max_length=64)
    stream: str = Field(max_length=32, index=True)
    n: int


class Orphan(SQLModel, table=True):
    """The state of a row that is not shown: at the office its edit arrived before its insert; on a laptop it
    went to another family, or the office lost it."""

    table_name: str = Field(primary_key=True, max_length=40)
    row_id: str = Field(primary_key=True, max_length=32)
    state: str


class Overtaken(SQLModel, table=True):
    """A write that was superseded before it arrived: it is dropped when it does."""

    row_id: str = Field(primary_key=True, max_length=32)
    field: str = Field(primary_key=True, max_length=40)
    txn_id: str = Field(primary_key=True, max_length=64)


class ScopeChange(SQLModel, table=True):
    """A row that left one pendamping's scope at a change number; `to_pendamping` received it."""

    __tablename__ = "scope_change"

    id: int | None = Field(default=None, primary_key=True)
    change: int = Field(index=True)
    table_name: str = Field(max_length=40)
    row_id: str = Field(max_length=32)
    household_id: str = Field(max_length=32)
    from_pendamping: str | None = Field(default=None, max_length=32)
    to_pendamping: str | None = Field(default=None, max_length=32)


class Conflict(SQLModel, table=True):
    """Something for a person: a field with two values (`field`), a step out of turn (`stage`), one number
    in two families (`nik`), or a field in which twins differ (`twin`). A number is never used twice, so
    that an old list cannot settle another question."""

    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=10, index=True)
    key: str = Field(max_length=120, unique=True)
    table_name: str = Field(max_length=40)
    row_id: str = Field(max_length=32)
    field: str = Field(default="", max_length=40)
    household_id: str | None = Field(default=None, max_length=32, index=True)
    txns: str
    opened_at: int


class RefusedOp(SQLModel, table=True):
    """One op its author may not make, kept with its payload and the reason."""

    __tablename__ = "refused_op"

    id: int | None = Field(default=None, primary_key=True)
    txn_id: str = Field(max_length=64, index=True)
    reason: str = Field(max_length=200)
    op: str


class RecordedElsewhere(SQLModel, table=True):
    """On a laptop: a visit that its pendamping recorded though its log does not say so: on another laptop of
    theirs, or here before a restore."""

    __tablename__ = "recorded_elsewhere"

    visit_id: str = Field(primary_key=True, max_length=32)


class HandedOverRow(SQLModel, table=True):
    """On a laptop: a household (or one row) that left its scope; readable for 30 days, then swept."""

    __tablename__ = "handed_over"

    table_name: str = Field(primary_key=True, max_length=40)
    row_id: str = Field(primary_key=True, max_length=32)
    since: int
