"""A school's form of attendance (verifikasi komitmen pendidikan): the pupils with their months.

The form has title rows (NPSN, school, year), a header of three rows (columns and months; effective days;
ALPA, IZIN, SAKIT, JML, %), and one row a pupil. What is empty is not filled in yet, never full attendance;
counts and percentages stay as the school wrote them (domain 2.5, 5.1).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import floor

from pkh_desk.domain.dates import MONTHS, month_number
from pkh_desk.domain.people.nik import NumberReading
from pkh_desk.domain.text import fold, name_key, tidy
from pkh_desk.rosters.columns.layout import Layout, folded
from pkh_desk.rosters.columns.lines import Line
from pkh_desk.rosters.findings import Finding
from pkh_desk.rosters.lists.list_reader import ListReader
from pkh_desk.rosters.progress import telling
from pkh_desk.rosters.reading.cells import Cell, text_of

MOST_DAYS, FULL = 31, 100
NISN_DIGITS = 10
COUNTS = {"alpa": "Alpa", "izin": "Izin", "sakit": "Sakit", "jml": "JML", "percent": "Persen"}

_LABELS = {
    "alpa": "alpa", "alpha": "alpa", "a": "alpa", "tanpa keterangan": "alpa",
    "izin": "izin", "i": "izin", "sakit": "sakit", "s": "sakit",
    "jml": "jml", "jumlah": "jml", "jumlah hadir": "jml", "hadir": "jml",
    "persen": "percent", "persentase": "percent", "kehadiran": "percent",
}  # fmt: skip
_SCHOOL_YEAR = re.compile(r"\b(20\d\d) ?/ ?(20\d\d)\b")
_YEAR = re.compile(r"\b20\d\d\b")
_YEARLY = ("form verifikasi", "triwulan", "tahun", "semester")
_SCHOOL = re.compile(r"nama sekolah[ :]*(.*)", re.IGNORECASE)
_EFFECTIVE = re.compile(r"hari efektif\D*(\d{1,2})", re.IGNORECASE)
_FRACTION = re.compile(r"0[.,]\d*[1-9]\d*")
_NUMBER = re.compile(r"(\d{1,3})(?:[.,](\d+))? ?%?")
_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True)
class _Span:
    """The columns under one month in the first header row."""

    month: int
    said: str
    columns: range


def _spans(top: Sequence[str]) -> list[_Span]:
    """Return the months of the first header row, each up to the next text.

    A merged cell may come as one text in its first column, or as the same text in all of them.
    """
    edges = [
        at for at, text in enumerate(top) if text and (at == 0 or text != top[at - 1] or not _month(text))
    ]
    ends = [*edges[1:], len(top)]
    return [
        _Span(month, top[at], range(at, end))
        for at, end in zip(edges, ends, strict=True)
        if (month := _month(top[at]))
    ]


def name_months(rows: Sequence[Sequence[str]]) -> dict[int, tuple[str, str]]:
    """Return the columns of the months, index -> (alpa_4, APRIL ALPA), by the first and last header row."""
    named = {}
    for span in _spans(rows[0]):
        for at in span.columns:
            if label := _label(rows[-1][at]):
                named[at] = f"{label}_{span.month}", f"{span.said} {rows[-1][at]}"
    return named


def _month(text: str) -> int | None:
    """Return the month a header cell names: APRIL, PEBRUARI 2026, BULAN MEI."""
    words = [word for word in tidy(text).split() if not word.isdigit() and word.casefold() != "bulan"]
    return month_number(words[0]) if len(words) == 1 and len(words[0]) >= 3 else None


def _label(text: str) -> str:
    return "percent" if text == "%" else _LABELS.get(fold(text), "")


VERKOM = Layout(
    "R3",
    "satu baris satu siswa",
    folded(
        number="no,nomor",
        nik_pengurus="nik pengurus",
        pengurus="nama pengurus",
        nik="nik siswa,nik anak,nik peserta didik",
        nisn="nisn",
        name="nama siswa,nama anak,nama peserta didik",
        level="bentuk pendidikan,jenjang",
        grade="tingkat pendidikan,tingkat,kelas",
        note="ket,keterangan",
    ),
    {
        "number": "Nomor urut (tidak dipakai)",
        "nik_pengurus": "NIK pengurus",
        "pengurus": "Nama pengurus",
        "nik": "NIK siswa",
        "nisn": "NISN",
        "name": "Nama siswa",
        "level": "Bentuk pendidikan",
        "grade": "Tingkat",
        "note": "Keterangan",
        **{
            f"{name}_{month}": f"{words} {MONTHS[month - 1]}"
            for name, words in COUNTS.items()
            for month in range(1, 13)
        },
    },
    tuple(frozenset({"name", f"alpa_{month}"}) for month in range(1, 13)),
    header_rows=3,
    name_columns=name_months,
)


@dataclass(frozen=True, slots=True)
class Attendance:
    """One month (`YYYY-MM`) of a pupil as the school wrote it; None is not filled in.

    `column` is the header text over its percentage.
    """

    month: str
    column: str = field(compare=False)
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
    months: list[Attendance] = field(default_factory=list)
    found: bool = False


class VerkomReader:
    """Reads the pupils of one form; what is found in single cells goes to the list's findings.

    School and year hold for the forms below (`before`) until another title row names them anew.
    """

    def __init__(self, reader: ListReader, before: "VerkomReader | None" = None) -> None:
        self._reader, self._roster = reader, reader.roster
        self._months = {span.month: span.said for span in _spans(self._roster.header.rows[0])}
        self._days = _effective_days(self._roster.header.rows)
        self._school, self._years = _titles(self._roster.titles)
        if before is not None:
            self._school, self._years = self._school or before._school, self._years or before._years

    def pupils(self) -> list[Pupil]:
        """Return the pupils in order, repeated ones too (see `join_pupils`)."""
        reader = self._reader
        columns = self._roster.lines, reader.numbers("nik"), reader.numbers("nik_pengurus")
        if not self._years and self._roster.lines:
            reader.find(self._roster.lines[0], "", "year_missing", "")
        return [self._pupil(*row) for row in telling(list(zip(*columns, strict=True)), reader.progress)]

    def _pupil(self, line: Line, nik: NumberReading, pengurus: NumberReading) -> Pupil:
        reader = self._reader
        before = len(reader.findings)
        reader.hidden(line)
        reader.number(line, "nik", nik, {})
        reader.number(line, "nik_pengurus", pengurus, {})
        pupil = Pupil(
            self._roster.sheet,
            line.number,
            reader.name(line),
            nik,
            self._nisn(line),
            reader.name(line, "pengurus"),
            pengurus,
            reader.text(line, "level")[:20],
            reader.text(line, "grade")[:20],
            self._school[:120],
        )
        self._fill_months(pupil, line)
        pupil.found = len(reader.findings) > before
        return pupil

    def _nisn(self, line: Line) -> str:
        """Return the NISN; one digit short it lost its leading 0, which is proposed and used to compare."""
        text = self._reader.text(line, "nisn")
        digits = "".join(_DIGIT.findall(text))
        if len(digits) == NISN_DIGITS - 1 == len(text):
            self._reader.find(line, "nisn", "nisn_lost_zero", text, "0" + digits)
            return "0" + digits
        return text[:20]

    def _fill_months(self, pupil: Pupil, line: Line) -> None:
        columns, empty = self._roster.header.columns, []
        for month, said in self._months.items():
            places = {name: columns[f"{name}_{month}"] for name in COUNTS if f"{name}_{month}" in columns}
            counts = {name: self._count(line, at, name == "percent") for name, at in places.items()}
            if all(count is None for count in counts.values()):
                empty.append(said)
            elif year := self._year_of(month):
                at = places.get("percent", min(places.values()))
                column = self._roster.header.texts[at]
                told = Attendance(f"{year}-{month:02}", column, self._days.get(month), **counts)
                if told.percent == 1 and told.counted == FULL:
                    told = replace(told, percent=FULL)
                self._judge(line, at, told)
                pupil.months.append(told)
        if empty:
            self._reader.find(line, "", "attendance_empty", ", ".join(empty))

    def _year_of(self, month: int) -> int | None:
        """Return the year of a month: the one of the title, or the half of a school year from July on."""
        if len(self._years) == 2:
            return self._years[0] if month >= 7 else self._years[1]
        return self._years[0] if self._years else None

    def _count(self, line: Line, at: int, is_percent: bool) -> int | None:
        """Read one count. Of a percentage the whole part counts: 84,6 is not 85; 0.91 is what a spreadsheet
        keeps of 91 %."""
        cell: Cell = line.cells[at] if at < len(line.cells) else None
        text = tidy(text_of(cell))
        if is_percent and _FRACTION.fullmatch(text):
            return floor(round(float(text.replace(",", ".")) * FULL, 4))
        if text in ("", "-"):
            return None
        read, most = _NUMBER.fullmatch(text), FULL if is_percent else MOST_DAYS
        if not read or int(read[1]) > most or (read[2] and not is_percent):
            self._find(line, at, "attendance_unreadable", text)
            return None
        return int(read[1])

    def _judge(self, line: Line, at: int, told: Attendance) -> None:
        if told.percent is None:
            self._find(line, at, "percent_missing", "")
        elif told.counted is not None and abs(told.counted - told.percent) > 1:
            self._find(line, at, "percent_differs", str(told.percent), str(told.counted))

    def _find(self, line: Line, at: int, kind: str, raw: str, proposal: str | None = None) -> None:
        column = self._roster.header.texts[at]
        self._reader.findings.append(Finding(self._roster.sheet, line.number, column, kind, raw, proposal))


def _effective_days(rows: Sequence[Sequence[str]]) -> dict[int, int]:
    """Return the effective days of each month; they stand behind their words, or in a cell beside."""
    days = {}
    for span in _spans(rows[0]):
        told = _EFFECTIVE.search(" ".join(row[at] for row in rows[1:] for at in span.columns))
        if told and int(told[1]) <= MOST_DAYS:
            days[span.month] = int(told[1])
    return days


def _titles(titles: Iterable[str]) -> tuple[str, tuple[int, ...]]:
    """Return the school and the year that the title rows name; two years for a school year."""
    school, years = "", tuple[int, ...]()
    for title in titles:
        if told := _SCHOOL.match(title):
            school = told[1]
        elif pair := _SCHOOL_YEAR.search(title):
            years = (int(pair[1]), int(pair[2]))
        elif fold(title).startswith(_YEARLY) and (year := _YEAR.search(title)):
            years = (int(year[0]),)
    return school, years


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
    name = name_key(pupil.name)
    keys: list[tuple[str, ...]] = []
    if pupil.nik.value:
        keys.append(("nik", pupil.nik.value))
    if len(pupil.nisn) == NISN_DIGITS:
        keys.append(("nisn", pupil.nisn, name))
    pengurus = pupil.pengurus_nik.value or name_key(pupil.pengurus)
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
                Finding(again.sheet, again.row, told.column, "attendance_differs", f"{told.percent}%")
            )


def say_month(month: str) -> str:
    """Say `2026-05` as Mei 2026."""
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"
