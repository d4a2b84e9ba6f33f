"""A list of products: two products in a cell with their two prices, ranges, stock, what was sold, permits.

Nothing that can be read in two ways is read: it is left out with a finding (domain 4.1, 6.4).
"""

import re
from dataclasses import dataclass, replace

from pkh_desk.domain.business import read_count
from pkh_desk.domain.money import read_price_range
from pkh_desk.domain.text import fold, tidy
from pkh_desk.rosters.reading.cells import Cell, text_of

NO_UNIT = "pcs"
NIB_DIGITS = 13
MOST_PIECES = 10_000
"""What is called sold and is more than this is money."""

_SLASH = re.compile(r"(?<!\d)\s*/\s*|\s*/\s*(?!\d)")
_EACH = re.compile(r"\s*@\s*(\d+ ?[a-z]+)", re.IGNORECASE)
_WEIGHT = re.compile(r"\s*\(?\b(\d+(?:[.,/]\d+)? ?(?:gram|gr|g|kg|ons|ml|cc|liter|l))\b\.?\)?", re.IGNORECASE)
_UNIT = re.compile(
    r"\s+(?:per |/)?(cup|pack|pak|bungkus|bks|botol|btl|toples|butir|buah|bh|pcs|kotak|dus|box|ikat|lembar"
    r"|porsi)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(\d[\d.]*) ?([a-z]+)?\.?", re.IGNORECASE)
_SOLD = re.compile(r"(\d[\d.]*) ?(?:[a-z]+)? ?(?:\((\d+) ?(?:rusak|pecah|basi|retur)[^)]*\))?", re.IGNORECASE)
_MONEY = re.compile(r"rp|\d ?(?:rb|ribu|jt|juta|k)\b|,-", re.IGNORECASE)
_DIGIT = re.compile("[0-9]")
_PIRT = re.compile(r"\D*\d{13}[-. ]?\d{2}\D*")
FEWEST_DIGITS = 5

_STATES = {
    "belum": "belum", "blm": "belum", "belum ada": "belum", "blm ada": "belum", "tidak ada": "belum",
    "tdk ada": "belum", "belum punya": "belum", "tidak": "belum",
    "proses": "proses", "dalam proses": "proses", "sedang proses": "proses", "diajukan": "proses",
    "sedang diurus": "proses", "pengajuan": "proses",
    "ada": "ada", "sudah": "ada", "sudah ada": "ada", "ya": "ada", "punya": "ada", "v": "ada",
    "tidak perlu": "tidak_perlu", "tdk perlu": "tidak_perlu", "tidak wajib": "tidak_perlu",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ware:
    """One product: `price` to `price_high` in whole rupiah a `unit` ("" not written), of which each holds
    `content`; `price_high` is None where there is one price."""

    name: str
    unit: str = ""
    content: str = ""
    price: int | None = None
    price_high: int | None = None


@dataclass(frozen=True, slots=True)
class Permit:
    """How far a permit has come: a code of PERMIT ("" = not written) and its number."""

    state: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Stock:
    """What is there of a product, with the unit it is counted in ("" not written)."""

    count: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Sold:
    """Pieces sold and spoilt; `is_money`: the cell holds takings, not pieces."""

    pieces: int | None = None
    spoilt: int | None = None
    is_money: bool = False


def read_wares(product: str, price: Cell) -> tuple[list[Ware], str | None]:
    """Return the products of a cell with their prices, and the kind of what is wrong with the prices.

    `price_unreadable` for one that is none, `price_count` where there are not as many as products: then no
    product has a price.
    """
    wares = [_ware(part) for part in _SLASH.split(tidy(product)) if part.strip()]
    prices, unit, problem = _prices(price)
    if not prices or problem:
        return wares, problem
    if len(prices) != len(wares):
        return wares, "price_count"
    priced = [
        replace(ware, price=low, price_high=high if high != low else None, unit=ware.unit or unit)
        for ware, (low, high) in zip(wares, prices, strict=True)
    ]
    return priced, None


def _ware(text: str) -> Ware:
    """Part a product into name, content and unit: telor asin @10 butir; bubur sum-sum cup."""
    name, content, unit = text, "", ""
    for pattern in (_EACH, _WEIGHT):
        if found := pattern.search(name):
            content = content or found[1]
            name = tidy(name[: found.start()] + " " + name[found.end() :])
    if found := _UNIT.search(name):
        unit, name = found[1].lower(), name[: found.start()]
    name = name.strip(" -,.") or tidy(text)
    return Ware(name[:120], unit, content[:60])


def _prices(cell: Cell) -> tuple[list[tuple[int, int]], str, str | None]:
    """Return (low, high) of each price, the unit that stands behind them (35rb/pak), and what is wrong."""
    if isinstance(cell, bool):
        return [], "", "price_unreadable"
    if not isinstance(cell, str):
        low, _ = read_price_range(cell)
        problem = "price_unreadable" if low.problem else None
        return [(low.value, low.value)] if low.value is not None else [], "", problem
    prices, unit = [], ""
    for part in tidy(cell).split("/"):
        if part.strip() and not _DIGIT.search(part) and part.strip() != "-":
            unit = part.strip(" .")[:30]
            continue
        low, high = read_price_range(part)
        if low.problem or high.problem:
            return [], "", "price_unreadable"
        if low.value is not None and high.value is not None:
            prices.append((low.value, high.value))
    return (prices, unit, None) if prices or not unit else ([], "", "price_unreadable")


def read_stock(cell: Cell) -> Stock | None:
    """Read `20 pak`; None for what is unreadable."""
    text = tidy(text_of(cell))
    if not text.strip("- "):
        return Stock()
    found = _COUNTED.fullmatch(text)
    count = read_count(found[1]).value if found else None
    return Stock(count, (found[2] or "").lower()[:30]) if found and count is not None else None


def read_sold(cell: Cell) -> Sold | None:
    """Read `38 (2 rusak)`; None for what is unreadable."""
    text = tidy(text_of(cell))
    if not text.strip("- "):
        return Sold()
    if _MONEY.search(text):
        return Sold(is_money=True)
    found = _SOLD.fullmatch(text)
    pieces = read_count(found[1]).value if found else None
    if found is None or pieces is None:
        return None
    return Sold(is_money=True) if pieces > MOST_PIECES else Sold(pieces, int(found[2]) if found[2] else None)


def read_permit(cell: Cell) -> Permit | None:
    """Read a permit: blank, a word, or its number; None for what is neither."""
    text = tidy(text_of(cell))
    if not text.strip("- "):
        return Permit()
    if len(_DIGIT.findall(text)) >= FEWEST_DIGITS:
        return Permit("ada", text[:40])
    state = _STATES.get(fold(text))
    return Permit(state) if state else None


def read_nib(cell: Cell) -> Permit | None:
    """Read a NIB, whose number has 13 digits; None for what is none."""
    permit = read_permit(cell)
    if permit is None or not permit.number:
        return permit
    digits = "".join(_DIGIT.findall(permit.number))
    return Permit("ada", digits) if len(digits) == NIB_DIGITS else None


def is_pirt(number: str) -> bool:
    """Say whether a P-IRT number has the usual shape, 13 digits and two for the year it ends."""
    return _PIRT.fullmatch(number) is not None
