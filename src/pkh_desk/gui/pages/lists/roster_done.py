"""ROSTER DONE: the end of an import: what it did, taking it back, and its findings as a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from pkh_desk.actions.lists.roster import Source
from pkh_desk.actions.lists.roster_problems import write_problems
from pkh_desk.actions.lists.roster_report import RosterReport, write_findings
from pkh_desk.actions.lists.roster_rows import CHANGED, NEW
from pkh_desk.desk import Desk
from pkh_desk.domain.text import dots
from pkh_desk.errors import UserError
from pkh_desk.gui.page import Shell
from pkh_desk.gui.sticks import documents
from pkh_desk.gui.undoing import TakenBack, kept_words, take_back_act
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.views.lists.imports import standing


class RosterDone(EmptyState):
    """`undo`, `save_found` and `save_bad` are the page's to answer."""

    def __init__(self, shell: Shell) -> None:
        theme = shell.theme
        self.open_list = Button(theme, "Lihat keluarga", "primary", icon="people", on_click=shell.back)
        self.undo = Button(theme, "Urungkan impor", icon="arrow_undo")
        self.save_found = Button(theme, "Simpan temuan", icon="document_table")
        self.save_bad = Button(theme, "Simpan baris bermasalah", icon="document_table")
        actions = (self.open_list, self.undo, self.save_found, self.save_bad)
        super().__init__(theme, "checkmark_circle", "Impor selesai", "", actions, tone="green")
        self._shell = shell
        self._report: RosterReport | None = None

    @property
    def act(self) -> str:
        """The act of the import, "" if nothing was done."""
        return (self._report.import_id if self._report else None) or ""

    def show_report(self, report: RosterReport) -> None:
        """Say what was done."""
        self._report = report
        self.show_words(
            "Impor selesai" if report.import_id else "Tidak ada yang perlu diubah", says_done(report)
        )
        self.undo.setVisible(report.import_id is not None)
        self.save_found.setVisible(bool(report.findings))
        self.save_bad.setVisible(bool(report.left))

    def show_undone(self, words: str) -> None:
        """Say that it was taken back."""
        self.show_words("Impor diurungkan", words)
        self.undo.hide()

    def look(self, desk: Desk) -> None:
        """Say whether the import stands, which may be taken back, and brought again, from anywhere."""
        report, act = self._report, self.act
        if report is None or not act:
            return

        def show(stands: str) -> None:
            if not stands and not self.undo.isHidden():
                self.show_undone("Impor diurungkan.")
            elif stands and self.undo.isHidden():
                self.show_report(report)

        self._shell.jobs.read(lambda: standing(desk, act), then=show, owner=self, replaces="standing")


def says_done(report: RosterReport) -> str:
    """Say what an import did."""
    if report.import_id is None:
        return f"{dots(report.read)} baris dibaca, semuanya sudah sama dengan data Anda."
    rows = report.rows
    left = report.skipped + report.refused
    told = f" {dots(left)} baris tidak dipakai." if left else ""
    new, changed = rows[NEW], rows[CHANGED]
    return f"{dots(new + changed)} baris diterapkan: {dots(new)} baru, {dots(changed)} berubah.{told}"


def take_back(shell: Shell, desk: Desk, act: str, then: Callable[[str], object]) -> None:
    """Undo an import, also one that was brought back; the toast tells it wherever the person is, `then` hears
    the words."""

    def undone(taken: TakenBack) -> None:
        records = dots(taken.done.records)
        words = f"Impor diurungkan, {records} catatan ditarik kembali. {kept_words(taken)}".strip()
        shell.toast(words, icon="arrow_undo")
        then(words)

    shell.jobs.write(
        lambda: take_back_act(desk, standing(desk, act) or act),
        then=undone,
        failed=lambda error: shell.toast(str(error), icon="error_circle"),
    )


def save_table(
    page: QWidget,
    shell: Shell,
    report: RosterReport,
    source: Source | None,
    failed: Callable[[UserError], object],
) -> None:
    """Ask where a table goes, and write it: the findings, or of `source` the rows that were not taken in."""
    title, name = ("Simpan temuan", "temuan-impor")
    if source is not None:
        title, name = ("Simpan baris bermasalah", "baris-bermasalah")
    path = _ask_path(page, title, name)
    if path is None:
        return
    count = len(report.findings if source is None else report.left)
    shell.jobs.read(
        lambda: write_findings(report, path) if source is None else write_problems(report, source, path),
        then=lambda _: shell.toast(
            f"{dots(count)} {'temuan' if source is None else 'baris'} tersimpan di {path.name}."
        ),
        failed=failed,
        owner=page,
    )


def _ask_path(page: QWidget, title: str, name: str) -> Path | None:
    chosen, _kind = QFileDialog.getSaveFileName(page, title, f"{documents()}/{name}.xlsx", "Excel (*.xlsx)")
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(".xlsx")
