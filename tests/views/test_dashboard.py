"""The dashboard's figures, and that they cost the same number of SELECTs however much is recorded."""

from datetime import date

from helpers.cases import bring_to
from helpers.desks import add_family
from helpers.statements import statements
from pkh_desk.actions.graduation.case import StepDraft, take_steps
from pkh_desk.actions.people.exit import record_exit
from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import PATH
from pkh_desk.store.exchange import KnownDesk
from pkh_desk.store.people.household import Household
from pkh_desk.views.office.dashboard import Dashboard, dashboard
from pkh_desk.views.office.overview import report


def graduate(desk: Desk, home: str, day: date, far: int = 6) -> None:
    if far:
        bring_to(desk, home, PATH[far - 1], day)


def counted(desk: Desk) -> tuple[Dashboard, int]:
    """Return the dashboard and how many statements it took."""
    with statements(desk) as asked:
        return dashboard(desk), len(asked)


def laptop(desk: Desk, name: str, seen: int) -> None:
    with desk.keep() as session:
        fields = {"sign_key": "", "seal_key": "", "role": "pendamping", "code": name[:5], "state": "aktif"}
        session.add(KnownDesk(id=desk.new_id(), name=name, last_seen_at=seen, **fields))


def test_the_year_of_a_graduation_is_that_of_the_decision(office: Desk) -> None:
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 11, 20)):
        graduate(office, add_family(office, nik=None, no_kk=None), day)
    graduate(office, add_family(office, nik=None, no_kk=None), date(2026, 11, 4), 4)
    graduate(office, add_family(office, nik=None, no_kk=None, desa_code=None), date(2026, 11, 4), 1)
    seen = dashboard(office)
    whole = seen.figures()
    assert (whole.approved[2025], whole.approved[2026], whole.proposed, whole.preparing) == (1, 2, 1, 1)
    assert seen.years() == [2025, 2026]
    assert seen.by_kecamatan[""].preparing == 1
    assert (seen.attention.signed, seen.attention.oldest_signed) == (1, 20)


def test_proposals_and_graduations_are_counted_apart_and_other_ways_out_nowhere(office: Desk) -> None:
    day = date(2026, 11, 4)
    done, proposed, gone, late = (add_family(office, nik=None, no_kk=None) for _ in range(4))
    graduate(office, done, day)
    graduate(office, late, day)
    graduate(office, proposed, day, 5)
    graduate(office, gone, day, 4)
    take_steps(office, [done, late], StepDraft("sertifikat", day))
    take_steps(office, [done], StepDraft("nonaktif", day, tahap="Tahap 1 2027"))
    record_exit(office, gone, "meninggal", day, "Surat kematian dari desa")
    record_exit(office, late, "pindah", day, "Pindah ke Cilegon")
    whole = dashboard(office).figures()
    assert (whole.approved[2026], whole.proposed, whole.signed, whole.preparing) == (2, 1, 0, 0)
    stages = {stage: count for stage, count in report(office).stages.items() if count}
    assert stages == {"graduasi": 2, "diverifikasi": 1, "sertifikat": 2, "nonaktif": 1}


def test_a_laptop_is_silent_after_thirty_days(office: Desk) -> None:
    day = 86_400_000
    laptop(office, "Wulan Apriyanti", office.now() - 29 * day)
    laptop(office, "Heni Rosdiana", office.now() - 31 * day)
    assert dashboard(office).attention.silent == ("Heni Rosdiana",)


def test_families_that_nobody_looks_after_need_somebody(office: Desk) -> None:
    left, gone, _theirs = (add_family(office, nik=None, no_kk=None) for _ in range(3))
    with office.write() as session:
        for home in (left, gone):
            session.get_one(Household, home).pendamping_id = None
    assert dashboard(office).attention.unowned == 2
    record_exit(office, gone, "meninggal", date(2026, 11, 4), "Surat kematian dari desa")
    assert dashboard(office).attention.unowned == 1


def test_more_records_take_no_more_selects(office: Desk) -> None:
    _, before = counted(office)
    for at in range(12):
        graduate(office, add_family(office, f"KELUARGA {at}", nik=None, no_kk=None), date(2026, 3, 4), at % 7)
    assert counted(office)[1] == before
