"""Rows of village officials."""

from datetime import date
from typing import ClassVar

from sqlmodel import Field, Session, select

from pkh_desk.domain.graduation.official import VillageOfficialFields, in_office
from pkh_desk.store.log.synced import Register


class VillageOfficial(VillageOfficialFields, Register, table=True):
    """A kepala desa or lurah; every desk knows all of its district."""

    __tablename__ = "village_official"
    scope: ClassVar = "district"

    desa_code: str = Field(max_length=13, index=True)


def officials_of(session: Session, desa_code: str) -> list[VillageOfficial]:
    """Return everybody known to have led a desa, in the order in which they were recorded."""
    rows = session.exec(select(VillageOfficial).where(VillageOfficial.desa_code == desa_code))
    return sorted((row for row in rows if not row.deleted), key=lambda row: row.id)


def official_on(session: Session, desa_code: str | None, day: date) -> VillageOfficial | None:
    """Return who leads a desa on `day`, None if nobody is known."""
    return in_office(officials_of(session, desa_code), day) if desa_code else None
