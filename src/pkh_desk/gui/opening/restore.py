"""RESTORE: a backup from an old laptop, looked at before it is put into the empty home of this one."""

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from pkh_desk.domain.dates import say_date
from pkh_desk.domain.text import dots
from pkh_desk.errors import Cancelled
from pkh_desk.gui.frame.focus import step_focus
from pkh_desk.gui.opening.first_run_steps import StepView
from pkh_desk.gui.opening.step_frame import StepFrame
from pkh_desk.gui.opening.unlock import ROLE_LINES, PassphraseEdit
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card
from pkh_desk.gui.widgets.drop_area import DropArea
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.progress import ProgressLine
from pkh_desk.gui.widgets.stepper import Step, Stepper
from pkh_desk.settings import Places

if TYPE_CHECKING:
    from pkh_desk.actions.exchange.new_hardware import BackupSeen
    from pkh_desk.desk import Desk
    from pkh_desk.errors import UserError
    from pkh_desk.gui.jobs import Job, Jobs, Phases

CHOOSE, CHECK = range(2)
PROGRESS_WIDTH = 380
WORDS = ("Pilih cadangan", "Periksa isinya")
LOCAL = timezone(timedelta(hours=7))
DAY_HINT = "Kata sandi yang berlaku pada hari cadangan itu dibuat."
NEW_DESK = (
    "Laptop ini menjadi laptop baru dan meminta bergabung lagi ke kantor. Catatan yang belum terkirim di "
    "dalam cadangan ikut dikirim. Kabari kantor bila laptop lama hilang, supaya dicabut."
)
SAME_OFFICE = (
    "Kantor ini melanjutkan dari cadangan. Setiap laptop mengirim ulang apa yang belum ada di dalamnya."
)


class ChooseStep(StepView):
    """The file and its passphrase."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            "Pulihkan dari cadangan", "Pilih berkas cadangan (pkh-….db) dari USB atau folder cadangan."
        )
        self.path: Path | None = None
        self.choose = Button(theme, "Pilih cadangan", icon="folder", on_click=self._choose)
        self.drop = DropArea(theme, "hard_drive", "Jatuhkan cadangan di sini", (self.choose,))
        self.drop.setMinimumHeight(theme.px(130))
        self.drop.dropped.connect(lambda paths: self.take(paths[0]))
        self.chosen = Banner(theme, "", "info", icon="hard_drive")
        self.passphrase = PassphraseEdit(theme)
        self.row = FormRow(theme, "Kata sandi", self.passphrase, hint=DAY_HINT)
        self.passphrase.textChanged.connect(lambda _text: self.changed.emit())
        self.passphrase.returnPressed.connect(self.done)
        for part in (self.drop, self.chosen, self.row):
            self.stack.addWidget(part)
        self.stack.addStretch(1)

    def take(self, path: Path) -> None:
        """Use this file."""
        self.path = path
        self.chosen.show_words(path.name)
        self.passphrase.setFocus()
        self.changed.emit()

    def missing(self) -> str:
        """File, then passphrase."""
        if self.path is None:
            return "Pilih cadangan dulu"
        return "" if self.passphrase.text() else "Isi kata sandi dulu"

    def first(self) -> Button:
        """The way to the file."""
        return self.choose

    def _choose(self) -> None:
        found, _kind = QFileDialog.getOpenFileName(
            self, "Pilih cadangan", "", "Cadangan PKH Desk (*.db);;Semua (*)"
        )
        if found:
            self.take(Path(found))


class CheckStep(StepView):
    """What the backup holds."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            "Periksa isi cadangan", "Cadangan sudah dibuka dan diperiksa. Belum ada yang dipulihkan."
        )
        self.card = Card(padding=18, gap=6)
        self.who, self.when = label("", "section"), label("", tone="text2", wrap=True)
        self.counts, self.after = label("", wrap=True), Banner(theme, "", "info")
        for part in (self.who, self.when, self.counts):
            self.card.body.addWidget(part)
        self.stack.addWidget(self.card)
        self.stack.addWidget(self.after)
        self.stack.addStretch(1)

    def show_backup(self, seen: "BackupSeen") -> None:
        """Show whose it is, from when, and what is in it."""
        held = seen.contents
        self.who.setText(f"{seen.name} · {ROLE_LINES.get(seen.role, '')}")
        made = f"Dibuat {_say(seen.made_at)}. " if seen.made_at else ""
        last = f"Catatan terakhir {_say(held.last_at)}." if held.last_at else "Belum ada catatan."
        self.when.setText(made + last)
        families, visits, letters = map(dots, (held.households, held.visits, held.letters))
        self.counts.setText(f"{families} keluarga · {visits} kunjungan · {letters} surat")
        self.after.show_words(SAME_OFFICE if seen.role == "kantor" else NEW_DESK)


class RestoreView(StepFrame):
    """`left` goes back to the first run; `opened(desk)` once the backup stands in this home."""

    left = Signal()
    opened = Signal(object)

    def __init__(self, theme: Theme, jobs: "Jobs", places: Places) -> None:
        super().__init__(theme)
        self._jobs, self._places, self._step = jobs, places, CHOOSE
        self._job: Job | None = None
        self.choose, self.check = ChooseStep(theme), CheckStep(theme)
        self._views: tuple[StepView, ...] = (self.choose, self.check)
        self.steps = Stepper(theme, "Pulihkan dari cadangan", [Step(words) for words in WORDS])
        self.back = Button(theme, "Kembali", "ghost", icon="arrow_left", on_click=self._back)
        self.next = Button(theme, "Periksa", "primary", on_click=self._next)
        self.reason = label("", "caption")
        self.progress = ProgressLine(theme)
        self.progress.setMinimumWidth(theme.px(PROGRESS_WIDTH))
        self.progress.cancelled.connect(self._stop)
        self._body = QStackedWidget()
        for view in self._views:
            self._body.addWidget(view)
        self.lay_out(self.steps, self._body, (self.back, self.progress, None, self.reason, self.next))
        self.choose.changed.connect(self._refresh)
        self.choose.done.connect(self._next)
        self._show(CHOOSE)

    @property
    def step(self) -> int:
        """The step that is shown."""
        return self._step

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the step, then the buttons below it."""
        return step_focus((self._views[self._step], self.foot), forward)

    def _next(self) -> None:
        if not self.next.isEnabled() or self.choose.path is None:
            return
        places, path, passphrase = self._places, self.choose.path, self.choose.passphrase.text()
        self.wrong.show_words("", "red")
        self._wait(True)
        tell = self.progress.show_progress
        if self._step == CHOOSE:
            self._job = self._jobs.read(
                lambda progress: _look(path, passphrase, progress),
                then=self._seen,
                failed=self._refuse,
                progress=tell,
                owner=self,
            )
        else:
            self._job = self._jobs.write(
                lambda progress: _restore(places, path, passphrase, progress),
                then=self.opened.emit,
                failed=self._refuse,
                progress=tell,
                owner=self,
            )

    def _seen(self, seen: "BackupSeen") -> None:
        self.check.show_backup(seen)
        self._wait(False)
        self._show(CHECK)

    def _refuse(self, error: "UserError") -> None:
        self._wait(False)
        self.wrong.show_words(str(error), "note" if isinstance(error, Cancelled) else "red")

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _back(self) -> None:
        if self._step == CHOOSE:
            self.left.emit()
        else:
            self._show(CHOOSE)

    def _wait(self, waiting: bool) -> None:
        for part in (self.back, *self._views):
            part.setEnabled(not waiting)
        if waiting:
            self.progress.begin_soon("Memeriksa cadangan…" if self._step == CHOOSE else "Memulihkan…")
        else:
            self.progress.end()
        self._refresh()
        if waiting:
            self.next.setEnabled(False)
            self.next.set_text("Memeriksa…" if self._step == CHOOSE else "Memulihkan…")

    def _show(self, step: int) -> None:
        self._step = step
        self.wrong.show_words("", "red")
        self._body.setCurrentWidget(self._views[step])
        self._refresh()
        (self._views[step].first() or self.next).setFocus()

    def _refresh(self) -> None:
        missing = self._views[self._step].missing()
        self.steps.show_steps([Step(words) for words in WORDS], self._step)
        self.reason.setText(missing or f"Langkah {self._step + 1} dari {len(WORDS)}")
        self.next.setEnabled(not missing)
        self.next.set_text("Periksa" if self._step == CHOOSE else "Pulihkan")


def _look(path: Path, passphrase: str, progress: "Phases") -> "BackupSeen":
    from pkh_desk.actions.exchange.new_hardware import look_at_backup

    return look_at_backup(path, passphrase, progress)


def _restore(places: Places, path: Path, passphrase: str, progress: "Phases") -> "Desk":
    from pkh_desk.actions.exchange.new_hardware import restore_here

    return restore_here(places, path, passphrase, progress=progress)


def _say(instant: int) -> str:
    moment = datetime.fromtimestamp(instant / 1000, LOCAL)
    return f"{say_date(moment.date())} {moment:%H.%M}"
