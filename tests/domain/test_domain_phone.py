"""Telephone numbers: several in a cell, links, spaces, lost zeros; what cannot be read is handed back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.domain.people.phone import PhoneReading, read_phones, say_phone, say_phone_doubt

SARMUNAH = "+6281200009901"
anything = st.text(alphabet=st.characters(exclude_categories=()), max_size=40)


@pytest.mark.parametrize(
    "cell",
    [
        "081200009901",
        "0812-0000-9901",
        "08120000 9901",
        "(0812) 0000.9901",
        "+62 812 0000 9901",
        "6281200009901",
        "0062812 0000 9901",
        "+62081200009901",
        "81200009901",
        "'081200009901",
        "HP: 0812 0000 9901",
        "No. WA 081200009901",
        "081200009901 (anak)",
        "https://wa.me/6281200009901",
        "wa.me/6281200009901?text=halo",
        "https://api.whatsapp.com/send?phone=6281200009901&text=a",
        "081200009901 / 0812 0000 9901",
        81200009901,
        6281200009901,
        6281200009901.0,
    ],
)
def test_one_number_in_any_dress(cell: object) -> None:
    assert read_phones(cell) == PhoneReading((SARMUNAH,))


@pytest.mark.parametrize(
    "cell",
    [
        "08120000990 2 / 0856 0000 9902",
        "8120000990 2 / 0856 0000 9902",
        "081200009902,085600009902",
        "081200009902 atau 085600009902",
        "081200009902 dan +62 856 0000 9902",
        "081200009902 085600009902",
        "https://wa.me/6281200009902 085600009902",
    ],
)
def test_two_numbers_in_a_cell(cell: str) -> None:
    assert read_phones(cell) == PhoneReading(("+6281200009902", "+6285600009902"))


@pytest.mark.parametrize("cell", [None, "", "-", "0", "0000", 0, 0.0, "TIDAK ADA", "tidak punya", "-/-", "?"])
def test_nothing_is_nothing(cell: object) -> None:
    assert read_phones(cell) == PhoneReading()


@pytest.mark.parametrize(
    ("cell", "numbers", "doubts"),
    [
        ("0254-123456", ("+62254123456",), ()),
        ("+62254123456", ("+62254123456",), ()),
        ("+60 12 345 6789", ("+60123456789",), ()),
        ("9900000000001", (), ("9900000000001",)),
        ("08120000990a", (), ("08120000990a",)),
        ("0812", (), ("0812",)),
        ("0812000099010812000099", (), ("0812000099010812000099",)),
        ("6,28E+12", (), ("6,28E+12",)),
        (6.28e300, (), (str(int(6.28e300)),)),
        (True, (), ("True",)),
        ("081200009901 / hilang", (SARMUNAH,), ("hilang",)),
    ],
)
def test_other_lines_and_what_cannot_be_read(
    cell: object, numbers: tuple[str, ...], doubts: tuple[str, ...]
) -> None:
    assert read_phones(cell) == PhoneReading(numbers, doubts)


@given(anything | st.text("0123456789 +-/,.()wame:;dan", max_size=40) | st.floats() | st.integers())
def test_anything_may_come(cell: object) -> None:
    reading = read_phones(cell)
    for number in reading.numbers:
        assert number[0] == "+"
        assert number[1:].isdigit()
        assert read_phones(number) == PhoneReading((number,))
    assert len(set(reading.numbers)) == len(reading.numbers)


@given(st.from_regex(r"\+628[1-9][0-9]{7,10}|\+62[2-79][0-9]{7,10}|\+60[0-9]{9}", fullmatch=True))
def test_what_is_said_is_read_back(number: str) -> None:
    assert read_phones(say_phone(number)).numbers == (number,)


def test_how_numbers_are_said() -> None:
    assert say_phone(SARMUNAH) == "0812-0000-9901"
    assert say_phone("+60123456789") == "+60123456789"
    assert say_phone_doubt("0812") == "Nomor telepon 0812 tidak terbaca. Contoh: 0812-0000-9901."
