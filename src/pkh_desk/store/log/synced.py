"""Synced rows: the columns that let any two desks merge them, and the registry of the nouns.

Registers are edited field by field and deleted by a field; facts are only added, and reversed by another
fact. There are no foreign keys among synced rows: parts of a family arrive in any order, and the data
doctor reports what stays without its family.
"""

from functools import cache
from importlib import import_module
from typing import ClassVar

from sqlalchemy import Table
from sqlmodel import Field, SQLModel

from pkh_desk.store.log.values import Noun

NOUN_MODULES = (
    "people.petugas",
    "people.household",
    "people.visit",
    "business",
    "graduation.case",
    "graduation.letter",
    "people.file",
    "office",
    "graduation.official",
    "graduation.packet",
    "people.payment",
)
LOCAL_MODULES = ("log.txnlog", "log.shadow", "log.merging", "exchange", "message", "local", "search")


class Synced(SQLModel):
    """The merge columns of every row that travels.

    `base_at`, `base_txn`: the write that made the row. `change`: the office's change number at which the
    row last changed; 0 while the office has not sent it.
    """

    subject: ClassVar[tuple[str, str]] = ("", "id")
    scope: ClassVar[str] = "household"
    office_fields: ClassVar[frozenset[str]] = frozenset()
    office_only: ClassVar[bool] = False

    id: str = Field(primary_key=True, max_length=32)
    base_at: int = 0
    base_txn: str = Field(default="", max_length=64)
    change: int = Field(default=0, index=True)


class Register(Synced):
    """A row that is edited; `heads` holds the heads of its edited fields."""

    deleted: bool = False
    heads: str | None = None


class Fact(Synced):
    """A row that is only added; `reverses` names the fact it takes back.

    Told twice under one id it is one fact; the first word on its `provenance` stays.
    """

    provenance: ClassVar[frozenset[str]] = frozenset()

    reverses: str | None = Field(default=None, max_length=32, index=True)


@cache
def nouns() -> dict[str, Noun]:
    """Return every synced noun by its table name."""
    found = {}
    for module in NOUN_MODULES:
        for cls in vars(import_module(f"pkh_desk.store.{module}")).values():
            if isinstance(cls, type) and issubclass(cls, Synced) and hasattr(cls, "__table__"):
                noun = _noun(cls)
                found[noun.name] = noun
    return found


def _noun(cls: type[Synced]) -> Noun:
    table = cls.__table__  # type: ignore[attr-defined]
    assert isinstance(table, Table)
    return Noun(
        name=str(table.name),
        cls=cls,
        table=table,
        fact=issubclass(cls, Fact),
        subject=cls.subject if cls.subject[0] else (str(table.name), "id"),
        scope=cls.scope,
        office_fields=cls.office_fields,
        office_only=cls.office_only,
        provenance=cls.provenance if issubclass(cls, Fact) else frozenset(),
    )
