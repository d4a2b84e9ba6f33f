"""Deciding: the office settles a conflict, or sends a record back to its author with a reason.

A decision is an ordinary write that names every head, so that it travels like any other and can be undone.
"""

import json
from collections.abc import Collection

from sqlmodel import Session

from pkh_desk.actions.graduation.case import require_letter
from pkh_desk.actions.office.decide_number import decide_number
from pkh_desk.actions.people.merge import answer_merge
from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import Step, fold_stages
from pkh_desk.domain.office.clerk import VERIFIER
from pkh_desk.errors import InvalidInput, Problem, RecordNotFound
from pkh_desk.store.graduation.case import StageEvent, steps_of
from pkh_desk.store.local import get_setting, put_setting
from pkh_desk.store.log.bulk import BulkWriter
from pkh_desk.store.log.merging import Conflict
from pkh_desk.store.log.packed import unpack
from pkh_desk.store.log.session import LoggedSession
from pkh_desk.store.log.states import load_rows, mark
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.txnlog import Txn
from pkh_desk.store.log.values import Field, Json
from pkh_desk.store.log.writing import Writing
from pkh_desk.store.office import Note, Returned
from pkh_desk.sync.merging.incoming import is_erased
from pkh_desk.sync.merging.twins import younger_of
from pkh_desk.views.office.decided import DECIDED

MOST_DECIDED = 200


def decide(
    desk: Desk, conflict_id: int, value: str, note: str = "", seen: Collection[str] | None = None
) -> None:
    """Settle a conflict by `value`, in one act that can be undone; `note` is told to the pendamping.

    `seen` are the writes that stood in it when it was shown: one that came since is not decided about unseen.

    A field: one of its values, or another. A step out of turn: `batal` takes it back, `pakai` lets it count
    and takes back what others did instead. One number in two families: the id of the member who keeps it
    (the others keep it as raw text), or `gabung` where the families are one. Twins that say two things: one
    of them, or another. Families that a pendamping says are one: `gabung`, or `beda`. Raises RecordNotFound,
    InvalidInput, StageNotAllowed (no signed letter for the stage that is to count).
    """
    desk.require_clerk(VERIFIER)
    with desk.read() as session:
        conflict = _open_conflict(session, conflict_id)
    subject = ("graduation_case", conflict.row_id) if conflict.kind == "stage" else None
    if conflict.kind == "same":
        subject = ("household", conflict.household_id or "")
    with desk.write(subject=subject) as session:
        # Another window may have settled it, or a file brought more, since it was shown.
        conflict = _open_conflict(session, conflict_id)
        if seen is not None and not set(json.loads(conflict.txns)) <= set(seen):
            raise InvalidInput([Problem("value", "Ada isian baru sejak pertanyaan ini dibuka. Lihat lagi.")])
        if conflict.kind == "field":
            _decide_field(session, conflict, value)
        elif conflict.kind == "stage":
            _decide_stage(desk, session, conflict, value)
        elif conflict.kind == "nik":
            decide_number(session, conflict, value)
        elif conflict.kind == "same":
            answer_merge(session, conflict.row_id, value)
        else:
            _decide_twin(session, conflict, value)
        _tell(desk, session, conflict, note.strip())
        _remember(session, conflict, session.writing.act, value)


def _tell(desk: Desk, session: Session, conflict: Conflict, note: str) -> None:
    """Put the office's word beside its decision, in the same act."""
    if note and conflict.household_id:
        session.add(
            Note(
                id=desk.new_id(),
                household_id=conflict.household_id,
                subject_kind=conflict.table_name,
                subject_id=conflict.row_id,
                text=note[:500],
            )
        )


def _remember(session: Session, conflict: Conflict, act: str, value: str) -> None:
    """Keep what was decided by which act; the value of a field stands in the log alone."""
    said = "" if conflict.kind in ("field", "twin") else value
    kept = get_setting(session, DECIDED, [])
    entry = [act, conflict.kind, conflict.field, conflict.household_id or "", said]
    put_setting(session, DECIDED, [*kept, entry][-MOST_DECIDED:])


def _open_conflict(session: Session, conflict_id: int) -> Conflict:
    conflict = session.get(Conflict, conflict_id)
    if conflict is None:
        raise RecordNotFound(
            "Keputusan itu sudah tidak ada, mungkin sudah selesai.", "Lihat lagi daftar keputusan."
        )
    return conflict


def _decide_field(session: LoggedSession, conflict: Conflict, value: str) -> None:
    noun = nouns()[conflict.table_name]
    typed = _typed(noun.fields[conflict.field], value)
    stored = load_rows(session.connection(), noun, {conflict.row_id})[conflict.row_id]
    bulk = BulkWriter(session, session.writing)
    bulk.edit(noun.name, conflict.row_id, stored, {conflict.field: typed}, decides=True)
    bulk.seal(noun.subject_of(conflict.row_id, stored.state.values))
    bulk.flush()


def _decide_twin(session: LoggedSession, conflict: Conflict, value: str) -> None:
    """Let both twins say the same; the one that says it already is not written."""
    noun = nouns()[conflict.table_name]
    typed = _typed(noun.fields[conflict.field], value)
    twins = {conflict.row_id, younger_of(conflict.key)}
    bulk = BulkWriter(session, session.writing)
    for row_id, stored in load_rows(session.connection(), noun, twins).items():
        bulk.edit(noun.name, row_id, stored, {conflict.field: typed})
        bulk.seal(noun.subject_of(row_id, stored.state.values))
    bulk.flush()


LONGEST_ID = 19
"""Digits that no number of a conflict has: a database holds 63 bits."""
YES_NO = {"ya": True, "tidak": False, "true": True, "false": False}


def _typed(field: Field, value: str) -> Json:
    typed: Json = value
    if value == "" and field.nullable:
        typed = None
    elif field.type is int:
        typed = int(value) if value.lstrip("-").isdigit() else value
    elif field.type is bool:
        typed = YES_NO.get(value.casefold(), value)
    if not field.admits(typed):
        raise InvalidInput([Problem("value", f"{value} tidak bisa menjadi isian {field.name}.")])
    return typed


def _decide_stage(desk: Desk, session: Session, conflict: Conflict, value: str) -> None:
    if value not in ("batal", "pakai"):
        raise InvalidInput([Problem("value", "Untuk tahap yang tidak urut, tulis batal atau pakai.")])
    steps = steps_of(session.connection(), [conflict.row_id])[conflict.row_id]
    refused = set(fold_stages(steps).refused)
    if value == "pakai":
        require_letter(session, conflict.row_id, _latest(steps, refused).stage)
    for event_id in refused if value == "batal" else _in_the_way(steps, refused):
        event = session.get_one(StageEvent, event_id)
        fields = event.model_dump(
            include=set(StageEvent.model_fields) - {"id", "base_at", "base_txn", "change"}
        )
        session.add(StageEvent(**{**fields, "id": desk.new_id(), "reverses": event.id}))


def _in_the_way(steps: list[Step], refused: set[str]) -> list[str]:
    """Return the accepted steps to take back so that the latest refused one counts. Raises InvalidInput."""
    wanted = _latest(steps, refused)
    accepted = sorted(
        (step for step in steps if step.id not in refused and not step.undone), key=lambda step: step.order
    )
    for kept in range(len(accepted), -1, -1):
        if not fold_stages([*accepted[:kept], wanted]).refused:
            gone = [step.id for step in accepted[kept:]]
            others = [step_id for step_id in refused if step_id != wanted.id]
            return gone + others
    raise InvalidInput([Problem("value", "Tahap itu tidak menyambung ke tahap mana pun. Pilih yang lain.")])


def _latest(steps: list[Step], refused: set[str]) -> Step:
    """Return the latest of the refused steps: an open question about a stage has one."""
    return max((step for step in steps if step.id in refused), key=lambda step: step.order)


def send_back(desk: Desk, target: str, reason: str, act: str = "") -> str:
    """Send a record back with a reason; `target` is a conflict's number or a txn's id. Return the txn's id.

    With `act` it is part of that act.

    The record keeps its values; its author sees the reason until they change it. Raises RecordNotFound,
    InvalidInput.
    """
    desk.require_clerk(VERIFIER)
    if not reason.strip():
        raise InvalidInput([Problem("reason", "Tulis sebabnya, supaya pendamping tahu apa yang diperbaiki.")])
    txn = _target_txn(desk, target)
    with desk.write(subject=(txn.subject_kind, txn.subject_id), act=act or None) as session:
        session.add(
            Returned(
                id=desk.new_id(),
                household_id=txn.household_id or txn.subject_id,
                subject_kind=txn.subject_kind,
                subject_id=txn.subject_id,
                txn_id=txn.id,
                reason=reason.strip()[:500],
            )
        )
        _mark_returned(session, session.writing, txn.id, reason.strip()[:500])
    desk.tell(frozenset({"txn"}))
    return txn.id


def _target_txn(desk: Desk, target: str) -> Txn:
    with desk.read() as session:
        wanted = [target]
        if target.isdigit() and len(target) < LONGEST_ID:
            wanted = json.loads(_open_conflict(session, int(target)).txns)
        found = [row for row in (session.get(Txn, txn) for txn in wanted) if row is not None]
        rows = [row for row in found if not row.own and not is_erased(unpack(row.body))]
    if not rows:
        raise RecordNotFound(
            "Catatan itu tidak ditemukan atau bukan dari pendamping.", "Lihat lagi daftar keputusan."
        )
    return max(rows, key=lambda row: row.h)


def _mark_returned(session: Session, writing: Writing, txn_id: str, reason: str) -> None:
    one = mark(session.connection(), 1)
    session.connection().exec_driver_sql(
        f"UPDATE txn SET fate = 'dikembalikan', fate_reason = {one}, change = {one} WHERE id = {one}",
        (reason, writing.change, txn_id),
    )
