"""Families that a roster says leave, and that a person decided to propose for graduation because of it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import Session

from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import CaseFields
from pkh_desk.rosters.clean import Entry
from pkh_desk.store.log.bulk import BulkWriter
from pkh_desk.views.graduation.cases import cases_of

KIND = "leaving_stated"


class Leaving(NamedTuple):
    """A family to propose: its id, what was stated, and the day of it."""

    household_id: str
    words: str
    on: date


def leaving(choices: RowChoices, entries: Sequence[Entry], home: str, today: date) -> list[Leaving]:
    """Return what a person took of what these rows of a family state."""
    return [
        Leaving(home, entry.stated, date.fromisoformat(entry.stated_on) if entry.stated_on else today)
        for entry in entries
        if entry.stated and (entry.sheet, entry.row, KIND) in choices.answers
    ]


def propose(desk: Desk, session: Session, bulk: BulkWriter, families: Sequence[Leaving]) -> None:
    """Open a case at its first stage for each family that has none yet."""
    cases = cases_of(session.connection(), {family.household_id for family in families})
    for family in families:
        if family.household_id in cases:
            continue
        case_id = desk.new_id()
        fields = CaseFields(
            household_id=family.household_id, reason_text=family.words[:300], opened_on=family.on
        )
        bulk.insert("graduation_case", case_id, fields.model_dump(mode="json"))
        step = {"household_id": family.household_id, "case_id": case_id, "stage": "calon"}
        bulk.insert("stage_event", desk.new_id(), {**step, "on": family.on.isoformat()})
        bulk.seal(("graduation_case", case_id))
