"""Cells to values or findings, one data row at a time; nothing is ever guessed into a number.

A value that cannot be trusted is left out, its raw text kept, and a finding says so. Source: rosters and
domain documents, sections 5.2 and 6.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from sys import intern

from pkh_desk.domain.dates import read_date
from pkh_desk.domain.people.nik import NumberReading, born_on, sex_of, told_alike
from pkh_desk.domain.text import fold, tidy
from pkh_desk.rosters.columns.lines import Line
from pkh_desk.rosters.columns.titles import pendamping_of_list
from pkh_desk.rosters.findings import Finding
from pkh_desk.rosters.lists.counts import COUNTED, count_field, read_count
from pkh_desk.rosters.lists.list_reader import ListReader, Values
from pkh_desk.rosters.progress import telling
from pkh_desk.rosters.reading.cells import text_of
from pkh_desk.rosters.words import KOMPONEN, RELATION, SEX, code_of, is_dead

DECEASED = frozenset({"alm", "almarhum", "almarhumah", "meninggal", "meninggal dunia", "md", "wafat"})
CHILDREN = frozenset({"aud", "sd", "smp", "sma"})
CHAIR = frozenset({"ketua", "ketua kelompok"})
_LEAVES = re.compile(r"\b(?:calon )?graduasi\b")
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Entry:
    """One data row, cleaned: values of the household and of the person, as the log writes them.

    `counts`: people by komponen, where a list only counts them. `stated`: the words that say that the family
    leaves, on the day `stated_on` if that is told. `links`: those of a form, with their titles.
    `pendamping` is the name of the one whose the family is, as the row or the titles write it.
    """

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
    counts: Mapping[str, int] | None = None
    stated: str = ""
    stated_on: str = ""
    links: tuple[str, ...] = ()
    pendamping: str = ""


class Cleaner(ListReader):
    """Cleans the rows of one list of families or people."""

    _above: Entry | None = None
    _begin_by_number = False

    @property
    def _lists_people(self) -> bool:
        return {"relation", "no_kk"} <= self._columns.keys()

    def entries(self) -> Iterator[Entry]:
        """Yield the data rows in order; the list is used up, so that a large one is in memory once only."""
        if "amount" in self._columns:
            money = self.roster.header.text_of("amount")
            self.findings.append(Finding(self.roster.sheet, 0, money, "money_alone", money))
        stacks = self.roster.lines, *self.numbers_of_people()
        for stack in stacks:
            stack.reverse()
        lines, niks, kks = stacks
        self._begin_by_number = "number" in self._columns and not all(self.text(n, "number") for n in lines)
        for _ in telling(range(len(lines)), self.progress):
            before = len(self.findings)
            line, kk = lines.pop(), kks.pop()
            entry = self._entry(line, niks.pop(), kk)
            if self._lists_people:
                self._join_above(line, kk, entry)
            if len(self.findings) > before:
                entry.found = any(found.row == entry.row for found in self.findings[before:])
            yield entry

    def _entry(self, line: Line, nik: NumberReading, kk: NumberReading) -> Entry:
        self.hidden(line)
        name = self.name(line)
        is_example = fold(name).startswith("contoh")
        if is_example:
            self.find(line, "name", "example", name)
        # A list of numbers alone still tells which families it is about.
        numbered = "name" not in self.roster.header.columns and bool(nik.value or kk.value)
        if line.lone:
            self.find(line, "name", "row_unclear", name)
        elif not name and not numbered and not is_example:
            self.find(line, "name", "name_missing", "")
        home: Values = {}
        person: Values = {"name": name}
        if nik.value and nik.value == kk.value:
            nik, kk = self._one_of_both(line, nik, kk)
        self.number(line, "nik", nik, person)
        self.number(line, "no_kk", kk, home)
        self.place(line, home)
        self._plain(line, home, person)
        note = self.text(line, "note")
        words = fold(note) if note else ""
        if is_dead(name) or words in DECEASED:
            self.find(line, "name", "name_deceased", name)
        if name:
            self._person(line, nik, person)
        is_chair, marked = words in CHAIR, words == "pengurus"
        if note and not is_chair and not marked:
            home["note"] = self.fit(line, "note", note, 1000)
        return Entry(
            self.roster.sheet,
            line.number,
            home,
            person,
            self.phones(line),
            intern(self.text(line, "group") or line.group),
            is_chair,
            marked,
            self.text(line, "id_dtks"),
            self.roster.header.text_of("name"),
            refused=line.lone or (not name and not numbered),
            example=is_example,
            counts=self._counts(line),
            stated=self._stated(line),
            pendamping=intern(self.text(line, "pendamping") or self._of_whom),
        )

    def _one_of_both(
        self, line: Line, nik: NumberReading, kk: NumberReading
    ) -> tuple[NumberReading, NumberReading]:
        """Take back the one of two equal numbers that it is not, where the rest of the row proves which."""
        cell = self.cell(line, "born_on") or _place_and_day(self.text(line, "born"))[1]
        born = read_date(cell, self.today, cell=True, past=True).value
        told = told_alike(nik, kk, code_of(SEX, self.text(line, "sex")), born)
        if told == (nik, kk):
            self.find(line, "nik", "nik_is_kk", nik.raw)
        return told

    def _join_above(self, line: Line, kk: NumberReading, entry: Entry) -> None:
        """Put a person without a No KK into the family above, where a list writes it once for a family.

        A family begins with a row that has a number of its own, in a list where some have none; else with a
        head.
        """
        if kk.raw or entry.dtks:
            self._above = entry
            return
        begins = entry.person.get("relation") == "kepala"
        if self._begin_by_number:
            begins = bool(self.text(line, "number"))
        if self._above is None or begins:
            self._above = None
            return
        entry.home = self._above.home
        self.find(line, "no_kk", "kk_of_above", entry.home.get("no_kk") or entry.home.get("no_kk_raw") or "")

    def stated(self, line: Line) -> tuple[str, str]:
        """Return the field and the text that say that the family leaves, "" if none does."""
        note = self.text(line, "note")
        return ("note", note) if note and _LEAVES.search(fold(note)) else ("", "")

    def _stated(self, line: Line) -> str:
        """Propose what a row says of leaving; a status follows from a signed letter, never from a list."""
        name, text = self.stated(line)
        if text:
            self.find(line, name, "leaving_stated", text[:300], "Calon graduasi", answer="calon")
        return text

    def _counts(self, line: Line) -> Mapping[str, int] | None:
        """Return how many people of each komponen a row counts; None where it counts nothing."""
        counts: dict[str, int] = {}
        for komponen, name in self._counted:
            text = tidy(text_of(self.cell(line, name)))
            people = read_count(text)
            if people is None:
                self.find(line, name, "count_unreadable", text)
            else:
                counts[komponen] = people
        return counts if any(counts.values()) else None

    @cached_property
    def _of_whom(self) -> str:
        """The pendamping whose families the whole list holds, "" if it does not say."""
        return pendamping_of_list(self.roster.titles)

    @cached_property
    def _kept(self) -> list[tuple[str, int, bool]]:
        """The fields of the list that are kept as written, with their longest text and "of the family"."""
        known = [(*field, True) for field in _HOME_TEXTS] + [(*field, False) for field in _PERSON_TEXTS]
        return [field for field in known if field[0] in self.roster.header.columns]

    @cached_property
    def _counted(self) -> list[tuple[str, str]]:
        """The komponen that the list counts, each with its field."""
        named = [(komponen, count_field(komponen)) for komponen in COUNTED]
        return [(komponen, name) for komponen, name in named if name in self.roster.header.columns]

    def _plain(self, line: Line, home: Values, person: Values) -> None:
        for name, most, is_home in self._kept:
            if text := self.text(line, name):
                (home if is_home else person)[name] = self.fit(line, name, text, most)
        if tail := self.kks_tail(line):
            home["kks_tail"] = tail
        self._rt_rw(line, home)

    def _rt_rw(self, line: Line, home: Values) -> None:
        """Part 003/001. Excel makes a date of 1/4, or a quarter, which is what nobody can tell back."""
        text, cell = self.text(line, "rt_rw"), self.cell(line, "rt_rw")
        if not text:
            return
        pair = _rt_and_rw(text) if isinstance(cell, str) else None
        if pair is not None:
            home["rt"], home["rw"] = pair
        else:
            self.find(line, "rt_rw", "rt_rw_unreadable", text)

    # --- the person

    def _person(self, line: Line, nik: NumberReading, person: Values) -> None:
        for name, table, kind in (("sex", SEX, "sex_unknown"), ("relation", RELATION, "relation_unknown")):
            text = self.text(line, name)
            if not text:
                continue
            person[name] = code_of(table, text)
            if person[name] is None:
                self.find(line, name, kind, text)
                if name == "relation":
                    person[name] = "lainnya"
        if text := self.text(line, "komponen"):
            self._komponen(line, text, person)
        born = self._born(line, person)
        if born:
            person["born_on"] = born.isoformat()
        if nik.value:
            self._by_nik(line, nik.value, born, person)

    def _komponen(self, line: Line, text: str, person: Values) -> None:
        """Put the komponen of a row; a school child's is never that of the pengurus whose family it is."""
        komponen = code_of(KOMPONEN, text)
        if komponen is None:
            self.find(line, "komponen", "komponen_unknown", text)
        elif komponen in CHILDREN and "relation" not in self._columns:
            self.find(line, "komponen", "komponen_of_child", text)
        else:
            person["komponen"] = komponen

    def _born(self, line: Line, person: Values) -> date | None:
        column, cell = "born_on", self.cell(line, "born_on")
        if column not in self.roster.header.columns and (text := self.text(line, "born")):
            column = "born"
            place, cell = _place_and_day(text)
            if place:
                person["birth_place"] = self.fit(line, column, place, 80)
        if cell is None:
            return None
        written = read_date(cell, self.today, cell=True, past=True)
        if written.problem or (written.value and written.value > self.today):
            proposal = written.proposal.isoformat() if written.proposal else None
            self.find(line, column, "date_unreadable", tidy(text_of(cell)), proposal)
            return None
        return written.value

    def _by_nik(self, line: Line, nik: str, written: date | None, person: Values) -> None:
        """Fill in what the NIK tells and the list does not; say where the two differ."""
        sex = sex_of(nik)
        if not person.get("sex"):
            person["sex"] = sex
        elif person["sex"] != sex:
            self.find(line, "sex", "sex_differs", self.text(line, "sex"), sex)
        is_pengurus = "relation" not in self.roster.header.columns
        relation = "istri" if is_pengurus else person.get("relation")
        told = born_on(
            nik, self.today, roster_date=written, komponen=person.get("komponen"), relation=relation
        )
        if written is None and told is not None:
            person["born_on"] = told.isoformat()
        elif written is not None and told is not None and told != written:
            self.find(line, "born_on", "born_differs", written.isoformat(), told.isoformat())


def _place_and_day(text: str) -> tuple[str, str]:
    """Part "Serang, 12 Maret 1984"; without a figure it is a place alone."""
    found = _DIGITS.search(text)
    at = found.start() if found else len(text)
    return text[:at].strip(" ,./:-"), text[at:]


@lru_cache(maxsize=1024)
def _rt_and_rw(text: str) -> tuple[str, str] | None:
    pair = _DIGITS.findall(text)
    return (pair[0][:10], pair[1][:10]) if len(pair) == 2 else None


_HOME_TEXTS = (("address", 300), ("rt", 10), ("rw", 10), ("dusun", 100), ("no_peserta", 40))
_PERSON_TEXTS = (("birth_place", 80), ("occupation", 80), ("school", 120), ("grade", 20))
