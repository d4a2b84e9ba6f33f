"""Nobody graduates without a signed, scanned letter and the office's decision; what a laptop may not do."""

from datetime import timedelta
from pathlib import Path

import pytest

from helpers.cases import bring_to, held, keep_letter
from helpers.desks import add_family
from helpers.exchange import answer_for, enrol, give_keys, send_up
from helpers.pictures import picture
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.graduation.case import StepDraft, take_step, take_steps
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.graduation.proposal import return_proposal
from pkh_desk.actions.graduation.signature import sign_letter
from pkh_desk.actions.office.decide import decide
from pkh_desk.actions.people.exit import clear_exit, record_exit
from pkh_desk.actions.people.household import edit_household
from pkh_desk.actions.upkeep.undo import undo_last
from pkh_desk.desk import Desk
from pkh_desk.errors import InvalidInput, RecordNotFound, StageNotAllowed, WrongRole
from pkh_desk.store.graduation.case import StageEvent
from pkh_desk.views.graduation.pipeline import case_card
from pkh_desk.views.office.overview import conflicts
from pkh_desk.views.people.family import family
from pkh_desk.views.people.timeline import timeline


def step(desk: Desk, home: str, stage: str, **more: object) -> None:
    take_step(desk, home, StepDraft(stage, desk.today(), **more))


def stage_of(desk: Desk, home: str) -> str | None:
    case = family(desk, home).case
    return case.stage if case else None


def test_the_office_verifies_only_what_is_signed_and_scanned(office: Desk) -> None:
    home = add_family(office)
    bring_to(office, home, "ditandatangani")
    for kept, said in (({"signed": False}, "belum ditandatangani"), ({"scans": 0}, "pindaiannya belum ada")):
        keep_letter(office, home, **kept)
        with pytest.raises(StageNotAllowed, match=said):
            step(office, home, "diverifikasi")
    keep_letter(office, home)
    step(office, home, "diverifikasi")
    with office.write() as session:
        session.connection().exec_driver_sql("UPDATE letter SET voided_on = '2026-11-24'")
    with pytest.raises(StageNotAllowed, match="belum ditandatangani"):
        step(office, home, "graduasi")
    assert stage_of(office, home) == "diverifikasi"


def test_an_answer_is_entered_on_all_or_none_and_taken_back_in_one_go(office: Desk) -> None:
    homes = [add_family(office, nik=None, no_kk=None) for _ in range(3)]
    for home in homes:
        bring_to(office, home, "diverifikasi" if home != homes[2] else "ditandatangani")
    answer = StepDraft("graduasi", office.today(), sk_number=" 12/SK ", sk_on=office.today())
    with pytest.raises(StageNotAllowed):
        take_steps(office, homes, answer)
    with pytest.raises(InvalidInput):
        take_steps(
            office, homes[:2], StepDraft("graduasi", office.today(), sk_on=office.today() + timedelta(1))
        )
    assert [stage_of(office, home) for home in homes[:2]] == ["diverifikasi"] * 2
    assert take_steps(office, homes[:2], answer) == 2
    assert case_card(office, homes[0]).ended.sk_number == "12/SK"
    take_steps(office, homes[:2], StepDraft("nonaktif", office.today(), tahap="Tahap 1 2027"))
    assert family(office, homes[1]).status == "graduasi"
    undo_last(office)
    assert family(office, homes[1]).status == "aktif"
    assert case_card(office, homes[1]).ended.inactive_on is None
    undo_last(office)
    assert [stage_of(office, home) for home in homes[:2]] == ["diverifikasi"] * 2
    with pytest.raises(RecordNotFound):
        take_steps(office, [add_family(office, nik=None, no_kk=None)], answer)


def test_a_case_that_was_refused_is_opened_again_with_another_kind_and_reason(office: Desk) -> None:
    home = add_family(office)
    bring_to(office, home, "diverifikasi")
    step(office, home, "ditolak", why="Masih ada anak SD")
    step(office, home, "calon", kind="ppse", reason="lainnya", reason_text="Usaha dibantu PPSE")
    case = family(office, home).case
    assert (case.stage, case.kind, case.reason, case.reason_text) == (
        "calon",
        "ppse",
        "lainnya",
        "Usaha dibantu PPSE",
    )
    step(office, home, "dibatalkan")
    step(office, home, "calon")
    assert family(office, home).case.kind == "ppse"


def test_another_way_out_is_no_graduation_and_stands_in_its_way(office: Desk) -> None:
    home, day = add_family(office), office.today()
    bring_to(office, home, "diverifikasi")
    with pytest.raises(InvalidInput) as refused:
        record_exit(office, home, "graduasi", day + timedelta(1), " ")
    assert {problem.field for problem in refused.value.problems} == {"status", "on", "reason"}
    record_exit(office, home, "meninggal", day, "Surat kematian dari desa")
    assert (family(office, home).status, family(office, home).exit_on) == ("meninggal", day)
    with pytest.raises(StageNotAllowed, match="tercatat keluar"):
        step(office, home, "graduasi")
    step(office, home, "dibatalkan", why="Pengurus meninggal")
    clear_exit(office, home)
    assert (family(office, home).status, family(office, home).exit_reason) == ("aktif", "")
    step(office, home, "calon")


@pytest.fixture
def sent(desk: Desk, office: Desk, tmp_path: Path) -> str:
    """A family whose letter the laptop signed, scanned, and sent to the office."""
    give_keys(office)
    home = add_family(desk)
    for stage in ("calon", "siap"):
        step(desk, home, stage)
    letter = make_letter(desk, home, LetterWishes(), "cetak").id
    enrol(office, desk, tmp_path)
    sign_letter(desk, letter, desk.today(), [held(desk, picture())])
    send_up(office, desk, tmp_path)
    return home


def test_a_proposal_goes_back_with_a_note_and_comes_again(
    desk: Desk, office: Desk, sent: str, tmp_path: Path
) -> None:
    step(office, sent, "diverifikasi")
    with pytest.raises(InvalidInput):
        return_proposal(office, sent, " ")
    with pytest.raises(WrongRole):
        return_proposal(desk, sent, "Halaman kedua kabur")
    return_proposal(office, sent, "Halaman kedua kabur")
    assert stage_of(office, sent) == "ditandatangani"
    undo_last(office)
    assert (stage_of(office, sent), case_card(office, sent).returned) == ("diverifikasi", "")
    return_proposal(office, sent, "Halaman kedua kabur")
    receive(desk, answer_for(office, desk, tmp_path))
    card = case_card(desk, sent)
    assert (card.case.stage, card.returned) == ("ditandatangani", "Halaman kedua kabur")
    sign_letter(desk, card.letter.id, desk.today(), [held(desk, picture(500, 400))])
    send_up(office, desk, tmp_path)
    assert case_card(office, sent).returned == ""
    step(office, sent, "diverifikasi")
    with pytest.raises(RecordNotFound):
        return_proposal(office, add_family(office, nik=None, no_kk=None), "Kabur")


def test_a_laptop_neither_takes_nor_takes_back_what_is_the_offices(
    desk: Desk, office: Desk, sent: str, tmp_path: Path
) -> None:
    step(office, sent, "diverifikasi", why="Lengkap")
    receive(desk, answer_for(office, desk, tmp_path))
    assert ("Tahap Diverifikasi kantor", "Lengkap · oleh kantor") in {
        (item.title, item.detail) for item in timeline(desk, sent)
    }
    with pytest.raises(StageNotAllowed, match="diputuskan oleh kantor"):
        step(desk, sent, "graduasi")
    with pytest.raises(WrongRole):
        edit_household(desk, sent, {"status": "graduasi"})
    with desk.read() as session:
        verified = session.connection().exec_driver_sql(
            "SELECT id, case_id FROM stage_event WHERE stage = 'diverifikasi'"
        )
        ((event, case),) = verified.fetchall()
    forged = {"household_id": sent, "case_id": case, "on": desk.today()}
    with desk.write() as session:
        session.add(StageEvent(id=desk.new_id(), seen="diverifikasi", stage="graduasi", **forged))
        session.add(StageEvent(id=desk.new_id(), seen="x", stage="calon", reverses=event, **forged))
        session.add(StageEvent(id=desk.new_id(), stage="diverifikasi", reverses=event, **forged))
    with desk.write() as session:
        session.writing.seal(
            ("household", sent), [["set", "household", sent, {"status": ["graduasi", []]}, sent]]
        )
    send_up(office, desk, tmp_path)
    assert stage_of(office, sent) == "diverifikasi"
    assert family(office, sent).status == "aktif"
    with office.read() as session:
        refused = session.connection().exec_driver_sql("SELECT reason FROM refused_op ORDER BY reason")
        reasons = [row[0] for row in refused.fetchall()]
    assert reasons == ["hanya kantor yang boleh mencatat ini"] * 2 + ["isian status hanya diubah kantor"]


def test_a_step_that_no_longer_follows_is_a_question_and_never_a_graduation_without_a_letter(
    desk: Desk, office: Desk, sent: str, tmp_path: Path
) -> None:
    step(desk, sent, "dibatalkan", why="Usaha tutup")
    office.clock.forward(minutes=5)
    step(office, sent, "diverifikasi")
    step(office, sent, "graduasi")
    send_up(office, desk, tmp_path)
    (question,) = conflicts(office)
    assert (question.kind, stage_of(office, sent)) == ("stage", "dibatalkan")
    decide(office, question.id, "batal")
    assert (conflicts(office), stage_of(office, sent)) == ([], "dibatalkan")
    undo_last(office)
    assert len(conflicts(office)) == 1
    with office.write() as session:
        session.connection().exec_driver_sql("UPDATE file SET deleted = TRUE")
    (question,) = conflicts(office)
    with pytest.raises(StageNotAllowed, match="pindaiannya belum ada"):
        decide(office, question.id, "pakai")
