"""Reading one list: cells by field, numbers by column, names, places and telephones; findings on the way.

A value that cannot be trusted is left out, its raw text kept, and a finding says so. Every layout reads with
this. Source: rosters and domain documents, sections 5.2 and 6.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from pkh_desk.domain.people.nik import (
    NumberReading,
    doubt_last_digit,
    ends_in_zero,
    read_kk,
    read_nik,
    told_apart,
)
from pkh_desk.domain.people.phone import read_phones
from pkh_desk.domain.people.places import Wilayah
from pkh_desk.domain.text import tidy
from pkh_desk.rosters.columns.lines import Line, Roster
from pkh_desk.rosters.columns.titles import place_of_list
from pkh_desk.rosters.findings import Finding
from pkh_desk.rosters.progress import Progress, telling, untold
from pkh_desk.rosters.reading.cells import Cell, text_of
from pkh_desk.rosters.words import is_nothing

Values = dict[str, str | None]

LONGEST_NAME = 120
HALF, NEARLY_ALL = 0.5, 0.8
FEW = 5
REMEMBERED = 4096
"""Texts of a list that are read once each: places, groups and addresses come again and again."""
_STRAY_NUMBER = re.compile(r"[(\[]?\b\d(?:[ .\-]?\d){5,}\b[)\]]?")
_NOT_DIGITS = re.compile(r"\D+")
_LETTERS = re.compile(r"[A-Za-z][A-Za-z.']*(?: [A-Za-z.']+)*")
_NUMBERING = re.compile(r"^\d{1,3}[.)]\s*")


@dataclass
class ListReader:
    """Reads the rows of one list. `findings` is where it reports, `progress` hears of the rows read."""

    roster: Roster
    wilayah: Wilayah
    today: date
    findings: list[Finding] = field(default_factory=list)
    progress: Progress = untold
    _places_told: set[str] = field(default_factory=set, init=False)
    _columns: Mapping[str, int] = field(init=False)
    _remembered: Callable[[str], str] = field(init=False)

    def __post_init__(self) -> None:
        """Keep the columns at hand, which every cell asks for, and what was read of texts that come again."""
        self._columns = self.roster.header.columns
        self._remembered = lru_cache(REMEMBERED)(_words)

    def cell(self, line: Line, name: str) -> Cell:
        """Return the cell of a field as it came."""
        at = self._columns.get(name)
        return line.cells[at] if at is not None and at < len(line.cells) else None

    def text(self, line: Line, name: str) -> str:
        """Return the text of a field, "" for one that says that there is nothing."""
        at = self._columns.get(name)
        if at is None or at >= len(line.cells):
            return ""
        cell = line.cells[at]
        return self._remembered(cell) if type(cell) is str else _words(cell)

    def find(
        self,
        line: Line,
        name: str,
        kind: str,
        raw: str,
        proposal: str | None = None,
        answer: str | None = None,
        detail: str = "",
    ) -> None:
        """Report something about the cell of a field; an empty `name` is the row itself."""
        column = self.roster.header.text_of(name) if name else ""
        self.findings.append(
            Finding(self.roster.sheet, line.number, column, kind, raw, proposal, answer, detail)
        )

    def hidden(self, line: Line) -> None:
        """Say so where a row is hidden or struck through; it is read all the same."""
        if line.hidden:
            self.find(line, "", "row_hidden", "")
        if line.struck:
            self.find(line, "", "row_struck", "")

    def numbers(self, name: str) -> list[NumberReading]:
        """Read a whole column of NIK or No KK; where too many end in 0, Excel took their last digit.

        Half of the number cells is too many, and nearly all of the texts.
        """
        read = read_nik if name.startswith("nik") else read_kk
        known = self.wilayah.region_known
        readings = [read(self.cell(line, name), known) for line in telling(self.roster.lines, self._begin)]
        prefix = "nik" if read is read_nik else "kk"
        typed = [r for r in readings if r.from_number and r.value]
        lost_typed = _end_in_zero(typed, 1, HALF)
        lost_any = _end_in_zero([r for r in readings if r.value], FEW, NEARLY_ALL)
        if not (lost_any or lost_typed):
            return readings
        return [
            doubt_last_digit(r, prefix) if (lost_any or r.from_number) and ends_in_zero(r) else r
            for r in readings
        ]

    def numbers_of_people(self) -> tuple[list[NumberReading], list[NumberReading]]:
        """Read the columns of NIK and No KK, and tell the rows in which they changed places."""
        niks, kks = self.numbers("nik"), self.numbers("no_kk")
        for at, pair in enumerate(zip(niks, kks, strict=True)):
            niks[at], kks[at] = told_apart(*pair)
        return niks, kks

    def _begin(self, done: int, total: int) -> None:
        """Tell that no row is through yet: its numbers are read first."""
        self.progress(0, total)

    def number(self, line: Line, name: str, reading: NumberReading, values: Values) -> None:
        """Put a number that was read into `values`, or its raw text and a finding."""
        for note in reading.notes:
            self.find(line, name, note, reading.raw)
        if reading.doubt:
            counted = f"{reading.digits} angka" if reading.doubt.endswith("_length") else ""
            self.find(line, name, reading.doubt, reading.raw, reading.proposal, detail=counted)
            values[f"{name}_raw"] = reading.raw
        elif reading.value:
            values[name] = reading.value

    def name(self, line: Line, field: str = "name") -> str:
        """Return a name without its numbering and without a number that strayed into it."""
        cell = self.cell(line, field)
        if type(cell) is str and _LETTERS.fullmatch(cell) and not is_nothing(cell):
            # Most names; what follows would leave them as they are.
            return self.fit(line, field, cell, LONGEST_NAME)
        text = _NUMBERING.sub("", tidy(text_of(cell)))
        plain, strays = _STRAY_NUMBER.subn(" ", text)
        plain = (tidy(plain) if strays else text).strip(" -/,;")
        if strays and plain != text:
            self.find(line, field, "name_number", text)
        return "" if is_nothing(plain) or plain.isdigit() else self.fit(line, field, plain, LONGEST_NAME)

    def fit(self, line: Line, name: str, text: str, most: int) -> str:
        """Return a text as far as there is room for it; the finding keeps one that is cut whole."""
        if len(text) > most:
            self.find(line, name, "text_cut", text)
        return text[:most]

    def kks_tail(self, line: Line) -> str | None:
        """Return the last four digits of the KKS, if all of its digits are there."""
        cell = self.cell(line, "kks")
        if not cell:
            return None
        digits = _NOT_DIGITS.sub("", tidy(text_of(cell)))
        return digits[-4:] if len(digits) == 16 else None

    def phones(self, line: Line) -> tuple[str, ...]:
        """Return the telephone numbers of a row."""
        cell = self.cell(line, "phone")
        if cell is None:
            return ()
        reading = read_phones(cell)
        if reading.doubts:
            self.find(line, "phone", "phone_unreadable", " / ".join(reading.doubts))
        return reading.numbers

    def place(self, line: Line, home: Values) -> None:
        """Put the desa of a row into `home`, or what was written and a finding.

        A row that names none lies in the desa of the row above that names one, of its sheet or of the titles.
        """
        desa, kecamatan = self.text(line, "desa"), self.text(line, "kecamatan")
        if kecamatan and not self.wilayah.kecamatan(kecamatan).code:
            self.find(line, "kecamatan", "kecamatan_unknown", kecamatan)
        kecamatan = kecamatan or line.place[1]
        if not desa and (code := self._own_place(line.place[0], kecamatan)):
            home["desa_code"] = code
            return
        desa = desa or line.place[0]
        place = self.wilayah.desa(desa, kecamatan)
        if place.code:
            home["desa_code"] = place.code
            if place.guessed:
                self.find(line, "desa", "desa_guessed", desa, self.wilayah.full_name(place.code))
            return
        if kecamatan:
            home["kecamatan_raw"] = kecamatan[:120]
        if not desa:
            return
        home["desa_raw"] = desa[:120]
        if place.candidates:
            named = "; ".join(self.wilayah.full_name(code) for code in place.candidates)
            self.find(line, "desa", "desa_question", desa, named)
        else:
            self.find(line, "desa", "desa_unknown", desa)

    def _own_place(self, above: str, kecamatan: str) -> str | None:
        """Return the desa that the list itself names, in a row `above` or at its head; each is said once."""
        desa, own = place_of_list(self.roster.titles, self.roster.tab)
        desa = above or desa
        code = self.wilayah.desa(desa, kecamatan or own).code if desa else None
        if code and code not in self._places_told:
            self._places_told.add(code)
            named = self.wilayah.full_name(code)
            self.findings.append(Finding(self.roster.sheet, 0, "", "desa_of_sheet", desa, named))
        return code


def _words(cell: Cell) -> str:
    """Return the text of a cell, "" for one that says that there is nothing."""
    text = tidy(text_of(cell))
    return "" if is_nothing(text) else text


def _end_in_zero(readings: Sequence[NumberReading], fewest: int, share: float) -> bool:
    zeros = sum(ends_in_zero(reading) for reading in readings)
    return len(readings) >= fewest and zeros >= share * len(readings)
