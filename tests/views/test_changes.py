"""What was changed, told act by act in a person's words."""

import random
from datetime import timedelta

from helpers.desks import add_family
from pkh_desk.actions.people.household import edit_household
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.actions.upkeep.undo import undo_act
from pkh_desk.desk import Desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.views.upkeep.changes import _BACKWARDS, FieldChange, _heads, changes


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
    assert (birth.edited, "household" in birth.added) == (frozenset(), True)


def test_an_undo_and_what_it_took_back_are_both_told(desk: Desk) -> None:
    home, other = add_family(desk), add_family(desk, "ENOK", "3604275203849902", "3604271406129902")
    visit = VisitFields(household_id=home, on=desk.today() - timedelta(1))
    save_visit(desk, VisitDraft(visit, []))
    undo_act(desk, changes(desk)[0].id)
    back, made, *_ = changes(desk, home)
    assert (back.takes_back, back.undone, back.records) == (True, False, (("Kunjungan dihapus", 1),))
    assert (made.takes_back, made.undone, made.records) == (False, True, (("Kunjungan baru", 1),))
    assert {act.family for act in changes(desk, other)} == {"ENOK"}


def test_the_latest_acts_are_found_from_the_end_of_the_log(desk: Desk) -> None:
    chance = random.Random(7)
    names = "id, stream, n, h, seen_at, author, act, subject_kind, subject_id, household_id, body, own, fate"
    rows = [
        (f"t{n}", "s", n, chance.randrange(400), 0, "a", f"act{chance.randrange(60)}", "household", "h",
         chance.choice([None, "h1", "h2", "h3"]), b"{}", True, "belum", "", 0)
        for n in range(300)
    ]  # fmt: skip
    with desk.keep() as session:
        connection = session.connection()
        marks = ",".join("?" * len(rows[0]))
        connection.exec_driver_sql(f"INSERT INTO txn({names}, fate_reason, change) VALUES ({marks})", rows)
        every = connection.exec_driver_sql(
            "SELECT act, max(h) AS at, count(DISTINCT household_id) FROM txn GROUP BY act ORDER BY at DESC"
        ).fetchall()
        for limit in (1, 25, 500):
            found = list(_heads(connection, [], limit).values())
            assert [row[1] for row in found] == [row[1] for row in every[:limit]]
            assert set(found) <= set(map(tuple, every))
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {_BACKWARDS}").fetchall()
    assert [row[3] for row in plan] == ["SCAN txn USING INDEX ix_txn_h"]


def test_an_act_on_many_families_is_one_entry(desk: Desk) -> None:
    homes = [add_family(desk, f"IBU {i}", f"360427520384991{i}", f"360427140612991{i}") for i in range(2)]
    with desk.write() as session:
        from pkh_desk.store.people.household import Household

        for home in homes:
            session.get(Household, home).address = "KP. BARU"
    (latest,) = changes(desk, limit=1)
    assert (latest.families, latest.family, latest.records) == (2, "", (("Keluarga diubah", 2),))
    assert len(latest.changes) == 2
