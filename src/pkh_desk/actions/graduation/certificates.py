"""The certificates (piagam) of families that graduated, for the wisuda: all in one go, each with its SK.

A certificate that was written before, of the same case and paper, goes along as it is.
"""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from pkh_desk.actions.graduation.desa_papers import PREVIEWED, in_order
from pkh_desk.actions.graduation.letter import LetterWishes, facts_now, make_letter, record_print
from pkh_desk.actions.graduation.papers import PapersMade, Progress, no_progress
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.graduation.case import DONE, STAGES
from pkh_desk.errors import InvalidInput, Problem, StageNotAllowed, UserError
from pkh_desk.papers.letters import draw_letters
from pkh_desk.store.graduation.letter import Letter
from pkh_desk.views.graduation.pipeline import case_card

KIND = "piagam"


def preview_certificates(desk: Desk, household_ids: Sequence[str], paper: str) -> bytes:
    """Draw the first certificates as they would be; nothing is recorded. Raises InvalidInput for nobody."""
    homes = in_order(desk, household_ids)[:PREVIEWED]
    if not homes:
        raise InvalidInput([Problem("household_ids", "Pilih keluarga yang mendapat piagam.")])
    return draw_letters([facts_now(desk, home, _wishes(desk, home, paper)) for home in homes], paper)


def write_certificates(
    desk: Desk,
    household_ids: Sequence[str],
    paper: str,
    how: str = "pdf",
    copies: int = 1,
    progress: Progress = no_progress,
) -> PapersMade:
    """Write the certificate of each family, by desa and name; one that cannot be written stops no other.

    Stopping by an exception out of `progress` keeps those that were written. Raises WrongRole.
    """
    desk.require_office()
    letters, codes, left = [], [], []
    homes = in_order(desk, household_ids)
    for done, home in enumerate(homes, 1):
        try:
            letter_id, code = _write(desk, home, paper, how, copies)
            letters.append(letter_id)
            codes.append(code)
        except UserError as error:
            left.append((home, error.text))
        progress(done, len(homes))
    return PapersMade((), tuple(letters), tuple(codes), tuple(left))


def _write(desk: Desk, home: str, paper: str, how: str, copies: int) -> tuple[str, str]:
    """Return (id, code) of a family's certificate, written now or before."""
    wishes = _wishes(desk, home, paper)
    with desk.write() as session:
        row = _standing(session, home, paper)
        if row is not None:
            session.writing.subject = ("letter", row.id)
            session.add(record_print(desk, row, how, copies))
            return row.id, row.code
    made = make_letter(desk, home, wishes, how, copies)
    return made.id, made.code


def _wishes(desk: Desk, home: str, paper: str) -> LetterWishes:
    """Return the certificate with the SK that is recorded; raises StageNotAllowed before a graduation."""
    card = case_card(desk, home)
    if card is None or card.case.stage != DONE:
        stage = card.case.words if card else "belum diusulkan"
        raise StageNotAllowed(f"Piagam hanya untuk tahap {STAGES[DONE]}; keluarga ini {stage}.")
    dated = say_date(card.ended.sk_on) if card.ended.sk_on else ""
    return LetterWishes(kind=KIND, paper=paper, decree=card.ended.sk_number, decree_dated=dated)


def _standing(session: Session, home: str, paper: str) -> Letter | None:
    """Return the latest certificate of a family that was not voided."""
    rows = session.exec(
        select(Letter).where(
            Letter.household_id == home,
            Letter.kind == KIND,
            Letter.paper == paper,
            col(Letter.deleted).is_(False),
            col(Letter.voided_on).is_(None),
        )
    ).all()
    return max(rows, key=lambda row: row.id, default=None)
