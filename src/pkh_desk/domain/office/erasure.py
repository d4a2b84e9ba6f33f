"""An erasure: the order by which every desk drops what it holds of a family. Source: decisions, Erasure."""

from datetime import date

from pydantic import BaseModel, Field


class ErasureFields(BaseModel, extra="forbid"):
    """The order and its certificate in one; it names ids and no person.

    `homes` and `ids`: JSON lists of the households (a family and its twins) and of every row that was theirs.
    `backups_until`: the day on which the last backup with the data expires. `reason` is read on every desk.
    """

    homes: str
    ids: str
    on: date
    backups_until: date
    reason: str = Field(max_length=200)
