"""What a person sees of a roster before it is applied: its columns as guessed, and its rows one by one.

Kept only when a window asks for it: a large import has no room for rows that nobody looks at.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pkh_desk.domain.text import tidy
from pkh_desk.rosters.clean import Entry
from pkh_desk.rosters.columns.lines import Corrections, Roster
from pkh_desk.rosters.findings import FINDING_KINDS, Finding
from pkh_desk.rosters.lists.families import FAMILIES
from pkh_desk.rosters.matching.match import Change, Held
from pkh_desk.rosters.reading.cells import text_of
from pkh_desk.rosters.words import is_nothing
from pkh_desk.store.wilayah import wilayah

NEW, CHANGED, SAME, SKIPPED, REFUSED = "new", "changed", "same", "skipped", "refused"
SAMPLES, LOOKED_AT = 3, 200

COUNTED_WORDS = "Jumlah komponen"
CHANGED_FIELDS = {
    **FAMILIES.fields,
    "desa_code": "Desa",
    "desa_raw": "Desa",
    "kelompok_id": "Kelompok",
    "pengurus_id": "Pengurus",
    "kks_tail": "KKS",
    "nik_raw": "NIK",
    "no_kk_raw": "No KK",
    "kecamatan_raw": "Kecamatan",
    "pendamping_id": "Pendamping",
}
# The kinds that only tell; every other one is a value that was not used, or that a person should look at.
ONLY_TOLD = frozenset(
    {
        "nik_region", "kk_region", "kk_date", "name_number", "desa_guessed", "desa_of_sheet",
        "kecamatan_unknown",
        "sex_differs", "born_differs", "relation_unknown", "pengurus_chosen", "repeated", "example",
        "row_hidden", "sheet_hidden", "column_hidden", "columns_likely", "payment_within", "kks_unreadable",
        "nisn_lost_zero", "attendance_empty", "pupil_twice", "case_exists", "unit_missing", "pirt_shape",
        "stock_first", "pendamping_none",
    }
)  # fmt: skip


@dataclass
class RowChoices:
    """What a person decided about the rows of a file while looking at it; the file itself stays as it is.

    `hold` leaves out every row with a finding, `left_out` those named by (sheet, row); `fixes` are texts in
    the place of cells, by (sheet, row, header of the column); `answers` those of findings that were
    taken, by (sheet, row, kind); `columns` are those named otherwise, by the fingerprint of their header.
    """

    hold: bool = False
    left_out: set[tuple[str, int]] = field(default_factory=set)
    fixes: dict[tuple[str, int, str], str] = field(default_factory=dict)
    answers: dict[tuple[str, int, str], str] = field(default_factory=dict)
    columns: dict[str, Mapping[int, str]] = field(default_factory=dict)

    def copy(self) -> "RowChoices":
        """Return choices that stay as they are now."""
        fixes, answers, columns = dict(self.fixes), dict(self.answers), dict(self.columns)
        return RowChoices(self.hold, set(self.left_out), fixes, answers, columns)

    def knowing(self, columns: Corrections) -> "RowChoices":
        """Return these choices with the columns that were remembered, where nothing else is said now."""
        known = self.copy()
        known.columns = {**columns, **self.columns}
        return known

    def put_right(self, roster: Roster) -> None:
        """Put the fixes into the cells of a list."""
        if not self.fixes:
            return
        texts = roster.header.texts
        for at, line in enumerate(roster.lines):
            cells = list(line.cells)
            for (sheet, row, column), text in self.fixes.items():
                if (sheet, row) == (roster.sheet, line.number) and column in texts:
                    place = texts.index(column)
                    cells += [None] * (place + 1 - len(cells))
                    cells[place] = text
            if cells != list(line.cells):
                roster.lines[at] = replace(line, cells=tuple(cells))

    def keeps_back(self, sheet: str, row: int, found: bool) -> bool:
        """Say whether a row is left out: by itself, or because something was `found` in it."""
        return (self.hold and found) or (sheet, row) in self.left_out

    def hold_back(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Let the rows pass; `found` stays only where it keeps one back."""
        for entry in entries:
            entry.found = self.keeps_back(entry.sheet, entry.row, entry.found)
            yield entry


@dataclass(frozen=True)
class ColumnGuess:
    """One column of a list: its header as written, the `field` it is read as ("" = none), first values.

    `form` is the fingerprint of the header and `at` the column's index in it: what a person corrects.
    `likely`: the header is misspelt.
    """

    sheet: str
    text: str
    field: str
    read_as: str
    samples: tuple[str, ...]
    form: str
    at: int
    layout: str
    likely: bool


@dataclass(slots=True)
class RosterRow:
    """One data row: who it is about and what became of it. `changed`: the fields in words."""

    sheet: str
    row: int
    name: str
    number: str
    place: str
    fate: str
    changed: tuple[str, ...] = ()


@dataclass
class RosterSight:
    """The columns of every list of a file, and its data rows by (sheet, row)."""

    columns: list[ColumnGuess] = field(default_factory=list)
    rows: dict[tuple[str, int], RosterRow] = field(default_factory=dict)

    def see_columns(self, roster: Roster) -> None:
        """Note the columns of a list with their first values."""
        layout, form = roster.header.layout, roster.header.fingerprint
        read_as = {at: name for name, at in roster.header.columns.items()}
        for at, text in enumerate(roster.header.texts):
            samples = _samples(roster, at)
            if text or samples:
                name = read_as.get(at, "")
                words = layout.fields[name] if name else ""
                likely = name in roster.header.likely
                guess = ColumnGuess(roster.sheet, text, name, words, samples, form, at, layout.code, likely)
                self.columns.append(guess)

    def see_rows(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Note the rows as they pass; what becomes of most is told later."""
        for entry in entries:
            self.rows[entry.sheet, entry.row] = RosterRow(
                entry.sheet,
                entry.row,
                entry.person.get("name") or "",
                entry.person.get("nik") or entry.person.get("nik_raw") or "",
                _place(entry),
                REFUSED if entry.refused else SKIPPED,
            )
            yield entry

    def name_row(self, entry: Entry, held: Held) -> None:
        """Name a row that has a number alone after the held family that it is about."""
        pengurus = held.members.get(str(held.home.state.values.get("pengurus_id")))
        if not entry.person["name"] and pengurus is not None:
            self.rows[entry.sheet, entry.row].name = str(pengurus.state.values["name"])

    def settle(self, entries: Sequence[Entry], fates: Sequence[str], change: Change | None) -> None:
        """Note what becomes of the rows of one family, and which fields differ."""
        for at, (entry, fate) in enumerate(zip(entries, fates, strict=True)):
            row = self.rows[entry.sheet, entry.row]
            row.fate = fate
            if change is not None and fate == CHANGED:
                fields = [*change.people[at].values, *(change.home if at == 0 else ())]
                phones = [CHANGED_FIELDS["phone"]] if at == 0 and change.phones else []
                words = [CHANGED_FIELDS.get(name, name) for name in fields]
                counts = [COUNTED_WORDS] if at == 0 and change.counts else []
                row.changed = tuple(dict.fromkeys([*words, *phones, *counts]))


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding in words: `name` of the row's person, what was `found` in the cell, what was `done`.

    `answer`: what a person may hand the layout instead of leaving it; `taken`: they did. `needs_look`: the
    value was not used, or may be wrong, and nobody has answered.
    """

    sheet: str
    row: int
    column: str
    kind: str
    raw: str
    proposal: str
    name: str
    found: str
    done: str
    needs_look: bool
    answer: str = ""
    taken: bool = False

    @property
    def key(self) -> tuple[str, int, str]:
        """What an answer is remembered by."""
        return self.sheet, self.row, self.kind


def finding_lines(
    findings: Iterable[Finding], sight: RosterSight, answers: Mapping[tuple[str, int, str], str] | None = None
) -> list[FindingLine]:
    """Return the findings in words: first those that need a look, then by kind, sheet and row."""
    given = answers or {}

    def line(finding: Finding) -> FindingLine:
        answer = given.get((finding.sheet, finding.row, finding.kind))
        found, _, done = FINDING_KINDS[finding.kind].partition("; ")
        row = sight.rows.get((finding.sheet, finding.row))
        return FindingLine(
            finding.sheet,
            finding.row,
            finding.column,
            finding.kind,
            finding.raw,
            finding.proposal or "",
            row.name if row else "",
            f"{found} ({finding.detail})" if finding.detail else found,
            done[:1].upper() + done[1:],
            finding.kind not in ONLY_TOLD and answer is None,
            finding.answer or "",
            bool(answer) and answer == finding.answer,
        )

    return sorted(map(line, findings), key=lambda one: (not one.needs_look, one.kind, one.sheet, one.row))


def _samples(roster: Roster, at: int) -> tuple[str, ...]:
    texts = (tidy(text_of(line.cells[at])) for line in roster.lines[:LOOKED_AT] if at < len(line.cells))
    seen = dict.fromkeys(text for text in texts if not is_nothing(text))
    return tuple(seen)[:SAMPLES]


def _place(entry: Entry) -> str:
    code = entry.home.get("desa_code")
    return wilayah().name_of(code) if code else entry.home.get("desa_raw") or ""
