"""Moving families along the way to graduation: opening a case, taking steps, answering for many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from pkh_desk.actions.people.household import own_family
from pkh_desk.desk import Desk
from pkh_desk.domain.fit import fit
from pkh_desk.domain.graduation.case import (
    AFTER,
    DONE,
    NEEDS_LETTER,
    OFFICE_STAGES,
    PATH,
    STAGES,
    CaseFields,
    StageEventFields,
    check_case,
    check_letter,
    check_step,
    fold_stages,
)
from pkh_desk.domain.office.clerk import VERIFIER
from pkh_desk.domain.people.household import EXIT
from pkh_desk.domain.vocabulary import MEMBERSHIP
from pkh_desk.errors import InvalidInput, Problem, RecordNotFound, StageNotAllowed
from pkh_desk.store.graduation.case import GraduationCase, StageEvent, letters_of, steps_of
from pkh_desk.store.people.file import File
from pkh_desk.store.people.household import Household
from pkh_desk.views.graduation.cases import cases_of

STOPPED = ("ditolak", "dibatalkan")
BETWEEN = "Catat dulu tahap di antaranya. Tidak ada yang berubah."


@dataclass(frozen=True)
class StepDraft:
    """A step to take: to which stage, when, and why; kind and reason are for a step that opens a case.

    One that opens a case again that was refused or withdrawn changes them where they are given.
    `sk_number` and `sk_on` name the decision of Kemensos, `tahap` from when on the family is inactive.
    """

    stage: str
    on: date
    why: str = ""
    kind: str = ""
    reason: str = ""
    reason_text: str = ""
    sk_number: str = ""
    sk_on: date | None = None
    tahap: str = ""


def take_step(desk: Desk, household_id: str, draft: StepDraft) -> str:
    """Take one step in the family's case, opening one if there is none; return the case's id.

    Raises StageNotAllowed, InvalidInput (a day to come), FamilyNotFound, HandedOver.
    """
    _check_days(desk, draft)
    with desk.write() as session:
        own_family(session, household_id)
        case = cases_of(session.connection(), [household_id]).get(household_id)
        case_id = case.id if case else _open(desk, session, household_id, draft)
        if case is not None and case.stage in STOPPED and draft.kind:
            _open_again(session, case_id, draft)
        session.writing.subject = ("graduation_case", case_id)
        add_step(desk, session, household_id, case_id, case.stage if case else None, draft)
    return case_id


def take_steps(desk: Desk, homes: Sequence[str], draft: StepDraft) -> int:
    """Take the same step in the case of each of these families, as one act; return how many there are.

    All of them or none: raises what `take_step` does, and RecordNotFound for a family without a case.
    """
    _check_days(desk, draft)
    with desk.write() as session:
        cases = cases_of(session.connection(), homes)
        for home in homes:
            own_family(session, home)
            case = cases.get(home)
            if case is None:
                raise RecordNotFound("Satu keluarga tidak ada di alur graduasi. Tidak ada yang berubah.")
            add_step(desk, session, home, case.id, case.stage, draft)
    return len(homes)


def _check_days(desk: Desk, draft: StepDraft) -> None:
    problems = []
    if draft.on > desk.today():
        problems.append(Problem("on", "Tanggal tahap belum terjadi."))
    if draft.sk_on is not None and draft.sk_on > desk.today():
        problems.append(Problem("sk_on", "Tanggal SK belum terjadi."))
    if problems:
        raise InvalidInput(problems)


def _open(desk: Desk, session: Session, household_id: str, draft: StepDraft) -> str:
    fields = fit(CaseFields, household_id=household_id, opened_on=draft.on, **_named(draft))
    problems = check_case(fields, desk.today())
    if problems:
        raise InvalidInput(problems)
    case_id = desk.new_id()
    session.add(GraduationCase(id=case_id, **fields.model_dump()))
    return case_id


def _open_again(session: Session, case_id: str, draft: StepDraft) -> None:
    row = session.get_one(GraduationCase, case_id)
    for name, value in _named(draft).items():
        setattr(row, name, value)


def _named(draft: StepDraft) -> dict[str, str]:
    """Return kind and reason as far as they were given."""
    given = {"kind": draft.kind, "reason": draft.reason, "reason_text": draft.reason_text}
    return {name: value for name, value in given.items() if value or (name == "reason_text" and draft.kind)}


def add_step(
    desk: Desk, session: Session, household_id: str, case_id: str, stage: str | None, draft: StepDraft
) -> None:
    """Add the event of one step to an open session.

    A family that is made inactive gets the status *graduasi* with it. Raises what `next_event` does.
    """
    fields = next_event(desk, session, household_id, case_id, stage, draft)
    if draft.stage == "nonaktif":
        session.get_one(Household, household_id).status = DONE
    session.add(StageEvent(id=desk.new_id(), **fields.model_dump()))


def next_event(
    desk: Desk, session: Session, household_id: str, case_id: str, stage: str | None, draft: StepDraft
) -> StageEventFields:
    """Return the event of one step, as it may be written.

    Raises StageNotAllowed: the step does not follow, the letter's signature or scan is missing, or the
    family has left in another way.
    """
    if desk.is_office and OFFICE_STAGES & {draft.stage, stage}:
        desk.require_clerk(VERIFIER)
    connection = session.connection()
    after = fold_stages(steps_of(connection, [case_id])[case_id]).after if draft.stage in AFTER else ()
    problems = check_step(stage, draft.stage, desk.identity.role, after)
    if problems:
        raise StageNotAllowed(problems[0].text, BETWEEN)
    require_letter(session, case_id, draft.stage)
    home = session.get_one(Household, household_id)
    if home.status in EXIT and draft.stage in PATH:
        words = MEMBERSHIP[home.status]
        raise StageNotAllowed(
            f"Keluarga ini tercatat keluar ({words}), jadi tidak bisa ke tahap {STAGES[draft.stage]}.",
            "Betulkan dulu catatan keluarnya bila keliru. Tidak ada yang berubah.",
        )
    return fit(
        StageEventFields,
        household_id=household_id,
        case_id=case_id,
        seen=stage,
        stage=draft.stage,
        on=draft.on,
        reason=draft.why,
        sk_number=draft.sk_number.strip(),
        sk_on=draft.sk_on,
        tahap=draft.tahap.strip(),
    )


def require_letter(session: Session, case_id: str, stage: str) -> None:
    """Raise StageNotAllowed if a step to `stage` needs a signed letter with its scan and there is none."""
    if stage not in NEEDS_LETTER:
        return
    signed = [letter.id for letter in letters_of(session, case_id) if letter.signed_on]
    scans = select(File).where(col(File.owner_id).in_(signed), col(File.deleted).is_(False))
    problems = check_letter(stage, bool(signed), len(session.exec(scans).all()))
    if problems:
        raise StageNotAllowed(problems[0].text, "Minta pendamping melengkapinya. Tidak ada yang berubah.")
