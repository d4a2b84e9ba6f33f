"""A school's form of attendance (verifikasi komitmen pendidikan): the pupils with their months.

The form has title rows (NPSN, school, year), a header of three rows (columns and months; effective days;
ALPA, IZIN, SAKIT, JML, %) that may come again in the middle, and one row a pupil. What is empty is not
filled in yet, never full attendance; counts and percentages stay as the school wrote them (domain 2.5, 5.1).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import floor

from pkh_desk.domain.dates import MONTHS, month_number
from pkh_desk.domain.nik import NumberReading, RegionKnown, read_nik
from pkh_desk.domain.text import fold, fold_name, tidy
from pkh_desk.rosters.cells import Cell, text_of
from pkh_desk.rosters.findings import Finding
from pkh_desk.rosters.reader import Row

COUNTS = ("alpa", "izin", "sakit", "jml")
MOST_DAYS, FULL = 31, 100
NISN_DIGITS = 10
MONTH_COLUMNS = 5
COLUMNS = {
    "no": "number", "nomor": "number",
    "nik pengurus": "pengurus_nik", "nama pengurus": "pengurus",
    "nik siswa": "nik", "nik anak": "nik", "nisn": "nisn",
    "nama siswa": "name", "nama anak": "name", "nama peserta didik": "name",
    "bentuk pendidikan": "level", "jenjang": "level",
    "tingkat pendidikan": "grade", "kelas": "grade", "tingkat": "grade",
    "ket": "note", "keterangan": "note",
}  # fmt: skip
"""Header words of the form, folded -> field."""

_LABELS = {
    "alpa": "alpa", "alpha": "alpa", "a": "alpa", "tanpa keterangan": "alpa",
    "izin": "izin", "i": "izin", "sakit": "sakit", "s": "sakit",
    "jml": "jml", "jumlah": "jml", "jumlah hadir": "jml", "hadir": "jml",
    "persen": "percent", "persentase": "percent", "kehadiran": "percent",
}  # fmt: skip
_SCHOOL_YEAR = re.compile(r"\b(20\d\d) ?/ ?(20\d\d)\b")
_YEAR = re.compile(r"\b20\d\d\b")
_EFFECTIVE = re.compile(r"hari efektif\D*(\d{1,2})?", re.IGNORECASE)
_BEHIND_COLONS = re.compile(r"^[^:]*:[ :]*(.*)$")
_NUMBER = re.compile(r"(\d{1,3})(?:[.,](\d+))? ?%?")
_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True, slots=True)
class Attendance:
    """One month (`YYYY-MM`) of a pupil as the school wrote it; None is not filled in. `said`: APRIL."""

    month: str
    said: str
    effective_days: int | None = None
    alpa: int | None = None
    izin: int | None = None
    sakit: int | None = None
    jml: int | None = None
    percent: int | None = None

    @property
    def counted(self) -> int | None:
        """The percentage that the counts come to, days present of effective days; None if one is missing."""
        days, missed = self.effective_days, (self.alpa, self.izin, self.sakit)
        known = [count for count in missed if count is not None]
        if not days or len(known) < len(missed) or sum(known) > days:
            return None
        return round((days - sum(known)) * FULL / days)


@dataclass(slots=True)
class Pupil:
    """One row of the form. `nisn` holds 10 digits or what was written; `months` only those filled in."""

    sheet: str
    row: int
    name: str
    nik: NumberReading
    nisn: str
    pengurus: str
    pengurus_nik: NumberReading
    level: str
    grade: str
    school: str
    note: str
    months: list[Attendance] = field(default_factory=list)


def is_verkom_header(cells: Sequence[Cell]) -> bool:
    """Say whether a row is the first header row of the form: pupils' columns with months beside them."""
    names = {COLUMNS.get(fold(text)) for text in map(text_of, cells)}
    return "name" in names and any(_month(text_of(cell)) for cell in cells)


@dataclass
class _Block:
    """The columns of one month: from `at` up to the next month; `columns` by field."""

    said: str
    month: int
    at: int
    end: int
    days: int | None = None
    columns: dict[str, int] = field(default_factory=dict)


@dataclass
class VerkomReader:
    """Reads the rows of one sheet from its top; what is found in single cells goes to `findings`."""

    sheet: str
    findings: list[Finding]
    region_known: RegionKnown | None = None
    school: str = ""
    _years: tuple[int, ...] = ()
    _columns: dict[str, int] = field(default_factory=dict)
    _texts: list[str] = field(default_factory=list)
    _blocks: list[_Block] = field(default_factory=list)

    def pupils(self, rows: Iterable[Row]) -> list[Pupil]:
        """Return the pupils in order, repeated ones too (see `join_pupils`)."""
        found = []
        for number, cells in rows:
            if is_verkom_header(cells):
                self._head(number, cells)
            elif not self._columns:
                self._title(cells)
            elif not (self._days(cells) or self._labels(cells) or self._title(cells)) and self._is_data(
                cells
            ):
                found.append(self._pupil(number, cells))
        return found

    # --- the header

    def _title(self, cells: Sequence[Cell]) -> bool:
        """Take school and year out of a title row; False if the row is none."""
        filled = [text for text in (tidy(text_of(cell)) for cell in cells) if text]
        line = " ".join(filled)
        words = fold(line)
        if words.startswith("nama sekolah"):
            told = _BEHIND_COLONS.match(line)
            self.school = told[1] if told else line[len("nama sekolah") :].strip()
        elif not words.startswith(("npsn", "form verifikasi", "triwulan", "tahun")):
            return False
        elif pair := _SCHOOL_YEAR.search(line):
            self._years = (int(pair[1]), int(pair[2]))
        elif year := _YEAR.search(line):
            self._years = (int(year[0]),)
        return True

    def _head(self, number: int, cells: Sequence[Cell]) -> None:
        self._texts = [tidy(text_of(cell)) for cell in cells]
        named = {at: COLUMNS.get(fold(text)) for at, text in enumerate(self._texts)}
        self._columns = {name: at for at, name in reversed(named.items()) if name}
        # A merged cell may come as one text in its first column, or as the same text in all of them.
        edges = [
            at
            for at, text in enumerate(self._texts)
            if text and (at == 0 or text != self._texts[at - 1] or not _month(text))
        ]
        ends = dict(zip(edges, [*edges[1:], edges[-1] + MONTH_COLUMNS], strict=True))
        self._blocks = [
            _Block(self._texts[at], month, at, ends[at]) for at in edges if (month := _month(self._texts[at]))
        ]
        if not self._years:
            self._find(number, "", "year_missing", "")

    def _days(self, cells: Sequence[Cell]) -> bool:
        """Take the effective days of each month; they stand behind their words, or in a cell beside."""
        texts = [tidy(text_of(cell)) for cell in cells]
        if not any(_EFFECTIVE.search(text) for text in texts):
            return False
        for block in self._blocks:
            told = " ".join(texts[block.at : block.end])
            days = _EFFECTIVE.search(told)
            block.days = int(days[1]) if days and days[1] and int(days[1]) <= MOST_DAYS else None
        return True

    def _labels(self, cells: Sequence[Cell]) -> bool:
        """Name the columns of each month by the third header row."""
        names = [_label(text_of(cell)) for cell in cells]
        if not {"alpa", "sakit"} <= set(names):
            return False
        for block in self._blocks:
            block.columns = {name: at for at, name in enumerate(names) if name and block.at <= at < block.end}
        return True

    # --- pupils

    def _is_data(self, cells: Sequence[Cell]) -> bool:
        has_number = len(_DIGIT.findall(self._text(cells, "nik"))) >= NISN_DIGITS
        counted = self._text(cells, "number").strip(" .").isdigit()
        name = self._text(cells, "name")
        return bool(name) and not name.isdigit() and (has_number or counted)

    def _text(self, cells: Sequence[Cell], name: str) -> str:
        return tidy(text_of(_at(cells, self._columns.get(name))))

    def _pupil(self, number: int, cells: Sequence[Cell]) -> Pupil:
        readings = {}
        for name in ("nik", "pengurus_nik"):
            readings[name] = read_nik(_at(cells, self._columns.get(name)), self.region_known)
            if doubt := readings[name].doubt:
                told = readings[name]
                self._find(number, self._header(name), doubt, told.raw, told.proposal)
        pupil = Pupil(
            self.sheet,
            number,
            self._text(cells, "name")[:120],
            readings["nik"],
            self._nisn(number, cells),
            self._text(cells, "pengurus")[:120],
            readings["pengurus_nik"],
            self._text(cells, "level")[:20],
            self._text(cells, "grade")[:20],
            self.school[:120],
            self._text(cells, "note")[:300],
        )
        self._fill_months(pupil, cells)
        return pupil

    def _nisn(self, number: int, cells: Sequence[Cell]) -> str:
        """Return the NISN; one digit short it lost its leading 0, which is proposed and used to compare."""
        text = self._text(cells, "nisn")
        digits = "".join(_DIGIT.findall(text))
        if len(digits) == NISN_DIGITS - 1 == len(text):
            whole = "0" + digits
            self._find(number, self._header("nisn"), "nisn_lost_zero", text, whole)
            return whole
        return text[:20]

    def _fill_months(self, pupil: Pupil, cells: Sequence[Cell]) -> None:
        empty = []
        for block in self._blocks:
            counts = {
                name: self._count(pupil, block, name, _at(cells, at)) for name, at in block.columns.items()
            }
            if all(count is None for count in counts.values()):
                empty.append(block.said)
            elif year := self._year_of(block.month):
                month = f"{year}-{block.month:02}"
                told = Attendance(month, block.said, block.days, **counts)
                if told.percent == 1 and told.counted == FULL:
                    told = replace(told, percent=FULL)
                self._judge(pupil, block, told)
                pupil.months.append(told)
        if empty:
            self._find(pupil.row, "", "attendance_empty", ", ".join(empty))

    def _year_of(self, month: int) -> int | None:
        """Return the year of a month: the one of the title, or the half of a school year from July on."""
        if len(self._years) == 2:
            return self._years[0] if month >= 7 else self._years[1]
        return self._years[0] if self._years else None

    def _count(self, pupil: Pupil, block: _Block, name: str, cell: Cell) -> int | None:
        """Read one count. Of a percentage the whole part counts: 84,6 is not 85; 0.91 is what a spreadsheet
        keeps of 91 %."""
        if name == "percent" and isinstance(cell, float) and 0 < cell < 1:
            return floor(round(cell * FULL, 4))
        text = tidy(text_of(cell))
        if text in ("", "-"):
            return None
        read, most = _NUMBER.fullmatch(text), FULL if name == "percent" else MOST_DAYS
        if not read or int(read[1]) > most or (read[2] and name != "percent"):
            self._find(pupil.row, f"{block.said} {name.upper()}", "attendance_unreadable", text)
            return None
        return int(read[1])

    def _judge(self, pupil: Pupil, block: _Block, told: Attendance) -> None:
        column = f"{block.said} %"
        if told.percent is None:
            self._find(pupil.row, column, "percent_missing", "")
        elif told.counted is not None and abs(told.counted - told.percent) > 1:
            self._find(pupil.row, column, "percent_differs", f"{told.percent} %", str(told.counted))

    def _header(self, name: str) -> str:
        at = self._columns.get(name)
        return self._texts[at] if at is not None else ""

    def _find(self, row: int, column: str, kind: str, raw: str, proposal: str | None = None) -> None:
        self.findings.append(Finding(self.sheet, row, column, kind, raw, proposal))


def join_pupils(pupils: Iterable[Pupil], findings: list[Finding]) -> tuple[list[Pupil], list[Pupil]]:
    """Return the pupils, each once with the months of all its rows, and the rows that repeat one.

    The same child is known by its NIK, else by its NISN and name, else by its pengurus and name.
    """
    known: dict[tuple[str, ...], Pupil] = {}
    once, again = [], []
    for pupil in pupils:
        keys = _keys(pupil)
        first = next((known[key] for key in keys if key in known), None)
        if first is None or _other_person(first, pupil):
            once.append(pupil)
            known.update(dict.fromkeys(keys, pupil))
            continue
        findings.append(
            Finding(pupil.sheet, pupil.row, "", "pupil_twice", f"{pupil.name} = baris {first.row}")
        )
        _join(first, pupil, findings)
        again.append(pupil)
    return once, again


def _keys(pupil: Pupil) -> list[tuple[str, ...]]:
    name = fold_name(pupil.name)
    keys: list[tuple[str, ...]] = []
    if pupil.nik.value:
        keys.append(("nik", pupil.nik.value))
    if len(pupil.nisn) == NISN_DIGITS:
        keys.append(("nisn", pupil.nisn, name))
    pengurus = pupil.pengurus_nik.value or fold_name(pupil.pengurus)
    if pengurus:
        keys.append(("child", pengurus, name))
    return keys


def _other_person(one: Pupil, other: Pupil) -> bool:
    return bool(one.nik.value and other.nik.value and one.nik.value != other.nik.value)


def _join(first: Pupil, again: Pupil, findings: list[Finding]) -> None:
    held: Mapping[str, Attendance] = {told.month: told for told in first.months}
    for told in again.months:
        if told.month not in held:
            first.months.append(told)
        elif held[told.month] != told:
            findings.append(
                Finding(again.sheet, again.row, told.said, "attendance_differs", f"{told.percent} %")
            )


def _at(cells: Sequence[Cell], at: int | None) -> Cell:
    return cells[at] if at is not None and at < len(cells) else None


def _month(text: str) -> int | None:
    """Return the month a header cell names: APRIL, PEBRUARI 2026, BULAN MEI."""
    words = [word for word in tidy(text).split() if not word.isdigit() and word.casefold() != "bulan"]
    return month_number(words[0]) if len(words) == 1 and len(words[0]) >= 3 else None


def _label(text: str) -> str | None:
    plain = tidy(text)
    return "percent" if plain == "%" else _LABELS.get(fold(plain))


def say_month(month: str) -> str:
    """Say `2026-05` as Mei 2026."""
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"
