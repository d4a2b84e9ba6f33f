"""Layout R6: the answers of a Google form, one row an answer, written by the families themselves."""

import re
from collections.abc import Iterator

from pkh_desk.domain.dates import read_date
from pkh_desk.domain.text import fold, tidy
from pkh_desk.rosters.clean import Cleaner, Entry
from pkh_desk.rosters.columns.layout import Layout
from pkh_desk.rosters.columns.lines import Line
from pkh_desk.rosters.lists.families import FAMILIES
from pkh_desk.rosters.reading.cells import text_of

FORMS = Layout(
    "R6",
    "satu baris satu jawaban formulir",
    {
        **FAMILIES.aliases,
        "timestamp": ("timestamp", "stempel waktu", "cap waktu"),
        "statement": ("pernyataan", "surat pernyataan", "isi pernyataan"),
        "status": ("status", "status kepesertaan", "kepesertaan"),
    },
    {
        **FAMILIES.fields,
        "timestamp": "Waktu mengisi",
        "statement": "Pernyataan",
        "status": "Status (tidak dipakai)",
    },
    (frozenset({"nik", "timestamp"}), frozenset({"no_kk", "timestamp"}), frozenset({"name", "timestamp"})),
)

_LINK = re.compile(r"https?://[^\s,;|]+", re.IGNORECASE)
_REFUSES = re.compile(r"\b(?:tidak|tdk|belum|blm) (?:bersedia|mau|ingin|siap)\b")
_LEAVES = re.compile(r"\b(?:keluar dari|mengundurkan diri|mundur dari|berhenti dari|graduasi|graduas)\b")


class FormCleaner(Cleaner):
    """Cleans answers. The latest of a person counts; an answer without a whole number is refused."""

    def entries(self) -> Iterator[Entry]:
        """Yield the answers, the latest first, each with its day, its links and what it states."""
        self.roster.lines.sort(key=self._day, reverse=True)
        lines = list(self.roster.lines)
        for line, entry in zip(lines, super().entries(), strict=True):
            if not entry.refused and not entry.person.get("nik") and not entry.home.get("no_kk"):
                self.find(line, "nik", "answer_numberless", self.text(line, "nik"))
                entry.found = entry.refused = True
            entry.stated_on = self._day(line)[0]
            entry.links = self._links(line)
            yield entry

    def stated(self, line: Line) -> tuple[str, str]:
        """Return the field and the text that say that the family leaves."""
        words = fold(text := self.text(line, "statement"))
        return ("statement", text) if _LEAVES.search(words) and not _REFUSES.search(words) else ("", "")

    def _day(self, line: Line) -> tuple[str, int]:
        reading = read_date(self.cell(line, "timestamp"), self.today, cell=True, past=True)
        return reading.value.isoformat() if reading.value else "", line.number

    def _links(self, line: Line) -> tuple[str, ...]:
        """Return the links of a row with what they are called; they are text and never opened."""
        phone, texts = self.roster.header.columns.get("phone"), self.roster.header.texts
        found = []
        for at, cell in enumerate(line.cells):
            text = tidy(text_of(cell)) if isinstance(cell, str) and at != phone else ""
            title = texts[at] if at < len(texts) else ""
            found += [f"{title}: {link}" for link in _LINK.findall(text)]
        return tuple(found)
