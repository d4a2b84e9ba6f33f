"""What an answer carries: all since the laptop's cursor and nothing older; whole again when one got lost."""

from pathlib import Path
from typing import Any

import pytest
from machine import truth, work
from machine.world import DAY, SeatClock, World

from helpers.desks import add_family
from pkh_desk.actions.exchange import office_answer as answering
from pkh_desk.actions.exchange import receive as receiving
from pkh_desk.actions.exchange.inbox import take_in
from pkh_desk.actions.exchange.office_answer import answer
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.people.household import edit_household
from pkh_desk.desk import begin_stream
from pkh_desk.store.exchange import KnownDesk
from pkh_desk.store.local import put_setting
from pkh_desk.sync.answering.answer import Line, answer_lines


def lines_for(world: World, i: int, since: int) -> list[Line]:
    """Return the lines of an answer to a laptop that has everything up to `since`."""
    with world.office.read() as session:
        laptop = session.get_one(KnownDesk, world.seat(i).desk_id)
        return list(answer_lines(session.connection(), laptop.id, laptop.petugas_id or "", since, [], []))


def confirmations(lines: list[Line]) -> int:
    """Count the lines that confirm txns."""
    return sum(line[0] in ("tip", "ack", "fate") for line in lines)


def test_an_answer_does_not_grow_with_what_was_confirmed_before(world: World) -> None:
    seat = world.seat(2)
    (home,) = work.ids(seat.desk, "household")
    for month in range(6):
        edit_household(seat.desk, home, {"note": f"bulan {month}"})
        world.rounds(2)
    world.rounds(2)
    cursor = truth.setting(seat.desk, "cursor")
    assert confirmations(lines_for(world, 2, cursor)) == 1
    assert confirmations(lines_for(world, 2, 0)) > 6


def test_what_a_lost_answer_confirmed_the_next_one_confirms_again(world: World) -> None:
    seat = world.seat(2)
    for k in range(3):
        add_family(seat.desk, nik=None, no_kk=None)
        world.tick()
        world.round(2, lose=0 if k < 2 else 1)
    assert truth.unsent(seat.desk) == 0


def test_an_office_put_back_notices_though_it_took_in_more_since(world: World) -> None:
    """The copy's change numbers have overtaken what the laptop saw; the answer it used tells them apart."""
    lost = world.seat(2)
    world.copy_office()
    home = add_family(lost.desk, nik=None, no_kk=None)
    world.rounds(2, 2)
    world.roll_back_office()
    while truth.setting(world.office, "change") <= truth.setting(lost.desk, "cursor"):
        edit_household(world.office, work.ids(world.office, "household")[0], {"note": f"{world.now}"})
        world.tick()
    world.rounds(0)
    world.settle()
    assert truth.ask(world.office, f"SELECT id FROM household WHERE id = '{home}'") == [(home,)]


def test_what_is_only_stored_is_not_confirmed(world: World) -> None:
    desk = world.seat(2).desk
    add_family(desk, nik=None, no_kk=None)
    take_in(world.office, world.send(2))
    world.answer(world.seat(2).desk_id)
    world.receive(world.seat(2), world.downs[-1][1])
    assert truth.ask(desk, "SELECT fate FROM txn WHERE own ORDER BY h DESC LIMIT 1") == [("sampai",)]
    world.rounds(2)
    assert truth.unsent(desk) == 0


def test_a_copy_made_before_the_answer_hears_of_what_both_had_written(world: World) -> None:
    seat = world.seat(2)
    add_family(seat.desk, nik=None, no_kk=None)
    world.check_seat(seat)
    world.copy_home(2)
    world.rounds(2, 2)
    edit_household(seat.desk, work.ids(seat.desk, "household")[0], {"note": "sesudah salinan"})
    world.rounds(2)
    world.roll_back(2)
    assert truth.unsent(world.seat(2).desk) > 0
    take_in(world.office, world.send(2))
    world.apply()
    world.settle()
    assert truth.unsent(world.seat(2).desk) == 0


def test_the_same_answer_in_two_windows_at_once_is_used_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = world.seat(2).desk
    edit_household(world.office, work.ids(desk, "household")[0], {"address": "KP. PASIR"})
    world.answer(desk.identity.desk_id)
    path = world.downs[-1][1]
    others: list[bool] = []

    def another_window(*_told: object) -> None:
        if not others:
            others.append(True)
            others[0] = receive(desk, path).again

    monkeypatch.setattr(receiving, "back_up_before", another_window)
    assert receive(desk, path).again
    assert others == [False]


def test_two_windows_that_answer_at_once_give_no_two_files_one_name(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, others = answering.write_bundle, []

    def another_window(*args: Any) -> Any:
        if not others:
            others.append(None)
            others[:] = answer(world.office, tmp_path)
        return write(*args)

    monkeypatch.setattr(answering, "write_bundle", another_window)
    made = [*answer(world.office, tmp_path), *others]
    assert len(made) == len({one.path for one in made}) == 6


def test_an_office_whose_clock_ran_ahead_and_that_was_put_back_is_heard_again(world: World) -> None:
    desk = world.seat(2).desk
    (home,) = work.ids(desk, "household")
    world.copy_office()
    assert isinstance(world.office.clock, SeatClock)
    world.office.clock.skew = 9000 * DAY
    begin_stream(world.office)
    world.rounds(2)
    ahead = truth.setting(desk, "epoch")
    world.roll_back_office()
    edit_household(world.office, home, {"address": "KP. PASIR"})
    world.rounds(2, 2)
    assert truth.setting(desk, "epoch") == truth.setting(world.office, "epoch") > ahead
    assert truth.ask(desk, "SELECT address FROM household") == [("KP. PASIR",)]


@pytest.mark.parametrize("lie", ["zzz", "9" * 15 + "-" + "f" * 32, "\u0663" * 15 + "-" + "f" * 32])
def test_an_epoch_that_no_office_can_have_is_not_believed(world: World, lie: str) -> None:
    with world.seat(2).desk.keep() as session:
        put_setting(session, "epoch", lie)
    before = truth.setting(world.office, "epoch")
    take_in(world.office, world.send(2))
    world.apply()
    assert truth.setting(world.office, "epoch") == before
