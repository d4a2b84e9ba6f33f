"""A certificate (piagam): everything centred within an ornamental frame, on one landscape page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pkh_desk.papers.drawing.fonts import Face, Faces
from pkh_desk.papers.drawing.logo import read_logo
from pkh_desk.papers.drawing.measure import NOTHING, Block, Box, Column, Span, baseline, box
from pkh_desk.papers.drawing.page import MM, Paper
from pkh_desk.papers.drawing.pen import Pen
from pkh_desk.papers.drawing.signatures import Signatures
from pkh_desk.papers.drawing.text import Line
from pkh_desk.papers.template.wording import LetterWords, Said

GOLD = (0.62, 0.47, 0.13)
FRAME = 9 * MM
INNER = 2.2 * MM
CORNER = 9 * MM
SIDE = 32 * MM
INDENT = 24 * MM
LOGO_SIDE = 19 * MM
HEAD_SCALE, ADDRESS_SCALE, TITLE_SCALE, SUBTITLE_SCALE, NAME_SCALE, ROW_SCALE = (
    0.95,
    0.75,
    2.5,
    1.15,
    2.1,
    0.95,
)


@dataclass(frozen=True)
class Centred:
    """A passage centred on the page, its type `scale` times the size, with an optional rule under it."""

    name: str
    label: str
    said: Said
    face: Face
    scale: float
    column: Column
    gap: Span
    ruled: bool = False

    @cached_property
    def lines(self) -> list[Line]:
        """Its lines."""
        return self.column.sized(self.scale).lines(self.said.text, self.face)

    @property
    def height(self) -> Span:
        """Line by line, and the rule."""
        return self.column.sized(self.scale).leading * len(self.lines) + Span(*(2 * [4.0 * self.ruled]))

    def draw(self, pen: Pen, top: float, room: float) -> Sequence[Box]:
        """Draw the lines."""
        leading = self.column.sized(self.scale).leading.at(room)
        size, middle = self.column.size * self.scale, self.column.middle
        for count, line in enumerate(self.lines):
            y = baseline(top + count * leading, size, leading)
            pen.write_centred(middle, y, line.text, self.face, size)
        if self.ruled:
            half = max(line.width for line in self.lines) * size / 2000 + 6 * MM
            pen.rule(middle - half, middle + half, top + len(self.lines) * leading + 2, 0.8)
        left, width = self.column.left, self.column.width
        return [box(self.name, self.said, left, top, width, self.height.at(room))]


@dataclass(frozen=True)
class Emblem:
    """The logo, alone and centred."""

    logo: str
    column: Column
    label: str = "logo"
    gap: Span = NOTHING

    @property
    def height(self) -> Span:
        """Its side."""
        return Span(LOGO_SIDE, LOGO_SIDE)

    def draw(self, pen: Pen, top: float, room: float) -> Sequence[Box]:
        """Draw it."""
        pen.image(read_logo(self.logo), self.column.middle - LOGO_SIDE / 2, top, LOGO_SIDE)
        return []


def compose_certificate(words: LetterWords, paper: Paper, faces: Faces, size: float) -> list[Block]:
    """Return the blocks of a certificate, top to bottom; its first identity row is who is honoured."""
    column = Column(SIDE, paper.width - 2 * SIDE, size)
    return list(_blocks(words, faces, column))


def draw_frame(pen: Pen, paper: Paper) -> None:
    """Draw the frame: a strong line, a fine one within, and a small square turned into each corner."""
    for inset, thickness in ((FRAME, 2.4), (FRAME + INNER, 0.7)):
        pen.frame((inset, inset, paper.width - 2 * inset, paper.height - 2 * inset), thickness, GOLD)
    near = FRAME + INNER
    for left in (near, paper.width - near - CORNER):
        for top in (near, paper.height - near - CORNER):
            pen.frame((left, top, CORNER, CORNER), 0.7, GOLD)
            inner = CORNER * 0.3
            pen.frame((left + inner, top + inner, CORNER - 2 * inner, CORNER - 2 * inner), 1.6, GOLD)


def _blocks(words: LetterWords, faces: Faces, column: Column) -> Iterator[Block]:
    bold, regular = faces.bold, faces.regular
    inner = column.part(column.left + INDENT, column.width - 2 * INDENT)
    small, part = Span(0.5 * MM, 1 * MM), Span(1 * MM, 3.5 * MM)
    if words.logo:
        yield Emblem(words.logo, column)
    for count, line in enumerate(words.letterhead):
        is_address = count == len(words.letterhead) - 1 and count > 0
        face, scale = (regular, ADDRESS_SCALE) if is_address else (bold, HEAD_SCALE)
        gap = NOTHING if count else small
        yield Centred("letterhead", "kop surat", Said(line), face, scale, column, gap)
    for count, line in enumerate(words.title):
        scale = SUBTITLE_SCALE if count else TITLE_SCALE
        yield Centred("title", "judul", Said(line), bold, scale, column, small if count else part)
    if words.number:
        said = Said(f"Nomor: {words.number.text}", words.number.fields, words.number.missing)
        yield Centred("number", "nomor", said, regular, ROW_SCALE, column, small)
    if words.opening:
        yield Centred("opening", "kalimat pembuka", words.opening, regular, 1.0, column, part)
    for count, (label, said, _) in enumerate(words.rows):
        name = f"identity.{said.fields[0]}" if said.fields else "identity"
        if count == 0:
            yield Centred(name, label, said, bold, NAME_SCALE, column, part, ruled=True)
        else:
            yield Centred(name, label, said, regular, ROW_SCALE, column, small)
    if words.statement:
        yield Centred("statement", "kalimat pernyataan", words.statement, regular, 1.0, inner, part)
    if words.closing:
        yield Centred("closing", "kalimat penutup", words.closing, regular, 1.0, column, small)
    if words.signers:
        yield Signatures(words.signers, words.place_date, faces, column)
