"""Text: what is kept, what is searched for, and which spellings are one person."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.domain.text import _SPELLINGS, fold, fold_name, in_sentence, name_key, tidy

anything = st.text(alphabet=st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("SARMUNAH\xa0 ", "SARMUNAH"),
        ("KP.\u200b CIPARI\r\nRT 3", "KP. CIPARI RT 3"),
        ("a\x00b\ud800c\ufeff", "abc"),
        ("\uff13\uff16\uff10\uff14", "3604"),
        ("e\u0301", "\xe9"),
        ("plain words", "plain words"),
        ("two  spaces", "two spaces"),
        ("a\u2028b\tc", "a b c"),
        ("", ""),
    ],
)
def test_tidy(written: str, kept: str) -> None:
    assert tidy(written) == kept


@given(anything)
def test_tidy_text_can_be_stored_and_stays_tidy(text: str) -> None:
    kept = tidy(text)
    assert tidy(kept) == kept
    assert "\0" not in kept
    assert unicodedata.is_normalized("NFC", kept)
    kept.encode()
    assert kept == kept.strip()
    assert "  " not in kept


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("NUR'AENI", "nuraeni"),
        ("NUR\u2019AENI", "nuraeni"),
        ("ST.MAEMUNAH", "st maemunah"),
        ("Anyer", "anyar"),
        ("telor asin", "telur asin"),
        ("Kripik singkong 250gr", "keripik singkong 250gr"),
        ("MATERAI 10.000", "meterai 10 000"),
        ("bubur sumsum", "bubur sum sum"),
        ("bubur sum-sum", "bubur sum sum"),
        ("Caf\xe9_\xb2", "cafe 2"),
        ("...", ""),
    ],
)
def test_fold(written: str, key: str) -> None:
    assert fold(written) == key


def test_no_spelling_leads_to_another() -> None:
    assert not _SPELLINGS.keys() & {word for right in _SPELLINGS.values() for word in right.split()}


@given(anything)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_name(fold_name(text)) == fold_name(text)


@pytest.mark.parametrize(
    "spellings",
    [
        ("HJ. UUN KHOERUNISA", "UUN KHOERUNISA HJ", "HJ UUN KHOERUNISA", "Ibu Hj. Uun Khoerunisa"),
        ("M. RAFLI", "M RAFLI", "Muh. Rafli", "MUHAMMAD RAFLI", "H. M. Rafli"),
        ("ST. MAEMUNAH", "St Maemunah", "SITI MAEMUNAH", "ST.MAEMUNAH"),
        ("Rumsiah (alm)", "RUMSIAH", "Rumsiah binti Sarkowi", "Rumsiah / Rum", "RUMSIAH ALS RUM"),
        ("bu sarmunah", "SARMUNAH", "Sarmunah\xa0"),
        ("NUR'AENI", "Nuraeni", "NUR`AENI"),
    ],
)  # fmt: skip
def test_spellings_of_one_person(spellings: tuple[str, ...]) -> None:
    assert len({fold_name(name) for name in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NUR AENI", "NUR'AENI"),
        ("SARMUNAH", "SARMINAH"),
        ("MAEMUNAH", "ST. MAEMUNAH"),
        ("Sarmunah M", "Sarmunah"),
    ],
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)
    assert (name_key(one) == name_key(other)) == (one == "NUR AENI")


def test_a_name_of_titles_alone_is_kept() -> None:
    assert fold_name("Hj.") == "hj"
    assert fold_name("/ Hj. Bu") == "hj bu"
    assert fold_name("") == ""


@given(anything)
def test_a_name_never_vanishes(text: str) -> None:
    assert bool(fold_name(text)) == bool(fold(text.split("/")[0] or text))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["Telur asin"], "telur asin"),
        (["Telur asin", "Keripik pisang"], "telur asin dan keripik pisang"),
        (["Telur asin", "VCO", "Gula aren"], "telur asin, VCO, dan gula aren"),
    ],
)
def test_names_of_things_within_a_sentence(names: list[str], said: str) -> None:
    assert in_sentence(names) == said
