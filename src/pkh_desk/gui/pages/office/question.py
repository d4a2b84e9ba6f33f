"""QUESTION: one open question at the right of Keputusan: its cards, the note, and what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QFrame, QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.office.decide_number import MERGE
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_short
from pkh_desk.domain.people.nik import group
from pkh_desk.errors import Problem
from pkh_desk.gui.page import STACKED, Shell
from pkh_desk.gui.pages.office.decision_foot import DecisionFoot
from pkh_desk.gui.pages.office.words import option_foot
from pkh_desk.gui.widgets.badge import Badge
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button, IconButton
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.choice_card import ChoiceCard
from pkh_desk.gui.widgets.elided import ElidedLabel
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.words.differences import differences, masked_but
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.office.decision import Decision, Option

ASKED = {
    "field": "Data ini diubah di dua tempat sejak {since}. Pilih yang benar, keduanya tetap tersimpan di "
    "riwayat.",
    "stage": "Dua tahap dicatat dari keadaan yang sama. Pilih yang berlaku, keduanya tetap tersimpan di "
    "riwayat.",
    "same": "Pendamping mengusulkan bahwa dua keluarga ini satu. Bila digabung, catatan keduanya tampil "
    "bersama; bisa diurungkan.",
    "nik": "NIK ini dipakai lebih dari satu orang. Pilih pemiliknya; pada yang lain NIK menjadi perlu dicek.",
}
ELSEWHERE = "Ini diputuskan di data keluarganya."
KEYS = "123456789"
NO_REASON = "Pilih alasan di bawah atau tulis di sini, supaya pendamping tahu apa yang diperbaiki."
LONGEST_NOTE = 200
MOST_NAMED = 6


class QuestionView(QFrame):
    """`step(±1)` to another question, `open_family(id)`, `eye`; what is done with it is asked in `foot`."""

    step = Signal(int)
    open_family = Signal(str)
    eye = Signal()

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__()
        self.setProperty("ground", "bg")
        self.setAccessibleName("Keputusan")
        self.theme, self._desk = shell.theme, desk
        self.question: Decision | None = None
        self.cards: list[ChoiceCard] = []
        self._options: Sequence[Option] = ()
        self._group = QButtonGroup(self)
        self._whole, self._told = False, False
        theme = shell.theme
        self.name, self.badge = ElidedLabel("", "title", hugs=True), Badge(theme, "")
        self.whence = ElidedLabel("", tone="text2")
        self.place = label("", "body", "text2")
        self.before = IconButton(theme, "chevron_left", "Keputusan sebelumnya", key="←")
        self.after = IconButton(theme, "chevron_right", "Keputusan berikutnya", key="→")
        self.about, self.apart = label("", "card"), label("", "caption", "text2")
        self.banner = Banner(theme, "", "note")
        self.show_all = IconButton(theme, "eye", "Tampilkan nomor lengkap", on_click=self.eye.emit)
        self.family = Button(theme, "Buka keluarga", "link", on_click=self._open_family).make_slim()
        self.more = Button(theme, "Tampilkan", "link", on_click=self._toggle_same).make_slim()
        self.same = Banner(theme, "", "note", icon="checkmark_circle", action=self.more)
        self.note = QLineEdit()
        self.note.setMaxLength(LONGEST_NOTE)
        self.note_row = FormRow(theme, "Catatan untuk pendamping", self.note, optional=True)
        self.foot = DecisionFoot(theme)
        self.foot.later.connect(lambda: self.step.emit(1))
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._merge = QVBoxLayout()
        self._lay_out()

    def show_question(self, question: Decision, whence: str, place: str, last: bool) -> None:
        """Show a question: with which file it came, which of how many it is, whether it is the last."""
        same = self.question is not None and self.question.row.id == question.row.id
        chosen, self._whole = (self.chosen() if same else ""), same and self._whole
        self.question = question
        self.name.setText(said_name(question.row.family) or "Tanpa keluarga")
        self.badge.show_state(question.record, "teal")
        self.place.setText(place)
        self.whence.setText(whence)
        self.about.setText(question.row.about)
        self.show_all.setVisible(question.masked)
        self.banner.show_words(self._banner_words(question), "amber" if question.row.returned else "note")
        self.foot.offer(question.row.can_return, last)
        self.note_row.setVisible(bool(question.household_id))
        if not same:
            self.note.clear()
            self.note_row.show_problem(None)
            self.foot.close_back()
            self._told = False
        self._show_same(question)
        self._fill(question)
        self._choose(chosen)

    def chosen(self) -> str | None:
        """Return the value of the chosen card, None while none is."""
        return next((self._options[at].value for at, card in enumerate(self.cards) if card.isChecked()), None)

    def pick(self, number: int) -> None:
        """Choose the card with this key, from 1."""
        if number <= len(self.cards) and self.isVisible():
            self.cards[number - 1].setChecked(True)
            self.cards[number - 1].setFocus()

    def ask_reason(self) -> None:
        """Say that a reason is missing, where it can be chosen or written."""
        self.note_row.show_problem(Problem("reason", NO_REASON))
        self.foot.reason.setFocus()

    def show_whole(self) -> None:
        """Show numbers unmasked."""
        self._whole = True
        self._mark()

    def set_width_class(self, width: str) -> None:
        """Cards side by side, or one below the other."""
        show_if(self.family, width != STACKED)
        below = width == STACKED
        self._cards.setDirection(
            QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        )

    def _show_same(self, question: Decision) -> None:
        """Say which fields of the record nobody disputes; on demand with their values."""
        count, names = len(question.same), [_lowered(name) for name, _ in question.same]
        listed = ", ".join([*names[:MOST_NAMED], *(["…"] if count > MOST_NAMED else [])])
        values = "\n".join(f"{name}: {value}" for name, value in question.same)
        told = f"\n{values}" if self._told else f" {listed}"
        self.same.show_words(f"{count} isian lain sama:{told}" if count else "")
        self.more.set_text("Sembunyikan" if self._told else "Tampilkan")

    def _toggle_same(self) -> None:
        self._told = not self._told
        if self.question is not None:
            self._show_same(self.question)

    def _banner_words(self, question: Decision) -> str:
        if question.row.returned:
            by = f" oleh {said_name(question.row.returned_by)}" if question.row.returned_by else ""
            return f"Sudah dikembalikan{by}: {question.row.returned} Menunggu perbaikan pendamping."
        times = [option.at for option in question.options if option.at is not None]
        since = say_short(self._desk.local(min(times)).date()) if times else "kiriman terakhir"
        return ASKED.get(question.kind, ELSEWHERE).format(since=since)

    def _fill(self, question: Decision) -> None:
        focused = next((at for at, card in enumerate(self.cards) if card.hasFocus()), -1)
        for card in self.cards:
            self._group.removeButton(card)
            card.setParent(None)
            card.deleteLater()
        self.cards, self._options = [], question.options
        for at, option in enumerate(question.options):
            self._add(at, option, self._cards)
        if question.can_merge:
            merge = Option(MERGE, "Satu keluarga yang tercatat dua kali: gabungkan", "Gabungkan")
            self._options = (*question.options, merge)
            self._add(len(question.options), merge, self._merge)
        self._mark()
        if focused >= 0 and self.cards:
            self.cards[min(focused, len(self.cards) - 1)].setFocus()

    def _add(self, at: int, option: Option, into: QBoxLayout) -> None:
        when = self._desk.local(option.at) if option.at is not None else None
        card = ChoiceCard(self.theme, KEYS[at], said_name(option.source), "", option_foot(option, when))
        card.toggled.connect(lambda _on: self.foot.save.setEnabled(self.chosen() is not None))
        self._group.addButton(card)
        self.cards.append(card)
        into.addWidget(card, 1 if into is self._cards else 0)

    def _mark(self) -> None:
        """Mark in each value what differs from the one beside it, and mask the rest of a number."""
        question = self.question
        if question is None:
            return
        grouped = question.masked and question.kind == "field"
        texts = [group(o.words) if grouped and o.words.isdigit() else o.words for o in self._options]
        count = 0
        for at, card in enumerate(self.cards):
            other = texts[1 if at == 0 else 0] if len(texts) > 1 else texts[at]
            marks = [] if question.kind != "field" else differences(texts[at], other)[0]
            count = max(count, sum(length for _, length in marks))
            masks = grouped and not self._whole
            card.show_value(masked_but(texts[at], marks) if masks else texts[at], marks)
        number = question.number if self._whole else masked_but(question.number, [])
        self.apart.setText(group(number) if question.number else f"berbeda {count} angka" if grouped else "")

    def _choose(self, value: str | None) -> None:
        for at, option in enumerate(self._options):
            self.cards[at].setChecked(value is not None and option.value == value)
        self.foot.save.setEnabled(self.chosen() is not None)

    def _open_family(self) -> None:
        chosen = next((self._options[at] for at, card in enumerate(self.cards) if card.isChecked()), None)
        home = chosen.household_id if chosen else None
        first = self.question.household_id if self.question else None
        if home or first:
            self.open_family.emit(home or first)

    def _lay_out(self) -> None:
        self.before.clicked.connect(lambda: self.step.emit(-1))
        self.after.clicked.connect(lambda: self.step.emit(1))
        head = QFrame()
        head.setProperty("kind", "bar")
        head.setProperty("rule", "below")
        first = row(self.name, self.badge, None, self.place, self.before, self.after, gap=10)
        second = row(gap=10)
        second.addWidget(self.whence, 1)
        second.addWidget(self.family)
        lines = QVBoxLayout(head)
        lines.setContentsMargins(24, 10, 20, 8)
        lines.setSpacing(2)
        lines.addLayout(first)
        lines.addLayout(second)
        scroll = ScrollBody()
        scroll.body.addWidget(self.banner)
        scroll.body.addLayout(row(self.about, self.apart, self.show_all, None))
        self._cards.setSpacing(12)
        scroll.body.addLayout(self._cards)
        scroll.body.addLayout(self._merge)
        scroll.body.addWidget(self.same)
        scroll.body.addWidget(self.note_row)
        scroll.body.addStretch(1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(head)
        stack.addWidget(scroll, 1)
        stack.addWidget(self.foot)

    def first_focus(self) -> QWidget:
        """The first card."""
        return self.cards[0] if self.cards else self.family


def _lowered(words: str) -> str:
    """Return a field's name as it stands within a sentence: abbreviations keep their capitals."""
    short = any(part.isupper() for part in words.split())
    return words if short else words[:1].lower() + words[1:]
