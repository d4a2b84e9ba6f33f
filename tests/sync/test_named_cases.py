"""The situations that others have written down, by their names, with what becomes of them here.

From ODK Central's offline entities (in order, interrupted, backwards, held, forced), dbsync's four conflict
kinds, geodiff's fixtures and QFieldCloud's staged deltas. Each says in a line where the outcome is better;
those already told in `test_merge_cases.py` are not told again.
"""

from itertools import permutations

import pytest
from machine import truth, work
from machine.world import World
from test_merge_cases import fates, put, shown

from helpers.desks import add_family
from pkh_desk.actions.business.product import add_product, move_stock
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.office.decide import decide
from pkh_desk.actions.people.household import edit_household
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.desk import Desk
from pkh_desk.domain.business import ProductFields
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.store.people.household import Household, Member
from pkh_desk.views.office.overview import conflicts
from pkh_desk.views.people.family import family


def stock_of(desk: Desk, home: str) -> int:
    (product,) = family(desk, home).products
    return product.stock


def three_files(world: World) -> str:
    """A family is recorded and edited; after each step laptop 2 makes a file, and nothing is answered."""
    desk = world.seat(2).desk
    home = add_family(desk, nik=None, no_kk=None)
    for address in ("KP. SATU", "KP. DUA", "KP. TIGA"):
        edit_household(desk, home, {"address": address})
        world.send(2)
    return home


# --- ODK Central, offline entities: create 1, update 2, update 3 in one branch


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_odk_a_branch_in_any_order(world: World, order: tuple[int, ...]) -> None:
    """In order, interrupted, backwards: a file holds all that is unconfirmed, so none waits for another."""
    home = three_files(world)
    for at in order:
        take_in(world.office, world.ups[at])
        assert [one.waiting for one in apply_inbox(world.office)] == [0]
    assert (shown(world.office, home), conflicts(world.office)) == ("KP. TIGA", [])
    world.settle()


def test_odk_a_branch_whose_beginning_never_arrives(world: World) -> None:
    """Held until a timer forces it there; here the last file alone is enough, and nothing is ever forced."""
    home = three_files(world)
    take_in(world.office, world.ups[-1])
    apply_inbox(world.office)
    assert shown(world.office, home) == "KP. TIGA"
    assert truth.unsent(world.seat(2).desk) == 4
    world.rounds(2)
    assert truth.unsent(world.seat(2).desk) == 0


def test_odk_an_online_update_between_two_offline_ones(world: World) -> None:
    """A soft conflict there, last write shown; here other fields are no conflict, the same one is asked."""
    desk, (home,) = world.seat(2).desk, work.ids(world.seat(2).desk, "household")
    edit_household(desk, home, {"address": "KP. SATU"})
    world.rounds(2)
    edit_household(world.office, home, {"address": "KP. KANTOR", "note": "dari kantor"})
    edit_household(desk, home, {"address": "KP. DUA", "rt": "004"})
    world.rounds(2)
    assert [(one.field, len(one.choices)) for one in conflicts(world.office)] == [("address", 2)]
    assert [shown(world.office, home, name) for name in ("note", "rt")] == ["dari kantor", "004"]


def test_odk_a_branch_that_goes_on_after_the_conflict_was_settled(world: World) -> None:
    """The mark is sticky there; here a decision ends it, and a later edit that saw it asks nothing."""
    desk, (home,) = world.seat(2).desk, work.ids(world.seat(2).desk, "household")
    edit_household(world.office, home, {"address": "KP. KANTOR"})
    edit_household(desk, home, {"address": "KP. SATU"})
    world.rounds(2)
    decide(world.office, conflicts(world.office)[0].id, "KP. KANTOR")
    world.rounds(2)
    edit_household(desk, home, {"address": "KP. DUA"})
    world.rounds(2)
    assert (conflicts(world.office), shown(world.office, home)) == ([], "KP. DUA")


def test_odk_a_branch_that_did_not_know_of_the_decision(world: World) -> None:
    """After force it crashes there or is flagged wrongly; here it is asked once more."""
    desk, (home,) = world.seat(2).desk, work.ids(world.seat(2).desk, "household")
    edit_household(world.office, home, {"address": "KP. KANTOR"})
    edit_household(desk, home, {"address": "KP. SATU"})
    world.rounds(2)
    edit_household(desk, home, {"address": "KP. DUA"})
    decide(world.office, conflicts(world.office)[0].id, "KP. KANTOR")
    world.rounds(2)
    (question,) = conflicts(world.office)
    assert {choice.value for choice in question.choices} == {"KP. KANTOR", "KP. DUA"}


def test_odk_a_create_that_comes_twice(world: World) -> None:
    """An error there; here the same file, and the same txns in another file, change nothing."""
    desk = world.seat(2).desk
    home = add_family(desk, nik=None, no_kk=None)
    first, second = world.send(2), world.send(2)
    for path in (first, second, first):
        take_in(world.office, path)
        apply_inbox(world.office)
    ((count,),) = truth.ask(world.office, f"SELECT count(*) FROM household WHERE id = '{home}'")
    assert count == 1
    world.settle()


def test_an_office_that_knew_of_the_deletion_asks_nothing_by_writing_on(world: World) -> None:
    """A question about another field is decided on a family that is deleted: it stays deleted."""
    (home,) = work.ids(world.seat(2).desk, "household")
    edit_household(world.office, home, {"address": "KP. KANTOR"})
    edit_household(world.seat(2).desk, home, {"address": "KP. SATU"})
    put(world.seat(2).desk, home, deleted=True)
    world.rounds(2)
    (question,) = conflicts(world.office)
    decide(world.office, question.id, "KP. SATU")
    world.rounds(2)
    assert (conflicts(world.office), shown(world.office, home, "deleted")) == ([], 1)


# --- dbsync: direct, dependency, reversed dependency, insert


def test_dbsync_direct_conflict_update_against_delete(world: World) -> None:
    """Delete loses there in silence; here the record is back at once and a person is asked."""
    (home,) = work.ids(world.seat(0).desk, "household")[:1]
    put(world.seat(0).desk, home, deleted=True)
    world.tick()
    put(world.seat(1).desk, home, note="masih ada")
    world.rounds(0, 1, 0)
    assert shown(world.office, home, "deleted") == 0
    assert [one.field for one in conflicts(world.office)] == ["deleted"]
    assert fates(world.seat(0))[-1] == "menunggu"


def test_dbsync_dependency_conflict_child_of_a_deleted_parent(world: World) -> None:
    """The child is dropped or the merge stops there; here the family is back and asked about."""
    (home,) = work.ids(world.seat(0).desk, "household")[:1]
    put(world.seat(0).desk, home, deleted=True)
    world.tick()
    desk = world.seat(1).desk
    visit = save_visit(desk, VisitDraft(VisitFields(household_id=home, on=desk.today(), note="ditemui")))
    for seats in ((0, 1), (1, 0)):
        world.rounds(*seats)
    assert shown(world.office, home, "deleted") == 0
    assert [one.field for one in conflicts(world.office)] == ["deleted"]
    assert len(truth.ask(world.office, f"SELECT 1 FROM visit WHERE household_id = '{home}'")) == 1, visit
    decide(world.office, conflicts(world.office)[0].id, "ya")
    world.settle()
    assert {shown(seat.desk, home, "deleted") for seat in world.seats[:2]} == {1}


def test_dbsync_reversed_dependency_conflict_parent_deleted_after_the_child_arrived(world: World) -> None:
    """The same two acts in the other order end the same; a deletion that knew of the child simply stands."""
    (home,) = work.ids(world.seat(0).desk, "household")[:1]
    desk = world.seat(1).desk
    save_visit(desk, VisitDraft(VisitFields(household_id=home, on=desk.today(), note="ditemui")))
    world.rounds(1, 0)
    put(world.seat(0).desk, home, deleted=True)
    world.rounds(0, 1)
    assert (shown(world.office, home, "deleted"), conflicts(world.office)) == (1, [])


def test_dbsync_insert_conflict_one_key_on_two_nodes(world: World) -> None:
    """Integer keys collide there; here ids are the author's, and both rows are there."""
    homes = {add_family(world.seat(i).desk, f"IBU {i}", nik=None, no_kk=None) for i in (0, 1, 2)}
    world.rounds(0, 1, 2)
    assert homes <= set(work.ids(world.office, "household"))
    assert conflicts(world.office) == []


def test_dbsync_a_unique_number_on_two_nodes(world: World) -> None:
    """A TODO there, and geodiff aborts; here it is a question, and nothing else waits for it."""
    for i in (0, 2):
        add_family(world.seat(i).desk, f"IBU {i}", nik="3604275203849977", no_kk=None)
    world.rounds(0, 2)
    assert [one.kind for one in conflicts(world.office)] == ["nik"]
    assert all(truth.unsent(world.seat(i).desk) == 0 for i in (0, 2))


# --- geodiff's fixtures, and what was measured with them


def test_geodiff_2_inserts(world: World) -> None:
    """0 conflicts there and here."""
    for i in (0, 1):
        add_family(world.seat(i).desk, f"IBU {i}", nik=None, no_kk=None)
    world.rounds(0, 1)
    assert conflicts(world.office) == []


@pytest.mark.parametrize(("fields", "asked"), [(("note", "note"), 1), (("note", "rt"), 0)])
def test_geodiff_2_updates(world: World, fields: tuple[str, str], asked: int) -> None:
    """1 conflict where both wrote one field, as there; 0 where they wrote two."""
    (home,) = work.ids(world.seat(0).desk, "household")[:1]
    for i, (name, value) in enumerate(zip(fields, ("001", "002"), strict=True)):
        put(world.seat(i).desk, home, **{name: value})
    world.rounds(0, 1)
    assert len(conflicts(world.office)) == asked


def test_geodiff_2_deletes(world: World) -> None:
    """0 conflicts there and here."""
    (home,) = work.ids(world.seat(0).desk, "household")[:1]
    for i in (0, 1):
        put(world.seat(i).desk, home, deleted=True)
    world.rounds(0, 1)
    assert (conflicts(world.office), shown(world.office, home, "deleted")) == ([], 1)


@pytest.mark.parametrize("first", [0, 1])
def test_geodiff_delete_update_and_update_delete(world: World, first: int) -> None:
    """There the edit is lost, and in one of the two orders unreported; here both orders keep it and ask."""
    (home,) = work.ids(world.seat(0).desk, "household")[:1]
    put(world.seat(0).desk, home, deleted=True)
    world.tick()
    put(world.seat(1).desk, home, note="masih ada")
    world.rounds(first, 1 - first)
    assert (shown(world.office, home, "deleted"), shown(world.office, home, "note")) == (0, "masih ada")
    assert [one.field for one in conflicts(world.office)] == ["deleted"]


@pytest.mark.parametrize("sold", [(3, 4), (3, 3)])
def test_geodiff_two_laptops_sell_of_one_stock(world: World, sold: tuple[int, int]) -> None:
    """A sale is lost there, in the second case without a conflict; stock here is the sum of movements."""
    home = work.ids(world.seat(0).desk, "household")[0]
    fields = ProductFields(household_id=home, name="Telur asin", unit="butir")
    product = add_product(world.seat(0).desk, fields)
    move_stock(world.seat(0).desk, product, "masuk", 10)
    world.rounds(0, 1)
    for i in (0, 1):
        move_stock(world.seat(i).desk, product, "keluar", sold[i])
    world.rounds(0, 1, 0)
    desks = (world.office, world.seat(0).desk, world.seat(1).desk)
    assert [stock_of(desk, home) for desk in desks] == [10 - sum(sold)] * 3
    assert conflicts(world.office) == []


def test_geodiff_a_member_added_under_a_family_that_the_other_side_deleted(world: World) -> None:
    """A foreign-key error aborts the whole rebase there; here the rest applies and the family is back."""
    (home,) = work.ids(world.seat(0).desk, "household")[:1]
    put(world.seat(0).desk, home, deleted=True)
    world.tick()
    desk = world.seat(1).desk
    with desk.write() as session:
        session.add(Member(id=desk.new_id(), household_id=home, name="AISAH"))
    world.rounds(0, 1)
    assert [member.name for member in family(world.office, home).members][-1] == "AISAH"
    assert [one.field for one in conflicts(world.office)] == ["deleted"]


# --- QFieldCloud: deltas in stages, one of which fails


def test_qfieldcloud_a_delta_that_fails_among_others(world: World) -> None:
    """It failed on the server and nobody was told; here the rest applies and its author hears the reason."""
    desk, (home,) = world.seat(2).desk, work.ids(world.seat(2).desk, "household")
    edit_household(desk, home, {"address": "KP. SATU"})
    with desk.write() as session:
        session.get_one(Household, home).no_peserta = "9901"
    edit_household(desk, home, {"note": "sesudahnya"})
    world.rounds(2)
    assert fates(world.seat(2))[-3:] == ["diterima", "ditolak", "diterima"]
    reasons = truth.ask(desk, "SELECT fate_reason FROM txn WHERE fate = 'ditolak'")
    assert reasons == [("isian no_peserta hanya diubah kantor",)]
    assert [shown(world.office, home, name) for name in ("address", "note")] == ["KP. SATU", "sesudahnya"]


def test_qfieldcloud_the_same_delta_from_a_restored_device(world: World) -> None:
    """A new stream after a restore: what was confirmed is not doubled, what was not is sent again."""
    seat = world.seat(2)
    world.check_seat(seat)
    world.copy_home(2)
    home = add_family(seat.desk, nik=None, no_kk=None)
    world.check_seat(seat)
    send(seat.desk, world.folder)
    world.roll_back(2)
    again = add_family(world.seat(2).desk, nik=None, no_kk=None)
    world.rounds(2)
    world.settle()
    assert {home, again} & set(work.ids(world.office, "household")) == {again}
