"""Kemensos' decision list: one row a proposed family, approved or refused, with the SK.

The SK's number and date may stand in the titles for the whole list. What a row decides is taken from its own
words, else from the titles; a word that may mean either is asked (domain 3.2, step 9).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pkh_desk.domain.dates import read_date
from pkh_desk.domain.text import fold, tidy
from pkh_desk.rosters.columns.layout import Layout, folded
from pkh_desk.rosters.columns.lines import Line
from pkh_desk.rosters.lists.families import COMMON, COMMON_FIELDS
from pkh_desk.rosters.lists.list_reader import ListReader, Values
from pkh_desk.rosters.progress import telling
from pkh_desk.rosters.reading.cells import text_of

APPROVED, REFUSED = "graduasi", "ditolak"
PENDING = "menunggu"

_ALIASES = (
    COMMON
    | folded(
        decision="keputusan,hasil keputusan,keputusan kemensos,hasil verifikasi,hasil,hasil usulan,"
        "status usulan,status keputusan,status persetujuan,persetujuan,jawaban kemensos,jawaban",
        status="status,status graduasi",
        sk_number="nomor sk,no sk,sk,nomor surat keputusan,no surat keputusan,nomor keputusan,no keputusan",
        sk_on="tanggal sk,tgl sk,tanggal surat keputusan,tgl surat keputusan,sk tanggal",
        decided_on="tanggal keputusan,tgl keputusan,tanggal persetujuan,tgl persetujuan,tanggal,tgl",
        reason="alasan,alasan penolakan,alasan ditolak,alasan tolak,sebab,sebab ditolak",
        pendamping="pendamping,nama pendamping",
    )
)  # fmt: skip
_WHO = ("nik", "no_kk", "name")

RULINGS = Layout(
    "keputusan",
    "satu baris satu keputusan Kemensos",
    _ALIASES,
    COMMON_FIELDS
    | {
        "decision": "Keputusan Kemensos",
        "status": "Status",
        "sk_number": "Nomor SK",
        "sk_on": "Tanggal SK",
        "decided_on": "Tanggal keputusan",
        "reason": "Alasan",
        "pendamping": "Pendamping (tidak dipakai)",
    },
    tuple(frozenset({who, told}) for who in _WHO for told in ("decision", "sk_number")),
)

_WORDS = (
    ("tidak disetujui", REFUSED), ("tdk disetujui", REFUSED), ("tidak setuju", REFUSED),
    ("tidak layak graduasi", REFUSED), ("belum layak graduasi", REFUSED), ("tidak memenuhi", REFUSED),
    ("tidak diterima", REFUSED), ("ditolak", REFUSED), ("tolak", REFUSED),
    ("belum", PENDING), ("tidak layak", ""), ("tdk layak", ""),
    ("disetujui", APPROVED), ("setuju", APPROVED), ("diterima", APPROVED), ("acc", APPROVED),
    ("layak graduasi", APPROVED),
    ("calon", PENDING), ("proses", PENDING), ("menunggu", PENDING), ("pending", PENDING),
    ("graduasi", APPROVED),
)  # fmt: skip
"""The first words that stand in a cell decide, so the longer ones stand first; "" may mean either."""

_DECIDED = re.compile(r"\b(?:tidak\s+|belum\s+)?(?:disetujui|ditolak)\b", re.IGNORECASE)
_IS_SK = re.compile(r"\b(?:sk|keputusan)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\b(?:nomor|no)\b[\s.:;]*(?:sk\b[\s.:;]*)?(\S[^;]*?)(?=\s*(?:$|;|\btanggal\b|\btgl\b|\btertanggal\b|"
    r"\btentang\b))",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:tanggal|tgl|tertanggal)\b(?:\s+sk\b)?[\s.:;]*([^;]+?)(?=\s*(?:$|;|\btentang\b))", re.I
)


@dataclass(slots=True)
class Ruling:
    """One row of the list. `decision` is APPROVED, REFUSED, PENDING, or "" where it has to be asked.

    `sk_number` and `sk_on` name the SK of the row, else of the titles; `on` the day of the decision, None
    where the list does not tell. `stated` is the decision as written.
    """

    sheet: str
    row: int
    home: Values
    person: Values
    stated: str
    decision: str
    reason: str
    sk_number: str
    sk_on: date | None
    on: date | None
    column: str
    found: bool = False

    @property
    def name(self) -> str:
        """The name as written, "" if there is none."""
        return self.person["name"] or ""


@dataclass
class RulingReader(ListReader):
    """Reads the rows of a decision list."""

    def rulings(self) -> list[Ruling]:
        """Return the rows in order."""
        number, dated, title = read_titles(self.roster.titles, self.today)
        columns = self.roster.lines, *self.numbers_of_people()
        rows = []
        for line, nik, no_kk in telling(list(zip(*columns, strict=True)), self.progress):
            before = len(self.findings)
            self.hidden(line)
            home: Values = {}
            person: Values = {"name": self.name(line)}
            self.number(line, "nik", nik, person)
            self.number(line, "no_kk", no_kk, home)
            self.place(line, home)
            stated = self.text(line, "decision") or self.text(line, "status")
            sk_on = self._day(line, "sk_on") or dated
            ruling = Ruling(
                self.roster.sheet,
                line.number,
                home,
                person,
                stated,
                read_decision(stated) if stated else title,
                self._why(line),
                self.text(line, "sk_number")[:80] or number,
                sk_on,
                self._day(line, "decided_on") or sk_on,
                self.roster.header.text_of("decision") or self.roster.header.text_of("status"),
            )
            ruling.found = len(self.findings) > before
            rows.append(ruling)
        return rows

    def _why(self, line: Line) -> str:
        name = "reason" if self.text(line, "reason") else "note"
        return self.fit(line, name, self.text(line, name), 300)

    def _day(self, line: Line, name: str) -> date | None:
        cell = self.cell(line, name)
        read = read_date(cell, self.today, cell=True, past=True)
        if read.problem or (read.value is not None and read.value > self.today):
            self.find(line, name, "decision_date_unreadable", tidy(text_of(cell)))
            return None
        return read.value


def read_decision(text: str) -> str:
    """Return what a cell decides: APPROVED, REFUSED, PENDING, or "" for what may mean either."""
    words = f" {fold(text)} "
    return next((code for said, code in _WORDS if f" {said} " in words), "")


def read_titles(titles: Sequence[str], today: date) -> tuple[str, date | None, str]:
    """Return the number and the date of the SK that the titles name, and what they decide for all rows."""
    text = " ; ".join(titles)
    if not _IS_SK.search(text):
        return "", None, ""
    number, dated = _NUMBER.search(text), _DATED.search(text)
    read = read_date(dated[1], today, cell=True, past=True) if dated else None
    day = read.value if read and read.value and read.value <= today else None
    decided = {read_decision(said) for said in _DECIDED.findall(text)}
    return (
        tidy(number[1]).strip(" :.,")[:80] if number else "",
        day,
        decided.pop() if len(decided) == 1 else "",
    )
