"""The lives of a laptop: real desks that exchange real files through each of them, to equal ends."""

import contextlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select

from helpers.desks import PASSPHRASE, add_family, make_desk, seeded
from helpers.exchange import CHEAP_CODE, answer_for, enrol, send_up, stick, successor
from pkh_desk.actions.exchange.enrol import approve, invite, invite_again, join, reinstate, revoke
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.message import put_away
from pkh_desk.actions.exchange.new_hardware import look_at_backup, restore_here
from pkh_desk.actions.exchange.office_answer import answer
from pkh_desk.actions.exchange.reassign import reassign
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.office.decide import send_back
from pkh_desk.actions.people.visit import PromiseDraft, VisitDraft, save_visit
from pkh_desk.actions.people.visit_correction import VisitCorrection, correct_visit
from pkh_desk.actions.upkeep.backup import back_up
from pkh_desk.actions.upkeep.undo import redo_last, undo_last
from pkh_desk.desk import Desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.errors import (
    BackupBad,
    BundleRefused,
    Cancelled,
    CannotUndo,
    DeskExists,
    FileNotUsable,
    HandedOver,
    NothingToUndo,
    RecordNotFound,
    WrongPassphrase,
    WrongRole,
)
from pkh_desk.settings import Places
from pkh_desk.store.exchange import InvitationRow, KnownDesk
from pkh_desk.store.log.merging import RecordedElsewhere
from pkh_desk.store.log.txnlog import Txn
from pkh_desk.store.people.household import Household
from pkh_desk.store.people.petugas import Alias
from pkh_desk.store.people.visit import Visit
from pkh_desk.store.upkeep.backup import PHOTOS
from pkh_desk.store.upkeep.vault import load_vault, office_slot
from pkh_desk.views.exchange.handover import handover
from pkh_desk.views.exchange.laptops import colleagues, laptops
from pkh_desk.views.exchange.message import unread_messages
from pkh_desk.views.office.compare import differences, held, scoped_at_office
from pkh_desk.views.office.overview import report
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.people.recorded_visit import recorded_visit
from pkh_desk.views.people.timeline import timeline
from pkh_desk.views.upkeep.status import needing_author, status


def move(desk: Desk, home: str, address: str) -> None:
    with desk.write() as session:
        session.get_one(Household, home).address = address


def address(desk: Desk, home: str) -> str | None:
    with desk.read() as session:
        return session.get_one(Household, home).address


def test_a_backup_on_new_hardware_joins_as_a_new_desk_and_its_unsent_work_arrives(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    move(desk, home, "Kp. Belum Terkirim")
    photo = desk.blobs.put(b"foto")
    usb = stick(tmp_path, "cadangan")
    made = back_up(desk, usb)
    old = desk.identity
    move(desk, home, "Kp. Hilang Bersama Laptop")
    desk.close()
    with pytest.raises(WrongPassphrase):
        look_at_backup(made.path, "bukan ini kata sandinya")
    seen = look_at_backup(made.path, PASSPHRASE)
    assert (seen.name, seen.role, seen.made_at, seen.contents.households) == (
        "Wulan Apriyanti",
        "pendamping",
        made.made_at,
        1,
    )
    new = restore_here(Places(tmp_path / "laptop-baru"), made.path, PASSPHRASE, desk.clock)
    assert new.identity.desk_id != old.desk_id
    assert new.identity.code != old.code
    assert new.blobs.get(photo) == b"foto"
    assert office_slot(load_vault(new.places.vault)) is None
    assert status(new).office is None
    move(new, home, "Kp. Laptop Baru")
    successor(office, new, old.code, tmp_path, replacing=True)
    assert address(office, home) == "Kp. Laptop Baru"
    assert {row.code: row.state for row in laptops(office)} == {
        old.code: "dicabut",
        new.identity.code: "aktif",
    }
    assert status(new).unsent == 0
    assert differences(scoped_at_office(office, new.identity.desk_id), held(new)) == []
    assert office_slot(load_vault(new.places.vault)) is not None
    with pytest.raises(RecordNotFound, match="sudah digantikan"):
        reinstate(office, old.code)
    new.close()


def test_what_is_no_backup_or_comes_to_a_used_home_is_refused(desk: Desk, tmp_path: Path) -> None:
    add_family(desk)
    usb = stick(tmp_path, "cadangan")
    made = back_up(desk, usb)
    with pytest.raises(DeskExists):
        restore_here(desk.places, made.path, PASSPHRASE)
    empty = Places(tmp_path / "baru")
    with pytest.raises(FileNotUsable):
        restore_here(empty, usb / "tidak-ada.db", PASSPHRASE)
    vault = made.path.with_suffix(".vault.json")
    kept = vault.read_bytes()
    vault.unlink()
    with pytest.raises(BackupBad, match="tidak ada di samping"):
        look_at_backup(made.path, PASSPHRASE)
    vault.write_bytes(kept)
    whole = made.path.read_bytes()
    made.path.write_bytes(whole[:-4096])
    with pytest.raises(BackupBad):
        restore_here(empty, made.path, PASSPHRASE)
    assert not empty.vault.exists()
    made.path.write_bytes(whole)
    restored = restore_here(empty, made.path, PASSPHRASE, desk.clock)
    assert family_ids(restored) == family_ids(desk)
    restored.close()


def test_a_restore_that_is_stopped_among_its_photos_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    add_family(desk)
    for photo in (b"satu", b"dua"):
        desk.blobs.put(photo)
    made = back_up(desk, stick(tmp_path, "cadangan"))

    def stop(done: int, total: int, phase: str) -> None:
        if (phase, done, total) == (PHOTOS, 1, 2):
            raise Cancelled("Dibatalkan.")

    empty = Places(tmp_path / "baru")
    with pytest.raises(Cancelled):
        restore_here(empty, made.path, PASSPHRASE, desk.clock, progress=stop)
    assert [path for path in empty.home.rglob("*") if path.is_file()] == []
    restored = restore_here(empty, made.path, PASSPHRASE, desk.clock)
    assert family_ids(restored) == family_ids(desk)
    restored.close()


def test_a_laptop_that_joined_before_its_first_family_writes_as_who_was_invited(
    kantor: Desk, desk: Desk, tmp_path: Path
) -> None:
    enrol(kantor, desk, tmp_path)
    with kantor.read() as session:
        invited = session.exec(select(KnownDesk)).one().petugas_id
    made = add_family(desk)
    for _ in range(2):
        send_up(kantor, desk, tmp_path)
        receive(desk, answer_for(kantor, desk, tmp_path))
        move(desk, made, "Kp. Baru")
    assert (desk.identity.petugas_id, needing_author(desk)) == (invited, [])
    assert report(kantor).by_pendamping == (("Wulan Apriyanti", 1, 0),)
    with pytest.raises(NothingToUndo):
        undo_last(kantor)


def test_a_backup_from_before_the_first_answer_joins_too(kantor: Desk, desk: Desk, tmp_path: Path) -> None:
    add_family(desk)
    letter = tmp_path / "surat.undangan"
    join(desk, letter, invite(kantor, desk.identity.name, ["Sukadana"], letter, CHEAP_CODE).code)
    sent = send(desk, usb := stick(tmp_path, "gabung"))
    take_in(kantor, usb)
    assert sent.words is not None
    approve(kantor, desk.identity.code, sent.words)
    apply_inbox(kantor)
    made = back_up(desk, stick(tmp_path, "cadangan"))
    again = restore_here(Places(tmp_path / "baru"), made.path, PASSPHRASE, desk.clock, seeded(3))
    successor(kantor, again, desk.identity.code, tmp_path, replacing=True)
    assert differences(scoped_at_office(kantor, again.identity.desk_id), held(again)) == []
    again.close()


def test_nobody_becomes_a_colleague_by_writing_under_their_name(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    heni = make_desk(tmp_path / "laptop-2", name="Heni Rosdiana", seed=6)
    heni.clock.instant = desk.clock.instant
    heni.identity = replace(heni.identity, petugas_id=desk.identity.petugas_id)
    add_family(heni, "NUR'AENI", nik=None, no_kk=None)
    (tmp_path / "heni").mkdir()
    enrol(office, heni, tmp_path / "heni", "Ciomas/Lebak")
    with office.read() as session:
        links = session.exec(select(Alias).where(Alias.kind == "petugas")).all()
    assert [link.to_id for link in links] == [desk.identity.petugas_id]
    assert home not in family_ids(heni)
    heni.close()


def test_a_second_laptop_of_the_same_person_works_beside_the_first(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    second = make_desk(tmp_path / "laptop-2", seed=6)
    second.clock.instant = desk.clock.instant
    successor(office, second, desk.identity.code, tmp_path, replacing=False)
    assert family_ids(second) == [home]
    assert {row.state for row in laptops(office)} == {"aktif"}
    move(second, home, "Kp. Dari Laptop Kedua")
    send_up(office, second, tmp_path)
    usb = stick(tmp_path, "keduanya")
    answers = {made.path.name: made.path for made in answer(office, usb)}
    assert len(answers) == 2
    for laptop in (desk, second):
        for path in answers.values():
            with contextlib.suppress(BundleRefused):
                receive(laptop, path)
    assert address(desk, home) == "Kp. Dari Laptop Kedua"
    second.close()


def test_who_lost_the_log_goes_on_with_their_own_visits(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    fields = VisitFields(household_id=home, on=desk.today(), note="Bertemu pengurus")
    mine = save_visit(desk, VisitDraft(fields, [PromiseDraft("Label")]))
    send_up(office, desk, tmp_path)
    receive(desk, answer_for(office, desk, tmp_path))
    with desk.read() as session:
        assert session.exec(select(RecordedElsewhere)).all() == []
    with office.write() as session:
        session.add(Visit(id=(theirs := office.new_id()), household_id=home, on=office.today()))
        written = session.exec(select(Txn.id).where(Txn.subject_id == mine)).one()
    send_back(office, written, "Siapa yang ditemui?")
    again = make_desk(tmp_path / "laptop-2", seed=6)
    again.clock.instant = desk.clock.instant
    successor(office, again, desk.identity.code, tmp_path, replacing=True)
    assert [(one.subject_id, one.reason) for one in needing_author(again)] == [(mine, "Siapa yang ditemui?")]
    assert {item.id: item.own for item in timeline(again, home) if item.kind == "visit"} == {
        mine: True,
        theirs: False,
    }
    with pytest.raises(WrongRole):
        correct_visit(again, theirs, VisitCorrection(fields={"note": "x"}))
    assert correct_visit(again, mine, VisitCorrection(fields={"note": "Bertemu pengurus dan anaknya"}))
    assert {item.fate for item in timeline(again, home) if item.own} == {"belum"}
    assert needing_author(again) == []
    undo_last(again)
    redo_last(again)
    send_up(office, again, tmp_path)
    receive(again, answer_for(office, again, tmp_path))
    assert needing_author(again) == []
    assert {item.fate for item in timeline(again, home) if item.own} == {"diterima"}
    assert recorded_visit(office, mine).fields.note == "Bertemu pengurus dan anaknya"
    again.close()


def test_a_lost_laptop_is_revoked_and_what_comes_from_it_later_is_set_apart(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    revoke(office, desk.identity.code)
    move(desk, home, "Kp. Pencuri")
    usb = stick(tmp_path, "dari-pencuri")
    send(desk, usb)
    assert [arrival.state for arrival in take_in(office, usb)] == ["karantina"]
    assert apply_inbox(office) == []
    assert address(office, home) != "Kp. Pencuri"
    assert answer(office, stick(tmp_path, "jawaban")) == []


def test_a_caseload_is_handed_over_with_history_open_work_and_a_word_to_both(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    heni = make_desk(tmp_path / "laptop-2", name="Heni Rosdiana", seed=6)
    enrol(office, heni, tmp_path, "Ciomas/Lebak")
    take_step(desk, home, StepDraft("calon", desk.today()))
    promise = [PromiseDraft("Buka rekening", desk.today())]
    save_visit(desk, VisitDraft(VisitFields(household_id=home, on=desk.today()), promise))
    send_up(office, desk, tmp_path)
    save_visit(desk, VisitDraft(VisitFields(household_id=home, on=desk.today(), note="Belum terkirim")))
    with office.read() as session:
        mine, target = (
            session.get_one(KnownDesk, laptop.identity.desk_id).petugas_id or "" for laptop in (desk, heni)
        )
    seen = handover(office, mine, [home])
    assert (seen.families, seen.cases, seen.promises, seen.files) == (1, 1, 1, 0)
    assert reassign(office, [home], target, "Bu Wulan cuti. ") == 1
    undo_last(office)
    for laptop in (desk, heni):
        receive(laptop, answer_for(office, laptop, tmp_path))
        assert unread_messages(laptop) == []
    assert reassign(office, [home], target, "Bu Wulan cuti. ") == 1
    assert reassign(office, [home], target) == 0
    for laptop in (desk, heni):
        receive(laptop, answer_for(office, laptop, tmp_path))
    (gave,), (got,) = unread_messages(desk), unread_messages(heni)
    assert gave.text == (
        "Kantor memindahkan 1 keluarga dari Anda ke Heni Rosdiana. Di laptop ini hanya bisa dibaca, selama "
        "30 hari. Pesan kantor: Bu Wulan cuti."
    )
    assert got.text == (
        "Anda menerima 1 keluarga dari Wulan Apriyanti, dengan riwayat dan pekerjaan yang masih terbuka. "
        "Pesan kantor: Bu Wulan cuti."
    )
    assert (handover(heni, "", [home]).cases, handover(heni, "", [home]).promises) == (1, 1)
    with pytest.raises(HandedOver):
        save_visit(desk, VisitDraft(VisitFields(household_id=home, on=desk.today())))
    send_up(office, desk, tmp_path)
    receive(heni, answer_for(office, heni, tmp_path))
    with heni.read() as session:
        notes = session.connection().exec_driver_sql("SELECT note FROM visit ORDER BY note").fetchall()
    assert [row[0] for row in notes] == ["", "Belum terkirim"]
    put_away(heni, got.id)
    receive(desk, answer_for(office, desk, tmp_path))
    assert unread_messages(heni) == []
    assert len(unread_messages(desk)) == 1
    heni.close()


def test_a_laptop_is_where_its_families_are_now_and_so_is_the_next_one_of_its_pendamping(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    add_family(desk, "ENOK", "3604275203849902", "3604271406129902", desa_code="36.04.28.2010")
    add_family(desk, "ENTIN", "3604275203849903", "3604271406129903", desa_code="36.04.27.2006")
    send_up(office, desk, tmp_path)
    (row,) = laptops(office)
    assert row.scope == ("Sukarena, Sukadana, Kec. Ciomas", "Sindangsari, Kec. Pabuaran")
    invited = invite_again(office, desk.identity.code, tmp_path / "lagi.undangan", CHEAP_CODE)
    with office.read() as session:
        scope = session.get_one(InvitationRow, invited.desk_id).scope
    assert json.loads(scope) == ["36.04.27.2006", "36.04.27.2007", "36.04.28.2010"]


def test_the_next_laptop_of_somebody_takes_no_families_that_are_still_to_be_dealt_out(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    left = add_family(office, "ENOK", "3604275203849902", "3604271406129902")
    with office.write() as session:
        session.get_one(Household, left).pendamping_id = None
    new = make_desk(tmp_path / "laptop-2", seed=6)
    new.clock.forward(minutes=1)
    successor(office, new, desk.identity.code, tmp_path, replacing=False)
    with office.read() as session:
        assert session.get_one(Household, left).pendamping_id is None
    new.close()


def test_undoing_at_the_office_takes_no_approved_laptop_apart(
    office: Desk, desk: Desk, home: str, tmp_path: Path
) -> None:
    with contextlib.suppress(CannotUndo, NothingToUndo):
        while True:
            undo_last(office)
    move(desk, home, "Kp. Sesudah")
    send_up(office, desk, tmp_path)
    assert receive(desk, answer_for(office, desk, tmp_path)).differs == ()
    assert (address(office, home), family_ids(desk)) == ("Kp. Sesudah", [home])
    assert [one.families for one in colleagues(office)] == [1]
