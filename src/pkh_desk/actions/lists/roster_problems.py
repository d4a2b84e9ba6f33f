"""The same file back: only the rows that were skipped or refused, as they were read, each with its reason.

The file is read once more instead of being kept in memory; its SHA-256 says whether it is still the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from pkh_desk.actions.lists.roster_layouts import LAYOUTS
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.saving import save_table
from pkh_desk.domain.text import tidy
from pkh_desk.errors import FileNotUsable
from pkh_desk.papers.tables import COUNT, Column, Value
from pkh_desk.rosters.columns.lines import ADDED, Line, Roster, read_lists
from pkh_desk.rosters.findings import FINDING_KINDS
from pkh_desk.rosters.progress import Progress, untold
from pkh_desk.rosters.reading.cells import text_of
from pkh_desk.rosters.reading.pasted import Source, sha256_of, sheets_of

SHEET, ROW, PROBLEM = ADDED
CHOSEN = "Dilewati atas pilihan Anda"
GROUP = "Kelompok"
PLACE = "Desa", "Kecamatan"


@dataclass(frozen=True)
class _Problem:
    """A row by column titles, where it stood, and what is wrong."""

    cells: dict[str, str]
    sheet: str
    row: int
    why: str


def write_problems(report: RosterReport, source: Source, path: Path, progress: Progress = untold) -> int:
    """Write the rows of `source` that `report` says were skipped or refused; return their number.

    Raises FileNotUsable if the file is not the one that was read, DiskFull, FolderGone; `progress` hears of
    the rows read and may raise Cancelled.
    """
    if sha256_of(source) != report.sha256:
        raise FileNotUsable(
            "Berkas daftar sudah berubah sejak dibaca. Data Anda tidak berubah.", "Periksa lagi berkasnya."
        )
    problems = list(_problems(report, source, progress))
    titles = list(dict.fromkeys(title for one in problems for title in one.cells))
    head = [
        *(Column(title) for title in titles),
        Column(SHEET),
        Column(ROW, COUNT, 8),
        Column(PROBLEM, width=60),
    ]
    return save_table(path, "Baris bermasalah", head, (_line(one, titles) for one in problems))


def _line(one: _Problem, titles: list[str]) -> list[Value]:
    return [*(one.cells.get(title, "") for title in titles), one.sheet, one.row, one.why]


def _problems(report: RosterReport, source: Source, progress: Progress) -> Iterator[_Problem]:
    reasons: dict[tuple[str, int], dict[str, None]] = {}
    for finding in report.findings:
        if (finding.sheet, finding.row) in report.left:
            where = f"{finding.column}: " if finding.column else ""
            words = f"{where}{FINDING_KINDS[finding.kind]}"
            said = f"{words} (usulan: {finding.proposal})" if finding.proposal else words
            reasons.setdefault((finding.sheet, finding.row), {})[said] = None
    for sheet in sheets_of(source):
        for roster in read_lists(sheet, LAYOUTS, lambda number: progress(number, 0), report.columns):
            for line in roster.lines:
                place = (roster.sheet, line.number)
                if place in report.left:
                    why = ". ".join(reasons.get(place, {CHOSEN: None})) + "."
                    yield _Problem(_cells(roster, line), *place, why)


def _cells(roster: Roster, line: Line) -> dict[str, str]:
    """Return the texts of a row by its column titles; what only stood above it gets a column of its own."""
    cells: dict[str, str] = {}
    for at, (title, cell) in enumerate(zip_longest(roster.header.texts, line.cells)):
        text = text_of(cell)
        if title or text:
            name = title or f"Kolom {at + 1}"
            while name in cells:
                name = f"{name} (lagi)"
            cells[name] = text
    if line.group and "group" not in roster.header.columns:
        cells.setdefault(GROUP, tidy(line.group))
    for name, title, above in zip(("desa", "kecamatan"), PLACE, line.place, strict=True):
        written = roster.header.text_of(name) or title
        if above and not line.lone and not cells.get(written):
            cells[written] = above
    return cells
