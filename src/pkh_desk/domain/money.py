"""Rupiah, always whole: read as people write it, said as letters print it.

A fraction of a rupiah or a text that is no amount is a problem with a sentence, never a guess.
"""

import re
from dataclasses import dataclass

from pkh_desk.domain.text import dots, tidy

BIGGEST = 10**15
_MOST_DIGITS = 30
_UNITS = {"rb": 10**3, "ribu": 10**3, "k": 10**3, "jt": 10**6, "juta": 10**6, "m": 10**9, "miliar": 10**9}
_AMOUNT = re.compile(
    r"(?:(?:rp|idr)\.?\s*)?(?P<number>\d[\d.,\s]*?)(?:[,.]-|,00|\.00)?\s*"
    r"(?P<unit>rb|ribu|k|jt|juta|m|miliar)?\.?(?:[,.]-|\s*rupiah)?"
)
_RANGE = re.compile(r"\s*(?:-|–|s/d|sampai)\s*")
_GROUPED = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+")
_DECIMAL = re.compile(r"(\d+)[.,](\d{1,3})")
_ONES = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))


@dataclass(frozen=True)
class Rupiah:
    """An amount that was read: `value` in whole rupiah, or None with the `problem` in one sentence.

    Both are None for an empty cell or one that says there is nothing.
    """

    value: int | None = None
    problem: str | None = None


_NOTHING = Rupiah()


def read_rupiah(raw: str | int | float | None) -> Rupiah:
    """Read one amount: `2,1 jt`, `150 rb`, `Rp. 825.000,-`, `600,000`, 225000. Never raises."""
    if raw is None or isinstance(raw, bool):
        return _NOTHING
    if isinstance(raw, int):
        return _within(raw)
    if isinstance(raw, float):
        return _within(int(raw)) if raw.is_integer() else Rupiah(problem="Rupiah harus bulat, tanpa sen.")
    text = tidy(raw).casefold()
    if text in ("", "-", "rp", "rp.", "rp. -", "rp -", "tidak ada"):
        return _NOTHING
    found = _AMOUNT.fullmatch(text)
    if not found:
        return Rupiah(problem=f"{tidy(raw)[:40]} tidak terbaca sebagai rupiah.")
    return _scaled(found["number"].strip(), _UNITS.get(found["unit"] or "", 1))


def read_price_range(raw: str | int | float | None) -> tuple[Rupiah, Rupiah]:
    """Read `5rb-15rb` as (low, high); one amount is both ends. Never raises."""
    if isinstance(raw, str):
        ends = _RANGE.split(tidy(raw).casefold().removesuffix(",-"))
        if len(ends) == 2 and all(ends):
            low, high = read_rupiah(_in_unit_of(ends[1], ends[0])), read_rupiah(ends[1])
            if low.value is not None and high.value is not None:
                return (low, high) if low.value <= high.value else (high, low)
    one = read_rupiah(raw)
    return one, one


def _in_unit_of(high: str, low: str) -> str:
    """Return the low end with the unit said only once: 5-15rb is 5rb-15rb, but 500-1rb is Rp500 to 1rb."""
    found = _AMOUNT.fullmatch(high)
    shared = low + (found["unit"] or "" if found else "")
    value, most = read_rupiah(shared).value, read_rupiah(high).value
    return shared if value is not None and most is not None and value <= most else low


def say_rupiah(amount: int) -> str:
    """Return `Rp2.100.000`, with the minus sign before the currency."""
    return f"{'-' if amount < 0 else ''}Rp{dots(abs(amount))}"


def in_words(amount: int) -> str:
    """Return an amount below 10^15 in words: `dua juta seratus ribu`. Raises ValueError beyond."""
    if abs(amount) >= BIGGEST:
        raise ValueError("an amount beyond 10^15")
    return f"minus {_spell(-amount)}" if amount < 0 else _spell(amount)


def _within(value: int) -> Rupiah:
    if not 0 <= value < BIGGEST:
        return Rupiah(problem="Jumlah rupiah di luar batas.")
    return Rupiah(value)


def _scaled(number: str, unit: int) -> Rupiah:
    plain = re.sub(r"[.,\s]", "", number)
    if len(plain) > _MOST_DIGITS:
        return Rupiah(problem="Jumlah rupiah di luar batas.")
    grouped = _GROUPED.fullmatch(number)
    if number == plain or (grouped and unit == 1):
        return _within(int(plain) * unit)
    decimal = _DECIMAL.fullmatch(number)
    # 2.500 rb is two and a half thousand to one reader and as many million to the next.
    if not decimal or (grouped and unit == 10**3):
        return Rupiah(problem=f"{number[:40]} tidak terbaca sebagai rupiah.")
    whole, part = decimal.groups()
    amount, rest = divmod(int(whole + part) * unit, 10 ** len(part))
    return Rupiah(problem="Rupiah harus bulat, tanpa sen.") if rest else _within(amount)


def _spell(n: int) -> str:
    if n < 12:
        return _ONES[n]
    if n < 20:
        return f"{_ONES[n - 10]} belas"
    if n < 100:
        return _join(f"{_ONES[n // 10]} puluh", n % 10)
    if n < 200:
        return _join("seratus", n - 100)
    if n < 1000:
        return _join(f"{_ONES[n // 100]} ratus", n % 100)
    if n < 2000:
        return _join("seribu", n - 1000)
    scale, name = next((scale, name) for scale, name in _SCALES if n >= scale)
    return _join(f"{_spell(n // scale)} {name}", n % scale)


def _join(head: str, rest: int) -> str:
    return f"{head} {_spell(rest)}" if rest else head
