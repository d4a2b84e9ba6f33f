"""The papers of one family in one go: its checklist, its letter, and the list of what speaks for it."""

from dataclasses import replace

from pkh_desk.actions.graduation.letter import LetterWishes, facts_now, make_letter, preview_letter
from pkh_desk.actions.graduation.paper_facts import PENDAMPING, DocumentLine
from pkh_desk.actions.graduation.papers import PapersMade
from pkh_desk.desk import Desk
from pkh_desk.papers.letters import draw_letters
from pkh_desk.views.graduation.evidence import evidence_lines

CHECKLIST, EVIDENCE = "kelengkapan", "bukti"
NOTHING_YET = DocumentLine("Belum ada", "", "Belum ada kunjungan, foto, atau usaha yang tercatat.")


def preview_family(desk: Desk, household_id: str, wishes: LetterWishes, also: tuple[str, ...] = ()) -> bytes:
    """Draw a family's letter with the lists that go along (CHECKLIST, EVIDENCE); nothing is recorded.

    Raises as `preview_letter`.
    """
    if not also:
        return preview_letter(desk, household_id, wishes).pdf
    every = _in_turn(desk, household_id, wishes, also)
    return draw_letters([facts_now(desk, household_id, each) for each in every], wishes.paper)


def write_family(
    desk: Desk,
    household_id: str,
    wishes: LetterWishes,
    also: tuple[str, ...] = (),
    how: str = "pdf",
    copies: int = 1,
) -> PapersMade:
    """Write the letter and the lists that go along, each with its own code. Raises as `make_letter`."""
    every = _in_turn(desk, household_id, wishes, also)
    # Drawn before anything is written: a list that does not fit must not leave a letter half sent.
    for each in every:
        preview_letter(desk, household_id, each)
    made = [make_letter(desk, household_id, each, how, copies) for each in every]
    return PapersMade(
        letters=tuple(letter.id for letter in made), codes=tuple(letter.code for letter in made)
    )


def _in_turn(
    desk: Desk, household_id: str, wishes: LetterWishes, also: tuple[str, ...]
) -> list[LetterWishes]:
    """Return checklist, letter, evidence, as far as they are wanted."""
    own = replace(wishes, number="", signers=(PENDAMPING,), witnesses=(), coordinator=None)
    every = [replace(own, kind=CHECKLIST, documents=())] if CHECKLIST in also else []
    every.append(wishes)
    if EVIDENCE in also:
        lines = evidence_lines(desk, household_id)
        seen = tuple(DocumentLine(line.about, line.records, line.words) for line in lines)
        every.append(replace(own, kind=EVIDENCE, documents=seen or (NOTHING_YET,)))
    return every
