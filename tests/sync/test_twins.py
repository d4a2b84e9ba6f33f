"""One family that two desks recorded: linked, each difference asked, one to look at, and parted again."""

from machine import truth, work
from machine.world import World

from helpers.desks import add_family
from pkh_desk.actions.office.decide import decide
from pkh_desk.actions.people.household import edit_household
from pkh_desk.actions.upkeep.undo import undo_act, undo_last
from pkh_desk.store.people.household import Member
from pkh_desk.store.people.petugas import Alias
from pkh_desk.sync.merging.twins import elders
from pkh_desk.views.office.overview import conflicts
from pkh_desk.views.people.family import family
from pkh_desk.views.people.find import find_family


def test_a_family_recorded_twice_is_linked_and_can_be_parted(world: World) -> None:
    first = add_family(world.seat(0).desk, nik="3604275203849977", no_kk="3604271406129977", name="NUR'AENI")
    world.tick()
    second = add_family(world.seat(2).desk, nik="3604275203849977", no_kk="3604271406129977", name="NUR AENI")
    world.rounds(2, 0)
    (question,) = conflicts(world.office)
    assert (question.kind, [one.value for one in question.choices]) == ("twin", ["NUR'AENI", "NUR AENI"])
    decide(world.office, question.id, "NUR AENI")
    assert conflicts(world.office) == []
    assert family(world.office, second).name == "NUR AENI"
    undo_last(world.office)
    assert [one.kind for one in conflicts(world.office)] == ["twin"]
    assert find_family(world.office, "3604275203849977") == first
    world.settle()
    assert truth.ask(world.seat(2).desk, "SELECT from_id, to_id FROM alias WHERE kind = 'household'") == [
        (second, first)
    ]
    ((link,),) = truth.ask(
        world.office,
        "SELECT t.act FROM alias a JOIN txn t ON t.id = a.base_txn WHERE t.own AND a.kind = 'household'",
    )
    undo_act(world.office, link)
    assert [question.kind for question in conflicts(world.office)] == ["nik"]
    edit_household(world.seat(0).desk, first, {"note": "rumah panggung"})
    world.rounds(0)
    assert [question.kind for question in conflicts(world.office)] == ["nik"]


def test_twins_of_twins_lead_to_the_oldest(world: World) -> None:
    links = {"c": "b", "b": "a", "y": "x", "w": "x"}
    with world.office.write() as session:
        session.add_all(Alias(id=f, kind="household", from_id=f, to_id=t) for f, t in links.items())
    with world.office.read() as session:
        found = elders(session.connection(), ["a", "b", "c", "y", "w", "z"])
    assert found == {"a": "a", "b": "a", "c": "a", "y": "x", "w": "x", "z": "z"}


def test_a_doubled_nik_is_asked_until_one_is_corrected(world: World) -> None:
    second = world.seat(2)
    add_family(second.desk, nik="3604275203849900", no_kk="3604271406129977")
    world.rounds(2)
    assert [question.kind for question in conflicts(world.office)] == ["nik"]
    home = work.ids(second.desk, "household")[-1]
    edit_household(second.desk, home, {"nik": "3604275203849977"})
    world.rounds(2)
    assert conflicts(world.office) == []


def test_who_leaves_a_twin_leaves_no_question_behind(world: World) -> None:
    add_family(world.seat(0).desk, nik="3604275203849977", no_kk="3604271406129977", name="NUR'AENI")
    world.tick()
    second = add_family(world.seat(2).desk, nik="3604275203849977", no_kk="3604271406129977", name="NURAENI")
    world.rounds(2, 0)
    assert [question.kind for question in conflicts(world.office)] == ["twin"]
    ((person,),) = truth.ask(world.office, f"SELECT id FROM member WHERE household_id = '{second}'")
    with world.office.write() as session:
        session.get_one(Member, person).household_id = work.ids(world.office, "household")[0]
    assert [question.kind for question in conflicts(world.office)] == ["nik"]
