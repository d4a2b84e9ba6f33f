"""Families that were merged: every view shows one, with what either has; both again once they are parted."""

import pytest

from helpers.desks import add_family
from pkh_desk.actions.business.product import add_product
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.people.visit import PromiseDraft, VisitDraft, save_visit
from pkh_desk.actions.upkeep.undo import undo_last
from pkh_desk.desk import Desk
from pkh_desk.domain.business import ProductFields
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.store.people.petugas import Alias
from pkh_desk.views.business.products import products
from pkh_desk.views.graduation.pipeline import case_card, pipeline
from pkh_desk.views.office.dashboard import dashboard
from pkh_desk.views.office.overview import report
from pkh_desk.views.people.everything import find_everything
from pkh_desk.views.people.families import chip_counts, family_ids, family_rows
from pkh_desk.views.people.family import family
from pkh_desk.views.people.find import find_family
from pkh_desk.views.people.timeline import timeline
from pkh_desk.views.people.today import today

NIK = "3604275203849901"


def merge(office: Desk, younger: str, elder: str) -> None:
    with office.write() as session:
        session.add(Alias(id=office.new_id(), kind="household", from_id=younger, to_id=elder))


@pytest.fixture
def twins(office: Desk) -> tuple[str, str]:
    """An elder family without work, and its merged twin, in which everything was recorded."""
    elder, younger = add_family(office), add_family(office, "SARMUNAH")
    fields = VisitFields(household_id=younger, on=office.today())
    save_visit(office, VisitDraft(fields, [PromiseDraft("jualan di pasar", office.today())]))
    add_product(office, ProductFields(household_id=younger, name="Telur asin", unit="butir"))
    take_step(office, younger, StepDraft("siap", office.today()))
    merge(office, younger, elder)
    return elder, younger


def test_the_lists_show_one_with_what_either_has(office: Desk, twins: tuple[str, str]) -> None:
    elder, younger = twins
    assert family_ids(office) == family_ids(office, sort="kunjungan") == [elder]
    (row,) = family_rows(office, [elder])
    assert (row.last_visit, row.has_business, row.case is not None) == (office.today(), True, True)
    assert chip_counts(office) == {"semua": 1, "belum": 0, "usaha": 1, "calon": 1}
    assert [product.household_id for product in products(office)] == [elder]
    assert [card.household_id for card in pipeline(office)] == [elder]
    assert case_card(office, elder) is not None
    assert [hit.id for hit in find_everything(office, "sarmunah").families] == [elder]
    assert find_family(office, NIK) == elder == find_family(office, younger)


def test_one_family_has_everything_and_every_person_once(office: Desk, twins: tuple[str, str]) -> None:
    view = family(office, twins[1])
    assert (view.id, view.visits, view.case is not None) == (twins[0], 1, True)
    assert [member.nik for member in view.members] == [NIK]
    assert [product.name for product in view.products] == ["Telur asin"]
    assert {item.kind for item in timeline(office, twins[0])} >= {"visit", "promise", "step", "data"}


def test_the_counts_count_one(office: Desk, twins: tuple[str, str]) -> None:
    figures = dashboard(office).figures()
    assert (figures.families, figures.visits, figures.sellers, figures.preparing) == (1, 1, 1, 1)
    seen = report(office)
    assert (seen.families, seen.people, seen.stages["siap"]) == (1, 1, 1)
    assert [row[1:] for row in seen.by_pendamping] == [(1, 1)]
    page = today(office)
    assert (page.families, page.visited, page.stages["siap"]) == (1, 1, 1)
    assert [item.id for task in page.tasks if task.kind == "janji" for item in task.items] == [twins[0]]


def test_parted_again_each_has_its_own(office: Desk, twins: tuple[str, str]) -> None:
    undo_last(office)
    assert set(family_ids(office)) == set(twins)
    assert [row.has_business for row in family_rows(office, list(twins))] == [False, True]
    assert report(office).families == 2


def test_where_the_elder_is_not_the_younger_is_shown(desk: Desk) -> None:
    home = add_family(desk)
    add_product(desk, ProductFields(household_id=home, name="Telur asin", unit="butir"))
    merge(desk, home, "0" * 32)
    assert family_ids(desk) == [home]
    assert family(desk, home).id == find_family(desk, NIK) == home
    assert [product.household_id for product in products(desk)] == [home]
    assert today(desk).families == 1
