"""A household: one KPM family, known by its No KK, its pengurus and its place."""

import re
from datetime import date

from pydantic import BaseModel, Field

from pkh_desk.domain.vocabulary import MEMBERSHIP
from pkh_desk.errors import Problem

EXIT = ("meninggal", "pindah", "ganda", "tidak_ditemui", "menolak", "tidak_eligible")
"""Ways out of the programme that are no graduation, and never counted as one."""


class HouseholdFields(BaseModel, extra="forbid"):
    """What is recorded of a family.

    `no_kk` is 16 trusted digits or None; what could not be trusted stays in `no_kk_raw`. The pengurus is a
    member (`pengurus_id`), never a second name or NIK. `desa_code` is None while the written desa
    (`desa_raw`) is a question. Of the KKS only the last four digits are kept: it is card data. `exit_on` and
    `exit_reason` belong to a status of EXIT: since when the family has left, and why.
    """

    no_kk: str | None = Field(default=None, max_length=16)
    no_kk_raw: str | None = Field(default=None, max_length=80)
    pengurus_id: str | None = Field(default=None, max_length=32)
    address: str = Field(default="", max_length=300)
    rt: str = Field(default="", max_length=10)
    rw: str = Field(default="", max_length=10)
    dusun: str = Field(default="", max_length=100)
    desa_code: str | None = Field(default=None, max_length=13)
    desa_raw: str | None = Field(default=None, max_length=120)
    kecamatan_raw: str | None = Field(default=None, max_length=120)
    kelompok_id: str | None = Field(default=None, max_length=32)
    no_peserta: str | None = Field(default=None, max_length=40)
    kks_tail: str | None = Field(default=None, max_length=4)
    status: str = Field(default="aktif", max_length=20)
    exit_on: date | None = None
    exit_reason: str = Field(default="", max_length=300)
    joined_year: int | None = None
    desil: int | None = None
    note: str = Field(default="", max_length=1000)
    pendamping_id: str | None = Field(default=None, max_length=32)


class PhoneFields(BaseModel, extra="forbid"):
    """One telephone number of a family, `+62...`; a family may have several."""

    household_id: str = Field(max_length=32)
    number: str = Field(max_length=20)


def check_household(fields: HouseholdFields) -> list[Problem]:
    """Return what keeps the family from being saved; empty means it may be."""
    problems = []
    if fields.status not in MEMBERSHIP:
        problems.append(Problem("status", f"Status kepesertaan {fields.status} tidak dikenal."))
    if fields.no_kk is not None and not re.fullmatch("[0-9]{16}", fields.no_kk):
        digits = len(re.findall("[0-9]", fields.no_kk))
        problems.append(Problem("no_kk", f"Baru {digits} angka, No KK harus 16."))
    return problems


def check_exit(status: str, on: date, reason: str, today: date) -> list[Problem]:
    """Return what keeps a family's way out (other than graduation) from being recorded on `today`."""
    problems = []
    if status not in EXIT:
        problems.append(Problem("status", "Pilih sebab keluarnya."))
    if on > today:
        problems.append(Problem("on", "Tanggal keluar belum terjadi."))
    if not reason.strip():
        problems.append(Problem("reason", "Tulis keterangannya, supaya kantor tidak perlu bertanya."))
    return problems
