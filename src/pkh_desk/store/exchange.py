"""Rows about other desks and the files that went between them."""

from sqlmodel import Field, SQLModel


class KnownDesk(SQLModel, table=True):
    """A desk this one exchanges files with. `state`: `menunggu` (asked to join), `aktif`, `dicabut`.

    `alone_as` is the petugas id under which it worked before it was invited.
    """

    __tablename__ = "desk"

    id: str = Field(primary_key=True, max_length=32)
    name: str = Field(max_length=120)
    code: str = Field(max_length=8)
    role: str = Field(max_length=12)
    petugas_id: str | None = Field(default=None, max_length=32)
    sign_key: str = Field(max_length=120)
    seal_key: str = Field(max_length=120)
    mac_key: str = Field(default="", max_length=120)
    alone_as: str = Field(default="", max_length=32)
    words: str = Field(default="", max_length=120)
    state: str = Field(max_length=12)
    approved_at: int | None = None
    cursor: int = 0
    epoch: str = Field(default="", max_length=64)
    last_seen_at: int | None = None


class InvitationRow(SQLModel, table=True):
    """An invitation the office made: for whom, which desa, until when; its secret proves the code."""

    __tablename__ = "invitation"

    id: str = Field(primary_key=True, max_length=32)
    petugas_id: str = Field(max_length=32)
    name: str = Field(max_length=120)
    scope: str
    secret: str = Field(max_length=200)
    expires_at: int
    used_by: str | None = Field(default=None, max_length=32)


class Bundle(SQLModel, table=True):
    """A file that was made or that arrived.

    `state`: `dibuat`, `diserahkan`, `dijawab` (ours); `baru`, `menunggu`, `karantina`, `diterapkan`,
    `ditolak` (theirs).
    While a bundle waits, `arrived` lists its txn ids as JSON and the sealed file lies in the inbox as
    `<sha256>.pkhb`. `follows` lists the ids of the txns that its first ones build on and that it does not
    hold itself. `app` and `backup_at` (ms UTC) are what the sender told of its program and its last
    backup. `part` of `parts` numbers the files of one sending, which share its sequence; `files` counts the
    photos and scans inside.
    """

    sha256: str = Field(primary_key=True, max_length=64)
    direction: str = Field(max_length=4)
    desk_id: str = Field(max_length=32, index=True)
    sequence: int
    kind: str = Field(max_length=10)
    state: str = Field(max_length=12, index=True)
    made_at: int
    at: int
    records: int = 0
    size: int = 0
    name: str = Field(max_length=80)
    arrived: str = "[]"
    follows: str = "[]"
    app: str = Field(default="", max_length=40)
    backup_at: int | None = None
    part: int = 1
    parts: int = 1
    files: int = 0
