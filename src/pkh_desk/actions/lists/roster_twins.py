"""Families of a list that may be held already, or held twice: suggested with reasons, taken only by choice.

Whoever imports may say that a new row is a held family. That two held families are one is the office's to
decide: an alias, which taking the import back takes back too (decisions, Same family twice).
"""

from collections.abc import Iterable

from sqlmodel import Session

from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.rosters.alike import Likeness
from pkh_desk.rosters.findings import Finding
from pkh_desk.rosters.gather import Family
from pkh_desk.rosters.match import Held, Holdings
from pkh_desk.rosters.people import People, Person
from pkh_desk.rosters.twins import LikelyTwins
from pkh_desk.store.bulk import BulkWriter
from pkh_desk.store.states import load_rows
from pkh_desk.store.synced import nouns
from pkh_desk.store.values import Json
from pkh_desk.sync.twins import link_id

UNSURE, TWICE = "maybe_same", "held_twice"
MOST_COMPARED = 5000
"""Held families are compared with each other only for a list of no more than these."""


class RosterTwins:
    """Knows the pengurus that are held, once a row asks; what is suggested goes to `findings`."""

    def __init__(
        self, session: Session, holdings: Holdings, choices: RowChoices, findings: list[Finding]
    ) -> None:
        self._session, self._holdings = session, holdings
        self._choices, self._findings = choices, findings
        self._known: LikelyTwins | None = None

    def same(self, family: Family) -> Held | None:
        """Suggest the held families that a new one may be; return the one that a person says it is."""
        self._suggest(family, UNSURE, "", self._others(family))
        answer = self._answer(family, UNSURE)
        return self._holdings.take(answer) if answer else None

    def elder(self, family: Family, held: Held, bulk: BulkWriter | None) -> Held:
        """Suggest the other held families that this one may be; return the one that stands for both.

        The older one stands, once a person says so: ids are ordered by time.
        """
        others = [one for one in self._others(family) if one[0].household_id != held.id]
        self._suggest(family, TWICE, "Gabungkan dengan ", others)
        answer = self._answer(family, TWICE)
        if answer not in {person.household_id for person, _ in others}:
            return held
        younger, older = sorted((held.id, str(answer)), reverse=True)
        if bulk is not None:
            self._link(bulk, younger, older)
        return held if older == held.id else self._holdings.take(older) or held

    def _others(self, family: Family) -> list[tuple[Person, Likeness]]:
        if self._known is None:
            self._known = LikelyTwins(People(self._session.connection()).pengurus())
        return [one for one in self._known.of(family) if not self._holdings.is_taken(one[0].household_id)]

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
        link = link_id(younger, older)
        held = load_rows(self._session.connection(), nouns()["alias"], {link}).get(link)
        values: dict[str, Json] = {"active": True, "deleted": False}
        if held is not None:
            bulk.edit("alias", link, held, values)
        else:
            pair: dict[str, Json] = {"from_id": younger, "to_id": older, "household_id": older}
            bulk.insert("alias", link, {"kind": "household", **pair, **values})
        bulk.seal(("household", older))
