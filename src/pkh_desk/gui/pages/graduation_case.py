"""GRADUATION CASE: one family on its way: where it stands, the next step, a step back, what happened."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.graduation import StepDraft, take_step
from pkh_desk.actions.letter import sign_letter
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.graduation import NEXT_STAGES, OFFICE_STAGES, PATH, STAGES
from pkh_desk.domain.vocabulary import GRADUATION_KIND, GRADUATION_REASON
from pkh_desk.errors import InvalidInput, Problem, UserError
from pkh_desk.gui.case_words import graduated_words, how_long, waiting_for
from pkh_desk.gui.draft_keeper import DraftKeeper
from pkh_desk.gui.facts import SENDING
from pkh_desk.gui.family_words import joined, said_name, timeline_line
from pkh_desk.gui.forms.signature import SignatureForm
from pkh_desk.gui.page import STACKED, Page, Shell
from pkh_desk.gui.pages.letter import LetterPage
from pkh_desk.gui.pages.readiness_card import open_evidence, readiness_card
from pkh_desk.gui.rows_model import RowsModel
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.date_row import DateRow
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.stepper import Step, Stepper
from pkh_desk.gui.widgets.timeline import Timeline, TimelineLine
from pkh_desk.views.pipeline import CaseCard, case_card
from pkh_desk.views.readiness import Readiness, readiness
from pkh_desk.views.timeline import TimelineItem, timeline

FAMILIES = "keluarga"
ASIDE_WIDTH = 320
KINDS = ("step", "letter")
# stage -> (stage to go to, words of the button, words of the toast)
STEPS = {
    "calon": ("siap", "Tandai siap", "sekarang siap graduasi"),
    "ditandatangani": ("diverifikasi", "Tandai diverifikasi", "sudah diverifikasi kantor"),
    "diverifikasi": ("graduasi", "Tetapkan graduasi", "resmi graduasi"),
    "ditolak": ("calon", "Usulkan lagi", "kembali jadi calon"),
    "dibatalkan": ("calon", "Usulkan lagi", "kembali jadi calon"),
}


@dataclass(frozen=True)
class Read:
    """Everything the page shows, read in one go."""

    card: CaseCard | None
    known: Readiness
    items: Sequence[TimelineItem]


class CasePage(Page):
    """Opens on a family that has a case. What is typed stays in a draft until a step is taken."""

    def __init__(self, shell: Shell, desk: Desk, family_id: str) -> None:
        super().__init__(shell, "Tahap graduasi")
        self.desk, self.family_id = desk, family_id
        self.card: CaseCard | None = None
        self._step: Callable[[], object] = lambda: None
        theme = shell.theme
        self.steps = Stepper(
            theme, "Graduasi", [Step(STAGES[stage].replace(" kantor", "")) for stage in PATH]
        )
        self.mend = Button(theme, "Buat surat ulang", "outline", on_click=self._write_letter).make_slim()
        self.returned = Banner(theme, "", "amber", action=self.mend)
        self.trouble = Banner(theme, "", "red")
        self.words = label("", wrap=True)
        self.facts = label("", "caption", "text2", wrap=True)
        self.on = DateRow(theme, "Tanggal", desk.today(), past=True, check=self._check_day)
        self.why = FormRow(theme, "Catatan", QLineEdit(), optional=True)
        self.sign = SignatureForm(shell, desk)
        self.go_on = Button(theme, "", "primary", on_click=lambda: self._step())
        self.family = Button(theme, "Lihat keluarga", "link", on_click=self._to_family)
        self.back_to = Combo(theme, "Kembalikan ke", [])
        self.back_row = FormRow(theme, "Kembalikan ke", self.back_to)
        self.reason = FormRow(
            theme, "Alasan", QLineEdit(), hint="Alasan ini terbaca di riwayat dan di kantor."
        )
        self.step_back_button = Button(theme, "Kembalikan tahap", icon="arrow_undo", on_click=self._go_back)
        self.happened: RowsModel[TimelineLine] = RowsModel(TimelineLine.spoken, self)
        self.timeline = Timeline(theme, "Riwayat graduasi")
        self.timeline.setModel(self.happened)
        self._lay_out()
        self.keeper = DraftKeeper(self, desk, "graduasi", family_id, self._state)
        for signal in (self.on.changed, self.sign.changed):
            signal.connect(self.keeper.touch)
        for part in (self.why, self.reason):
            assert isinstance(part.entry, QLineEdit)
            part.entry.textEdited.connect(partial(self._typed, part))
        self.sign.busy.connect(lambda busy: self.go_on.setEnabled(not busy))
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.go_on.click)
        self._opened = False

    def entered(self) -> None:
        """Read the case, and at the first time the draft."""
        self._show(self._read())
        if not self._opened:
            self._opened = True
            self.on.set_day(self.desk.today())
            self.sign.on.set_day(self.desk.today())
            self.keeper.begin(self._show_state)

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read the case again; what was typed stays."""
        self.shell.jobs.read(self._read, then=self._show, owner=self, replaces="case")

    def about_family(self) -> str:
        """The family whose case it is."""
        return self.family_id

    def leave_draft(self, coming_back: bool) -> Callable[[], object] | None:
        """Keep what was typed."""
        return self.keeper.leave(coming_back)

    def first_focus(self) -> QWidget | None:
        """The signature's date where one is waited for, else the next step."""
        return self.sign.on.field if not self.sign.isHidden() else self.go_on

    def panes(self) -> Sequence[QWidget]:
        """What is to be done, and what happened."""
        return (self._main, self._aside)

    def set_width_class(self, width: str) -> None:
        """A narrow window leaves out what happened; it stands on the family's page too."""
        self._aside.setVisible(width != STACKED)
        self._aside.setFixedWidth(self.theme.px(ASIDE_WIDTH))

    def _read(self) -> Read:
        desk, home = self.desk, self.family_id
        items = [item for item in timeline(desk, home) if item.kind in KINDS]
        return Read(case_card(desk, home), readiness(desk, home), items)

    def _show(self, read: Read) -> None:
        card = self.card = read.card
        if card is None:
            self.words.setText("Keluarga ini tidak ada lagi di alur graduasi.")
            return
        self.about = said_name(card.name)
        stage, step = card.case.stage or "", min(card.case.step, len(PATH))
        self.steps.show_steps(self.steps.steps, step)
        self.returned.show_words(f"Dikembalikan kantor: {card.returned}" if card.returned else "", "amber")
        case = card.case
        reason = case.reason_text or GRADUATION_REASON.get(case.reason, case.reason)
        since = f"sejak {say_date(card.since)} ({how_long(card, self.desk.today())})"
        kind = GRADUATION_KIND.get(case.kind, case.kind)
        self.facts.setText(joined(f"Tahap {case.words} {since}", kind, reason, card.desa))
        self._show_step(card, stage)
        self._show_ways_back(card, stage)
        while (item := self._known.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if stage in ("calon", "siap"):
            show = partial(open_evidence, self.shell, self.family_id)
            self._known.addWidget(readiness_card(self.theme, read.known, show))
        now = self.desk.local(self.desk.now())
        lines = [timeline_line(item, now, self.desk.local(item.at)) for item in read.items]
        if lines != list(self.happened.rows):
            self.happened.show_rows(lines)
        self.trail_changed.emit()

    def _show_step(self, card: CaseCard, stage: str) -> None:
        """Choose the one next step of this stage, for who is looking."""
        office, letter = self.desk.is_office, card.letter
        signing = not office and letter is not None and _wants_signature(card)
        steps = STEPS.get(stage)
        if steps is not None and office != (steps[0] in OFFICE_STAGES):
            steps = None
        words, button = _say_turn(card, office), ""
        self._step = lambda: None
        if card.handed_over:
            words, signing, steps = "Keluarga ini sudah diserahkan ke pendamping lain.", False, None
        elif signing:
            self._step, button = self._sign, "Simpan tanda tangan"
        elif not office and (stage == "siap" or (stage == "surat_dicetak" and letter is None)):
            self._step, button = self._write_letter, "Buat surat"
        elif steps is not None:
            self._step, button = partial(self._take, steps[0], steps[2]), steps[1]
        elif stage == "ditandatangani" and card.unsent and self.shell.has(SENDING):
            self._step, button = lambda: self.shell.go(SENDING), "Kirim ke kantor"
        self.words.setText(words)
        self.sign.setVisible(signing)
        plain = bool(button) and steps is not None and not signing
        self.on.setVisible(plain)
        self.why.setVisible(plain)
        self.go_on.setVisible(bool(button))
        self.go_on.set_text(button)

    def _show_ways_back(self, card: CaseCard, stage: str) -> None:
        office = self.desk.is_office
        done = PATH.index(stage) if stage in PATH else 0
        back = [
            to
            for to in STAGES
            if to in NEXT_STAGES[card.case.stage]
            and (to not in PATH or PATH.index(to) < done)
            and (office or (to not in OFFICE_STAGES and (to not in PATH or stage not in OFFICE_STAGES)))
        ]
        kept = self.back_to.value()
        self.back_to.set_options([(to, STAGES[to]) for to in back], kept if kept in back else "")
        self._back.setVisible(bool(back) and not card.handed_over)

    def _take(self, stage: str, done: str) -> None:
        if not self.on.judge():
            self.on.field.setFocus()
            return
        on, why = self.on.value() or self.desk.today(), _text(self.why)
        self._run(lambda: self._write(StepDraft(stage, on, why)), f"{self.about} {done}.")

    def _write(self, step: StepDraft) -> str:
        return take_step(self.desk, self.family_id, step)

    def _sign(self) -> None:
        card = self.card
        if card is None or card.letter is None:
            return
        if not self.sign.on.judge():
            self.sign.on.field.setFocus()
            return
        letter, on, desk = card.letter.id, self.sign.on.value() or self.desk.today(), self.desk
        sign = self.sign

        def write() -> None:
            sign_letter(desk, letter, on, sign.content())

        self._run(write, f"Tanda tangan {self.about} tercatat, {say_date(on)}.")

    def _go_back(self) -> None:
        stage, why = self.back_to.value(), _text(self.reason)
        if not why:
            self.reason.show_problem(
                Problem("reason", "Tulis alasannya, supaya kantor tidak perlu bertanya.")
            )
            self.reason.entry.setFocus()
            return
        words = f"Tahap {self.about} kembali ke {STAGES[stage]}."
        if stage not in PATH:
            words = f"{self.about}: {STAGES[stage]}."
        elif self.card is not None and self.card.letter is not None:
            words = f"{words} Suratnya tetap ada."
        today = self.desk.today()
        self._run(lambda: self._write(StepDraft(stage, today, why)), words)

    def _run(self, write: Callable[[], object], words: str) -> None:
        """Take a step, then go back to where one came from; a refusal stays on the page."""
        self._wait(True)
        self.trouble.show_words("")

        def done(_result: object) -> None:
            self.keeper.forget()
            self.shell.toast(words, self.shell.take_back)
            self.shell.back()

        self.shell.jobs.write(write, then=done, failed=self._refused, owner=self)

    def _refused(self, error: UserError) -> None:
        self._wait(False)
        for problem in error.problems if isinstance(error, InvalidInput) else []:
            if problem.field == "on":
                self.on.show_problem(problem)
        self.trouble.show_words(str(error))

    def _wait(self, waiting: bool) -> None:
        self.keeper.rest(waiting)
        for button in (self.go_on, self.step_back_button):
            button.setEnabled(not waiting)

    def _write_letter(self) -> None:
        self.shell.open_page(LetterPage(self.shell, self.desk, self.family_id))

    def _to_family(self) -> None:
        self.shell.go(FAMILIES).show_family(self.family_id)  # type: ignore[attr-defined]

    def _typed(self, part: FormRow, _text: str) -> None:
        if part.has_error():
            part.show_line(None)
        self.keeper.touch()

    def _state(self) -> dict[str, Any]:
        return {
            "on": self.on.text(),
            "why": _text(self.why),
            "reason": _text(self.reason),
            **self.sign.state(),
        }

    def _show_state(self, state: Mapping[str, Any]) -> None:
        self.on.set_text(str(state.get("on", "")))
        for part, key in ((self.why, "why"), (self.reason, "reason")):
            assert isinstance(part.entry, QLineEdit)
            part.entry.setText(str(state.get(key, "")))
        self.sign.show_state(state)

    def _check_day(self, day: date) -> Problem | None:
        today = self.desk.today()
        return Problem("on", "Tanggal tahap belum terjadi.", say_date(today)) if day > today else None

    def _lay_out(self) -> None:
        scroll = self._main = ScrollBody()
        scroll.setAccessibleName("Langkah berikutnya")
        step = Card("Langkah berikutnya", self.family, padding=16, gap=10)
        parts: tuple[QWidget, ...] = (self.words, self.on, self.why, self.sign, self.trouble)
        for part in parts:
            step.body.addWidget(part)
        for dated in (self.on, self.sign.on):
            dated.setMaximumWidth(320)
        step.body.addLayout(row(self.go_on, None))
        known = QWidget()
        self._known = QVBoxLayout(known)
        self._known.setContentsMargins(0, 0, 0, 0)
        back = self._back = Card("Tahap keliru?", padding=16, gap=10)
        ways = row(gap=12)
        ways.addWidget(self.back_row, 1, Qt.AlignmentFlag.AlignTop)
        ways.addWidget(self.reason, 2, Qt.AlignmentFlag.AlignTop)
        back.body.addLayout(ways)
        back.body.addLayout(row(self.step_back_button, None))
        parts = (self.returned, self.facts, step, known, back)
        for part in parts:
            part.setMaximumWidth(720)
            scroll.body.addWidget(part)
        scroll.body.addStretch()
        self._aside = self._make_aside()
        top = QFrame()
        top.setProperty("kind", "bar")
        top.setProperty("rule", "below")
        line = QHBoxLayout(top)
        line.setContentsMargins(24, 8, 20, 4)
        line.addWidget(self.steps)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(scroll, 1)
        body.addWidget(self._aside)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(top)
        stack.addLayout(body, 1)

    def _make_aside(self) -> QFrame:
        aside = QFrame()
        aside.setProperty("kind", "bar")
        aside.setProperty("rule", "left")
        aside.setAccessibleName("Riwayat graduasi")
        beside = QVBoxLayout(aside)
        beside.setContentsMargins(18, 16, 12, 8)
        beside.setSpacing(10)
        beside.addWidget(label("Riwayat", "card"))
        beside.addWidget(self.timeline, 1)
        return aside


def _text(part: FormRow) -> str:
    assert isinstance(part.entry, QLineEdit)
    return part.entry.text().strip()


def _wants_signature(card: CaseCard) -> bool:
    """Tell whether a signature, or the scan of one, is what is missing."""
    letter = card.letter
    assert letter is not None
    if card.case.stage == "surat_dicetak":
        return True
    return card.case.stage == "ditandatangani" and (letter.signed_on is None or not letter.scans)


def _say_turn(card: CaseCard, office: bool) -> str:
    """Say where the case stands and whose turn it is."""
    stage, letter = card.case.stage or "", card.letter
    if stage == "calon":
        return "Lihat apa yang sudah diketahui, lalu tandai siap bila keluarga mampu dan bersedia."
    if stage == "siap":
        return "Keluarga setuju. Buat surat pernyataannya, lalu minta tanda tangan."
    if stage == "surat_dicetak":
        code = f"Surat {letter.code} sudah dicetak." if letter else "Suratnya tidak ada di laptop ini."
        return f"{code} Catat di sini bila sudah ditandatangani." if letter else code
    if stage == "ditandatangani":
        signed = f"Ditandatangani {say_date(letter.signed_on)}. " if letter and letter.signed_on else ""
        missing = "Pindaiannya belum ada. " if letter and not letter.scans and not office else ""
        return f"{signed}{missing}{'' if office else waiting_for(card) + '.'}".strip()
    if stage == "graduasi":
        return graduated_words(card)
    return {"diverifikasi": "Sedang diputuskan kantor."}.get(stage, f"{STAGES.get(stage, '')}.")
