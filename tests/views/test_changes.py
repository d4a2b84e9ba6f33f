"""What was changed, told act by act in a person's words."""

from datetime import timedelta

from helpers.desks import add_family
from pkh_desk.actions.people.household import edit_household
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.actions.upkeep.undo import undo_act
from pkh_desk.desk import Desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.views.upkeep.changes import FieldChange, changes


def test_an_edit_is_told_with_what_stood_there_before(desk: Desk) -> None:
    home = add_family(desk)
    edit_household(desk, home, {"address": "KP. SAWAH", "no_kk": "3604271406129902", "rt": "5"})
    edit, birth = changes(desk)
    assert (edit.author, edit.family, edit.own, edit.fate) == ("", "SARMUNAH", True, "belum")
    assert edit.records == (("Keluarga diubah", 1),)
    assert set(edit.changes) == {
        FieldChange("Keluarga", "Alamat", "KP. CIPARI", "KP. SAWAH"),
        FieldChange("Keluarga", "No KK", "3604********9901", "3604********9902"),
        FieldChange("Keluarga", "RT", "003", "5"),
    }
    assert birth.records == (("Keluarga baru", 1), ("Anggota baru", 1))
    assert (birth.edits, "household" in birth.added) == (False, True)


def test_an_undo_and_what_it_took_back_are_both_told(desk: Desk) -> None:
    home, other = add_family(desk), add_family(desk, "ENOK", "3604275203849902", "3604271406129902")
    visit = VisitFields(household_id=home, on=desk.today() - timedelta(1))
    save_visit(desk, VisitDraft(visit, []))
    undo_act(desk, changes(desk)[0].id)
    back, made, *_ = changes(desk, home)
    assert (back.takes_back, back.undone, back.records) == (True, False, (("Kunjungan dihapus", 1),))
    assert (made.takes_back, made.undone, made.records) == (False, True, (("Kunjungan baru", 1),))
    assert {act.family for act in changes(desk, other)} == {"ENOK"}


def test_an_act_on_many_families_is_one_entry(desk: Desk) -> None:
    homes = [add_family(desk, f"IBU {i}", f"360427520384991{i}", f"360427140612991{i}") for i in range(2)]
    with desk.write() as session:
        from pkh_desk.store.people.household import Household

        for home in homes:
            session.get(Household, home).address = "KP. BARU"
    (latest,) = changes(desk, limit=1)
    assert (latest.families, latest.family, latest.records) == (2, "", (("Keluarga diubah", 2),))
    assert len(latest.changes) == 2
