"""Recording a home visit: what was seen, what was promised, which commitments were checked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from pkh_desk.actions.people.household import own_family
from pkh_desk.actions.people.photo import Owner, keep_photo
from pkh_desk.actions.upkeep.draft import VISIT, drop_within
from pkh_desk.desk import Desk
from pkh_desk.domain.fit import fit
from pkh_desk.domain.people.visit import (
    CommitmentFields,
    PromiseFields,
    VisitFields,
    check_promise,
    check_visit,
)
from pkh_desk.domain.uuid7 import derived_id
from pkh_desk.errors import InvalidInput, RecordNotFound
from pkh_desk.store.people.household import Member
from pkh_desk.store.people.visit import Commitment, Promise, Visit
from pkh_desk.views.people.find import twins_of


@dataclass(frozen=True)
class PromiseDraft:
    """A promise made in the visit and the day it falls due."""

    text: str
    due_on: date | None = None


@dataclass(frozen=True)
class CommitmentDraft:
    """A commitment checked in the visit, for the month it was made in; `percent` of attendance if known."""

    member_id: str
    kept: bool | None
    percent: int | None = None


@dataclass(frozen=True)
class VisitDraft:
    """A visit as it stands in a form. `photos` are pictures made small by `photo.shrink`;
    `kept_promises` the ids of earlier promises that were found kept. With `typed` the form's kept draft
    is dropped by the same transaction."""

    fields: VisitFields
    promises: Sequence[PromiseDraft] = ()
    commitments: Sequence[CommitmentDraft] = ()
    photos: Sequence[bytes] = field(default=(), repr=False)
    kept_promises: Sequence[str] = ()
    typed: bool = False


def save_visit(desk: Desk, draft: VisitDraft) -> str:
    """Record a visit with everything noted in it, as one act; return its id.

    Raises InvalidInput, FamilyNotFound, HandedOver, RecordNotFound, DiskFull: nothing is recorded then.
    """
    problems = check_visit(draft.fields, desk.today())
    problems += [p for promise in _promises(draft, "") for p in check_promise(promise)]
    if problems:
        raise InvalidInput(problems)
    visit_id, home = desk.new_id(), draft.fields.household_id
    photos = [keep_photo(desk, content, Owner("visit", visit_id, home)) for content in draft.photos]
    with desk.write(subject=("visit", visit_id)) as session:
        own_family(session, home)
        homes = frozenset(twins_of(session.connection(), home))
        session.add(Visit(id=visit_id, **draft.fields.model_dump()))
        for promise in _promises(draft, visit_id):
            session.add(Promise(id=desk.new_id(), **promise.model_dump()))
        for commitment in draft.commitments:
            mark_month(session, draft.fields, visit_id, commitment, homes)
        for promise_id in draft.kept_promises:
            keep_promise(session, promise_id, draft.fields, homes)
        session.add_all(photos)
        if draft.typed:
            drop_within(session, VISIT, home)
    return visit_id


def _promises(draft: VisitDraft, visit_id: str) -> list[PromiseFields]:
    home = draft.fields.household_id
    return [
        fit(PromiseFields, household_id=home, visit_id=visit_id, text=p.text.strip(), due_on=p.due_on)
        for p in draft.promises
    ]


def mark_month(
    session: Session, visit: VisitFields, visit_id: str, draft: CommitmentDraft, homes: Collection[str]
) -> None:
    """Set the mark of a member's month; a mark that is there already is edited. Raises RecordNotFound."""
    member = session.get(Member, draft.member_id)
    if member is None or member.household_id not in homes:
        raise RecordNotFound("Anggota itu bukan dari keluarga ini. Kunjungan belum tersimpan.")
    month = visit.on.strftime("%Y-%m")
    row_id = derived_id("commitment", member.id, month, "kunjungan")
    fields = CommitmentFields(
        household_id=visit.household_id,
        member_id=member.id,
        month=month,
        kept=draft.kept,
        percent=draft.percent,
        visit_id=visit_id,
    )
    row = session.get(Commitment, row_id)
    if row is None:
        session.add(Commitment(id=row_id, **fields.model_dump()))
        return
    row.kept, row.percent, row.visit_id, row.deleted = draft.kept, draft.percent, visit_id, False


def keep_promise(session: Session, promise_id: str, visit: VisitFields, homes: Collection[str]) -> None:
    """Note a promise of the family as kept on the day of the visit. Raises RecordNotFound."""
    row = session.get(Promise, promise_id)
    if row is None or row.household_id not in homes:
        raise RecordNotFound("Janji itu bukan dari keluarga ini. Kunjungan belum tersimpan.")
    row.done_on = visit.on
