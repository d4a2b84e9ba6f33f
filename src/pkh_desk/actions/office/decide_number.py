"""One number in two families: whose it is, or that the two families are one.

A wrong number is never thrown away: it stays as raw text beside the empty one, to be checked with the card.
Source: decisions, Person, and Same family twice.
"""

from sqlmodel import Session, select

from pkh_desk.actions.people.merge import link_families
from pkh_desk.errors import InvalidInput, Problem
from pkh_desk.store.log.merging import Conflict
from pkh_desk.store.people.household import Member

MERGE = "gabung"


def decide_number(session: Session, conflict: Conflict, value: str) -> None:
    """Let the member `value` keep the number, or link the families (`gabung`). Raises InvalidInput."""
    number = conflict.key.removeprefix("nik/")
    holders = [row for row in session.exec(select(Member).where(Member.nik == number)) if not row.deleted]
    if value == MERGE:
        _link(session, sorted({row.household_id for row in holders}))
    elif value in {row.id for row in holders}:
        for row in holders:
            if row.id != value:
                row.nik, row.nik_raw = None, number
    else:
        raise InvalidInput([Problem("value", "Pilih satu orang yang memakai nomor itu, atau gabung.")])


def _link(session: Session, homes: list[str]) -> None:
    if len(homes) < 2:
        raise InvalidInput(
            [Problem("value", "Nomor itu dipakai dua orang dalam satu keluarga. Pilih salah satu.")]
        )
    link_families(session, homes)
