"""Payments of a roster: each found its family, those that are known already told, the rest recorded."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import Connection
from sqlmodel import Session

from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import CHANGED, NEW, REFUSED, SAME, SKIPPED, RosterRow, RowChoices
from pkh_desk.desk import Desk
from pkh_desk.domain.money import say_rupiah
from pkh_desk.domain.people.payment import PROGRAM
from pkh_desk.domain.uuid7 import derived_id
from pkh_desk.rosters.columns.lines import Roster
from pkh_desk.rosters.findings import Finding
from pkh_desk.rosters.lists.payments import PaymentReader, PaymentRow
from pkh_desk.rosters.matching.names import is_other_name
from pkh_desk.rosters.matching.people import People, Person
from pkh_desk.rosters.progress import Progress, telling
from pkh_desk.store.log.bulk import BulkWriter
from pkh_desk.store.log.states import select_in
from pkh_desk.store.wilayah import wilayah

What = tuple[str, int, int, int]
"""What a payment is besides its family and day: program, year, tahap, amount."""


_JOINT = {"pkh": ("pkh_sembako",), "sembako": ("pkh_sembako",), "pkh_sembako": ("pkh", "sembako")}


@dataclass
class _Standing:
    """The payments of one family that stand, by what they are, and the ids that are used up."""

    days: dict[What, list[str | None]] = field(default_factory=dict)
    programs: set[tuple[str, int, int]] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)

    def add(self, what: What, day: str | None) -> None:
        """Let a payment stand."""
        self.days.setdefault(what, []).append(day)
        self.programs.add(what[:3])

    def has(self, what: What, day: str | None) -> bool:
        """Say whether this payment is known; told without its day it may be any of those that stand."""
        return day in self.days.get(what, ()) or (day is None and what in self.days)

    def within(self, what: What) -> bool:
        """Say whether what was paid also stands as part of a joint payment, or the other way round."""
        program, year, tahap, _ = what
        return any((other, year, tahap) in self.programs for other in _JOINT.get(program, ()))


class PaymentLanding:
    """Where layout R5 lands: aid payments of families that are known."""

    def __init__(self, desk: Desk, report: RosterReport, choices: RowChoices) -> None:
        self._desk, self._report, self._choices = desk, report, choices
        self._rows: list[PaymentRow] = []

    def take(self, roster: Roster, progress: Progress) -> None:
        """Read the rows of one list."""
        reader = PaymentReader(
            roster, wilayah(), self._desk.today(), self._report.findings, progress, self._choices.answers
        )
        self._rows += reader.rows()

    def land(self, session: Session, bulk: BulkWriter | None, progress: Progress) -> None:
        """Find the family of each payment and record those that are not known yet, family by family."""
        found = {(finding.sheet, finding.row) for finding in self._report.findings}
        paid: dict[str, list[tuple[PaymentRow, Person]]] = {}
        for row, person in zip(self._rows, self._people(session.connection(), progress), strict=True):
            if person is None or row.refused:
                self._count(row, None, REFUSED)
            elif person.handed_over:
                self._find(row, "handed_over", row.name)
                self._count(row, person, SKIPPED)
            elif row.unpaid or self._choices.keeps_back(row.sheet, row.row, (row.sheet, row.row) in found):
                self._count(row, person, SKIPPED)
            else:
                paid.setdefault(person.household_id, []).append((row, person))
        standing = _standing(session.connection(), paid)
        for home, payments in telling(list(paid.items()), progress):
            for row, person in payments:
                self._pay(bulk, home, row, person, standing[home])
            if bulk is not None:
                bulk.seal(("household", home))
        if bulk is not None:
            bulk.flush()

    def _pay(
        self, bulk: BulkWriter | None, home: str, row: PaymentRow, person: Person, standing: _Standing
    ) -> None:
        what = (row.program, row.tahap.year or 0, row.tahap.number, row.amount)
        day = row.paid_on.isoformat() if row.paid_on else None
        if standing.has(what, day):
            self._count(row, person, SAME)
            return
        if standing.within(what):
            self._find(row, "payment_within", PROGRAM[row.program])
        # Of one that stood without its day the day is known now: that is no other payment.
        self._count(row, person, CHANGED if set(standing.days.get(what, ())) == {None} else NEW)
        standing.add(what, day)
        if bulk is not None:
            bulk.insert("aid_payment", _free_id(home, what, day, standing.ids), self._values(row, person))

    def _values(self, row: PaymentRow, person: Person) -> dict[str, str | int | None]:
        return {
            "household_id": person.household_id,
            "member_id": person.member_id,
            "program": row.program,
            "year": row.tahap.year,
            "tahap": row.tahap.number,
            "amount": row.amount,
            "paid_on": row.paid_on.isoformat() if row.paid_on else None,
            "kks_tail": row.kks_tail,
            "source": self._report.file[:120],
        }

    def _people(self, connection: Connection, progress: Progress) -> list[Person | None]:
        """Return who each row was paid to: by NIK, by No KK, or as a person chose; a name only suggests."""
        people = People(connection)
        niks = people.by_nik({row.nik for row in self._rows if row.nik})
        kks = people.by_kk({row.no_kk for row in self._rows if row.no_kk})
        chosen = people.by_id(self._choices.answers.values())
        found: list[Person | None] = []
        for row in telling(self._rows, progress):
            known = niks.get(row.nik) or kks.get(row.no_kk)
            person = known[0] if known else None
            if person is None:
                alike = people.alike(row.name)
                proposal = alike[0].words if len(alike) == 1 else "; ".join(one.words for one in alike)
                answer = alike[0].member_id if len(alike) == 1 else ""
                self._find(row, "person_unknown", row.raw_nik or row.name, proposal or None, answer or None)
                person = chosen.get(self._choices.answers.get((row.sheet, row.row, "person_unknown"), ""))
            elif row.nik and is_other_name(row.name, person.name):
                self._find(row, "person_named", row.name, person.name)
            found.append(person)
        return found

    def _find(
        self, row: PaymentRow, kind: str, raw: str, proposal: str | None = None, answer: str | None = None
    ) -> None:
        column = row.columns[0] if kind == "person_unknown" else row.columns[1]
        self._report.findings.append(Finding(row.sheet, row.row, column, kind, raw, proposal, answer))

    def _count(self, row: PaymentRow, person: Person | None, fate: str) -> None:
        words = f"{say_rupiah(row.amount)} {PROGRAM.get(row.program, '')} {row.tahap.words}"
        place = wilayah().name_of(person.desa_code) if person and person.desa_code else ""
        said = () if row.refused else (words,)
        self._report.count(RosterRow(row.sheet, row.row, row.name, row.nik, place, fate, said))


def _free_id(home: str, what: What, day: str | None, used: set[str]) -> str:
    """Return the id of this payment; one that was taken back leaves its id used, and the next is taken."""
    for turn in range(len(used) + 1):
        row_id = derived_id("aid_payment", home, *what, day or "", turn)
        if row_id not in used:
            break
    used.add(row_id)
    return row_id


def _standing(connection: Connection, homes: Collection[str]) -> dict[str, _Standing]:
    """Return the payments of these families that nothing took back, those of merged families with them."""
    elders = {home: home for home in homes}
    elders |= {younger: elder for younger, elder in select_in(connection, _MERGED, homes)}
    found = {home: _Standing() for home in homes}
    for row_id, home, *what, day, taken_back in select_in(connection, _PAYMENTS, elders):
        standing = found[elders[home]]
        standing.ids.add(row_id)
        if not taken_back:
            program, year, tahap, amount = what
            standing.add((program, year, tahap, amount), str(day) if day else None)
    return found


_MERGED = (
    "SELECT from_id, to_id FROM alias WHERE kind = 'household' AND active AND NOT deleted AND to_id IN {}"
)
_PAYMENTS = (
    "SELECT p.id, p.household_id, p.program, p.year, p.tahap, p.amount, p.paid_on, p.reverses IS NOT NULL "
    "OR EXISTS (SELECT 1 FROM aid_payment r WHERE r.reverses = p.id) FROM aid_payment p "
    "WHERE p.household_id IN {}"
)
