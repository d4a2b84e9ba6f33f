"""Two families that are one: the office merges them, a laptop asks the office to; all of it can be undone."""

import pytest
from machine import truth
from machine.world import World
from test_merge_cases import fates

from helpers.desks import add_family
from pkh_desk.actions.office.decide import decide
from pkh_desk.actions.people.erase import erase_household
from pkh_desk.actions.people.merge import say_same
from pkh_desk.actions.upkeep.undo import undo_last
from pkh_desk.desk import Desk
from pkh_desk.errors import InvalidInput
from pkh_desk.store.log.packed import unpack
from pkh_desk.store.people.petugas import MergeProposal
from pkh_desk.views.office.decision import decision, decision_rows
from pkh_desk.views.office.overview import conflicts
from pkh_desk.views.people.same import same_family
from pkh_desk.views.upkeep.records import family_records


def names(desk: Desk) -> set[str]:
    return {record.name for record in family_records(desk)} & {"ROHANNAH", "ROHANAH"}


def bodies(desk: Desk) -> list[str]:
    return [unpack(row[0]) for row in truth.ask(desk, "SELECT body FROM txn")]


def two_families(desk: Desk) -> tuple[str, str]:
    older = add_family(desk, "ROHANNAH", "3604275203849988", None)
    return older, add_family(desk, "ROHANAH", "3604275203849977", "3604271406129977")


def test_a_laptop_proposes_and_the_office_merges(world: World) -> None:
    seat = world.seat(0)
    older, younger = two_families(seat.desk)
    (likely,) = same_family(seat.desk, younger).likely
    assert (likely.id, likely.score, "desa sama" in likely.reasons) == (older, 100, True)
    say_same(seat.desk, younger, older, "satu rumah, ejaan lain")
    (asked,) = same_family(seat.desk, older).proposals
    assert (asked.other_id, asked.answer) == (younger, "")
    assert same_family(seat.desk, younger).likely == ()
    world.rounds(0)
    assert (names(world.office), fates(seat)[-1]) == ({"ROHANNAH", "ROHANAH"}, "menunggu")
    (row,) = decision_rows(world.office)
    question = decision(world.office, row.id)
    assert question is not None
    assert [option.value for option in question.options] == ["gabung", "beda"]
    assert "ROHANNAH" in question.options[0].words
    assert question.options[0].note == "satu rumah, ejaan lain"
    decide(world.office, row.id, "gabung")
    assert (names(world.office), {one.kind for one in conflicts(world.office)}) == ({"ROHANNAH"}, {"twin"})
    world.rounds(0)
    assert (names(seat.desk), fates(seat)[-1]) == ({"ROHANNAH"}, "diterima")
    undo_last(world.office)
    assert [one.kind for one in conflicts(world.office)] == ["same"]
    world.rounds(0)
    assert names(seat.desk) == {"ROHANNAH", "ROHANAH"}


def test_what_the_office_finds_to_be_two_stays_two_and_is_not_asked_again(world: World) -> None:
    seat = world.seat(0)
    older, younger = two_families(seat.desk)
    say_same(seat.desk, older, younger)
    world.rounds(0)
    decide(world.office, conflicts(world.office)[0].id, "beda", "dua orang, sudah dicek")
    world.rounds(0)
    assert (conflicts(world.office), names(seat.desk)) == ([], {"ROHANNAH", "ROHANAH"})
    assert [one.answer for one in same_family(seat.desk, younger).proposals] == ["beda"]
    with pytest.raises(InvalidInput):
        say_same(seat.desk, older, younger)
    # To take the answered proposal back and make it anew asks nobody.
    undo_last(seat.desk)
    world.rounds(0)
    with pytest.raises(InvalidInput):
        say_same(seat.desk, older, younger)
    say_same(world.office, older, younger)
    world.rounds(0)
    assert names(seat.desk) == {"ROHANNAH"}


def test_a_proposal_can_be_taken_back_before_and_after_it_is_sent(world: World) -> None:
    seat = world.seat(0)
    older, younger = two_families(seat.desk)
    for sent in (False, True):
        say_same(seat.desk, older, younger)
        if sent:
            world.rounds(0)
            assert len(conflicts(world.office)) == 1
        undo_last(seat.desk)
        assert same_family(seat.desk, older).proposals == ()
        world.rounds(0)
        assert conflicts(world.office) == []


def test_a_laptop_can_neither_link_nor_answer_by_itself(world: World) -> None:
    seat = world.seat(0)
    older, younger = two_families(seat.desk)
    say_same(seat.desk, older, younger)
    with seat.desk.write() as session:
        (row,) = truth.ask(seat.desk, "SELECT id FROM merge_proposal")
        session.get_one(MergeProposal, row[0]).answer = "gabung"
    world.rounds(0)
    assert truth.ask(world.office, "SELECT answer FROM merge_proposal") == [("",)]
    assert fates(seat)[-1] == "ditolak"
    with pytest.raises(InvalidInput):
        say_same(seat.desk, older, older)


def test_the_office_merges_at_once_and_takes_it_back(world: World) -> None:
    world.rounds(0)
    older, younger = two_families(world.office)
    say_same(world.office, younger, older)
    assert names(world.office) == {"ROHANNAH"}
    with pytest.raises(InvalidInput):
        say_same(world.office, younger, older)
    undo_last(world.office)
    assert names(world.office) == {"ROHANNAH", "ROHANAH"}


def test_of_an_erased_family_nothing_is_left_that_was_said_of_its_being_another(world: World) -> None:
    seat = world.seat(0)
    older, younger = two_families(seat.desk)
    third = add_family(seat.desk, "ROHANAAH", "3604275203849966", None)
    say_same(seat.desk, older, younger, "Bu Rohanah tetangga saya")
    world.rounds(0)
    erase_household(world.office, younger, "Diminta keluarga")
    assert conflicts(world.office) == []
    say_same(seat.desk, third, younger, "Bu Rohanah juga")
    world.rounds(0)
    for desk in (world.office, seat.desk):
        assert truth.ask(desk, "SELECT id FROM merge_proposal") == []
        assert all("tetangga" not in str(row) and "Rohanah juga" not in str(row) for row in bodies(desk))
    assert conflicts(world.office) == []
