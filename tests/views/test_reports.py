"""The figures of reports, dashboard and lists agree with each other, and with an account kept beside them."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.desks import add_family, make_desk
from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import PATH
from pkh_desk.store.business import Business, Movement, Product
from pkh_desk.store.graduation.case import GraduationCase, StageEvent
from pkh_desk.store.people.household import Household, Member
from pkh_desk.store.people.petugas import Alias
from pkh_desk.store.people.visit import Commitment, Visit
from pkh_desk.views.business.products import products
from pkh_desk.views.graduation.pipeline import pipeline
from pkh_desk.views.office.dashboard import dashboard
from pkh_desk.views.office.report import Period, Report, Wish, month_of, quarter_of, year_of
from pkh_desk.views.office.reports import read_report
from pkh_desk.views.people.families import family_ids

TODAY = date(2026, 11, 24)
PLACES = ["36.04.27.2007", "36.04.27.2008", "36.04.28.2010", None]
ALL = Period(date(2007, 1, 1), TODAY)


@dataclass
class Account:
    """What was put in, counted by whoever put it in; keys are codes of kecamatan, "" for none."""

    places: dict[str, str] = field(default_factory=dict)
    elder: dict[str, str] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    visits: list[tuple[str, date]] = field(default_factory=list)
    months: dict[tuple[str, str], dict[str, bool | None]] = field(default_factory=lambda: defaultdict(dict))
    home_of_member: dict[str, str] = field(default_factory=dict)
    wares: dict[str, tuple[str, int | None]] = field(default_factory=dict)
    moves: list[tuple[str, str, int, date]] = field(default_factory=list)
    cases: list[tuple[str, list[tuple[str, date]]]] = field(default_factory=list)

    def stands(self, home: str) -> str:
        return self.elder.get(home, home)

    def place(self, home: str) -> str:
        return self.places[self.stands(home)]

    def there(self, home: str) -> bool:
        return self.stands(home) not in self.gone


@contextmanager
def district(seed: int) -> Iterator[tuple[Desk, Account]]:
    """Give an office with an invented district, and the account of it."""
    rand = random.Random(seed)
    with TemporaryDirectory() as folder:
        desk = make_desk(Path(folder) / "kantor", role="kantor", name="Dinsos Kab. Serang", seed=seed + 1)
        try:
            yield desk, _fill(desk, rand)
        finally:
            desk.close()


def _fill(desk: Desk, rand: random.Random) -> Account:
    seen = Account()
    for at in range(rand.randint(3, 9)):
        place = rand.choice(PLACES)
        status = rand.choice(["aktif", "aktif", "graduasi", "pindah"])
        home = add_family(desk, f"KELUARGA {at}", nik=None, no_kk=None, desa_code=place, status=status)
        seen.places[home], seen.status[home] = (place or "")[:8], status
    homes = list(seen.places)
    with desk.write() as session:
        if len(homes) > 3 and rand.random() < 0.6:
            seen.elder[homes[-1]] = homes[0]
            session.add(Alias(id=desk.new_id(), kind="household", from_id=homes[-1], to_id=homes[0]))
        if rand.random() < 0.4:
            seen.gone.add(homes[1])
            session.get_one(Household, homes[1]).deleted = True
        for home in homes:
            _visits(desk, session, rand, seen, home)
            _months(desk, session, rand, seen, home)
            _wares(desk, session, rand, seen, home)
            _case(desk, session, rand, seen, home)
    return seen


def _day(rand: random.Random) -> date:
    return TODAY - timedelta(rand.choice([0, 3, 30, 90, 200, 340, 700]))


def _visits(desk: Desk, session: Any, rand: random.Random, seen: Account, home: str) -> None:
    for _ in range(rand.randint(0, 3)):
        day = _day(rand)
        seen.visits.append((home, day))
        session.add(Visit(id=desk.new_id(), household_id=home, on=day))
    session.add(Visit(id=desk.new_id(), household_id=home, on=TODAY, deleted=True))


def _months(desk: Desk, session: Any, rand: random.Random, seen: Account, home: str) -> None:
    member = desk.new_id()
    komponen = rand.choice(["sd", "aud", "lansia", None])
    session.add(Member(id=member, household_id=home, name="ANAK", relation="anak", komponen=komponen))
    seen.home_of_member[member] = home
    for month in ("2025-12", "2026-01", "2026-10"):
        for source in ("kunjungan", "verkom"):
            if rand.random() < 0.5:
                kept = rand.choice([True, False, None])
                seen.months[member, month][source] = kept
                fields = {"household_id": home, "member_id": member, "month": month, "source": source}
                session.add(Commitment(id=desk.new_id(), kept=kept, **fields))


def _wares(desk: Desk, session: Any, rand: random.Random, seen: Account, home: str) -> None:
    if rand.random() < 0.4:
        session.add(Business(id=desk.new_id(), household_id=home, name="Usaha"))
    for _ in range(rand.randint(0, 2)):
        ware, price = desk.new_id(), rand.choice([None, 2500])
        seen.wares[ware] = (home, price)
        session.add(Product(id=ware, household_id=home, name="Telur asin", unit="butir", price=price))
        for _ in range(rand.randint(0, 4)):
            kind, count = rand.choice(["masuk", "keluar", "rusak"]), rand.randint(1, 20)
            move, day = desk.new_id(), _day(rand)
            fields = {"household_id": home, "product_id": ware, "kind": kind, "quantity": count}
            session.add(Movement(id=move, on=day, **fields))
            if rand.random() < 0.3:
                session.add(Movement(id=desk.new_id(), on=TODAY, reverses=move, **fields))
            else:
                seen.moves.append((ware, kind, count, day))


def _case(desk: Desk, session: Any, rand: random.Random, seen: Account, home: str) -> None:
    if rand.random() < 0.25:
        return
    case, start = desk.new_id(), _day(rand)
    steps = [*PATH[: rand.randint(1, 6)]]
    if len(steps) == 5 and rand.random() < 0.5:
        steps += ["ditolak"] if rand.random() < 0.5 else ["ditolak", *PATH[: rand.randint(1, 5)]]
    session.add(GraduationCase(id=case, household_id=home, opened_on=start))
    walked, before = [], None
    for stage in steps:
        fields = {"household_id": home, "case_id": case, "on": start, "seen": before, "stage": stage}
        session.add(StageEvent(id=desk.new_id(), **fields))
        walked.append((stage, start))
        before = stage
    seen.cases.append((home, walked))


def figures(report: Report[Any]) -> dict[str, int]:
    return {name: int(said.split()[0].replace(".", "").removeprefix("Rp")) for name, said in report.figures}


@settings(max_examples=20)
@given(st.integers(0, 10_000))
def test_every_figure_is_the_one_of_the_account(seed: int) -> None:
    with district(seed) as (desk, seen):
        for period in (month_of(2026, 11), quarter_of(2026, 1), year_of(2025), ALL):
            for place in ("", "36.04.27"):
                _check_visits(desk, seen, period, place)
                _check_months(desk, seen, period, place)
                _check_wares(desk, seen, period, place)
                _check_cases(desk, seen, period, place)
        _check_dashboard(desk, seen)


def _inside(seen: Account, home: str, place: str) -> bool:
    return seen.there(home) and (not place or seen.place(home) == place)


def _check_visits(desk: Desk, seen: Account, period: Period, place: str) -> None:
    told = read_report(desk, "kunjungan", Wish(period, place))
    mine = [
        seen.stands(home)
        for home, day in seen.visits
        if _inside(seen, home, place) and period.first <= day <= period.last
    ]
    active = {
        home
        for home in seen.places
        if home not in seen.elder and seen.status[home] == "aktif" and _inside(seen, home, place)
    }
    counts = {"Kunjungan": len(mine), "Keluarga dikunjungi": len(set(mine))}
    assert figures(told) == counts | {"Belum dikunjungi": len(active - set(mine))}
    titles = [column.title for column in told.sheet.columns]
    assert dict(zip(titles, told.totals(), strict=True))["Keluarga aktif"] == len(active)


def _check_months(desk: Desk, seen: Account, period: Period, place: str) -> None:
    told = read_report(desk, "komitmen", Wish(period, place, by_desa=True))
    first, last = (day[:7] for day in period.days)
    mine = [
        said["verkom"] if "verkom" in said else said["kunjungan"]
        for (member, month), said in seen.months.items()
        if first <= month <= last and _inside(seen, seen.home_of_member[member], place)
    ]
    counts = Counter(mine)
    expected = {"Bulan dicek": len(mine), "Memenuhi": counts[True], "Tidak memenuhi": counts[False]}
    assert figures(told) == expected
    assert sum(row.open for row in told.rows) == counts[None]


def _check_wares(desk: Desk, seen: Account, period: Period, place: str) -> None:
    told = read_report(desk, "usaha", Wish(period, place))
    mine = {ware: home for ware, (home, _) in seen.wares.items() if _inside(seen, home, place)}
    worth = 0
    for ware in mine:
        stock = sum(
            count if kind == "masuk" else -count
            for each, kind, count, day in seen.moves
            if each == ware and day <= period.last
        )
        worth += max(stock, 0) * (seen.wares[ware][1] or 0)
    counts = figures(told)
    assert counts["Produk"] == len(mine)
    assert counts["Keluarga dengan produk"] == len({seen.stands(home) for home in mine.values()})
    assert counts["Nilai stok"] == worth
    came = sum(
        count
        for ware, kind, count, day in seen.moves
        if ware in mine and kind == "masuk" and period.first <= day <= period.last
    )
    assert sum(row.came for row in told.rows) == came


def _rounds(steps: list[tuple[str, date]]) -> list[list[tuple[str, date]]]:
    """Cut the steps of a case where it was refused and opened again."""
    cut = next((at + 1 for at, (stage, _) in enumerate(steps) if stage == "ditolak"), len(steps))
    return [part for part in (steps[:cut], steps[cut:]) if part]


def _check_cases(desk: Desk, seen: Account, period: Period, place: str) -> None:
    told = figures(read_report(desk, "graduasi", Wish(period, place)))
    expected: Counter[str] = Counter()
    for home, steps in seen.cases:
        left = seen.status[seen.stands(home)] == "pindah"
        for part in _rounds(steps) if _inside(seen, home, place) else ():
            stages = dict(part)
            if not period.first <= part[0][1] <= period.last:
                continue
            ended = "graduasi" in stages or "ditolak" in stages
            expected["Diusulkan"] += "ditandatangani" in stages and (ended or not left)
            expected["Disetujui"] += "graduasi" in stages
            expected["Ditolak"] += "ditolak" in stages
    assert told == {name: expected[name] for name in ("Diusulkan", "Disetujui", "Ditolak")}


def _check_dashboard(desk: Desk, seen: Account) -> None:
    board = dashboard(desk)
    for place in ("", "36.04.27", "36.04.28"):
        shown = board.figures(place)
        visits = figures(read_report(desk, "kunjungan", Wish(Period(TODAY.replace(day=1), TODAY), place)))
        assert shown.visits == visits["Kunjungan"]
        for year in (2024, 2025, 2026):
            decided = figures(read_report(desk, "graduasi", Wish(year_of(year), place)))
            assert shown.approved[year] == decided["Disetujui"]
        wares = figures(read_report(desk, "usaha", Wish(ALL, place)))
        assert (shown.products, shown.sellers) == (wares["Produk"], wares["Keluarga dengan produk"])
    listed = products(desk)
    assert board.figures().products == len(listed)
    assert figures(read_report(desk, "usaha", Wish(ALL)))["Nilai stok"] == sum(row.worth for row in listed)
    homes = [home for home in seen.places if home not in seen.elder and home not in seen.gone]
    assert set(family_ids(desk)) == set(homes)
    assert board.figures().families == sum(seen.status[home] == "aktif" for home in homes)
    waiting = [card for card in pipeline(desk) if card.case.stage in PATH[3:5] and not card.gone]
    cases = [home for home, _ in seen.cases if seen.there(home)]
    if len({seen.stands(home) for home in cases}) == len(cases):
        assert board.figures().proposed == len(waiting)
