"""Erasure: ordered once, done on every desk, kept through restores; ids, chain and order stay."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from machine import truth, work
from machine.world import DAY, World

from helpers.desks import PASSPHRASE, add_family
from helpers.pictures import picture
from pkh_desk.actions.graduation.number_block import Number, next_number, top_up
from pkh_desk.actions.lists.roster_draft import keep_choices
from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.actions.office.decide import send_back
from pkh_desk.actions.people.erase import erase_household
from pkh_desk.actions.people.household import edit_household
from pkh_desk.actions.people.photo import hold_photo
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.actions.upkeep.backup import back_up
from pkh_desk.actions.upkeep.restore import restore
from pkh_desk.actions.upkeep.undo import undo_act, undo_last
from pkh_desk.desk import Desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.errors import CannotUndo, InvalidInput, RecordNotFound
from pkh_desk.store.graduation.letter import Letter
from pkh_desk.store.log.packed import unpack
from pkh_desk.store.people.household import Member
from pkh_desk.views.office.erasures import erasures
from pkh_desk.views.office.overview import conflicts
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.upkeep.changes import changes

SECRET = "RAHASIA BETUL"


def letter(row_id: str, home: str, day: date, number: Number) -> Letter:
    return Letter(
        id=row_id,
        household_id=home,
        kind="surat_pernyataan",
        code=f"GRD-{row_id[-5:]}",
        number=number.text,
        block_id=number.block_id,
        block_n=number.n,
        template_version=1,
        facts="{}",
        paper="a4",
        dated_on=day,
    )


def _opened(value: object) -> object:
    """Return the words of a txn that is packed."""
    return unpack(value) if isinstance(value, bytes) else value


def holds(desk: Desk, text: str) -> list[str]:
    """Return the tables of a desk in which a text stands."""
    found = []
    for (table,) in truth.ask(desk, "SELECT name FROM sqlite_master WHERE type = 'table'"):
        rows = [] if table.startswith(("sqlite_", "search_")) else truth.ask(desk, f"SELECT * FROM {table}")
        if any(text in str(_opened(value)) for row in rows for value in row):
            found.append(table)
    return found


def chain(desk: Desk) -> list[tuple[str, str, int, str]]:
    return [
        (txn, stream, n, json.loads(unpack(body))["p"])
        for txn, stream, n, body in truth.ask(
            desk, "SELECT id, stream, n, body FROM txn ORDER BY stream, n, id"
        )
    ]


def told(world: World) -> str:
    """Let laptop 2 record a family with a secret and bring it to the office; return the family."""
    desk = world.seat(2).desk
    (home,) = work.ids(desk, "household")
    work.visit(world.seat(2), 0, 1)
    edit_household(desk, home, {"note": SECRET})
    edit_household(desk, home, {"note": f"{SECRET} DUA"})
    world.rounds(2, 2)
    return home


def test_every_desk_drops_it_and_keeps_the_chain(world: World) -> None:
    home, desk = told(world), world.seat(2).desk
    before, here = chain(world.office), chain(desk)
    keep_choices(desk, "0" * 64, RowChoices(fixes={("KPM", 2, "ALAMAT"): SECRET}))
    assert {"household", "txn", "before_value"} <= set(holds(world.office, SECRET))
    erase_household(world.office, home, "permintaan tertulis")
    assert holds(world.office, SECRET) == []
    assert [row for row in chain(world.office) if row in before] == before
    (certificate,) = erasures(world.office)
    assert certificate.backups_until == world.office.today() + timedelta(days=365)
    assert (certificate.confirmed, len(certificate.open)) == ((), 3)
    world.rounds(2)
    assert (holds(desk, SECRET), family_ids(desk), chain(desk)) == ([], [], here)
    world.rounds(2)
    assert erasures(world.office)[0].confirmed == ("Heni Rosdiana",)
    assert [act.family for act in changes(world.office)][:1] == [""]
    world.settle()


def test_questions_about_it_are_dropped_and_the_numbers_of_others_asked_no_more(world: World) -> None:
    home = told(world)
    mine, nik = world.seat(0), "3604275203849902"
    add_family(mine.desk, nik=nik, no_kk=None)
    edit_household(world.office, home, {"address": "KP. KANTOR"})
    edit_household(world.seat(2).desk, home, {"address": "KP. LAPTOP"})
    world.rounds(0, 2)
    assert {one.kind for one in conflicts(world.office)} == {"field", "nik"}
    erase_household(world.office, home, "permintaan tertulis")
    assert conflicts(world.office) == []
    world.settle()
    ((txn,),) = truth.ask(world.seat(2).desk, "SELECT id FROM txn WHERE own ORDER BY h DESC LIMIT 1")
    with pytest.raises(RecordNotFound):
        send_back(world.office, txn, "RT belum jelas")


def test_it_cannot_be_undone_and_needs_a_reason(world: World) -> None:
    home = told(world)
    with pytest.raises(InvalidInput):
        erase_household(world.office, home, "  ")
    erase_household(world.office, home, "permintaan tertulis")
    with pytest.raises(CannotUndo, match="untuk selamanya"):
        undo_last(world.office)


def test_unsent_work_about_it_keeps_its_place_and_brings_nothing(world: World) -> None:
    home, desk = told(world), world.seat(2).desk
    edit_household(desk, home, {"note": f"{SECRET} TIGA"})
    late = world.send(2)
    edit_household(desk, home, {"note": f"{SECRET} EMPAT"})
    erase_household(world.office, home, "permintaan tertulis")
    world.answer(world.seat(2).desk_id)
    world.receive(world.seat(2), world.downs[-1][1])
    assert (holds(desk, SECRET), truth.unsent(desk)) == ([], 2)
    world.deliver_up(world.ups[::-1].index(late), 1)
    world.apply()
    assert holds(world.office, SECRET) == []
    world.rounds(2)
    assert truth.unsent(desk) == 0
    world.settle()
    assert truth.own_txns(desk) <= truth.all_txns(world.office)


def test_a_photo_that_comes_late_is_not_kept(world: World, tmp_path: Path) -> None:
    home, desk = told(world), world.seat(2).desk
    (tmp_path / "foto").write_bytes(picture(90, 60))
    digest, content = hold_photo(desk, tmp_path / "foto")
    save_visit(desk, VisitDraft(VisitFields(household_id=home, on=desk.today()), photos=[content]))
    late = world.send(2)
    erase_household(world.office, home, "permintaan tertulis")
    world.deliver_up(world.ups[::-1].index(late), 1)
    world.apply()
    assert not world.office.blobs.has(digest)
    world.rounds(2)
    assert not desk.blobs.has(digest)


def test_the_list_survives_a_restore_of_office_and_laptop(world: World) -> None:
    home, desk = told(world), world.seat(2).desk
    world.back_up_office()
    backup = back_up(desk, world._new_folder("cadangan")).path
    erase_household(world.office, home, "permintaan tertulis")
    world.rounds(2, 2)
    world.restore_office()
    assert holds(world.office, SECRET) == []
    assert len(erasures(world.office)) == 1
    seat = world.seat(2)
    seat.desk.close()
    restore(seat.desk.places, PASSPHRASE, backup, seat.clock, world.random.randbytes)
    seat = world._replace(seat)
    assert (holds(seat.desk, SECRET), family_ids(seat.desk)) == ([], [])
    world.settle()
    assert holds(world.office, SECRET) == []


def test_who_moved_to_another_family_before_stays_there(world: World) -> None:
    home = told(world)
    ((person,),) = truth.ask(world.office, f"SELECT id FROM member WHERE household_id = '{home}'")
    other = work.ids(world.seat(0).desk, "household")[0]
    with world.office.write() as session:
        session.get_one(Member, person).household_id = other
    erase_household(world.office, home, "permintaan tertulis")
    world.settle()
    for desk in (world.office, world.seat(0).desk):
        assert truth.ask(desk, f"SELECT household_id FROM member WHERE id = '{person}'") == [(other,)]
    ((act,),) = truth.ask(
        world.office,
        f"SELECT t.act FROM txn t JOIN before_value b ON b.txn_id = t.id WHERE b.row_id = '{person}'",
    )
    with pytest.raises(CannotUndo, match="tidak ada lagi"):
        undo_act(world.office, act)


def test_the_log_forgets_whom_the_laptop_let_go_before(world: World) -> None:
    """A person went to a family that is erased later; the laptop has only its own old entry of them."""
    home, desk = told(world), world.seat(2).desk
    ((person,),) = truth.ask(desk, f"SELECT id FROM member WHERE household_id = '{home}'")
    other = work.ids(world.office, "household")[0]
    assert other != home
    with world.office.write() as session:
        session.get_one(Member, person).household_id = other
    world.rounds(2)
    world.now += 31 * DAY
    world.rounds(2)
    assert holds(desk, "3604275203849902") == ["txn"]
    erase_household(world.office, other, "permintaan tertulis")
    world.rounds(2)
    assert holds(desk, "3604275203849902") == []
    world.settle()


def test_who_was_about_to_move_into_it_stays_where_the_office_has_them(world: World) -> None:
    seat = world.seat(0)
    mine, gone = work.ids(seat.desk, "household")[:2]
    ((person,),) = truth.ask(seat.desk, f"SELECT id FROM member WHERE household_id = '{mine}'")
    with seat.desk.write() as session:
        session.get_one(Member, person).household_id = gone
    erase_household(world.office, gone, "permintaan tertulis")
    world.answer(seat.desk_id)
    world.receive(seat, world.downs[-1][1])
    world.settle()
    for desk in (world.office, seat.desk, world.seat(1).desk):
        assert truth.ask(desk, f"SELECT household_id FROM member WHERE id = '{person}'") == [(mine,)]


def test_a_number_whose_letter_was_erased_is_not_given_again(world: World) -> None:
    home, desk = told(world), world.seat(2).desk
    day, place = desk.today(), "36.04.27"
    top_up(world.office, {desk.identity.code: [place]})
    world.rounds(2)
    with desk.write() as session:
        number = next_number(session, desk.identity.code, place, day)
        assert number is not None
        session.add(letter(desk.new_id(), home, day, number))
    world.rounds(2)
    erase_household(world.office, home, "permintaan tertulis")
    world.rounds(2)
    with desk.read() as session:
        again = next_number(session, desk.identity.code, place, day)
    assert again is not None
    assert (truth.ask(desk, "SELECT id FROM letter"), again.n) == ([], number.n + 1)
