"""Families that are probably the one that is looked at, and what was proposed and answered about them."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from pkh_desk.desk import Desk
from pkh_desk.errors import FamilyNotFound
from pkh_desk.rosters.matching.alike import FULL, Somebody, likeness
from pkh_desk.rosters.matching.people import People, Person
from pkh_desk.rosters.matching.twins import LikelyTwins
from pkh_desk.store.log.states import select_in
from pkh_desk.store.people.household import Household
from pkh_desk.views.people.find import elder_of


@dataclass(frozen=True)
class LikelyFamily:
    """Another family that is probably the same: `score` in percent and the reasons for it, in words.

    One that was `handed_over` may only be read.
    """

    id: str
    words: str
    score: int
    reasons: tuple[str, ...]
    handed_over: bool


@dataclass(frozen=True)
class MergeView:
    """A proposal that another family is the same; `answer` is a code of MERGE_ANSWER, "" while it is open."""

    other_id: str
    other: str
    answer: str


@dataclass(frozen=True)
class SameFamily:
    """A family by its pengurus, those it may be the same as, the likeliest first, and what was proposed."""

    id: str
    name: str
    likely: tuple[LikelyFamily, ...]
    proposals: tuple[MergeView, ...]


def same_family(desk: Desk, family_id: str) -> SameFamily:
    """Return what there is to say of a family being another one too. Raises FamilyNotFound."""
    with desk.read() as session:
        connection = session.connection()
        home = elder_of(connection, family_id)
        people = People(connection)
        row, who = session.get(Household, home), [p for p in people.of_homes([home]) if p.is_pengurus]
        if row is None or row.deleted:
            raise FamilyNotFound("Keluarga itu tidak ada di sini.", "Cari namanya di Keluarga.")
        proposals = tuple(_proposals(session, people, home))
        if not who:
            return SameFamily(home, "", (), proposals)
        asked = {one.other_id for one in proposals}
        likely = (one for one in _likely(people, who[0], row) if not one.handed_over and one.id not in asked)
        return SameFamily(home, who[0].name, tuple(likely), proposals)


def _likely(people: People, who: Person, row: Household) -> list[LikelyFamily]:
    """Return the other families with its No KK or NIK, and those whose pengurus is like its own."""
    somebody = Somebody(who.name, row.kecamatan_raw or "", who.desa_code, who.nik or "")
    by_kk, by_nik = people.by_kk([who.no_kk or ""]), people.by_nik([who.nik or ""])
    shared = [(person, "No KK sama") for person in by_kk.get(who.no_kk or "", [])]
    shared += [(person, "NIK sama") for person in by_nik.get(who.nik or "", [])]
    found: dict[str, LikelyFamily] = {}
    for person, reason in shared:
        if person.is_pengurus:
            reasons = dict.fromkeys((reason, *likeness(somebody, person).reasons))
            found[person.household_id] = _likely_family(person, FULL, tuple(reasons))
    for person, like in LikelyTwins(people.pengurus()).like(somebody, who.household_id):
        found.setdefault(person.household_id, _likely_family(person, like.score, like.reasons))
    found.pop(who.household_id, None)
    return sorted(found.values(), key=lambda one: -one.score)


def _likely_family(person: Person, score: int, reasons: tuple[str, ...]) -> LikelyFamily:
    return LikelyFamily(person.household_id, person.words, score, reasons, person.handed_over)


def _proposals(session: Session, people: People, home: str) -> Iterator[MergeView]:
    rows = [row for sql in _PROPOSALS for row in select_in(session.connection(), sql, [home])]
    there = people.of_homes([row[0] for row in rows])
    names = {person.household_id: person.words for person in there if person.is_pengurus}
    for other, answer in rows:
        if other in names:
            yield MergeView(other, names[other], answer)


_PROPOSALS = (
    "SELECT other_id, answer FROM merge_proposal WHERE NOT deleted AND household_id IN {}",
    "SELECT household_id, answer FROM merge_proposal WHERE NOT deleted AND other_id IN {}",
)
