"""Text as people and spreadsheets write it: tidied for keeping, folded for searching and comparing.

`tidy` is what may be stored (decisions 13: no NUL, no lone surrogates). `fold` is the search key (decisions
14), `fold_name` and `name_key` the keys under which two spellings of one person's name are equal. None of
them ever fails, and doing them twice changes nothing more.
"""

import re
import unicodedata
from collections.abc import Sequence

_GAPS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_SPACES = " \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_UNSEEN = "\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def _cleaning() -> dict[int, str]:
    """Build the table of single characters: what becomes a space, a plain digit, or nothing."""
    table = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)), "")
    table |= {ord(char): "" for char in _UNSEEN + _DIRECTIONS}
    table |= {ord(char): " " for char in _GAPS + _SPACES}
    return table | {0xFF10 + digit: str(digit) for digit in range(10)}


_CLEAN = _cleaning()
_APOSTROPHES = re.compile("['`\xb4\u02b9\u02bb-\u02bf\u2018\u2019\u201b\u2032\uff07]")
_NOT_A_WORD = re.compile(r"[\W_]+")
_ASCII_WORDS = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 0x20 for code in range(0x100))
_ASCII_APOSTROPHES = b"'`"

# Spellings of one word in lists, on labels and in the press: left as written, right as searched. A word on
# the right never stands on the left, so that folding twice is folding once.
_SPELLINGS = {
    "aksesoris": "aksesori",
    "anyer": "anyar",
    "asesori": "aksesori",
    "asesoris": "aksesori",
    "assesoris": "aksesori",
    "baso": "bakso",
    "bazar": "bazaar",
    "cabe": "cabai",
    "coklat": "cokelat",
    "ijin": "izin",
    "kaos": "kaus",
    "kripik": "keripik",
    "krupuk": "kerupuk",
    "kueh": "kue",
    "materai": "meterai",
    "mie": "mi",
    "mlinjo": "melinjo",
    "rangginang": "rengginang",
    "ranginang": "rengginang",
    "sambel": "sambal",
    "sumsum": "sum sum",
    "telor": "telur",
    "tempeh": "tempe",
}

_SITI = {"st", "sti"}
_MUHAMAD = {"m", "muh", "moh", "mhd", "mohd", "muhd", "mohamad", "mohammad", "muhammad", "mochamad", "moch"}
_TITLES = {"h", "hj", "hjh", "haji", "hajah", "alm", "almh", "almarhum", "almarhumah"}
_ADDRESS = {"bu", "ibu", "bpk", "pak", "bapak", "sdr", "sdri", "ny", "tn"}
_SECOND_NAME = {"bin", "binti", "bt", "bti", "alias", "als"}


def tidy(text: str) -> str:
    """Return `text` on one line as it may be stored.

    Unseen and broken characters go, every kind of space and line end becomes one space, full-width digits
    become plain ones, letters with marks are composed (NFC).
    """
    if text.isascii() and text.isprintable() and "  " not in text and text.strip(" ") == text:
        return text
    return unicodedata.normalize("NFC", " ".join(text.translate(_CLEAN).split()))


def fold(text: str) -> str:
    """Return the key for searching and comparing: small plain words and digits with single spaces.

    Apostrophes vanish (NUR'AENI -> nuraeni), other signs part words (ST.MAEMUNAH -> st maemunah), marks on
    letters go, and known double spellings become one (Anyer -> anyar, telor -> telur).
    """
    text = tidy(text)
    if text.isascii():
        words = text.encode().translate(_ASCII_WORDS, _ASCII_APOSTROPHES).decode().split()
    else:
        text = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).casefold()
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        words = _NOT_A_WORD.sub(" ", _APOSTROPHES.sub("", plain)).split()
    if not _SPELLINGS.keys().isdisjoint(words):
        words = [_SPELLINGS.get(word, word) for word in words]
    return " ".join(words)


def fold_name(name: str) -> str:
    """Return the words in which spellings of one person's name agree; a name alone is known by them.

    On top of `fold`: titles and forms of address go (HJ. UUN, UUN HJ, bu Uun), St. is Siti, a leading M. or
    Muh. is Muhamad, and what follows bin, binti, alias or a slash is left out. A name made of titles alone
    keeps them.
    """
    words = fold(name.split("/")[0] or name).split()
    kept = [word for word in words if word not in _TITLES]
    while kept and kept[0] in _ADDRESS:
        del kept[0]
    second = next((at for at, word in enumerate(kept) if at and word in _SECOND_NAME), len(kept))
    kept = ["siti" if word in _SITI else word for word in kept[:second]]
    if kept and kept[0] in _MUHAMAD:
        kept[0] = "muhamad"
    return " ".join(kept or words)


def name_key(name: str) -> str:
    """Return the key of a name where more than the name says who it is: NUR AENI and NUR'AENI are one."""
    return fold_name(name).replace(" ", "")


def dots(number: int) -> str:
    """Return a whole number in groups of three, as it is written in Indonesia: 1.234."""
    return f"{number:,}".replace(",", ".")


def in_sentence(words: Sequence[str]) -> str:
    """Join names of things as they stand within a sentence: telur asin, keripik pisang, dan VCO."""
    low = [each[:1].lower() + each[1:] if each[1:2].islower() else each for each in words]
    if len(low) < 3:
        return " dan ".join(low)
    return f"{', '.join(low[:-1])}, dan {low[-1]}"
