"""Layout R5: aid that was paid, one row a payment (the disbursement task of SIKS-NG, and lists like it)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pkh_desk.domain.dates import read_date
from pkh_desk.domain.money import read_rupiah
from pkh_desk.domain.people.payment import PROGRAM, Tahap, is_possible, read_program, read_tahap
from pkh_desk.domain.text import fold, tidy
from pkh_desk.rosters.columns.layout import Layout
from pkh_desk.rosters.columns.lines import Line
from pkh_desk.rosters.columns.titles import program_of_list, tahap_of_list
from pkh_desk.rosters.lists.families import COMMON, COMMON_FIELDS, MONEY
from pkh_desk.rosters.lists.list_reader import ListReader, Values
from pkh_desk.rosters.progress import telling
from pkh_desk.rosters.reading.cells import text_of

PAYMENTS = Layout(
    "R5",
    "satu baris satu pencairan bantuan",
    COMMON
    | {
        "amount": (*MONEY, "jumlah"),
        "tahap": (
            "tahap salur", "tahap", "periode", "periode salur", "tahap penyaluran", "periode penyaluran",
            "triwulan", "tahap cair", "tahap bantuan",
        ),
        "program": ("jenis bansos", "bansos", "jenis bantuan", "program", "jenis program", "bantuan"),
        "status": (
            "status", "status cair", "status salur", "status penyaluran", "status transaksi", "status bayar",
            "status pencairan", "hasil salur",
        ),
        "paid_on": (
            "tanggal cair", "tgl cair", "tanggal salur", "tgl salur", "tanggal transaksi", "tgl transaksi",
            "tanggal penyaluran", "tgl penyaluran",
        ),
    },
    COMMON_FIELDS
    | {
        "amount": "Jumlah uang",
        "tahap": "Tahap",
        "program": "Jenis bantuan",
        "status": "Status pencairan",
        "paid_on": "Tanggal cair",
    },
    tuple(
        frozenset({who, "amount", what})
        for who in ("nik", "no_kk", "name")
        for what in ("tahap", "program", "paid_on")
    ),
)  # fmt: skip

_UNPAID = frozenset({"gagal", "belum", "blm", "tidak", "tdk", "batal", "retur", "tunda", "ditunda", "blokir"})
"""Words of a status that say that the money did not arrive: BELUM CAIR, GAGAL SALUR."""
_FAILED = re.compile(r"\b(?:gagal|retur|(?:belum|blm|tidak|tdk) (?:cair|salur|tersalur|masuk|dibayar))\b")


@dataclass(slots=True)
class PaymentRow:
    """One row as read; a payment lacks nothing if `refused` is False, and then only its person is open."""

    sheet: str
    row: int
    name: str
    nik: str
    no_kk: str
    program: str
    tahap: Tahap
    amount: int
    paid_on: date | None
    kks_tail: str | None
    refused: bool
    unpaid: bool
    columns: tuple[str, str]
    raw_nik: str


@dataclass
class PaymentReader(ListReader):
    """Reads the rows of one list of payments; `answers` are a person's, by (sheet, row, kind of finding)."""

    answers: Mapping[tuple[str, int, str], str] = field(default_factory=dict)

    def rows(self) -> Iterator[PaymentRow]:
        """Yield the rows in order, with what they lack reported."""
        year = self._year()
        title_tahap, title_program = tahap_of_list(self.roster.titles), program_of_list(self.roster.titles)
        header = self.roster.header
        columns = header.text_of("nik") or header.text_of("name"), header.text_of("name")
        readings = zip(self.roster.lines, *self.numbers_of_people(), strict=True)
        for line, nik, kk in telling(list(readings), self.progress):
            self.hidden(line)
            values: Values = {}
            self.number(line, "nik", nik, values)
            self.number(line, "no_kk", kk, values)
            tahap = self._tahap(line, year, title_tahap)
            program = self._program(line, title_program)
            amount = self._amount(line)
            yield PaymentRow(
                self.roster.sheet, line.number, self.name(line), nik.value or "", kk.value or "",
                program or "", tahap or Tahap(1, None), amount or 0, self._paid_on(line), self._kks(line),
                tahap is None or program is None or amount is None, self._unpaid(line, amount), columns,
                nik.raw,
            )  # fmt: skip

    def _year(self) -> int | None:
        """Return the year that the list itself names, if it names one alone."""
        tahaps = (read_tahap(self.text(line, "tahap")) for line in self.roster.lines)
        years = {tahap.year for tahap in tahaps if tahap and tahap.year}
        return years.pop() if len(years) == 1 else None

    def _tahap(self, line: Line, year: int | None, title: Tahap | None) -> Tahap | None:
        text = tidy(text_of(self.cell(line, "tahap")))
        tahap = read_tahap(text) if text else title
        if tahap is None:
            self.find(line, "tahap", "tahap_unreadable", text)
            return None
        known = tahap.year or year or (title.year if title else None)
        if known is None:
            this = tahap._replace(year=self.today.year)
            self.find(line, "tahap", "tahap_year_missing", text, this.words, answer=str(this.year))
            answer = self.answers.get((self.roster.sheet, line.number, "tahap_year_missing"), "")
            known = int(answer) if answer.isdigit() else None
        if known and not is_possible(known, self.today):
            self.find(line, "tahap", "tahap_unreadable", text)
            return None
        return tahap._replace(year=known) if known else None

    def _program(self, line: Line, title: str | None) -> str | None:
        text = self.text(line, "program")
        if not text and title is None:
            self.find(line, "program", "program_missing", "", PROGRAM["pkh"], answer="pkh")
            answer = self.answers.get((self.roster.sheet, line.number, "program_missing"))
            return answer if answer in PROGRAM else None
        program = read_program(text) if text else title
        if program is None:
            self.find(line, "program", "program_unknown", text)
        return program or "lainnya"

    def _unpaid(self, line: Line, amount: int | None) -> bool:
        """Say whether a row tells that the money did not arrive: by its status, its note, or nothing paid."""
        status, note = self.text(line, "status"), self.text(line, "note")
        if not _UNPAID.isdisjoint(fold(status).split()):
            self.find(line, "status", "payment_failed", status)
        elif _FAILED.search(fold(note)):
            self.find(line, "note", "payment_failed", note)
        elif amount == 0:
            self.find(line, "amount", "payment_failed", "0")
        else:
            return False
        return True

    def _amount(self, line: Line) -> int | None:
        cell = self.cell(line, "amount")
        reading = read_rupiah(cell)
        if reading.value is None:
            self.find(line, "amount", "amount_unreadable", tidy(text_of(cell)))
        return reading.value

    def _paid_on(self, line: Line) -> date | None:
        cell = self.cell(line, "paid_on")
        reading = read_date(cell, self.today, cell=True, past=True)
        if reading.problem or (reading.value and reading.value > self.today):
            proposal = reading.proposal.isoformat() if reading.proposal else None
            self.find(line, "paid_on", "paid_on_unreadable", tidy(text_of(cell)), proposal)
            return None
        return reading.value

    def _kks(self, line: Line) -> str | None:
        """Return the end of the card's number; what is told of it never shows more of it either."""
        text, tail = self.text(line, "kks"), self.kks_tail(line)
        if text and tail is None:
            self.find(line, "kks", "kks_unreadable", text if "e" in text.lower() else f"****{text[-4:]}")
        return tail
