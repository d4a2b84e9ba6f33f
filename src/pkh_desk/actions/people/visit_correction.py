"""Correcting a visit that was recorded: only what the correction names is written, as one act on the visit.

A commitment month goes along when the visit's day moves to another month. What another visit marked stays,
and a mark that the visit takes back leaves what stood there before it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from pkh_desk.actions.people.household import own_family
from pkh_desk.actions.people.photo import Owner, held_photo, keep_photo
from pkh_desk.actions.people.visit import CommitmentDraft, PromiseDraft, keep_promise, mark_month
from pkh_desk.actions.upkeep.draft import CORRECTION, drop_within
from pkh_desk.desk import Desk
from pkh_desk.domain.fit import fit
from pkh_desk.domain.people.visit import PromiseFields, VisitFields, check_promise, check_visit
from pkh_desk.domain.uuid7 import derived_id
from pkh_desk.errors import InvalidInput, RecordNotFound, WrongRole
from pkh_desk.store.log.merging import RecordedElsewhere
from pkh_desk.store.log.states import mark
from pkh_desk.store.log.txnlog import Txn
from pkh_desk.store.people.file import File
from pkh_desk.store.people.visit import Commitment, Promise, Visit
from pkh_desk.views.people.find import twins_of
from pkh_desk.views.people.recorded_visit import promises_kept_by


@dataclass(frozen=True)
class VisitCorrection:
    """What is changed of a visit: values of its `fields` by their names; `promises` that were made in it, by
    id, or under "" new ones; the `commitments` that were answered anew (neither answer nor percentage: not
    checked after all); earlier promises that it did or did not find kept; photos by their SHA-256."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    promises: Sequence[tuple[str, PromiseDraft]] = ()
    dropped_promises: Sequence[str] = ()
    commitments: Sequence[CommitmentDraft] = ()
    kept_promises: Sequence[str] = ()
    unkept_promises: Sequence[str] = ()
    photos: Sequence[str] = ()
    dropped_photos: Sequence[str] = ()


def correct_visit(desk: Desk, visit_id: str, correction: VisitCorrection) -> bool:
    """Write what is changed of a visit and drop the draft of its correction; say whether anything changed.

    Raises InvalidInput, RecordNotFound, WrongRole for somebody else's visit, FamilyNotFound, HandedOver,
    DiskFull: nothing is changed then.
    """
    with desk.write(subject=("visit", visit_id)) as session:
        visit = _own_visit(session, visit_id)
        home, day = visit.household_id, visit.on
        own_family(session, home)
        homes = frozenset(twins_of(session.connection(), home))
        fields = VisitFields(
            **visit.model_dump(include=set(VisitFields.model_fields)) | dict(correction.fields)
        )
        if problems := check_visit(fields, desk.today()):
            raise InvalidInput(problems)
        for name, value in correction.fields.items():
            setattr(visit, name, value)
        _set_promises(desk, session, visit, correction)
        keeping = promises_kept_by(session.connection(), visit_id, day)
        for promise_id in keeping:
            if promise_id in correction.unkept_promises:
                session.get_one(Promise, promise_id).done_on = None
            else:
                keep_promise(session, promise_id, fields, homes)
        for promise_id in correction.kept_promises:
            if _is_open(session, promise_id):
                keep_promise(session, promise_id, fields, homes)
        _set_marks(session, visit_id, fields, correction.commitments, homes)
        _set_photos(desk, session, Owner("visit", visit_id, home), correction)
        drop_within(session, CORRECTION, visit_id)
    return bool(session.writing.touched)


def _own_visit(session: Session, visit_id: str) -> Visit:
    """Return the row of a visit that may be corrected here."""
    row = session.get(Visit, visit_id)
    if row is None or row.deleted:
        raise RecordNotFound("Kunjungan itu sudah tidak ada di sini.", "Mungkin sudah diurungkan.")
    written = session.get(Txn, row.base_txn)
    own = written.own if written else session.get(RecordedElsewhere, visit_id) is not None
    if not own:
        raise WrongRole(
            "Kunjungan ini dicatat petugas lain. Tidak ada yang diubah.",
            "Minta kantor bila isinya keliru.",
        )
    return row


def _set_promises(desk: Desk, session: Session, visit: Visit, correction: VisitCorrection) -> None:
    """Change, add and take away promises that were made in the visit; one that was kept stays."""
    for promise_id, draft in correction.promises:
        made = fit(
            PromiseFields,
            household_id=visit.household_id,
            visit_id=visit.id,
            text=draft.text.strip(),
            due_on=draft.due_on,
        )
        if problems := check_promise(made):
            raise InvalidInput(problems)
        if not promise_id:
            session.add(Promise(id=desk.new_id(), **made.model_dump()))
        elif (row := _made_in(session, visit.id, promise_id)) is not None:
            row.text, row.due_on = made.text, made.due_on
    for promise_id in correction.dropped_promises:
        row = _made_in(session, visit.id, promise_id)
        if row is not None and row.done_on is None:
            row.deleted = True


def _is_open(session: Session, promise_id: str) -> bool:
    row = session.get(Promise, promise_id)
    return row is None or row.done_on is None


def _made_in(session: Session, visit_id: str, promise_id: str) -> Promise | None:
    row = session.get(Promise, promise_id)
    return row if row is not None and row.visit_id == visit_id else None


def _set_marks(
    session: Session,
    visit_id: str,
    fields: VisitFields,
    commitments: Sequence[CommitmentDraft],
    homes: Collection[str],
) -> None:
    """Bring the visit's marks to its month as they are answered now."""
    month = fields.on.strftime("%Y-%m")
    mine = select(Commitment).where(Commitment.visit_id == visit_id, col(Commitment.deleted).is_(False))
    rows = {row.member_id: row for row in session.exec(mine)}
    answers = {
        each.member_id: CommitmentDraft(each.member_id, each.kept, each.percent) for each in rows.values()
    }
    answers |= {each.member_id: each for each in commitments}
    for member, answer in answers.items():
        row, blank = rows.get(member), answer.kept is None and answer.percent is None
        if row is not None and (blank or row.month != month):
            _stand_back(session, row)
        if not blank and not _is_others(session, member, month, visit_id):
            mark_month(session, fields, visit_id, answer, homes)


def _is_others(session: Session, member: str, month: str, visit_id: str) -> bool:
    row = session.get(Commitment, derived_id("commitment", member, month, "kunjungan"))
    if row is None or row.deleted or row.visit_id in (None, visit_id):
        return False
    other = session.get(Visit, row.visit_id)
    return other is not None and not other.deleted


def _stand_back(session: Session, row: Commitment) -> None:
    """Give a mark back to the visit that it was before this one marked the month; without one it goes."""
    one = mark(session.connection(), 1)
    told = session.connection().exec_driver_sql(_BEFORE.format(one), (row.visit_id, row.id))
    before = {name: value for name, value in told}
    earlier = session.get(Visit, before.get("visit_id") or "")
    stands = earlier is not None and not earlier.deleted and earlier.on.strftime("%Y-%m") == row.month
    if earlier is None or not stands or before.get("deleted") == "True":
        row.deleted = True
        return
    row.visit_id = earlier.id
    if "kept" in before:
        row.kept = {"True": True, "False": False}.get(before["kept"] or "")
    if "percent" in before:
        row.percent = int(before["percent"]) if before["percent"] else None


def _set_photos(desk: Desk, session: Session, owner: Owner, correction: VisitCorrection) -> None:
    for digest in correction.photos:
        if (content := held_photo(desk, digest)) is not None:
            session.add(keep_photo(desk, content, owner))
    kept = select(File).where(File.owner_kind == owner.kind, File.owner_id == owner.id)
    for row in session.exec(kept):
        if row.sha256 in correction.dropped_photos:
            row.deleted = True


# The earliest of the visit's own writes stands last.
_BEFORE = (
    "SELECT b.field, b.value FROM before_value b JOIN txn t ON t.id = b.txn_id "
    "WHERE t.subject_kind = 'visit' AND t.subject_id = {0} AND b.table_name = 'commitment' "
    "AND b.row_id = {0} ORDER BY t.h DESC"
)
