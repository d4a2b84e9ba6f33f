"""Who leads a desa, now and before."""

from dataclasses import dataclass
from datetime import date

from pkh_desk.desk import Desk
from pkh_desk.store.graduation.official import official_on, officials_of


@dataclass(frozen=True)
class OfficialView:
    """A kepala desa or lurah; unknown days of office are None."""

    id: str
    desa_code: str
    name: str
    title: str
    nip: str
    since: date | None
    until: date | None


def village_head(desk: Desk, desa_code: str | None, day: date) -> OfficialView | None:
    """Return who is in office in a desa on a day, None if nobody is known."""
    with desk.read() as session:
        row = official_on(session, desa_code, day)
        return OfficialView(**row.model_dump(include=_FIELDS)) if row else None


def village_heads(desk: Desk, desa_code: str | None) -> list[OfficialView]:
    """Return everybody known to have led a desa, in the order in which `in_office` wants them."""
    with desk.read() as session:
        rows = officials_of(session, desa_code) if desa_code else []
        return [OfficialView(**row.model_dump(include=_FIELDS)) for row in rows]


_FIELDS = set(OfficialView.__dataclass_fields__)
