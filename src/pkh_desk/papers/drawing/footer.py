"""The foot of a letter: its QR, its code to be typed, and who made the paper when."""

from dataclasses import dataclass

from pkh_desk.papers.drawing.measure import Box, box
from pkh_desk.papers.drawing.page import MM, Paper
from pkh_desk.papers.drawing.pen import BLACK, GREY, Pen
from pkh_desk.papers.drawing.qr import QUIET_MODULES, qr_modules
from pkh_desk.papers.template.facts import LetterFacts
from pkh_desk.papers.template.wording import Said

QR_SIDE = 20 * MM
"""Width of the dark symbol: the least that was still read from simulated photos of cheap prints."""

BOTTOM = 8 * MM
FRAMED_BOTTOM = 15 * MM
RULE_ABOVE = 3.8 * MM
SIZE = 8.5
LEADING = 11.5
PALE = 0.72


@dataclass(frozen=True)
class Foot:
    """Which page of how many; `framed` lifts the footer into the frame of a certificate."""

    page: int
    pages: int
    framed: bool = False


def draw_footer(pen: Pen, facts: LetterFacts, note: str, paper: Paper, foot: Foot) -> Box:
    """Draw the footer at the foot of a page; return the box of the QR.

    A letter without a code is a preview: the QR's place is a dashed square.
    """
    top = paper.height - (FRAMED_BOTTOM if foot.framed else BOTTOM) - QR_SIDE
    if not foot.framed:
        pen.rule(paper.left, paper.right, top - RULE_ABOVE, 0.4, PALE)
    text_left = paper.left + QR_SIDE
    if facts.qr:
        modules = qr_modules(facts.qr)
        pen.qr(paper.left, top, QR_SIDE, modules)
        text_left += QR_SIDE / modules.size * QUIET_MODULES
    else:
        pen.dashed_box(paper.left, top, QR_SIDE, QR_SIDE)
        text_left += 3.2 * MM
    _texts(pen, facts, note, text_left, top)
    if not foot.framed:
        said = f"Halaman {foot.page} dari {foot.pages}"
        pen.write_before(paper.right, top + SIZE, said, pen.faces.regular, SIZE)
    pen.shade(BLACK)
    return box("qr", Said(""), paper.left, top, QR_SIDE, QR_SIDE)


def _texts(pen: Pen, facts: LetterFacts, note: str, left: float, top: float) -> None:
    regular, bold = pen.faces.regular, pen.faces.bold
    pen.shade(GREY * 0.7)
    y = top + SIZE
    lead = "Kode surat: "
    pen.write(left, y, lead, regular, SIZE)
    code_left = left + regular.width(lead) * SIZE / 1000
    pen.write(code_left, y, facts.code or "diberikan saat dicetak", bold if facts.code else regular, SIZE)
    made = f"Dibuat dengan PKH Desk, {facts.made}." if facts.made else "Dibuat dengan PKH Desk."
    pen.write(left, y + LEADING, made, regular, SIZE)
    if note:
        pen.write(left, y + 2 * LEADING, note, regular, SIZE)
