"""The head of an agency's letter: letterhead with its logo, reference rows beside the date, addressee."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pkh_desk.papers.drawing.fonts import Face
from pkh_desk.papers.drawing.logo import read_logo
from pkh_desk.papers.drawing.measure import NOTHING, Box, Column, Span, baseline, box
from pkh_desk.papers.drawing.page import MM
from pkh_desk.papers.drawing.pen import Pen
from pkh_desk.papers.drawing.text import Line
from pkh_desk.papers.template.wording import RowWords, Said

ADDRESS_SCALE = 0.8
LOGO_SIDE = 20 * MM
LOGO_GAP = 3 * MM
REFERENCE_LABEL = 20 * MM
REFERENCE_VALUE = 23 * MM
REFERENCE_SHARE = 0.62
BLANK_REFERENCE = 55 * MM
BEFORE_ADDRESSEE = Span(2 * MM, 6 * MM)
BEFORE_REFERENCE = Span(1 * MM, 4 * MM)


@dataclass(frozen=True)
class Letterhead:
    """The agency's name in bold lines and its address in small print, its logo at the left, over a double
    rule. The lines stay centred on the page unless they would touch the logo."""

    texts: tuple[str, ...]
    logo: str
    bold: Face
    regular: Face
    column: Column
    label: str = "kop surat"
    gap: Span = NOTHING

    @cached_property
    def lines(self) -> list[tuple[float, Face, Line]]:
        """Each line with its scale and face; a long text takes several."""
        column = self.column.part(0, self.column.width - (2 * (LOGO_SIDE + LOGO_GAP) if self.logo else 0))
        found = []
        for count, text in enumerate(self.texts):
            is_address = count == len(self.texts) - 1 and count > 0
            scale, face = (ADDRESS_SCALE, self.regular) if is_address else (1.0, self.bold)
            found += [(scale, face, line) for line in column.sized(scale).lines(text, face)]
        return found

    @property
    def height(self) -> Span:
        """Its lines, or its logo, and the double rule."""
        lines = self.column.leading * len(self.lines)
        return (lines.or_more(Span(LOGO_SIDE, LOGO_SIDE)) if self.logo else lines) + Span(7, 9)

    def draw(self, pen: Pen, top: float, room: float) -> Sequence[Box]:
        """Draw it; a letterhead holds no field of the letter."""
        leading, height = self.column.leading.at(room), self.height.at(room) - Span(7, 9).at(room)
        first = top + (height - len(self.lines) * leading) / 2
        for count, (scale, face, line) in enumerate(self.lines):
            size = self.column.size * scale
            y = baseline(first + count * leading, size, leading)
            pen.write_centred(self.column.middle, y, line.text, face, size)
        if self.logo:
            pen.image(read_logo(self.logo), self.column.left, top + (height - LOGO_SIDE) / 2, LOGO_SIDE)
        under = top + height + 3
        pen.rule(self.column.left, self.column.right, under, 1.6)
        pen.rule(self.column.left, self.column.right, under + 2.4, 0.5)
        return []


@dataclass(frozen=True)
class Reference:
    """Rows like Nomor, Lampiran, Hal at the left; place and date at the right of the first."""

    rows: tuple[RowWords, ...]
    place_date: Said
    bold: Face
    regular: Face
    column: Column
    label: str = "nomor dan hal"
    gap: Span = BEFORE_REFERENCE

    @cached_property
    def lines(self) -> list[list[Line]]:
        """The lines of each value."""
        width = self.column.width * REFERENCE_SHARE - REFERENCE_VALUE
        column = self.column.part(0, width)
        return [
            [] if said.blank else column.lines(said.text, self.bold if bold else self.regular)
            for _, said, bold in self.rows
        ]

    @property
    def height(self) -> Span:
        """At least one line a row."""
        return self.column.leading * sum(max(1, len(lines)) for lines in self.lines)

    def draw(self, pen: Pen, top: float, room: float) -> Sequence[Box]:
        """Draw the rows and the date; a value that is unknown is a dotted line."""
        leading, size, left = self.column.leading.at(room), self.column.size, self.column.left
        pen.write_before(
            self.column.right, baseline(top, size, leading), self.place_date.text, self.regular, size
        )
        width = self.column.width * (1 - REFERENCE_SHARE)
        boxes = [box("place_date", self.place_date, self.column.right - width, top, width, leading)]
        y = top
        for (label, said, bold), lines in zip(self.rows, self.lines, strict=True):
            first = baseline(y, size, leading)
            pen.write(left, first, label, self.regular, size)
            pen.write(left + REFERENCE_LABEL, first, ":", self.regular, size)
            for count, line in enumerate(lines):
                face = self.bold if bold else self.regular
                pen.write(left + REFERENCE_VALUE, first + count * leading, line.text, face, size)
            if not lines:
                pen.dotted(left + REFERENCE_VALUE, left + REFERENCE_VALUE + BLANK_REFERENCE, first + 1)
            height = leading * max(1, len(lines))
            name = f"reference.{said.fields[0]}" if said.fields else "reference"
            share = self.column.width * REFERENCE_SHARE - REFERENCE_VALUE
            boxes.append(box(name, said, left + REFERENCE_VALUE, y, share, height))
            y += height
        return boxes


@dataclass(frozen=True)
class Addressee:
    """To whom a letter goes, line by line."""

    texts: tuple[Said, ...]
    regular: Face
    column: Column
    label: str = "alamat tujuan"
    gap: Span = BEFORE_ADDRESSEE

    @cached_property
    def lines(self) -> list[Line]:
        """The lines; a long one breaks at two thirds of the page."""
        column = self.column.part(0, self.column.width * 0.66)
        return [line for said in self.texts for line in column.lines(said.text, self.regular)]

    @property
    def height(self) -> Span:
        """Line by line."""
        return self.column.leading * len(self.lines)

    def draw(self, pen: Pen, top: float, room: float) -> Sequence[Box]:
        """Draw the lines."""
        leading, size, left = self.column.leading.at(room), self.column.size, self.column.left
        for count, line in enumerate(self.lines):
            y = baseline(top + count * leading, size, leading)
            pen.write(left, y, line.text, self.regular, size)
        fields = tuple(dict.fromkeys(name for said in self.texts for name in said.fields))
        missing = tuple(dict.fromkeys(name for said in self.texts for name in said.missing))
        whole = Said("", fields, missing)
        return [box("addressee", whole, left, top, self.column.width * 0.66, self.height.at(room))]
