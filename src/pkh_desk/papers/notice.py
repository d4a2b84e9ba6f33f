"""A sheet of plain words: a title, an opening, numbered points and a closing, as the office's notices are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pkh_desk.papers.drawing.fonts import paper_faces
from pkh_desk.papers.drawing.measure import Block, Column, Span
from pkh_desk.papers.drawing.page import A4, MM, TOP_MM
from pkh_desk.papers.drawing.passages import Paragraph, Title
from pkh_desk.papers.drawing.pen import Pen
from pkh_desk.papers.template.wording import Said

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

SIZE = 12.0
GAP = Span(2.5 * MM, 2.5 * MM)
INDENT = 8 * MM
ROOMY = 1.0
SIGNING = 11 * MM


def notice(title: Sequence[str], opening: str, points: Sequence[str], closing: str) -> list[Block]:
    """Return the blocks of a sheet; the points are numbered from 1."""
    numbered = [_paragraph(text, f"{at}.") for at, text in enumerate(points, 1)]
    return [title_block(title), _paragraph(opening), *numbered, _paragraph(closing)]


def title_block(texts: Sequence[str]) -> Title:
    """Return a centred title of these lines."""
    faces = paper_faces()
    return Title(tuple(texts), None, faces.bold, faces.regular, column())


def column() -> Column:
    """Return the column that the words fill."""
    return Column(A4.left, A4.body_width, SIZE)


def draw_page(canvas: "Canvas", blocks: Sequence[Block], signers: Sequence[str] = ()) -> None:
    """Draw one A4 page of these blocks; below them a dotted line for each who signs."""
    pen = Pen(canvas, A4, paper_faces())
    top = TOP_MM * MM
    for block in blocks:
        block.draw(pen, top, ROOMY)
        top += block.height.at(ROOMY) + GAP.roomy
    for signer in signers:
        top += SIGNING
        pen.write(A4.left, top, signer, pen.faces.regular, SIZE)
        pen.dotted(A4.left + 62 * MM, A4.right, top + 1)
    pen.done()
    canvas.showPage()


def draw_pages(canvas: "Canvas", blocks: Sequence[Block], signers: Sequence[str]) -> None:
    """Draw as many A4 pages as these blocks and signers need; a block is never cut."""
    page: list[Block] = []
    used = 0.0
    for block in blocks:
        height = block.height.at(ROOMY) + GAP.roomy
        if page and used + height > A4.body_height:
            draw_page(canvas, page)
            page, used = [], 0.0
        page.append(block)
        used += height
    if used + SIGNING * len(signers) > A4.body_height:
        draw_page(canvas, page)
        page = []
    draw_page(canvas, page, signers)


def _paragraph(text: str, hanging: str = "") -> Paragraph:
    indent = INDENT if hanging else 0
    return Paragraph("", "", Said(text), paper_faces().regular, column(), GAP, hanging, indent)
