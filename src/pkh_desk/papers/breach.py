"""The paper of a lost laptop: the draft of the notice the law asks for, and the list of the families.

One A4 page of words to be completed by hand, then the table, its header again on every page. The wording is a
config document, so that an office can publish another. Source: UU 27/2022 art. 46.
"""

import io
from dataclasses import dataclass

from pkh_desk.papers.drawing.fonts import drawing, paper_faces
from pkh_desk.papers.drawing.grid import Grid
from pkh_desk.papers.drawing.measure import Block
from pkh_desk.papers.drawing.page import A4
from pkh_desk.papers.drawing.pen import new_canvas
from pkh_desk.papers.notice import GAP, ROOMY, column, draw_page, notice, title_block
from pkh_desk.papers.template.wording import TableWords

ROW_SIZE = 9.5
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
        draw_page(canvas, notice(words.title, words.opening, words.points, words.closing))
        rows = tuple((str(at), *row) for at, row in enumerate(words.rows, 1))
        title: Block | None = title_block(words.list_title)
        table = Grid(TableWords(COLUMNS, rows, ROW_SIZE), paper_faces(), column())
        while table.count:
            head = [title] if title else []
            room = A4.body_height - sum(block.height.at(ROOMY) + GAP.roomy for block in head)
            part, table = table.split(table.fitting(room))
            draw_page(canvas, [*head, part])
            title = None
        canvas.save()
    return out.getvalue()
