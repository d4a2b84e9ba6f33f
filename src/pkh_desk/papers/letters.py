"""Letters and their sister papers as PDF: the same bytes for the same facts, template and paper.

    template = choose_template(shipped_templates(), "pernyataan", dated_on)
    facts = LetterFacts(kind=template.kind, template_version=template.version, ...).sealed(mac_key)
    draw_letter(facts, template, "f4").pdf  # a preview needs no code and no seal

The PDF is not compressed: a letter is then the same to the byte whatever zlib the machine has, and is made
sooner. Margins, type and gaps: design 8 (Print). Only one letter is drawn at a time (see `fonts`).
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pkh_desk.errors import InvalidInput, Problem, TemplateInvalid
from pkh_desk.papers.certificate import draw_frame
from pkh_desk.papers.drawing.fonts import Faces, drawing, paper_faces
from pkh_desk.papers.drawing.footer import Foot, draw_footer
from pkh_desk.papers.drawing.measure import Box
from pkh_desk.papers.drawing.page import MM, TOP_MM, Paper, paper_of
from pkh_desk.papers.drawing.paging import Layout, lay_out
from pkh_desk.papers.drawing.pen import Pen, new_canvas
from pkh_desk.papers.template.entries import row_placeholders
from pkh_desk.papers.template.facts import LetterFacts, placeholders
from pkh_desk.papers.template.template import LetterTemplate
from pkh_desk.papers.template.wording import put_in_words

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True)
class Drawn:
    """One drawn letter: the PDF, where its passages stand (in millimetres, and on which page), its type
    size in points, and how many pages it has."""

    pdf: bytes
    boxes: tuple[Box, ...]
    size: float
    pages: int = 1


def draw_letter(facts: LetterFacts, template: LetterTemplate, paper: str) -> Drawn:
    """Draw one letter on `paper`, "f4" or "a4": one page, or more if it has a table that needs them.

    Raises LetterDoesNotFit naming the longest passage, TemplateInvalid if the facts were frozen with another
    template or have characters the paper font lacks, InvalidInput if the facts have such characters or
    the paper is unknown.
    """
    sheet = paper_of(paper)
    with drawing:
        faces = paper_faces()
        out = io.BytesIO()
        canvas = new_canvas(out, sheet, faces, f"{template.name} {facts.code}".strip())
        boxes, laid = _draw_pages(canvas, facts, template, sheet, faces)
        canvas.save()
    return Drawn(out.getvalue(), boxes, laid.size, len(laid.pages))


def draw_letters(
    letters: Sequence[tuple[LetterFacts, LetterTemplate]],
    paper: str,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> bytes:
    """Draw several letters into one PDF, in the order given.

    `progress(done, total)` is called after each letter and may raise to cancel. Raises as `draw_letter`, and
    ValueError for no letter at all.
    """
    if not letters:
        raise ValueError("no letters")
    sheet = paper_of(paper)
    with drawing:
        faces = paper_faces()
        out = io.BytesIO()
        canvas = new_canvas(out, sheet, faces, letters[0][1].name)
        for done, (facts, template) in enumerate(letters, 1):
            _draw_pages(canvas, facts, template, sheet, faces)
            progress(done, len(letters))
        canvas.save()
    return out.getvalue()


def _draw_pages(
    canvas: "Canvas", facts: LetterFacts, template: LetterTemplate, paper: Paper, faces: Faces
) -> tuple[tuple[Box, ...], Layout]:
    words = put_in_words(template, facts)
    _check_glyphs(facts, template, faces)
    sheet = paper.turned() if template.landscape else paper
    laid = lay_out(words, template, sheet, faces)
    boxes: list[Box] = []
    for page, blocks in enumerate(laid.pages):
        canvas.setPageSize((sheet.width, sheet.height))
        pen = Pen(canvas, sheet, faces)
        top = TOP_MM * MM
        if template.layout == "piagam":
            draw_frame(pen, sheet)
            top += _slack(laid, sheet) / 2
        placed: list[Box] = []
        for count, block in enumerate(blocks):
            top += block.gap.at(laid.room) if count or not page else 0
            placed += block.draw(pen, top, laid.room)
            top += block.height.at(laid.room)
        foot = Foot(page + 1, len(laid.pages), framed=template.layout == "piagam")
        placed.append(draw_footer(pen, facts, words.footer, sheet, foot))
        boxes += [replace(each, page=page) for each in placed] if page else placed
        pen.done()
        canvas.showPage()
    return tuple(boxes), laid


def _slack(laid: Layout, paper: Paper) -> float:
    """Return what a single page leaves free, to centre a certificate on it."""
    blocks = laid.pages[0]
    return paper.body_height - sum(block.gap.at(laid.room) + block.height.at(laid.room) for block in blocks)


def _check_glyphs(facts: LetterFacts, template: LetterTemplate, faces: Faces) -> None:
    """Refuse what would be printed as empty squares, naming the part it stands in."""
    labels = placeholders()
    said = [(name, labels[name], text) for name, text in facts.texts().items()]
    for signer in facts.signers:
        said.append((signer.role, "Penanda tangan", " ".join((signer.name, *signer.title, signer.nip))))
    said.append(("letterhead", "Kop surat", " ".join(facts.letterhead)))
    cells = row_placeholders()
    for number, entry in enumerate((*facts.families, *facts.documents), 1):
        said += [(name, cells[name], text) for name, text in entry.texts(number).items() if text]
    for field, label, text in said:
        if missing := faces.missing(text):
            raise InvalidInput([Problem(field, f"{label} memuat tanda yang tidak dapat dicetak: {missing}.")])
    if missing := faces.missing(template.wording):
        raise TemplateInvalid(f"Templat surat memuat tanda yang tidak dapat dicetak: {missing}.")
