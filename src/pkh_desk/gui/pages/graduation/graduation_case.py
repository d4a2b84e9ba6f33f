"""GRADUATION CASE: one family on its way: where it stands, the next step, a step back, what happened."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.graduation.signature import sign_letter
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.graduation.case import PATH, STAGES
from pkh_desk.domain.vocabulary import GRADUATION_KIND
from pkh_desk.errors import InvalidInput, Problem, UserError
from pkh_desk.gui.draft_keeper import DraftKeeper
from pkh_desk.gui.forms.signature import SignatureForm
from pkh_desk.gui.frame.facts import PROPOSALS, SENDING
from pkh_desk.gui.page import STACKED, Page, Shell
from pkh_desk.gui.pages.graduation.graduation_back import BackCard
from pkh_desk.gui.pages.graduation.letter import LetterPage
from pkh_desk.gui.pages.graduation.readiness_card import open_evidence, readiness_card
from pkh_desk.gui.pages.people.family_exit import ExitPage
from pkh_desk.gui.pages.people.viewer import Album, ViewerPage
from pkh_desk.gui.rows_model import RowsModel
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.date_row import DateRow
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.refill import clear
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.stepper import Step, Stepper
from pkh_desk.gui.widgets.timeline import Timeline, TimelineLine
from pkh_desk.gui.words.case_turn import REVIEW, SEND, SIGN, STEP, WRITE, Turn, turn_of
from pkh_desk.gui.words.case_words import Viewer, how_long
from pkh_desk.gui.words.family_words import joined, said_name, timeline_line
from pkh_desk.gui.words.moments import say_near_day
from pkh_desk.views.graduation.pipeline import CaseCard, case_card
from pkh_desk.views.graduation.readiness import Readiness, readiness
from pkh_desk.views.graduation.signing import Signing, signing
from pkh_desk.views.people.file import files_of
from pkh_desk.views.people.timeline import TimelineItem, timeline

FAMILIES = "keluarga"
ASIDE_WIDTH = 320
KINDS = ("step", "letter", "note")


@dataclass(frozen=True)
class Read:
    """Everything the page shows, read in one go."""

    card: CaseCard | None
    known: Readiness
    items: Sequence[TimelineItem]
    paper: Signing | None


class CasePage(Page):
    """Opens on a family that has a case. What is typed stays in a draft until a step is taken."""

    def __init__(self, shell: Shell, desk: Desk, family_id: str) -> None:
        super().__init__(shell, "Tahap graduasi")
        self.desk, self.family_id = desk, family_id
        self.card: CaseCard | None = None
        self.turn = Turn("")
        theme = shell.theme
        self.steps = Stepper(theme, "Graduasi", [Step(_column(stage)) for stage in PATH])
        self.mend = Button(theme, "Buat surat ulang", "outline", on_click=self._write_letter).make_slim()
        self.returned = Banner(theme, "", "amber", action=self.mend)
        self.trouble = Banner(theme, "", "red")
        self.words = label("", wrap=True)
        self.facts = label("", "caption", "text2", wrap=True)
        self.on = DateRow(theme, "Tanggal", desk.today(), past=True, check=self._check_day)
        self.note = QLineEdit()
        self.why = FormRow(theme, "Catatan", self.note, optional=True)
        self.sign = SignatureForm(shell, desk)
        self.go_on = Button(theme, "", "primary", on_click=self._take_turn)
        self.scans = Button(theme, "Lihat pindaian", "link", icon="eye", on_click=self._show_scans)
        self.family = Button(theme, "Lihat keluarga", "link", on_click=self._to_family)
        self.leave = Button(theme, "Keluar bukan karena graduasi…", "link", on_click=self._to_exit)
        self.back = BackCard(theme, self.leave)
        self.happened: RowsModel[TimelineLine] = RowsModel(TimelineLine.spoken, self)
        self.timeline = Timeline(theme, "Riwayat graduasi")
        self.timeline.setModel(self.happened)
        self._lay_out()
        self.keeper = DraftKeeper(self, desk, "graduasi", family_id, self._state)
        for signal in (self.on.changed, self.sign.changed):
            signal.connect(self.keeper.touch)
        self.note.textEdited.connect(lambda _text: self.keeper.touch())
        self.back.changed.connect(self.keeper.touch)
        self.back.asked.connect(self._go_back)
        self.sign.busy.connect(lambda busy: self.go_on.setEnabled(not busy))
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.go_on.click)
        self._opened = False

    def entered(self) -> None:
        """Read the case, and at the first time the draft."""
        self._show(self._read())
        if not self._opened:
            self._opened = True
            self.on.set_day(self.desk.today())
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
        card = case_card(desk, home)
        paper = signing(desk, card.letter.id) if card and card.letter else None
        return Read(card, readiness(desk, home), items, paper)

    def _show(self, read: Read) -> None:
        card = self.card = read.card
        if card is None:
            self.words.setText("Keluarga ini tidak ada lagi di alur graduasi.")
            return
        self.about = said_name(card.name)
        stage, step = card.case.stage or "", min(card.case.step, len(PATH))
        today = self.desk.today()
        notes = {at: say_near_day(day, today) for at, day in card.dates.items()}
        self.steps.show_steps([Step(_column(each), notes.get(each, "")) for each in PATH], step)
        self.returned.show_words(f"Dikembalikan kantor: {card.returned}" if card.returned else "", "amber")
        case = card.case
        reason = case.reason_text or case.reason_words
        since = f"sejak {say_date(card.since)} ({how_long(card, self.desk.today())})"
        kind = GRADUATION_KIND.get(case.kind, case.kind)
        self.facts.setText(joined(f"Tahap {case.words} {since}", kind, reason, card.desa))
        self._show_turn(card)
        if read.paper is not None and self.turn.kind == SIGN:
            self.sign.show_letter(read.paper)
        self.back.show_stage(card.case.stage, self.desk.is_office, not card.handed_over)
        clear(self._known)
        if stage in ("calon", "siap"):
            show = partial(open_evidence, self.shell, self.family_id)
            self._known.addWidget(readiness_card(self.theme, read.known, show))
        now = self.desk.local(self.desk.now())
        lines = [timeline_line(item, now, self.desk.local(item.at)) for item in read.items]
        if lines != list(self.happened.rows):
            self.happened.show_rows(lines)
        self.trail_changed.emit()

    def _show_turn(self, card: CaseCard) -> None:
        """Show the one next step of this stage, for who is looking."""
        viewer = Viewer(self.desk.today(), self.desk.is_office, self.shell.has(SENDING))
        turn = self.turn = turn_of(card, viewer)
        self.words.setText(turn.words)
        self.sign.setVisible(turn.kind == SIGN)
        self.on.setVisible(turn.kind == STEP)
        self.why.setVisible(turn.kind == STEP)
        self.go_on.setVisible(bool(turn.button))
        self.go_on.set_text(turn.button)
        self.scans.setVisible(bool(card.letter and card.letter.scans))
        self.leave.setVisible(not card.handed_over and card.case.stage != "graduasi")

    def _take_turn(self) -> None:
        """Do what the button says."""
        turn = self.turn
        if turn.kind == SIGN:
            self._sign()
        elif turn.kind == WRITE:
            self._write_letter()
        elif turn.kind == STEP:
            self._take(turn.to, turn.done)
        elif turn.kind == SEND:
            self.shell.go(SENDING)
        elif turn.kind == REVIEW and self.shell.has(PROPOSALS):
            self.shell.go(PROPOSALS).show_proposal(self.family_id)  # type: ignore[attr-defined]

    def _take(self, stage: str, done: str) -> None:
        if not self.on.judge():
            self.on.field.setFocus()
            return
        on, why = self.on.value() or self.desk.today(), self.note.text().strip()
        self._run(lambda: self._write(StepDraft(stage, on, why)), f"{self.about} {done}.")

    def _write(self, step: StepDraft) -> str:
        return take_step(self.desk, self.family_id, step)

    def _sign(self) -> None:
        card = self.card
        if card is None or card.letter is None:
            return
        if (wrong := self.sign.judge()) is not None:
            wrong.setFocus()
            return
        letter, on, desk = card.letter.id, self.sign.on.value() or self.desk.today(), self.desk
        pages, checked = tuple(self.sign.pages.pages), self.sign.checked()

        def write() -> None:
            sign_letter(desk, letter, on, pages, checked)

        self._run(write, f"Tanda tangan {self.about} tercatat, {say_date(on)}.")

    def _go_back(self, stage: str, why: str) -> None:
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
        for button in (self.go_on, self.back.button):
            button.setEnabled(not waiting)

    def _write_letter(self) -> None:
        self.shell.open_page(LetterPage(self.shell, self.desk, self.family_id))

    def _show_scans(self) -> None:
        if self.card is not None and self.card.letter is not None:
            letter = self.card.letter
            album = Album("Pindaian surat", self.family_id, "Pindaian", letter.code)
            files = files_of(self.desk, "letter", letter.id)
            self.shell.open_page(ViewerPage(self.shell, self.desk, album, files))

    def _to_exit(self) -> None:
        self.shell.open_page(ExitPage(self.shell, self.desk, self.family_id))

    def _to_family(self) -> None:
        self.shell.go(FAMILIES).show_family(self.family_id)  # type: ignore[attr-defined]

    def _state(self) -> dict[str, Any]:
        return {
            "on": self.on.text(),
            "why": self.note.text(),
            "reason": self.back.entry.text(),
            **self.sign.state(),
        }

    def _show_state(self, state: Mapping[str, Any]) -> None:
        self.on.set_text(str(state.get("on", "")))
        self.note.setText(str(state.get("why", "")))
        self.back.entry.setText(str(state.get("reason", "")))
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
        step.body.addLayout(row(self.go_on, self.scans, None))
        known = QWidget()
        self._known = QVBoxLayout(known)
        self._known.setContentsMargins(0, 0, 0, 0)
        parts = (self.returned, self.facts, step, known, self.back)
        for part in parts:
            scroll.add_narrow(part, self.theme.px(720))
        scroll.body.addStretch(1)
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


def _column(stage: str) -> str:
    return STAGES[stage].replace(" kantor", "")
