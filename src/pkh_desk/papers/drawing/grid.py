"""A table on paper: rows that keep together, a header that comes again on every page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pkh_desk.papers.drawing.fonts import Face, Faces
from pkh_desk.papers.drawing.measure import Box, Column, Span, baseline, box
from pkh_desk.papers.drawing.page import MM
from pkh_desk.papers.drawing.pen import Pen
from pkh_desk.papers.drawing.text import Line
from pkh_desk.papers.template.wording import Said, TableWords

SIDE = 1.2 * MM
ABOVE_ROW = 0.9 * MM
LINE = 1.2
BEFORE = Span(1.5 * MM, 3 * MM)
_MEASURED = ("_edges", "_head", "_head_height", "_cells", "_heights")


@dataclass(frozen=True)
class Grid:
    """A table from row `first` up to, not including, row `end`; the rest stands on other pages."""

    words: TableWords
    faces: Faces
    column: Column
    first: int = 0
    end: int = -1
    label: str = "tabel"
    gap: Span = BEFORE

    @property
    def count(self) -> int:
        """How many rows it has."""
        return self._end - self.first

    @property
    def height(self) -> Span:
        """Header and rows; a table does not give way."""
        whole = self._head_height + sum(self._heights[self.first : self._end])
        return Span(whole, whole)

    def fitting(self, height: float) -> int:
        """Return how many of its rows fit under the header within `height` points."""
        left, count = height - self._head_height, 0
        while count < self.count and left >= self._heights[self.first + count]:
            left -= self._heights[self.first + count]
            count += 1
        return count

    def split(self, count: int) -> tuple["Grid", "Grid"]:
        """Return its first `count` rows and the rest, as tables with the same header."""
        at = self.first + count
        parts = replace(self, end=at), replace(self, first=at, end=self._end)
        for part in parts:
            # What was measured is the same for every page.
            part.__dict__.update({name: getattr(self, name) for name in _MEASURED})
        return parts

    def draw(self, pen: Pen, top: float, room: float) -> Sequence[Box]:
        """Draw the header and the rows with hairlines around every cell."""
        y = self._row(pen, top, self._head, self._head_height, head=True)
        for at in range(self.first, self._end):
            y = self._row(pen, y, self._cells[at], self._heights[at], self._is_total(at))
        pen.rule(self.column.left, self.column.right, y)
        for edge in self._edges:
            pen.upright(edge, top, y)
        return [box("table", Said(""), self.column.left, top, self.column.width, y - top)]

    def _row(
        self,
        pen: Pen,
        top: float,
        cells: list[list[Line]],
        height: float,
        bold: bool = False,
        *,
        head: bool = False,
    ) -> float:
        """Draw one row under its upper rule; return where it ends."""
        pen.rule(self.column.left, self.column.right, top)
        face, size = self.faces.bold if head or bold else self.faces.regular, self.words.size
        for column, lines in enumerate(cells):
            left, right = self._edges[column], self._edges[column + 1]
            slack = (height - 2 * ABOVE_ROW - len(lines) * size * LINE) / 2 if head else 0
            for count, line in enumerate(lines):
                y = baseline(top + ABOVE_ROW + slack + count * size * LINE, size, size * LINE)
                if head or self.words.columns[column][2]:
                    pen.write_centred((left + right) / 2, y, line.text, face, size)
                elif column in self.words.right:
                    pen.write_before(right - SIDE, y, line.text, face, size)
                else:
                    pen.write(left + SIDE, y, line.text, face, size)
        return top + height

    def _is_total(self, at: int) -> bool:
        return self.words.total and at == len(self.words.rows) - 1

    @property
    def _end(self) -> int:
        return len(self.words.rows) if self.end < 0 else self.end

    @cached_property
    def _edges(self) -> list[float]:
        """The upright lines, from the left edge to the right one."""
        whole = sum(width for _, width, _ in self.words.columns)
        edges = [self.column.left]
        for _, width, _ in self.words.columns:
            edges.append(edges[-1] + self.column.width * width / whole)
        return edges

    def _lines(self, texts: Sequence[str], face: Face) -> list[list[Line]]:
        widths = [right - left - 2 * SIDE for left, right in zip(self._edges, self._edges[1:], strict=False)]
        return [
            self.column.part(0, width).sized(self.words.size / self.column.size).lines(text, face)
            for text, width in zip(texts, widths, strict=True)
        ]

    def _height_of(self, cells: list[list[Line]]) -> float:
        return max(1, *map(len, cells)) * self.words.size * LINE + 2 * ABOVE_ROW

    @cached_property
    def _head(self) -> list[list[Line]]:
        return self._lines([label for label, _, _ in self.words.columns], self.faces.bold)

    @cached_property
    def _head_height(self) -> float:
        return self._height_of(self._head)

    @cached_property
    def _cells(self) -> list[list[list[Line]]]:
        faces = (self.faces.regular, self.faces.bold)
        return [self._lines(row, faces[self._is_total(at)]) for at, row in enumerate(self.words.rows)]

    @cached_property
    def _heights(self) -> list[float]:
        return [self._height_of(cells) for cells in self._cells]
