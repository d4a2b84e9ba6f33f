"""Aid that was paid to a family, and the tahap it was paid for.

Aid is paid four times a year (domain 2.6): tahap 1 is January to March. Lists write a tahap in many ways, and
often without its year.
"""

import re
from datetime import date
from typing import NamedTuple

from pydantic import BaseModel, Field

from pkh_desk.domain.dates import month_number
from pkh_desk.domain.text import fold

PROGRAM = {
    "pkh": "PKH",
    "sembako": "Sembako",
    "pkh_sembako": "PKH + Sembako",
    "lainnya": "Bantuan lain",
}

_PROGRAM_WORDS = {"pkh": "pkh", "sembako": "sembako", "bpnt": "sembako", "bsp": "sembako"}
_ALSO_SAID = frozenset({"dan", "bansos", "bantuan", "program", "kartu"})
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_BETWEEN = frozenset({"tahun", "thn", "th", "ta", "s", "d", "sd", "sampai", "dengan", "bulan", "periode"})
_YEAR = re.compile(r"\b(20\d\d)\b")
_NUMBER = re.compile(r"(?:(?:tahap|thp|triwulan|tw|t|ke|penyaluran|salur) ?)*([1-4]|i{1,3}|iv)")
_FIRST_YEAR = 2007


class Tahap(NamedTuple):
    """One of the four payments of a year; `year` is None where it was not written."""

    number: int
    year: int | None

    @property
    def words(self) -> str:
        """The tahap as it is said: Tahap 3 2026."""
        return f"Tahap {self.number} {self.year}" if self.year else f"Tahap {self.number}"


class PaymentFields(BaseModel, extra="forbid"):
    """One payment of aid. `amount` in whole rupiah; `program` is a code of PROGRAM.

    `member_id` is the person it was paid to, where the list names somebody who is known. Of the KKS only the
    last four digits are kept. `source` is the file it was read from.
    """

    household_id: str = Field(max_length=32)
    member_id: str | None = Field(default=None, max_length=32)
    program: str = Field(default="pkh", max_length=20)
    year: int
    tahap: int = Field(ge=1, le=4)
    amount: int = Field(ge=0)
    paid_on: date | None = None
    kks_tail: str | None = Field(default=None, max_length=4)
    source: str = Field(default="", max_length=120)


class ComponentCountFields(BaseModel, extra="forbid"):
    """How many people of a komponen a list counts in a family, without saying who they are.

    The row's id derives from (household, komponen, source), so that another count is an edit.
    """

    household_id: str = Field(max_length=32)
    komponen: str = Field(max_length=20)
    people: int = Field(ge=0, le=99)
    source: str = Field(default="", max_length=20)


def is_possible(year: int, today: date) -> bool:
    """Say whether aid of a year can have been paid by now; PKH began in 2007."""
    return _FIRST_YEAR <= year <= today.year


def read_tahap(text: str) -> Tahap | None:
    """Read a tahap: `Tahap 3 Tahun 2026`, `T3`, `TW III`, `Juli-September`; None for anything else."""
    words = fold(text)
    years = _YEAR.findall(words)
    year = int(years[0]) if len(set(years)) == 1 else None
    if len(set(years)) > 1:
        return None
    plain = [word for word in _YEAR.sub(" ", words).split() if word not in _BETWEEN]
    if found := _NUMBER.fullmatch(" ".join(plain)):
        return Tahap(_ROMAN.get(found[1]) or int(found[1]), year)
    months = [month_number(word) for word in plain]
    first, last = (months[0], months[-1]) if months and None not in months else (None, None)
    if first is None or last is None or first % 3 != 1 or last != first + 2:
        return None
    return Tahap(last // 3, year)


def read_program(text: str) -> str | None:
    """Read what was paid: `PKH`, `BPNT`, `PKH+SEMBAKO`; None for words that are not known."""
    codes = {_PROGRAM_WORDS.get(word) for word in fold(text).split() if word not in _ALSO_SAID}
    if not codes or None in codes:
        return None
    return "pkh_sembako" if len(codes) > 1 else str(codes.pop())
