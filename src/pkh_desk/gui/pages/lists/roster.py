"""IMPOR: a list from a spreadsheet or pasted text: choose, look at the columns, check, apply, take back."""

from collections.abc import Callable, Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pkh_desk.actions.lists.roster import Pasted, Phases, Source
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import CHANGED, NEW, RowChoices
from pkh_desk.desk import Desk
from pkh_desk.domain.text import dots
from pkh_desk.errors import Cancelled, UserError
from pkh_desk.gui.frame.drops import SHEETS, dropped_files
from pkh_desk.gui.jobs import PATIENCE_MS, Job
from pkh_desk.gui.page import Page, Shell
from pkh_desk.gui.pages.lists.roster_check import CheckView
from pkh_desk.gui.pages.lists.roster_columns import ColumnsView
from pkh_desk.gui.pages.lists.roster_decisions import RosterDecisions
from pkh_desk.gui.pages.lists.roster_done import RosterDone, save_table, says_done, take_back
from pkh_desk.gui.pages.lists.roster_history import ImportHistory, PickView
from pkh_desk.gui.pages.lists.roster_paste import PasteView
from pkh_desk.gui.pages.lists.roster_reading import Checked, RosterReading
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.drop_area import DropArea
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.progress import ProgressBox
from pkh_desk.gui.widgets.stepper import Step, Stepper

PICK, COLUMNS, CHECK, DONE = range(4)
STEPS = ("Pilih berkas", "Cocokkan kolom", "Periksa", "Selesai")
CANCELLED = "Impor dibatalkan. Tidak ada yang berubah."
LEAVE = "Anda boleh pindah halaman. {}"


class RosterPage(Page):
    """One import. Given a path it begins at once; nothing changes before Terapkan."""

    def __init__(self, shell: Shell, desk: Desk, path: Path | None = None) -> None:
        super().__init__(shell, "Impor data KPM dari Excel")
        self.desk = desk
        self.source: Source | None = path
        self.report: RosterReport | None = None
        self.choices = RowChoices()
        self._sheet, self._names = "", list[str]()
        self._stamp = (0, 0)
        self._step = PICK
        self._job: Job | None = None
        theme = shell.theme
        self.steps = Stepper(theme, "Impor", [Step(words) for words in STEPS])
        self.banner = Banner(theme, "", "red")
        self.choose = Button(theme, "Pilih berkas", "primary", icon="folder", on_click=self._choose)
        self.paste = Button(theme, "Tempel teks", icon="note", on_click=lambda: self._show_paste(""))
        buttons = (self.choose, self.paste)
        self.drop = DropArea(theme, "arrow_import", "Jatuhkan berkas Excel di sini", buttons)
        self.pasting = PasteView(theme)
        self.progress = ProgressBox(theme, "arrow_import", "baris")
        self.columns, self.check = ColumnsView(theme), CheckView(theme)
        self.done, self.history = RosterDone(shell), ImportHistory(shell, desk)
        self.back = Button(theme, "Kembali", "ghost", icon="arrow_left", on_click=self._back)
        self.note = label("", "caption", "amber")
        self.findings = Button(theme, "Simpan temuan", icon="document_table", on_click=self._save)
        self.next = Button(theme, "Lanjut", "primary", on_click=self._next)
        self._slow = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self._decisions = RosterDecisions(self.check, lambda: self.choices, lambda: self._read(CHECK))
        self._lay_out()
        self._connect()
        self._show_step(PICK)

    def take(self, source: Source) -> None:
        """Begin anew with this file, or this pasted text."""
        self.source, self._sheet, self._names = source, "", []
        self.choices = RowChoices()
        self.check.side.hold.setChecked(False)
        self._read()

    def entered(self) -> None:
        """Read the file the page was opened with, and the imports before it."""
        self.history.ask()
        if self.source is not None and self.report is None and self._job is None and self._step == PICK:
            self._read()

    def first_focus(self) -> QWidget | None:
        """The one thing to do at this step."""
        if self._step == CHECK and (self.check.undecided or not self.next.isEnabled()):
            return self.check.first_focus()
        return self.choose if self._step == PICK else self.next if self._step < DONE else self.done.open_list

    def panes(self) -> Sequence[QWidget]:
        """Rows, panel and buttons of the check; elsewhere the page as a whole."""
        if self._body.currentWidget() is self.check:
            return (self.check.rows, self.check.side, self._foot)
        return (self,)

    def step_back(self) -> bool:
        """One step back, until the file is to be chosen."""
        pasting = self._body.currentWidget() is self.pasting
        if self._job is not None or not (pasting or self._step in (COLUMNS, CHECK)):
            return False
        self._show_step(PICK if pasting else self._step - 1)
        return True

    def set_width_class(self, width: str) -> None:
        """Check and earlier imports are laid out for the width."""
        self.check.set_width_class(width)
        self.history.set_width_class(width)

    # --- reading and applying

    def _read(self, then: int = COLUMNS) -> None:
        reading, decided = self._reading(), self.choices != RowChoices()
        if self.report is not None and (decided or then == CHECK):
            self._decisions.keep(self, self.desk, self.report.sha256)

        def read(progress: Phases) -> Checked:
            def go_on(done: int, total: int, phase: str) -> None:
                # Nobody waits for a file whose page was left.
                if not shiboken6.isValid(self):
                    raise Cancelled(CANCELLED)
                progress(done, total, phase)

            return reading.check(go_on, resume=not decided and then == COLUMNS)

        def took(checked: Checked) -> None:
            self.report, self._stamp = checked.report, checked.stamp
            if not self._sheet:
                self._names = [str(each["name"]) for each in self.report.sheets]
            self._end()
            if checked.resumed:
                self.choices = checked.choices.copy()
                self._decisions.resume(self, self.desk, lambda: self.take(reading.source))
            self.columns.show_report(self.report, self._names, self._sheet)
            self.check.show_report(self.report, checked.lines, checked.choices, again=then == CHECK)
            self._show_step(then)
            if then == CHECK:
                self.check.focus_rows()

        self._begin("Membaca daftar KPM", LEAVE.format("Data belum berubah sampai Anda menekan Terapkan."))
        self._job = self.shell.jobs.read(
            read,
            then=took,
            failed=self._refused,
            progress=self.progress.show_progress,
            owner=self,
            replaces="roster",
        )

    def _reading(self) -> RosterReading:
        assert self.source is not None
        return RosterReading(self.desk, self.source, self._sheet or None, self.choices.copy())

    def _apply(self) -> None:
        reading, stamp = self._reading(), self._stamp
        self._begin("Menerapkan daftar KPM", LEAVE.format("Bila dibatalkan, tidak ada yang berubah."))
        # The page may be left meanwhile: the result is told all the same, so it belongs to no page.
        self._job = self.shell.jobs.write(
            lambda progress: reading.apply(stamp, progress),
            then=guarded(self, self._applied, self._tell_applied),
            failed=guarded(self, self._refused, self._tell_refused),
            progress=guarded(self, self.progress.show_progress),
        )

    def _applied(self, report: RosterReport) -> None:
        self.report, report.sight = report, None
        self._end()
        self.done.show_report(report)
        self._show_step(DONE)

    def data_moved(self, tables: frozenset[str]) -> None:
        """Whether an import that ended still stands."""
        self.done.look(self.desk)

    def _tell_applied(self, report: RosterReport) -> None:
        act = report.import_id
        self.shell.toast(says_done(report), (lambda: self._undo(act)) if act else None)

    def _tell_refused(self, error: UserError) -> None:
        if not shiboken6.isValid(self):
            self.shell.toast(CANCELLED if isinstance(error, Cancelled) else str(error), icon="error_circle")

    def _refused(self, error: UserError) -> None:
        self._end()
        self._show_step(self._step)
        if isinstance(error, Cancelled):
            self._say(CANCELLED, "note")
        else:
            self._say(str(error), "red")

    def _undo(self, act: str) -> None:
        take_back(self.shell, self.desk, act, guarded(self, self.done.show_undone))

    def _save(self, bad: bool = False) -> None:
        """Save the findings, or with `bad` the rows that were skipped or refused."""
        assert self.report is not None
        assert self.source is not None
        source = self.source if bad else None
        save_table(self, self.shell, self.report, source, lambda error: self._say(str(error), "red"))

    # --- what is shown

    def _choose(self) -> None:
        if (chosen := choose_list(self)) is not None:
            self.take(chosen)

    def _begin(self, title: str, text: str) -> None:
        self._say("", "red")
        self.progress.begin(title, text)
        for button in (self.choose, self.next, self.findings, self.back, self.check.side.reread):
            button.setEnabled(False)
        self._slow.start()

    def _end(self) -> None:
        self._job = None
        self._slow.stop()
        for button in (self.choose, self.next, self.findings, self.back, self.check.side.reread):
            button.setEnabled(True)

    def _say(self, text: str, kind: str) -> None:
        self.banner.show_words(text, kind)
        self._banner_box.setVisible(bool(text))

    def _show_step(self, step: int) -> None:
        self._step = step
        self._say("", "red")
        self.steps.show_steps(self.steps.steps, len(STEPS) if step == DONE else step)
        self._body.setCurrentIndex(step)
        report = self.report
        found = len(report.findings) if report else 0
        changes = report.rows[NEW] + report.rows[CHANGED] if report else 0
        self.next.set_text(f"Terapkan {dots(changes)} baris" if step == CHECK else "Lanjut")
        self.next.set_icon("checkmark" if step == CHECK else "")
        self.next.setEnabled(step != CHECK or changes > 0)
        offered = report is not None and any(finding.answer for finding in report.findings)
        nothing = "Pilih dulu usulan yang benar." if offered else "Tidak ada yang baru atau berubah."
        open_ones = f"{dots(self.check.undecided)} temuan belum diputuskan" if self.check.undecided else ""
        self.note.setText("" if step != CHECK else open_ones if changes else nothing)
        self._foot.setVisible(step in (COLUMNS, CHECK))
        self.findings.setVisible(step == CHECK and found > 0)
        target = self.first_focus()
        if target is not None and self.isVisible():
            target.setFocus()

    def _show_paste(self, text: str) -> None:
        self._say("", "red")
        self.pasting.show_text(text)
        self._body.setCurrentWidget(self.pasting)
        self.pasting.text.setFocus()

    def _take_clipboard(self) -> None:
        """Take what was copied elsewhere: a file, or text to be looked at first."""
        mime = QGuiApplication.clipboard().mimeData()
        if self._job is not None or self._step != PICK:
            return
        if files := dropped_files(mime):
            self.take(files[0])
        elif mime.hasText():
            self._show_paste(mime.text())

    def _rename_column(self, form: str, at: int, field: str) -> None:
        """Read a column as somebody says, and the list anew."""
        assert self.report is not None
        self.choices.columns[form] = {**self.report.columns.get(form, {}), at: field}
        self._read()

    def _next(self) -> None:
        if self._step == COLUMNS:
            self._show_step(CHECK)
        else:
            self._apply()

    def _back(self) -> None:
        self.step_back()

    def _show_progress(self) -> None:
        self._foot.hide()
        self._body.setCurrentWidget(self.progress)
        self.progress.cancel.setFocus()

    def _pick_sheet(self, name: str) -> None:
        self._sheet = name
        self._read()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _connect(self) -> None:
        self._slow.timeout.connect(self._show_progress)
        self.drop.dropped.connect(lambda paths: self.take(paths[0]))
        self.progress.cancelled.connect(self._cancel)
        self.pasting.read.connect(lambda text: self.take(Pasted(text)))
        self.pasting.left.connect(self.step_back)
        QShortcut(QKeySequence.StandardKey.Paste, self).activated.connect(self._take_clipboard)
        self.columns.sheet_changed.connect(self._pick_sheet)
        self.columns.renamed.connect(self._rename_column)
        self.done.undo.clicked.connect(lambda: self._undo(self.done.act))
        self.done.save_found.clicked.connect(lambda: self._save())
        self.done.save_bad.clicked.connect(lambda: self._save(bad=True))

    def _lay_out(self) -> None:
        top, line = _bar("below", (24, 10, 20, 8))
        line.addWidget(self.steps)
        self._body = QStackedWidget()
        bodies: tuple[QWidget, ...] = (
            PickView(self.drop, self.history),
            self.columns,
            self.check,
            self.done,
            self.progress,
            self.pasting,
        )
        for body in bodies:
            self._body.addWidget(body)
        self._foot, foot = _bar("above", (20, 10, 20, 10))
        foot.setSpacing(12)
        foot.addWidget(self.back)
        foot.addStretch()
        for part in (self.note, self.findings, self.next):
            foot.addWidget(part)
        self._banner_box = QWidget()
        around = QVBoxLayout(self._banner_box)
        around.setContentsMargins(24, 12, 20, 0)
        around.addWidget(self.banner)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(top)
        stack.addWidget(self._banner_box)
        stack.addWidget(self._body, 1)
        stack.addWidget(self._foot)


def _bar(rule: str, margins: tuple[int, int, int, int]) -> tuple[QFrame, QHBoxLayout]:
    """Return a bar with a line above or below it, and what its parts stand in."""
    bar = QFrame()
    bar.setProperty("kind", "bar")
    bar.setProperty("rule", rule)
    line = QHBoxLayout(bar)
    line.setContentsMargins(*margins)
    return bar, line


def guarded(
    page: Page, here: Callable[..., object], anywhere: Callable[..., object] = lambda *_: None
) -> Callable[..., None]:
    """Return a receiver that serves the shell while it stands, and the page while it does."""

    def receive(*news: object) -> None:
        if shiboken6.isValid(page.shell):
            anywhere(*news)
        if shiboken6.isValid(page):
            here(*news)

    return receive


def choose_list(page: QWidget) -> Path | None:
    """Ask for the file of a list; None when the person thinks better of it."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    endings = " ".join(f"*{ending}" for ending in SHEETS)
    chosen, _kind = QFileDialog.getOpenFileName(
        page, "Pilih daftar KPM", folder, f"Daftar ({endings});;Semua (*)"
    )
    return Path(chosen) if chosen else None
