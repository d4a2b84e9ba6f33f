"""Correcting a visit: only what is named is written, as one act; what others marked or kept stays."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from helpers.desks import add_family
from helpers.exchange import answer_for, enrol, give_keys, send_up
from helpers.pictures import picture
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.office.decide import send_back
from pkh_desk.actions.people.photo import hold_photo
from pkh_desk.actions.people.visit import CommitmentDraft, PromiseDraft, VisitDraft, save_visit
from pkh_desk.actions.people.visit_correction import VisitCorrection, correct_visit
from pkh_desk.actions.upkeep.draft import CORRECTION, find_draft, keep_draft
from pkh_desk.actions.upkeep.undo import redo_last, undo_last
from pkh_desk.desk import Desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.errors import HandedOver, InvalidInput, RecordNotFound, WrongRole
from pkh_desk.store.log.merging import HandedOverRow
from pkh_desk.store.people.visit import Commitment, Visit
from pkh_desk.views.office.decision import decision, decision_rows
from pkh_desk.views.people.family import family
from pkh_desk.views.people.recorded_visit import marked_by_others, recorded_visit
from pkh_desk.views.people.timeline import timeline
from pkh_desk.views.upkeep.changes import changes
from pkh_desk.views.upkeep.status import needing_author

DAY = date(2026, 11, 20)


def visit(desk: Desk, home: str, on: date = DAY, kept: bool | None = None, **more: object) -> str:
    """Record a visit; `kept` marks its month for the pengurus."""
    marks = [] if kept is None else [CommitmentDraft(family(desk, home).members[0].id, kept)]
    return save_visit(desk, VisitDraft(VisitFields(household_id=home, on=on), commitments=marks, **more))


def marks(desk: Desk) -> list[tuple[str, bool | None, str | None]]:
    with desk.read() as session:
        rows = session.exec(select(Commitment).order_by(Commitment.month)).all()
        return [(row.month, row.kept, row.visit_id) for row in rows if not row.deleted]


def test_one_act_writes_what_changed_and_is_taken_back_and_done_again(desk: Desk, tmp_path: Path) -> None:
    home = add_family(desk)
    earlier = visit(desk, home, DAY - timedelta(10), promises=[PromiseDraft("Label"), PromiseDraft("Antar")])
    label, trip = (each.id for each in recorded_visit(desk, earlier).promises)
    digests = []
    for name, side in (("a", 60), ("b", 80)):
        (tmp_path / name).write_bytes(picture(side, 40))
        digests.append(hold_photo(desk, tmp_path / name))
    visit_id = visit(
        desk, home, promises=[PromiseDraft("Timbang", DAY)], photos=[digests[0][1]], kept_promises=[label]
    )
    before = recorded_visit(desk, visit_id)
    keep_draft(desk, CORRECTION, visit_id, {})
    wanted = VisitCorrection(
        fields={"on": DAY - timedelta(1), "note": "Menimbang anak."},
        promises=[(before.promises[0].id, PromiseDraft("Timbang anak", DAY)), ("", PromiseDraft("Baru"))],
        kept_promises=[trip],
        photos=[digests[1][0]],
        dropped_photos=[digests[0][0]],
    )
    assert correct_visit(desk, visit_id, wanted)
    after = recorded_visit(desk, visit_id)
    assert (after.fields.on, after.fields.note) == (date(2026, 11, 19), "Menimbang anak.")
    assert [each.text for each in after.promises] == ["Timbang anak", "Baru"]
    # What the visit had found kept goes to its day too.
    assert {each.done_on for each in after.kept} == {after.fields.on}
    assert {each.id for each in after.kept} == {label, trip}
    assert after.photos == (digests[1][0],)
    assert find_draft(desk, CORRECTION, visit_id) is None

    act = changes(desk, home)[0]
    told = {(each.record, each.field, each.before, each.after) for each in act.changes}
    assert ("Kunjungan", "Tanggal", "20 November 2026", "19 November 2026") in told
    assert ("Kunjungan", "Catatan", "(kosong)", "Menimbang anak.") in told
    assert ("Janji", "Janji", "Timbang", "Timbang anak") in told
    assert not any(field in ("Jam", "Ditemui") for _, field, *_ in told)

    undo_last(desk)
    assert recorded_visit(desk, visit_id) == before
    redo_last(desk)
    again = recorded_visit(desk, visit_id)
    assert (again.fields, again.photos, again.promises) == (after.fields, after.photos, after.promises)


def test_nothing_is_written_where_nothing_changed(desk: Desk) -> None:
    home = add_family(desk)
    visit_id = visit(desk, home)
    acts = len(changes(desk, home))
    assert not correct_visit(desk, visit_id, VisitCorrection(fields={"on": DAY}))
    assert len(changes(desk, home)) == acts


def test_a_mark_moves_with_the_day_and_what_others_marked_stays(desk: Desk) -> None:
    home = add_family(desk)
    member = family(desk, home).members[0].id
    october = visit(desk, home, date(2026, 10, 5), kept=True)
    first = visit(desk, home, date(2026, 11, 3), kept=True)
    second = visit(desk, home, date(2026, 11, 20), kept=False)
    assert marks(desk) == [("2026-10", True, october), ("2026-11", False, second)]
    assert marked_by_others(desk, home, first, "2026-11") == {member: date(2026, 11, 20)}
    # The first visit has no mark left: the second marked the month after it.
    assert not correct_visit(desk, first, VisitCorrection(commitments=[CommitmentDraft(member, True)]))
    # October is another visit's; November is the first one's again.
    assert correct_visit(desk, second, VisitCorrection(fields={"on": date(2026, 10, 30)}))
    assert marks(desk) == [("2026-10", True, october), ("2026-11", True, first)]
    assert correct_visit(desk, first, VisitCorrection(fields={"on": date(2026, 9, 30)}))
    assert marks(desk) == [("2026-09", True, first), ("2026-10", True, october)]
    assert correct_visit(desk, first, VisitCorrection(commitments=[CommitmentDraft(member, None)]))
    assert marks(desk) == [("2026-10", True, october)]


def test_a_mark_is_not_given_back_to_a_visit_that_left_the_month(desk: Desk) -> None:
    home = add_family(desk)
    first = visit(desk, home, date(2026, 11, 3), kept=True)
    second = visit(desk, home, date(2026, 11, 20), kept=False)
    assert correct_visit(desk, first, VisitCorrection(fields={"on": date(2026, 10, 3)}))
    assert correct_visit(desk, second, VisitCorrection(fields={"on": date(2026, 9, 20)}))
    assert marks(desk) == [("2026-09", False, second)]


def test_a_promise_that_was_kept_meanwhile_stays(desk: Desk) -> None:
    home = add_family(desk)
    first = visit(desk, home, promises=[PromiseDraft("Label")])
    label = recorded_visit(desk, first).promises[0].id
    other = visit(desk, home, DAY + timedelta(1), kept_promises=[label])
    assert not correct_visit(desk, first, VisitCorrection(dropped_promises=[label], kept_promises=[label]))
    assert recorded_visit(desk, other).kept[0].done_on == DAY + timedelta(1)
    assert correct_visit(desk, other, VisitCorrection(unkept_promises=[label]))
    assert correct_visit(desk, first, VisitCorrection(dropped_promises=[label]))
    assert recorded_visit(desk, first).promises == ()


def test_what_may_not_be_corrected_is_left_alone(desk: Desk) -> None:
    home = add_family(desk)
    visit_id = visit(desk, home)
    with pytest.raises(InvalidInput) as refused:
        correct_visit(desk, visit_id, VisitCorrection(fields={"on": date(2026, 11, 25), "note": "x"}))
    assert [problem.field for problem in refused.value.problems] == ["on"]
    with desk.keep() as session:
        session.add(HandedOverRow(table_name="household", row_id=home, since=desk.now()))
    with pytest.raises(HandedOver):
        correct_visit(desk, visit_id, VisitCorrection(fields={"note": "x"}))
    assert recorded_visit(desk, visit_id).fields.note == ""
    undo_last(desk)
    with pytest.raises(RecordNotFound):
        correct_visit(desk, visit_id, VisitCorrection(fields={"note": "x"}))


def test_a_returned_visit_is_mended_by_its_correction(office: Desk, desk: Desk, tmp_path: Path) -> None:
    give_keys(office)
    home = add_family(desk)
    enrol(office, desk, tmp_path)
    visit_id = visit(desk, home, promises=[PromiseDraft("Label")])
    send_up(office, desk, tmp_path)
    (item,) = (each for each in timeline(office, home) if each.kind == "visit")
    send_back(office, item.txn, "Tulis siapa yang ditemui.")
    receive(desk, answer_for(office, desk, tmp_path))
    (back,) = needing_author(desk)
    assert (back.subject_kind, back.subject_id) == ("visit", visit_id)
    assert {each.fate for each in timeline(desk, home) if each.kind != "note"} >= {"dikembalikan"}

    assert correct_visit(desk, visit_id, VisitCorrection(fields={"met": "Sarmunah"}))
    assert needing_author(desk) == []
    told = {each.kind: each for each in timeline(desk, home)}
    assert (told["visit"].fate, told["promise"].fate) == ("belum", "belum")
    send_up(office, desk, tmp_path)
    assert recorded_visit(office, visit_id).fields.met == "Sarmunah"
    # The office can send the corrected one back again.
    (again,) = (each for each in timeline(office, home) if each.kind == "visit")
    assert again.txn not in ("", item.txn)


def test_edits_on_both_sides_are_one_question_a_field(office: Desk, desk: Desk, tmp_path: Path) -> None:
    give_keys(office)
    home = add_family(desk)
    enrol(office, desk, tmp_path)
    visit_id = visit(desk, home)
    send_up(office, desk, tmp_path)
    with office.write(subject=("visit", visit_id)) as session:
        session.get_one(Visit, visit_id).note = "Kata kantor"
    assert correct_visit(desk, visit_id, VisitCorrection(fields={"note": "Kata laptop", "met": "Udin"}))
    send_up(office, desk, tmp_path)
    (question,) = decision_rows(office)
    assert [option.words for option in decision(office, question.id).options] == [
        "Kata kantor",
        "Kata laptop",
    ]
    assert recorded_visit(office, visit_id).fields.met == "Udin"
    # Whoever wrote a visit corrects it: the laptop may not touch what the office recorded.
    with office.write() as session:
        session.add(Visit(id=(theirs := office.new_id()), household_id=home, on=DAY))
    receive(desk, answer_for(office, desk, tmp_path))
    with pytest.raises(WrongRole):
        correct_visit(desk, theirs, VisitCorrection(fields={"note": "x"}))
