"""Undo and redo: inverse acts that leave alone what changed since."""

from datetime import date

import pytest
from sqlmodel import select

from helpers.desks import add_family
from pkh_desk.actions.business.product import add_product, move_stock
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.people.household import edit_household
from pkh_desk.actions.people.visit import PromiseDraft, VisitDraft, save_visit
from pkh_desk.actions.upkeep.undo import redo_last, undo_act, undo_last
from pkh_desk.desk import Desk
from pkh_desk.domain.business import ProductFields
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.errors import CannotUndo, NothingToUndo
from pkh_desk.store.log.txnlog import Txn
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.people.family import family

DAY = date(2026, 11, 24)


def steps_to_ready(desk: Desk, home: str) -> None:
    take_step(desk, home, StepDraft("calon", DAY))
    take_step(desk, home, StepDraft("siap", DAY))


def test_edits_come_back_and_go_again(desk: Desk) -> None:
    home = add_family(desk)
    edit_household(desk, home, {"address": "KP. BARU", "rt": "009"})
    edit_household(desk, home, {"address": "KP. LAMA"})
    undo_last(desk)
    assert (family(desk, home).address, family(desk, home).rt) == ("KP. BARU", "009")
    undo_last(desk)
    assert (family(desk, home).address, family(desk, home).rt) == ("KP. CIPARI", "003")
    redo_last(desk)
    redo_last(desk)
    assert family(desk, home).address == "KP. LAMA"
    with pytest.raises(NothingToUndo):
        redo_last(desk)
    undo_last(desk)
    assert family(desk, home).address == "KP. BARU"


def test_a_new_save_leaves_nothing_to_redo(desk: Desk) -> None:
    home = add_family(desk)
    edit_household(desk, home, {"rt": "009"})
    undo_last(desk)
    edit_household(desk, home, {"rw": "008"})
    with pytest.raises(NothingToUndo):
        redo_last(desk)


def test_a_field_changed_since_stays(desk: Desk) -> None:
    home = add_family(desk)
    act = edit_household(desk, home, {"rt": "009", "rw": "009"})
    edit_household(desk, home, {"rw": "010"})
    done = undo_act(desk, act)
    assert (family(desk, home).rt, family(desk, home).rw) == ("003", "010")
    assert done.kept == {"Sudah diubah lagi sesudahnya.": 1}
    with pytest.raises(CannotUndo):
        undo_act(desk, act)


def test_a_visit_goes_with_its_promises_and_comes_back(desk: Desk) -> None:
    home = add_family(desk)
    draft = VisitDraft(VisitFields(household_id=home, on=DAY), [PromiseDraft("Buka rekening")])
    save_visit(desk, draft)
    undo_last(desk)
    assert (family(desk, home).visits, family(desk, home).promises) == (0, ())
    redo_last(desk)
    assert (family(desk, home).visits, len(family(desk, home).promises)) == (1, 1)


def test_stock_is_reversed_not_erased(desk: Desk) -> None:
    home = add_family(desk)
    product = add_product(desk, ProductFields(household_id=home, name="Telur asin", unit="butir"))
    move_stock(desk, product, "masuk", 40)
    assert move_stock(desk, product, "keluar", 12).stock == 28
    undo_last(desk)
    assert family(desk, home).products[0].stock == 40
    redo_last(desk)
    assert family(desk, home).products[0].stock == 28
    undo_last(desk)
    assert family(desk, home).products[0].stock == 40


def test_a_stage_goes_back_and_its_letter_stands(desk: Desk) -> None:
    home = add_family(desk)
    steps_to_ready(desk, home)
    made = make_letter(desk, home, LetterWishes())
    case = family(desk, home).case
    assert case is not None
    assert case.stage == "surat_dicetak"
    done = undo_act(desk, made.act)
    case = family(desk, home).case
    assert case is not None
    assert case.stage == "siap"
    assert "Surat, nomornya, dan cetaknya tidak ditarik kembali." in done.kept
    assert make_letter(desk, home, LetterWishes()).code != made.code


def test_nothing_to_undo_says_so(desk: Desk) -> None:
    with pytest.raises(NothingToUndo):
        undo_last(desk)


def act_of(desk: Desk, home: str) -> str:
    """Return the act that brought a family in."""
    with desk.read() as session:
        return session.exec(select(Txn.act).where(Txn.subject_id == home).order_by(Txn.n)).first() or ""


def test_a_family_goes_once_what_came_after_it_was_taken_back(desk: Desk) -> None:
    home = add_family(desk)
    first = act_of(desk, home)
    edit_household(desk, home, {"rt": "009"})
    with pytest.raises(CannotUndo, match="sudah punya catatan lain"):
        undo_act(desk, first)
    undo_last(desk)
    undo_act(desk, first)
    assert list(family_ids(desk)) == []


def test_what_was_brought_again_keeps_its_family(desk: Desk) -> None:
    home = add_family(desk)
    first = act_of(desk, home)
    edit_household(desk, home, {"rt": "009"})
    undo_last(desk)
    redo_last(desk)
    with pytest.raises(CannotUndo, match="sudah punya catatan lain"):
        undo_act(desk, first)


def test_a_printed_letter_keeps_its_family_though_its_step_was_taken_back(desk: Desk) -> None:
    home = add_family(desk)
    first = act_of(desk, home)
    steps_to_ready(desk, home)
    make_letter(desk, home, LetterWishes())
    for _ in range(3):
        undo_last(desk)
    with pytest.raises(CannotUndo, match="sudah punya catatan lain"):
        undo_act(desk, first)
    assert family(desk, home).case is None
