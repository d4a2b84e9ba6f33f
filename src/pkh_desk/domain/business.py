"""A family's business and what it makes: products, and their stock as a ledger of movements."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, Field

from pkh_desk.domain.vocabulary import MOVEMENT, PERMIT
from pkh_desk.errors import Problem

MOST_DIGITS = 9
NUMBERED = ("ada", "proses")
"""The states in which a permit may have a number."""
_NIB = re.compile("[0-9]{13}")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")


class BusinessFields(BaseModel, extra="forbid"):
    """A family business; `capital_source` is where its first money came from.

    `nib_state` is a code of PERMIT ("" = not asked), `nib` its 13 digits.
    """

    household_id: str = Field(max_length=32)
    name: str = Field(max_length=120)
    kind: str = Field(default="", max_length=60)
    since_year: int | None = None
    capital_source: str = Field(default="", max_length=40)
    note: str = Field(default="", max_length=1000)
    nib_state: str = Field(default="", max_length=20)
    nib: str = Field(default="", max_length=13)


class ProductFields(BaseModel, extra="forbid"):
    """Something a family sells. `price` in whole rupiah a `unit`; `low_stock` is the limit that warns.

    `price_high` is the upper end where the price is a range, `content` what a unit holds (10 butir, 250 gr).
    `pirt_state` and `halal_state` are codes of PERMIT ("" = not asked); their numbers stay as written,
    because newer ones differ in shape. No permit is ever required (domain 4.1).
    """

    household_id: str = Field(max_length=32)
    business_id: str | None = Field(default=None, max_length=32)
    name: str = Field(max_length=120)
    unit: str = Field(max_length=30)
    price: int | None = Field(default=None, ge=0)
    price_high: int | None = Field(default=None, ge=0)
    content: str = Field(default="", max_length=60)
    low_stock: int | None = Field(default=None, ge=0)
    pirt_state: str = Field(default="", max_length=20)
    pirt: str = Field(default="", max_length=40)
    halal_state: str = Field(default="", max_length=20)
    halal: str = Field(default="", max_length=40)
    note: str = Field(default="", max_length=1000)


class MovementFields(BaseModel, extra="forbid"):
    """One movement of stock: a positive `quantity` and the `kind` that says which way it went."""

    household_id: str = Field(max_length=32)
    product_id: str = Field(max_length=32)
    kind: str = Field(max_length=20)
    quantity: int
    on: date
    note: str = Field(default="", max_length=300)


def check_product(fields: ProductFields) -> list[Problem]:
    """Return what keeps the product from being saved."""
    problems = []
    if not fields.name.strip():
        problems.append(Problem("name", "Nama produk belum diisi."))
    if not fields.unit.strip():
        problems.append(Problem("unit", "Satuan belum diisi, misalnya butir atau bungkus."))
    if fields.price_high is not None and fields.price_high <= (fields.price or 0):
        problems.append(Problem("price_high", "Harga tertinggi harus di atas harga terendahnya."))
    elif fields.price_high is not None and fields.price is None:
        problems.append(Problem("price", "Isi juga harga terendahnya."))
    for name in ("pirt", "halal"):
        if getattr(fields, f"{name}_state") not in ("", *PERMIT):
            problems.append(Problem(name, "Keadaan izin ini tidak dikenal."))
    return problems


def check_nib(state: str, number: str) -> list[Problem]:
    """Return what keeps the NIB of a business from being saved."""
    if state not in ("", *PERMIT):
        return [Problem("nib", "Keadaan izin ini tidak dikenal.")]
    if number and not _NIB.fullmatch(number):
        return [
            Problem(
                "nib", f"NIB harus 13 angka, ini {len(number)}." if number.isdigit() else "Isi angka saja."
            )
        ]
    return []


def check_movement(fields: MovementFields, today: date) -> list[Problem]:
    """Return what keeps the movement from being saved on `today`."""
    problems = []
    if fields.kind not in MOVEMENT:
        problems.append(Problem("kind", f"Gerak stok {fields.kind} tidak dikenal."))
    if fields.quantity <= 0:
        problems.append(Problem("quantity", "Jumlah harus lebih dari nol."))
    if fields.on > today:
        problems.append(Problem("on", "Tanggal stok belum terjadi."))
    return problems


@dataclass(frozen=True)
class Count:
    """A number of things that was read: `value`, or None with the `problem`; both are None for no text."""

    value: int | None = None
    problem: str | None = None


def read_count(text: str) -> Count:
    """Read a whole number of things as people type it: `20`, `1.200`, `+5`. Never raises."""
    plain = "".join(text.split()).removeprefix("+")
    if not plain:
        return Count()
    digits = plain.replace(".", "") if _GROUPED.fullmatch(plain) else plain
    if not digits.isascii() or not digits.isdigit() or len(digits) > MOST_DIGITS:
        return Count(problem="Tulis angka bulat, misalnya 20.")
    return Count(int(digits))


def is_low(stock: int, limit: int | None) -> bool:
    """Say whether a product runs low: nothing is left, or less than its own limit."""
    return stock <= 0 or (limit is not None and stock < limit)


def signed(kind: str, quantity: int) -> int:
    """Return the change of stock that a movement of this kind makes."""
    return quantity if kind == "masuk" else -quantity


def stock(movements: Iterable[tuple[str, int]]) -> int:
    """Return the stock that (kind, quantity) movements add up to; it may be negative, which is a warning."""
    return sum(signed(kind, quantity) for kind, quantity in movements)
