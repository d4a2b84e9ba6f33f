"""What people say to each other over the phone: four words for a key, and the code of an invitation."""

from collections.abc import Callable
from itertools import cycle

from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.domain.wordlist import WORDS
from pkh_desk.domain.words import CODE_ALPHABET, four_words, new_code, tidy_words


def dealt(dice: bytes) -> Callable[[int], bytes]:
    """Return a source of these bytes, again and again."""
    faces = cycle(dice)
    return lambda count: bytes(next(faces) for _ in range(count))


def test_every_byte_has_a_word_of_its_own() -> None:
    assert len(WORDS) == len(set(WORDS)) == 256
    assert all(word.isascii() and word.isalpha() and word.islower() for word in WORDS)


def test_the_words_of_a_key_never_change() -> None:
    assert four_words(b"") == "putih limau nasi cincin"
    assert four_words(bytes(32)) == "galah gandum hijau lebah"


@given(st.binary(max_size=32), st.binary(max_size=32))
def test_other_keys_have_other_words(one: bytes, other: bytes) -> None:
    assert (four_words(one) == four_words(other)) == (one == other)


@given(st.binary(max_size=32), st.sampled_from([" ", "-", ", ", "  ", " - ", "\n"]))
def test_words_may_be_typed_in_any_way(key: bytes, between: str) -> None:
    words = four_words(key)
    assert tidy_words(f" {between.join(words.upper().split())}\n") == words


def test_a_code_has_no_characters_that_look_alike() -> None:
    assert len(set(CODE_ALPHABET)) == 31
    assert not set(CODE_ALPHABET) & set("ILO01")


@given(st.binary(min_size=1, max_size=40).filter(lambda dice: min(dice) < 248))
def test_a_code_is_three_groups_of_four(dice: bytes) -> None:
    groups = new_code(dealt(dice)).split("-")
    assert [len(group) for group in groups] == [4, 4, 4]
    assert set("".join(groups)) <= set(CODE_ALPHABET)


def test_every_character_of_a_code_is_as_likely_as_another() -> None:
    """Each byte that counts is dealt once; those that would favour the first letters are thrown away."""
    random = dealt(bytes(range(256)))
    first = [new_code(random).replace("-", "") for _ in range(20)]
    letters = "".join(first)
    assert letters == (CODE_ALPHABET * 8)[: len(letters)]
    assert new_code(dealt(bytes([250, 255, 3]))) == "DDDD-DDDD-DDDD"
