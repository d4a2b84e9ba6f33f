"""The signature block: two columns of places to sign, the box for the duty stamp, the witnesses.

The maker of the statement stands on the right under place and date, the first who acknowledges on the left,
the others in rows below; witnesses take the free half of a row, or a row of their own. It is one block: a
letter never splits it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from pkh_desk.papers.drawing.fonts import Faces
from pkh_desk.papers.drawing.measure import NOTHING, Box, Column, Span, baseline, box
from pkh_desk.papers.drawing.page import MM
from pkh_desk.papers.drawing.pen import BLACK, GREY, Pen
from pkh_desk.papers.drawing.text import Line
from pkh_desk.papers.template.facts import MAKER, WITNESS
from pkh_desk.papers.template.wording import Said, SignerWords

METERAI_WIDTH = 32 * MM
METERAI_HEIGHT = 25 * MM
"""The stamp is 32 x 24 mm, wider than high (DJP's description of its designs); a millimetre to spare."""

METERAI_BEFORE_MIDDLE = 36 * MM
METERAI_WORDS = ("Meterai", "Rp10.000")
GUTTER = 4 * MM
BLANK_NAME = 50 * MM
PARENTHESIS = 28 * MM
WITNESS_INDENT = 6 * MM
ROW_GAP = Span(2.5 * MM, 5 * MM)
ABOVE = Span(2.5 * MM, 7 * MM)


class Cell(Protocol):
    """What stands in one column of a signature row."""

    @property
    def height(self) -> Span:
        """Its height by itself."""

    def draw(self, pen: Pen, top: float, room: float, row: "Row") -> Sequence[Box]:
        """Draw it at `top`, lined up with the other cell of its row."""


@dataclass(frozen=True)
class Row:
    """One row of cells; heads and names of its signers are lined up."""

    cells: tuple[Cell, ...]

    @cached_property
    def signers(self) -> list["SignCell"]:
        """Those of its cells that are signers."""
        return [cell for cell in self.cells if isinstance(cell, SignCell)]

    @cached_property
    def head_lines(self) -> int:
        """Lines above the places to sign."""
        return max((len(cell.head) for cell in self.signers), default=0)

    @cached_property
    def room_to_sign(self) -> Span:
        """Height between head and name."""
        spans = [cell.room_to_sign for cell in self.signers]
        return Span(max((s.tight for s in spans), default=0), max((s.roomy for s in spans), default=0))

    @cached_property
    def height(self) -> Span:
        """The height of its signers lined up, or of a higher cell."""
        name_lines = max((cell.name_lines for cell in self.signers), default=0)
        lines = self.head_lines + name_lines
        aligned = self.signers[0].column.leading * lines + self.room_to_sign if self.signers else NOTHING
        for cell in self.cells:
            aligned = aligned.or_more(cell.height)
        return aligned


@dataclass(frozen=True)
class SignCell:
    """Lead and title, room to sign, name underlined (or a line to write it on), NIP."""

    signer: SignerWords
    above: Said | None
    faces: Faces
    column: Column

    @cached_property
    def head(self) -> list[Line]:
        """The lines above the place to sign."""
        texts = [self.above.text if self.above else "", self.signer.lead, *self.signer.title]
        return [line for text in texts if text for line in self.column.lines(text, self.faces.regular)]

    @cached_property
    def names(self) -> list[Line]:
        """The name in bold, over several lines if it is long."""
        return self.column.lines(self.signer.name, self.faces.bold)

    @property
    def name_lines(self) -> float:
        """Lines taken by name and NIP."""
        return max(1, len(self.names)) + (1 if self.signer.nip else 0) + 0.15

    @property
    def room_to_sign(self) -> Span:
        """Room for a signature, or for the stamp with a signature across it."""
        if self.signer.meterai:
            return Span(METERAI_HEIGHT + 1.5 * MM, METERAI_HEIGHT + 4 * MM)
        return Span(12 * MM, 20 * MM)

    @property
    def height(self) -> Span:
        """Its height by itself."""
        return self.column.leading * (len(self.head) + self.name_lines) + self.room_to_sign

    def draw(self, pen: Pen, top: float, room: float, row: Row) -> Sequence[Box]:
        """Draw it lined up with its row."""
        leading, size, middle = self.column.leading.at(room), self.column.size, self.column.middle
        for count, line in enumerate(self.head):
            y = baseline(top + count * leading, size, leading)
            pen.write_centred(middle, y, line.text, self.faces.regular, size)
        under_head = top + row.head_lines * leading
        boxes = [] if self.above is None else [self._above_box(top, leading)]
        if self.signer.meterai:
            slack = row.room_to_sign.at(room) - METERAI_HEIGHT
            boxes.append(self._meterai(pen, under_head + slack * 0.45))
        name_top = under_head + row.room_to_sign.at(room)
        self._name(pen, name_top, leading)
        said = Said(self.signer.name, (self.signer.field,), () if self.signer.name else (self.signer.field,))
        height = self.name_lines * leading
        return [
            *boxes,
            box(f"signer.{self.signer.field}", said, self.column.left, name_top, self.column.width, height),
        ]

    def _above_box(self, top: float, leading: float) -> Box:
        return box("place_date", self.above or Said(""), self.column.left, top, self.column.width, leading)

    def _name(self, pen: Pen, top: float, leading: float) -> None:
        size, middle = self.column.size, self.column.middle
        y = baseline(top, size, leading)
        for count, line in enumerate(self.names):
            half = line.width * size / 2000
            at = y + count * leading
            pen.write_centred(middle, at, line.text, self.faces.bold, size)
            pen.rule(middle - half, middle + half, at + size * 0.13, size * 0.055)
        if not self.names:
            pen.rule(middle - BLANK_NAME / 2, middle + BLANK_NAME / 2, y + size * 0.13, 0.6)
        if self.signer.nip:
            at = y + max(1, len(self.names)) * leading
            pen.write_centred(middle, at, f"NIP {self.signer.nip}", self.faces.regular, size * 0.92)

    def _meterai(self, pen: Pen, top: float) -> Box:
        left = max(self.column.left, self.column.middle - METERAI_BEFORE_MIDDLE)
        pen.dashed_box(left, top, METERAI_WIDTH, METERAI_HEIGHT)
        pen.shade(GREY)
        for count, word in enumerate(METERAI_WORDS):
            y = top + METERAI_HEIGHT / 2 - 1.5 + count * 10
            pen.write_centred(left + METERAI_WIDTH / 2, y, word, self.faces.regular, 8.5)
        pen.shade(BLACK)
        return box("meterai", Said(""), left, top, METERAI_WIDTH, METERAI_HEIGHT)


@dataclass(frozen=True)
class WitnessCell:
    """Witnesses below each other: number, name in bold, title in small print, dots to sign on."""

    lead: str
    first: int
    witnesses: tuple[SignerWords, ...]
    faces: Faces
    column: Column

    @cached_property
    def _entries(self) -> list[tuple[SignerWords, list[Line], list[Line]]]:
        names = self.column.part(0, self.column.width - WITNESS_INDENT - PARENTHESIS - 2 * MM)
        small = names.sized(0.88)
        return [
            (
                each,
                names.lines(each.name, self.faces.bold),
                small.lines(" ".join(each.title), self.faces.regular),
            )
            for each in self.witnesses
        ]

    def _entry_height(self, name: list[Line], title: list[Line]) -> Span:
        text = self.column.leading * (max(1, len(name)) + 0.88 * len(title)) + Span(1.2 * MM, 3 * MM)
        return text.or_more(Span(8.5 * MM, 12 * MM))

    @cached_property
    def height(self) -> Span:
        """Lead and entries."""
        total = self.column.leading
        for _, name, title in self._entries:
            total = total + self._entry_height(name, title)
        return total

    def draw(self, pen: Pen, top: float, room: float, row: Row) -> Sequence[Box]:
        """Draw the lead and each witness."""
        leading, size, left = self.column.leading.at(room), self.column.size, self.column.left
        pen.write(left, baseline(top, size, leading), self.lead, self.faces.regular, size)
        y, boxes = top + leading, []
        for count, (signer, name, title) in enumerate(self._entries, self.first):
            height = self._entry_height(name, title).at(room)
            self._entry(pen, y, leading, f"{count}.", name, title)
            said = Said(signer.name, (signer.field,), () if signer.name else (signer.field,))
            boxes.append(box(f"signer.{signer.field}", said, left, y, self.column.width, height))
            y += height
        return boxes

    def _entry(
        self, pen: Pen, top: float, leading: float, number: str, name: list[Line], title: list[Line]
    ) -> None:
        size, left = self.column.size, self.column.left
        y = baseline(top, size, leading)
        pen.write(left, y, number, self.faces.regular, size)
        for count, line in enumerate(name):
            pen.write(left + WITNESS_INDENT, y + count * leading, line.text, self.faces.bold, size)
        under = y + max(1, len(name)) * leading
        if not name:
            pen.rule(left + WITNESS_INDENT, self.column.right - PARENTHESIS - 2 * MM, y + 1, 0.6)
        for count, line in enumerate(title):
            at = under - leading * 0.06 + count * leading * 0.88
            pen.write(left + WITNESS_INDENT, at, line.text, self.faces.regular, size * 0.88)
        # Beside two lines it stands at their middle, beside one on the same line.
        self._parenthesis(pen, y + (leading * 0.55 if len(name) + len(title) > 1 else 0))

    def _parenthesis(self, pen: Pen, y: float) -> None:
        size, right = self.column.size, self.column.right - 1 * MM
        left = right - PARENTHESIS + 1 * MM
        pen.write(left, y, "(", self.faces.regular, size)
        pen.write_before(right, y, ")", self.faces.regular, size)
        pen.dotted(left + size * 0.6, right - size * 0.6, y + 0.5)


@dataclass(frozen=True)
class Signatures:
    """All places to sign, as one block."""

    signers: tuple[SignerWords, ...]
    place_date: Said | None
    faces: Faces
    column: Column
    label: str = "tanda tangan"
    gap: Span = ABOVE

    @cached_property
    def rows(self) -> list[Row]:
        """The rows, top to bottom."""
        witnesses = tuple(each for each in self.signers if each.role == WITNESS)
        others = [each for each in self.signers if each.role not in (MAKER, WITNESS)]
        makers = [each for each in self.signers if each.role == MAKER]
        beside = 1 if makers else 2
        first, rest = [*others[:beside], *makers[:1]], others[beside:]
        rows = [self._row(first, self.place_date, at_right=True)] if first else []
        if witnesses and len(rest) == 1:
            left, right = self._halves
            return [*rows, Row((self._witnesses(witnesses, 1, left), self._cell(rest[0], right)))]
        rows += [self._row(rest[at : at + 2]) for at in range(0, len(rest), 2)]
        return rows + [self._witness_row(witnesses, at) for at in range(0, len(witnesses), 2)]

    @cached_property
    def _halves(self) -> tuple[Column, Column]:
        width = (self.column.width - GUTTER) / 2
        return self.column.part(self.column.left, width), self.column.part(self.column.right - width, width)

    def _cell(self, signer: SignerWords, column: Column, above: Said | None = None) -> SignCell:
        return SignCell(signer, above, self.faces, column)

    def _row(self, signers: list[SignerWords], place_date: Said | None = None, at_right: bool = False) -> Row:
        """Two signers side by side, the later one right; one alone `at_right`, or centred."""
        left, right = self._halves
        if len(signers) == 2:
            return Row((self._cell(signers[0], left), self._cell(signers[1], right, place_date)))
        column = right if at_right else self.column.part(self.column.middle - right.width / 2, right.width)
        return Row((self._cell(signers[0], column, place_date),))

    def _witnesses(self, witnesses: tuple[SignerWords, ...], first: int, column: Column) -> WitnessCell:
        lead = witnesses[0].lead if first == 1 else ""
        return WitnessCell(lead, first, witnesses, self.faces, column)

    def _witness_row(self, witnesses: tuple[SignerWords, ...], at: int) -> Row:
        """The witness at this index and the next one, side by side."""
        pair = zip(witnesses[at : at + 2], self._halves, strict=False)
        return Row(
            tuple(
                self._witnesses((each,), count, column) for count, (each, column) in enumerate(pair, at + 1)
            )
        )

    @cached_property
    def height(self) -> Span:
        """The rows and the gaps between them."""
        total = NOTHING
        for count, row in enumerate(self.rows):
            total = total + row.height + (ROW_GAP if count else NOTHING)
        return total

    def draw(self, pen: Pen, top: float, room: float) -> Sequence[Box]:
        """Draw row by row."""
        boxes: list[Box] = []
        for count, row in enumerate(self.rows):
            top += ROW_GAP.at(room) if count else 0
            for cell in row.cells:
                boxes += cell.draw(pen, top, room, row)
            top += row.height.at(room)
        return boxes
