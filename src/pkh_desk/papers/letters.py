"""Letters as PDF: one page each, always, the same bytes for the same facts, template and paper.

    templates = [*shipped_templates(), *(parse_template(body) for body in published)]
    template = choose_template(templates, "pernyataan", dated_on)  # a reprint: frozen_template(...)
    facts = LetterFacts(kind=template.kind, template_version=template.version, ...).sealed(mac_key)
    draw_letter(facts, template, "f4").pdf  # a preview needs no code and no seal

The PDF is not compressed: a letter is then the same to the byte whatever zlib the machine has, and is made
sooner. Margins, type and gaps: design 8 (Print). Only one letter is drawn at a time (see `fonts`).
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from pkh_desk.errors import InvalidInput, LetterDoesNotFit, Problem, TemplateInvalid
from pkh_desk.papers.compose import compose
from pkh_desk.papers.facts import LetterFacts, placeholders
from pkh_desk.papers.fonts import Faces, drawing, paper_faces
from pkh_desk.papers.footer import draw_footer
from pkh_desk.papers.measure import Block, Box
from pkh_desk.papers.page import MM, TOP_MM, Paper, paper_of
from pkh_desk.papers.pen import Pen, new_canvas
from pkh_desk.papers.signatures import Signatures
from pkh_desk.papers.template import LetterTemplate
from pkh_desk.papers.wording import LetterWords, put_in_words

SIZES = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0)
"""Type sizes that are tried, roomiest first; below 9 points a letter is not for everybody's eyes."""


@dataclass(frozen=True)
class Drawn:
    """One drawn letter: the PDF, where its passages stand (in millimetres), and its type size in points."""

    pdf: bytes
    boxes: tuple[Box, ...]
    size: float


def draw_letter(facts: LetterFacts, template: LetterTemplate, paper: str) -> Drawn:
    """Draw one letter on one page of `paper`, "f4" or "a4".

    Raises LetterDoesNotFit naming the longest passage, TemplateInvalid if the facts were frozen with another
    template or have characters the paper font lacks, InvalidInput if the facts have such characters or
    the paper is unknown.
    """
    sheet = paper_of(paper)
    with drawing:
        faces = paper_faces()
        out = io.BytesIO()
        canvas = new_canvas(out, sheet, faces, f"{template.name} {facts.code}".strip())
        boxes, size = _draw_page(canvas, facts, template, sheet, faces)
        canvas.save()
    return Drawn(out.getvalue(), boxes, size)


def draw_letters(
    letters: Sequence[tuple[LetterFacts, LetterTemplate]],
    paper: str,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> bytes:
    """Draw several letters into one PDF, a page each, in the order given.

    `progress(done, total)` is called after each page and may raise to cancel. Raises as `draw_letter`, and
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
            _draw_page(canvas, facts, template, sheet, faces)
            progress(done, len(letters))
        canvas.save()
    return out.getvalue()


def _draw_page(
    canvas: Canvas, facts: LetterFacts, template: LetterTemplate, paper: Paper, faces: Faces
) -> tuple[tuple[Box, ...], float]:
    words = put_in_words(template, facts)
    _check_glyphs(facts, template, faces)
    blocks, room, size = _fitted(words, paper, faces)
    pen = Pen(canvas, paper, faces)
    boxes: list[Box] = []
    top = TOP_MM * MM
    for block in blocks:
        top += block.gap.at(room)
        boxes += block.draw(pen, top, room)
        top += block.height.at(room)
    boxes.append(draw_footer(pen, facts, words.footer, paper))
    pen.done()
    canvas.showPage()
    return tuple(boxes), size


def _check_glyphs(facts: LetterFacts, template: LetterTemplate, faces: Faces) -> None:
    """Refuse what would be printed as empty squares, naming the part it stands in."""
    labels = placeholders()
    said = [(name, labels[name], text) for name, text in facts.texts().items()]
    for signer in facts.signers:
        said.append((signer.role, "Penanda tangan", " ".join((signer.name, *signer.title, signer.nip))))
    said.append(("letterhead", "Kop surat", " ".join(facts.letterhead)))
    for field, label, text in said:
        if missing := faces.missing(text):
            raise InvalidInput([Problem(field, f"{label} memuat tanda yang tidak dapat dicetak: {missing}.")])
    if missing := faces.missing(template.wording):
        raise TemplateInvalid(f"Templat surat memuat tanda yang tidak dapat dicetak: {missing}.")


def _fitted(words: LetterWords, paper: Paper, faces: Faces) -> tuple[Sequence[Block], float, float]:
    """Return the blocks at the largest size that fits, with the room (0 to 1) that is left to them."""
    for size in SIZES:
        blocks = compose(words, paper, faces, size)
        tight = sum(block.gap.tight + block.height.tight for block in blocks)
        roomy = sum(block.gap.roomy + block.height.roomy for block in blocks)
        if tight <= paper.body_height:
            room = 1.0 if roomy <= paper.body_height else (paper.body_height - tight) / (roomy - tight)
            return blocks, room, size
    texts = [block for block in blocks if not isinstance(block, Signatures)]
    longest = max(texts, key=lambda block: block.height.tight)
    raise LetterDoesNotFit(
        f"Surat tidak muat pada satu halaman {paper.name}. Bagian terpanjang: {longest.label}.",
        "Persingkat bagian itu, lalu buat surat lagi. Belum ada yang dicetak.",
    )
