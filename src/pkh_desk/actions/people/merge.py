"""Two families that are one: merged at the office, proposed by a pendamping.

A merge is an alias that can be taken back: the older family stands for both, and each keeps what was written
about it. Source: decisions, Same family twice.
"""

from collections.abc import Sequence

from sqlmodel import Session

from pkh_desk.actions.people.household import own_family
from pkh_desk.desk import Desk
from pkh_desk.domain.office.clerk import VERIFIER
from pkh_desk.domain.people.petugas import APART, MERGE_ANSWER, SAME
from pkh_desk.domain.text import tidy
from pkh_desk.errors import InvalidInput, Problem
from pkh_desk.store.people.petugas import Alias, MergeProposal
from pkh_desk.sync.merging.twins import elders, link_id, proposal_id

LONGEST_REASON = 300


def say_same(desk: Desk, household_id: str, other_id: str, reason: str = "") -> None:
    """Say that two families are one: at the office they are merged, a laptop asks the office to.

    Raises FamilyNotFound, HandedOver, WrongRole, and InvalidInput where they are one already, or the office
    has answered that they are not.
    """
    if desk.is_office:
        desk.require_clerk(VERIFIER)
    with desk.write() as session:
        for home in (household_id, other_id):
            own_family(session, home)
        older, younger = _pair(session, household_id, other_id)
        session.writing.subject = ("household", older)
        if desk.is_office:
            link_families(session, [older, younger])
        else:
            _propose(session, older, younger, tidy(reason)[:LONGEST_REASON])


def answer_merge(session: Session, proposal_id: str, answer: str) -> None:
    """Answer a pendamping's proposal by SAME, which merges the families, or APART. Raises InvalidInput."""
    if answer not in MERGE_ANSWER:
        raise InvalidInput([Problem("value", f"Tulis {SAME} atau {APART}.")])
    row = session.get_one(MergeProposal, proposal_id)
    if answer == SAME:
        link_families(session, _pair(session, row.household_id, row.other_id))
    row.answer = answer


def link_families(session: Session, homes: Sequence[str]) -> None:
    """Link the younger families to the oldest, which stands first: ids are ordered by time."""
    older = homes[0]
    for younger in homes[1:]:
        link = link_id(younger, older)
        row = session.get(Alias, link)
        if row is None:
            row = Alias(id=link, kind="household", from_id=younger, to_id=older, household_id=older)
        row.active, row.deleted = True, False
        session.add(row)


def _pair(session: Session, one: str, other: str) -> list[str]:
    """Return the families that stand for these two, the older first. Raises InvalidInput."""
    found = sorted(set(elders(session.connection(), [one, other]).values()))
    if len(found) < 2:
        raise InvalidInput([Problem("other", "Pilih keluarga lain: kedua ini sudah satu keluarga.")])
    return found


def _propose(session: Session, older: str, younger: str, reason: str) -> None:
    proposal = proposal_id(younger, older)
    row = session.get(MergeProposal, proposal)
    if row is None:
        row = MergeProposal(id=proposal, household_id=older, other_id=younger)
    elif row.answer == APART:
        raise InvalidInput([Problem("other", "Kantor sudah menjawab: keduanya keluarga yang berbeda.")])
    row.reason, row.deleted = reason, False
    session.add(row)
