"""Papers that were written before."""

from pkh_desk.actions.graduation.papers import PapersMade, papers_pdf
from pkh_desk.desk import Desk


def letter_again(desk: Desk, letter: str) -> bytes:
    """Return a letter's page as it is drawn from its record."""
    return papers_pdf(desk, PapersMade((), (letter,)))
