"""Families of a list that may be held already, or held twice: suggested with reasons, taken only by choice.

Whoever imports may say that a new row is a held family. That two held families are one is the office's to
decide: there it becomes an alias, on a laptop a proposal to the office; taking the import back takes it back
too (decisions, Same family twice).
"""

from collections.abc import Iterable

from sqlmodel import Session

from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.rosters.findings import Finding
from pkh_desk.rosters.matching.alike import Likeness
from pkh_desk.rosters.matching.gather import Family
from pkh_desk.rosters.matching.match import Held, Holdings
from pkh_desk.rosters.matching.people import People, Person
from pkh_desk.rosters.matching.twins import LikelyTwins
from pkh_desk.store.log.bulk import BulkWriter
from pkh_desk.store.log.states import load_rows
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.values import Json
from pkh_desk.sync.merging.twins import link_id, proposal_id

UNSURE, TWICE = "maybe_same", "held_twice"
MOST_COMPARED = 5000
"""Held families are compared with each other only for a list of no more than these."""


class RosterTwins:
    """Knows the pengurus that are held, once a row asks; what is suggested goes to `findings`.

    `decides`: at the office, two held families that are one are merged; elsewhere the office is asked to.
    """

    def __init__(
        self,
        session: Session,
        holdings: Holdings,
        choices: RowChoices,
        findings: list[Finding],
        *,
        decides: bool,
    ) -> None:
        self._session, self._holdings, self._decides = session, holdings, decides
        self._choices, self._findings = choices, findings
        self._known: LikelyTwins | None = None
        self._proposed: set[str] | None = None

    def same(self, family: Family) -> Held | None:
        """Suggest the held families that a new one may be; return the one that a person says it is."""
        self._suggest(family, UNSURE, "", self._others(family))
        answer = self._answer(family, UNSURE)
        return self._holdings.take(answer) if answer else None

    def elder(self, family: Family, held: Held, bulk: BulkWriter | None) -> Held:
        """Suggest the other held families that this one may be; return the one that stands for both.

        The older one stands, once a person says so: ids are ordered by time.
        """
        others = [one for one in self._others(family, held.id) if self._may_be_said_same(held, one[0])]
        words = "Gabungkan dengan " if self._decides else "Usulkan ke kantor: sama dengan "
        self._suggest(family, TWICE, words, others)
        answer = self._answer(family, TWICE)
        like = next((like for person, like in others if person.household_id == answer), None)
        if like is None:
            return held
        younger, older = sorted((held.id, str(answer)), reverse=True)
        if not self._decides:
            if bulk is not None:
                self._propose(bulk, younger, older, like.words)
            return held
        if bulk is not None:
            self._link(bulk, younger, older)
        return held if older == held.id else self._holdings.take(older) or held

    def _may_be_said_same(self, held: Held, person: Person) -> bool:
        """Say whether the question is open: of two families, neither gone, that were not proposed yet."""
        if person.household_id == held.id or person.handed_over or held.handed_over:
            return False
        if self._decides:
            return True
        if self._proposed is None:
            rows = self._session.connection().exec_driver_sql(_PROPOSED)
            self._proposed = {row[0] for row in rows}
        return proposal_id(*sorted((held.id, person.household_id), reverse=True)) not in self._proposed

    def _others(self, family: Family, known: str = "") -> list[tuple[Person, Likeness]]:
        if self._known is None:
            self._known = LikelyTwins(People(self._session.connection()).pengurus())
        return [
            one for one in self._known.of(family, known) if not self._holdings.is_taken(one[0].household_id)
        ]

    def _suggest(
        self, family: Family, kind: str, before: str, others: Iterable[tuple[Person, Likeness]]
    ) -> None:
        first = family.entries[0]
        for person, like in others:
            words, name = f"{before}{person.words} ({like.words})", first.person["name"] or ""
            self._findings.append(
                Finding(first.sheet, first.row, first.name_column, kind, name, words, person.household_id)
            )

    def _answer(self, family: Family, kind: str) -> str | None:
        first = family.entries[0]
        return self._choices.answers.get((first.sheet, first.row, kind))

    def _link(self, bulk: BulkWriter, younger: str, older: str) -> None:
        pair: dict[str, Json] = {"from_id": younger, "to_id": older, "household_id": older}
        self._put(bulk, "alias", link_id(younger, older), {"kind": "household", **pair}, {"active": True})
        bulk.seal(("household", older))

    def _propose(self, bulk: BulkWriter, younger: str, older: str, reason: str) -> None:
        pair: dict[str, Json] = {"household_id": older, "other_id": younger}
        self._put(bulk, "merge_proposal", proposal_id(younger, older), pair, {"reason": reason})
        bulk.seal(("household", older))

    def _put(
        self, bulk: BulkWriter, table: str, row_id: str, pair: dict[str, Json], values: dict[str, Json]
    ) -> None:
        """Write a row about two families; one that was taken back stands again."""
        values = {**values, "deleted": False}
        held = load_rows(self._session.connection(), nouns()[table], {row_id}).get(row_id)
        if held is not None:
            bulk.edit(table, row_id, held, values)
        else:
            bulk.insert(table, row_id, {**pair, **values})


_PROPOSED = "SELECT id FROM merge_proposal WHERE NOT deleted"
