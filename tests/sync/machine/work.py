"""What people do: pendamping on their laptops, clerks at the office, and what nobody may do.

Everything goes through the product's actions, or through its session where there is no action yet. A step
picks with the whole numbers it is given; one that finds nothing to work on does nothing.
"""

from collections.abc import Callable
from typing import Any

from helpers.desks import add_family
from machine import truth
from machine.world import Seat, World
from pkh_desk.actions.business.product import add_product, move_stock
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.office.decide import decide, send_back
from pkh_desk.actions.people.erase import erase_household
from pkh_desk.actions.people.household import edit_household, own_family
from pkh_desk.actions.people.merge import say_same
from pkh_desk.actions.people.visit import CommitmentDraft, PromiseDraft, VisitDraft, save_visit
from pkh_desk.actions.upkeep.undo import undo_last
from pkh_desk.desk import Desk
from pkh_desk.domain.business import ProductFields
from pkh_desk.domain.people.petugas import APART, SAME
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.errors import (
    CannotUndo,
    FamilyNotFound,
    HandedOver,
    InvalidInput,
    NothingToUndo,
    RecordNotFound,
    StageNotAllowed,
)
from pkh_desk.store.log.txnlog import Undone
from pkh_desk.store.people.household import Household, Member
from pkh_desk.store.people.petugas import Kelompok
from pkh_desk.store.people.visit import Visit
from pkh_desk.views.office.overview import conflicts

TEXTS = ("KP. CIPARI", "KP. BOJONG", "KP. CIKUJANG", "KP. PASIR", "KP. SAWAH")
STAGES = ("calon", "siap", "surat_dicetak", "ditandatangani", "dibatalkan")
OFFICE_STAGES = ("diverifikasi", "graduasi", "ditolak", "ditandatangani")
NOT_NOW = (
    CannotUndo,
    FamilyNotFound,
    HandedOver,
    InvalidInput,
    NothingToUndo,
    RecordNotFound,
    StageNotAllowed,
)


def ids(desk: Desk, table: str) -> list[str]:
    """Return the ids of the rows of a table that are not deleted, in order."""
    return [row[0] for row in truth.ask(desk, f"SELECT id FROM {table} WHERE NOT deleted ORDER BY id")]


def pick(desk: Desk, table: str, k: int) -> str | None:
    """Return one of the rows of a table."""
    found = ids(desk, table)
    return found[k % len(found)] if found else None


def at_laptop(world: World, i: int, act: Callable[[Seat], object]) -> bool:
    """Let a pendamping do something; return whether the program let it happen."""
    world.tick()
    seat = world.seat(i)
    try:
        act(seat)
    except NOT_NOW as error:
        world.events[f"not possible: {type(error).__name__}"] += 1
        return False
    finally:
        world.check_seat(seat)
    return True


def at_office(world: World, act: Callable[[Desk], object]) -> bool:
    """Let a clerk do something; return whether the program let it happen."""
    world.tick()
    try:
        act(world.office)
    except NOT_NOW as error:
        world.events[f"not possible: {type(error).__name__}"] += 1
        return False
    finally:
        world.check_office()
    return True


# --- what both do


def change_family(desk: Desk, k: int, f: int, v: int) -> None:
    """Change one or two fields of a family or its pengurus; what was written is what is shown."""
    home = pick(desk, "household", k)
    if home is None:
        return
    text = TEXTS[v % len(TEXTS)]
    changes: dict[str, str] = (
        {"address": text},
        {"name": text.removeprefix("KP. ")},
        {"address": text, "note": text},
        {"rt": f"{v % 4:03d}"},
        {"phones": f"0812345678{v % 4:02d}"},
        {"nik": f"36042752038499{v % 5:02d}"},
    )[f % 6]
    edit_household(desk, home, changes)
    if "address" in changes:
        shown = truth.ask(desk, f"SELECT address FROM household WHERE id = '{home}'")
        assert shown == [(text,)], "what was just written is not what is shown"


def delete(desk: Desk, k: int, back: bool) -> None:
    """Mark a visit or a family as deleted, or bring one back."""
    table = (Visit, Household)[k % 2]
    rows = truth.ask(desk, f"SELECT id FROM {table.__tablename__} ORDER BY id")
    if not rows:
        return
    with desk.write() as session:
        row = session.get_one(table, rows[k % len(rows)][0])
        row.deleted = not back


def move_person(desk: Desk, k: int, j: int) -> None:
    """A person moves to another family that is known here."""
    person, home = pick(desk, "member", k), pick(desk, "household", j)
    if person and home:
        with desk.write() as session:
            own_family(session, home)
            row = session.get_one(Member, person)
            own_family(session, row.household_id)
            row.household_id = home


def take_steps(desk: Desk, k: int, s: int) -> None:
    """Take a step towards graduation."""
    stages = OFFICE_STAGES if desk.is_office else STAGES
    home = pick(desk, "household", k)
    if home:
        take_step(desk, home, StepDraft(stages[s % len(stages)], desk.today()))


def same(desk: Desk, k: int, j: int) -> None:
    """Say that two families are one: the office merges them, a laptop asks it to."""
    one, other = pick(desk, "household", k), pick(desk, "household", j)
    if one and other:
        say_same(desk, one, other, TEXTS[k % len(TEXTS)])


def undo(desk: Desk) -> None:
    """Take the last act back; facts get their reverse."""
    undo_last(desk)


# --- a pendamping


def new_family(seat: Seat, v: int) -> None:
    """Record a family that was not known; two laptops may both meet the same one."""
    add_family(seat.desk, nik=f"36042752038499{v % 9:02d}", no_kk=f"36042714061299{v % 9:02d}")


def visit(seat: Seat, k: int, v: int) -> None:
    """Record a visit with a promise and the commitment of a member."""
    home = pick(seat.desk, "household", k)
    if home is None:
        return
    people = truth.ask(seat.desk, f"SELECT id FROM member WHERE household_id = '{home}' ORDER BY id")
    marks = [CommitmentDraft(people[0][0], v % 2 == 0)] if people and v % 3 else []
    fields = VisitFields(household_id=home, on=seat.desk.today(), note=f"kunjungan {v}")
    save_visit(seat.desk, VisitDraft(fields, [PromiseDraft("jualan di pasar")], marks))


def stock(seat: Seat, k: int, v: int) -> None:
    """Record a product, or a movement of one."""
    product, home = pick(seat.desk, "product", k), pick(seat.desk, "household", k)
    if product and v % 4:
        move_stock(seat.desk, product, ("masuk", "keluar", "rusak")[v % 3], 1 + v % 7)
    elif home:
        add_product(seat.desk, ProductFields(household_id=home, name=f"Telur asin {v}", unit="butir"))


def kelompok(seat: Seat, v: int) -> None:
    """Begin a group of families."""
    with seat.desk.write() as session:
        petugas = seat.desk.identity.petugas_id
        session.add(Kelompok(id=seat.desk.new_id(), name=f"Melati {v}", pendamping_id=petugas))


# --- the office


def reassign(world: World, k: int, p: int) -> None:
    """Give a family to another pendamping."""
    office = world.office
    home = pick(office, "household", k)
    petugas = sorted({row[0] for row in truth.ask(office, "SELECT petugas_id FROM desk")})
    to = petugas[p % len(petugas)]
    if home is None or (home, to) in world.kept_apart:
        return
    if at_office(world, lambda desk: edit_household(desk, home, {"pendamping": to})):
        world.events["reassignment"] += 1


def month_after_handing_over(world: World, k: int, p: int) -> None:
    """A family changes hands, a laptop hears of it, and a month passes."""
    reassign(world, k, p)
    world.round(p, lose=1)
    world.month_passes()


def erase(world: World, k: int) -> None:
    """Order a family to be erased. An image of the office from before would not know of it."""
    home = pick(world.office, "household", k)
    if home and at_office(world, lambda office: erase_household(office, home, "permintaan tertulis")):
        world.office_image = None


def hand_over_kelompok(office: Desk, k: int, p: int) -> None:
    """Give a group to another pendamping."""
    group = pick(office, "kelompok", k)
    petugas = sorted({row[0] for row in truth.ask(office, "SELECT petugas_id FROM desk")})
    if group:
        with office.write() as session:
            session.get_one(Kelompok, group).pendamping_id = petugas[p % len(petugas)]


def settle_question(world: World, k: int, v: int) -> None:
    """Decide one of the open questions; it is open no more."""
    questions = [row for row in conflicts(world.office) if row.kind != "nik"]
    if not questions:
        return
    row = questions[k % len(questions)]
    value = (SAME, APART)[v % 2] if row.kind == "same" else "batal"
    if row.kind in ("field", "twin"):
        value = row.choices[v % len(row.choices)].value or ""
    value = {"True": "ya", "False": "tidak"}.get(value, value)
    ((key,),) = truth.ask(world.office, f"SELECT key FROM conflict WHERE id = {row.id}")
    if at_office(world, lambda office: decide(office, row.id, value)):
        assert (key,) not in truth.ask(world.office, "SELECT key FROM conflict"), "decided, and still open"
        world.events["decision"] += 1


def return_record(world: World, k: int) -> None:
    """Send a record back to its author."""
    txns = truth.ask(world.office, "SELECT id FROM txn WHERE NOT own ORDER BY id")
    if txns and at_office(world, lambda office: send_back(office, txns[k % len(txns)][0], "NIK berbeda")):
        world.events["returned"] += 1


# --- what nobody may do


def forbidden(world: World, i: int, k: int, kind: int) -> None:
    """A laptop whose program was tampered with writes what it may not."""
    writes = (_unknown_table, _edited_fact, _office_field, _foreign_family, _office_row)
    at_laptop(world, i, lambda seat: writes[kind % len(writes)](world, seat, k))


def _seal(seat: Seat, op: list[Any]) -> None:
    """Put an op into the log that no row here shows; there is nothing of it to take back."""
    with seat.desk.write() as session:
        session.writing.seal(("household", op[4] or op[2]), [op])
        session.add(Undone(act=session.writing.act, by_act=seat.desk.new_id()))


def _unknown_table(world: World, seat: Seat, k: int) -> None:
    del world
    _seal(seat, ["ins", "gaji", seat.desk.new_id(), {"name": truth.FORBIDDEN}, None])


def _edited_fact(world: World, seat: Seat, k: int) -> None:
    del world
    facts = truth.ask(seat.desk, "SELECT id, household_id FROM stock_movement ORDER BY id")
    if facts:
        fact, home = facts[k % len(facts)]
        _seal(seat, ["set", "stock_movement", fact, {"note": [truth.FORBIDDEN, []]}, home])


def _office_field(world: World, seat: Seat, k: int) -> None:
    del world
    home = pick(seat.desk, "household", k)
    if home:
        with seat.desk.write() as session:
            row = own_family(session, home)
            row.no_peserta, row.dusun = truth.FORBIDDEN, "CIPARI"


def _foreign_family(world: World, seat: Seat, k: int) -> None:
    """Write about a family that never was this laptop's; half of the time name another as its family."""
    mine = truth.pendamping_of(world.office, seat.desk_id)
    ever = {home for home, petugas in truth.ever_assigned(world.office) if petugas in mine}
    others = [home for home in ids(world.office, "household") if home not in ever]
    if others and ever:
        home = others[k % len(others)]
        world.kept_apart |= {(home, petugas) for petugas in mine}
        lie = min(ever) if k % 2 else home
        visits = truth.ask(world.office, f"SELECT id FROM visit WHERE household_id = '{home}' ORDER BY id")
        ops = [["set", "household", home, {"address": [truth.FOREIGN, []]}, lie]]
        ops += [["set", "visit", row[0], {"note": [truth.FOREIGN, []]}, lie] for row in visits]
        _seal(seat, ops[k % len(ops)])


def _office_row(world: World, seat: Seat, k: int) -> None:
    del world, k
    row = {"kind": truth.FORBIDDEN, "version": 1, "effective_from": "2026-01-01", "body": "{}"}
    _seal(seat, ["ins", "config", seat.desk.new_id(), row, None])
