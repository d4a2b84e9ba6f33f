"""Rows to families: people of one No KK together, rows that repeat each other told, the pengurus chosen."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pkh_desk.domain.dates import age_on
from pkh_desk.domain.text import fold, fold_name, name_key
from pkh_desk.rosters.clean import Entry
from pkh_desk.rosters.findings import Finding
from pkh_desk.rosters.lists.list_reader import Values
from pkh_desk.rosters.matching.names import is_other_name

ADULT = 17
ALIKE, MOST_ASKED = 88, 300
"""How like two names of one place must be to be told, in percent; rows without a number that are asked."""
DEPENDENT = frozenset({"anak", "cucu", "menantu", "orang_tua", "mertua", "famili", "lainnya"})
"""Relations to a head of family, which nobody is alone."""
_SPOILT = re.compile(r"(?:[^\d]{0,2}\d){12,18}[^\d]{0,2}(?<!0)")
"""A No KK that is no number but still told from others; one that ends in 0 may have lost its last digit."""


@dataclass(slots=True)
class Family:
    """One family of the file. `entries` holds its rows, the pengurus' first; `chosen`: nobody marked it."""

    home: Values
    entries: list[Entry]
    phones: list[str]
    group: str
    is_chair: bool
    chosen: bool = False

    @property
    def is_unknown(self) -> bool:
        """Whether this is somebody's child or parent whose family no number tells."""
        first = self.entries[0]
        numbered = self.home.get("no_kk") or first.dtks
        return len(self.entries) == 1 and not numbered and first.person.get("relation") in DEPENDENT


@dataclass
class Gathering:
    """All families of a file, in order, and the rows (sheet, number) that did not become one."""

    today: date
    families: list[Family] = field(default_factory=list)
    skipped: int = 0
    refused: int = 0
    findings: list[Finding] = field(default_factory=list)
    left: set[tuple[str, int]] = field(default_factory=set)
    _by_key: dict[tuple[str, ...], list[Family]] = field(default_factory=dict)
    _niks: dict[str, Family] = field(default_factory=dict)

    def add(self, entries: Iterable[Entry], layout: str, columns: dict[str, str], hold: bool) -> None:
        """Add the rows of one list. `columns` gives the header texts for findings; `hold` leaves rows with
        findings out."""
        first = len(self.families)
        for entry in entries:
            if entry.refused:
                self.refused += 1
            elif entry.example or (hold and entry.found):
                self.skipped += 1
            elif not self._place(entry, layout, columns):
                self.skipped += 1
            else:
                continue
            self.left.add((entry.sheet, entry.row))
        if layout == "R4":
            for family in self.families[first:]:
                self._choose_pengurus(family, columns.get("name", ""))

    def say_alike(self) -> None:
        """Tell families without a trusted number whose pengurus is named like another one nearby."""
        numberless = [family for family in self.families if not _number_of(family)][:MOST_ASKED]
        if not numberless:
            return
        named: dict[str, dict[str, list[Entry]]] = {}
        for family in self.families:
            name, place = name_place(family.entries[0].person, family.home)
            named.setdefault(place, {}).setdefault(name.replace(" ", ""), []).append(family.entries[0])
        for family in numberless:
            self._say_alike(family.entries[0], named[name_place(family.entries[0].person, family.home)[1]])

    def _say_alike(self, entry: Entry, named: Mapping[str, list[Entry]]) -> None:
        from rapidfuzz import fuzz, process

        ours = name_key(entry.person["name"] or "")
        near = process.extract(ours, list(named), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=2)
        others = (one for key, _, _ in near for one in named[key] if one is not entry)
        if ours and (other := next(others, None)) is not None:
            where = f"baris {other.row}" if other.sheet == entry.sheet else f"{other.sheet} baris {other.row}"
            said = Finding(
                entry.sheet,
                entry.row,
                entry.name_column,
                "alike_here",
                entry.person["name"] or "",
                detail=where,
            )
            self.findings.append(said)

    def _place(self, entry: Entry, layout: str, columns: dict[str, str]) -> bool:
        """Put a row into its family, or begin one; False for a row that repeats another."""
        nik, known = entry.person.get("nik"), self._by_key.get(_key(entry), [])
        if nik in self._niks and not (entry.home.get("no_kk") and self._niks[nik].home.get("no_kk")):
            known = [*known, self._niks[nik]]
        if any(_is_same(entry, other) for family in known for other in family.entries):
            self._find(entry, "", "repeated")
            return False
        if known and layout == "R4":
            family = known[0]
            family.entries.append(entry)
            family.phones += [phone for phone in entry.phones if phone not in family.phones]
        else:
            if known and (no_kk := entry.home.get("no_kk")):
                self._find(entry, columns.get("no_kk", ""), "kk_twice", no_kk)
            family = Family(
                entry.home, [entry], list(entry.phones), entry.group, entry.is_chair, not entry.person["name"]
            )
            self.families.append(family)
            self._by_key.setdefault(_key(entry), []).append(family)
        if nik and (self._niks.setdefault(nik, family) is not family or _has_twice(family, nik)):
            self._find(entry, columns.get("nik", ""), "nik_twice", nik)
        return True

    def _choose_pengurus(self, family: Family, column: str) -> None:
        """Put the pengurus first: the one who is marked, else the adult wife, else the head."""
        marked = next((e for e in family.entries if e.marked), None)
        if marked is None:
            marked = min(family.entries, key=self._rank)
            self._find(marked, column, "pengurus_chosen", marked.person["name"] or "")
            family.chosen = True
        family.entries.remove(marked)
        family.entries.insert(0, marked)

    def _rank(self, entry: Entry) -> int:
        relation, born = entry.person.get("relation"), entry.person.get("born_on")
        is_adult = born is None or age_on(date.fromisoformat(born), self.today) >= ADULT
        if relation == "istri" and is_adult:
            return 0
        return 1 if relation == "kepala" else 2 if is_adult else 3

    def _find(self, entry: Entry, column: str, kind: str, raw: str = "") -> None:
        self.findings.append(Finding(entry.sheet, entry.row, column, kind, raw))


def _key(entry: Entry) -> tuple[str, ...]:
    """Return what makes rows one family: the No KK, else the list's own family number, else the person."""
    if entry.home.get("no_kk"):
        return ("kk", entry.home["no_kk"] or "")
    if entry.dtks:
        return ("dtks", entry.dtks)
    if _SPOILT.fullmatch(entry.home.get("no_kk_raw") or ""):
        return ("kk", entry.home["no_kk_raw"] or "")
    if entry.person.get("nik"):
        return ("nik", entry.person["nik"] or "")
    raw = (entry.person.get("nik_raw") or "", entry.home.get("no_kk_raw") or "")
    return ("name", *name_place(entry.person, entry.home), *raw)


def name_place(person: Mapping[str, object], home: Mapping[str, object]) -> tuple[str, str]:
    """Return the key of a family that has no readable number: its pengurus' name and its place."""
    place = str(home.get("desa_code") or "") or fold(str(home.get("desa_raw") or ""))
    return fold_name(str(person["name"] or "")), place


def _number_of(family: Family) -> str:
    return family.home.get("no_kk") or next((nik for e in family.entries if (nik := e.person.get("nik"))), "")


def _has_twice(family: Family, nik: str) -> bool:
    return sum(entry.person.get("nik") == nik for entry in family.entries) > 1


def _is_same(one: Entry, other: Entry) -> bool:
    if one.person.get("nik") and other.person.get("nik"):
        # One number copied down a column does not make one person of two.
        same = one.person["nik"] == other.person["nik"]
        return same and not is_other_name(one.person["name"] or "", other.person["name"] or "")
    if not one.person["name"] or not other.person["name"]:
        return one.home.get("no_kk") == other.home.get("no_kk")
    return name_key(one.person["name"] or "") == name_key(other.person["name"] or "")
