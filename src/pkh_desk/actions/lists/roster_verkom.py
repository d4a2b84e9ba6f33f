"""Landing a school's attendance form: commitment months of children that are known.

A child that is not known is proposed as a new member of its pengurus' family, and is one only if a person
says so. A month that the school has not filled in is not recorded.
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import CHANGED, NEW, SAME, SKIPPED, RosterRow, RowChoices
from pkh_desk.desk import Desk
from pkh_desk.domain.people.nik import born_on, sex_of
from pkh_desk.domain.text import name_key
from pkh_desk.domain.uuid7 import derived_id
from pkh_desk.rosters.columns.lines import Roster
from pkh_desk.rosters.findings import Finding
from pkh_desk.rosters.lists.list_reader import ListReader
from pkh_desk.rosters.lists.verkom import Attendance, Pupil, VerkomReader, join_pupils, say_month
from pkh_desk.rosters.matching.people import People, Person
from pkh_desk.rosters.progress import Progress, telling
from pkh_desk.rosters.words import KOMPONEN, code_of
from pkh_desk.store.log.bulk import BulkWriter
from pkh_desk.store.log.states import Stored, load_rows
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.values import Json
from pkh_desk.store.office import config_on
from pkh_desk.store.wilayah import wilayah

SOURCE = "verkom"


@dataclass(frozen=True)
class _Child:
    """The member a pupil is; `is_new` for one that this import brings into the family."""

    member_id: str
    household_id: str
    is_new: bool = False


class VerkomLanding:
    """Where layout R3 lands."""

    def __init__(self, desk: Desk, report: RosterReport, choices: RowChoices) -> None:
        self._desk, self._report, self._choices = desk, report, choices
        self._pupils: list[Pupil] = []
        self._last: VerkomReader | None = None

    def take(self, roster: Roster, progress: Progress) -> None:
        """Read the pupils of one form."""
        reader = ListReader(roster, wilayah(), self._desk.today(), self._report.findings, progress)
        self._last = VerkomReader(reader, self._last)
        for pupil in self._last.pupils():
            if self._choices.keeps_back(pupil.sheet, pupil.row, pupil.found):
                self._count(pupil, SKIPPED)
            else:
                self._pupils.append(pupil)

    def land(self, session: Session, bulk: BulkWriter | None, progress: Progress) -> None:
        """Record the months of every child, and the child itself where a person said so."""
        once, again = join_pupils(self._pupils, self._report.findings)
        for pupil in again:
            self._count(pupil, SKIPPED)
        landing = _Months(self, session, bulk)
        landing.know(once)
        for pupil in telling(once, progress):
            child = self._child(pupil, landing)
            if child is None:
                self._count(pupil, SKIPPED)
            else:
                self._count(pupil, *landing.record(pupil, child))
        if bulk is not None:
            bulk.flush()

    def _child(self, pupil: Pupil, landing: "_Months") -> _Child | None:
        """Return the member that a pupil is; None if nobody knows, with a finding."""
        known = landing.member_of(pupil)
        if known is not None and not known.handed_over:
            return _Child(known.member_id, known.household_id)
        if known is not None:
            self.find(pupil, "", "handed_over", pupil.name)
            return None
        answer = self._choices.answers.get((pupil.sheet, pupil.row, "pupil_new"))
        families = landing.families_of(pupil)
        open_ones = [family for family in families if not family.handed_over]
        if not open_ones:
            kind = "handed_over" if families else "pupil_family_unknown"
            self.find(pupil, "", kind, pupil.pengurus or pupil.name)
            return None
        for family in open_ones:
            words = f"Anggota baru keluarga {family.words}"
            self.find(pupil, "", "pupil_new", pupil.name, words, family.household_id)
        if answer in {family.household_id for family in open_ones}:
            return _Child(self._desk.new_id(), str(answer), is_new=True)
        return None

    def find(
        self,
        pupil: Pupil,
        column: str,
        kind: str,
        raw: str,
        proposal: str | None = None,
        answer: str | None = None,
    ) -> None:
        """Report something about a pupil."""
        finding = Finding(pupil.sheet, pupil.row, column, kind, raw, proposal, answer)
        self._report.findings.append(finding)

    def _count(self, pupil: Pupil, fate: str, changed: tuple[str, ...] = ()) -> None:
        number = pupil.nik.value or pupil.nik.raw
        self._report.count(RosterRow(pupil.sheet, pupil.row, pupil.name, number, pupil.school, fate, changed))


class _Months:
    """Knows the people that pupils may be, and records months."""

    def __init__(self, landing: VerkomLanding, session: Session, bulk: BulkWriter | None) -> None:
        self._landing, self._session, self._bulk = landing, session, bulk
        self._today = landing._desk.today()
        self._people = People(session.connection())
        self._by_nik: dict[str, list[Person]] = {}
        self._by_name: dict[tuple[str, str], Person] = {}
        self._months: dict[str, Stored] = {}
        self._limits: dict[str, int] = {}

    def know(self, pupils: list[Pupil]) -> None:
        """Look up everybody these rows name, and the months that are recorded of them."""
        niks = {nik for p in pupils for nik in (p.nik.value, p.pengurus_nik.value) if nik}
        self._by_nik = self._people.by_nik(niks)
        homes = {person.household_id for people in self._by_nik.values() for person in people}
        self._by_name = {
            (person.household_id, name_key(person.name)): person for person in self._people.of_homes(homes)
        }
        found = [(pupil, self.member_of(pupil)) for pupil in pupils]
        ids = [
            derived_id("commitment", member.member_id, told.month, SOURCE)
            for pupil, member in found
            if member is not None
            for told in pupil.months
        ]
        self._months = load_rows(self._session.connection(), nouns()["commitment"], ids)

    def member_of(self, pupil: Pupil) -> Person | None:
        """Return the member with the pupil's NIK, else the one of that name in its pengurus' family."""
        for person in self._by_nik.get(pupil.nik.value or "", []):
            return person
        for pengurus in self._by_nik.get(pupil.pengurus_nik.value or "", []):
            known = self._by_name.get((pengurus.household_id, name_key(pupil.name)))
            if known is not None and not (known.nik and pupil.nik.value):
                return known
        return None

    def families_of(self, pupil: Pupil) -> list[Person]:
        """Return the pengurus whose family the pupil may belong to: by NIK, else those of a like name."""
        found = self._by_nik.get(pupil.pengurus_nik.value or "", [])
        return found[:1] or (self._people.alike(pupil.pengurus) if pupil.pengurus else [])

    def record(self, pupil: Pupil, child: _Child) -> tuple[str, tuple[str, ...]]:
        """Record the months of a pupil; return the fate of its row and what was new or changed."""
        if child.is_new and self._bulk is not None:
            self._bulk.insert("member", child.member_id, self._member(pupil, child))
        said, fates = [], {NEW} if child.is_new else set()
        for told in sorted(pupil.months, key=lambda month: month.month):
            fate = self._month(pupil, child, told)
            if fate != SAME:
                said.append(say_month(told.month))
                fates.add(fate)
        if self._bulk is not None:
            self._bulk.seal(("household", child.household_id))
        return (NEW if NEW in fates else CHANGED if fates else SAME), tuple(said)

    def _month(self, pupil: Pupil, child: _Child, told: Attendance) -> str:
        limit = self._limit(told.month)
        if told.percent is not None and told.percent < limit:
            self._landing.find(pupil, told.column, "attendance_low", f"{told.percent}%")
        row = derived_id("commitment", child.member_id, told.month, SOURCE)
        values: dict[str, Json] = {
            "kept": None if told.percent is None else told.percent >= limit,
            "percent": told.percent,
            "effective_days": told.effective_days,
            "alpa": told.alpa,
            "izin": told.izin,
            "sakit": told.sakit,
            "jml": told.jml,
        }
        # An empty cell never blanks what an earlier form told.
        values = {name: value for name, value in values.items() if value is not None}
        held = self._months.get(row)
        if held is None:
            if self._bulk is not None:
                whose: dict[str, Json] = {"household_id": child.household_id, "member_id": child.member_id}
                self._bulk.insert(
                    "commitment", row, {**whose, "month": told.month, "source": SOURCE, **values}
                )
            return NEW
        if {**held.state.values, **values, "deleted": False} == held.state.values:
            return SAME
        if self._bulk is not None:
            self._bulk.edit("commitment", row, held, {**values, "deleted": False})
        return CHANGED

    def _limit(self, month: str) -> int:
        """Return the share of attendance that counts as kept in a month."""
        if month not in self._limits:
            day = date.fromisoformat(f"{month}-01")
            self._limits[month] = int(config_on(self._session, "limits", day)["commitment_percent"])
        return self._limits[month]

    def _member(self, pupil: Pupil, child: _Child) -> dict[str, Json]:
        nik, komponen = pupil.nik.value, code_of(KOMPONEN, pupil.level)
        born = born_on(nik, self._today, komponen=komponen or "sd", relation="anak") if nik else None
        return {
            "household_id": child.household_id,
            "nik": nik,
            "nik_raw": pupil.nik.raw[:80] if not nik and pupil.nik.raw else None,
            "name": pupil.name,
            "sex": sex_of(nik) if nik else None,
            "born_on": born.isoformat() if born else None,
            "relation": "anak",
            "komponen": komponen,
            "school": pupil.school,
            "grade": pupil.grade,
        }
