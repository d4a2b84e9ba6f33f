"""Many letters in one go: a whole list written in order of desa, and letters printed again in one PDF."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlmodel import Session

from pkh_desk.actions.household import own_family
from pkh_desk.actions.letter import LetterMade, LetterWishes, make_letter, record_print
from pkh_desk.actions.templates import template_of
from pkh_desk.desk import Desk
from pkh_desk.errors import FamilyNotFound, InvalidInput, Problem, RecordNotFound, UserError
from pkh_desk.papers.facts import LetterFacts
from pkh_desk.papers.letters import draw_letters
from pkh_desk.store.letter import Letter
from pkh_desk.views.family import family

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class LettersMade:
    """Letters that were written, in order of desa and name; `left` are (household, why) of the others."""

    letters: tuple[LetterMade, ...]
    left: tuple[tuple[str, str], ...]


def make_letters(
    desk: Desk,
    household_ids: Sequence[str],
    wishes: LetterWishes,
    how: str = "pdf",
    progress: Progress = lambda done, total: None,
) -> LettersMade:
    """Write the same kind of letter for each of these families; one that cannot be written stops no other.

    Each is an act of its own: stopping by an exception out of `progress` keeps those that were written.
    What is one family's own (number, business, income) comes from its record alone.
    """
    common = replace(wishes, number="", business="", income=None, capital="", village_head="")
    made, left = [], []
    for done, home in enumerate(_in_order(desk, household_ids), 1):
        try:
            made.append(make_letter(desk, home, common, how))
        except UserError as error:
            left.append((home, error.text))
        progress(done, len(household_ids))
    return LettersMade(tuple(made), tuple(left))


def join_letters(
    desk: Desk, letter_ids: Sequence[str], progress: Progress = lambda done, total: None
) -> bytes:
    """Return letters that were just written as one PDF, in this order; nothing is recorded.

    Raises RecordNotFound, InvalidInput for letters of different papers or none.
    """
    with desk.read() as session:
        return _joined(session, _letters(session, letter_ids), progress)


def reprint_letters(
    desk: Desk,
    letter_ids: Sequence[str],
    how: str = "pdf",
    copies: int = 1,
    progress: Progress = lambda done, total: None,
) -> bytes:
    """Print letters again in one PDF, the very pages they were, and record it for each.

    Raises RecordNotFound, HandedOver, InvalidInput for letters of different papers or none.
    """
    with desk.write() as session:
        rows = _letters(session, letter_ids)
        for row in rows:
            own_family(session, row.household_id)
        pdf = _joined(session, rows, progress)
        for row in rows:
            session.add(record_print(desk, row, how, copies))
    return pdf


def _in_order(desk: Desk, household_ids: Sequence[str]) -> list[str]:
    """Return the families by desa and name; what is no family stands first."""
    places: dict[str, tuple[str, str]] = {}
    for home in household_ids:
        with suppress(FamilyNotFound):
            who = family(desk, home)
            places[home] = (who.desa_code or "", who.name)
    return sorted(household_ids, key=lambda home: places.get(home, ("", "")))


def _letters(session: Session, letter_ids: Sequence[str]) -> list[Letter]:
    rows = [session.get(Letter, letter_id) for letter_id in letter_ids]
    found = [row for row in rows if row is not None and not row.deleted]
    if len(found) < len(rows):
        raise RecordNotFound("Salah satu surat itu tidak ada di sini.")
    if len({row.paper for row in found}) != 1:
        raise InvalidInput(
            [Problem("paper", "Cetak surat F4 dan A4 terpisah: satu kali cetak, satu kertas.")]
        )
    return found


def _joined(session: Session, rows: list[Letter], progress: Progress) -> bytes:
    frozen = [LetterFacts.from_json(row.facts) for row in rows]
    return draw_letters([(facts, template_of(session, facts)) for facts in frozen], rows[0].paper, progress)
