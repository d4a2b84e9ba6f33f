"""Text of a chat in which every line names what it tells ("Nama : SARMUNAH", "NIK : 3604..."), as a table."""

import re
from collections.abc import Callable, Sequence

from pkh_desk.domain.text import fold, tidy
from pkh_desk.rosters.reading.cells import Cell

_LINE = re.compile(r"[\W_]*([^\W\d_][^:=]{0,29}?)[\s*_]*[:=]\s*(.*)")
_SEVERAL = re.compile(r"\b(?:nik|kk|nama)\b[\s.]*[:=]", re.IGNORECASE)
_FEWEST = 2
_OTHER = "Teks lain"
"""The column of what stands inside a person's lines without a name."""


def labelled_rows(
    lines: Sequence[str], field_of: Callable[[str], str | None]
) -> list[tuple[int, list[Cell]]]:
    """Return a table of such lines under their names as its header; [] if most lines are no such ones.

    An empty line, or a name that comes again, begins the next row, which has the number of its first line.
    `field_of` says which field lists know by a folded name: several names of one are one column.
    """
    people: list[tuple[int, dict[str, str]]] = []
    titles: dict[str, str] = {}
    known = filled = 0
    is_open = False
    for number, line in enumerate(map(tidy, lines), 1):
        title, value = _named(line)
        filled += bool(line)
        field = field_of(fold(title))
        known += field is not None
        label = field or fold(title) or _OTHER
        is_open = is_open and bool(line) and (not title or label not in people[-1][1])
        if title and not is_open:
            people.append((number, {}))
            is_open = True
        # What stands between two people is a greeting and nobody's.
        if is_open:
            titles.setdefault(label, title or _OTHER)
            told = people[-1][1]
            told[label] = tidy(f"{told.get(label, '')} {value}")
    if known * 2 < filled or all(len(told) < _FEWEST for _, told in people):
        return []
    rows = [(number, [told.get(label, "") for label in titles]) for number, told in people]
    return [(number, list[Cell](cells)) for number, cells in [(people[0][0], [*titles.values()]), *rows]]


def _named(line: str) -> tuple[str, str]:
    """Return what a line names and tells; no name for any other text, or for several in one line."""
    found = _LINE.fullmatch(line)
    return (found[1], found[2].strip("*_ ")) if found and not _SEVERAL.search(found[2]) else ("", line)
