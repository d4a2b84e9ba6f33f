"""Named situations of the merge, each short and on real files: what becomes of it, and who hears what.

The names follow those of geodiff, ODK's offline entities and dbsync; where they lose a write, we keep it.
"""

import pytest
from machine import truth, work
from machine.world import Seat, World

from helpers.desks import add_family
from pkh_desk.actions.business.product import add_product, move_stock
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.office.decide import decide
from pkh_desk.actions.people.household import edit_household
from pkh_desk.desk import Desk
from pkh_desk.domain.business import ProductFields
from pkh_desk.domain.people.payment import PaymentFields
from pkh_desk.domain.uuid7 import derived_id
from pkh_desk.errors import BundleStale, HandedOver, InvalidInput
from pkh_desk.store.log import txnlog
from pkh_desk.store.people.household import Household, Member
from pkh_desk.store.people.payment import AidPayment
from pkh_desk.store.people.petugas import Kelompok
from pkh_desk.sync.merging import merge
from pkh_desk.views.office.decision import decision_rows
from pkh_desk.views.office.overview import conflicts
from pkh_desk.views.people.family import read_products


def put(desk: Desk, home: str, **values: object) -> None:
    with desk.write() as session:
        row = session.get_one(Household, home)
        for name, value in values.items():
            setattr(row, name, value)


def shown(desk: Desk, home: str, field: str = "address") -> object:
    return truth.ask(desk, f"SELECT {field} FROM household WHERE id = '{home}'")[0][0]


def fates(seat: Seat) -> list[str]:
    """Return the fates of what a laptop wrote, oldest first."""
    return [row[0] for row in truth.ask(seat.desk, "SELECT fate FROM txn WHERE own ORDER BY h")]


def test_edit_against_edit_keeps_both_and_asks(world: World) -> None:
    home = work.ids(world.seat(0).desk, "household")[0]
    put(world.seat(0).desk, home, address="KP. BOJONG")
    put(world.seat(1).desk, home, address="KP. PASIR")
    world.rounds(0, 1, 0)
    (question,) = conflicts(world.office)
    assert [choice.value for choice in question.choices] == ["KP. PASIR", "KP. BOJONG"]
    assert fates(world.seat(0))[-1] == fates(world.seat(1))[-1] == "menunggu"
    decide(world.office, question.id, "KP. BOJONG")
    world.settle()
    assert conflicts(world.office) == []
    assert {shown(seat.desk, home) for seat in world.seats[:2]} == {"KP. BOJONG"}
    assert fates(world.seat(1))[-1] == "diterima"


def test_a_value_that_came_while_somebody_was_deciding_is_not_lost_unseen(world: World) -> None:
    home = work.ids(world.seat(0).desk, "household")[0]
    put(world.seat(0).desk, home, address="KP. BOJONG")
    put(world.seat(1).desk, home, address="KP. PASIR")
    world.rounds(0, 1)
    (shown_first,) = decision_rows(world.office)
    put(world.seat(0).desk, home, address="KP. SAWAH")
    world.rounds(0)
    with pytest.raises(InvalidInput, match="isian baru"):
        decide(world.office, shown_first.id, "KP. BOJONG", seen=shown_first.txns)
    (again,) = decision_rows(world.office)
    decide(world.office, again.id, "KP. PASIR", seen=again.txns)
    assert conflicts(world.office) == []


def test_two_equal_edits_are_no_question(world: World) -> None:
    home = work.ids(world.seat(0).desk, "household")[0]
    for seat in world.seats[:2]:
        put(seat.desk, home, address="KP. SAWAH")
    world.settle()
    assert conflicts(world.office) == []
    assert fates(world.seat(0))[-1] == fates(world.seat(1))[-1] == "diterima"


def test_a_later_edit_of_what_somebody_deleted_is_a_question(world: World) -> None:
    home = work.ids(world.seat(0).desk, "household")[0]
    put(world.seat(0).desk, home, deleted=True)
    world.tick()
    put(world.seat(1).desk, home, address="KP. PASIR")
    world.rounds(0, 1)
    (question,) = conflicts(world.office)
    assert (question.field, shown(world.office, home)) == ("deleted", "KP. PASIR")
    assert shown(world.office, home, "deleted") == 0
    decide(world.office, question.id, "tidak")
    world.settle()
    assert conflicts(world.office) == []
    assert shown(world.seat(0).desk, home, "deleted") == 0


def test_an_edit_that_overtakes_its_insert_waits_for_it(world: World) -> None:
    world.back_up_office()
    home = add_family(world.seat(0).desk, nik=None, no_kk=None)
    world.rounds(0, 1)
    put(world.seat(1).desk, home, address="KP. PASIR")
    world.restore_office()
    world.rounds(1)
    assert truth.ask(world.office, f"SELECT id FROM household WHERE id = '{home}'") == []
    world.settle()
    assert [shown(desk, home) for desk in (world.office, world.seat(0).desk)] == ["KP. PASIR"] * 2


def test_a_decision_names_every_head_of_three_desks(world: World) -> None:
    home = work.ids(world.seat(0).desk, "household")[0]
    put(world.seat(0).desk, home, note="satu")
    put(world.seat(1).desk, home, note="dua")
    world.tick()
    put(world.office, home, note="tiga")
    world.rounds(0, 1)
    (question,) = conflicts(world.office)
    assert len(question.choices) == 3
    decide(world.office, question.id, "tiga")
    ((body,),) = truth.ask(world.office, "SELECT body FROM txn WHERE own ORDER BY h DESC LIMIT 1")
    assert all(choice.txn.encode() in body for choice in question.choices)
    world.settle()
    assert {shown(seat.desk, home, "note") for seat in world.seats[:2]} == {"tiga"}


def test_a_step_out_of_turn_is_a_question_and_never_a_jump(world: World) -> None:
    first, second = (seat.desk for seat in world.seats[:2])
    home = work.ids(first, "household")[0]
    take_step(first, home, StepDraft("siap", first.today()))
    world.rounds(0, 1)
    world.tick()
    take_step(first, home, StepDraft("dibatalkan", first.today()))
    world.tick()
    take_step(second, home, StepDraft("surat_dicetak", second.today()))
    world.rounds(0, 1)
    (question,) = conflicts(world.office)
    assert (question.kind, fates(world.seat(1))[-1]) == ("stage", "menunggu")
    decide(world.office, question.id, "batal")
    world.settle()
    assert conflicts(world.office) == []


def test_an_edit_of_a_fact_is_refused_kept_and_reported(world: World) -> None:
    seat = world.seat(2)
    home = work.ids(seat.desk, "household")[0]
    product = add_product(seat.desk, ProductFields(household_id=home, name="Telur asin", unit="butir"))
    move_stock(seat.desk, product, "masuk", 5)
    work.forbidden(world, 2, 0, 1)
    put(seat.desk, home, address="KP. PASIR")
    world.rounds(2)
    ((reason, op),) = truth.ask(world.office, "SELECT reason, op FROM refused_op")
    assert (reason, truth.FORBIDDEN in op) == ("catatan jenis ini tidak diubah, hanya dibatalkan", True)
    assert fates(seat)[-2:] == ["ditolak", "diterima"]
    assert shown(world.office, home) == "KP. PASIR"


@pytest.mark.parametrize(("amount", "fate", "reasons"), [(600_000, "diterima", 0), (450_000, "ditolak", 1)])
def test_a_payment_that_both_took_from_their_own_list_is_one(
    world: World, amount: int, fate: str, reasons: int
) -> None:
    seat = world.seat(2)
    home = work.ids(seat.desk, "household")[0]
    for desk, paid, source, kks in (
        (world.office, 600_000, "siks.xls", None),
        (seat.desk, amount, "wa.csv", "9901"),
    ):
        with desk.write() as session:
            row_id = derived_id("aid_payment", home, "pkh", "2026", "3")
            what = {"household_id": home, "program": "pkh", "year": 2026, "tahap": 3, "amount": paid}
            fields = PaymentFields.model_validate({**what, "source": source, "kks_tail": kks})
            session.add(AidPayment(id=row_id, **fields.model_dump()))
    world.rounds(2)
    assert len(truth.ask(world.office, "SELECT 1 FROM refused_op")) == reasons
    assert fates(seat)[-1] == fate
    for desk in (world.office, seat.desk):
        assert truth.ask(desk, "SELECT amount, source FROM aid_payment") == [(600_000, "siks.xls")]


def test_a_txn_of_a_newer_program_is_held_politely(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    seat = world.seat(2)
    home = work.ids(seat.desk, "household")[0]
    with monkeypatch.context() as newer:
        newer.setattr(txnlog, "SCHEMA", txnlog.SCHEMA + 1)
        put(seat.desk, home, address="KP. PASIR")
    take_in(world.office, world.send(2))
    (applied,) = apply_inbox(world.office)
    assert (applied.new, applied.waiting, applied.newer) == (0, 1, 1)
    world.rounds(2)
    assert (truth.unsent(seat.desk), shown(world.office, home)) == (1, "KP. CIPARI")
    monkeypatch.setattr(merge, "SCHEMA", txnlog.SCHEMA + 1)
    world.rounds(2)
    assert (truth.unsent(seat.desk), shown(world.office, home)) == (0, "KP. PASIR")


def test_a_reassigned_family_arrives_with_everything_under_it(world: World) -> None:
    old, new = world.seat(2), world.seat(0)
    (home,) = work.ids(old.desk, "household")
    product = add_product(old.desk, ProductFields(household_id=home, name="Telur asin", unit="butir"))
    move_stock(old.desk, product, "masuk", 9)
    move_stock(old.desk, product, "keluar", 2)
    work.visit(old, 0, 1)
    world.rounds(2, 0)
    assert truth.setting(new.desk, "cursor") == truth.setting(world.office, "change")
    petugas = truth.pendamping_of(world.office, new.desk_id)[0]
    edit_household(world.office, home, {"pendamping": petugas})
    move_stock(old.desk, product, "keluar", 3)
    world.rounds(2, 0)
    with new.desk.read() as session:
        (got,) = read_products(session.connection(), [home])
    assert (got.id, got.stock) == (product, 4)
    for table in ("member", "visit", "promise"):
        assert truth.ask(new.desk, f"SELECT 1 FROM {table} WHERE household_id = '{home}'"), table
    with pytest.raises(HandedOver):
        edit_household(old.desk, home, {"address": "KP. PASIR"})
    world.settle()


def test_a_person_moved_by_the_office_leaves_the_old_laptop(world: World) -> None:
    old, new = world.seat(2), world.seat(0)
    person, home = work.ids(old.desk, "member")[0], work.ids(new.desk, "household")[0]
    with world.office.write() as session:
        session.get_one(Member, person).household_id = home
    world.settle()
    assert work.ids(old.desk, "member") == []
    assert truth.ask(old.desk, "SELECT row_id FROM orphan") == [(person,)]


def test_who_left_a_family_while_it_was_away_does_not_come_back_with_it(world: World) -> None:
    seat, other = world.seat(2), world.seat(0)
    (home,), (person,) = work.ids(seat.desk, "household"), work.ids(seat.desk, "member")
    mine, theirs = (truth.pendamping_of(world.office, one.desk_id)[0] for one in (seat, other))
    edit_household(world.office, home, {"pendamping": theirs})
    world.rounds(2)
    with world.office.write() as session:
        session.get_one(Member, person).household_id = work.ids(other.desk, "household")[0]
    edit_household(world.office, home, {"pendamping": mine})
    world.settle()
    assert work.ids(seat.desk, "member") == []


def test_what_only_another_laptop_still_has_is_not_counted_there(world: World) -> None:
    writer, reader = world.seat(0), world.seat(1)
    (product,) = [
        add_product(writer.desk, ProductFields(household_id=home, name="Telur asin", unit="butir"))
        for home in work.ids(writer.desk, "household")[:1]
    ]
    world.rounds(0)
    world.back_up_office()
    world.copy_home(0)
    move_stock(writer.desk, product, "masuk", 5)
    world.rounds(0, 1)
    world.roll_back(0)
    world.restore_office()
    world.settle()
    assert truth.ask(reader.desk, "SELECT 1 FROM stock_movement") == []
    assert truth.ask(reader.desk, "SELECT table_name FROM orphan") == [("stock_movement",)]


def test_a_group_handed_over_leaves_the_old_laptop(world: World) -> None:
    work.kelompok(world.seat(2), 1)
    world.rounds(2)
    (group,) = work.ids(world.office, "kelompok")
    petugas = truth.pendamping_of(world.office, world.seat(0).desk_id)[0]
    with world.office.write() as session:
        session.get_one(Kelompok, group).pendamping_id = petugas
    world.settle()
    assert work.ids(world.seat(0).desk, "kelompok") == [group]


def test_an_insert_of_what_exists_does_not_write_what_the_office_owns(world: World) -> None:
    seat = world.seat(2)
    (home,) = work.ids(seat.desk, "household")
    edit_household(world.office, home, {"desil": "2"})
    with seat.desk.write() as session:
        values = {"desil": 9, "address": "KP. PASIR"}
        session.writing.seal(("household", home), [["ins", "household", home, values, home]])
    take_in(world.office, world.send(2))
    assert apply_inbox(world.office)[0].new == 1
    assert (shown(world.office, home, "desil"), shown(world.office, home)) == (2, "KP. PASIR")


def test_what_an_op_says_of_its_family_is_not_believed(world: World) -> None:
    mine, theirs = work.ids(world.seat(2).desk, "household")[0], work.ids(world.seat(0).desk, "household")[0]
    with world.seat(2).desk.write() as session:
        op = ["set", "household", theirs, {"address": [truth.FORBIDDEN, []]}, mine]
        session.writing.seal(("household", mine), [op])
    world.rounds(2)
    assert shown(world.office, theirs) == "KP. CIPARI"
    assert fates(world.seat(2))[-1] == "ditolak"


def test_the_same_file_twice_changes_nothing(world: World) -> None:
    put(world.seat(2).desk, work.ids(world.seat(2).desk, "household")[0], address="KP. PASIR")
    path = world.send(2)
    take_in(world.office, path)
    world.apply()
    before = truth.everything(world.office)
    assert [arrival.state for arrival in take_in(world.office, path)] == ["sudah"]
    assert apply_inbox(world.office) == []
    assert truth.everything(world.office) == before


def test_a_file_that_is_no_log_stops_no_other(world: World) -> None:
    bad, good = world.seat(0), world.seat(2)
    for seat in (bad, good):
        put(seat.desk, work.ids(seat.desk, "household")[0], address="KP. PASIR")
    with bad.desk.keep() as session:
        session.connection().exec_driver_sql("UPDATE txn SET body = X'7B7D' WHERE fate = 'belum'")
    for i in (0, 2):
        take_in(world.office, send(world.seat(i).desk, world.folder).path)
    applied = {one.desk_name: one for one in apply_inbox(world.office)}
    assert applied["Wulan Apriyanti"].reason.startswith("Isi kiriman tidak sah.")
    assert applied["Heni Rosdiana"].new == 1
    assert apply_inbox(world.office) == []


def test_answers_out_of_order_leave_the_newest(world: World) -> None:
    home = work.ids(world.seat(2).desk, "household")[0]
    for address in ("KP. PASIR", "KP. SAWAH"):
        edit_household(world.office, home, {"address": address})
        world.answer(world.seat(2).desk_id)
    (_, older), (_, newer) = world.downs
    receive(world.seat(2).desk, newer)
    before = truth.everything(world.seat(2).desk)
    with pytest.raises(BundleStale):
        receive(world.seat(2).desk, older)
    assert truth.everything(world.seat(2).desk) == before
    assert shown(world.seat(2).desk, home) == "KP. SAWAH"


def test_after_a_restore_of_the_office_everybody_sends_everything_again(world: World) -> None:
    seat = world.seat(2)
    world.back_up_office()
    home = add_family(seat.desk, nik=None, no_kk=None)
    world.rounds(2)
    world.answer(seat.desk_id)
    stale = world.downs[-1][1]
    world.restore_office()
    assert truth.ask(world.office, f"SELECT id FROM household WHERE id = '{home}'") == []
    world.rounds(2)
    assert truth.unsent(seat.desk) > 0
    assert truth.ask(seat.desk, f"SELECT id FROM household WHERE id = '{home}'") == [(home,)]
    with pytest.raises(BundleStale):
        receive(seat.desk, stale)
    world.settle()
    assert shown(world.office, home) == "KP. CIPARI"


def test_an_office_put_back_behind_its_back_notices_by_what_a_laptop_has(world: World) -> None:
    world.copy_office()
    home = add_family(world.seat(2).desk, nik=None, no_kk=None)
    world.rounds(2, 2)
    assert truth.unsent(world.seat(2).desk) == 0
    world.roll_back_office()
    world.rounds(2)
    world.settle()
    assert shown(world.office, home) == "KP. CIPARI"


def test_a_laptop_that_lost_rows_says_so_and_asks_for_everything(world: World) -> None:
    seat = world.seat(2)
    with seat.desk.keep() as session:
        session.connection().exec_driver_sql("DELETE FROM member")
    take_in(world.office, world.send(2))
    world.apply()
    world.answer(seat.desk_id)
    assert receive(seat.desk, world.downs[-1][1]).differs == ("member",)
    world.settle()


def test_a_laptop_never_conflicts_with_itself_though_the_office_lost_what_lay_between(world: World) -> None:
    seat = world.seat(2)
    (home,) = work.ids(seat.desk, "household")
    world.back_up_office()
    edit_household(world.office, home, {"address": "KP. KANTOR"})
    world.rounds(2)
    edit_household(seat.desk, home, {"address": "KP. SAWAH"})
    world.restore_office()
    world.settle()
    assert (conflicts(world.office), shown(world.office, home)) == ([], "KP. SAWAH")
