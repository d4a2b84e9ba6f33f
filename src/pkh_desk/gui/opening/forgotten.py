"""FORGOTTEN: the locked laptop asks its office for a new key, as files, with four words read by phone.

Three steps: the request is saved, the words are compared and the answer taken, a new passphrase is chosen.
The request stays valid while the window is closed; a view that opens again goes on where it was.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from pkh_desk.gui.frame.focus import step_focus
from pkh_desk.gui.opening.first_run_steps import PassphraseStep, StepView
from pkh_desk.gui.opening.step_frame import StepFrame
from pkh_desk.gui.sticks import downloads
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.drop_area import DropArea
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.stepper import Step, Stepper
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.widgets.word_boxes import WordBoxes
from pkh_desk.settings import Places

if TYPE_CHECKING:
    from pkh_desk.actions.exchange.forgotten import Asked
    from pkh_desk.desk import Desk
    from pkh_desk.errors import UserError
    from pkh_desk.gui.jobs import Jobs

ASK, COMPARE, RENEW = range(3)
WORDS = ("Minta ke kantor", "Cocokkan kata", "Kata sandi baru")
HELP = "{} bisa membuat kunci baru. Data di komputer ini tidak hilang."
NOBODY = (
    "Tidak ada yang bisa membuka komputer ini selain kata sandinya: {}. Data di sini tidak hilang. Coba "
    "lagi dengan tenang, atau pulihkan cadangan yang kata sandinya Anda ingat."
)
WHY = {
    "kantor": "komputer kantor tidak punya kunci di tempat lain",
    "": "laptop ini belum terdaftar di kantor",
}
HOW = (
    "Simpan permintaan ke USB atau folder, lalu serahkan ke kantor lewat USB atau WhatsApp. Berkasnya kecil "
    "dan hanya kantor yang dapat membukanya."
)
COMPARED = (
    "Telepon kantor lewat nomor yang Anda kenal, lalu bacakan empat kata ini. Kantor menjawab dengan berkas "
    "setelah katanya sama."
)


class AskStep(StepView):
    """The request: `ask` wants it saved, `go_on` goes on with one that was saved before."""

    ask = Signal()
    go_on = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("Lupa kata sandi", "")
        self.card = Card("Permintaan ke kantor", padding=18, gap=10)
        self.made = Banner(theme, "", "info")
        self.save = Button(theme, "Simpan permintaan…", "primary", icon="save", on_click=self.ask.emit)
        self.skip = Button(theme, "Sudah diserahkan, lanjut", on_click=self.go_on.emit)
        self.card.body.addWidget(label(HOW, tone="text2", wrap=True))
        self.card.body.addWidget(self.made)
        self.card.body.addLayout(row(self.save, self.skip, None))
        self.stack.addWidget(self.card)
        self.stack.addStretch(1)

    def first(self) -> Button:
        """The way to the file."""
        return self.save

    def show_help(self, office: str | None, role: str, asked: "Asked | None") -> None:
        """Say who can help, and whether a request waits already."""
        nobody = NOBODY.format(WHY.get(role, WHY[""]))
        self.intro.setText(HELP.format(office) if office else nobody)
        self.card.setVisible(bool(office))
        self.made.show_words("Permintaan sudah dibuat. Simpan lagi bila berkasnya hilang." if asked else "")
        show_if(self.skip, asked is not None)


class CompareStep(StepView):
    """The words to read aloud, and the office's answer: `chosen(path)`."""

    chosen = Signal(Path)

    def __init__(self, theme: Theme) -> None:
        super().__init__("Cocokkan lewat telepon", COMPARED)
        self.boxes = WordBoxes()
        self.choose = Button(theme, "Pilih jawaban kantor", icon="folder", on_click=self._choose)
        self.drop = DropArea(theme, "arrow_download", "Jatuhkan jawaban kantor di sini", (self.choose,))
        self.drop.setMinimumHeight(theme.px(130))
        self.drop.dropped.connect(lambda paths: self.chosen.emit(paths[0]))
        self.stack.addWidget(self.boxes)
        self.stack.addSpacing(6)
        self.stack.addWidget(self.drop)
        self.stack.addStretch(1)

    def first(self) -> Button:
        """The way to the answer."""
        return self.choose

    def _choose(self) -> None:
        found, _kind = QFileDialog.getOpenFileName(
            self, "Pilih jawaban kantor", str(downloads()), "Jawaban (*.kunci);;Semua (*)"
        )
        if found:
            self.chosen.emit(Path(found))


class ForgottenView(StepFrame):
    """`left` goes back to the lock; `opened(desk)` once the new passphrase stands."""

    left = Signal()
    opened = Signal(object)

    def __init__(self, theme: Theme, jobs: "Jobs", places: Places, role: str, name: str) -> None:
        super().__init__(theme)
        self._jobs, self._places, self._role = jobs, places, role
        self._step, self._answer = ASK, Path()
        self.ask, self.compare = AskStep(theme), CompareStep(theme)
        self.renew = PassphraseStep(theme, lambda: name, "Buat kata sandi baru")
        self.steps = Stepper(theme, "Lupa kata sandi", [Step(words) for words in WORDS])
        self.back = Button(theme, "Kembali", "ghost", icon="arrow_left", on_click=self._back)
        self.next = Button(theme, "Pakai kata sandi baru", "primary", on_click=self._renew)
        self.reason = label("", "caption")
        self._body = QStackedWidget()
        self._views: tuple[StepView, ...] = (self.ask, self.compare, self.renew)
        for view in self._views:
            self._body.addWidget(view)
        self.lay_out(self.steps, self._body, (self.back, None, self.reason, self.next))
        self.ask.ask.connect(self._choose_folder)
        self.ask.go_on.connect(lambda: self._show(COMPARE))
        self.compare.chosen.connect(self.take)
        self.renew.changed.connect(self._refresh)
        self.renew.done.connect(self._renew)
        self.ask.show_help("Kantor", role, None)
        self._show(ASK)
        self._read()

    @property
    def step(self) -> int:
        """The step that is shown."""
        return self._step

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the step, then the buttons below it."""
        return step_focus((self._views[self._step], self.foot), forward)

    def ask_into(self, folder: Path) -> None:
        """Write the request into this folder."""
        from pkh_desk.actions.exchange.forgotten import ask_office
        from pkh_desk.desk import wall_clock

        places = self._places
        self._jobs.write(
            lambda: ask_office(places, folder, wall_clock()),
            then=self._asked,
            failed=self._refuse,
            owner=self,
        )

    def take(self, path: Path) -> None:
        """Look at an answer; a good one leads to the new passphrase."""
        from pkh_desk.actions.exchange.forgotten import check_answer
        from pkh_desk.desk import wall_clock

        places = self._places
        self._answer = path
        self._jobs.read(
            lambda: check_answer(places, path, wall_clock()),
            then=lambda _good: self._show(RENEW),
            failed=self._refuse,
            owner=self,
        )

    def _read(self) -> None:
        from pkh_desk.actions.exchange.forgotten import helping_office, waiting_request
        from pkh_desk.desk import wall_clock

        places = self._places
        self._jobs.read(
            lambda: (helping_office(places), waiting_request(places, wall_clock())),
            then=lambda found: self._show_known(*found),
            owner=self,
        )

    def _show_known(self, office: str | None, asked: "Asked | None") -> None:
        self.ask.show_help(office, self._role, asked)
        if asked is not None:
            self.compare.boxes.show_words(asked.words)
        if self._step == ASK:
            (self.ask.save if office else self.back).setFocus()

    def _asked(self, path: Path) -> None:
        self._read()
        self._show(COMPARE)
        self.wrong.show_words(f"{path.name} tersimpan. Serahkan ke kantor, lalu telepon.", "info")

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Pilih USB atau folder untuk permintaan")
        if chosen:
            self.ask_into(Path(chosen))

    def _renew(self) -> None:
        from pkh_desk.actions.exchange.forgotten import take_answer
        from pkh_desk.actions.upkeep.setup import set_hint

        if not self.next.isEnabled():
            return
        places, path, hint = self._places, self._answer, self.renew.hint.text()
        passphrase = self.renew.passphrase.text()

        def take() -> "Desk":
            desk = take_answer(places, path, passphrase)
            set_hint(places, hint)
            return desk

        self.next.setEnabled(False)
        self._jobs.write(take, then=self.opened.emit, failed=self._refuse, owner=self)

    def _back(self) -> None:
        if self._step == ASK:
            self.left.emit()
        else:
            self._show(self._step - 1)

    def _refuse(self, error: "UserError") -> None:
        self._refresh()
        self.wrong.show_words(str(error), "red")

    def _show(self, step: int) -> None:
        self._step = step
        self.wrong.show_words("", "red")
        self._body.setCurrentWidget(self._views[step])
        self._refresh()
        target = self._views[step].first()
        if target is not None:
            target.setFocus()

    def _refresh(self) -> None:
        missing = self.renew.missing() if self._step == RENEW else ""
        self.steps.show_steps([Step(words) for words in WORDS], self._step)
        self.reason.setText(missing or f"Langkah {self._step + 1} dari {len(WORDS)}")
        self.next.setEnabled(not missing)
        show_if(self.next, self._step == RENEW)
