"""PROPOSAL REVIEW: one proposal: its signed letter, beside it facts and checks, below it the decision."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.graduation.review import NUMBERS, Review
from pkh_desk.desk import Desk
from pkh_desk.domain.vocabulary import GRADUATION_KIND
from pkh_desk.gui.page import FULL, STACKED, Shell
from pkh_desk.gui.pages.office.fact_rows import show_facts
from pkh_desk.gui.pages.office.proposal_checks import Line, check_lines
from pkh_desk.gui.pages.office.proposal_paper import PaperPanel
from pkh_desk.gui.widgets.badge import Badge
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button, IconButton
from pkh_desk.gui.widgets.card import Card, column, row
from pkh_desk.gui.widgets.elided import ElidedLabel
from pkh_desk.gui.widgets.empty_state import Disc
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.line_row import line_row
from pkh_desk.gui.widgets.refill import refill
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.words.family_words import joined, said_name

ICONS = {"green": "checkmark", "amber": "warning", "red": "dismiss", "gray": "info"}
FACTS_WIDTH = 372


class ReviewView(QFrame):
    """`step(±1)` to another proposal, `accepted` and `sent_back` when asked for, `open_case(id)`, `eye`."""

    step = Signal(int)
    accepted = Signal()
    sent_back = Signal()
    open_case = Signal(str)
    eye = Signal()

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__()
        self.setProperty("ground", "bg")
        self.setAccessibleName("Usulan")
        self.seen: Review | None = None
        self._whole = False
        theme = self._theme = shell.theme
        self.name, self.badge = ElidedLabel("", "title"), Badge(theme, "")
        self.about, self.place = ElidedLabel("", tone="text2"), label("", tone="text2")
        self.before = IconButton(theme, "chevron_left", "Usulan sebelumnya", key="←")
        self.after = IconButton(theme, "chevron_right", "Usulan berikutnya", key="→")
        self.before.clicked.connect(lambda: self.step.emit(-1))
        self.after.clicked.connect(lambda: self.step.emit(1))
        self.paper = PaperPanel(shell, desk)
        self.banner = Banner(theme, "", "amber")
        self.trouble = Banner(theme, "", "red")
        self.show_all = IconButton(theme, "eye", "Tampilkan nomor lengkap", on_click=self.eye.emit)
        self.case = Button(theme, "Buka tahap graduasi", "link", on_click=self._open_case).make_slim()
        self._checks, self._facts = QVBoxLayout(), QVBoxLayout()
        self.note = QLineEdit()
        self.note_row = FormRow(
            theme, "Catatan untuk pendamping", self.note, hint="Perlu diisi bila dikembalikan."
        )
        self.back = Button(theme, "Kembalikan", icon="arrow_undo", on_click=self.sent_back.emit)
        self.later = Button(theme, "Tunda", "ghost", on_click=lambda: self.step.emit(1))
        self.accept = Button(theme, "Terima", "primary", icon="checkmark", on_click=self.accepted.emit)
        self._lay_out()

    def show_review(self, seen: Review, place: str, last: bool) -> None:
        """Show a proposal; `place` says which of how many, `last` whether another follows."""
        was = self.seen
        same = was is not None and was.card.household_id == seen.card.household_id
        self.seen, card = seen, seen.card
        self._whole = same and self._whole
        self.name.setText(said_name(card.name))
        self.badge.show_state(GRADUATION_KIND.get(card.case.kind, card.case.kind), "teal", "hat_graduation")
        reason = card.case.reason_text or card.case.reason_words
        code = card.letter.code if card.letter else ""
        sender = f"dari {said_name(card.pendamping)}" if card.pendamping else ""
        self.about.setText(joined(card.desa, sender, reason, code))
        self.place.setText(place)
        back = f"Sudah dikembalikan, menunggu perbaikan: {card.returned}" if card.returned else ""
        self.banner.show_words(back, "amber")
        self.accept.set_text("Terima" if last else "Terima, lanjut")
        self.accept.setEnabled(bool(card.letter and card.letter.signed_on and card.letter.scans))
        if not same:
            self.note.clear()
            self.note_row.show_line(None)
            self.trouble.show_words("")
        if not same or was is None or was.paper != seen.paper:
            self.paper.show_pages(seen.paper.pages if seen.paper else ())
        self._fill()

    def show_whole(self) -> None:
        """Show numbers unmasked."""
        self._whole = True
        self._fill()

    def set_width_class(self, width: str) -> None:
        """The facts grow narrower with the window."""
        part = 1.0 if width == FULL else 0.85
        self._right.setFixedWidth(self._theme.px(FACTS_WIDTH * part))
        show_if(self.about, width != STACKED)

    def first_focus(self) -> QWidget:
        """What accepts, else the note that is needed to send it back."""
        return self.accept if self.accept.isEnabled() else self.note

    def _fill(self) -> None:
        seen = self.seen
        assert seen is not None
        refill(self._checks, [self._check(line) for line in check_lines(seen)])
        show_facts(self._facts, seen.facts, self._whole)
        self.show_all.setVisible(any(fact.field in NUMBERS for fact in seen.facts) and not self._whole)

    def _check(self, line: Line) -> QWidget:
        return line_row(line.title, line.words, before=Disc(self._theme, ICONS[line.tone], line.tone, 28))

    def _open_case(self) -> None:
        if self.seen is not None:
            self.open_case.emit(self.seen.card.household_id)

    def _lay_out(self) -> None:
        head = QFrame()
        head.setProperty("kind", "bar")
        head.setProperty("rule", "below")
        line = QHBoxLayout(head)
        line.setContentsMargins(20, 8, 16, 8)
        line.setSpacing(10)
        words = column(gap=0)
        words.addWidget(self.name)
        words.addWidget(self.about)
        line.addLayout(words, 1)
        for part in (self.badge, self.place, self.before, self.after):
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.paper, 1)
        body.addWidget(self._make_right())
        foot = QFrame()
        foot.setProperty("kind", "bar")
        foot.setProperty("rule", "above")
        tools = row(self.back, self.later, None, label("Ctrl Enter", "caption", "text3"), self.accept)
        tools.setContentsMargins(20, 8, 16, 8)
        foot.setLayout(tools)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(head)
        stack.addLayout(body, 1)
        stack.addWidget(foot)

    def _make_right(self) -> QFrame:
        right = self._right = QFrame()
        right.setAccessibleName("Fakta dan pemeriksaan")
        right.setProperty("kind", "bar")
        right.setProperty("rule", "left")
        scroll = ScrollBody(margins=(14, 12, 14, 12))
        checks, facts = Card("Pemeriksaan", self.case), Card("Isi surat", self.show_all)
        checks.body.addLayout(self._checks)
        facts.body.addLayout(self._facts)
        self._checks.setSpacing(9)
        self._facts.setSpacing(8)
        for part in (self.banner, self.trouble, checks, facts, self.note_row):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        inside = QVBoxLayout(right)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(scroll)
        return right
