"""What is recorded of a family that speaks for or against its graduation, point by point; never a verdict.

Which points there are, their weights and their marks are the office's (config `readiness`). Each point is
explained in a sentence and names the records it was read from. What nobody asked speaks neither way.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pkh_desk.domain.dates import say_date, say_short
from pkh_desk.domain.money import say_rupiah
from pkh_desk.domain.people.amounts import yearly_aid
from pkh_desk.domain.vocabulary import KOMPONEN

STAYS = frozenset({"lansia", "disabilitas"})
"""Komponen whose families are to stay supported. Source: domain, Law and kinds."""
DAYS_A_MONTH = 30.4375


@dataclass(frozen=True)
class Visited:
    """What one visit noted; None where nobody asked. Money in rupiah."""

    id: str
    on: date
    income: int | None = None
    set_aside: int | None = None
    willing: bool | None = None


@dataclass(frozen=True)
class Ware:
    """A product, and each time stock of it went out: the day and how much."""

    id: str
    name: str
    sold: Sequence[tuple[date, int]] = ()


@dataclass(frozen=True)
class Person:
    """A member and the code of its komponen."""

    id: str
    name: str
    komponen: str | None


@dataclass(frozen=True)
class Known:
    """Everything the points are read from; visits in any order."""

    visits: Sequence[Visited]
    business: str
    since_year: int | None
    wares: Sequence[Ware]
    people: Sequence[Person]


@dataclass(frozen=True)
class Evidence:
    """A record that a point was read from: its kind (visit, product, member), its id, what to call it."""

    kind: str
    id: str
    words: str


@dataclass(frozen=True)
class Point:
    """One point: `speaks` for it (True), against it (False), or is not known (None)."""

    key: str
    title: str
    weight: int
    speaks: bool | None
    words: str
    evidence: tuple[Evidence, ...] = ()


Found = tuple[bool | None, str, tuple[Evidence, ...]]
Rule = Mapping[str, Any]


def weigh(known: Known, rules: Mapping[str, Any], today: date) -> tuple[Point, ...]:
    """Return the points that the office wants, in its order.

    One that weighs nothing, or that this program does not know, is left out.
    """
    since = today - timedelta(round(float(rules["months"]) * DAYS_A_MONTH))
    visits = sorted((v for v in known.visits if v.on >= since), key=lambda v: (v.on, v.id))
    recent = Known(visits, known.business, known.since_year, known.wares, known.people)
    points = []
    for key, rule in rules["criteria"].items():
        if key in _POINTS and rule["weight"]:
            found = _POINTS[key](recent, rule, today)
            points.append(Point(key, POINT_TITLES[key], int(rule["weight"]), *found))
    return tuple(points)


def _visits(visits: Sequence[Visited]) -> tuple[Evidence, ...]:
    return tuple(Evidence("visit", v.id, say_short(v.on)) for v in reversed(visits))


def _income(known: Known, rule: Rule, today: date) -> Found:
    asked = [(v, v.income) for v in known.visits if v.income is not None]
    if not asked:
        return None, "Belum ditanyakan dalam kunjungan.", ()
    seen = _visits([v for v, _ in asked])
    mean = round(sum(income for _, income in asked) / len(asked))
    if len(asked) < rule["visits"]:
        words = f"Baru {len(asked)} dari {rule['visits']} kunjungan yang mencatat: {say_rupiah(mean)}."
        return None, words, seen
    mark = say_rupiah(int(rule["monthly"]))
    words = f"Rata-rata {say_rupiah(mean)} dari {len(asked)} kunjungan. Acuan kantor {mark} sebulan."
    return mean >= rule["monthly"], words, seen


def _trend(known: Known, rule: Rule, today: date) -> Found:
    asked = [(v, v.income) for v in known.visits if v.income is not None]
    if len(asked) < 2:
        return None, "Perlu dua kunjungan yang mencatat penghasilan.", ()
    (first, was), (last, now) = asked[0], asked[-1]
    way = "Naik" if now > was else "Turun" if now < was else "Tetap"
    span = f"{say_rupiah(was)} ({say_short(first.on)}) ke {say_rupiah(now)} ({say_short(last.on)})"
    return now >= was, f"{way} dari {span}.", _visits([first, last])


def _business(known: Known, rule: Rule, today: date) -> Found:
    seen = tuple(Evidence("product", ware.id, ware.name) for ware in known.wares)
    name = known.business or ", ".join(ware.name for ware in known.wares[:2])
    if not name:
        return None, "Belum ada usaha yang tercatat.", ()
    if known.since_year is None:
        return None, f"{name}, sejak kapan belum tercatat.", seen
    years = today.year - known.since_year
    return years >= rule["years"], f"{name}, sejak {known.since_year}. Acuan {rule['years']} tahun.", seen


def _sales(known: Known, rule: Rule, today: date) -> Found:
    if not known.wares:
        return None, "Belum ada produk yang tercatat.", ()
    since = today - timedelta(rule["days"])
    sold = [(ware, [n for on, n in ware.sold if on >= since]) for ware in known.wares]
    times = sum(len(out) for _, out in sold)
    words = f"Stok keluar {times} kali dalam {rule['days']} hari. Acuan {rule['times']} kali."
    seen = tuple(Evidence("product", ware.id, ware.name) for ware, out in sold if out)
    return times >= rule["times"], words, seen


def _saving(known: Known, rule: Rule, today: date) -> Found:
    asked = [(v, v.set_aside) for v in known.visits if v.set_aside is not None]
    if not asked:
        return None, "Belum ditanyakan dalam kunjungan.", ()
    put = [(v, amount) for v, amount in asked if amount]
    total = say_rupiah(sum(amount for _, amount in put))
    words = f"{len(put)} dari {len(asked)} kunjungan mencatat sisihan, jumlahnya {total}."
    return len(put) >= rule["times"], f"{words} Acuan {rule['times']} kali.", _visits([v for v, _ in asked])


def _komponen(known: Known, rule: Rule, today: date) -> Found:
    if not known.people:
        return None, "Belum ada anggota yang tercatat.", ()
    still = [person for person in known.people if person.komponen]
    if not still:
        return True, "Tidak ada komponen yang tercatat lagi.", ()
    codes = [person.komponen or "" for person in still]
    listed = ", ".join(f"{codes.count(code)} {KOMPONEN.get(code, code)}" for code in dict.fromkeys(codes))
    aid = yearly_aid(codes, rule.get("amounts", {}), rule.get("most", 0))
    given = f" Bantuannya {say_rupiah(aid)} setahun." if aid else ""
    stays = " Keluarga ini tetap didampingi." if STAYS & set(codes) else ""
    seen = tuple(Evidence("member", person.id, person.name) for person in still)
    return False, f"Masih ada {listed}.{given}{stays}", seen


def _willing(known: Known, rule: Rule, today: date) -> Found:
    asked = [v for v in known.visits if v.willing is not None]
    if not asked:
        return None, "Belum ditanyakan dalam kunjungan.", ()
    last = asked[-1]
    words = "Bersedia" if last.willing else "Belum bersedia"
    return last.willing, f"{words}, kata keluarga pada {say_date(last.on)}.", _visits([last])


POINT_TITLES = {
    "penghasilan": "Penghasilan",
    "arah": "Arah penghasilan",
    "usaha": "Umur usaha",
    "penjualan": "Penjualan",
    "tabungan": "Tabungan dari bantuan",
    "komponen": "Komponen",
    "kesediaan": "Kesediaan",
}
"""What each point is called."""

_POINTS: Mapping[str, Callable[[Known, Rule, date], Found]] = {
    "penghasilan": _income,
    "arah": _trend,
    "usaha": _business,
    "penjualan": _sales,
    "tabungan": _saving,
    "komponen": _komponen,
    "kesediaan": _willing,
}
