"""Cells to values or findings, one data row at a time; nothing is ever guessed into a number.

A value that cannot be trusted is left out, its raw text kept, and a finding says so. Source: rosters and
domain documents, sections 5.2 and 6.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from sys import intern

from pkh_desk.domain.dates import read_date
from pkh_desk.domain.nik import (
    NumberReading,
    born_on,
    doubt_last_digit,
    ends_in_zero,
    read_kk,
    read_nik,
    sex_of,
)
from pkh_desk.domain.phone import read_phones
from pkh_desk.domain.places import Wilayah
from pkh_desk.domain.text import fold, tidy
from pkh_desk.rosters.cells import Cell, text_of
from pkh_desk.rosters.findings import Finding
from pkh_desk.rosters.lines import Line, Roster
from pkh_desk.rosters.words import KOMPONEN, RELATION, SEX, code_of, is_nothing

Values = dict[str, str | None]

HALF, NEARLY_ALL = 0.5, 0.8
FEW = 5
CHAIR = frozenset({"ketua", "ketua kelompok"})
_STRAY_NUMBER = re.compile(r"[(\[]?\b\d(?:[ .\-]?\d){5,}\b[)\]]?")
_DIGITS = re.compile(r"\d+")
_NUMBERING = re.compile(r"^\d{1,3}[.)]\s*")


@dataclass(slots=True)
class Entry:
    """One data row, cleaned: values of the household and of the person, as the log writes them."""

    sheet: str
    row: int
    home: Values
    person: Values
    phones: tuple[str, ...]
    group: str
    is_chair: bool
    marked: bool
    dtks: str
    name_column: str
    found: bool = False
    refused: bool = False
    example: bool = False


@dataclass
class Cleaner:
    """Cleans the rows of one list. `findings` is where it reports."""

    roster: Roster
    wilayah: Wilayah
    today: date
    findings: list[Finding] = field(default_factory=list)

    def entries(self) -> Iterator[Entry]:
        """Yield the data rows in order; the list is used up, so that a large one is in memory once only."""
        stacks = self.roster.lines, self._numbers("nik"), self._numbers("no_kk")
        for stack in stacks:
            stack.reverse()
        lines, niks, kks = stacks
        while lines:
            before = len(self.findings)
            entry = self._entry(lines.pop(), niks.pop(), kks.pop())
            entry.found = len(self.findings) > before
            yield entry

    def _entry(self, line: Line, nik: NumberReading, kk: NumberReading) -> Entry:
        if line.hidden:
            self._find(line, "", "row_hidden", "")
        name = self._name(line)
        is_example = fold(name).startswith("contoh")
        if is_example:
            self._find(line, "name", "example", name)
        elif not name:
            self._find(line, "name", "name_missing", "")
        home: Values = {}
        person: Values = {"name": name[:120]}
        self._number(line, "nik", nik, person)
        self._number(line, "no_kk", kk, home)
        if nik.value and nik.value == kk.value:
            self._find(line, "nik", "nik_is_kk", nik.raw)
        self._place(line, home)
        self._plain(line, home, person)
        self._person(line, nik, person)
        note = self._text(line, "note")
        is_chair, marked = fold(note) in CHAIR, fold(note) == "pengurus"
        if note and not is_chair and not marked:
            home["note"] = note[:1000]
        return Entry(
            self.roster.sheet,
            line.number,
            home,
            person,
            self._phones(line),
            intern(self._text(line, "group") or line.group),
            is_chair,
            marked,
            self._text(line, "id_dtks"),
            self.roster.header.text_of("name"),
            refused=not name,
            example=is_example,
        )

    # --- cells

    def _cell(self, line: Line, name: str) -> Cell:
        at = self.roster.header.columns.get(name)
        return line.cells[at] if at is not None and at < len(line.cells) else None

    def _text(self, line: Line, name: str) -> str:
        cell = self._cell(line, name)
        if cell is None:
            return ""
        text = tidy(text_of(cell))
        return "" if is_nothing(text) else text

    def _find(self, line: Line, name: str, kind: str, raw: str, proposal: str | None = None) -> None:
        column = self.roster.header.text_of(name) if name else ""
        self.findings.append(Finding(self.roster.sheet, line.number, column, kind, raw, proposal))

    # --- numbers

    def _numbers(self, name: str) -> list[NumberReading]:
        """Read a whole column of NIK or No KK; where too many end in 0, Excel took their last digit.

        Half of the number cells is too many, and nearly all of the texts.
        """
        read = read_nik if name == "nik" else read_kk
        known = self.wilayah.region_known
        readings = [read(self._cell(line, name), known) for line in self.roster.lines]
        prefix = "nik" if name == "nik" else "kk"
        typed = [r for r in readings if r.from_number and r.value]
        lost_typed = _end_in_zero(typed, 1, HALF)
        lost_any = _end_in_zero([r for r in readings if r.value], FEW, NEARLY_ALL)
        return [
            doubt_last_digit(r, prefix)
            if ends_in_zero(r) and (lost_any or (lost_typed and r.from_number))
            else r
            for r in readings
        ]

    def _number(self, line: Line, name: str, reading: NumberReading, values: Values) -> None:
        for note in reading.notes:
            self._find(line, name, note, reading.raw)
        if reading.doubt:
            self._find(line, name, reading.doubt, reading.raw, reading.proposal)
            values[f"{name}_raw"] = reading.raw
        elif reading.value:
            values[name] = reading.value

    # --- words

    def _name(self, line: Line) -> str:
        text = _NUMBERING.sub("", tidy(text_of(self._cell(line, "name"))))
        plain = tidy(_STRAY_NUMBER.sub(" ", text)).strip(" -/,;")
        if plain != text and _STRAY_NUMBER.search(text):
            self._find(line, "name", "name_number", text)
        return "" if is_nothing(plain) or plain.isdigit() else plain

    def _plain(self, line: Line, home: Values, person: Values) -> None:
        for name, most in _HOME_TEXTS:
            if text := self._text(line, name):
                home[name] = text[:most]
        for name, most in _PERSON_TEXTS:
            if text := self._text(line, name):
                person[name] = text[:most]
        digits = "".join(_DIGITS.findall(self._text(line, "kks")))
        if len(digits) == 16:
            home["kks_tail"] = digits[-4:]
        self._rt_rw(line, home)

    def _rt_rw(self, line: Line, home: Values) -> None:
        """Part 003/001. Excel makes a date of 1/4, which is what nobody can tell back."""
        text = self._text(line, "rt_rw")
        pair = _DIGITS.findall(text)
        if len(pair) == 2:
            home["rt"], home["rw"] = intern(pair[0][:10]), intern(pair[1][:10])
        elif text:
            self._find(line, "rt_rw", "rt_rw_unreadable", text)

    def _phones(self, line: Line) -> tuple[str, ...]:
        reading = read_phones(self._cell(line, "phone"))
        if reading.doubts:
            self._find(line, "phone", "phone_unreadable", " / ".join(reading.doubts))
        return reading.numbers

    def _place(self, line: Line, home: Values) -> None:
        desa, kecamatan = self._text(line, "desa"), self._text(line, "kecamatan")
        if kecamatan and not self.wilayah.kecamatan(kecamatan).code:
            self._find(line, "kecamatan", "kecamatan_unknown", kecamatan)
        place = self.wilayah.desa(desa, kecamatan)
        if place.code:
            home["desa_code"] = place.code
            if place.guessed:
                self._find(line, "desa", "desa_guessed", desa, self.wilayah.full_name(place.code))
            return
        if kecamatan:
            home["kecamatan_raw"] = kecamatan[:120]
        if not desa:
            return
        home["desa_raw"] = desa[:120]
        if place.candidates:
            named = "; ".join(self.wilayah.full_name(code) for code in place.candidates)
            self._find(line, "desa", "desa_question", desa, named)
        else:
            self._find(line, "desa", "desa_unknown", desa)

    # --- the person

    def _person(self, line: Line, nik: NumberReading, person: Values) -> None:
        for name, table, kind in (("sex", SEX, "sex_unknown"), ("relation", RELATION, "relation_unknown")):
            text = self._text(line, name)
            if not text:
                continue
            person[name] = code_of(table, text)
            if person[name] is None:
                self._find(line, name, kind, text)
                if name == "relation":
                    person[name] = "lainnya"
        komponen = code_of(KOMPONEN, self._text(line, "komponen"))
        if komponen:
            person["komponen"] = komponen
        written = read_date(self._cell(line, "born_on"), self.today, cell=True, past=True)
        if written.problem:
            raw = tidy(text_of(self._cell(line, "born_on")))
            proposal = written.proposal.isoformat() if written.proposal else None
            self._find(line, "born_on", "date_unreadable", raw, proposal)
        if written.value:
            person["born_on"] = written.value.isoformat()
        if nik.value:
            self._by_nik(line, nik.value, written.value, person)

    def _by_nik(self, line: Line, nik: str, written: date | None, person: Values) -> None:
        """Fill in what the NIK tells and the list does not; say where the two differ."""
        sex = sex_of(nik)
        if not person.get("sex"):
            person["sex"] = sex
        elif person["sex"] != sex:
            self._find(line, "sex", "sex_differs", self._text(line, "sex"), sex)
        is_pengurus = "relation" not in self.roster.header.columns
        relation = "istri" if is_pengurus else person.get("relation")
        told = born_on(
            nik, self.today, roster_date=written, komponen=person.get("komponen"), relation=relation
        )
        if written is None and told is not None:
            person["born_on"] = told.isoformat()
        elif written is not None and told is not None and told != written:
            self._find(line, "born_on", "born_differs", written.isoformat(), told.isoformat())


def _end_in_zero(readings: Sequence[NumberReading], fewest: int, share: float) -> bool:
    zeros = sum(ends_in_zero(reading) for reading in readings)
    return len(readings) >= fewest and zeros >= share * len(readings)


_HOME_TEXTS = (("address", 300), ("rt", 10), ("rw", 10), ("dusun", 100), ("no_peserta", 40))
_PERSON_TEXTS = (("birth_place", 80), ("occupation", 80), ("school", 120), ("grade", 20))
