"""Moving a family along the way to graduation: opening its case and taking steps."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from pkh_desk.actions.household import own_family
from pkh_desk.desk import Desk
from pkh_desk.domain.graduation import CaseFields, StageEventFields, check_case, check_step
from pkh_desk.errors import InvalidInput, Problem, StageNotAllowed
from pkh_desk.store.graduation import GraduationCase, StageEvent
from pkh_desk.views.cases import cases_of


@dataclass(frozen=True)
class StepDraft:
    """A step to take: to which stage, when, and why; kind and reason are used when it opens the case."""

    stage: str
    on: date
    why: str = ""
    kind: str = "mandiri"
    reason: str = "ekonomi_membaik"
    reason_text: str = ""


def take_step(desk: Desk, household_id: str, draft: StepDraft) -> str:
    """Take one step in the family's case, opening one if there is none; return the case's id.

    Raises StageNotAllowed, InvalidInput (a day to come), FamilyNotFound, HandedOver.
    """
    if draft.on > desk.today():
        raise InvalidInput([Problem("on", "Tanggal tahap belum terjadi.")])
    with desk.write() as session:
        own_family(session, household_id)
        case = cases_of(session.connection(), [household_id]).get(household_id)
        case_id = case.id if case else _open(desk, session, household_id, draft)
        session.writing.subject = ("graduation_case", case_id)
        add_step(desk, session, household_id, case_id, case.stage if case else None, draft)
    return case_id


def _open(desk: Desk, session: Session, household_id: str, draft: StepDraft) -> str:
    fields = CaseFields(
        household_id=household_id,
        kind=draft.kind,
        reason=draft.reason,
        reason_text=draft.reason_text,
        opened_on=draft.on,
    )
    problems = check_case(fields, desk.today())
    if problems:
        raise InvalidInput(problems)
    case_id = desk.new_id()
    session.add(GraduationCase(id=case_id, **fields.model_dump()))
    return case_id


def add_step(
    desk: Desk, session: Session, household_id: str, case_id: str, stage: str | None, draft: StepDraft
) -> None:
    """Add the event of one step to an open session. Raises StageNotAllowed."""
    problems = check_step(stage, draft.stage, desk.identity.role)
    if problems:
        raise StageNotAllowed(problems[0].text, "Ambil tahap di antaranya dulu. Tidak ada yang berubah.")
    fields = StageEventFields(
        household_id=household_id,
        case_id=case_id,
        seen=stage,
        stage=draft.stage,
        on=draft.on,
        reason=draft.why,
    )
    session.add(StageEvent(id=desk.new_id(), **fields.model_dump()))
