"""Sending a proposal back: the office lacks a page, or cannot read one."""

from sqlmodel import Session, col, select

from pkh_desk.actions.graduation.case import StepDraft, add_step
from pkh_desk.actions.office.decide import send_back
from pkh_desk.desk import Desk
from pkh_desk.domain.office.clerk import VERIFIER
from pkh_desk.errors import RecordNotFound
from pkh_desk.store.graduation.case import letters_of
from pkh_desk.store.log.txnlog import Txn
from pkh_desk.views.graduation.cases import CaseView, cases_of


def return_proposal(desk: Desk, household_id: str, reason: str) -> None:
    """Send the letter of a family back to its pendamping with a note: a page is missing or unreadable.

    A case that was verified already is no longer. The pendamping sees the note until they change the letter.
    Raises InvalidInput (no note), RecordNotFound (there is nobody to send it back to).
    """
    desk.require_clerk(VERIFIER)
    with desk.read() as session:
        case = cases_of(session.connection(), [household_id]).get(household_id)
        target = _latest_sent(session, case) if case else None
    if case is None or target is None:
        raise RecordNotFound(
            "Usulan ini bukan dari pendamping. Tidak ada yang berubah.", "Kembalikan tahapnya saja."
        )
    act = desk.new_id()
    send_back(desk, target, reason, act)
    if case.stage == "diverifikasi":
        with desk.write(subject=("graduation_case", case.id), act=act) as session:
            draft = StepDraft("ditandatangani", desk.today(), reason.strip()[:300])
            add_step(desk, session, household_id, case.id, case.stage, draft)


def _latest_sent(session: Session, case: CaseView) -> str | None:
    """Return the latest txn of a pendamping about a case or its letters."""
    letters = [letter.id for letter in letters_of(session, case.id)]
    sql = select(Txn).where(col(Txn.subject_id).in_([case.id, *letters]), col(Txn.own).is_(False))
    rows = session.exec(sql).all()
    return max(rows, key=lambda row: row.h).id if rows else None
