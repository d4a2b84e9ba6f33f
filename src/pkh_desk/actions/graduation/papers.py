"""Papers that were written: as one PDF, each as a file of its own, and out once more.

Whatever was written, a letter, the papers of a family or of a desa, is named by its ids; every page is the
very page it was.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlmodel import Session

from pkh_desk.actions.graduation.letter import record_print
from pkh_desk.actions.graduation.packet import frozen_facts, record_packet_print
from pkh_desk.actions.graduation.templates import template_of
from pkh_desk.actions.lists.saving import save_file
from pkh_desk.actions.people.household import own_family
from pkh_desk.actions.upkeep.access import note_access, note_exports
from pkh_desk.desk import Desk
from pkh_desk.errors import InvalidInput, Problem, RecordNotFound
from pkh_desk.papers.letters import draw_letter, draw_letters
from pkh_desk.papers.template.facts import LetterFacts
from pkh_desk.papers.template.template import LetterTemplate
from pkh_desk.store.graduation.letter import Letter
from pkh_desk.store.graduation.packet import Packet

Progress = Callable[[int, int], None]
RowT = TypeVar("RowT", Packet, Letter)
Frozen = tuple[str, LetterFacts, LetterTemplate]
"""A paper's code, what it says, its wording."""


@dataclass(frozen=True)
class PapersMade:
    """Ids of packets and letters in their order, and their codes in that order. `left` are (household, why)
    of families whose letter could not be written with the others."""

    packets: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()


def no_progress(done: int, total: int) -> None:
    """Tell nobody."""


def papers_pdf(desk: Desk, made: PapersMade, progress: Progress = no_progress) -> bytes:
    """Return papers as one PDF; one alone is the same to the byte each time. Nothing is recorded.

    `progress(done, total)` may raise to stop. Raises RecordNotFound, InvalidInput for papers of two sizes.
    """
    frozen, paper = _frozen(desk, made)
    if len(frozen) == 1:
        return draw_letter(frozen[0][1], frozen[0][2], paper).pdf
    return draw_letters([(facts, template) for _code, facts, template in frozen], paper, progress)


def save_papers(desk: Desk, made: PapersMade, folder: Path, progress: Progress = no_progress) -> int:
    """Write each paper to a file of its own in `folder`, named by its code; return how many.

    Raises DiskFull, FolderGone; files that were written before stay.
    """
    frozen, paper = _frozen(desk, made)
    for done, (code, facts, template) in enumerate(frozen, 1):
        save_file(folder / f"{done:03}-{code}.pdf", draw_letter(facts, template, paper).pdf)
        progress(done, len(frozen))
    return len(frozen)


def record_again(desk: Desk, made: PapersMade, how: str, copies: int = 1) -> None:
    """Record that papers leave once more, as paper (`cetak`) or `pdf`. Raises RecordNotFound, HandedOver."""
    with desk.write() as session:
        for letter in _letters(session, made.letters):
            own_family(session, letter.household_id)
            session.add(record_print(desk, letter, how, copies))
        for packet in _packets(session, made.packets):
            session.add(record_packet_print(desk, packet, how, copies))


def note_papers(desk: Desk, made: PapersMade, how: str) -> None:
    """Note in the access trail whose papers left as paper (`cetak`) or `pdf`."""
    with desk.read() as session:
        homes = sorted({letter.household_id for letter in _letters(session, made.letters)})
    if how == "pdf":
        note_exports(desk, list(homes) or [None], "surat sebagai PDF")
    else:
        for home in homes:
            note_access(desk, how, home, "surat")


def _frozen(desk: Desk, made: PapersMade) -> tuple[list[Frozen], str]:
    with desk.read() as session:
        packets, letters = _packets(session, made.packets), _letters(session, made.letters)
        sizes = {packet.paper for packet in packets} | {letter.paper for letter in letters}
        if len(sizes) != 1:
            raise InvalidInput([Problem("paper", "Cetak surat F4 dan A4 terpisah.")])
        facts = [(packet.code, frozen_facts(session, packet)) for packet in packets]
        facts += [(letter.code, LetterFacts.from_json(letter.facts)) for letter in letters]
        return [(code, each, template_of(session, each)) for code, each in facts], sizes.pop()


def _packets(session: Session, ids: Sequence[str]) -> list[Packet]:
    return [_known(session.get(Packet, each)) for each in ids]


def _letters(session: Session, ids: Sequence[str]) -> list[Letter]:
    return [_known(session.get(Letter, each)) for each in ids]


def _known(row: RowT | None) -> RowT:
    if row is None or row.deleted:
        raise RecordNotFound("Salah satu surat itu tidak ada di sini.")
    return row
