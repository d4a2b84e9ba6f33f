"""The papers of a desa's batch in one go: those about the desa, then the statements of its families.

Each paper is an act of its own with its own code; a statement that was written before goes along as it is.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlmodel import Session

from pkh_desk.actions.graduation.letter import LetterWishes, facts_now, make_letter, record_print
from pkh_desk.actions.graduation.packet import PacketWishes, packet_facts, write_packet
from pkh_desk.actions.graduation.papers import PapersMade, Progress, no_progress
from pkh_desk.actions.graduation.templates import template_of
from pkh_desk.actions.people.household import own_family
from pkh_desk.desk import Desk
from pkh_desk.errors import FamilyNotFound, InvalidInput, Problem, UserError
from pkh_desk.papers.letters import draw_letters
from pkh_desk.papers.template.facts import LetterFacts
from pkh_desk.papers.template.template import LetterTemplate
from pkh_desk.store.graduation.case import letters_of
from pkh_desk.store.graduation.letter import Letter
from pkh_desk.views.graduation.cases import cases_of
from pkh_desk.views.people.family import family

PREVIEWED = 12
"""Statements that a preview draws; the rest are only counted."""
OTHER_PAPER = "Suratnya ({code}) memakai kertas {paper}. Cetak terpisah dari Buku surat."


@dataclass(frozen=True, kw_only=True)
class BatchWishes:
    """`kinds` of papers about the desa of `packet`, in order; with `letters` the statement of each family.

    `packet` says which families, the paper, day, place, signers, recipient. Families of several desa have
    `desa_code` "" and no `kinds`. `letter_kind` is that of statements that are written now.
    """

    packet: PacketWishes
    kinds: tuple[str, ...] = ()
    letters: bool = True
    letter_kind: str = "pernyataan"

    @property
    def count(self) -> int:
        """How many papers that makes."""
        return len(self.kinds) + (len(self.packet.household_ids) if self.letters else 0)


def preview_batch(desk: Desk, wishes: BatchWishes) -> bytes:
    """Draw the papers as they would be, the first statements among them; nothing is recorded.

    Raises InvalidInput if nothing was asked for, and what drawing a paper raises.
    """
    drawn = [packet_facts(desk, replace(wishes.packet, kind=kind)) for kind in wishes.kinds]
    homes = in_order(desk, wishes.packet.household_ids)[:PREVIEWED] if wishes.letters else []
    for home in homes:
        with suppress(FamilyNotFound):
            drawn.append(_statement(desk, home, wishes))
    if not drawn:
        raise InvalidInput([Problem("kinds", "Pilih keluarga dan dokumennya.")])
    return draw_letters(drawn, wishes.packet.paper)


def write_batch(
    desk: Desk, wishes: BatchWishes, how: str = "pdf", copies: int = 1, progress: Progress = no_progress
) -> PapersMade:
    """Write the papers; a family whose statement cannot be written stops no other.

    Stopping by an exception out of `progress` keeps those that were written. Raises what `write_packet` does.
    """
    packets, codes, letters = [], [], list[str]()
    left: list[tuple[str, str]] = []
    for done, kind in enumerate(wishes.kinds, 1):
        made = write_packet(desk, replace(wishes.packet, kind=kind), how, copies)
        packets.append(made.id)
        codes.append(made.code)
        progress(done, wishes.count)
    homes = in_order(desk, wishes.packet.household_ids) if wishes.letters else []
    for done, home in enumerate(homes, len(packets) + 1):
        try:
            letter_id, code = _letter(desk, home, wishes, how, copies)
            letters.append(letter_id)
            codes.append(code)
        except UserError as error:
            left.append((home, error.text))
        progress(done, wishes.count)
    return PapersMade(tuple(packets), tuple(letters), tuple(codes), tuple(left))


def in_order(desk: Desk, household_ids: Sequence[str]) -> list[str]:
    """Return the families by desa and name; what is no family stands first."""
    places: dict[str, tuple[str, str]] = {}
    for home in household_ids:
        with suppress(FamilyNotFound):
            who = family(desk, home)
            places[home] = (who.desa_code or "", who.name)
    return sorted(dict.fromkeys(household_ids), key=lambda home: places.get(home, ("", "")))


def standing_letter(session: Session, household_id: str) -> Letter | None:
    """Return the latest statement of a family's present case that was not voided."""
    case = cases_of(session.connection(), [household_id]).get(household_id)
    return max(letters_of(session, case.id), key=lambda row: row.id, default=None) if case else None


def _statement(desk: Desk, home: str, wishes: BatchWishes) -> tuple[LetterFacts, LetterTemplate]:
    """Return what a family's statement says: the one it has, else the one it would get."""
    with desk.read() as session:
        row = standing_letter(session, home)
        if row is not None:
            facts = LetterFacts.from_json(row.facts)
            return facts, template_of(session, facts)
    return facts_now(desk, home, _letter_wishes(wishes))


def _letter(desk: Desk, home: str, wishes: BatchWishes, how: str, copies: int) -> tuple[str, str]:
    """Return (id, code) of a family's statement, writing it where there is none."""
    with desk.write() as session:
        own_family(session, home)
        row = standing_letter(session, home)
        if row is not None:
            if row.paper != wishes.packet.paper:
                text = OTHER_PAPER.format(code=row.code, paper=row.paper.upper())
                raise InvalidInput([Problem("paper", text)])
            session.writing.subject = ("letter", row.id)
            session.add(record_print(desk, row, how, copies))
            return row.id, row.code
    made = make_letter(desk, home, _letter_wishes(wishes), how, copies)
    return made.id, made.code


def _letter_wishes(wishes: BatchWishes) -> LetterWishes:
    """Return the wishes of a statement: what is one family's own comes from its record alone."""
    packet = wishes.packet
    return LetterWishes(
        kind=wishes.letter_kind,
        paper=packet.paper,
        dated_on=packet.dated_on,
        place=packet.place,
        signers=packet.signers,
        coordinator=packet.coordinator,
        coordinator_title=packet.coordinator_title,
    )
