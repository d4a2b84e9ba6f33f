"""The first page: what comes first, what is left out, and that its figures are true."""

from datetime import date, timedelta

from gui.village import settle_village
from helpers.desks import add_family
from helpers.statements import statements
from pkh_desk.actions.business.product import add_product, move_stock
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.people.visit import CommitmentDraft, PromiseDraft, VisitDraft, save_visit
from pkh_desk.desk import Desk
from pkh_desk.domain.business import ProductFields
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.store.office import Config
from pkh_desk.store.people.household import Household
from pkh_desk.views.people.family import family
from pkh_desk.views.people.today import Item, today

TUESDAY = date(2026, 11, 24)


def visit(desk: Desk, home: str, back: int, *promises: PromiseDraft) -> None:
    save_visit(
        desk,
        VisitDraft(VisitFields(household_id=home, on=desk.today() - timedelta(back)), promises),
    )


def kinds(desk: Desk) -> list[tuple[str, int]]:
    return [(task.kind, task.count) for task in today(desk).tasks]


def test_a_new_desk_has_nothing_to_do(desk: Desk) -> None:
    page = today(desk)
    assert (page.tasks, page.families, page.target, page.ever_visited, page.backed_up) == (
        [], 0, 0, False, False,
    )  # fmt: skip


def test_what_is_due_today_comes_before_what_is_late_before_stock(desk: Desk) -> None:
    first, second = add_family(desk), add_family(desk, "ENOK", nik=None, no_kk=None)
    eggs = add_product(desk, ProductFields(household_id=first, name="Telur asin", unit="butir", low_stock=10))
    add_product(desk, ProductFields(household_id=first, name="Abon", unit="bungkus", low_stock=10))
    move_stock(desk, eggs, "masuk", 4)
    for stage in ("calon", "siap"):
        take_step(desk, second, StepDraft(stage, desk.today() - timedelta(70)))
    visit(desk, first, 40, PromiseDraft("Buka rekening", desk.today()), PromiseDraft("Ikut P2K2"))
    visit(desk, second, 3, PromiseDraft("Urus akta", desk.today() - timedelta(2)))
    assert kinds(desk) == [("janji", 1), ("janji_lewat", 1), ("tahap", 1), ("kunjungan", 1), ("stok", 1)]
    due, late, stuck, visits, stock = today(desk).tasks
    assert due.items == (Item(first, "SARMUNAH", "Buka rekening", 0),)
    assert late.items[0] == Item(second, "ENOK", "Urus akta", 2)
    assert (stuck.items[0].detail, stuck.items[0].days) == ("Siap", 70)
    # Wed 25, Thu 26, Fri 27, Mon 30.
    assert (visits.items[0].name, visits.days) == ("Sukadana", 4)
    assert stock.items == [Item(eggs, "Telur asin", "4 butir")]
    make_letter(desk, second, LetterWishes(), "cetak")
    desk.clock.forward(days=4)
    assert ("tanda_tangan", 1) in kinds(desk)


def test_the_months_figures_count_families_that_are_the_desks_own_and_active(desk: Desk) -> None:
    homes = [add_family(desk, f"IBU {n}", nik=None, no_kk=None) for n in range(4)]
    with desk.write() as session:
        session.get(Household, homes[3]).status = "graduasi"
    visit(desk, homes[0], 1)
    visit(desk, homes[0], 0)
    visit(desk, homes[1], 30)
    members = [family(desk, home).members[0].id for home in homes[:2]]
    for home, member, kept in zip(homes, members, (True, False), strict=False):
        fields = VisitFields(household_id=home, on=desk.today())
        save_visit(desk, VisitDraft(fields, commitments=[CommitmentDraft(member, kept)]))
    page = today(desk)
    assert (page.families, page.visited, page.target, page.kept, page.asked) == (3, 2, 3, 1, 2)
    assert kinds(desk) == [("kunjungan", 1)]
    with desk.write() as session:
        body = '{"visits_a_month": 2}'
        session.add(Config(id=desk.new_id(), kind="limits", version=1, effective_from=TUESDAY, body=body))
    page = today(desk)
    assert (page.visited, page.target, page.tasks) == (2, 2, [])


def test_the_latest_families_are_named_with_what_was_recorded(desk: Desk) -> None:
    homes = [add_family(desk, f"IBU {n}", nik=None, no_kk=None) for n in range(5)]
    visit(desk, homes[1], 0)
    take_step(desk, homes[2], StepDraft("calon", desk.today()))
    page = today(desk)
    assert [(each.household_id, each.kind) for each in page.recent] == [
        (homes[2], "graduation_case"), (homes[1], "visit"), (homes[4], "household"),
    ]  # fmt: skip
    assert page.stages["calon"] == 1


def test_a_caseload_is_read_with_as_few_statements_as_a_hamlet(desk: Desk, office: Desk) -> None:
    settle_village(desk, 12, 12)
    settle_village(office, 48, 48)
    with statements(desk) as few:
        assert today(desk).families == 12
    with statements(office) as more:
        assert today(office).families == 48
    assert len(few) == len(more)
