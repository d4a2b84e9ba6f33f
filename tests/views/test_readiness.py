"""Readiness of a family on the real store: read from visits, stock and members; merged families are one."""

from datetime import timedelta

from helpers.desks import add_family
from pkh_desk.actions.business.product import add_product, move_stock
from pkh_desk.actions.office.config import body_on, publish_config
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.actions.upkeep.undo import undo_last
from pkh_desk.desk import Desk
from pkh_desk.domain.business import ProductFields
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.store.office import Config
from pkh_desk.store.people.household import Member
from pkh_desk.views.graduation.readiness import readiness


def test_points_are_read_from_what_is_recorded(desk: Desk) -> None:
    home = add_family(desk)
    known = readiness(desk, home)
    assert (known.supporting, known.unknown, known.natural) == (2, 6, True)
    day = desk.today()
    for back, income, willing in ((20, 2_500_000, None), (9, 2_100_000, True), (2, 2_300_000, None)):
        fields = VisitFields(household_id=home, on=day - timedelta(back), income=income, willing=willing)
        visit = save_visit(desk, VisitDraft(fields))
    ware = add_product(desk, ProductFields(household_id=home, name="Telur asin", unit="butir"))
    move_stock(desk, ware, "masuk", 90)
    for _ in range(3):
        move_stock(desk, ware, "keluar", 4)
    found = {point.key: point for point in readiness(desk, home).points}
    assert found["penghasilan"].evidence[0].id == visit
    assert found["penjualan"].speaks is True
    assert found["usaha"].speaks is None
    undo_last(desk)
    assert {point.key: point.speaks for point in readiness(desk, home).points}["penjualan"] is False


def test_the_point_about_komponen_says_what_they_are_paid_by_the_amounts_of_the_day(office: Desk) -> None:
    home = add_family(office)
    with office.write() as session:
        for number, code in enumerate(["sd", "sd", "smp", "lansia", "aud"]):
            person = Member(id=office.new_id(), household_id=home, name=f"ANAK {number}", komponen=code)
            session.add(person)

    def said() -> str:
        return next(point.words for point in readiness(office, home).points if point.key == "komponen")

    # The four dearest count: 3,0 + 2,4 + 1,5 + 0,9 million.
    assert "Bantuannya Rp7.800.000 setahun." in said()
    today = office.today()
    publish_config(office, "amounts", body_on(office, "amounts", today) | {"lansia": 2_000_000}, today)
    assert "Bantuannya Rp7.400.000 setahun." in said()


def test_the_rules_are_the_offices_from_their_day_on(office: Desk) -> None:
    home = add_family(office)
    body = '{"months": 6, "criteria": {"komponen": {"weight": 5}}}'
    with office.write() as session:
        row = Config(
            id=office.new_id(), kind="readiness", version=1, effective_from=office.today(), body=body
        )
        session.add(row)
    assert (readiness(office, home).supporting, readiness(office, home).total) == (5, 5)
