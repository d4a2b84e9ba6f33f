"""The pendamping that a roster names beside its families, at the office: found by name, told of what moves.

A name that is written otherwise only suggests; the question is asked once for all rows that write it so. A
laptop does not read the column: whose a family is, the office decides.
"""

from sqlmodel import Session, col, select

from pkh_desk.actions.exchange.reassign import Moves, move_groups, tell_moves
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.desk import Desk
from pkh_desk.domain.text import fold_name
from pkh_desk.rosters.clean import Entry
from pkh_desk.rosters.findings import Finding
from pkh_desk.store.log.bulk import BulkWriter
from pkh_desk.store.people.petugas import Alias, Petugas

LIKE = 75
MOST_OFFERED = 3
SUGGESTED = "pendamping_suggested"


class RosterCaseload:
    """Who gets which family of a file."""

    def __init__(self, desk: Desk, session: Session, report: RosterReport, choices: RowChoices) -> None:
        self._desk, self._session, self._report, self._choices = desk, session, report, choices
        self._asked: dict[tuple[str, str], str | None] = {}
        self._moves, self._shares = Moves(), dict[str, set[str]]()
        self._left, self._sheet = 0, ""
        self._stands: dict[str, str] = {}
        self._names: dict[str, list[str]] = {}
        if not desk.is_office:
            return
        aliases = select(Alias).where(
            Alias.kind == "petugas", col(Alias.active).is_(True), col(Alias.deleted).is_(False)
        )
        self._stands = {alias.from_id: alias.to_id for alias in session.exec(aliases)}
        for petugas in session.exec(select(Petugas).where(col(Petugas.deleted).is_(False))):
            if petugas.id != desk.identity.petugas_id and petugas.id not in self._stands:
                self._names.setdefault(fold_name(petugas.name), []).append(petugas.id)
                self._stands.setdefault(petugas.id, petugas.id)

    def name(self, entry: Entry) -> str | None:
        """Return the petugas that a row names; None if it names none, or one that has to be asked."""
        if not self._desk.is_office or not entry.pendamping:
            return None
        key = entry.sheet, fold_name(entry.pendamping)
        if key not in self._asked:
            self._asked[key] = self._find(entry, key[1])
        return self._asked[key]

    def takes(self, home: str, old: str | None, new: str | None, entry: Entry) -> str | None:
        """Note whose a family becomes; return the petugas to write, None where all stays as it is."""
        if not self._desk.is_office:
            return None
        was = self._stands.get(old or "", old or "")
        if not (new or was):
            self._left, self._sheet = self._left + 1, self._sheet or entry.sheet
        if new is None or new == was:
            return None
        self._moves[was, new] += 1
        self._shares.setdefault(new, set()).add(home)
        return new

    def end(self, bulk: BulkWriter | None) -> None:
        """Say how many families have nobody; with a writer, let groups go along and tell the pendamping."""
        if self._left:
            self._report.findings.append(
                Finding(self._sheet, 0, "", "pendamping_none", "", detail=f"{self._left} keluarga")
            )
        if bulk is not None and self._moves:
            move_groups(bulk, self._shares)
            tell_moves(self._desk, bulk, self._moves)

    def _find(self, entry: Entry, wanted: str) -> str | None:
        known = self._names.get(wanted, [])
        if len(known) == 1:
            return known[0]
        offered = known or self._like(wanted)
        words = {petugas: self._session.get_one(Petugas, petugas) for petugas in offered}
        for petugas, row in words.items():
            told = ", ".join(part for part in (row.name, row.wilayah) if part)
            self._report.findings.append(self._finding(entry, SUGGESTED, told, petugas))
        if not offered:
            self._report.findings.append(self._finding(entry, "pendamping_unknown"))
        answer = self._choices.answers.get((entry.sheet, entry.row, SUGGESTED), "")
        return answer if answer in offered else None

    def _like(self, wanted: str) -> list[str]:
        from rapidfuzz import fuzz, process

        near = process.extract(
            wanted, list(self._names), scorer=fuzz.token_set_ratio, score_cutoff=LIKE, limit=MOST_OFFERED
        )
        return [petugas for name, _, _ in near for petugas in self._names[name]][:MOST_OFFERED]

    @staticmethod
    def _finding(entry: Entry, kind: str, proposal: str | None = None, answer: str | None = None) -> Finding:
        return Finding(entry.sheet, entry.row, "", kind, entry.pendamping, proposal, answer)
