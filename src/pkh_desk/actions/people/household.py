"""Changing what is recorded of a family and its pengurus, by the names of the fields."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session, select

from pkh_desk.desk import Desk
from pkh_desk.domain.dates import read_date
from pkh_desk.domain.fit import fit
from pkh_desk.domain.graduation.case import DONE
from pkh_desk.domain.office.clerk import VERIFIER
from pkh_desk.domain.people.household import HouseholdFields, check_household
from pkh_desk.domain.people.member import MemberFields, check_member
from pkh_desk.domain.people.nik import read_kk, read_nik, say_doubt
from pkh_desk.domain.people.phone import read_phones, say_phone_doubt
from pkh_desk.domain.text import fold, tidy
from pkh_desk.domain.uuid7 import derived_id
from pkh_desk.errors import FamilyNotFound, HandedOver, InvalidInput, Problem
from pkh_desk.store.log.merging import HandedOverRow
from pkh_desk.store.people.household import Household, Member, Phone
from pkh_desk.store.people.petugas import Kelompok, Petugas
from pkh_desk.store.wilayah import wilayah

Values = dict[str, Any]

HOUSEHOLD_TEXT = ("address", "rt", "rw", "dusun", "no_peserta", "note", "status")
MEMBER_TEXT = ("name", "birth_place", "school", "grade", "occupation")
MEMBER_CODES = ("sex", "relation", "komponen")
OFFICE = ("pendamping", "desil")
ALSO = {"group": "kelompok", "component": "komponen", "desa_code": "desa"}
"""The names under which `families --json` gives some of these fields."""
EDITABLE = (
    *HOUSEHOLD_TEXT,
    "no_kk",
    "desa",
    "kelompok",
    "joined_year",
    "phones",
    *MEMBER_TEXT,
    *MEMBER_CODES,
    "nik",
    "born_on",
    *OFFICE,
)
"""The fields `edit_household` knows; those of the member are the pengurus'."""


def own_family(session: Session, household_id: str) -> Household:
    """Return the row of a family that may be changed here. Raises FamilyNotFound, HandedOver."""
    row = session.get(Household, household_id)
    if row is None or row.deleted:
        raise FamilyNotFound("Keluarga itu tidak ada di sini.", "Periksa nomornya, atau cari namanya.")
    if session.get(HandedOverRow, ("household", household_id)) is not None:
        raise HandedOver(
            "Keluarga ini sudah diserahkan ke pendamping lain. Di sini hanya bisa dibaca.",
            "Minta kantor bila penyerahan itu keliru.",
        )
    return row


def edit_household(desk: Desk, household_id: str, changes: Mapping[str, str]) -> str:
    """Change fields of a family or its pengurus, given as a person types them; return the act's id.

    Raises FamilyNotFound, HandedOver, InvalidInput (nothing is changed then), WrongRole.
    """
    if set(changes) & set(OFFICE) or changes.get("status") == DONE:
        desk.require_clerk(VERIFIER)
    act = desk.new_id()
    with desk.write(subject=("household", household_id), act=act) as session:
        home = own_family(session, household_id)
        person = session.get(Member, home.pengurus_id) if home.pengurus_id else None
        reading = _Reading(session, desk.today(), person is not None)
        for name, text in changes.items():
            reading.read(ALSO.get(name, name), tidy(text))
        _require_valid(reading, home, person, desk.today())
        for name, value in reading.household.items():
            setattr(home, name, value)
        if person is not None:
            for name, value in reading.member.items():
                setattr(person, name, value)
        if "phones" in changes:
            _set_phones(session, household_id, reading.phones)
    return act


class _Reading:
    """Turns typed texts into the values of the two rows, gathering what cannot be read."""

    def __init__(self, session: Session, today: date, has_person: bool) -> None:
        self._session = session
        self._today = today
        self._has_person = has_person
        self.household: Values = {}
        self.member: Values = {}
        self.phones: tuple[str, ...] = ()
        self.problems: list[Problem] = []

    def read(self, name: str, text: str) -> None:
        if name not in EDITABLE:
            self._fail(name, f"Isian {name} tidak dikenal. Yang ada: {', '.join(EDITABLE)}.")
        elif name in HOUSEHOLD_TEXT:
            self.household[name] = text or (None if name == "no_peserta" else "")
        elif name in MEMBER_TEXT or name in MEMBER_CODES or name in ("nik", "born_on"):
            self._read_person(name, text)
        else:
            getattr(self, f"_read_{name}")(text)

    def _read_person(self, name: str, text: str) -> None:
        if not self._has_person:
            self._fail(name, "Keluarga ini belum punya pengurus.")
        elif name in MEMBER_TEXT:
            self.member[name] = text
        elif name in MEMBER_CODES:
            self.member[name] = text or None
        elif name == "nik":
            self._read_nik(text)
        else:
            reading = read_date(text, self._today, past=True)
            if reading.problem:
                self._fail(name, reading.problem)
            self.member["born_on"] = reading.value

    def _read_nik(self, text: str) -> None:
        reading = read_nik(text)
        if reading.doubt:
            self._fail("nik", say_doubt(reading))
        self.member |= {"nik": reading.value, "nik_raw": None}

    def _read_no_kk(self, text: str) -> None:
        reading = read_kk(text)
        if reading.doubt:
            self._fail("no_kk", say_doubt(reading))
        self.household |= {"no_kk": reading.value, "no_kk_raw": None}

    def _read_desa(self, text: str) -> None:
        kecamatan, _, name = text.rpartition("/")
        code = (
            text if text.count(".") == 3 and wilayah().name_of(text) else wilayah().desa(name, kecamatan).code
        )
        if text and code is None:
            self._fail("desa", f"Desa {text} tidak dikenal atau ada di dua kecamatan. Tulis Kecamatan/Desa.")
        self.household |= {"desa_code": code, "desa_raw": None, "kecamatan_raw": None}

    def _read_kelompok(self, text: str) -> None:
        groups = self._session.exec(select(Kelompok)).all()
        found = [row.id for row in groups if not row.deleted and fold(row.name) == fold(text)]
        if text and not found:
            self._fail("kelompok", f"Kelompok {text} belum ada.")
        self.household["kelompok_id"] = found[0] if found else None

    def _read_joined_year(self, text: str) -> None:
        if text and not (text.isdigit() and 2007 <= int(text) <= self._today.year):
            self._fail("joined_year", f"Tahun masuk PKH antara 2007 dan {self._today.year}.")
            return
        self.household["joined_year"] = int(text) if text else None

    def _read_phones(self, text: str) -> None:
        reading = read_phones(text)
        for part in reading.doubts:
            self._fail("phones", say_phone_doubt(part))
        self.phones = reading.numbers

    def _read_pendamping(self, text: str) -> None:
        rows = self._session.exec(select(Petugas)).all()
        found = [row.id for row in rows if text in (row.id, row.name) or fold(row.name) == fold(text)]
        if text and len(found) != 1:
            self._fail("pendamping", f"Pendamping {text} tidak ada, atau namanya dipakai dua petugas.")
            return
        self.household["pendamping_id"] = found[0] if found else None

    def _read_desil(self, text: str) -> None:
        if text and not (text.isdigit() and 1 <= int(text) <= 10):
            self._fail("desil", "Desil antara 1 dan 10.")
            return
        self.household["desil"] = int(text) if text else None

    def _fail(self, name: str, text: str) -> None:
        self.problems.append(Problem(name, text))


def _require_valid(reading: _Reading, home: Household, person: Member | None, today: date) -> None:
    problems = list(reading.problems)
    if not problems:
        fields = home.model_dump(include=set(HouseholdFields.model_fields)) | reading.household
        problems += check_household(fit(HouseholdFields, **fields))
    if not problems and person is not None:
        fields = person.model_dump(include=set(MemberFields.model_fields)) | reading.member
        problems += check_member(fit(MemberFields, **fields), today)
    if problems:
        raise InvalidInput(problems)


def _set_phones(session: Session, household_id: str, numbers: tuple[str, ...]) -> None:
    """Make these the telephones of the family; a number that was removed before comes back."""
    held = {
        row.number: row for row in session.exec(select(Phone).where(Phone.household_id == household_id)).all()
    }
    for number, row in held.items():
        row.deleted = number not in numbers
    for number in numbers:
        if number not in held:
            row_id = derived_id("phone", household_id, number)
            session.add(Phone(id=row_id, household_id=household_id, number=number))
