"""What became of a file: the balance of its rows, and the findings, as data, as words and as a table."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pkh_desk.actions.lists.roster_rows import CHANGED, NEW, REFUSED, SAME, SKIPPED, RosterRow, RosterSight
from pkh_desk.actions.lists.saving import save_table
from pkh_desk.domain.text import dots
from pkh_desk.papers.tables import COUNT, Column
from pkh_desk.rosters.columns.lines import Corrections
from pkh_desk.rosters.findings import FINDING_KINDS, Finding


@dataclass
class RosterReport:
    """What became of a file: its lists, its data rows, its families, and what was found in single cells.

    `rows` and `families` count by NEW, CHANGED, SAME; `import_id` is None when nothing was written. `sight`
    holds columns and rows for the eye, if they were asked for. `left` are the rows that were skipped or
    refused, by sheet and number; `sha256` is that of the file;
    `columns` are those that a person named, by the fingerprint of their header.
    """

    file: str
    import_id: str | None = None
    sheets: list[dict[str, Any]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=lambda: dict.fromkeys((NEW, CHANGED, SAME), 0))
    families: dict[str, int] = field(default_factory=lambda: dict.fromkeys((NEW, CHANGED, SAME), 0))
    skipped: int = 0
    refused: int = 0
    findings: list[Finding] = field(default_factory=list)
    sight: RosterSight | None = None
    left: set[tuple[str, int]] = field(default_factory=set)
    sha256: str = ""
    columns: Corrections = field(default_factory=dict)

    def count(self, row: RosterRow) -> None:
        """Count one data row by its fate; it is kept for the eye if that was asked for."""
        if row.fate in (SKIPPED, REFUSED):
            self.left.add((row.sheet, row.row))
        if row.fate == SKIPPED:
            self.skipped += 1
        elif row.fate == REFUSED:
            self.refused += 1
        else:
            self.rows[row.fate] += 1
        if self.sight is not None:
            self.sight.rows[row.sheet, row.row] = row

    @property
    def read(self) -> int:
        """All data rows of the file."""
        return sum(self.rows.values()) + self.skipped + self.refused

    def as_json(self) -> dict[str, Any]:
        """Return the report in the form of `roster --json`."""
        return {
            "import_id": self.import_id,
            "file": self.file,
            "sha256": self.sha256,
            "sheets": self.sheets,
            "read": self.read,
            **self.rows,
            "skipped": self.skipped,
            "refused": self.refused,
            "families": self.families,
            "findings": [
                {
                    "sheet": f.sheet,
                    "row": f.row,
                    "column": f.column,
                    "kind": f.kind,
                    "raw": f.raw,
                    "proposal": f.proposal,
                    "detail": f.detail,
                }
                for f in self.findings
            ],
        }

    def lines(self) -> list[str]:
        """Return the balance as a person reads it, with the findings by kind."""
        done = "diterapkan" if self.import_id else "diperiksa"
        kinds: dict[str, int] = {}
        for finding in self.findings:
            kinds[finding.kind] = kinds.get(finding.kind, 0) + 1
        new, changed, same = (dots(self.rows[fate]) for fate in (NEW, CHANGED, SAME))
        lines = [
            f"{dots(self.read)} baris {done}: {new} baru, {changed} berubah, "
            f"{same} sama, {dots(self.skipped)} dilewati, {dots(self.refused)} ditolak.",
            *(f"{count:6}  {FINDING_KINDS[kind]}" for kind, count in sorted(kinds.items())),
        ]
        if self.import_id:
            return [*lines, f"Urungkan dengan: roster --undo {self.import_id}"]
        return [*lines, "Belum ada yang berubah di data Anda. Terapkan dengan --apply."]


def write_findings(report: RosterReport, path: Path) -> None:
    """Write the findings as a table. Raises DiskFull, FolderGone."""
    rows = (
        (f.sheet, f.row or None, f.column, f.kind, FINDING_KINDS[f.kind], f.raw, f.proposal or "")
        for f in report.findings
    )
    save_table(path, "Temuan", FINDING_HEAD, rows)


FINDING_HEAD = (
    Column("Lembar"),
    Column("Baris", COUNT, 7),
    Column("Kolom"),
    Column("Jenis", width=18),
    Column("Penjelasan", width=50),
    Column("Tertulis", width=24),
    Column("Usulan", width=24),
)
