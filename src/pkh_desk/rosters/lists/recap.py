"""A recap of families that leave the programme: each row states how, why, with which letter.

What is stated is kept as it was written: a recap proposes, it decides nothing. *Meninggal*, *pindah* and the
like are ways out, never graduation (domain 3.1).
"""

from dataclasses import dataclass
from datetime import date

from pkh_desk.domain.dates import read_date
from pkh_desk.domain.money import read_rupiah
from pkh_desk.domain.text import fold, tidy
from pkh_desk.rosters.columns.layout import Layout, folded
from pkh_desk.rosters.columns.lines import Line
from pkh_desk.rosters.lists.families import COMMON, COMMON_FIELDS
from pkh_desk.rosters.lists.list_reader import ListReader, Values
from pkh_desk.rosters.progress import telling
from pkh_desk.rosters.reading.cells import text_of
from pkh_desk.rosters.words import is_dead

RECAP = Layout(
    "R7",
    "satu baris satu keluarga yang keluar",
    COMMON
    | folded(
        category="kategori,kategori kpm,jenis bansos",
        stated="status,status graduasi,jenis graduasi,kategori graduasi",
        reason="alasan,alasan graduasi,alasan keluar",
        business="usaha,jenis usaha,nama usaha",
        letter_on="tgl surat pernyataan,tanggal surat pernyataan,tgl surat,tanggal surat",
        income="penghasilan,penghasilan bln,penghasilan bulan,penghasilan per bulan",
        pendamping="pendamping,nama pendamping",
    ),
    COMMON_FIELDS
    | {
        "category": "Kategori",
        "stated": "Status",
        "reason": "Alasan",
        "business": "Usaha",
        "letter_on": "Tanggal surat",
        "income": "Penghasilan sebulan",
        "pendamping": "Pendamping (tidak dipakai)",
    },
    (frozenset({"name", "stated", "letter_on"}), frozenset({"name", "stated", "reason"})),
)

_EXITS = (
    ("meninggal", "meninggal"), ("wafat", "meninggal"), ("pindah", "pindah"), ("ganda", "ganda"),
    ("tidak ditemui", "tidak_ditemui"), ("tidak ditemukan", "tidak_ditemui"), ("menolak", "menolak"),
    ("tidak eligible", "tidak_eligible"), ("non eligible", "tidak_eligible"),
    ("tidak layak", "tidak_eligible"), ("desil", "tidak_eligible"),
)  # fmt: skip
_NOT = frozenset({"belum", "blm", "tidak", "tdk", "batal", "bukan"})
_KINDS = (
    ("ppse", "ppse"),
    ("alami", "alami"),
    ("alamiah", "alami"),
    ("mandiri", "mandiri"),
    ("sejahtera", "mandiri"),
)
_REASONS = (
    ("umk", "penghasilan"), ("penghasilan", "penghasilan"), ("5 tahun", "lima_tahun"),
    ("lima tahun", "lima_tahun"), ("asn", "aparatur"), ("pns", "aparatur"), ("pppk", "aparatur"),
    ("tni", "aparatur"), ("polri", "aparatur"), ("bumn", "aparatur"), ("bumd", "aparatur"),
    ("mampu", "ekonomi_membaik"), ("usaha", "ekonomi_membaik"), ("ekonomi", "ekonomi_membaik"),
    ("sejahtera", "ekonomi_membaik"),
)  # fmt: skip


@dataclass(slots=True)
class Leaving:
    """One row of a recap. `stated` is the status as written; of the two codes at most one is there.

    `kind` is a code of GRADUATION_KIND, `way_out` one of EXIT, `reason` one of GRADUATION_REASON; `income` in
    whole rupiah a month. `home` and `person` hold numbers and place as in a list of families.
    """

    sheet: str
    row: int
    home: Values
    person: Values
    stated: str
    kind: str | None
    way_out: str | None
    reason: str
    reason_text: str
    category: str
    business: str
    letter_on: date | None
    income: int | None
    note: str
    found: bool = False

    @property
    def name(self) -> str:
        """The name as written, "" if there is none."""
        return self.person["name"] or ""


class RecapReader(ListReader):
    """Reads the rows of a recap."""

    def leavings(self) -> list[Leaving]:
        """Return the rows in order."""
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
            leaving = self._leaving(line, home, person)
            leaving.found = len(self.findings) > before
            rows.append(leaving)
        return rows

    def _leaving(self, line: Line, home: Values, person: Values) -> Leaving:
        stated, reason = self.text(line, "stated"), self.text(line, "reason")
        kind, way_out = read_stated(stated)
        has_died = is_dead(person["name"] or "")
        if not person["name"]:
            self.find(line, "name", "name_missing", "")
        elif not kind and not way_out:
            self.find(line, "stated", "stated_unknown", stated)
        elif kind and has_died:
            self.find(line, "name", "deceased_graduates", person["name"] or "")
        return Leaving(
            self.roster.sheet,
            line.number,
            home,
            person,
            stated,
            kind,
            way_out,
            _first_of(_REASONS, reason) or ("lainnya" if reason else "ekonomi_membaik"),
            self.fit(line, "reason", reason, 300),
            self.text(line, "category"),
            self.text(line, "business"),
            self._letter_on(line),
            self._income(line),
            self.text(line, "note"),
        )

    def _letter_on(self, line: Line) -> date | None:
        cell = self.cell(line, "letter_on")
        read = read_date(cell, self.today, cell=True, past=True)
        problem = bool(read.problem) or (read.value is not None and read.value > self.today)
        if problem:
            self.find(line, "letter_on", "letter_date_unreadable", tidy(text_of(cell)))
        return None if problem else read.value

    def _income(self, line: Line) -> int | None:
        cell = self.cell(line, "income")
        read = read_rupiah(cell)
        if read.problem:
            self.find(line, "income", "income_unreadable", tidy(text_of(cell)))
        return read.value


def read_stated(text: str) -> tuple[str | None, str | None]:
    """Return what a status says: (kind of graduation, None), (None, another way out), or neither.

    BELUM GRADUASI MANDIRI is neither; TIDAK DITEMUI is a way out.
    """
    rest = f" {fold(text)} "
    for said, _ in _EXITS:
        rest = rest if _NOT.isdisjoint(said.split()) else rest.replace(f" {said} ", " ")
    if not _NOT.isdisjoint(rest.split()):
        return None, None
    way_out = _first_of(_EXITS, text)
    return (None, way_out) if way_out else (_first_of(_KINDS, text), None)


def _first_of(table: tuple[tuple[str, str], ...], text: str) -> str | None:
    """Return the code of the first words of the table that stand in the text."""
    words = f" {fold(text)} "
    return next((code for said, code in table if f" {said} " in words), None)
