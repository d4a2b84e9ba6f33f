"""Families and people of a roster: gathered from their rows, compared with what is held, and taken in."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from pkh_desk.actions.lists.roster_caseload import RosterCaseload
from pkh_desk.actions.lists.roster_counts import HeldCounts, most_components
from pkh_desk.actions.lists.roster_groups import RosterGroups
from pkh_desk.actions.lists.roster_leaving import Leaving, leaving, propose
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import CHANGED, NEW, REFUSED, SAME, SKIPPED, RowChoices
from pkh_desk.actions.lists.roster_twins import MOST_COMPARED, RosterTwins
from pkh_desk.desk import Desk
from pkh_desk.domain.uuid7 import derived_id
from pkh_desk.rosters.clean import Cleaner, Entry
from pkh_desk.rosters.columns.lines import Roster
from pkh_desk.rosters.findings import Finding
from pkh_desk.rosters.lists.forms import FORMS, FormCleaner
from pkh_desk.rosters.matching.gather import Family, Gathering
from pkh_desk.rosters.matching.match import (
    Change,
    Held,
    Holdings,
    PersonChange,
    compare,
    with_links,
)
from pkh_desk.rosters.progress import Progress
from pkh_desk.store import search
from pkh_desk.store.log.bulk import BulkWriter
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.values import Json
from pkh_desk.store.wilayah import wilayah

NAMED = "name_differs"
CHUNK = 1000


class FamilyLanding:
    """Where layouts R1, R2, R4 and R6 land: households, members, telephones, groups, counted components."""

    def __init__(self, desk: Desk, report: RosterReport, choices: RowChoices) -> None:
        self._desk, self._report, self._choices = desk, report, choices
        self._gathering = Gathering(desk.today(), findings=report.findings)

    def take(self, roster: Roster, progress: Progress) -> None:
        """Clean the rows of one list and gather them into families."""
        header, report = roster.header, self._report
        clean = FormCleaner if header.layout is FORMS else Cleaner
        cleaner = clean(roster, wilayah(), self._desk.today(), report.findings, progress)
        entries = self._choices.hold_back(cleaner.entries())
        if report.sight is not None:
            entries = report.sight.see_rows(entries)
        columns = {name: header.text_of(name) for name in header.columns}
        self._gathering.add(entries, header.layout.code, columns, hold=True)

    def land(self, session: Session, bulk: BulkWriter | None, progress: Progress) -> None:
        """Compare the families with those that are held and, with a writer, take them in."""
        self._gathering.say_alike()
        self._report.skipped += self._gathering.skipped
        self._report.refused += self._gathering.refused
        self._report.left |= self._gathering.left
        _Import(self._desk, session, bulk, self._report, self._choices).run(
            self._gathering.families, progress
        )


class _Import:
    """Compares families with the desk's and, with a writer, takes them in."""

    def __init__(
        self,
        desk: Desk,
        session: Session,
        bulk: BulkWriter | None,
        report: RosterReport,
        choices: RowChoices,
    ) -> None:
        self._desk = desk
        self._session = session
        self._bulk = bulk
        self._report = report
        self._choices = choices
        self._counts = HeldCounts(session)
        self._today = desk.today()
        self._most = most_components(session, self._today)
        self._leaving: list[Leaving] = []
        self._pendamping = None if desk.is_office else desk.identity.petugas_id
        self._holdings = Holdings(session.connection())
        self._twins = RosterTwins(session, self._holdings, choices, report.findings, decides=desk.is_office)
        self._merges = False
        self._not_ours = frozenset() if desk.is_office else nouns()["household"].office_fields
        self._groups = RosterGroups(desk, session)
        self._caseload = RosterCaseload(desk, session, report, choices)
        self._entries: list[search.Entry] = []
        self._edits: list[tuple[Held, Change]] = []

    def run(self, families: Sequence[Family], progress: Progress) -> None:
        """Go through all families, a chunk at a time."""
        self._merges = len(families) <= MOST_COMPARED
        for start in range(0, len(families), CHUNK):
            progress(start, len(families))
            chunk = families[start : start + CHUNK]
            found = self._holdings.find(chunk)
            counted = [held.id for f, held in zip(chunk, found, strict=True) if held and f.entries[0].counts]
            self._counts.load(counted)
            for family, held in zip(chunk, found, strict=True):
                self._take(family, held)
            self._flush()
        progress(len(families), len(families))
        if self._bulk is not None:
            self._groups.write(self._bulk)
            propose(self._desk, self._session, self._bulk, self._leaving)
            self._bulk.flush()
        self._caseload.end(self._bulk)

    def _take(self, family: Family, held: Held | None) -> None:
        counts = family.entries[0].counts
        if counts and 0 < self._most < sum(counts.values()):
            self._find(family.entries[0], "components_many", str(sum(counts.values())))
        group, named = self._groups.of(family), self._caseload.name(family.entries[0])
        nameless = not family.entries[0].person["name"]
        if held is None and (nameless or family.is_unknown):
            self._refuse(family.entries[0], "number_alone" if nameless else "family_unknown")
            return
        held = held or self._twins.same(family)
        if held is not None and self._merges:
            held = self._twins.elder(family, held, self._bulk)
        if held is None:
            home = self._desk.new_id()
            self._holdings.begin(home)
            self._count(NEW, family.entries, [NEW] * len(family.entries))
            owner = self._caseload.takes(home, None, named, family.entries[0])
            if self._bulk is not None:
                self._insert(self._bulk, family, home, group, owner or self._pendamping)
        else:
            home = held.id
            if self._report.sight is not None:
                self._report.sight.name_row(family.entries[0], held)
            change = self._compare(family, held, group)
            if not change.people[0].left:
                was = held.home.state.values.get("pendamping_id")
                owner = self._caseload.takes(home, str(was) if was else None, named, family.entries[0])
                change.home |= {"pendamping_id": owner} if owner else {}
            rows = [person.entry for person in change.people]
            self._count(CHANGED if change else SAME, rows, _row_fates(change), change)
            if change:
                self._edits.append((held, change))
            if change.people[0].left:
                return
        if held is None or not held.handed_over:
            self._leaving += leaving(self._choices, family.entries, home, self._today)
        if family.is_chair:
            self._groups.set_chair(group, home)

    def _refuse(self, entry: Entry, kind: str) -> None:
        """Refuse a row that is about nobody who is known: a number alone, somebody without a family."""
        number = entry.person.get("nik") or entry.home.get("no_kk") or entry.person["name"]
        self._find(entry, kind, number)
        self._report.refused += 1
        self._report.left.add((entry.sheet, entry.row))
        if self._report.sight is not None:
            self._report.sight.rows[entry.sheet, entry.row].fate = REFUSED

    def _compare(self, family: Family, held: Held, group: str | None) -> Change:
        first = family.entries[0]
        if held.handed_over:
            self._find(first, "handed_over", first.person["name"])
            return Change({}, [PersonChange("", entry, {}) for entry in family.entries], [], False)
        change = compare(family, held, group, self._not_ours)
        change.counts = self._counts.differing(held.id, family.entries[0].counts or {})
        change = self._named_otherwise(change)
        was = held.members.get(str(held.home.state.values.get("pengurus_id")))
        if (
            was is not None
            and change.names_pengurus
            and (not change.people[0].id or "pengurus_id" in change.home)
        ):
            self._find(first, "pengurus_changed", first.person["name"], str(was.state.values["name"]))
        return change

    def _named_otherwise(self, change: Change) -> Change:
        """Say whose NIK is replaced; leave rows alone that have that of somebody with quite another name.

        A person may say that they are right. What such a row says of its family is left with it.
        """
        for at, person in enumerate(change.people):
            entry = person.entry
            if person.was:
                self._find(entry, "nik_replaced", entry.person["nik"], person.was)
            if not person.named:
                continue
            self._find(entry, NAMED, entry.person["name"], f"Ganti nama {person.named}", NAMED)
            if (entry.sheet, entry.row, NAMED) not in self._choices.answers:
                change.people[at] = replace(person, values={}, left=True)
                if at == 0:
                    change = Change({}, change.people, [], False)
        return change

    def _find(
        self,
        entry: Entry,
        kind: str,
        raw: str | None,
        proposal: str | None = None,
        answer: str | None = None,
    ) -> None:
        self._report.findings.append(
            Finding(entry.sheet, entry.row, entry.name_column, kind, raw or "", proposal, answer)
        )

    def _count(
        self, family: str, rows: Sequence[Entry], fates: list[str], change: Change | None = None
    ) -> None:
        self._report.families[family] += 1
        for entry, fate in zip(rows, fates, strict=True):
            if fate == SKIPPED:
                self._report.skipped += 1
                self._report.left.add((entry.sheet, entry.row))
            else:
                self._report.rows[fate] += 1
        if self._report.sight is not None:
            self._report.sight.settle(rows, fates, change)

    def _insert(
        self, bulk: BulkWriter, family: Family, home: str, group: str | None, owner: str | None
    ) -> None:
        ids = [self._desk.new_id() for _ in family.entries]
        values: dict[str, Json] = {**family.home, **with_links(family, "")}
        values |= {"pengurus_id": ids[0], "kelompok_id": group, "pendamping_id": owner}
        bulk.insert("household", home, values)
        for member, entry in zip(ids, family.entries, strict=True):
            bulk.insert("member", member, {**entry.person, "household_id": home})
        for phone in family.phones:
            insert_phone(bulk, home, phone)
        self._counts.write(bulk, home, _counted(family))
        bulk.seal(("household", home))
        bulk.writing.homes.discard(home)
        self._entries.append(self._search_entry(family, home, group))

    def _edit(self, bulk: BulkWriter, held: Held, change: Change) -> None:
        home = dict(change.home)
        for at, person in enumerate(change.people):
            if person.id is None:
                member = self._desk.new_id()
                bulk.insert("member", member, {**person.entry.person, "household_id": held.id})
                if at == 0 and change.names_pengurus:
                    home["pengurus_id"] = member
            elif person.values:
                bulk.edit("member", person.id, held.members[person.id], person.values)
        if home:
            bulk.edit("household", held.id, held.home, home)
        for phone in change.phones:
            insert_phone(bulk, held.id, phone)
        self._counts.write(bulk, held.id, change.counts)
        bulk.seal(("household", held.id))

    def _search_entry(self, family: Family, home: str, group: str | None) -> search.Entry:
        values = family.home
        people = [entry.person for entry in family.entries]
        names = [person["name"] or "" for person in people]
        shared = self._groups.name_of(group), values.get("address"), values.get("dusun")
        numbers = [values.get("no_kk"), *(person.get("nik") for person in people), *family.phones]
        return search.entry_of(home, names[0], names, values.get("desa_code"), shared, numbers)

    def _flush(self) -> None:
        if self._bulk is not None:
            self._foresee(self._bulk, [held for held, _ in self._edits])
            for held, change in self._edits:
                self._edit(self._bulk, held, change)
            self._bulk.flush()
            search.add_entries(self._session.connection(), self._entries)
        self._entries, self._edits = [], []

    def _foresee(self, bulk: BulkWriter, changed: Sequence[Held]) -> None:
        """Ask at once what every edit of these families would ask alone."""
        connection, writing = self._session.connection(), bulk.writing
        writing.foresee(connection, nouns()["household"], {held.id: held.home.state for held in changed})
        people = {member: stored.state for held in changed for member, stored in held.members.items()}
        writing.foresee(connection, nouns()["member"], people)


def _row_fates(change: Change) -> list[str]:
    """Return what became of each row of a held family; a change of the family itself is its first row's."""
    fates = [_fate(person) for person in change.people]
    if fates[0] == SAME and (change.home or change.phones or change.counts):
        fates[0] = CHANGED
    return fates


def _fate(person: PersonChange) -> str:
    if person.left:
        return SKIPPED
    return NEW if person.id is None else CHANGED if person.values else SAME


def _counted(family: Family) -> dict[str, int]:
    return {komponen: people for komponen, people in (family.entries[0].counts or {}).items() if people}


def insert_phone(bulk: BulkWriter, home: str, phone: str) -> None:
    """Record a telephone number that a family is not known by yet."""
    bulk.insert("phone", derived_id("phone", home, phone), {"household_id": home, "number": phone})
