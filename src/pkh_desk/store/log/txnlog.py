"""The transaction log: one act of a person on one subject, chained and digested.

A desk's txns form a chain (`prev`) within a stream; a stream begins when the desk starts, is restored or
is cloned, and is never continued after a restore. The id of a txn is the SHA-256 of its canonical body, so
nobody can change one after the fact. Source of the form: decisions, Transaction.
"""

import os
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field, Session, SQLModel

from pkh_desk.domain.canon import canonical, digest
from pkh_desk.store.local import get_setting, put_setting

SCHEMA = 1

Op = list[Any]
"""["ins", table, row, {field: value}, household] or
["set", table, row, {field: [value, [txns seen]]}, household]."""


class Txn(SQLModel, table=True):
    """One entry of the log. `seen_at`: when the office first saw it (own clock for own txns); `h`: when it
    was written, by its author's clock, but never after it was seen.

    `body` is its canonical JSON, packed if another desk wrote it: `packed.unpack`.

    `fate` is what became of it at the office; `change` the office's change number of that fate.
    """

    __table_args__ = (
        Index("ix_txn_stream_change", "stream", "change"),
        Index("ix_txn_seen", "seen_at"),
        # The fates of all own txns are counted after every write; a year of their bodies is 40 MB. PostgreSQL
        # gets its WHERE by the migration: to name it here imports its dialect, 2 MB, with every desk.
        Index(
            "ix_txn_own",
            *("household_id", "h", "subject_kind", "subject_id", "fate", "own"),
            sqlite_where=text("own"),
        ),
    )

    id: str = Field(primary_key=True, max_length=64)
    stream: str = Field(max_length=32)
    n: int
    h: int = Field(index=True)
    seen_at: int
    author: str = Field(max_length=32)
    act: str = Field(max_length=32, index=True)
    subject_kind: str = Field(max_length=20)
    subject_id: str = Field(max_length=32, index=True)
    household_id: str | None = Field(default=None, max_length=32, index=True)
    body: bytes
    own: bool = True
    fate: str = Field(default="belum", max_length=12, index=True)
    fate_reason: str = Field(default="", max_length=500)
    change: int = 0


class BeforeValue(SQLModel, table=True):
    """What a field held before a txn changed it; for history and undo, never for merging."""

    __tablename__ = "before_value"

    txn_id: str = Field(primary_key=True, max_length=64)
    table_name: str = Field(primary_key=True, max_length=40)
    row_id: str = Field(primary_key=True, max_length=32, index=True)
    field: str = Field(primary_key=True, max_length=40)
    value: str | None = None


class Undone(SQLModel, table=True):
    """Says that act `by_act` took back act `act`; an undone undo is a redo."""

    act: str = Field(primary_key=True, max_length=32)
    by_act: str = Field(max_length=32, index=True)


def genesis(stream: str) -> str:
    """Return the `prev` of the first txn of a stream."""
    return digest(canonical(["genesis", stream]))


@dataclass
class Chain:
    """The end of this desk's own chain: the stream, the last number and id, and the last instant used."""

    stream: str
    n: int
    last: str
    h: int

    @classmethod
    def new(cls, stream: str, h: int = 0) -> "Chain":
        """Begin a stream; `h` keeps time from running backwards across streams."""
        return cls(stream, 0, genesis(stream), h)

    @classmethod
    def load(cls, session: Session) -> "Chain":
        """Read the end of the chain from the desk's settings."""
        return cls(**get_setting(session, "chain"))

    def save(self, session: Session) -> None:
        """Store the end of the chain; committed together with the txns that moved it."""
        put_setting(session, "chain", {"stream": self.stream, "n": self.n, "last": self.last, "h": self.h})

    def tick(self, now: int) -> int:
        """Return the instant of the next txn: now, but never before or at the last one."""
        self.h = max(now, self.h + 1)
        return self.h

    def seal(
        self, act: str, author: str, subject: tuple[str, str], ops: list[Op], now: int
    ) -> dict[str, Any]:
        """Append one txn with these ops and return its row; the caller stores it."""
        h = self.tick(now)
        body = canonical(
            {
                "s": self.stream,
                "n": self.n + 1,
                "p": self.last,
                "h": h,
                "a": author,
                "sv": SCHEMA,
                "act": act,
                "subject": list(subject),
                "r": os.urandom(16).hex(),
                "ops": ops,
            }
        )
        row: dict[str, Any] = {
            "id": digest(body),
            "stream": self.stream,
            "n": self.n + 1,
            "h": h,
            "seen_at": h,
            "author": author,
            "act": act,
            "subject_kind": subject[0],
            "subject_id": subject[1],
            "household_id": next((op[4] for op in ops if op[4]), None),
            "body": body,
            "own": True,
            "fate": "belum",
            "fate_reason": "",
            "change": 0,
        }
        self.n, self.last = self.n + 1, row["id"]
        return row
