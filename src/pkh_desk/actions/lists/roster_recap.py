"""Landing a recap of families that leave: graduation cases proposed, other ways out only by choice.

A case is opened as *calon* and goes no further by itself; what the recap states stays with it as evidence.
Two rows about one person are shown, and joined only by choice.
"""

from sqlmodel import Session

from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import CHANGED, NEW, REFUSED, SAME, SKIPPED, RosterRow, RowChoices
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.money import say_rupiah
from pkh_desk.domain.text import name_key
from pkh_desk.domain.vocabulary import MEMBERSHIP
from pkh_desk.rosters.columns.lines import Roster
from pkh_desk.rosters.findings import Finding
from pkh_desk.rosters.lists.recap import Leaving, RecapReader
from pkh_desk.rosters.matching.alike import Somebody, suggestions
from pkh_desk.rosters.matching.people import People, Person
from pkh_desk.rosters.progress import Progress, telling
from pkh_desk.store.log.bulk import BulkWriter
from pkh_desk.store.log.states import Stored, load_rows
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.values import Json
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.graduation.cases import CaseView, cases_of

JOIN = "gabung"
CANDIDATE = "calon"
MOST = 300


class RecapLanding:
    """Where layout R7 lands."""

    def __init__(self, desk: Desk, report: RosterReport, choices: RowChoices) -> None:
        self._desk, self._report, self._choices = desk, report, choices
        self._rows: list[Leaving] = []
        self._homes: dict[str, Stored] = {}
        self._cases: dict[str, CaseView] = {}

    def take(self, roster: Roster, progress: Progress) -> None:
        """Read the rows of one sheet; a recap often has a sheet for each desa."""
        reader = RecapReader(roster, wilayah(), self._desk.today(), self._report.findings, progress)
        for row in reader.leavings():
            if not row.name:
                self._count(row, None, REFUSED)
            elif self._choices.keeps_back(row.sheet, row.row, row.found) or not (row.kind or row.way_out):
                self._count(row, None, SKIPPED)
            else:
                self._rows.append(row)

    def land(self, session: Session, bulk: BulkWriter | None, progress: Progress) -> None:
        """Propose a case for each family that graduates, and tell what else the recap states."""
        connection = session.connection()
        groups = self._joined()
        people = self._people(People(connection), [group[0] for group in groups], progress)
        homes = {person.household_id for person in people if person}
        self._homes = load_rows(connection, nouns()["household"], homes)
        self._cases = cases_of(connection, homes)
        for group, person in telling(list(zip(groups, people, strict=True)), progress):
            fate, said = self._land(bulk, group, person)
            for row in group:
                self._count(row, person, fate, said)
        if bulk is not None:
            bulk.flush()

    def _joined(self) -> list[list[Leaving]]:
        """Return the rows by person: each first row with those that a person joined to it."""
        groups: dict[tuple[str, ...], list[Leaving]] = {}
        for row in self._rows:
            key = _key(row)
            if key not in groups:
                groups[key] = [row]
                continue
            first = groups[key][0]
            proposal = f"Gabung dengan baris {first.row}: {first.stated} dan {row.stated}"
            self._find(row, "person_twice", f"{row.name} = baris {first.row}", proposal, JOIN)
            if self._choices.answers.get((row.sheet, row.row, "person_twice")) == JOIN:
                groups[key].append(row)
            else:
                self._count(row, None, SKIPPED)
        return list(groups.values())

    def _people(self, people: People, rows: list[Leaving], progress: Progress) -> list[Person | None]:
        """Return who each row is about: by NIK, by No KK, or as a person chose; a name only suggests."""
        niks = people.by_nik({nik for row in rows if (nik := row.person.get("nik"))})
        kks = people.by_kk({no_kk for row in rows if (no_kk := row.home.get("no_kk"))})
        chosen = people.by_id(self._choices.answers.values())
        found: list[Person | None] = []
        for row in telling(rows, progress):
            known = niks.get(row.person.get("nik") or "") or kks.get(row.home.get("no_kk") or "")
            if known:
                found.append(known[0])
                continue
            self._suggest(row, people)
            found.append(chosen.get(self._choices.answers.get((row.sheet, row.row, "leaving_named"), "")))
        return found

    def _suggest(self, row: Leaving, people: People) -> None:
        nik = row.person.get("nik") or row.person.get("nik_raw") or ""
        somebody = Somebody(row.name, desa_code=row.home.get("desa_code"), nik=nik)
        listed = suggestions(somebody, people.alike(row.name))
        for person, like in listed:
            self._find(row, "leaving_named", row.name, f"{person.words} ({like.words})", person.member_id)
        if not listed:
            self._find(row, "leaving_unknown", row.name)

    def _land(
        self, bulk: BulkWriter | None, group: list[Leaving], person: Person | None
    ) -> tuple[str, tuple[str, ...]]:
        """Land what the rows of one person state; return their fate and what is shown behind it."""
        row = group[0]
        if person is None:
            return SKIPPED, ()
        if person.handed_over:
            self._find(row, "handed_over", row.name)
            return SKIPPED, ()
        if row.way_out:
            return self._way_out(bulk, row, person.household_id)
        case = self._cases.get(person.household_id)
        if case is not None:
            self._find(row, "case_exists", row.stated, case.words)
            return SAME, ()
        if bulk is not None:
            self._open(bulk, group, person.household_id)
        return NEW, ("usulan calon graduasi", *(each.stated for each in group))

    def _open(self, bulk: BulkWriter, group: list[Leaving], home: str) -> None:
        """Open a case as candidate, with the evidence of its rows."""
        first, case = group[0], self._desk.new_id()
        today = self._desk.today()
        opened = first.letter_on or today
        values: dict[str, Json] = {
            "household_id": home,
            "kind": first.kind,
            "reason": first.reason,
            "reason_text": first.reason_text,
            "opened_on": opened.isoformat(),
        }
        bulk.insert("graduation_case", case, values)
        step: dict[str, Json] = {
            "household_id": home,
            "case_id": case,
            "stage": CANDIDATE,
            "on": today.isoformat(),
            "reason": f"Rekap: {' | '.join(map(says, group))}"[:MOST],
        }
        bulk.insert("stage_event", self._desk.new_id(), step)
        bulk.seal(("graduation_case", case))

    def _way_out(self, bulk: BulkWriter | None, row: Leaving, home: str) -> tuple[str, tuple[str, ...]]:
        """Propose the membership status that a way out is; it is written only by choice."""
        way_out, stored = str(row.way_out), self._homes[home]
        if stored.state.values.get("status") == way_out:
            return SAME, ()
        self._find(row, "exit_stated", row.stated, f"Status {MEMBERSHIP[way_out]}", way_out)
        if self._choices.answers.get((row.sheet, row.row, "exit_stated")) != way_out:
            return SKIPPED, ()
        if bulk is not None:
            left = row.letter_on or self._desk.today()
            reason = f"Rekap: {says(row)}"[:MOST]
            values: dict[str, Json] = {"exit_on": left.isoformat(), "exit_reason": reason}
            bulk.edit("household", home, stored, {"status": way_out, **values})
            bulk.seal(("household", home))
        return CHANGED, (f"status {MEMBERSHIP[way_out]}",)

    def _find(
        self, row: Leaving, kind: str, raw: str, proposal: str | None = None, answer: str | None = None
    ) -> None:
        self._report.findings.append(Finding(row.sheet, row.row, "", kind, raw, proposal, answer))

    def _count(self, row: Leaving, person: Person | None, fate: str, changed: tuple[str, ...] = ()) -> None:
        code = row.home.get("desa_code") or (person.desa_code if person else None)
        place = wilayah().name_of(code) if code else row.home.get("desa_raw") or ""
        number = row.person.get("nik") or row.person.get("nik_raw") or ""
        self._report.count(RosterRow(row.sheet, row.row, row.name, number, place, fate, changed))


def says(row: Leaving) -> str:
    """Return what a row states, as it was written and read."""
    parts = (
        row.stated,
        row.category,
        row.reason_text,
        f"usaha {row.business}" if row.business else "",
        f"surat {say_date(row.letter_on)}" if row.letter_on else "",
        f"{say_rupiah(row.income)} sebulan" if row.income is not None else "",
        row.note,
    )
    return ", ".join(part for part in parts if part)


def _key(row: Leaving) -> tuple[str, ...]:
    """Return what makes two rows one person: the NIK, else the No KK and name, else name and place."""
    if row.person.get("nik"):
        return ("nik", row.person["nik"] or "")
    name, place = name_key(row.name), row.home.get("desa_code") or row.home.get("desa_raw") or ""
    return ("name", name, row.home.get("no_kk") or place)
