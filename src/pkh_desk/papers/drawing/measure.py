"""How the body of a letter is measured: spans that give way, the column, the blocks, and where they stand.

Lengths are points. A letter is fitted to its page by one number, `room` from 0 (tight) to 1 (roomy); every
height is linear in it, so the room that fills a page is found by one division.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pkh_desk.papers.drawing.fonts import Face
from pkh_desk.papers.drawing.page import MM
from pkh_desk.papers.drawing.pen import Pen
from pkh_desk.papers.drawing.text import Line, wrap
from pkh_desk.papers.template.wording import Said

ASCENT = 0.74
"""How far the baseline lies under the middle of a line's slack, as a share of the font size."""


@dataclass(frozen=True)
class Span:
    """A length that shrinks from `roomy` to `tight`."""

    tight: float
    roomy: float

    def at(self, room: float) -> float:
        """Return the length at this room."""
        return self.tight + room * (self.roomy - self.tight)

    def __add__(self, other: "Span") -> "Span":
        return Span(self.tight + other.tight, self.roomy + other.roomy)

    def __mul__(self, times: float) -> "Span":
        return Span(self.tight * times, self.roomy * times)

    def or_more(self, other: "Span") -> "Span":
        """Return a span that both fit into at every room."""
        return Span(max(self.tight, other.tight), max(self.roomy, other.roomy))


NOTHING = Span(0, 0)


@dataclass(frozen=True)
class Box:
    """Where a passage stands on the page, in millimetres from its top left corner.

    `name` is the passage ("points.2", "identity.nik", "signer.pendamping"); `fields` are the placeholders in
    it, `missing` those of them that are unknown and left for the hand. `page` counts from 0.
    """

    name: str
    fields: tuple[str, ...]
    missing: tuple[str, ...]
    left: float
    top: float
    width: float
    height: float
    page: int = 0


def box(name: str, said: Said, left: float, top: float, width: float, height: float) -> Box:
    """Return the box of a passage whose lengths are given in points."""
    x, y, wide, high = (round(length / MM, 3) for length in (left, top, width, height))
    return Box(name, said.fields, said.missing, x, y, wide, high)


@dataclass(frozen=True)
class Column:
    """The column a letter is set in: its left edge, its width, and the type size."""

    left: float
    width: float
    size: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def middle(self) -> float:
        """Its centre line."""
        return self.left + self.width / 2

    @property
    def leading(self) -> Span:
        """The height of a line."""
        return Span(self.size * 1.12, self.size * 1.33)

    def lines(self, text: str, face: Face, indent: float = 0) -> list[Line]:
        """Break `text` into lines of the column less `indent` at its left."""
        return wrap(text, face, (self.width - indent) * 1000 / self.size)

    def part(self, left: float, width: float) -> "Column":
        """Return a column of the same type size from `left`, `width` wide."""
        return Column(left, width, self.size)

    def sized(self, scale: float) -> "Column":
        """Return the same column set in type of `scale` times the size."""
        return Column(self.left, self.width, self.size * scale)


def baseline(top: float, size: float, leading: float) -> float:
    """Return the baseline of a line of this size and height whose upper edge is at `top`."""
    return top + (leading - size) / 2 + ASCENT * size + size * 0.08


class Block(Protocol):
    """A part of the body that is drawn as a whole, never split."""

    @property
    def label(self) -> str:
        """What people call it, in Bahasa Indonesia."""

    @property
    def gap(self) -> Span:
        """The space above it."""

    @property
    def height(self) -> Span:
        """Its height without the gap."""

    def draw(self, pen: Pen, top: float, room: float) -> Sequence[Box]:
        """Draw it with its upper edge at `top`; return where its passages stand."""
