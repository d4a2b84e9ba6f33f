"""A village official: the kepala desa or lurah who acknowledges letters, with the dates of office."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from pydantic import BaseModel, Field

from pkh_desk.errors import Problem


class VillageOfficialFields(BaseModel, extra="forbid"):
    """`title` as it stands before the name of the desa: Kepala Desa, Pj. Kepala Desa, Lurah.

    In office from `since` to `until`, both days included; None means that the day is not known.
    """

    desa_code: str = Field(max_length=13)
    name: str = Field(max_length=120)
    title: str = Field(default="", max_length=60)
    nip: str = Field(default="", max_length=30)
    since: date | None = None
    until: date | None = None


class Term(Protocol):
    """Anybody with days of office."""

    @property
    def since(self) -> date | None:
        """The first day, None if it is not known."""

    @property
    def until(self) -> date | None:
        """The last day, None if it is not known."""


Official = TypeVar("Official", bound=Term)


def check_official(fields: VillageOfficialFields) -> list[Problem]:
    """Return what keeps the official from being saved."""
    problems = []
    if not fields.name.strip():
        problems.append(Problem("name", "Nama kepala desa belum diisi."))
    if fields.since and fields.until and fields.until < fields.since:
        problems.append(Problem("until", "Akhir jabatan lebih awal daripada mulainya."))
    return problems


def in_office(officials: Iterable[Official], day: date) -> Official | None:
    """Return who is in office on `day`: of several the one who began last, of those the last in order.

    So a successor needs no end of the one before, and a letter of an earlier day still gets that one.
    """
    found = None
    for each in officials:
        begun = each.since is None or each.since <= day
        ended = each.until is not None and each.until < day
        if begun and not ended and (found is None or (each.since or date.min) >= (found.since or date.min)):
            found = each
    return found
