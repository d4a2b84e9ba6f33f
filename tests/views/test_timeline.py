"""The timeline of a family names what was changed, and says of what was taken back that it was."""

from helpers.desks import add_family
from pkh_desk.actions.people.household import edit_household
from pkh_desk.actions.upkeep.undo import redo_last, undo_last
from pkh_desk.desk import Desk
from pkh_desk.store.people.household import Member
from pkh_desk.views.people.timeline import timeline


def said(desk: Desk, home: str) -> list[tuple[str, str]]:
    """Return titles and details, newest first."""
    return [(item.title, item.detail) for item in timeline(desk, home)]


def test_changed_fields_are_named(desk: Desk) -> None:
    home = add_family(desk)
    edit_household(desk, home, {"address": "KP BARU"})
    assert said(desk, home) == [("Data keluarga diubah", "Alamat"), ("Keluarga dicatat", "")]


def test_somebody_who_leaves_is_not_the_family_that_goes(desk: Desk) -> None:
    home = add_family(desk)
    with desk.write(subject=("household", home)) as session:
        session.add(person := Member(id=desk.new_id(), household_id=home, name="UDIN"))
    with desk.write(subject=("household", home)) as session:
        session.get_one(Member, person.id).deleted = True
    assert said(desk, home)[0] == ("Data keluarga diubah", "Anggota")


def test_a_family_that_was_taken_back_and_came_again_says_so(desk: Desk) -> None:
    home = add_family(desk)
    undo_last(desk)
    redo_last(desk)
    assert said(desk, home) == [
        ("Data keluarga dicatat lagi", ""),
        ("Data keluarga ditarik kembali", ""),
        ("Keluarga dicatat", ""),
    ]
