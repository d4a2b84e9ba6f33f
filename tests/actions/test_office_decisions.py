"""Decisions of the office: every kind can be settled, sent back, and taken back again."""

from datetime import date
from pathlib import Path

import pytest

from helpers.desks import add_family, make_desk
from helpers.exchange import answer_for, enrol, send_up
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.office.decide import decide, send_back
from pkh_desk.actions.people.erase import erase_household
from pkh_desk.actions.upkeep.undo import redo_last, undo_last
from pkh_desk.desk import Desk
from pkh_desk.errors import CannotUndo, InvalidInput
from pkh_desk.store.log.txnlog import Txn
from pkh_desk.store.people.household import Household, Member
from pkh_desk.store.people.petugas import Petugas
from pkh_desk.views.office.decided import decided
from pkh_desk.views.office.decision import decision_rows
from pkh_desk.views.office.overview import ConflictRow, conflicts
from pkh_desk.views.people.family import family

DAY = date(2026, 11, 20)


def move_to(desk: Desk, home: str, address: str) -> None:
    with desk.write() as session:
        session.get_one(Household, home).address = address


def address(desk: Desk, home: str) -> str:
    with desk.read() as session:
        return session.get_one(Household, home).address


def only(kantor: Desk) -> ConflictRow:
    (row,) = conflicts(kantor)
    return row


def fates(desk: Desk) -> set[str]:
    with desk.read() as session:
        return {row[0] for row in session.connection().exec_driver_sql("SELECT fate FROM txn WHERE own")}


def split(kantor: Desk, desk: Desk, home: str, tmp_path: Path) -> None:
    """Write another address on either side, and bring the laptop's to the office."""
    move_to(kantor, home, "KP. KANTOR")
    move_to(desk, home, "KP. LAPANGAN")
    send_up(kantor, desk, tmp_path)


@pytest.mark.parametrize("chosen", ["KP. KANTOR", "KP. LAPANGAN"])
def test_undoing_a_decision_asks_again_with_the_same_values(
    kantor: Desk, desk: Desk, home: str, tmp_path: Path, chosen: str
) -> None:
    split(kantor, desk, home, tmp_path)
    before = [choice.value for choice in only(kantor).choices]
    decide(kantor, only(kantor).id, chosen)
    assert (conflicts(kantor), address(kantor, home)) == ([], chosen)
    undo_last(kantor)
    assert [choice.value for choice in only(kantor).choices] == before
    with pytest.raises(CannotUndo, match="Keputusan"):
        redo_last(kantor)
    decide(kantor, only(kantor).id, "KP. LAPANGAN")
    undo_last(kantor)
    assert [choice.value for choice in only(kantor).choices] == before
    decide(kantor, only(kantor).id, "KP. LAPANGAN")
    receive(desk, answer_for(kantor, desk, tmp_path))
    assert address(desk, home) == address(kantor, home) == "KP. LAPANGAN"
    assert fates(desk) == {"diterima"}


def test_a_step_out_of_turn_is_taken_back_or_counts_instead(
    kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    for stage in ("calon", "siap"):
        take_step(desk, home, StepDraft(stage, DAY))
    send_up(kantor, desk, tmp_path)
    receive(desk, answer_for(kantor, desk, tmp_path))
    take_step(desk, home, StepDraft("surat_dicetak", DAY))
    take_step(kantor, home, StepDraft("dibatalkan", DAY))
    send_up(kantor, desk, tmp_path)
    first = family(kantor, home).case
    assert only(kantor).kind == "stage"
    decide(kantor, only(kantor).id, "batal")
    assert conflicts(kantor) == []
    assert family(kantor, home).case == first
    undo_last(kantor)
    decide(kantor, only(kantor).id, "pakai")
    assert conflicts(kantor) == []
    after = family(kantor, home).case
    assert first is not None
    assert after is not None
    assert {first.stage, after.stage} == {"surat_dicetak", "dibatalkan"}


def test_a_number_in_two_families_stays_with_one_and_is_kept_as_text_by_the_other(
    kantor: Desk, desk: Desk, home: str
) -> None:
    other = add_family(kantor, "NUR'AENI", no_kk="3604271406129902")
    row = only(kantor)
    assert row.kind == "nik"
    with kantor.read() as session:
        keeps = session.get_one(Member, session.get_one(Household, home).pengurus_id or "")
    with pytest.raises(InvalidInput):
        decide(kantor, row.id, "bukan siapa-siapa")
    decide(kantor, row.id, keeps.id)
    assert conflicts(kantor) == []
    assert family(kantor, home).members[0].nik == keeps.nik
    assert family(kantor, other).members[0].nik is None
    assert family(kantor, other).members[0].nik_raw == keeps.nik
    undo_last(kantor)
    assert only(kantor).kind == "nik"


def test_two_families_with_one_number_may_be_one(kantor: Desk, desk: Desk, home: str) -> None:
    other = add_family(kantor, "SARMUNAH BT AHMAD", no_kk="3604271406129902")
    for _ in range(2):
        decide(kantor, only(kantor).id, "gabung")
        assert {(row.kind, row.field) for row in conflicts(kantor)} == {("twin", "no_kk"), ("twin", "name")}
        assert family(kantor, other).id == family(kantor, home).id == min(home, other)
        undo_last(kantor)
    assert family(kantor, other).id == other


def test_a_record_sent_back_by_mistake_waits_again(
    kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    split(kantor, desk, home, tmp_path)
    txn = send_back(kantor, str(only(kantor).id), "Alamat mana yang benar?")
    undo_last(kantor)
    with kantor.read() as session:
        row = session.get_one(Txn, txn)
        assert (row.fate, row.fate_reason) == ("menunggu", "")
    redo_last(kantor)
    with kantor.read() as session:
        assert session.get_one(Txn, txn).fate == "dikembalikan"
    receive(desk, answer_for(kantor, desk, tmp_path))
    assert "dikembalikan" in fates(desk)


def test_two_laptops_hand_a_whole_caseload_over(kantor: Desk, desk: Desk, home: str, tmp_path: Path) -> None:
    from pkh_desk.actions.exchange.reassign import reassign
    from pkh_desk.views.office.overview import report

    second = make_desk(tmp_path / "lain", name="Heni Rosdiana", seed=7)
    enrol(kantor, second, tmp_path)
    with kantor.read() as session:
        (petugas,) = session.connection().exec_driver_sql(
            "SELECT petugas_id FROM desk WHERE name = 'Heni Rosdiana'"
        ).fetchone() or ("",)
    assert reassign(kantor, [home], petugas) == 1
    assert reassign(kantor, [home], petugas) == 0
    assert report(kantor).by_pendamping == (("Heni Rosdiana", 1, 0),)
    receive(second, answer_for(kantor, second, tmp_path))
    assert family(second, home).name == "SARMUNAH"
    undo_last(kantor)
    assert report(kantor).by_pendamping == (("Wulan Apriyanti", 1, 0),)
    second.close()


def test_a_refused_record_sent_back_by_mistake_is_refused_again(
    kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    with desk.write() as session:
        session.get_one(Household, home).no_peserta = "9901"
    send_up(kantor, desk, tmp_path)
    with kantor.read() as session:
        sql = "SELECT id, fate_reason FROM txn WHERE fate = 'ditolak'"
        ((txn, reason),) = session.connection().exec_driver_sql(sql).fetchall()
    send_back(kantor, txn, "NIK berbeda")
    undo_last(kantor)
    with kantor.read() as session:
        row = session.get_one(Txn, txn)
        assert (row.fate, row.fate_reason) == ("ditolak", reason)


def test_who_decided_what_is_listed_until_it_is_taken_back_and_goes_with_the_family(
    kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    clerk = add_clerk(kantor, "Siti Aminah", kantor.identity.petugas_id)
    split(kantor, desk, home, tmp_path)
    decide(kantor, only(kantor).id, "KP. LAPANGAN", "Ikut KTP.")
    (one,) = decided(kantor)
    assert (one.clerk, one.family, one.about) == (clerk, "SARMUNAH", "Alamat")
    assert (one.words, one.note) == ("KP. LAPANGAN", "Ikut KTP.")
    undo_last(kantor)
    assert decided(kantor) == []
    decide(kantor, only(kantor).id, "KP. KANTOR")
    assert [each.words for each in decided(kantor)] == ["KP. KANTOR"]
    erase_household(kantor, home, "diminta keluarga")
    assert decided(kantor) == []


def add_clerk(kantor: Desk, name: str, petugas_id: str) -> str:
    with kantor.write() as session:
        session.add(Petugas(id=petugas_id, name=name))
    return name


def test_the_sender_of_a_value_that_is_in_question_again_hears_so_and_is_asked(
    kantor: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    split(kantor, desk, home, tmp_path)
    authors = [choice.author for choice in only(kantor).choices]
    (before,) = decision_rows(kantor)
    decide(kantor, only(kantor).id, "KP. KANTOR")
    receive(desk, answer_for(kantor, desk, tmp_path))
    assert fates(desk) == {"diterima"}
    undo_last(kantor)
    receive(desk, answer_for(kantor, desk, tmp_path))
    assert fates(desk) == {"diterima", "menunggu"}
    assert [choice.author for choice in only(kantor).choices] == authors
    (again,) = decision_rows(kantor)
    assert (again.sender, again.file, again.can_return) == (before.sender, before.file, True)
    send_back(kantor, str(again.id), "Alamat mana yang benar?")
    receive(desk, answer_for(kantor, desk, tmp_path))
    assert fates(desk) == {"diterima", "dikembalikan"}
