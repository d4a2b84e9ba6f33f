"""NIK and No KK: what is read, what cannot be trusted and is never mended, what the digits tell."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.domain.people.nik import (
    NumberReading,
    born_on,
    doubt_last_digit,
    ends_in_zero,
    group,
    mask,
    read_back,
    read_kk,
    read_nik,
    say_doubt,
    sex_of,
    told_apart,
)

TODAY = date(2026, 11, 24)
SARMUNAH, RAFLI, ENOK = "3604275203849901", "3604270207139908", "3604356512589910"
KK = "3604271406129901"
anything = st.text(alphabet=st.characters(exclude_categories=()), max_size=40)
cells = anything | st.text("0123456789 .,'/OE+-", max_size=40) | st.floats() | st.integers() | st.none()


def numbered(born: date, woman: bool, serial: int) -> str:
    """Return the NIK of somebody of Ciomas."""
    return f"360427{born.day + 40 * woman:02}{born:%m%y}{serial:04}"


@pytest.mark.parametrize(
    "cell",
    [
        "3604275203849901",
        "'3604275203849901",
        "\u20183604275203849901\xa0",
        "3604 2752 0384 9901",
        "36.04.27.520384.9901",
        "3604-27-520384-9901",
        "NIK: 3604275203849901",
        "No. KTP 3604275203849901",
        '="3604275203849901"',
        "3604275203849901.0",
        "'3604275203849901,00",
        "3,604275203849901E+15",
        "\uff13604275203849901",
        3604275203849901,
        3604275203849901.0,
    ],
)
def test_a_whole_number_is_read_in_any_dress(cell: object) -> None:
    reading = read_nik(cell)
    assert (reading.value, reading.doubt, reading.digits) == (SARMUNAH, None, 16)
    assert reading.from_number == isinstance(cell, int | float)
    assert read_kk(cell).value == SARMUNAH


@pytest.mark.parametrize("cell", [None, "", "-", "'", "0", "0000", 0, 0.0, "TIDAK ADA", " blm ada ", "N/A"])
def test_nothing_is_nothing(cell: object) -> None:
    assert read_nik(cell) == read_kk(cell) == NumberReading()


@pytest.mark.parametrize(
    ("cell", "doubt", "digits", "proposal"),
    [
        ("360428710187990", "length", 15, None),
        ("36042871018799044", "length", 17, None),
        (360428710187990, "length", 15, None),
        (-3604275203849901, "length", 16, None),
        (1.5, "length", 2, None),
        (float("nan"), "length", 0, None),
        (float("inf"), "length", 0, None),
        (True, "length", 0, None),
        ("hilang", "length", 0, None),
        ("menyusul 2027", "length", 4, None),
        ("3,60428E+15", "lost_digits", 6, None),
        ("3.60428e15", "lost_digits", 6, None),
        ("3,604275203849901E+16", "lost_digits", 16, None),
        ("3604280000000000", "lost_digits", 16, None),
        (3.60428e15, "lost_digits", 16, None),
        (9.9e15, "lost_digits", 16, None),
        (1e22, "lost_digits", 23, None),
        ("0360427520384990", "padded", 16, None),
        ("3604275203840000", "serial", 16, None),
        ("36042752O3849901", "letter", 15, SARMUNAH),
        ("360427520384990l", "letter", 15, SARMUNAH),
        ("3604275203849901 pindah", "letter", 16, SARMUNAH),
        ("36042752X38499011", "letter", 16, None),
        ("36042731O2849901", "letter", 15, None),
        ("3604275203849901/3604274511909902", "two", 32, None),
        ("3604275203849901 dan 3604274511909902", "two", 32, None),
        ("3604275203849901 3604274511909902", "two", 32, None),
        ("3604275203849901 / 3604275203849901", "two", 32, SARMUNAH),
        ("360427520384/360427520384", "two", 24, None),
        ("3604278103849901", "date", 16, None),
        ("3604270003849901", "date", 16, None),
        ("3604273102849901", "date", 16, None),
        ("3604277102849901", "date", 16, None),
        ("3604275213849901", "date", 16, None),
    ],
)
def test_what_cannot_be_trusted_is_kept_as_written(
    cell: object, doubt: str, digits: int, proposal: str | None
) -> None:
    reading = read_nik(cell)
    assert (reading.value, reading.doubt, reading.digits) == (None, f"nik_{doubt}", digits)
    assert reading.proposal == proposal
    assert reading.raw
    assert say_doubt(reading).endswith(".")


def test_the_raw_text_is_kept_short() -> None:
    assert read_nik("tidak jelas " * 50).raw == ("tidak jelas " * 50)[:80]
    assert read_nik(" 3,60431E+15 ").raw == "3,60431E+15"


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("360428710187990", "Baru 15 angka, NIK harus 16."),
        ("36042871018799044", "Ada 17 angka, NIK harus 16."),
        ("hilang", "NIK tidak berisi angka."),
        ("36042752O3849901", "Ada huruf di dalam NIK."),
        ("0360427520384990", "NIK tidak pernah diawali 0. Satu angka tampaknya hilang."),
        ("3604273102849901", "Tanggal lahir di dalam NIK tidak ada: 31 Februari."),
        ("3604277102849901", "Tanggal lahir di dalam NIK tidak ada: 31 Februari."),
        ("3604278103849901", "Tanggal lahir di dalam NIK tidak ada: tanggal 81."),
        ("3604275213849901", "Tanggal lahir di dalam NIK tidak ada: bulan 13."),
        (SARMUNAH, ""),
        ("", ""),
    ],
)
def test_a_doubt_is_said_in_one_sentence(cell: str, sentence: str) -> None:
    assert say_doubt(read_nik(cell)) == sentence


def test_a_kk_has_an_impossible_day_only_as_a_note() -> None:
    assert read_kk(KK) == NumberReading(value=KK, raw=KK, digits=16)
    woman, wrong = read_kk(SARMUNAH), read_kk("3604273102849901")
    assert (woman.value, woman.notes) == (SARMUNAH, ("kk_date",))
    assert say_doubt(woman, "kk_date") == "Tanggal terbit di dalam No KK tidak ada. Mungkin ini NIK."
    assert say_doubt(wrong, "kk_date") == "Tanggal terbit di dalam No KK tidak ada."
    letter = read_kk("36042807O4159904")
    assert (letter.value, letter.doubt, letter.proposal) == (None, "kk_letter", "3604280704159904")
    assert say_doubt(letter) == "Ada huruf di dalam No KK."


def test_an_unknown_region_is_only_a_note() -> None:
    def known(prefix: str) -> bool:
        return prefix == "360427"

    assert read_nik(SARMUNAH, known).notes == ()
    tarsih = read_nik("3604014606819911", known)
    assert (tarsih.value, tarsih.doubt, tarsih.notes) == ("3604014606819911", None, ("nik_region",))
    assert say_doubt(tarsih, "nik_region").startswith("NIK terbit di daerah lain")
    assert read_kk("3604015203849901", known).notes == ("kk_date", "kk_region")
    assert read_nik("3604018103849901", known).notes == ()


def test_a_last_digit_is_doubted_only_by_its_column() -> None:
    enok = read_nik(ENOK)
    assert enok.value == ENOK
    assert ends_in_zero(enok)
    assert not ends_in_zero(read_nik(SARMUNAH))
    assert not ends_in_zero(read_nik("3,60428E+10"))
    doubted = doubt_last_digit(enok, "nik")
    assert (doubted.value, doubted.doubt, doubted.raw) == (None, "nik_lost_digits", ENOK)
    assert not ends_in_zero(doubted)


@given(cells)
def test_anything_may_come_and_no_digit_is_ever_added(cell: object) -> None:
    for reading in (read_nik(cell), read_kk(cell)):
        assert reading.value is None or reading.doubt is None
        for number in filter(None, (reading.value, reading.proposal)):
            assert len(number) == 16
            assert number.isascii()
            assert number.isdigit()
        say_doubt(reading)
        if reading.value and isinstance(cell, str):
            assert reading.digits == 16


@given(st.dates(date(1927, 1, 1), TODAY), st.booleans(), st.integers(1, 9999))
def test_birth_and_sex_stand_in_the_number(born: date, woman: bool, serial: int) -> None:
    nik = numbered(born, woman, serial)
    assert read_nik(nik).value == nik
    assert sex_of(nik) == ("P" if woman else "L")
    assert born_on(nik, TODAY) == born
    assert born_on(nik, TODAY, roster_date=born) == born


@pytest.mark.parametrize(
    ("born", "known", "read"),
    [
        ((2, 7, 13), {}, date(2013, 7, 2)),
        ((2, 7, 13), {"komponen": "sd"}, date(2013, 7, 2)),
        ((2, 7, 13), {"komponen": "lansia"}, date(1913, 7, 2)),
        ((2, 7, 13), {"relation": "kepala"}, date(1913, 7, 2)),
        ((2, 7, 13), {"relation": "kepala", "komponen": "sd"}, date(2013, 7, 2)),
        ((2, 7, 13), {"relation": "anak"}, date(2013, 7, 2)),
        ((2, 7, 13), {"komponen": "bumil"}, date(1913, 7, 2)),
        ((2, 7, 13), {"roster_date": date(1913, 7, 2)}, date(1913, 7, 2)),
        ((2, 7, 13), {"roster_date": date(2013, 7, 1), "komponen": "lansia"}, date(2013, 7, 2)),
        ((2, 7, 5), {"relation": "istri"}, date(2005, 7, 2)),
        ((1, 1, 25), {"relation": "mertua"}, date(1925, 1, 1)),
        ((1, 12, 26), {}, date(1926, 12, 1)),
        ((29, 2, 0), {}, date(2000, 2, 29)),
        ((29, 2, 0), {"komponen": "lansia"}, date(2000, 2, 29)),
        ((29, 2, 16), {"relation": "kepala"}, date(1916, 2, 29)),
        ((31, 2, 84), {}, None),
    ],
)
def test_the_century_comes_from_what_is_known(
    born: tuple[int, int, int], known: dict[str, date | str], read: date | None
) -> None:
    nik = "360427{:02}{:02}{:02}9908".format(*born)
    assert born_on(nik, TODAY, **known) == read


def test_a_head_who_can_only_be_young_is_taken_as_young() -> None:
    assert born_on("3604272902009908", date(2010, 1, 1), relation="kepala") == date(2000, 2, 29)


def test_what_a_number_tells() -> None:
    assert read_back(SARMUNAH, date(1984, 3, 12)) == "perempuan · lahir 12 Maret 1984"
    assert read_back(RAFLI, None) == "laki-laki"


def test_a_number_is_shown_in_groups_even_while_it_is_typed() -> None:
    assert group("3604105403870002") == "3604 10 540387 0002"
    assert [group(part) for part in (None, "", "36", "36041", "36041054")] == [
        "", "", "36", "3604 1", "3604 10 54",
    ]  # fmt: skip


def test_the_mask_shows_the_ends_alone() -> None:
    assert mask(SARMUNAH) == "3604********9901"
    assert mask(None) == mask("") == ""
    assert mask("36042752O3849901") == "*" * 16


@given(st.from_regex(r"[0-9]{16}", fullmatch=True))
def test_numbers_of_the_same_ends_look_alike(number: str) -> None:
    assert mask(number) == mask(f"{number[:4]}00000000{number[12:]}")


@given(anything)
def test_the_mask_never_shows_the_middle(text: str) -> None:
    shown = mask(text)
    assert len(shown) == len(text)
    assert set(shown[4:-4]) <= {"*"}
    assert text.isdigit() or set(shown) <= {"*"}


@pytest.mark.parametrize("written", ["3604276902.059902", "360427 6902/05 9902"])
def test_a_number_of_a_29_february_that_was_none_is_told_apart_however_it_is_written(written: str) -> None:
    nik, kk = told_apart(read_nik(written), read_kk(SARMUNAH))
    assert (nik.doubt, nik.proposal, kk.doubt) == ("nik_swapped", SARMUNAH, "kk_swapped")
