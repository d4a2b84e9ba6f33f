"""Advice on passphrases and their hints."""

import pytest

from pkh_desk.domain.passphrase import advise, holds_passphrase


@pytest.mark.parametrize(
    ("passphrase", "name", "good", "begins"),
    [
        ("12345678", "", False, "Mudah ditebak"),
        ("081234567890", "", False, "Mudah ditebak"),
        ("aaaaaaaaaaaaaaaaaaaa", "", False, "Mudah ditebak"),
        ("heni 1987", "Heni Rosdiana", False, "Memuat nama"),
        ("telur asin", "Heni Rosdiana", False, "Cukup"),
        ("telur asin kebun raya", "Heni", True, "Kuat"),
        ("x9!kd02-pqLm7zz1", "", True, "Kuat"),
    ],
)
def test_advice(passphrase: str, name: str, good: bool, begins: str) -> None:
    advice = advise(passphrase, name)
    assert advice.good is good
    assert advice.text.startswith(begins)


def test_a_hint_must_not_give_it_away() -> None:
    assert holds_passphrase("sandinya telur asin cikujang ya", "Telur Asin Cikujang")
    assert holds_passphrase("yang cikujang itu", "telur asin cikujang")
    assert not holds_passphrase("makanan kesukaan dan kampung ibu", "telur asin cikujang")
    assert not holds_passphrase("", "telur asin cikujang")
