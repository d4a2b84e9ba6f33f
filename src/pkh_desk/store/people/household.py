"""Rows of households, their telephone numbers and their members."""

from typing import ClassVar

from sqlmodel import Field

from pkh_desk.domain.people.household import HouseholdFields, PhoneFields
from pkh_desk.domain.people.member import MemberFields
from pkh_desk.store.log.synced import Register


class Household(HouseholdFields, Register, table=True):
    """A family. Which pendamping it belongs to, its status and its desil are the office's to write."""

    office_fields: ClassVar = frozenset({"pendamping_id", "desil", "no_peserta"})

    no_kk: str | None = Field(default=None, max_length=16, index=True)
    desa_code: str | None = Field(default=None, max_length=13, index=True)
    pendamping_id: str | None = Field(default=None, max_length=32, index=True)
    kelompok_id: str | None = Field(default=None, max_length=32, index=True)


class Phone(PhoneFields, Register, table=True):
    """A telephone number of a family; its id derives from family and number."""

    subject: ClassVar = ("household", "household_id")

    household_id: str = Field(max_length=32, index=True)


class Member(MemberFields, Register, table=True):
    """A person of a family."""

    subject: ClassVar = ("household", "household_id")

    household_id: str = Field(max_length=32, index=True)
    nik: str | None = Field(default=None, max_length=16, index=True)
