"""The list of families: its order is that of the folded names, and every filter of it has an index."""

from datetime import timedelta

import pytest

from helpers.desks import add_family
from pkh_desk.actions.people.household import edit_household
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.desk import Desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.domain.text import fold
from pkh_desk.store import search
from pkh_desk.store.people.household import Household, Member
from pkh_desk.views.people.families import CHIPS, chip_counts, family_ids, family_rows, listing_sql
from pkh_desk.views.people.today import VISITS, today

NAMES = ("SITI AMINAH", "Siti", "st. maemunah", "NUR'AENI", "NURA", "Nur Zahra", "Élok", "", "AAN", "siti")


def listed(desk: Desk, query: str = "", **how: str) -> list[str]:
    return [row.name for row in family_rows(desk, family_ids(desk, query, **how))]


def test_families_are_in_the_order_of_their_folded_names_and_the_nameless_last(desk: Desk) -> None:
    for name in NAMES:
        add_family(desk, name, nik=None, no_kk=None)
    names = listed(desk)
    assert names[-1] == "(tanpa nama)"
    assert [fold(name) for name in names[:-1]] == sorted(fold(name) for name in NAMES if name)
    assert [fold(name) for name in listed(desk, "siti")] == ["siti", "siti", "siti aminah"]


def test_the_order_follows_a_new_name_another_pengurus_and_a_rebuild(desk: Desk) -> None:
    homes = [add_family(desk, name, nik=None, no_kk=None) for name in ("AAN", "BAIHAQI", "CUCUN")]
    with desk.write() as session:
        pengurus = session.get(Member, session.get(Household, homes[0]).pengurus_id)
        pengurus.name = "DEDEH"
        other = Member(id=desk.new_id(), household_id=homes[2], name="AISAH")
        session.add(other)
        session.get(Household, homes[2]).pengurus_id = other.id
    assert listed(desk) == ["AISAH", "BAIHAQI", "DEDEH"]
    with desk.keep() as session:
        search.rebuild(session.connection(), lambda done, total: None)
    assert listed(desk) == ["AISAH", "BAIHAQI", "DEDEH"]


def test_within_one_desa_or_day_the_order_is_by_name(desk: Desk) -> None:
    places = {"CUCUN": "36.04.27.2001", "BAIHAQI": "36.04.27.2007", "AAN": "36.04.27.2007"}
    homes = {name: add_family(desk, name, None, None, desa_code=code) for name, code in places.items()}
    save_visit(desk, VisitDraft(VisitFields(household_id=homes["AAN"], on=desk.today() - timedelta(1))))
    near, far = listed(desk, sort="desa"), listed(desk, sort="kunjungan")
    assert near.index("AAN") + 1 == near.index("BAIHAQI")
    assert far == ["BAIHAQI", "CUCUN", "AAN"]


def test_who_left_the_program_is_to_be_visited_neither_here_nor_on_the_first_page(desk: Desk) -> None:
    stays, left = (add_family(desk, name, nik=None, no_kk=None) for name in ("AAN", "CUCUN"))
    edit_household(desk, left, {"status": "meninggal"})
    visits = next(task for task in today(desk).tasks if task.kind == VISITS)
    assert (chip_counts(desk)["belum"], family_ids(desk, chip="belum"), visits.count) == (1, [stays], 1)


@pytest.mark.parametrize("chip", CHIPS)
@pytest.mark.parametrize("kecamatan", ["", "36.04.27"])
def test_every_filter_uses_an_index(desk: Desk, chip: str, kecamatan: str) -> None:
    sql = f"{listing_sql(desk.today(), chip, kecamatan)} ORDER BY s.name, s.household_id"
    with desk.read() as session:
        plan = [row[3] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]
    # The rows `f` that a chip asks for, and twins' `t`, are read once, as a set; a family costs no scan.
    steps = [step for step in plan if step.startswith(("SCAN", "SEARCH")) and step.split()[1] not in "ft"]
    assert all(" USING " in step and "INDEX" in step for step in steps), plan
    assert "CORRELATED" not in "".join(plan).replace("CORRELATED SCALAR SUBQUERY", "", 1), plan
    few = bool(kecamatan) or chip in ("usaha", "calon")
    assert ("USE TEMP B-TREE FOR ORDER BY" in plan) == few, plan
