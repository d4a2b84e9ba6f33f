"""Telephone numbers as cells hold them: several in one, with links, spaces and lost zeros.

A number is kept as +62... (or another country's +...: some families are called abroad). What cannot be read
is handed back as it was written and never mended (domain 5.2, 6.5).
"""

import re
from typing import NamedTuple

from pkh_desk.domain.text import tidy

_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?:wa\.me/|(?:api\.|web\.)?whatsapp\.com/send/?\?(?:[^ ]*&)?phone=)"
    r"(\+?[0-9-]+)[^ ,;|]*",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\([^0-9()]*\)")
_POWER = re.compile(r"[0-9][.,]?[0-9]* ?[eE] ?\+?[0-9]{1,3}")
_PARTS = re.compile(r"[/;,|&\\]|\bdan\b|\batau\b", re.IGNORECASE)
_NEW_NUMBER = re.compile(r"(?<=[0-9]) (?=(?:08|\+?628|\+62 ?8)[0-9])")
_LABEL = re.compile(r"^(?:(?:no|nomor|hp|wa|telp?|telepon|whatsapp)\b[ .:]*)+", re.IGNORECASE)
_BETWEEN = re.compile(r"[ .\-()'`\"_\u2010-\u2015\u2019\u2212]+")
_NOTHING = re.compile(r"(?:[-0 .?]*|tidak ada|tdk ada|belum ada|tidak punya|kosong|null|n/a)", re.IGNORECASE)

_MOBILE = re.compile(r"(?:\+?62|0062)?0?(8[1-9][0-9]{7,10})")
_LANDLINE = re.compile(r"(?:\+?620?|00620?|0)([2-79][0-9]{7,10})")
_ABROAD = re.compile(r"\+(?!62)([1-9][0-9]{8,14})")

_LONGEST = 15
"""Digits of one number; more are two."""


class PhoneReading(NamedTuple):
    """The numbers read from one cell, each once, and the parts that could not be read, as written."""

    numbers: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def read_phones(cell: object) -> PhoneReading:
    """Read all the numbers in typed text or a spreadsheet's value. Never raises."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = tidy("" if cell is None else str(cell))
    plain = _BETWEEN.sub("", text)
    if len(plain) <= _LONGEST and (mobile := _MOBILE.fullmatch(plain)):
        # Most cells of a large list; what follows would find the same, five times slower.
        return PhoneReading((f"+62{mobile[1]}",))
    if _POWER.fullmatch(text):
        return PhoneReading(doubts=(text,))
    text = _LINK.sub(r" | \1 | ", _REMARK.sub(" ", text))
    numbers: list[str] = []
    doubts: list[str] = []
    for part in _PARTS.split(text):
        for piece in _pieces(part.strip()):
            number = _number(piece)
            (numbers if number else doubts).append(number or piece)
    return PhoneReading(tuple(dict.fromkeys(numbers)), tuple(dict.fromkeys(doubts)))


def say_phone(number: str) -> str:
    """Say a kept number as it is dialled here: 0812-0000-9901; a foreign one stays with its +."""
    if not number.startswith("+62"):
        return number
    dialled = "0" + number[3:]
    return "-".join(filter(None, (dialled[:4], dialled[4:8], dialled[8:])))


def say_phone_doubt(part: str) -> str:
    """Return the sentence for a part that could not be read."""
    return f"Nomor telepon {part} tidak terbaca. Contoh: 0812-0000-9901."


def _pieces(part: str) -> list[str]:
    """Part two numbers that only a space stands between; leave out what says that there is none."""
    pieces = [part]
    if sum(char.isdigit() for char in part) > _LONGEST:
        pieces = _NEW_NUMBER.split(part)
    return [piece for piece in pieces if not _NOTHING.fullmatch(piece)]


def _number(piece: str) -> str | None:
    """Return +62... for one number, or None."""
    digits = _BETWEEN.sub("", _LABEL.sub("", piece))
    if mobile := _MOBILE.fullmatch(digits):
        return f"+62{mobile[1]}"
    if landline := _LANDLINE.fullmatch(digits):
        return f"+62{landline[1]}"
    return digits if _ABROAD.fullmatch(digits) else None
