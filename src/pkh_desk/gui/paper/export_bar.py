"""EXPORT BAR: the list on screen as an Excel or CSV file, where the list is; no dialog but that of the file.

Numbers of people are masked unless the person asks for whole ones and says why, which is kept in the access
trail.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QFrame, QLineEdit, QVBoxLayout

from pkh_desk.actions.lists.export import export_sheet
from pkh_desk.desk import Desk
from pkh_desk.domain.text import dots
from pkh_desk.errors import Cancelled, UserError
from pkh_desk.gui.jobs import PATIENCE_MS, Job
from pkh_desk.gui.page import Shell
from pkh_desk.gui.sticks import documents
from pkh_desk.gui.widgets.button import Button, IconButton
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.progress import ProgressLine
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.widgets.ticks import CheckBox
from pkh_desk.views.lists.sheet import Sheet
from pkh_desk.views.office.report import Report

ICON = "icon"
KINDS = {"xlsx": "Excel (*.xlsx)", "csv": "CSV (*.csv)", "pdf": "PDF (*.pdf)"}
CANCELLED = "Ekspor dibatalkan. Tidak ada berkas yang dibuat."


class ExportBar(QFrame):
    """Hidden until `button` is pressed, which the page puts among its tools. `sheet_of` gives what is listed.

    `kind` is the button's, or ICON for one without words; `narrow`: it stands in the column of a list. With
    `report_of` it goes out as PDF too.
    """

    def __init__(
        self,
        shell: Shell,
        desk: Desk,
        sheet_of: Callable[[], Sheet[Any]],
        *,
        kind: str = "link",
        narrow: bool = False,
        report_of: Callable[[], Report[Any]] | None = None,
    ) -> None:
        super().__init__()
        self._shell, self._desk, self._sheet_of, self._report_of = shell, desk, sheet_of, report_of
        self._narrow, self._numbers = narrow, False
        self._job: Job | None = None
        theme = shell.theme
        self.button = self._make_button(kind)
        self.words, self.trouble = label("", "strong", wrap=True), label("", "caption", "red", wrap=True)
        self.full = CheckBox(theme, "NIK dan No KK lengkap")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Alasan, dicatat di jejak akses")
        self.reason.setAccessibleName("Alasan NIK lengkap")
        self.reason.setMaxLength(160)
        self.excel = Button(theme, "Excel", "outline", on_click=lambda: self._ask("xlsx"))
        self.csv = Button(theme, "CSV", on_click=lambda: self._ask("csv"))
        self.pdf = Button(theme, "PDF", on_click=lambda: self._ask("pdf"))
        self.shut = IconButton(theme, "dismiss", "Tutup ekspor", key="Esc", on_click=self.close_bar)
        self.progress = ProgressLine(theme)
        self.progress.cancelled.connect(self._cancel)
        self._slow = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self._slow.timeout.connect(lambda: self._show_busy(True))
        self.full.toggled.connect(self._toggle_reason)
        self.reason.textChanged.connect(lambda _text: self._say(""))
        self.reason.returnPressed.connect(lambda: self._ask("xlsx"))
        self._lay_out(narrow)
        self.hide()

    def _make_button(self, kind: str) -> QAbstractButton:
        theme = self._shell.theme
        if kind == ICON:
            return IconButton(theme, "document_table", "Ekspor daftar", on_click=self.toggle)
        button = Button(theme, "Ekspor", kind, icon="document_table", on_click=self.toggle)
        return button.make_slim() if kind == "link" else button

    def toggle(self) -> None:
        """Open it, or close it again."""
        if self.isHidden():
            self.open_bar()
        else:
            self.close_bar()

    def open_bar(self) -> None:
        """Say what would go out, and wait for a choice."""
        self.refresh()
        self.show()
        self.excel.setFocus()

    def close_bar(self) -> bool:
        """Close it, whole numbers off; False if it was not open. An export that runs goes on."""
        if self.isHidden():
            return False
        self.hide()
        self.full.setChecked(False)
        self.reason.clear()
        self._say("")
        self.button.setFocus()
        return True

    def refresh(self) -> None:
        """Count again what is listed."""
        sheet = self._sheet_of()
        count = dots(sheet.count)
        self.words.setText(f"Ekspor {count} {sheet.unit} di layar")
        self._numbers = sheet.home_of is not None
        show_if(self.full, self._numbers and not (self._narrow and self.progress.isVisible()))
        for button in (self.excel, self.csv, self.pdf):
            button.setEnabled(sheet.count > 0)

    def _ask(self, ending: str) -> None:
        """Ask where the file goes, and write it."""
        sheet, reason = self._sheet_of(), self.reason.text() if self.full.isChecked() else None
        if reason is not None and not reason.strip():
            self._say("Tulis dulu alasannya, misalnya siapa yang meminta.")
            self.reason.setFocus()
            return
        name = sheet.file_name(self._desk.today(), ending)
        chosen, _kind = QFileDialog.getSaveFileName(
            self, "Simpan daftar", f"{documents()}/{name}", KINDS[ending]
        )
        if chosen and self._job is None:
            path = Path(chosen)
            report = self._report_of() if self._report_of and ending == "pdf" else None
            self._write(sheet, path if path.suffix else path.with_suffix(f".{ending}"), reason, report)

    def _write(
        self, sheet: Sheet[Any], path: Path, reason: str | None, report: Report[Any] | None = None
    ) -> None:
        desk, shell = self._desk, self._shell

        def write(progress: Callable[[int, int], None]) -> int:
            if report is None:
                return export_sheet(desk, sheet, path, reason, progress)
            # What draws paper is large; a list that goes out as a table needs none of it.
            from pkh_desk.actions.office.report import write_report

            return write_report(desk, report, path, reason, progress)

        def wrote(count: int) -> None:
            number = dots(count)
            shell.toast(f"{number} {sheet.unit} tersimpan di {path.name}.")
            if shiboken6.isValid(self):
                self._end()
                self.close_bar()

        def failed(error: UserError) -> None:
            text = CANCELLED if isinstance(error, Cancelled) else str(error)
            if shiboken6.isValid(self) and not self.isHidden():
                self._end()
                self._say(text)
            else:
                shell.toast(text, icon="error_circle")

        def told(done: int, total: int) -> None:
            if shiboken6.isValid(self):
                self.progress.show_progress(done, total)

        self._say("")
        self.progress.begin_soon(unit=sheet.unit)
        self._slow.start()
        self._job = shell.jobs.paper(
            write,
            then=wrote,
            failed=failed,
            progress=told,
            owner=shell,
        )

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self._slow.stop()
        self._show_busy(False)

    def _show_busy(self, busy: bool) -> None:
        if not busy:
            self.progress.end()
        for part in (self.excel, self.csv):
            show_if(part, not busy)
        show_if(self.pdf, not busy and self._report_of is not None)
        show_if(self.full, self._numbers and not (busy and self._narrow))

    def _toggle_reason(self, on: bool) -> None:
        show_if(self.reason, on)
        self._say("")
        if on:
            self.reason.setFocus()

    def _say(self, text: str) -> None:
        self.trouble.setText(text)
        show_if(self.trouble, bool(text))

    def _lay_out(self, narrow: bool) -> None:
        self.setProperty("kind", "bar")
        self.setProperty("rule", "below")
        self.setAccessibleName("Ekspor daftar")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(16, 10, 12, 10)
        stack.setSpacing(8)
        head = row()
        head.addWidget(self.words, 1)
        acts = row(self.full) if narrow else head
        acts.addWidget(self.progress, 1)
        if narrow:
            acts.addStretch()
        for part in (self.excel, self.csv, self.pdf):
            acts.addWidget(part)
        stack.addLayout(head)
        if narrow:
            stack.addLayout(acts)
            stack.addWidget(self.reason)
        else:
            line = row(self.full)
            line.addWidget(self.reason, 1)
            line.addStretch()
            stack.addLayout(line)
        head.addWidget(self.shut)
        stack.addWidget(self.trouble)
        self._show_busy(False)
        self._say("")
        self.reason.hide()
