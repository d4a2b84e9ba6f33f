"""Landing Kemensos' decisions on proposals that wait for them: each a step with its SK, all in one act.

A number finds the family, a name alone only suggests. What is answered already stays as it was answered.
"""

from collections.abc import Mapping
from typing import NamedTuple

from sqlmodel import Session

from pkh_desk.actions.graduation.case import StepDraft, next_event
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import NEW, REFUSED, SAME, SKIPPED, RosterRow, RowChoices
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.graduation.case import DONE, STAGES
from pkh_desk.errors import StageNotAllowed
from pkh_desk.rosters.columns.lines import Roster
from pkh_desk.rosters.findings import Finding
from pkh_desk.rosters.lists import ruling
from pkh_desk.rosters.lists.ruling import Ruling, RulingReader
from pkh_desk.rosters.matching.alike import Somebody, suggestions
from pkh_desk.rosters.matching.names import is_other_name
from pkh_desk.rosters.matching.people import People, Person
from pkh_desk.rosters.progress import Progress, telling
from pkh_desk.store.log.bulk import BulkWriter
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.graduation.cases import CaseView, cases_of

NO_REASON = "Kemensos tidak menulis alasan."
WAITING = "diverifikasi"

Fate = tuple[str, tuple[str, ...]]


class _Settled(NamedTuple):
    """What the rows of one family decide, and which row is the first to say so."""

    row: Ruling
    decisions: set[str]


class RulingLanding:
    """Where the layout *keputusan* lands."""

    def __init__(self, desk: Desk, report: RosterReport, choices: RowChoices) -> None:
        self._desk, self._report, self._choices = desk, report, choices
        self._rows: list[Ruling] = []

    def take(self, roster: Roster, progress: Progress) -> None:
        """Read the rows of one list."""
        reader = RulingReader(roster, wilayah(), self._desk.today(), self._report.findings, progress)
        self._rows += reader.rulings()

    def land(self, session: Session, bulk: BulkWriter | None, progress: Progress) -> None:
        """Answer the case of each family that waits for it."""
        people = self._people(People(session.connection()), progress)
        rows = list(zip(self._rows, people, strict=True))
        cases = cases_of(session.connection(), [one.household_id for one in people if one])
        settled = self._settled(rows)
        offered = {(one.sheet, one.row) for one in self._report.findings if one.kind == "decision_person"}
        for row, person in telling(rows, progress):
            fate, said = SKIPPED, tuple[str, ...]()
            if not self._desk.is_office:
                self._find(row, "decision_office", row.stated)
            elif person is None:
                fate = SKIPPED if (row.sheet, row.row) in offered else REFUSED
            elif not self._left_out(row) and self._stands(row, person, settled[person.household_id]):
                case = cases.get(person.household_id)
                fate, said = self._answer(session, bulk, row, person, case)
            self._count(row, person, fate, said)
        if bulk is not None:
            bulk.flush()

    def _people(self, people: People, progress: Progress) -> list[Person | None]:
        """Return whose proposal each row is about: by NIK, by No KK, or as a person chose."""
        niks = people.by_nik({nik for row in self._rows if (nik := row.person.get("nik"))})
        kks = people.by_kk({no_kk for row in self._rows if (no_kk := row.home.get("no_kk"))})
        chosen = people.by_id(self._choices.answers.values())
        found: list[Person | None] = []
        for row in telling(self._rows, progress):
            known = niks.get(row.person.get("nik") or "") or kks.get(row.home.get("no_kk") or "") or []
            if len({person.household_id for person in known}) == 1:
                found.append(known[0])
                continue
            self._suggest(row, known or people.alike(row.name))
            found.append(chosen.get(self._answered(row, "decision_person")))
        return found

    def _suggest(self, row: Ruling, people: list[Person]) -> None:
        nik = row.person.get("nik") or row.person.get("nik_raw") or ""
        listed = suggestions(Somebody(row.name, desa_code=row.home.get("desa_code"), nik=nik), people)
        raw = row.name or nik or row.home.get("no_kk") or row.home.get("no_kk_raw") or ""
        for person, like in listed:
            self._find(row, "decision_person", raw, f"{person.words} ({like.words})", person.member_id)
        if not listed:
            self._find(row, "decision_unknown", raw)

    def _left_out(self, row: Ruling) -> bool:
        """Say whether a person left the row out; then it contradicts no other."""
        return self._choices.keeps_back(row.sheet, row.row, False)

    def _decision(self, row: Ruling) -> str:
        return row.decision or self._answered(row, "decision_unclear")

    def _settled(self, rows: list[tuple[Ruling, Person | None]]) -> Mapping[str, _Settled]:
        found: dict[str, _Settled] = {}
        for row, person in rows:
            if person is not None and not self._left_out(row):
                first = found.setdefault(person.household_id, _Settled(row, set()))
                first.decisions.add(self._decision(row))
        return found

    def _stands(self, row: Ruling, person: Person, settled: _Settled) -> bool:
        """Say whether a row decides something by itself; what stands in its way is reported."""
        decision = self._decision(row)
        unlike = is_other_name(row.name, person.name)
        if decision == ruling.PENDING:
            self._find(row, "decision_pending", row.stated)
        elif not row.decision:
            refused = "layak" in row.stated.casefold()
            proposal, answer = (STAGES[ruling.REFUSED], ruling.REFUSED) if refused else (None, None)
            self._find(row, "decision_unclear", row.stated, proposal, answer)
        if decision in ("", ruling.PENDING):
            return False
        if len(settled.decisions) > 1:
            self._find(row, "decision_twice", row.stated)
            return False
        if settled.row is not row:
            self._find(row, "repeated", row.stated)
            return False
        if unlike:
            self._find(row, "decision_name", row.name, f"Memang {person.words}", person.member_id)
            if self._answered(row, "decision_name") != person.member_id:
                return False
        return not self._choices.keeps_back(row.sheet, row.row, row.found or unlike)

    def _answer(
        self, session: Session, bulk: BulkWriter | None, row: Ruling, person: Person, case: CaseView | None
    ) -> Fate:
        """Write what a row decides; return its fate and what is shown behind it."""
        decision, stage = self._decision(row), case.stage if case else None
        if stage == decision:
            return SAME, (STAGES[decision],)
        if stage in (DONE, ruling.REFUSED):
            self._find(row, "decision_differs", row.stated, STAGES[stage])
            return SKIPPED, ()
        if case is None or stage != WAITING:
            self._find(row, "decision_early", row.stated, detail=case.words if case else "belum diusulkan")
            return SKIPPED, ()
        draft = self._draft(row, decision)
        try:
            event = next_event(self._desk, session, person.household_id, case.id, stage, draft)
        except StageNotAllowed as error:
            self._find(row, "decision_stopped", row.stated, detail=error.text)
            return SKIPPED, ()
        if bulk is not None:
            bulk.insert("stage_event", self._desk.new_id(), event.model_dump(mode="json"))
            bulk.seal(("graduation_case", case.id))
        return NEW, _says(draft)

    def _draft(self, row: Ruling, decision: str) -> StepDraft:
        reason = ""
        if decision == ruling.REFUSED:
            reason = row.reason or NO_REASON
            if not row.reason:
                self._find(row, "decision_reason", row.stated)
        on = row.on or self._desk.today()
        return StepDraft(decision, on, reason, sk_number=row.sk_number, sk_on=row.sk_on)

    def _answered(self, row: Ruling, kind: str) -> str:
        return self._choices.answers.get((row.sheet, row.row, kind), "")

    def _find(
        self,
        row: Ruling,
        kind: str,
        raw: str,
        proposal: str | None = None,
        answer: str | None = None,
        detail: str = "",
    ) -> None:
        self._report.findings.append(
            Finding(row.sheet, row.row, row.column, kind, raw, proposal, answer, detail)
        )

    def _count(self, row: Ruling, person: Person | None, fate: str, changed: tuple[str, ...]) -> None:
        code = row.home.get("desa_code") or (person.desa_code if person else None)
        place = wilayah().name_of(code) if code else row.home.get("desa_raw") or ""
        number = row.person.get("nik") or row.person.get("nik_raw") or ""
        name = row.name or (person.name if person else "")
        self._report.count(RosterRow(row.sheet, row.row, name, number, place, fate, changed))


def _says(draft: StepDraft) -> tuple[str, ...]:
    said = "disetujui" if draft.stage == DONE else f"ditolak: {draft.why}"
    sk = f"SK {draft.sk_number}" if draft.sk_number else ""
    dated = f"tanggal {say_date(draft.sk_on)}" if draft.sk_on else ""
    return tuple(part for part in (said, f"{sk} {dated}".strip()) if part)
