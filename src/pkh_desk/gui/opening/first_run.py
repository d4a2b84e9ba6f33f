"""FIRST RUN: no desk in this home yet. Four steps that can be revisited; nothing is written before the last.

A pendamping: who, the office's invitation (or later), passphrase, list of families (or later). An office has
no invitation; its last step is the paper key, which exists only once the desk does.
"""

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from pkh_desk.gui.frame.focus import step_focus
from pkh_desk.gui.opening.first_run_steps import DataStep, KeyStep, PassphraseStep, StepView, WhoStep
from pkh_desk.gui.opening.step_frame import StepFrame
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.stepper import Step, Stepper
from pkh_desk.gui.widgets.themed import show_if

if TYPE_CHECKING:
    from pkh_desk.errors import UserError
    from pkh_desk.gui.forms.join import JoinForm
    from pkh_desk.gui.jobs import Jobs

WHO, OFFICE, PASSPHRASE, DATA, KEY = "who", "office", "passphrase", "data", "key"
WAYS = {"pendamping": (WHO, OFFICE, PASSPHRASE, DATA), "kantor": (WHO, PASSPHRASE, DATA, KEY)}
WORDS = {
    WHO: "Kenalan",
    OFFICE: "Undangan kantor",
    PASSPHRASE: "Kata sandi",
    DATA: "Data KPM",
    KEY: "Kunci kertas",
}
LOCAL = timezone(timedelta(hours=7))


class Start(NamedTuple):
    """What was decided: the desk to make, the invitation to use, the list to check first."""

    role: str
    name: str
    passphrase: str
    hint: str = ""
    invitation: Path | None = None
    code: str = ""
    roster: Path | None = None


class OfficeStep(StepView):
    """The invitation, its form made when the step is first shown: it needs what is loaded meanwhile."""

    def __init__(self, theme: Theme, jobs: "Jobs") -> None:
        super().__init__(
            "Masukkan undangan dari kantor",
            "Kantor memberi Anda berkas undangan, dan kodenya lewat telepon. Belum ada? Pilih Nanti saja: "
            "semua bisa dikerjakan tanpa kantor.",
        )
        self._theme, self._jobs = theme, jobs
        self.form: JoinForm | None = None

    def make_form(self) -> "JoinForm":
        """Return the form, made the first time."""
        from pkh_desk.desk import wall_clock
        from pkh_desk.gui.forms.join import JoinForm

        if self.form is None:
            self.form = JoinForm(self._theme, self._jobs, wall_clock, _local)
            self.form.changed.connect(self.changed)
            self.stack.addWidget(self.form, 1)
        return self.form

    def missing(self) -> str:
        """What the invitation lacks."""
        return self.form.missing() if self.form else "Pilih berkas undangan dulu"

    def first(self) -> QWidget | None:
        """The way to the file."""
        return self.form.choose if self.form else None


class FirstRunView(StepFrame):
    """`submitted(Start)` asks for the desk; the caller answers `refuse`, or for an office `show_key`.

    `finished` ends an office's first run; `restore` asks to begin from a backup instead.
    """

    submitted = Signal(object)
    restore = Signal()
    finished = Signal()

    def __init__(self, theme: Theme, jobs: "Jobs") -> None:
        super().__init__(theme)
        self.who, self.office = WhoStep(theme), OfficeStep(theme, jobs)
        self.passphrase, self.data, self.key = (
            PassphraseStep(theme, lambda: self.who.typed),
            DataStep(theme),
            KeyStep(theme),
        )
        self._views: dict[str, StepView] = {
            WHO: self.who,
            OFFICE: self.office,
            PASSPHRASE: self.passphrase,
            DATA: self.data,
            KEY: self.key,
        }
        self._now, self._skipped = WHO, False
        self.steps = Stepper(theme, "Memulai", [Step(WORDS[key]) for key in self._way])
        self.back = Button(theme, "Kembali", "ghost", icon="arrow_left", on_click=self._back)
        self.later = Button(theme, "Nanti saja", on_click=self._skip)
        self.next = Button(theme, "Lanjut", "primary", on_click=self._next)
        self.reason = label("", "caption")
        self._body = QStackedWidget()
        self._lay_out()
        self.who.restore.connect(self.restore)
        for view in self._views.values():
            view.changed.connect(self._refresh)
            view.done.connect(self._next)
        self._show(WHO)

    @property
    def step(self) -> str:
        """The step that is shown."""
        return self._now

    def refuse(self, error: "UserError") -> None:
        """Say what keeps the desk from being made; what was typed stays."""
        self._set_waiting(False)
        self.wrong.show_words(str(error), "red")

    def show_key(self, words: str) -> None:
        """The office's desk is made: show its paper key and its four words. There is no way back."""
        self._set_waiting(False)
        self.key.boxes.show_words(words)
        self._show(KEY)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the step, then the buttons below it."""
        return step_focus((self._views[self._now], self.foot), forward)

    @property
    def _way(self) -> tuple[str, ...]:
        return WAYS[self.who.role.value()]

    def _show(self, step: str) -> None:
        self._now = step
        if step == OFFICE:
            self.office.make_form()
        self.data.suit(self.who.role.value())
        self.wrong.show_words("", "red")
        self._body.setCurrentWidget(self._views[step])
        self._refresh()
        target = self._views[step].first()
        if target is not None:
            target.setFocus()

    def _refresh(self) -> None:
        """Say where we are, and why it does not go on if it does not."""
        way, place = self._way, self._way.index(self._now)
        self.steps.show_steps([Step(WORDS[key]) for key in way], place)
        missing = self._views[self._now].missing()
        self.reason.setText(missing or f"Langkah {place + 1} dari {len(way)}")
        self.next.setEnabled(not missing)
        last = place == len(way) - 1
        self.next.set_text("Mulai bekerja" if last else "Lanjut")
        self.back.setVisible(place > 0 and self._now != KEY)
        self.later.setVisible(self._now == OFFICE)

    def _next(self) -> None:
        if not self.next.isEnabled():
            return
        if self._now == OFFICE:
            self._skipped = False
        if self._now == KEY:
            self.finished.emit()
        elif self._now == DATA:
            self._set_waiting(True)
            self.submitted.emit(self._start())
        else:
            self._show(self._way[self._way.index(self._now) + 1])

    def _skip(self) -> None:
        self._skipped = True
        self._show(PASSPHRASE)

    def _back(self) -> None:
        self._show(self._way[self._way.index(self._now) - 1])

    def _start(self) -> Start:
        form = self.office.form
        joins = self.who.role.value() == "pendamping" and form is not None and not self._skipped
        return Start(
            self.who.role.value(),
            self.who.typed,
            self.passphrase.passphrase.text(),
            self.passphrase.hint.text(),
            form.path if joins and form else None,
            form.code.text() if joins and form else "",
            self.data.path,
        )

    def _set_waiting(self, waiting: bool) -> None:
        for part in (self.back, self.next, self._views[DATA]):
            part.setEnabled(not waiting)
        self.next.set_text("Menyiapkan…" if waiting else "Mulai bekerja")

    def _lay_out(self) -> None:
        for view in self._views.values():
            self._body.addWidget(view)
        self.lay_out(self.steps, self._body, (self.back, None, self.reason, self.later, self.next))
        show_if(self.later, False)


def _local(instant: int) -> datetime:
    return datetime.fromtimestamp(instant / 1000, LOCAL)
