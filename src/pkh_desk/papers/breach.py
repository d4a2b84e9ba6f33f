"""The paper of a lost laptop: the draft of the notice the law asks for, and the list of the families.

One A4 page of words to be completed by hand, then the table, its header again on every page. The wording is a
config document, so that an office can publish another. Source: UU 27/2022 art. 46.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pkh_desk.papers.fonts import drawing, paper_faces
from pkh_desk.papers.grid import Grid
from pkh_desk.papers.measure import Block, Column, Span
from pkh_desk.papers.page import A4, MM, TOP_MM
from pkh_desk.papers.passages import Paragraph, Title
from pkh_desk.papers.pen import Pen, new_canvas
from pkh_desk.papers.wording import Said, TableWords

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

SIZE, ROW_SIZE = 12.0, 9.5
GAP = Span(2.5 * MM, 2.5 * MM)
INDENT = 8 * MM
ROOMY = 1.0
COLUMNS = (
    ("No", 4.0, True),
    ("Nama pengurus", 15.0, False),
    ("Desa, kecamatan", 15.0, False),
    ("Telepon", 11.0, False),
    ("Data yang ada di laptop", 24.0, False),
)


@dataclass(frozen=True)
class BreachWords:
    """All words of the paper; `rows` are name, places, phones and what was held, for each family."""

    title: tuple[str, ...]
    opening: str
    points: tuple[str, ...]
    closing: str
    list_title: tuple[str, ...]
    rows: tuple[tuple[str, str, str, str], ...]


def draw_breach(words: BreachWords) -> bytes:
    """Return the notice and the list as one PDF."""
    with drawing:
        out = io.BytesIO()
        canvas = new_canvas(out, A4, paper_faces(), "Pemberitahuan kegagalan pelindungan data pribadi")
        _page(canvas, _notice(words))
        rows = tuple((str(at), *row) for at, row in enumerate(words.rows, 1))
        title: Block | None = _title(words.list_title)
        table = Grid(TableWords(COLUMNS, rows, ROW_SIZE), paper_faces(), _column())
        while table.count:
            head = [title] if title else []
            room = A4.body_height - sum(block.height.at(ROOMY) + GAP.roomy for block in head)
            part, table = table.split(table.fitting(room))
            _page(canvas, [*head, part])
            title = None
        canvas.save()
    return out.getvalue()


def _notice(words: BreachWords) -> list[Block]:
    points = [_paragraph(text, f"{at}.") for at, text in enumerate(words.points, 1)]
    return [_title(words.title), _paragraph(words.opening), *points, _paragraph(words.closing)]


def _page(canvas: "Canvas", blocks: Sequence[Block]) -> None:
    pen = Pen(canvas, A4, paper_faces())
    top = TOP_MM * MM
    for block in blocks:
        block.draw(pen, top, ROOMY)
        top += block.height.at(ROOMY) + GAP.roomy
    pen.done()
    canvas.showPage()


def _title(texts: tuple[str, ...]) -> Title:
    faces = paper_faces()
    return Title(texts, None, faces.bold, faces.regular, _column())


def _paragraph(text: str, hanging: str = "") -> Paragraph:
    indent = INDENT if hanging else 0
    return Paragraph("", "", Said(text), paper_faces().regular, _column(), GAP, hanging, indent)


def _column() -> Column:
    return Column(A4.left, A4.body_width, SIZE)
