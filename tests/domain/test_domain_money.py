"""Rupiah: read as people write it, said as letters print it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.domain.money import BIGGEST, Rupiah, in_words, read_price_range, read_rupiah, say_rupiah

amounts = st.integers(0, BIGGEST - 1) | st.integers(0, 10**7)
anything = st.text(alphabet=st.characters(exclude_categories=()), max_size=30)
ONES = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def counted(words: str) -> int:
    """Return the number that words mean, read the way people read them aloud."""
    total = part = last = 0
    for word in words.replace("seratus", "satu ratus").replace("seribu", "satu ribu").split():
        if word in SCALES:
            total, part, last = total + (part + last) * SCALES[word], 0, 0
        elif word == "belas":
            last += 10
        elif word in ("puluh", "ratus"):
            part, last = part + last * (10 if word == "puluh" else 100), 0
        else:
            last = ONES.index(word)
    return total + part + last


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("2100000", 2_100_000),
        ("2.100.000", 2_100_000),
        ("2,1 jt", 2_100_000),
        ("2.1juta", 2_100_000),
        ("2,5 jt", 2_500_000),
        ("150 rb", 150_000),
        ("IDR 225.000.-", 225_000),
        ("225000 rupiah", 225_000),
        ("150k", 150_000),
        ("35rb", 35_000),
        ("1,5 rb", 1_500),
        ("1,25 jt", 1_250_000),
        ("2 m", 2 * 10**9),
        ("Rp. 825.000,-", 825_000),
        ("Rp 2.500.000", 2_500_000),
        ("Rp. 225.000,-", 225_000),
        ("225,000", 225_000),
        ("600,000", 600_000),
        ("600.000", 600_000),
        ("1.500,00", 1_500),
        ("1 500 000", 1_500_000),
        ("12.000", 12_000),
        ("0", 0),
        (225_000, 225_000),
        (225_000.0, 225_000),
    ],
)
def test_amounts_as_people_write_them(written: str | float, amount: int) -> None:
    assert read_rupiah(written) == Rupiah(amount)


@pytest.mark.parametrize("written", [None, "", " ", "-", "Rp", "Rp. -", "TIDAK ADA", True])
def test_nothing_is_nothing(written: str | None) -> None:
    assert read_rupiah(written) == Rupiah()


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("1,5", "tanpa sen"),
        ("1,2345 jt", "tidak terbaca"),
        ("1,2345678 jt", "tidak terbaca"),
        ("0,5", "tanpa sen"),
        (1.5, "tanpa sen"),
        (float("nan"), "tanpa sen"),
        (float("inf"), "tanpa sen"),
        ("-5000", "tidak terbaca"),
        ("tiga ribu", "tidak terbaca"),
        ("12.000/10.000", "tidak terbaca"),
        ("1.2.3", "tidak terbaca"),
        (-1, "di luar batas"),
        (BIGGEST, "di luar batas"),
        (1e300, "di luar batas"),
        ("1" * 20, "di luar batas"),
        ("1" * 5000, "di luar batas"),
        ("1" * 5000 + ",5 jt", "di luar batas"),
        ("2.500 rb", "tidak terbaca"),
    ],
)
def test_what_is_no_amount_is_a_problem(written: str | float, problem: str) -> None:
    reading = read_rupiah(written)
    assert reading.value is None
    assert problem in (reading.problem or "")


@pytest.mark.parametrize("written", ["1.2." * 2000, "x" * 2000])
def test_a_problem_stays_a_sentence(written: str) -> None:
    assert len(read_rupiah(written).problem or "") < 100


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("5rb-15rb", 5_000, 15_000),
        ("5-15rb", 5_000, 15_000),
        ("15rb s/d 5 rb", 5_000, 15_000),
        ("Rp 5.000 – Rp 15.000,-", 5_000, 15_000),
        ("500-1rb", 500, 1_000),
        ("2500 sampai 3rb", 2_500, 3_000),
        ("1,5-2 jt", 1_500_000, 2_000_000),
        ("12.000", 12_000, 12_000),
        (12_000, 12_000, 12_000),
        ("", None, None),
        ("-", None, None),
    ],
)
def test_a_price_may_be_a_range(written: str | int, low: int | None, high: int | None) -> None:
    assert read_price_range(written) == (Rupiah(low), Rupiah(high))


@pytest.mark.parametrize("written", ["murah-mahal", "5rb-mahal", "1-2-3", "-5rb", "1,5-2", "5-15 butir"])
def test_what_is_no_range_is_a_problem(written: str) -> None:
    low, high = read_price_range(written)
    assert low == high
    assert low.problem


@given(anything | st.floats() | st.integers() | st.none())
def test_anything_may_come(raw: str | float | None) -> None:
    for reading in (read_rupiah(raw), *read_price_range(raw)):
        assert reading.value is None or reading.problem is None
        assert reading.value is None or 0 <= reading.value < BIGGEST


@given(amounts)
def test_what_is_said_is_read_back(amount: int) -> None:
    grouped = f"{amount:,}".replace(",", ".")
    for said in (say_rupiah(amount), f"{amount:,}", f"Rp. {grouped},-", str(amount)):
        assert read_rupiah(said) == Rupiah(amount)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (19, "sembilan belas"),
        (45, "empat puluh lima"),
        (100, "seratus"),
        (1_071, "seribu tujuh puluh satu"),
        (10_000, "sepuluh ribu"),
        (101_000, "seratus satu ribu"),
        (2_100_000, "dua juta seratus ribu"),
        (1_500_000, "satu juta lima ratus ribu"),
        (3_000_001_200, "tiga miliar seribu dua ratus"),
        (10**12, "satu triliun"),
        (-2_500, "minus dua ribu lima ratus"),
    ],
)
def test_amounts_in_words(amount: int, words: str) -> None:
    assert in_words(amount) == words


@given(amounts)
def test_words_mean_their_amount_alone(amount: int) -> None:
    assert counted(in_words(amount)) == amount


def test_every_small_amount_has_words_of_its_own() -> None:
    assert [counted(in_words(amount)) for amount in range(2_100)] == list(range(2_100))


@pytest.mark.parametrize("amount", [BIGGEST, -BIGGEST])
def test_beyond_a_thousand_trillion_there_are_no_words(amount: int) -> None:
    with pytest.raises(ValueError, match="beyond"):
        in_words(amount)


def test_the_minus_stands_before_the_currency() -> None:
    assert say_rupiah(2_100_000) == "Rp2.100.000"
    assert say_rupiah(-500) == "-Rp500"
