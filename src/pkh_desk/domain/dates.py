"""Dates as people type them and as spreadsheets hold them, and how a date is said.

Typed entry knows relative words and dates without a year (design 5, Date entry); a cell knows Excel's day
numbers (domain 5.2). A date that does not exist is never bent in silence: it is a problem, with a proposal
where one is near. Days come before months; only a second number above 12 shows the American order.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from pkh_desk.domain.text import tidy

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
MONTHS_SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

# Spellings beside the names and short names above: old ones, short ones of lists, and English ones.
_OTHER_MONTHS = (
    "january", "february pebruari peb febuari", "march mrt", "", "may", "june jun",
    "july", "august agt ags agst aug", "sept", "october oct", "nopember nop", "december dec",
)  # fmt: skip
_MONTH_NUMBER = {
    word: number
    for number, (name, short, others) in enumerate(zip(MONTHS, MONTHS_SHORT, _OTHER_MONTHS, strict=True), 1)
    for word in (name.lower(), short.lower(), *others.split())
}
_DAY_NUMBER = {day.lower(): number for number, day in enumerate(DAYS)} | {"ahad": 6, "jum'at": 4}

_RELATIVE = {
    "t": 0, "hari ini": 0, "hr ini": 0, "sekarang": 0, "tadi": 0, "kemarin": -1, "kmrn": -1, "kemaren": -1,
    "kemarin lusa": -2, "kemarin dulu": -2, "besok": 1, "bsk": 1, "lusa": 2, "besok lusa": 2,
    "seminggu lalu": -7, "seminggu yang lalu": -7, "seminggu lagi": 7,
}  # fmt: skip
_NOTHING = {"", "-", "--", "tidak ada", "tdk ada", "belum ada", "null", "n/a"}

_STEP = re.compile(r"([+-]) ?(\d{1,4})")
_AGO = re.compile(r"(\d{1,3}) (hari|minggu) (?:yang |yg )?(lalu|lagi)")
_DAY_NEAR = re.compile(r"(?:hari )?([a-z']+) (?:yang |yg )?(lalu|kemarin|depan)")
_WEEKDAY = re.compile(rf"(?:hari )?(?:{'|'.join(_DAY_NUMBER)}),? (?=\d)")
_CLOCK = re.compile(
    r"(?:,? (?:pukul |jam |pk )?|(?<=\d)t)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?"
    r"(?: ?[ap]m| ?wib|z|[+-]\d\d:?\d\d)?"
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2}) ?[-/. ] ?(\d{1,2})(?: ?[-/. ] ?(\d{4}|\d{2}))?")
_NAMED = re.compile(r"(\d{1,2})[-/. ]{0,3}([a-z]{3,9})\.?(?:[-/., ]{0,3}(\d{4}|\d{2}))?")
_NAME_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_COMPACT = re.compile(r"(\d\d)(\d\d)(\d{4}|\d\d)")
_SERIAL = re.compile(r"(\d{4,5})(?:[.,]\d+)?")

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_UNREADABLE = "Tanggal tidak terbaca. Contoh: 24/11/2026."


class DateReading(NamedTuple):
    """What was read: a date, or nothing (both None and ""), or a problem with perhaps a proposal.

    `problem` is the sentence to show; `proposal` the date offered instead ("Pakai 30 November").
    """

    value: date | None = None
    problem: str = ""
    proposal: date | None = None


class _How(NamedTuple):
    """How a missing or short year and a bare number are to be understood; see `read_date`."""

    today: date
    cell: bool
    past: bool


def read_date(source: object, today: date, *, cell: bool = False, past: bool = False) -> DateReading:
    """Read a date from what was typed or, with `cell`, from a spreadsheet's cell.

    `today` gives relative words, missing years and two-digit years their meaning. With `past` (births, what
    has happened) a two-digit year is never taken for a coming one. Never raises.
    """
    if isinstance(source, date):
        # A datetime is a date too; its hours are of no interest here.
        return _dated(source.year, source.month, source.day)
    if isinstance(source, int | float) and not isinstance(source, bool):
        return _serial(source) if cell and source else DateReading(problem=_UNREADABLE if source else "")
    # The apostrophe is Excel's word for "this is text".
    written = tidy(source).removeprefix("'").lower() if isinstance(source, str) else None
    text = written if written is not None else ("" if source is None else "?")
    if text in _NOTHING or not re.search("[^0 :./-]", text):
        return DateReading()
    if not cell and (near := _near(text, today)):
        return near
    text = _WEEKDAY.sub("", text, count=1) if _WEEKDAY.match(text) else text
    clock = _CLOCK.search(text)
    if clock and clock.end() == len(text) and clock.start() > 4:
        text = text[: clock.start()]
    return _written(text, _How(today, cell, past))


def month_number(word: str) -> int | None:
    """Return 1 to 12 for a month's name in any spelling met in lists (PEBRUARI, Nop, Agt, Oct)."""
    return _MONTH_NUMBER.get(tidy(word).lower().rstrip("."))


def age_on(born: date, day: date) -> int:
    """Return the age in whole years on a day; somebody born on 29 February ages on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def say_date(day: date) -> str:
    """Say a date in full: 24 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_day(day: date) -> str:
    """Say a date with its weekday: Selasa, 24 November 2026."""
    return f"{DAYS[day.weekday()]}, {say_date(day)}"


def say_short(day: date) -> str:
    """Say day and month where the year is plain: 24 Nov."""
    return f"{day.day} {MONTHS_SHORT[day.month - 1]}"


def _near(text: str, today: date) -> DateReading | None:
    """Read words that count from today; None when there are none."""
    if text in _RELATIVE:
        return _shifted(today, _RELATIVE[text])
    if step := _STEP.fullmatch(text):
        return _shifted(today, int(step[1] + step[2]))
    if ago := _AGO.fullmatch(text):
        days = int(ago[1]) * (7 if ago[2] == "minggu" else 1)
        return _shifted(today, -days if ago[3] == "lalu" else days)
    if (near := _DAY_NEAR.fullmatch(text)) and near[1] in _DAY_NUMBER:
        return _weekday_near(near[1], near[2] == "depan", today)
    return None


def _weekday_near(word: str, coming: bool, today: date) -> DateReading:
    """Return the nearest such weekday before today, or after it when `coming`."""
    apart = (_DAY_NUMBER[word] - today.weekday()) % 7
    day = today + timedelta(days=(apart or 7) if coming else apart - 7)
    if word == "minggu":
        other = "depan" if coming else "lalu"
        return DateReading(
            None, f'"Minggu {other}" bisa berarti hari Minggu atau seminggu. Pilih tanggalnya.', day
        )
    return DateReading(day)


def _shifted(today: date, days: int) -> DateReading:
    """Return today moved by some days, if that stays within the calendar read here."""
    day = today + timedelta(days=days)
    return _dated(day.year, day.month, day.day)


def _written(text: str, how: _How) -> DateReading:
    """Read a date written in figures or with a month's name."""
    if parts := _YEAR_FIRST.fullmatch(text):
        return _dated(int(parts[1]), int(parts[3]), int(parts[4]))
    if parts := _NUMBERS.fullmatch(text):
        return _in_figures(int(parts[1]), int(parts[2]), parts[3], how)
    if (parts := _NAMED.fullmatch(text)) and parts[2] in _MONTH_NUMBER:
        return _with_year(int(parts[1]), _MONTH_NUMBER[parts[2]], parts[3], how)
    if (parts := _NAME_FIRST.fullmatch(text)) and parts[1] in _MONTH_NUMBER:
        return _dated(int(parts[3]), _MONTH_NUMBER[parts[1]], int(parts[2]))
    if how.cell and (parts := _SERIAL.fullmatch(text)):
        return _serial(int(parts[1]))
    if parts := _COMPACT.fullmatch(text):
        if len(text) == 8 and not _FIRST_YEAR <= int(parts[3]) <= _LAST_YEAR:
            return _dated(int(text[:4]), int(text[4:6]), int(text[6:]))
        return _in_figures(int(parts[1]), int(parts[2]), parts[3], how)
    return DateReading(problem=_UNREADABLE)


def _in_figures(first: int, second: int, year: str | None, how: _How) -> DateReading:
    """Read day and month in figures, in the American order only where no other is possible."""
    if second > 12 >= first and year:
        first, second = second, first
    return _with_year(first, second, year, how)


def _with_year(day: int, month: int, year: str | None, how: _How) -> DateReading:
    """Complete a date whose year is full, short or missing."""
    today, cell, past = how
    if year and len(year) == 4:
        return _dated(int(year), month, day)
    if year:
        full = 2000 + int(year)
        beyond = (full, month, day) > (today.year, today.month, today.day) if past else full > today.year + 5
        return _dated(full - 100 if beyond else full, month, day)
    if cell:
        return DateReading(problem="Tanggal tanpa tahun.")
    reading = _dated(today.year, month, day)
    if reading.value is None:
        return reading
    # In January "28/12" is last month, in December "5/1" is next month.
    apart = (reading.value - today).days
    shift = -1 if apart > (0 if past else 183) else int(apart < -330 and not past)
    return _dated(today.year + shift, month, day) if shift else reading


def _serial(number: float) -> DateReading:
    """Read Excel's day number (1900 system), where a bare year would be taken for a day of 1905."""
    if _FIRST_YEAR <= number <= _LAST_YEAR:
        return DateReading(problem="Hanya tahun, tanggal dan bulannya tidak ada.")
    # Excel counts a 29 February 1900 that never was; numbers before it, and small counts, are no dates here.
    if not 1000 <= number < 73416:
        return DateReading(problem=_UNREADABLE)
    return DateReading(date(1899, 12, 30) + timedelta(days=int(number)))


def _dated(year: int, month: int, day: int) -> DateReading:
    """Return the date, or the sentence that says why there is none."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return DateReading(problem=f"Tahun {year} di luar {_FIRST_YEAR} sampai {_LAST_YEAR}.")
    if not 1 <= month <= 12:
        return DateReading(problem=f"Bulan {month} tidak ada.")
    last = monthrange(year, month)[1]
    if 1 <= day <= last:
        return DateReading(date(year, month, day))
    # Only in February does it depend on the year whether the day exists.
    shown = f"{day} {MONTHS[month - 1]}" + (f" {year}" if (month, day) == (2, 29) else "")
    return DateReading(None, f"{shown} tidak ada.", date(year, month, last) if last < day <= 31 else None)
