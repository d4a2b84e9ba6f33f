"""The way to graduation: since when, too long or not, what the office sent back, what is known."""

from datetime import timedelta
from pathlib import Path

from gui.village import settle_village
from helpers.cases import bring_to
from helpers.desks import add_family
from helpers.exchange import answer_for, enrol, give_keys, send_up
from helpers.statements import statements
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.graduation.case import StepDraft, take_step, take_steps
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.graduation.signature import sign_letter
from pkh_desk.actions.office.decide import send_back
from pkh_desk.actions.people.exit import record_exit
from pkh_desk.desk import Desk
from pkh_desk.store.people.petugas import Petugas
from pkh_desk.views.graduation.pipeline import Ended, case_card, pipeline
from pkh_desk.views.people.family import family
from pkh_desk.views.people.today import RETURNED, today
from pkh_desk.views.upkeep.status import needing_author


def printed(desk: Desk, days: int) -> tuple[str, str]:
    """Return (household, letter) of a family whose letter was printed today, made ready `days` ago."""
    home = add_family(desk)
    for stage in ("calon", "siap"):
        take_step(desk, home, StepDraft(stage, desk.today() - timedelta(days)))
    return home, make_letter(desk, home, LetterWishes(), "cetak").id


def test_a_card_counts_its_days_from_the_last_step_and_is_late_past_the_limit(desk: Desk) -> None:
    home, letter = printed(desk, 70)
    card = case_card(desk, home)
    assert (card.case.stage, card.days, card.late, card.unsent) == ("surat_dicetak", 0, False, True)
    assert (card.letter.id, card.letter.signed_on, card.letter.scans) == (letter, None, 0)
    desk.clock.forward(days=3)
    assert not case_card(desk, home).late
    desk.clock.forward(days=1)
    assert case_card(desk, home).late
    take_step(desk, home, StepDraft("siap", desk.today(), "Nama salah."))
    take_step(desk, home, StepDraft("calon", desk.today() - timedelta(91)))
    card = case_card(desk, home)
    assert (card.case.stage, card.days, card.late) == ("calon", 91, True)
    assert pipeline(desk) == [card]
    assert case_card(desk, add_family(desk, "ENOK", nik=None, no_kk=None)) is None


def test_what_the_office_sends_back_is_on_the_card_until_it_is_changed(
    desk: Desk, office: Desk, tmp_path: Path
) -> None:
    give_keys(office)
    home, letter = printed(desk, 9)
    enrol(office, desk, tmp_path)
    sign_letter(desk, letter, desk.today())
    assert case_card(desk, home).unsent
    send_up(office, desk, tmp_path)
    with desk.read() as session:
        sql = "SELECT id FROM txn WHERE own AND subject_kind = 'letter' ORDER BY h DESC LIMIT 1"
        (txn,) = session.connection().exec_driver_sql(sql).fetchone()
    send_back(office, txn, "NIK di surat beda dengan data kantor")
    receive(desk, answer_for(office, desk, tmp_path))
    card = case_card(desk, home)
    assert (card.returned, card.returned_kind) == ("NIK di surat beda dengan data kantor", "letter")
    assert case_card(office, home).returned == card.returned
    (back,) = needing_author(desk)
    assert (back.subject_kind, back.subject_id, back.reason) == ("letter", letter, card.returned)
    assert [task.subject for task in today(desk).tasks if task.kind == RETURNED] == ["letter"]
    sign_letter(desk, letter, desk.today() - timedelta(1))
    assert case_card(desk, home).returned == ""
    assert needing_author(desk) == []
    assert RETURNED not in {task.kind for task in today(desk).tasks}


def test_a_card_tells_the_way_and_what_came_of_it(office: Desk) -> None:
    home, day = add_family(office), office.today()
    bring_to(office, home, "diverifikasi", day - timedelta(9))
    answer = StepDraft("graduasi", day, sk_number="123/SK/2026", sk_on=day - timedelta(3))
    assert take_steps(office, [home], answer) == 1
    take_steps(office, [home], StepDraft("nonaktif", day, tahap="Tahap 1 2027"))
    card = case_card(office, home)
    assert card.ended == Ended("123/SK/2026", day - timedelta(3), day, "Tahap 1 2027", None)
    assert (card.since, card.dates["calon"], card.dates["graduasi"]) == (day, day - timedelta(9), day)
    assert family(office, home).status == "graduasi"
    record_exit(office, home, "pindah", day, "Pindah ke Cilegon")
    assert (case_card(office, home).gone, case_card(office, home).case.stage) == ("pindah", "graduasi")
    with office.write() as session:
        session.add(Petugas(id=office.identity.petugas_id, name="Siti Aminah"))
    assert case_card(office, home).clerk == "Siti Aminah"


def test_the_pipeline_of_many_is_read_with_as_few_statements_as_of_one(desk: Desk) -> None:
    taken = []
    for home in settle_village(desk, 12, 0):
        take_step(desk, home, StepDraft("calon", desk.today()))
        with statements(desk) as asked:
            pipeline(desk)
        taken.append(len(asked))
    assert len(pipeline(desk)) == 12
    assert set(taken) == {taken[0]}
