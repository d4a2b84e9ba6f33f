"""ROSTER READING: what the lanes do for an import: reading a list for the eye, applying that very list."""

from typing import NamedTuple

from pkh_desk.actions.lists.roster import Phases, Source, import_roster, sha256_of, stamp_of
from pkh_desk.actions.lists.roster_draft import drop_choices, kept_choices
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import FindingLine, RosterSight, RowChoices, finding_lines
from pkh_desk.desk import Desk
from pkh_desk.errors import FileNotUsable


class Checked(NamedTuple):
    """A list as it was read: the report, its findings in words, the stamp of the file then, and what was
    decided about it, `resumed` where that was before the page was opened."""

    report: RosterReport
    lines: list[FindingLine]
    stamp: tuple[int, int]
    choices: RowChoices
    resumed: bool


class RosterReading(NamedTuple):
    """One list with what a person decided about it so far."""

    desk: Desk
    source: Source
    sheet: str | None
    choices: RowChoices

    def check(self, progress: Phases, *, resume: bool) -> Checked:
        """Read the list; nothing changes. With `resume` what was decided about it earlier is taken up."""
        stamp = stamp_of(self.source)
        kept = kept_choices(self.desk, sha256_of(self.source)) if resume else None
        choices = kept or self.choices
        report = import_roster(self.desk, self.source, sheet=self.sheet, choices=choices, progress=progress)
        lines = finding_lines(report.findings, report.sight or RosterSight(), choices.answers)
        return Checked(report, lines, stamp, choices, kept is not None)

    def apply(self, stamp: tuple[int, int], progress: Phases) -> RosterReport:
        """Take the list in. Raises FileNotUsable if the file is not the one that was checked."""
        if stamp_of(self.source) != stamp:
            raise FileNotUsable("Berkas berubah sejak diperiksa. Data Anda tidak berubah.", "Periksa lagi.")
        report = import_roster(
            self.desk, self.source, sheet=self.sheet, apply=True, choices=self.choices, progress=progress
        )
        drop_choices(self.desk)
        return report
