"""A village of invented families on a real desk: what the window's tests and pictures look at."""

import random
from datetime import timedelta

from helpers.homes import once
from pkh_desk.actions.business.product import add_product, move_stock
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.people.visit import PromiseDraft, VisitDraft, save_visit
from pkh_desk.desk import Desk
from pkh_desk.domain.business import ProductFields
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.sample.people import SampleFamily, sample_families
from pkh_desk.store.people.household import Household, Member, Phone
from pkh_desk.store.people.petugas import Kelompok

DESA = ("36.04.27.2007", "36.04.27.2001", "36.04.27.2003")
NOTES = (
    "Ibu menyisihkan Rp150.000 dari bantuan tahap 4. Pesanan naik menjelang bazar. Anak kedua rutin sekolah.",
    "Telur asin mulai dititip di dua warung. Anak bungsu sering terlambat.",
    "Seragam sudah ada, anak hadir terus.",
)


def settle_village(desk: Desk, count: int = 40, busy: int = 12) -> list[str]:
    """Store `count` families; the first `busy` of them have visits, wares and ways to graduation."""
    return list(once(lambda: _settle(desk, count, busy), f"village {count} {busy}", (desk,)))


def _settle(desk: Desk, count: int, busy: int) -> list[str]:
    homes: list[str] = []
    with desk.write() as session:
        groups: dict[str, str] = {}
        for each in sample_families(count, 7, DESA):
            if each.group not in groups:
                groups[each.group] = desk.new_id()
                session.add(Kelompok(id=groups[each.group], name=each.group, desa_code=each.desa_code))
            homes.append(_store(desk, session, each, groups[each.group]))
    chance = random.Random(3)
    for place, home in enumerate(homes[:busy]):
        _live(desk, home, place, chance)
    return homes


def _store(desk: Desk, session: object, each: SampleFamily, group: str) -> str:
    home = desk.new_id()
    ids = [desk.new_id() for _ in each.people]
    session.add(
        Household(
            id=home,
            no_kk=each.no_kk,
            pengurus_id=ids[0],
            pendamping_id=desk.identity.petugas_id,
            kelompok_id=group,
            address=each.address,
            rt=f"{each.rt:03d}",
            rw=f"{each.rw:03d}",
            desa_code=each.desa_code,
            no_peserta=f"360427-{each.no_kk[-4:]}",
        )
    )
    for row_id, person in zip(ids, each.people, strict=True):
        session.add(
            Member(
                id=row_id,
                household_id=home,
                nik=person.nik,
                name=person.name.upper(),
                sex=person.sex,
                born_on=person.born_on,
                relation=person.relation,
                komponen=person.komponen,
            )
        )
    session.add(Phone(id=desk.new_id(), household_id=home, number=f"+62{each.phone[1:]}"))
    return home


def _live(desk: Desk, home: str, place: int, chance: random.Random) -> None:
    today = desk.today()
    for back in (9 * place + 25, 3 * place):
        fields = VisitFields(household_id=home, on=today - timedelta(back), note=chance.choice(NOTES))
        promises = [PromiseDraft("Buka rekening tabungan", today + timedelta(10))] if place == 0 else []
        save_visit(desk, VisitDraft(fields, promises))
    if place % 2 == 0:
        for name, unit, price in (
            ("Telur asin “Cikujang”", "butir", 4000),
            ("Keripik pisang", "bungkus", 12000),
        ):
            ware = ProductFields(household_id=home, name=name, unit=unit, price=price, low_stock=10)
            move_stock(desk, add_product(desk, ware), "masuk", chance.randrange(4, 90))
    if place % 3 == 0:
        take_step(desk, home, StepDraft("calon", today - timedelta(57)))
        take_step(
            desk,
            home,
            StepDraft("siap", today - timedelta(40), "Penghasilan usaha tiga bulan berturut-turut."),
        )
