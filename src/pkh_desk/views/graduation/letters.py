"""The letters of a family: what was written, printed, and signed."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import select

from pkh_desk.desk import Desk
from pkh_desk.store.graduation.letter import Letter, LetterPrint
from pkh_desk.store.people.file import File


@dataclass(frozen=True)
class LetterView:
    """One letter; `prints` counts how often it left as paper or PDF, `scans` what is kept of it signed."""

    id: str
    household_id: str
    kind: str
    code: str
    number: str | None
    paper: str
    dated_on: date
    signed_on: date | None
    voided_on: date | None
    prints: int
    scans: int
    facts: str
    template_version: int


def letters(desk: Desk, household_id: str) -> list[LetterView]:
    """Return the letters of a family, newest first."""
    with desk.read() as session:
        rows = session.exec(
            select(Letter).where(Letter.household_id == household_id, Letter.deleted == False)  # noqa: E712
        ).all()
        printed = session.exec(
            select(LetterPrint.letter_id).where(LetterPrint.household_id == household_id)
        ).all()
        kept = session.exec(
            select(File.owner_id).where(
                File.household_id == household_id,
                File.owner_kind == "letter",
                File.deleted == False,  # noqa: E712
            )
        ).all()
        fields = set(LetterView.__dataclass_fields__) - {"prints", "scans"}
        views = [
            LetterView(
                **row.model_dump(include=fields), prints=printed.count(row.id), scans=kept.count(row.id)
            )
            for row in rows
        ]
    return sorted(views, key=lambda view: view.id, reverse=True)
