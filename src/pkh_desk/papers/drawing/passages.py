"""The blocks of running text in a letter: title, number line, identity rows, paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pkh_desk.papers.drawing.fonts import Face
from pkh_desk.papers.drawing.measure import Box, Column, Span, baseline, box
from pkh_desk.papers.drawing.page import MM
from pkh_desk.papers.drawing.pen import Pen
from pkh_desk.papers.drawing.text import Line
from pkh_desk.papers.template.wording import Said

TITLE_SCALE = 1.08
FIRST_TITLE_SCALE = 1.15
RULE_BEYOND_TITLE = 5 * MM
BLANK_NUMBER = 58 * MM
LABEL_INDENT = 8 * MM
VALUE_INDENT = 62 * MM
COLON_INDENT = 58.2 * MM
NUMBER_ENDS = 5.2 * MM
ABOVE_TITLE = Span(0, 2)


@dataclass(frozen=True)
class Title:
    """The title in capitals, over a rule, and under it the number line."""

    texts: tuple[str, ...]
    number: Said | None
    bold: Face
    regular: Face
    column: Column
    label: str = "judul"
    gap: Span = ABOVE_TITLE

    @cached_property
    def lines(self) -> list[tuple[float, Line]]:
        """Each line with the scale of its type."""
        scales = [FIRST_TITLE_SCALE] + [TITLE_SCALE] * (len(self.texts) - 1)
        pairs = zip(scales, self.texts, strict=True)
        return [
            (scale, line) for scale, text in pairs for line in self.column.sized(scale).lines(text, self.bold)
        ]

    @property
    def height(self) -> Span:
        """Title lines, rule, number line."""
        title = self.column.leading * (len(self.lines) * TITLE_SCALE) + Span(3, 4.5)
        return title + self.column.leading if self.number else title

    def draw(self, pen: Pen, top: float, room: float) -> Sequence[Box]:
        """Draw it centred."""
        leading, middle, size = self.column.leading.at(room), self.column.middle, self.column.size
        y = top
        for scale, line in self.lines:
            first = baseline(y, size * scale, leading * TITLE_SCALE)
            pen.write_centred(middle, first, line.text, self.bold, size * scale)
            y += leading * TITLE_SCALE
        y += Span(1.5, 2.5).at(room)
        half = max(scale * line.width for scale, line in self.lines) * size / 2000 + RULE_BEYOND_TITLE
        pen.rule(middle - half, middle + half, y, 1.1)
        return self._number(pen, y + Span(1.5, 2).at(room), leading) if self.number else []

    def _number(self, pen: Pen, top: float, leading: float) -> Sequence[Box]:
        said, middle, size = self.number or Said(""), self.column.middle, self.column.size
        y = baseline(top, size, leading)
        lead = "Nomor: "
        known = "" if said.blank else said.text
        width = self.regular.width(lead + known) * size / 1000 + (0 if known else BLANK_NUMBER)
        left = middle - width / 2
        pen.write(left, y, lead + known if known else lead.strip(), self.regular, size)
        if not known:
            pen.dotted(left + width - BLANK_NUMBER, left + width, y + 1)
        return [box("number", said, left, top, width, leading)]


@dataclass(frozen=True)
class Row:
    """One row of the identity: label, aligned colon, value over as many lines as it needs."""

    label: str
    said: Said
    face: Face
    regular: Face
    column: Column
    gap: Span

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the value."""
        return [] if self.said.blank else self.column.lines(self.said.text, self.face, VALUE_INDENT)

    @property
    def height(self) -> Span:
        """At least one line."""
        return self.column.leading * max(1, len(self.lines))

    def draw(self, pen: Pen, top: float, room: float) -> Sequence[Box]:
        """Draw it; a value wholly unknown is a dotted line."""
        leading, size = self.column.leading.at(room), self.column.size
        left = self.column.left
        first = baseline(top, size, leading)
        pen.write(left + LABEL_INDENT, first, self.label, self.regular, size)
        pen.write(left + COLON_INDENT, first, ":", self.regular, size)
        value = left + VALUE_INDENT
        for count, line in enumerate(self.lines):
            pen.write(value, first + count * leading, line.text, self.face, size)
        if not self.lines:
            pen.dotted(value, self.column.right, first + 1)
        name = f"identity.{self.said.fields[0]}" if self.said.fields else "identity"
        width = self.column.width - VALUE_INDENT
        return [box(name, self.said, value, top, width, self.height.at(room))]


@dataclass(frozen=True)
class Paragraph:
    """A passage of running text, justified, with an optional number hanging before it."""

    name: str
    label: str
    said: Said
    face: Face
    column: Column
    gap: Span
    hanging: str = ""
    indent: float = 0

    @cached_property
    def lines(self) -> list[Line]:
        """Its lines."""
        return self.column.lines(self.said.text, self.face, self.indent)

    @property
    def height(self) -> Span:
        """Line by line."""
        return self.column.leading * len(self.lines)

    def draw(self, pen: Pen, top: float, room: float) -> Sequence[Box]:
        """Draw the number and the lines."""
        leading, size = self.column.leading.at(room), self.column.size
        left, width = self.column.left + self.indent, self.column.width - self.indent
        first = baseline(top, size, leading)
        if self.hanging:
            pen.write_before(self.column.left + NUMBER_ENDS, first, self.hanging, self.face, size)
        for count, line in enumerate(self.lines):
            pen.write_justified(left, first + count * leading, line, self.face, size, width)
        return [box(self.name, self.said, left, top, width, self.height.at(room))]
