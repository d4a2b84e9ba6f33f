"""The rows of a sheet as data: titles, group rows, subtotals and signatures told from rows about somebody.

What is not data is not counted; it only leaves behind what it says about the rows below it: the name of a
group, a place, or that the list has ended.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pkh_desk.domain.text import fold, tidy
from pkh_desk.rosters.columns.beside import EVERYWHERE, Span, side_by_side, width_of, within
from pkh_desk.rosters.columns.content import header_by_content
from pkh_desk.rosters.columns.header import DEPTH, Header, are_words, corrected, find_header
from pkh_desk.rosters.columns.joined import parted_cells, parted_header
from pkh_desk.rosters.columns.layout import Layout
from pkh_desk.rosters.columns.titles import heading_of, is_group, is_no_group
from pkh_desk.rosters.findings import Finding
from pkh_desk.rosters.reading.cells import Cell, text_of
from pkh_desk.rosters.reading.delimited import parted
from pkh_desk.rosters.reading.reader import Row, Sheet
from pkh_desk.rosters.words import is_nothing

TOTALS = frozenset({"jumlah", "total", "sub total", "subtotal", "jml", "jumlah total", "grand total"})
SIGNATURE = ("mengetahui", "koordinator", "ketua tim", "kepala desa", "dibuat oleh", "pendamping", "nip")
ADDED = ("Lembar asal", "Baris asal", "Masalah")
"""Columns that the file of the rows that failed has more than the list that they came from."""
FEWEST_FILLED, FEWEST_TOLD = 3, 2
NUMBERS = ("nik", "no_kk")
NOWHERE = ("", "")
SHOWN = 10
"""Rows that are named where there may be many."""
STEP = 500
FEWEST_DIGITS = 5
LATER = 2
"""Columns that the header of a table beside another must have where it stands lower: one word is a remark."""
TITLES = 12
HEADLESS = 20_000
"""Rows that are kept while no header has come; a list of more needs one."""

Corrections = Mapping[str, Mapping[int, str]]
"""By the fingerprint of a header: index of a column -> the field it is, "" for one that is not to be read."""
_NONE: Corrections = {}
_DATELINE = re.compile(r"[a-z]+(?: [a-z]+)? \d{1,2} [a-z]+ 20\d\d$|nip \d")
"""Where and when a list was signed, and the number of who did."""
_WORD = re.compile(r"[^\W\d_]{3}")
_DIGITS = re.compile(f"(?:[^0-9]*[0-9]){{{FEWEST_DIGITS}}}")


@dataclass(frozen=True, slots=True)
class Line:
    """One data row: its cells, and what the rows between the data above it say.

    `group`: a kelompok; `place`: desa and kecamatan, "" for what is not said. `lone`: a name and nothing
    else, which may be somebody as well as the title of the rows below.
    """

    number: int
    cells: tuple[Cell, ...]
    hidden: bool
    group: str
    place: tuple[str, str] = NOWHERE
    lone: bool = False
    struck: bool = False


@dataclass
class Roster:
    """One list on a sheet. `titles`: the texts of the rows above its header.

    `sheet` names it wherever its rows are named; of tables side by side only the first is called as the sheet
    itself, which is `tab`. `passed`: rows among the data that tell of nobody.
    """

    sheet: str
    header: Header
    lines: list[Line]
    titles: list[str] = field(default_factory=list)
    hidden_columns: frozenset[int] = frozenset()
    tab: str = ""
    passed: list[int] = field(default_factory=list)


def read_lists(
    sheet: Sheet,
    layouts: Sequence[Layout],
    progress: Callable[[int], None] = lambda number: None,
    corrections: Corrections = _NONE,
) -> list[Roster]:
    """Read a sheet to its end; [] if it holds no list. `progress` hears of every 500th row.

    A header that repeats the one above is no new list; one with other columns is, and so is one beside it. A
    sheet without any header is read by what stands in its columns, as the last of the layouts. `corrections`
    are a person's.
    """
    first = _Reading(sheet, layouts, corrections)
    readings, closed = [first], list[_Reading]()
    for ahead in _windows((number, parted(cells)) for number, cells in sheet.rows):
        number = ahead[0][0]
        if number % STEP == 0:
            progress(number)
        if len(readings) > 1 and _joins(ahead, readings, layouts):
            closed += readings
            readings = [_Reading(sheet, layouts, corrections)]
        for reading in tuple(readings):
            readings += reading.see(ahead)
    readings = sorted([*closed, *readings], key=lambda one: one.span.start)
    if not any(reading.lists for reading in readings):
        first.guess()
    begun = [reading for reading in readings if reading.lists]
    for place, reading in enumerate(begun[1:], 2):
        reading.is_called(f"{sheet.name} (tabel {place})")
    lists = [found for reading in begun for found in reading.lists]
    filled = [found for found in lists if found.lines]
    # A header alone is a list without rows, unless it only stands beside one.
    return filled if filled and len(begun) > 1 else [one for one in lists if one.lines or one.header.rows]


def header_findings(roster: Roster) -> list[Finding]:
    """Return what there is to say of a list's columns: guessed by content, misspelt, two for one, hidden."""
    header = roster.header
    said = [
        Finding(
            roster.sheet,
            0,
            header.text_of(name),
            "columns_likely",
            header.text_of(name),
            header.layout.fields[name],
        )
        for name in sorted(header.likely)
    ]
    said += [
        Finding(
            roster.sheet,
            0,
            header.texts[at],
            "columns_rival",
            header.text_of(name),
            header.layout.fields[name],
        )
        for name, at in header.rivals
    ]
    if not header.rows:
        said.append(
            Finding(
                roster.sheet,
                0,
                "",
                "columns_guessed",
                ", ".join(header.text_of(name) for name in header.columns),
            )
        )
    if roster.passed:
        rows = ", ".join(map(str, roster.passed[:SHOWN]))
        said.append(
            Finding(roster.sheet, 0, "", "rows_passed", f"baris {rows}", detail=str(len(roster.passed)))
        )
    texts = header.texts
    hidden = [texts[at] for at in sorted(roster.hidden_columns) if at < len(texts) and texts[at]]
    return said + [Finding(roster.sheet, 0, text, "column_hidden", text) for text in hidden]


def _windows(rows: Iterator[Row]) -> Iterator[Sequence[Row]]:
    """Yield each row with those after it that may belong to the same header."""
    ahead: deque[Row] = deque()
    for row in rows:
        ahead.append(row)
        if len(ahead) == DEPTH:
            yield ahead
            ahead.popleft()
    while ahead:
        yield ahead
        ahead.popleft()


def _joins(ahead: Sequence[Row], readings: Sequence["_Reading"], layouts: Sequence[Layout]) -> bool:
    """Say whether these rows begin one table below several that stood side by side."""
    rows = [cells for _, cells in ahead]
    found = find_header(rows, layouts) if are_words(rows[0]) else None
    if found is None or len(side_by_side(rows, found, layouts, EVERYWHERE)) > 1:
        return False
    width = width_of(found)
    return not any(
        reading.span.start <= width.start and width.stop <= reading.span.stop for reading in readings
    )


class _Reading:
    """Where the reading of one table stands: the list under way, its group, whether it has ended."""

    def __init__(
        self,
        sheet: Sheet,
        layouts: Sequence[Layout],
        corrections: Corrections,
        span: Span = EVERYWHERE,
        fewest: int = 1,
    ) -> None:
        self.lists: list[Roster] = []
        self.span, self._fewest = span, fewest
        self._made_with = sheet, layouts, corrections
        self._sheet, self._layouts, self._corrections = sheet, layouts, corrections
        self._beside: list[_Reading] = []
        self._rest_of_header = 0
        self._headless: list[Row] = []
        self._group, self._place, self._ended = "", NOWHERE, False
        self._titles: list[list[tuple[int, str]]] = []
        self._added = frozenset[int]()

    def see(self, ahead: Sequence[Row]) -> "list[_Reading]":
        """Take the first of these rows; return the tables that it shows to begin beside this one."""
        begun = self._look_beside(ahead) if self._beside else []
        number, cells = ahead[0][0], self._own(ahead[0][1])
        if self._rest_of_header:
            self._rest_of_header -= 1
            return begun
        rows = [self._own(row) for _, row in ahead] if are_words(cells) else []
        found = find_header(rows, self._layouts) if rows else None
        if found is None or len(found.columns) < self._fewest:
            self._take(number, cells)
            return begun
        (span, header), *others = side_by_side(rows, found, self._layouts, self.span)
        self.span = span
        for span, other in others:
            begun.append(self._neighbour(span))
            begun[-1]._begin(other)
        self._begin(header)
        return begun

    def is_called(self, name: str) -> None:
        """Give the lists of this table another name than the sheet's."""
        for found in self.lists:
            found.sheet = name

    def guess(self) -> None:
        """Read a table without a header by the content of its columns, if that tells a list."""
        rows, self._headless = self._headless, []
        known = len(rows) < HEADLESS
        found = header_by_content([cells for _, cells in rows], self._layouts[-1]) if known else None
        if found is not None:
            header, above = found
            self._titles = []
            self._begin(header)
            for number, cells in rows[above:]:
                self._take(number, cells)

    def _own(self, cells: list[Cell]) -> list[Cell]:
        return cells if self.span == EVERYWHERE else within(cells, self.span)

    def _neighbour(self, span: Span, fewest: int = 1) -> "_Reading":
        reading = _Reading(*self._made_with, span, fewest)
        reading._titles = list(self._titles)
        return reading

    def _look_beside(self, ahead: Sequence[Row]) -> "list[_Reading]":
        """Let those that wait for a header beside this table have the row; return those that found one."""
        begun = []
        for one in tuple(self._beside):
            span = one.span
            further = one.see(ahead) if len(ahead[0][1]) > span.start else []
            if one.lists:
                begun += [one, *further]
                self._beside.remove(one)
                is_left = span.start == self.span.start
                edges = (span.stop, self.span.stop) if is_left else (self.span.start, span.start)
                self.span = range(*edges)
        return begun

    def _begin(self, header: Header) -> None:
        """Begin a list under this header, unless it only repeats the last one.

        A header of several rows says more than names (months, days), and so do the titles above it (school).
        """
        self._rest_of_header = max(len(header.rows) - 1, 0)
        columns = width_of(header) if header.rows else EVERYWHERE
        header = parted_header(header)
        told = self._corrections.get(header.fingerprint)
        header = corrected(header, self._layouts, told) if told else header
        self._ended = False
        self._added = frozenset(at for at, text in enumerate(header.texts) if text in ADDED)
        last = self.lists[-1].header if self.lists else None
        tells_more = header.layout.header_rows > 1 and last and (last.rows != header.rows or self._titles)
        if last is None or tells_more or (last.layout, last.columns) != (header.layout, header.columns):
            self._group, self._place = "", NOWHERE
            titles, sheet = _titles_over(self._titles, self.span), self._sheet
            self.lists.append(Roster(sheet.name, header, [], titles, sheet.hidden_columns, sheet.name))
            left, right = range(self.span.start, columns.start - 1), range(columns.stop + 1, self.span.stop)
            self._beside = [self._neighbour(span, LATER) for span in (left, right) if span]
        self._titles = []

    def _take(self, number: int, cells: Sequence[Cell]) -> None:
        """Take a row that is no header."""
        filled = [
            cell
            for at, cell in enumerate(cells)
            if cell is not None and cell != "" and at not in self._added and text_of(cell).strip()
        ]
        if not filled:
            return
        if not self.lists and self.span == EVERYWHERE and len(self._headless) < HEADLESS:
            self._headless.append((number, list(cells)))
        words = fold(filled[0]) if isinstance(filled[0], str) else ""
        if self.lists and words not in TOTALS and words.split(" ")[0] not in TOTALS:
            current = self.lists[-1]
            if not current.lines and _is_remark(current.header, cells):
                current.passed.append(number)
                return
            if _is_data(current.header, cells, words, len(filled), self._ended):
                self._keep(number, cells)
                return
            if words.startswith(SIGNATURE):
                self._group, self._ended = "", True
            elif len(filled) == 1 and words and not self._ended:
                self._head(number, cells, tidy(text_of(filled[0])))
            elif (
                current.lines
                and not self._ended
                and sum(not is_nothing(text_of(cell)) for cell in filled) > 1
            ):
                current.passed.append(number)
        else:
            self._group = ""
        texts = [(at, text) for at, cell in enumerate(cells) if (text := tidy(text_of(cell)))]
        self._titles = [*self._titles[1 - TITLES :], texts]

    def _keep(self, number: int, cells: Sequence[Cell], lone: bool = False) -> None:
        current, sheet = self.lists[-1], self._sheet
        parts = parted_cells(current.header, cells)
        seen = number in sheet.hidden_rows, number in sheet.struck_rows
        current.lines.append(Line(number, parts, seen[0], self._group, self._place, lone, seen[1]))
        self._titles = []

    def _head(self, number: int, cells: Sequence[Cell], text: str) -> None:
        """Take what a row between the data says of those below it: a place, a kelompok, or neither."""
        current = self.lists[-1]
        heading = heading_of(text, self._place, current.titles, current.tab)
        if heading is not None:
            self._group, self._place = heading
        elif is_no_group(text):
            self._group = ""
            current.passed.append(number)
        elif current.header.rows and (text != _text(current.header, cells, "name") or is_group(text)):
            self._group = text
        elif current.header.rows or current.lines:
            self._group = ""
            self._keep(number, cells, lone=True)


def _titles_over(titles: Sequence[Sequence[tuple[int, str]]], span: Span) -> list[str]:
    """Return the texts above a table, its own before those that stand over its neighbours too."""
    own = [[text for at, text in row if at in span] for row in titles]
    shared = [text for row, mine in zip(titles, own, strict=True) if not mine for _, text in row]
    return [text for mine in own for text in mine] + shared


def _is_remark(header: Header, cells: Sequence[Cell]) -> bool:
    """Say whether a row right below the header still tells of its columns: "16 DIGIT" without a number."""
    if "number" not in header.columns or _text(header, cells, "number"):
        return False
    numbers = [_text(header, cells, name) for name in NUMBERS]
    return any(_WORD.search(text) and not is_nothing(text) and not _DIGITS.match(text) for text in numbers)


def _is_data(header: Header, cells: Sequence[Cell], words: str, filled: int, ended: bool) -> bool:
    """Say whether a row is about somebody: it has a number like a NIK, or a name among other cells."""
    if filled == 1 and _DATELINE.match(words):
        return False
    if any(_DIGITS.match(_text(header, cells, name)) for name in NUMBERS):
        return True
    name = _text(header, cells, "name")
    if name.strip("() ").isdigit() or words.startswith(SIGNATURE) or fold(name).startswith(SIGNATURE):
        return False
    counted = _text(header, cells, "number").strip(" .").isdigit() and not is_nothing(name)
    if filled >= FEWEST_FILLED or counted:
        return True
    told = (_text(header, cells, field) for field in header.columns.keys() - {"number", *NUMBERS})
    return not ended and ":" not in name and sum(not is_nothing(text) for text in told) >= FEWEST_TOLD


def _text(header: Header, cells: Sequence[Cell], name: str) -> str:
    at = header.columns.get(name)
    return tidy(text_of(cells[at])) if at is not None and at < len(cells) else ""
