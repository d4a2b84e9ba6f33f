"""Finding the header of a list, in one to three rows, and naming its columns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import pairwise

from pkh_desk.domain.text import fold, tidy
from pkh_desk.rosters.columns.layout import Layout
from pkh_desk.rosters.reading.cells import Cell, text_of

DEPTH = 3
FEWEST = 3
_REMARK = re.compile(r"\([^)]*\)")
_DATA = re.compile(r"[0-9]{6}")

Cells = Sequence[Cell]


@dataclass(frozen=True)
class Header:
    """The columns of one list: field -> index, and their header texts as written.

    `texts` are those a person sees over each column, the lowest of several rows; `rows` all header rows as
    written, for layouts that read more than names from them. `likely`: fields of misspelt headers. `rivals`:
    columns that name a field as well as the one that was taken, further left. `own`: what tells this one list
    from others, where the texts do not.
    """

    layout: Layout
    columns: dict[str, int]
    texts: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    likely: frozenset[str] = field(default_factory=frozenset)
    rivals: tuple[tuple[str, int], ...] = ()
    own: str = ""

    def text_of(self, name: str) -> str:
        """Return the header text of a field's column, "" if the list has none."""
        at = self.columns.get(name)
        return self.texts[at] if at is not None else ""

    @property
    def fingerprint(self) -> str:
        """What makes lists of one form known again: their header texts, folded."""
        return sha256("\n".join([*map(fold, self.texts), self.own]).encode()).hexdigest()[:16]


def are_words(cells: Cells) -> bool:
    """Say whether a row can belong to a header: words, and nothing that looks like a number of somebody."""
    filled = 0
    for cell in cells:
        text = tidy(text_of(cell))
        if not text:
            continue
        if _DATA.search(text):
            return False
        filled += 1
    return filled > 0


def find_header(rows: Sequence[Cells], layouts: Sequence[Layout]) -> Header | None:
    """Return the header that the first of these rows begins, with as many of the next as belong to it.

    A row that the next ones do without is a title, and begins none.
    """
    best: Header | None = None
    for depth in range(1, min(DEPTH, len(rows)) + 1):
        if not are_words(rows[depth - 1]):
            break
        found = _read(rows[:depth], layouts)
        if found and (best is None or _adds(found, best) or depth <= best.layout.header_rows):
            best = found
    if best and len(best.rows) > 1:
        without = _read(rows[1 : len(best.rows)], layouts)
        if without and without.columns == best.columns:
            return None
    return best


def corrected(header: Header, layouts: Sequence[Layout], columns: Mapping[int, str]) -> Header:
    """Return the header with columns read as a person says: index -> field, "" for a column not to be read.

    The layout follows from the fields; it stays if none fits, and a field that it does not know is left out.
    """
    fields = {name: at for name, at in header.columns.items() if at not in columns}
    fields |= {name: at for at, name in columns.items() if name and at < len(header.texts)}
    fitting = (one for one in layouts if one.fits(fields) and fields.keys() <= one.aliases.keys())
    layout = next(fitting, header.layout)
    known = {name: at for name, at in fields.items() if name in layout.aliases}
    return replace(header, layout=layout, columns=known, likely=frozenset(), rivals=())


def _read(rows: Sequence[Cells], layouts: Sequence[Layout]) -> Header | None:
    """Return these rows as one header, of the first layout that fits."""
    texts = [[tidy(text_of(cell)) for cell in row] for row in rows]
    width = max(map(len, texts))
    texts = [row + [""] * (width - len(row)) for row in texts]
    carried = _carried(texts)
    labels = [_labels([row[at] for row in carried]) for at in range(width)]
    filled = sum(bool(label) for label in labels)
    for layout in layouts:
        together = layout.name_columns(texts) if layout.name_columns else {}
        columns, rivals = _named(layout, labels, {name: at for at, (name, _) in together.items()})
        likely = _likely(layout, labels, columns) if columns else frozenset()
        if layout.fits(columns) and (len(columns) >= FEWEST or 2 * len(columns) > filled):
            shown = [together[at][1] if at in together else text for at, text in enumerate(_shown(carried))]
            return Header(layout, columns, tuple(shown), tuple(map(tuple, texts)), likely, rivals)
    return None


def _named(
    layout: Layout, labels: list[list[str]], columns: dict[str, int]
) -> tuple[dict[str, int], tuple[tuple[str, int], ...]]:
    """Return the columns that are named exactly, and those that name a field no less surely.

    NAMA PENGURUS is the name though NAMA KEPALA KELUARGA stands before it.
    """
    claims: dict[str, list[tuple[int, int]]] = {}
    for at, words in enumerate(labels):
        named = next((word for word in words if layout.field_of(word)), None)
        name = layout.field_of(named) if named else None
        if named and name and name not in columns:
            claims.setdefault(name, []).append((layout.rank_of(named), at))
    rivals = []
    for name, claimed in claims.items():
        rank, columns[name] = min(claimed)
        rivals += [(name, at) for other, at in claimed if other == rank and at != columns[name]]
    return columns, tuple(rivals)


def _likely(layout: Layout, labels: list[list[str]], columns: dict[str, int]) -> frozenset[str]:
    """Add the columns whose header is misspelt; return their fields."""
    found = set()
    taken = set(columns.values())
    for at, words in enumerate(labels):
        name = next(filter(None, map(layout.like, words)), None) if at not in taken else None
        if name is not None and name not in columns:
            columns[name] = at
            found.add(name)
    return frozenset(found)


def _carried(texts: list[list[str]]) -> list[list[str]]:
    """Return the header rows with each upper text carried over the lower ones that it stands above."""
    carried = []
    for row, below in pairwise(texts):
        filled, last = list(row), ""
        for at, text in enumerate(row):
            last = text or (last if below[at] else "")
            filled[at] = last
        carried.append(filled)
    return [*carried, texts[-1]]


def _shown(carried: list[list[str]]) -> tuple[str, ...]:
    """Return the lowest text of each column, with those above it where it stands over several columns."""
    columns = [[row[at] for row in carried if row[at]] for at in range(len(carried[0]))]
    lowest = [texts[-1] if texts else "" for texts in columns]
    return tuple(
        " ".join(texts) if low and lowest.count(low) > 1 else low
        for texts, low in zip(columns, lowest, strict=True)
    )


def _labels(texts: list[str]) -> list[str]:
    """Return what a column may be called: all its rows together, then the lowest alone, then the upper."""
    plain = [fold(_REMARK.sub(" ", text)) for text in texts]
    plain = [text for text in plain if text]
    return list(dict.fromkeys([" ".join(plain), *reversed(plain)])) if plain else []


def _adds(found: Header, best: Header) -> bool:
    """Say whether one more row makes the header better: more columns, and none of the same layout's lost."""
    kept = found.layout is not best.layout or found.columns.keys() >= best.columns.keys()
    return kept and len(found.columns) > len(best.columns)
