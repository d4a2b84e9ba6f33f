"""The body of a letter as blocks in their order, for one paper and one type size."""

from collections.abc import Iterator

from pkh_desk.papers.drawing.fonts import Faces
from pkh_desk.papers.drawing.grid import Grid
from pkh_desk.papers.drawing.heading import Addressee, Letterhead, Reference
from pkh_desk.papers.drawing.measure import Block, Column, Span
from pkh_desk.papers.drawing.page import MM, Paper
from pkh_desk.papers.drawing.passages import ABOVE_TITLE, Paragraph, Row, Title
from pkh_desk.papers.drawing.signatures import Signatures
from pkh_desk.papers.template.wording import LetterWords, Said

POINT_INDENT = 9 * MM
BASIS_SCALE = 0.85
AFTER_TITLE = Span(2.5 * MM, 7 * MM)
BEFORE_PART = Span(1.2 * MM, 3 * MM)
BEFORE_FIRST_ROW = Span(0.6 * MM, 1.8 * MM)
BEFORE_POINT = Span(0.5 * MM, 2 * MM)
BEFORE_CLOSING = Span(1.2 * MM, 3.4 * MM)
UNDER_HEAD = Span(1.5 * MM, 6 * MM)
NO_GAP = Span(0, 0)


def compose(words: LetterWords, paper: Paper, faces: Faces, size: float) -> list[Block]:
    """Return the blocks of a letter's body, top to bottom."""
    return list(_blocks(words, faces, Column(paper.left, paper.body_width, size)))


def _blocks(words: LetterWords, faces: Faces, column: Column) -> Iterator[Block]:
    if words.letterhead:
        yield Letterhead(words.letterhead, words.logo, faces.bold, faces.regular, column)
    if words.reference:
        yield Reference(words.reference, words.place_date, faces.bold, faces.regular, column)
    if words.addressee:
        yield Addressee(words.addressee, faces.regular, column)
    if words.title:
        gap = UNDER_HEAD if words.letterhead or words.addressee else ABOVE_TITLE
        yield Title(words.title, words.number, faces.bold, faces.regular, column, gap=gap)
    yield from _paragraph("opening", "kalimat pembuka", words.opening, faces, column, AFTER_TITLE)
    yield from _rows(words, faces, column)
    yield from _paragraph("statement", "kalimat pernyataan", words.statement, faces, column, BEFORE_PART)
    for count, said in enumerate(words.points, 1):
        gap = BEFORE_POINT if count > 1 else BEFORE_PART
        name, label = f"points.{count}", f"butir {count}"
        yield Paragraph(name, label, said, faces.regular, column, gap, f"{count}.", POINT_INDENT)
    if words.table:
        yield Grid(words.table, faces, column)
    yield from _paragraph("closing", "kalimat penutup", words.closing, faces, column, BEFORE_CLOSING)
    small = column.sized(BASIS_SCALE)
    yield from _paragraph("basis", "dasar hukum", words.basis, faces, small, BEFORE_PART)
    if words.signers:
        yield Signatures(words.signers, None if words.reference else words.place_date, faces, column)


def _rows(words: LetterWords, faces: Faces, column: Column) -> Iterator[Block]:
    for count, (label, said, bold) in enumerate(words.rows):
        face = faces.bold if bold else faces.regular
        yield Row(label, said, face, faces.regular, column, NO_GAP if count else BEFORE_FIRST_ROW)


def _paragraph(
    name: str, label: str, said: Said | None, faces: Faces, column: Column, gap: Span
) -> Iterator[Block]:
    if said:
        yield Paragraph(name, label, said, faces.regular, column, gap)
