"""A member: one person of a household; the pengurus is one of them."""

import re
from datetime import date

from pydantic import BaseModel, Field

from pkh_desk.domain.vocabulary import KOMPONEN, RELATION, SEX
from pkh_desk.errors import Problem


class MemberFields(BaseModel, extra="forbid"):
    """What is recorded of a person.

    `nik` is 16 trusted digits or None, what could not be trusted stays in `nik_raw`. `komponen` is the
    code of the right to aid that the person gives the family, or None.
    """

    household_id: str = Field(max_length=32)
    nik: str | None = Field(default=None, max_length=16)
    nik_raw: str | None = Field(default=None, max_length=80)
    name: str = Field(max_length=120)
    sex: str | None = Field(default=None, max_length=1)
    born_on: date | None = None
    birth_place: str = Field(default="", max_length=80)
    relation: str | None = Field(default=None, max_length=20)
    komponen: str | None = Field(default=None, max_length=20)
    school: str = Field(default="", max_length=120)
    grade: str = Field(default="", max_length=20)
    occupation: str = Field(default="", max_length=80)


def check_member(fields: MemberFields, today: date) -> list[Problem]:
    """Return what keeps the person from being saved on `today`; empty means they may be."""
    problems = []
    if not fields.name.strip():
        problems.append(Problem("name", "Nama belum diisi."))
    if fields.nik is not None and not re.fullmatch("[0-9]{16}", fields.nik):
        digits = len(re.findall("[0-9]", fields.nik))
        problems.append(Problem("nik", f"Baru {digits} angka, NIK harus 16."))
    if fields.born_on is not None and fields.born_on > today:
        problems.append(Problem("born_on", "Tanggal lahir belum terjadi."))
    for field, code, known in (
        ("sex", fields.sex, SEX),
        ("relation", fields.relation, RELATION),
        ("komponen", fields.komponen, KOMPONEN),
    ):
        if code is not None and code not in known:
            problems.append(Problem(field, f"{code} tidak dikenal."))
    return problems
