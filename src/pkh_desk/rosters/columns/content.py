"""Columns told by what stands in them, for lists without a header: pasted numbers, a bare table."""

import re
from collections.abc import Callable, Sequence

from pkh_desk.domain.people.phone import read_phones
from pkh_desk.domain.text import tidy
from pkh_desk.rosters.columns.header import Header, are_words
from pkh_desk.rosters.columns.layout import Layout
from pkh_desk.rosters.reading.cells import Cell, text_of
from pkh_desk.store.wilayah import wilayah

LOOKED_AT = 200
MOST = 0.6
_BETWEEN = re.compile(r"[\s.'\-]")
_LONG = re.compile(r"[0-9O]{12,20}", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{2}")
_DIGITS = re.compile(r"[0-9]{3}")


def header_by_content(rows: Sequence[Sequence[Cell]], layout: Layout) -> tuple[Header, int] | None:
    """Return a header for rows that have none that is known, and how many of them stand above its data.

    Its columns are called as the words above them, else Kolom A, B ...; None if the content tells nothing.
    """
    width = max((len(row) for row in rows), default=0)
    columns = [_texts(rows[:LOOKED_AT], at) for at in range(width)]
    found = _numbers(columns)
    for name, tells in (("phone", _is_phone), ("kecamatan", _is_kecamatan), ("desa", _is_desa)):
        free = (at for at in range(width) if at not in found.values())
        at = next((at for at in free if _mostly(columns[at], tells)), None)
        if at is not None:
            found[name] = at
    named = [at for at in range(width) if at not in found.values() and _mostly(columns[at], _is_name)]
    if named:
        found["name"] = max(named, key=lambda at: (len(set(columns[at])), -at))
    if not layout.fits(found):
        return None
    above = _rows_above(rows, [at for name, at in found.items() if name in ("nik", "no_kk")])
    words = [tidy(text_of(cell)) for cell in rows[above - 1]] if above else []
    texts = (words[at] if at < len(words) else "" for at in range(width))
    called = tuple(text or f"Kolom {letters(at)}" for at, text in enumerate(texts))
    # What a person says of the columns of one list without a header is not true of the next one.
    own = "" if above else repr(rows[0])
    return Header(layout, found, called, own=own), above


def _rows_above(rows: Sequence[Sequence[Cell]], numbers: list[int]) -> int:
    """Return how many rows stand above the data, the last of them with words over several columns."""
    for above, row in enumerate(rows):
        if any(at < len(row) and _is_long(tidy(text_of(row[at]))) for at in numbers):
            titled = above and are_words(rows[above - 1]) and sum(map(bool, rows[above - 1])) > 1
            return above if titled else 0
    return 0


def letters(at: int) -> str:
    """Return a column's letters in a spreadsheet: 0 is A, 26 is AA."""
    return (letters(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def _numbers(columns: list[list[str]]) -> dict[str, int]:
    """Return which columns are NIK and No KK.

    A NIK of a woman has a day above 40, a No KK never, and nearly every pengurus is a woman: of two columns
    the one with more of them is NIK; one column beside names is No KK if not one is a woman's.
    """
    numbers = [at for at, texts in enumerate(columns) if _mostly(texts, _is_long)]
    women = {at: sum("41" <= _plain(text)[6:8] <= "71" for text in columns[at]) for at in numbers}
    if len(numbers) == 1 and not women[numbers[0]] and any(_mostly(texts, _is_name) for texts in columns):
        return {"no_kk": numbers[0]}
    ordered = sorted(numbers, key=lambda at: -women[at])
    return dict(zip(("nik", "no_kk"), ordered, strict=False))


def _texts(rows: Sequence[Sequence[Cell]], at: int) -> list[str]:
    texts = (tidy(text_of(row[at])) for row in rows if at < len(row))
    return [text for text in texts if text]


def _mostly(texts: list[str], tells: Callable[[str], bool]) -> bool:
    return bool(texts) and sum(map(tells, texts)) >= MOST * len(texts)


def _plain(text: str) -> str:
    return _BETWEEN.sub("", text)


def _is_long(text: str) -> bool:
    return _LONG.fullmatch(_plain(text)) is not None


def _is_phone(text: str) -> bool:
    return bool(read_phones(text).numbers)


def _is_kecamatan(text: str) -> bool:
    return wilayah().kecamatan(text).code is not None


def _is_desa(text: str) -> bool:
    place = wilayah().desa(text)
    return place.code is not None or bool(place.candidates)


def _is_name(text: str) -> bool:
    return _WORDS.search(text) is not None and _DIGITS.search(text) is None
