"""What was handed over stays readable for 30 days after the last word on it, then leaves."""

import pytest
from machine import truth, work
from machine.world import DAY, World

from pkh_desk.actions.business.product import add_product
from pkh_desk.actions.people.household import edit_household
from pkh_desk.actions.upkeep.backup import back_up
from pkh_desk.actions.upkeep.undo import undo_act, undo_last
from pkh_desk.domain.business import ProductFields
from pkh_desk.errors import CannotUndo, HandedOver
from pkh_desk.store.people.petugas import Alias
from pkh_desk.views.people.families import family_ids


def give_away(world: World) -> str:
    """Hand the family of laptop 2 over to the other pendamping, and let the laptop hear of it."""
    seat = world.seat(2)
    (home,) = work.ids(seat.desk, "household")
    add_product(seat.desk, ProductFields(household_id=home, name="Telur asin", unit="butir"))
    world.round(2, lose=1)
    other = truth.pendamping_of(world.office, world.seat(0).desk_id)[0]
    edit_household(world.office, home, {"pendamping": other})
    world.round(2, lose=1)
    return home


def wait(world: World, days: int) -> None:
    world.now += days * DAY
    world.round(2, lose=1)


def test_a_family_leaves_with_everything_after_thirty_days(world: World) -> None:
    desk = world.seat(2).desk
    wrote = truth.own_txns(desk)
    home = give_away(world)
    wait(world, 29)
    assert family_ids(desk) == family_ids(desk, "telur") == [home]
    with pytest.raises(HandedOver):
        edit_household(desk, home, {"address": "KP. PASIR"})
    wait(world, 2)
    assert family_ids(desk) == family_ids(desk, "telur") == []
    for table in ("household", "member", "product", "handed_over"):
        assert truth.ask(desk, f"SELECT 1 FROM {table}") == [], table
    assert wrote <= truth.own_txns(desk)
    world.settle()


def test_of_a_family_given_away_only_unsent_work_is_taken_back(
    world: World,
) -> None:
    desk = world.seat(2).desk
    home = work.ids(desk, "household")[0]
    edit_household(desk, home, {"address": "KP. PASIR"})
    world.round(2, lose=1)
    edit_household(desk, home, {"address": "KP. SAWAH"})
    other = truth.pendamping_of(world.office, world.seat(0).desk_id)[0]
    edit_household(world.office, home, {"pendamping": other})
    world.answer(world.seat(2).desk_id)
    world.receive(world.seat(2), world.downs[-1][1])
    assert undo_last(desk).records == 1
    with pytest.raises(CannotUndo, match="sudah diserahkan"):
        undo_last(desk)
    world.settle()
    assert truth.ask(world.office, "SELECT address FROM household WHERE address LIKE 'KP. PASIR'")


def test_the_days_count_from_the_last_confirmation(world: World) -> None:
    desk = world.seat(2).desk
    (home,) = work.ids(desk, "household")
    edit_household(desk, home, {"note": "belum terkirim"})
    held = world.send(2)
    other = truth.pendamping_of(world.office, world.seat(0).desk_id)[0]
    edit_household(world.office, home, {"pendamping": other})
    world.answer(world.seat(2).desk_id)
    world.receive(world.seat(2), world.downs[-1][1])
    world.now += 40 * DAY
    back_up(desk)
    assert family_ids(desk) == [home], "unsent work is never swept"
    world.deliver_up(world.ups[::-1].index(held), 1)
    world.apply()
    wait(world, 0)
    wait(world, 20)
    assert family_ids(desk) == [home]
    world.now += 11 * DAY
    back_up(desk)
    assert family_ids(desk) == []


def test_a_family_that_comes_back_is_whole_again(world: World) -> None:
    desk = world.seat(2).desk
    home = give_away(world)
    wait(world, 31)
    mine = truth.pendamping_of(world.office, world.seat(2).desk_id)[0]
    edit_household(world.office, home, {"pendamping": mine})
    wait(world, 0)
    assert family_ids(desk, "telur") == [home]
    edit_household(desk, home, {"address": "KP. PASIR"})
    world.settle()


def test_a_merged_family_leaves_and_the_merging_itself_stays(world: World) -> None:
    """An alias is the whole district's; taking it away with the family would count as a difference."""
    desk = world.seat(2).desk
    home = give_away(world)
    with world.office.write() as session:
        session.add(Alias(id="a" * 32, kind="household", from_id="b" * 32, to_id=home, household_id=home))
    wait(world, 31)
    assert (family_ids(desk), truth.ask(desk, "SELECT id FROM alias WHERE kind = 'household'")) == (
        [],
        [("a" * 32,)],
    )
    world.settle()


def test_an_act_on_what_left_is_not_taken_back_and_says_why(world: World) -> None:
    desk = world.seat(2).desk
    home = work.ids(desk, "household")[0]
    edit_household(desk, home, {"address": "KP. PASIR"})
    act = truth.ask(desk, "SELECT act FROM txn WHERE own ORDER BY h DESC LIMIT 1")[0][0]
    give_away(world)
    wait(world, 31)
    with pytest.raises(CannotUndo, match="tidak ada lagi di sini"):
        undo_act(desk, act)
