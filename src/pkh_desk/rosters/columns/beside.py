"""Tables that stand side by side on one sheet: which columns each has, told by their headers.

A header parts where a column without any text lies between, or where its first column comes again. Each part
has to be a header by itself that names the same things as the one before; else it is one table with a gap.
"""

from collections.abc import Sequence
from itertools import pairwise

from pkh_desk.rosters.columns.header import Header, find_header
from pkh_desk.rosters.columns.layout import Layout
from pkh_desk.rosters.reading.cells import Cell

ENDLESS = 1 << 20
EVERYWHERE = range(ENDLESS)
ALIKE = 2
"""Fields that the headers of two tables have in common, or all that the smaller one has."""

Span = range
"""The columns of a table, from its first to the one before the next table's."""


def within(cells: Sequence[Cell], span: Span) -> list[Cell]:
    """Return a row as a table with these columns sees it: every cell in its place, those of others empty."""
    return [""] * min(span.start, len(cells)) + list(cells[span.start : span.stop])


def side_by_side(
    rows: Sequence[Sequence[Cell]], header: Header, layouts: Sequence[Layout], span: Span
) -> list[tuple[Span, Header]]:
    """Return the tables whose headers these rows begin with, from the left; `header` is all of it as one."""
    starts = _starts(header)
    if len(starts) == 1:
        return [(span, header)]
    found: list[tuple[int, Header]] = []
    for start, stop in pairwise([*starts, ENDLESS]):
        part = find_header([within(row, range(start, stop)) for row in rows], layouts)
        if part is not None and (not found or _alike(part, found[-1][1])):
            found.append((start, part))
    if len(found) < 2:
        return [(span, header)]
    edges = [span.start, *(start for start, _ in found[1:]), span.stop]
    return [
        (range(*edge), find_header([within(row, range(*edge)) for row in rows], layouts) or part)
        for edge, (_, part) in zip(pairwise(edges), found, strict=True)
    ]


def width_of(header: Header) -> Span:
    """Return the columns from the first to the last that stand together with one that is known."""
    filled = [any(texts) for texts in zip(*header.rows, strict=True)]
    first, last = min(header.columns.values()), max(header.columns.values())
    while first and filled[first - 1]:
        first -= 1
    while last + 1 < len(filled) and filled[last + 1]:
        last += 1
    return range(first, last + 1)


def _starts(header: Header) -> list[int]:
    """Return the columns at which a table may begin."""
    columns = list(zip(*header.rows, strict=True))
    first = next(at for at, texts in enumerate(columns) if any(texts))
    return [
        at
        for at, texts in enumerate(columns)
        if any(texts) and (at == first or not any(columns[at - 1]) or texts == columns[first])
    ]


def _alike(one: Header, other: Header) -> bool:
    common = one.columns.keys() & other.columns.keys()
    return len(common) >= min(ALIKE, len(one.columns), len(other.columns))
