"""Nouns as the log sees them: their fields, and the JSON value of each.

A `Noun` is read off a table class once. It knows which values a field admits (what comes from another desk
is checked here before it is believed), how a value looks in a log entry and in a column, and who may write
the field. Dates travel as ISO text, everything else as the JSON scalar it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Boolean, Column, Date, Integer, Table

Json = str | int | bool | None

MERGE_COLUMNS = frozenset({"id", "base_at", "base_txn", "heads", "change", "reverses"})
LONGEST_TEXT = 200_000
BIGGEST_INT = 2**53


@dataclass(frozen=True)
class Field:
    """One field of a noun: `type` is str, int, bool or date; `limit` the longest text."""

    name: str
    type: type
    limit: int
    nullable: bool
    default: Json

    def admits(self, value: object) -> bool:
        """Say whether `value`, as it came in JSON, may stand in this field."""
        if value is None:
            return self.nullable
        if self.type is bool:
            return isinstance(value, bool)
        if self.type is int:
            return type(value) is int and -BIGGEST_INT <= value <= BIGGEST_INT
        if not isinstance(value, str) or len(value) > self.limit:
            return False
        return self.type is str or _is_iso_date(value)

    def to_json(self, value: Any) -> Json:
        """Return the JSON scalar for a Python value of this field."""
        return value.isoformat() if isinstance(value, date) else value

    def from_json(self, value: Json) -> Any:
        """Return the Python value for an admitted JSON scalar."""
        return date.fromisoformat(value) if self.type is date and isinstance(value, str) else value

    def from_before(self, text: str | None) -> Json:
        """Return the JSON scalar whose text was kept as a before-value (`Writing.remember_before`)."""
        if text is None or self.type not in (bool, int):
            return text
        return text == "True" if self.type is bool else int(text)


def _is_iso_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@dataclass(frozen=True)
class Noun:
    """A synced table: its name, fields and rights.

    `fact`: rows are only added and reversed. `subject`: (kind, column) of the record an act on a row is an
    act on. `scope`: "household" (by `household_id`), "pendamping" (by `pendamping_id`) or "district".
    `office_fields`: fields only the office writes; `office_only`: rows only the office writes.
    `provenance`: fields that say where a fact is known from, and are no part of what it is.
    """

    name: str
    cls: type
    table: Table
    fact: bool
    subject: tuple[str, str]
    scope: str
    office_fields: frozenset[str]
    office_only: bool
    provenance: frozenset[str] = frozenset()

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """The fields that travel, by name, in column order; a fact's `reverses` is one of them."""
        kept = {str(c.name): _field(c) for c in self.table.columns if c.name not in MERGE_COLUMNS}
        if self.fact:
            kept["reverses"] = Field("reverses", str, 32, True, None)
        return kept

    @cached_property
    def defaults(self) -> Mapping[str, Json]:
        """What a field holds when an insert does not name it."""
        return {name: field.default for name, field in self.fields.items()}

    @cached_property
    def required(self) -> frozenset[str]:
        """The fields that every insert must name: their default is no value of theirs."""
        return frozenset(name for name, field in self.fields.items() if not field.admits(field.default))

    def household_of(self, row_id: str, values: Mapping[str, Any]) -> str | None:
        """Return the household a row belongs to (a household belongs to itself), or None."""
        return row_id if self.name == "household" else values.get("household_id")

    def subject_of(self, row_id: str, values: Mapping[str, Any]) -> tuple[str, str]:
        """Return (kind, id) of the record that an act on this row is about."""
        kind, column = self.subject
        return kind, row_id if column == "id" else values.get(column) or row_id


def _field(column: "Column[Any]") -> Field:
    kind = column.type
    python: type = str
    if isinstance(kind, Boolean):
        python = bool
    elif isinstance(kind, Integer):
        python = int
    elif isinstance(kind, Date):
        python = date
    # SQLModel's own type of text is no String, and has a length all the same.
    limit = getattr(kind, "length", None) or LONGEST_TEXT
    default = column.default.arg if column.default is not None and column.default.is_scalar else None  # type: ignore[attr-defined]
    return Field(str(column.name), python, limit, bool(column.nullable), default)
