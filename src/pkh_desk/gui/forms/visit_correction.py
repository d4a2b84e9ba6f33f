"""VISIT CORRECTION: the form of a visit filled with what is recorded, and what was changed of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from pkh_desk.actions.people.visit import CommitmentDraft, PromiseDraft
from pkh_desk.actions.people.visit_correction import VisitCorrection
from pkh_desk.domain.clock import say_hour
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.money import say_rupiah
from pkh_desk.gui.forms.commitments import KEPT
from pkh_desk.gui.forms.visit import ANSWERS, VisitForm
from pkh_desk.views.people.recorded_visit import RecordedVisit

State = dict[str, Any]
KEPT_PROMISES = "kept_promises"
# What stands in the form -> the field of the visit that it says.
FIELDS = {
    "on": "on",
    "at": "at",
    "met": "met",
    "other": "met",
    "purpose": "purpose",
    "set_aside": "set_aside",
    "income": "income",
    "willing": "willing",
    "note": "note",
}
NOT_CHECKED = {"answer": "belum", "percent": ""}


def recorded_state(form: VisitForm, record: RecordedVisit) -> State:
    """Return the state of a form, which knows the family, that shows what is recorded."""
    fields = record.fields
    met, other = form.named(fields.met)
    return {
        "on": say_date(fields.on),
        "at": say_hour(fields.at or ""),
        "met": met,
        "other": other,
        "purpose": fields.purpose,
        "set_aside": "" if fields.set_aside is None else say_rupiah(fields.set_aside),
        "income": "" if fields.income is None else say_rupiah(fields.income),
        "willing": _code(ANSWERS, fields.willing),
        "note": fields.note,
        "commitments": {
            each.member_id: {
                "answer": _code(KEPT, each.kept),
                "percent": "" if each.percent is None else str(each.percent),
            }
            for each in record.marks
        },
        "promises": [
            {
                "id": each.id,
                "text": each.text,
                "due": say_date(each.due_on) if each.due_on else "",
                "kept": say_date(each.done_on) if each.done_on else "",
            }
            for each in record.promises
        ],
        "photos": list(record.photos),
        KEPT_PROMISES: [each.id for each in record.kept],
    }


def changed(now: State, blank: State) -> State:
    """Return what differs in a state from what is recorded; of the commitments each member by itself."""
    differing = {key: value for key, value in now.items() if value != blank.get(key)}
    if "commitments" in differing:
        was = blank["commitments"]
        differing["commitments"] = {m: v for m, v in now["commitments"].items() if v != was.get(m)}
    return differing


def completed(kept: Mapping[str, Any], blank: State) -> State:
    """Return the whole state of which `changed` kept the differences."""
    marks = {**blank["commitments"], **kept.get("commitments", {})}
    return {**blank, **kept, "commitments": marks}


def correction_in(form: VisitForm, ticked: Sequence[str], blank: State) -> VisitCorrection:
    """Return what was changed by hand; called once the form has no faults."""
    now = changed({**form.state(), KEPT_PROMISES: list(ticked)}, blank)
    fields = form.draft("", (), ()).fields
    photos, was, kept = form.photos.state(), blank["photos"], blank[KEPT_PROMISES]
    return VisitCorrection(
        fields={FIELDS[key]: getattr(fields, FIELDS[key]) for key in now if key in FIELDS},
        promises=_promises(form, blank),
        dropped_promises=_dropped(form, blank),
        commitments=_commitments(form, blank),
        kept_promises=[each for each in ticked if each not in kept],
        unkept_promises=[each for each in kept if each not in ticked],
        photos=[digest for digest in photos if digest not in was],
        dropped_photos=[digest for digest in was if digest not in photos],
    )


def _promises(form: VisitForm, blank: State) -> list[tuple[str, PromiseDraft]]:
    was = [each for each in blank["promises"] if each.get("id")]
    return [
        (each.promise_id, PromiseDraft(each.entry.text().strip(), each.due.value()))
        for each in form.promises.rows
        if not each.is_empty() and each.state() not in was
    ]


def _dropped(form: VisitForm, blank: State) -> list[str]:
    left = {each.promise_id for each in form.promises.rows}
    return [each["id"] for each in blank["promises"] if each.get("id") and each["id"] not in left]


def _commitments(form: VisitForm, blank: State) -> list[CommitmentDraft]:
    was = blank["commitments"]
    return [
        each.draft() or CommitmentDraft(each.member_id, None)
        for each in form.commitments.rows
        if each.state() != was.get(each.member_id, NOT_CHECKED)
    ]


def _code(answers: Mapping[str, bool], answer: bool | None) -> str:
    return next((code for code, meaning in answers.items() if meaning is answer), "belum")
