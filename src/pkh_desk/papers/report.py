"""A report on paper: title, what it is about, figures, the table with its header on every page, who signs.

Wide tables lie on the long side of the sheet. The number of pages is known before the first is drawn, and who
signs never stands on a page without a row of the table.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.pdfgen.canvas import Canvas

from pkh_desk.domain.text import dots
from pkh_desk.papers.certificate import Centred
from pkh_desk.papers.drawing.fonts import Faces, drawing, paper_faces
from pkh_desk.papers.drawing.grid import SIDE, Grid
from pkh_desk.papers.drawing.measure import Block, Column, Span
from pkh_desk.papers.drawing.page import MM, Paper, paper_of
from pkh_desk.papers.drawing.passages import Title
from pkh_desk.papers.drawing.pen import GREY, Pen, new_canvas
from pkh_desk.papers.drawing.signatures import Signatures
from pkh_desk.papers.tables import COUNT, MONEY, Value
from pkh_desk.papers.tables import Column as TableColumn
from pkh_desk.papers.template.facts import Signer
from pkh_desk.papers.template.wording import Said, SignerWords, TableWords

SIZE, ROW_SIZE, FOOT_SIZE = 11.0, 8.5, 8.0
FOOT = 14 * MM
GAP = Span(2 * MM, 2 * MM)
ROOM = 0.5
WIDEST_UPRIGHT = 110
"""Characters that fit side by side on the short side of a sheet."""
LAST_ROWS = 2
NUMBER_WIDTH = 4
MARGIN = 15 * MM


@dataclass(frozen=True)
class ReportWords:
    """All that stands on it. `figures` are (words, value); `totals` the last line of the table, or none."""

    title: str
    about: str
    figures: tuple[tuple[str, str], ...]
    columns: tuple[TableColumn, ...]
    rows: Sequence[Sequence[Value]]
    totals: Sequence[Value]
    place_date: str
    signer: Signer
    made: str


@dataclass(frozen=True)
class _Page:
    head: tuple[Block, ...]
    table: Grid
    foot: tuple[Block, ...] = ()


def draw_report(
    words: ReportWords, paper: str, progress: Callable[[int, int], None] = lambda done, total: None
) -> bytes:
    """Return the report as a PDF on `paper`, "f4" or "a4"; `progress(done, total)` pages may raise.

    A character that the paper font lacks is printed as a question mark. Raises InvalidInput for the paper.
    """
    sheet = paper_of(paper)
    if sum(column.width for column in words.columns) > WIDEST_UPRIGHT:
        sheet = sheet.turned()
    with drawing:
        faces, out = paper_faces(), io.BytesIO()
        pages = _pages(words, sheet, faces)
        canvas = new_canvas(out, sheet, faces, words.title)
        for number, page in enumerate(pages, 1):
            _draw(canvas, sheet, faces, page, f"Halaman {number} dari {len(pages)}", words.made)
            progress(number, len(pages))
        canvas.save()
    return out.getvalue()


def say(value: Value, kind: str) -> str:
    """Return a value as it stands on paper."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int) and kind in (COUNT, MONEY):
        return f"{'Rp' if kind == MONEY else ''}{dots(value)}"
    return str(value)


def _pages(words: ReportWords, sheet: Paper, faces: Faces) -> list[_Page]:
    column = Column(MARGIN, sheet.width - 2 * MARGIN, SIZE)
    head: tuple[Block, ...] = (
        Title((_printable(words.title.upper(), faces),), None, faces.bold, faces.regular, column),
        *(_centred(text, faces, column) for text in (words.about, _figures(words)) if text),
    )
    who = words.signer
    title = tuple(_printable(line, faces) for line in who.title)
    signer = SignerWords(who.role, "penanda", "", _printable(who.name, faces), title, who.nip, False)
    foot = (Signatures((signer,), Said(_printable(words.place_date, faces)), faces, column),)
    rest = Grid(_table(words, faces, column.width), faces, column)
    pages: list[_Page] = []
    room = _room(sheet) - _height(head)
    while rest.count > (fitting := rest.fitting(room - rest.gap.at(ROOM))):
        part, rest = rest.split(max(1, fitting))
        pages.append(_Page(head, part))
        head, room = (), _room(sheet)
    if rest.gap.at(ROOM) + rest.height.at(ROOM) + _height(foot) > room and rest.count:
        part, rest = rest.split(max(0, rest.count - LAST_ROWS))
        if part.count:
            pages.append(_Page(head, part))
            head = ()
    return [*pages, _Page(head, rest, foot)]


def _table(words: ReportWords, faces: Faces, width: float) -> TableWords:
    kinds = [column.kind for column in words.columns]
    lines = [
        (str(number), *(_printable(say(value, kind), faces) for value, kind in zip(row, kinds, strict=True)))
        for number, row in enumerate(words.rows, 1)
    ]
    if words.totals:
        totals = zip(words.totals, kinds, strict=True)
        lines.append(("", *(_printable(say(value, kind), faces) for value, kind in totals)))
    titles = ("No", *(column.title for column in words.columns))
    wished = [NUMBER_WIDTH, *(column.width for column in words.columns)]
    return TableWords(
        tuple(
            (title, share, at == 0)
            for at, (title, share) in enumerate(
                zip(titles, _shares(titles, lines, wished, faces, width), strict=True)
            )
        ),
        tuple(lines),
        ROW_SIZE,
        frozenset(at for at, kind in enumerate(kinds, 1) if kind in (COUNT, MONEY)),
        total=bool(words.totals),
    )


def _shares(
    titles: Sequence[str], lines: Sequence[Sequence[str]], wished: Sequence[int], faces: Faces, width: float
) -> list[float]:
    """Return the widths of the columns in points: room for the longest word of each, the rest as wished."""
    least = [
        2 * SIDE
        + 1
        + max(faces.bold.width(word) for text in texts for word in text.split() or [""]) * ROW_SIZE / 1000
        for texts in zip(titles, *lines, strict=True)
    ]
    whole = sum(wished)
    more = [max(0.0, wish * width / whole - least[at]) for at, wish in enumerate(wished)]
    left = max(0.0, width - sum(least)) / (sum(more) or 1)
    return [each + more[at] * left for at, each in enumerate(least)]


def _figures(words: ReportWords) -> str:
    return "; ".join(f"{name}: {value}" for name, value in words.figures)


def _centred(text: str, faces: Faces, column: Column) -> Block:
    return Centred("about", "keterangan", Said(_printable(text, faces)), faces.regular, 1.0, column, GAP)


def _printable(text: str, faces: Faces) -> str:
    missing = faces.missing(text)
    return "".join("?" if char in missing else char for char in text) if missing else text


def _room(sheet: Paper) -> float:
    return sheet.height - MARGIN - FOOT


def _height(blocks: Sequence[Block]) -> float:
    return sum(block.gap.at(ROOM) + block.height.at(ROOM) for block in blocks)


def _draw(canvas: Canvas, sheet: Paper, faces: Faces, page: _Page, number: str, made: str) -> None:
    pen = Pen(canvas, sheet, faces)
    top = MARGIN
    for block in (*page.head, page.table, *page.foot):
        top += block.gap.at(ROOM)
        block.draw(pen, top, ROOM)
        top += block.height.at(ROOM)
    y = sheet.height - FOOT + 8 * MM
    pen.shade(GREY)
    pen.write(MARGIN, y, made, faces.regular, FOOT_SIZE)
    pen.write_before(sheet.width - MARGIN, y, number, faces.regular, FOOT_SIZE)
    pen.done()
    canvas.showPage()
