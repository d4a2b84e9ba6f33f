"""NIK and No KK: what a cell or a field says, what cannot be trusted, and what the digits tell.

A NIK is PPKKCC + DDMMYY of birth (women DD+40) + a serial; a No KK has the same shape with the day of issue.
There is no check digit. A number that cannot be trusted is never mended: it is no number, with its raw text
kept and at most a proposal for a person to accept (decisions 1; domain 5.2, 6.1, 6.2). The region is that
of first issue, so one that is not in today's list is only a note.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from pkh_desk.domain.dates import MONTHS, say_date
from pkh_desk.domain.text import tidy

_RAW_LENGTH = 80
_EXACT_FLOATS = 2**53
_ADULT = 15

_NOTHING = {
    "",
    "tidak ada",
    "tdk ada",
    "tidakada",
    "belum ada",
    "blm ada",
    "kosong",
    "nihil",
    "null",
    "none",
    "n/a",
}
_WHOLE = re.compile("'?([1-9][0-9]{15})")
_LABEL = re.compile(r"^(?:(?:nik|no|nomor|nkk|kk|ktp|kartu keluarga)\b[ .:]*)+", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s.\-_'`\"=:*\u2010-\u2015\u2018-\u201f\u2032\u2033\u2212]+")
_POWER = re.compile(r"([0-9])[.,]?([0-9]*) ?[eE] ?\+?([0-9]{1,3})")
_WRITTEN_AS_DECIMAL = re.compile(r"([0-9]{16})[.,]0{1,2}")
_SEVERAL = re.compile(r"[/;|,&+()\[\]\\]+|\bdan\b|\batau\b")
_LOOKALIKE = str.maketrans("OoIlL", "00111")
_SIXTEEN = re.compile(r"(?<![0-9])[0-9]{16}(?![0-9])")

_CHILD_KOMPONEN = {"aud", "sd", "smp", "sma"}
_DAYS = frozenset(
    f"{day + woman:02}{month:02}"
    for month in range(1, 13)
    for day in range(1, monthrange(2001, month)[1] + 1)
    for woman in (0, 40)
)
"""Day and month as a number holds them, of every year."""
_LEAP_DAYS = frozenset({"2902", "6902"})
_ADULT_RELATION = {"kepala", "suami", "istri", "menantu", "orang_tua", "mertua"}


class NumberReading(NamedTuple):
    """A NIK or No KK as read.

    `value`: 16 digits, or None. `doubt`: the code of what is wrong when something was written that cannot be
    trusted (nik_lost_digits, nik_letter, nik_length, nik_padded, nik_date, nik_two, nik_serial, nik_swapped,
    nik_of_kk; kk_... for a No KK, which has no kk_date, and kk_of_nik). Neither = nothing was written.
    `notes`: codes that do not take the value away (nik_region, kk_region, kk_date). `raw`: the text as
    written, at most 80 characters. `digits`: how many were counted. `proposal`: 16 digits that were perhaps
    meant. `from_number`: the cell held a number, not text, so that the last digit may have been lost by Excel
    before anybody could see it.
    """

    value: str | None = None
    doubt: str | None = None
    notes: tuple[str, ...] = ()
    raw: str = ""
    digits: int = 0
    proposal: str | None = None
    from_number: bool = False


RegionKnown = Callable[[str], bool]
"""Says whether six digits are a region of today's list (`Wilayah.region_known`)."""


def read_nik(cell: object, region_known: RegionKnown | None = None) -> NumberReading:
    """Read a NIK from typed text or a spreadsheet's value. Never raises, never adds a digit."""
    reading = _read(cell, "nik")
    if reading.proposal and not _is_dated(reading.proposal):
        reading = reading._replace(proposal=None)
    if reading.value is None:
        return reading
    if not _is_dated(reading.value):
        return _doubted(reading, "nik_date")
    return _noted(reading, "nik_region", region_known)


def read_kk(cell: object, region_known: RegionKnown | None = None) -> NumberReading:
    """Read a No KK. An impossible day of issue is only a note: no rule says that it is always a date."""
    reading = _read(cell, "kk")
    if reading.value is None:
        return reading
    if int(reading.value[6:8]) > 31 or not _is_dated(reading.value):
        reading = reading._replace(notes=("kk_date",))
    return _noted(reading, "kk_region", region_known)


def ends_in_zero(reading: NumberReading) -> bool:
    """Say whether the number may have lost its last digit: Excel keeps 15 and writes 0 for the rest.

    One such number is nothing unusual; a column where nearly all end so was typed in Excel (domain 5.2).
    """
    return reading.value is not None and reading.value.endswith("0")


def doubt_last_digit(reading: NumberReading, prefix: str) -> NumberReading:
    """Return the reading with its value taken back, for a column that lost last digits (prefix nik or kk)."""
    return _doubted(reading, f"{prefix}_lost_digits")


def told_apart(nik: NumberReading, kk: NumberReading) -> tuple[NumberReading, NumberReading]:
    """Return a NIK and a No KK that were written beside each other, both taken back if they changed places.

    They did where the No KK has the birth date of a woman, which no day of issue is, and the NIK has not.
    """
    written = nik.value or (re.sub("[^0-9]", "", nik.raw) if nik.doubt == "nik_date" else "")
    if not (written and kk.value) or _is_woman(written) or not _is_woman(kk.value):
        return nik, kk
    return (
        _doubted(nik, "nik_swapped")._replace(proposal=kk.value),
        _doubted(kk, "kk_swapped")._replace(proposal=nik.value),
    )


def told_alike(
    nik: NumberReading, kk: NumberReading, sex: str | None, born: date | None
) -> tuple[NumberReading, NumberReading]:
    """Return a NIK and a No KK of the same digits, the one taken back that they are not.

    They are no No KK with a woman's birth date, which no day of issue is, or with the day on which the person
    was born; they are no NIK with another day unless the sex fits. Where neither or both is so, both stay: a
    column of a list alone is wrong too often to take a number away.
    """
    number = nik.value or ""
    is_birth = born in _births(number)
    no_kk = _is_woman(number) or is_birth
    no_nik = bool(born) and not is_birth and sex != sex_of(number)
    if no_kk == no_nik:
        return nik, kk
    return (nik, _doubted(kk, "kk_of_nik")) if no_kk else (_doubted(nik, "nik_of_kk"), kk)


_SENTENCES = {
    "lost_digits": "Angka terakhir {name} hilang di Excel dan tidak bisa dipulihkan. Lihat kartu aslinya.",
    "letter": "Ada huruf di dalam {name}.",
    "padded": "{name} tidak pernah diawali 0. Satu angka tampaknya hilang.",
    "two": "Ada dua nomor di satu isian {name}.",
    "swapped": "NIK dan No KK tampaknya tertukar.",
    "serial": "{name} berakhir 0000, nomor seperti itu tidak ada.",
    "region": "{name} terbit di daerah lain atau berkode lama. Tidak apa-apa bila keluarga pindah.",
}


def say_doubt(reading: NumberReading, code: str | None = None) -> str:
    """Return the sentence for the reading's doubt, or for one of its notes (`code`); "" for none."""
    prefix, _, kind = (code or reading.doubt or "").partition("_")
    name = "NIK" if prefix == "nik" else "No KK"
    if kind == "length" and not reading.digits:
        return f"{name} tidak berisi angka."
    if kind == "length":
        many = f"Ada {reading.digits}" if reading.digits > 16 else f"Baru {reading.digits}"
        return f"{many} angka, {name} harus 16."
    if kind == "date":
        number = reading.value or reading.proposal or re.sub("[^0-9]", "", reading.raw)
        return _say_date_doubt(number, name)
    return _SENTENCES[kind].format(name=name) if kind else ""


def sex_of(nik: str) -> str:
    """Return P for a woman's NIK (day + 40), else L."""
    return "P" if int(nik[6:8]) > 40 else "L"


def born_on(
    nik: str,
    today: date,
    *,
    roster_date: date | None = None,
    komponen: str | None = None,
    relation: str | None = None,
) -> date | None:
    """Return the day of birth in a NIK, whose year has two digits; None if there is no such day yet.

    The century comes from the roster's date, else from the komponen (school and aud are of the 2000s, lansia
    of the 1900s), else it is the later one that is plausible on `today`: head, spouse, parents and expectant
    mothers are at least 15.
    """
    possible = [day for day in _births(nik) if day <= today]
    if not possible:
        return None
    if roster_date is not None:
        return min(possible, key=lambda day: abs((day - roster_date).days))
    if komponen == "lansia":
        return possible[0]
    if komponen not in _CHILD_KOMPONEN and (komponen == "bumil" or relation in _ADULT_RELATION):
        grown = [day for day in possible if today.year - day.year >= _ADULT]
        return grown[-1] if grown else possible[-1]
    return possible[-1]


def mask(number: str | None) -> str:
    """Return the number as it is shown until the eye is pressed: 3604********9901; raw text is all stars."""
    digits = number or ""
    whole = len(digits) == 16 and digits.isascii() and digits.isdigit()
    return f"{digits[:4]}********{digits[-4:]}" if whole else "*" * len(digits)


def group(number: str | None) -> str:
    """Return the number in the groups it is read in, whole or while it is typed: 3604 10 540387 0002."""
    digits = number or ""
    return " ".join(part for part in (digits[:4], digits[4:6], digits[6:12], digits[12:]) if part)


def read_back(nik: str, born: date | None) -> str:
    """Say what a NIK tells: "perempuan · lahir 14 Maret 1987"."""
    sex = "perempuan" if sex_of(nik) == "P" else "laki-laki"
    return f"{sex} · lahir {say_date(born)}" if born else sex


def _read(cell: object, prefix: str) -> NumberReading:
    """Read 16 digits of either kind, without looking at what they mean."""
    if type(cell) is str and (whole := _WHOLE.fullmatch(cell)) and not cell.endswith("0000"):
        # Most cells of a large list; what follows would find the same, ten times slower.
        return NumberReading(whole[1], raw=cell, digits=16)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _read_number(cell, prefix)
    raw = tidy(cell if isinstance(cell, str) else "" if cell is None else str(cell))
    text = _LABEL.sub("", raw)
    if text.lower() in _NOTHING or not _BETWEEN.sub("", text).strip("0"):
        return NumberReading()
    raw = raw[:_RAW_LENGTH]
    if power := _POWER.fullmatch(_BETWEEN.sub("", text.replace(".", ","))):
        mantissa = power[1] + power[2]
        # Only a power written out to its last digit lost none.
        if len(mantissa) == 16 and int(power[3]) == 15:
            return _counted(mantissa, raw, prefix)
        return NumberReading(doubt=f"{prefix}_lost_digits", raw=raw, digits=len(mantissa))
    if decimal := _WRITTEN_AS_DECIMAL.fullmatch(_outer(text)):
        return _counted(decimal[1], raw, prefix)
    return _read_text(text, raw, prefix)


def _read_number(cell: float, prefix: str) -> NumberReading:
    """Read a number cell: exact up to 2^53, beyond that the last digits are gone."""
    if not cell:
        return NumberReading()
    whole = cell == cell and abs(cell) != float("inf") and cell == int(cell)
    raw = str(int(cell) if whole else cell)[:_RAW_LENGTH]
    digits = len(re.sub("[^0-9]", "", raw))
    if not whole or cell < 0:
        return NumberReading(doubt=f"{prefix}_length", raw=raw, digits=digits, from_number=True)
    if cell >= _EXACT_FLOATS:
        return NumberReading(doubt=f"{prefix}_lost_digits", raw=raw, digits=digits, from_number=True)
    return _counted(raw, raw, prefix)._replace(from_number=True)


def _read_text(text: str, raw: str, prefix: str) -> NumberReading:
    """Read text that is not a number in another guise: two numbers, letters, or plain digits."""
    parts = [_BETWEEN.sub("", part) for part in _SEVERAL.split(text)]
    numbers = [part for part in parts if sum(char.isascii() and char.isdigit() for char in part) >= 12]
    compact = _BETWEEN.sub("", "".join(parts))
    count = len(re.sub("[^0-9]", "", compact))
    if len(numbers) > 1 or count >= 28:
        same = numbers[0] if len(set(numbers)) == 1 and _SIXTEEN.fullmatch(numbers[0]) else None
        return NumberReading(doubt=f"{prefix}_two", raw=raw, digits=count, proposal=same)
    if compact.isascii() and compact.isdigit():
        return _counted(compact, raw, prefix)
    meant = compact.translate(_LOOKALIKE)
    found = [meant] if _SIXTEEN.fullmatch(meant) else _SIXTEEN.findall(compact)
    if count < 16 and not found:
        return NumberReading(doubt=f"{prefix}_length", raw=raw, digits=count)
    return NumberReading(
        doubt=f"{prefix}_letter", raw=raw, digits=count, proposal=found[0] if found else None
    )


def _outer(text: str) -> str:
    """Return the text without the quotes and signs around it."""
    return text.strip(" '`\"=\u2018\u2019\u201c\u201d")


def _counted(digits: str, raw: str, prefix: str) -> NumberReading:
    """Return digits as a value if they are 16 and begin and end like a number that exists."""
    reading = NumberReading(raw=raw, digits=len(digits))
    if len(digits) != 16:
        return _doubted(reading, f"{prefix}_length")
    if digits[0] == "0":
        return _doubted(reading, f"{prefix}_padded")
    if digits.endswith("000000"):
        # What becomes of 3,60431E+15 when a program writes it out again.
        return _doubted(reading, f"{prefix}_lost_digits")
    if digits.endswith("0000"):
        return _doubted(reading, f"{prefix}_serial")
    return NumberReading(digits, raw=raw, digits=16)


def _doubted(reading: NumberReading, doubt: str) -> NumberReading:
    """Return the reading without its value."""
    return reading._replace(value=None, doubt=doubt, notes=())


def _noted(reading: NumberReading, code: str, region_known: RegionKnown | None) -> NumberReading:
    """Return the reading, with a note when its region is not in today's list."""
    if region_known is None or reading.value is None or region_known(reading.value[:6]):
        return reading
    return reading._replace(notes=(*reading.notes, code))


def _is_dated(number: str) -> bool:
    """Say whether the date in the number is one in either century."""
    day = number[6:10]
    # 1900 had no 29 February, but 2000 had.
    return day in _DAYS or (day in _LEAP_DAYS and int(number[10:12]) % 4 == 0)


def _is_woman(number: str) -> bool:
    """Say whether a number has a woman's birth date in it."""
    return "41" <= number[6:8] <= "71" and _is_dated(number)


def _births(nik: str) -> list[date]:
    """Return the days that the date in the number may be, earlier century first; [] if it is impossible."""
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    if 41 <= day <= 71:
        day -= 40
    days = []
    for century in (1900, 2000):
        try:
            days.append(date(century + year, month, day))
        except ValueError:
            # 29 February 1900 was not, 29 February 2000 was.
            continue
    return days


def _say_date_doubt(number: str, name: str) -> str:
    """Say what is wrong with the date in a number of 16 digits."""
    day, month = int(number[6:8]), int(number[8:10])
    if name == "No KK":
        hint = " Mungkin ini NIK." if 41 <= day <= 71 and 1 <= month <= 12 else ""
        return f"Tanggal terbit di dalam No KK tidak ada.{hint}"
    if not 1 <= month <= 12:
        return f"Tanggal lahir di dalam NIK tidak ada: bulan {month:02}."
    plain = day - 40 if 41 <= day <= 71 else day
    said = f"{plain} {MONTHS[month - 1]}" if 1 <= plain <= 31 else f"tanggal {day:02}"
    return f"Tanggal lahir di dalam NIK tidak ada: {said}."
