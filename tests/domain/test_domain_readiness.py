"""Readiness: each point speaks for, against, or is not known, in words and with its evidence."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.domain.graduation.readiness import Evidence, Known, Person, Point, Visited, Ware, weigh
from pkh_desk.settings import resource

TODAY = date(2026, 11, 24)
RULES = json.loads(resource("defaults", "readiness.json").read_text(encoding="utf-8"))
NOTHING = Known((), "", None, (), ())


def points(known: Known, rules: dict[str, Any] = RULES) -> dict[str, Point]:
    return {point.key: point for point in weigh(known, rules, TODAY)}


def visited(n: int, back: int, **noted: Any) -> Visited:
    return Visited(f"v{n}", TODAY - timedelta(back), **noted)


def test_of_a_family_of_which_nothing_is_known_nothing_speaks() -> None:
    found = weigh(NOTHING, RULES, TODAY)
    assert [point.key for point in found] == list(RULES["criteria"])
    assert {point.speaks for point in found} == {None}
    assert all(point.words.endswith(".") and not point.evidence for point in found)


def test_income_needs_enough_visits_and_those_of_long_ago_do_not_count() -> None:
    few = [visited(1, 300, income=9_000_000), visited(2, 40, income=2_500_000), visited(3, 9)]
    point = points(Known(few, "", None, (), ()))["penghasilan"]
    assert (point.speaks, point.words) == (None, "Baru 1 dari 3 kunjungan yang mencatat: Rp2.500.000.")
    three = [*few, visited(4, 20, income=2_000_000), visited(5, 2, income=1_200_000)]
    found = points(Known(three, "", None, (), ()))
    assert found["penghasilan"].speaks is False
    words = "Rata-rata Rp1.900.000 dari 3 kunjungan. Acuan kantor Rp2.000.000 sebulan."
    assert found["penghasilan"].words == words
    assert [each.id for each in found["penghasilan"].evidence] == ["v5", "v4", "v2"]
    assert found["penghasilan"].evidence[0] == Evidence("visit", "v5", "22 Nov")
    assert found["arah"].words == "Turun dari Rp2.500.000 (15 Okt) ke Rp1.200.000 (22 Nov)."
    assert found["arah"].speaks is False


def test_business_sales_savings_and_will() -> None:
    sold = [(TODAY - timedelta(back), 5) for back in (3, 20, 60, 200)]
    visits = [visited(1, 30, set_aside=100_000), visited(2, 9, set_aside=50_000, willing=False)]
    visits.append(visited(3, 1, willing=True))
    known = Known(visits, "Telur asin", 2024, [Ware("p", "Telur asin", sold), Ware("q", "Keripik")], ())
    found = points(known)
    assert {key: found[key].speaks for key in ("usaha", "penjualan", "tabungan", "kesediaan")} == {
        "usaha": True,
        "penjualan": True,
        "tabungan": True,
        "kesediaan": True,
    }
    assert found["penjualan"].words == "Stok keluar 3 kali dalam 90 hari. Acuan 3 kali."
    assert [each.id for each in found["penjualan"].evidence] == ["p"]
    assert found["kesediaan"].words == "Bersedia, kata keluarga pada 23 November 2026."
    assert "Rp150.000" in found["tabungan"].words


def test_a_business_of_unknown_age_and_an_income_that_stays_the_same() -> None:
    visits = [visited(1, 30, income=1_000_000, set_aside=0), visited(2, 9, income=1_000_000)]
    found = points(Known(visits, "", None, [Ware("p", "Keripik")], ()))
    assert (found["usaha"].speaks, found["usaha"].words) == (None, "Keripik, sejak kapan belum tercatat.")
    assert found["arah"].words.startswith("Tetap dari Rp1.000.000")
    assert (found["arah"].speaks, found["tabungan"].speaks, found["penjualan"].speaks) == (True, False, False)


@pytest.mark.parametrize(
    ("codes", "speaks", "words"),
    [
        ((None, None), True, "Tidak ada komponen yang tercatat lagi."),
        (("sd", "sd", None), False, "Masih ada 2 SD."),
        (("lansia", "sma"), False, "Masih ada 1 Lansia, 1 SMA. Keluarga ini tetap didampingi."),
    ],
)
def test_komponen_that_are_left(codes: tuple[str | None, ...], speaks: bool, words: str) -> None:
    people = [Person(f"m{n}", "SITI", code) for n, code in enumerate(codes)]
    point = points(Known((), "", None, (), people))["komponen"]
    assert (point.speaks, point.words) == (speaks, words)
    assert len(point.evidence) == sum(code is not None for code in codes)


def test_the_office_chooses_points_weights_and_marks() -> None:
    rules = {
        "months": 6,
        "criteria": {"kesediaan": {"weight": 7}, "belum_dikenal": {"weight": 1}, "arah": {"weight": 0}},
    }
    (point,) = weigh(NOTHING, rules, TODAY)
    assert (point.key, point.weight) == ("kesediaan", 7)


@given(
    st.lists(
        st.builds(
            Visited,
            st.uuids().map(str),
            st.dates(date(2026, 1, 1), TODAY),
            st.none() | st.integers(0, 10**9),
            st.none() | st.integers(0, 10**9),
            st.none() | st.booleans(),
        ),
        max_size=6,
    )
)
def test_whatever_visits_say_there_is_a_sentence_and_the_order_does_not_matter(visits: list[Visited]) -> None:
    known = Known(visits, "", None, (), ())
    found = weigh(known, RULES, TODAY)
    assert found == weigh(Known(visits[::-1], "", None, (), ()), RULES, TODAY)
    ids = {visit.id for visit in visits}
    assert all(point.words and {each.id for each in point.evidence} <= ids for point in found)
