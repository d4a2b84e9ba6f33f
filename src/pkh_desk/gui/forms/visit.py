"""VISIT FORM: what is asked of a home visit, in the order in which it happens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from pkh_desk.actions.people.visit import VisitDraft
from pkh_desk.desk import Desk
from pkh_desk.domain.clock import read_clock, say_hour
from pkh_desk.domain.dates import say_short
from pkh_desk.domain.money import say_rupiah
from pkh_desk.domain.people.visit import VisitFields, check_visit
from pkh_desk.domain.vocabulary import RELATION, VISIT_PURPOSE
from pkh_desk.errors import Problem
from pkh_desk.gui.forms.commitments import CommitmentCard
from pkh_desk.gui.forms.photos import PhotoStrip
from pkh_desk.gui.forms.promises import PromiseList
from pkh_desk.gui.page import Shell
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.date_row import DateRow
from pkh_desk.gui.widgets.form_foot import Fault
from pkh_desk.gui.widgets.form_row import FormRow, Line
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.money_row import MoneyRow
from pkh_desk.gui.widgets.segmented import Segmented
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.people.family import FamilyView, MemberView
from pkh_desk.views.people.recorded_visit import RecordedVisit
from pkh_desk.views.people.visit import VisitBackground

SOMEBODY_ELSE = "*"
WILLING = (("ya", "Ya", "green"), ("tidak", "Tidak"), ("belum", "Belum ditanya"))
ANSWERS = {"ya": True, "tidak": False}
LONGEST_NOTE = 4000
UNSAID = "Tidak dicatat"


@dataclass(frozen=True)
class Told:
    """What the form has to know: the family, what earlier visits found, the limit of attendance; of a visit
    that is corrected what is recorded, and whose month another visit answered (member, its day)."""

    view: FamilyView
    background: VisitBackground
    limit: int
    record: RecordedVisit | None = None
    elsewhere: Mapping[str, date] = field(default_factory=dict)


class VisitForm(QWidget):
    """`changed` at every change by hand. `state()` is what a draft keeps, `draft()` what is saved."""

    changed = Signal()

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__()
        self._today = desk.today()
        self._people: list[tuple[str, str]] = []
        self._unsaid: list[tuple[str, str]] = []
        theme = shell.theme
        self.on = DateRow(theme, "Tanggal kunjungan", self._today, past=True, check=self._check_day)
        self.at = QLineEdit()
        self.at.setPlaceholderText("08.15")
        self.at_row = FormRow(theme, "Jam", self.at)
        self.met, self.purpose = Combo(theme, "Yang ditemui", ()), Combo(theme, "Keperluan", ())
        self.purpose.set_options(list(VISIT_PURPOSE.items()))
        self.other = QLineEdit()
        self.other.setMaxLength(120)
        self.other_row = FormRow(theme, "Nama yang ditemui", self.other)
        self.met_row, self.purpose_row = (
            FormRow(theme, "Yang ditemui", self.met),
            FormRow(theme, "Keperluan", self.purpose),
        )
        self.commitments = CommitmentCard(theme)
        self.set_aside = MoneyRow(theme, "Disisihkan dari bantuan")
        self.income = MoneyRow(theme, "Penghasilan usaha bulan ini")
        self.willing = Segmented("Bersedia graduasi", WILLING, "belum")
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note_row = FormRow(theme, "Catatan", self.note, optional=True)
        self.promises, self.photos = PromiseList(theme, self._today), PhotoStrip(shell, desk)
        self._when, self._money = QHBoxLayout(), QHBoxLayout()
        self._lay_out(theme)
        self.on.set_day(self._today)
        self._connect()

    def show_told(self, told: Told) -> None:
        """Take the family in; what was answered already stays."""
        people = [(said_name(m.name), _who(m)) for m in told.view.members]
        if people != self._people:
            self._people = people
            options = [*self._unsaid, *people, (SOMEBODY_ELSE, "Orang lain…")]
            self.met.set_options(options, self.met.value())
            self._show_other()
        self.commitments.show_members(told.view.members, told.limit, told.elsewhere)
        if told.background.income:
            amount, day = told.background.income
            self.income.set_hint(f"Kunjungan {say_short(day)}: {say_rupiah(amount)}")

    def admit(self, fields: VisitFields) -> None:
        """Offer answers that a recorded visit has and a new one cannot get; before the family is told."""
        if not fields.met:
            self._unsaid = [("", UNSAID)]
        if fields.purpose not in VISIT_PURPOSE:
            also = (fields.purpose, fields.purpose or UNSAID)
            self.purpose.set_options([also, *VISIT_PURPOSE.items()], fields.purpose)

    def named(self, met: str) -> tuple[str, str]:
        """Return the choice, and the name beside it, that stand for who was met; the family is told."""
        return (met, "") if self.met.findData(met) >= 0 else (SOMEBODY_ELSE, met)

    def state(self) -> dict[str, Any]:
        """Return what stands in the form, JSON-able; photos by their SHA-256."""
        return {
            "on": self.on.text(),
            "at": self.at.text().strip(),
            "met": self.met.value(),
            "other": self.other.text().strip(),
            "purpose": self.purpose.value(),
            "commitments": self.commitments.state(),
            "set_aside": self.set_aside.text(),
            "income": self.income.text(),
            "willing": self.willing.value(),
            "note": self.note.toPlainText(),
            "promises": self.promises.state(),
            "photos": self.photos.state(),
        }

    def show_state(self, state: Mapping[str, Any]) -> None:
        """Show what `state()` returned, perhaps of an older version of the form."""
        texts = {key: str(value) for key, value in state.items() if isinstance(value, str)}
        self.on.set_text(texts.get("on", ""))
        self.at.setText(texts.get("at", ""))
        self.met.set_value(texts.get("met", ""))
        self.other.setText(texts.get("other", ""))
        self.purpose.set_value(texts.get("purpose", ""))
        self.set_aside.set_text(texts.get("set_aside", ""))
        self.income.set_text(texts.get("income", ""))
        willing = texts.get("willing", "belum")
        self.willing.set_value(willing if willing in self.willing.buttons else "belum")
        self.note.setPlainText(texts.get("note", ""))
        self.commitments.show_state(state.get("commitments", {}))
        self.promises.show_state(state.get("promises", ()))
        self.photos.show_state(state.get("photos", ()))
        self._show_other()

    def faults(self) -> list[Fault]:
        """Judge every field and return those that cannot be saved; warnings are none of them."""
        faults = [] if self.on.judge() else [Fault("Tanggal kunjungan", self.on.field)]
        faults += [] if self._judge_clock() else [Fault("Jam", self.at)]
        faults += self.commitments.faults()
        faults += [Fault(each.name, each.field) for each in (self.set_aside, self.income) if not each.judge()]
        if len(self.note.toPlainText()) > LONGEST_NOTE:
            self.note_row.show_line(Line("error", f"Catatan paling panjang {LONGEST_NOTE} huruf."))
            faults.append(Fault("Catatan", self.note))
        return faults + self.promises.faults()

    def draft(self, household_id: str, kept: Sequence[str], photos: Sequence[bytes]) -> VisitDraft:
        """Return the visit as it stands; called once `faults()` is empty."""
        on = self.on.value()
        assert on is not None
        met = self.other.text().strip() if self.met.value() == SOMEBODY_ELSE else self.met.value()
        fields = VisitFields(
            household_id=household_id,
            on=on,
            at=read_clock(self.at.text()).value,
            met=met[:120],
            purpose=self.purpose.value(),
            note=self.note.toPlainText().strip(),
            income=self.income.value(),
            set_aside=self.set_aside.value(),
            willing=ANSWERS.get(self.willing.value()),
        )
        found, promises = self.commitments.drafts(), self.promises.drafts()
        return VisitDraft(fields, promises, found, photos, kept, typed=True)

    def _check_day(self, day: date) -> Problem | None:
        problems = check_visit(VisitFields(household_id="", on=day), self._today)
        return problems[0] if problems else None

    def _judge_clock(self) -> bool:
        reading = read_clock(self.at.text())
        self.at_row.show_line(Line("error", reading.problem) if reading.problem else None)
        if reading.value:
            self.at.setText(say_hour(reading.value))
        return not reading.problem

    def _show_other(self) -> None:
        self.other_row.setVisible(self.met.value() == SOMEBODY_ELSE)

    def _on_note(self) -> None:
        if self.note_row.has_error():
            self.note_row.show_line(None)

    def _connect(self) -> None:
        self.at.editingFinished.connect(self._judge_clock)
        self.at.textEdited.connect(lambda _text: self.at_row.show_line(None))
        self.note.textChanged.connect(self._on_note)
        self.met.currentIndexChanged.connect(lambda _index: self._show_other())
        for signal in (
            self.on.changed,
            self.at.textEdited,
            self.met.currentIndexChanged,
            self.other.textEdited,
            self.purpose.currentIndexChanged,
            self.commitments.changed,
            self.set_aside.changed,
            self.income.changed,
            self.willing.changed,
            self.note.textChanged,
            self.promises.changed,
            self.photos.changed,
        ):
            signal.connect(lambda *_: self.changed.emit())

    def _lay_out(self, theme: Theme) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self.at.setMinimumWidth(theme.px(84))
        for part, share in ((self.on, 5), (self.at_row, 1), (self.met_row, 5)):
            self._when.addWidget(part, share, top)
        # Its room stays free while it is hidden, so that nothing jumps.
        room = self.other_row.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.other_row.setSizePolicy(room)
        second = QHBoxLayout()
        for part in (self.purpose_row, self.other_row):
            second.addWidget(part, 1, top)
        willing = FormRow(theme, "Bersedia graduasi", self.willing)
        for part in (self.set_aside, self.income, willing):
            self._money.addWidget(part, 1, top)
        for line in (self._when, second, self._money):
            line.setSpacing(16)
        self.note.setFixedHeight(theme.px(76))
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        stack.addWidget(label("Kapan dan siapa", "card"))
        stack.addLayout(self._when)
        stack.addLayout(second)
        stack.addSpacing(4)
        stack.addWidget(label("Komitmen yang dicek", "card"))
        stack.addWidget(self.commitments)
        stack.addSpacing(4)
        stack.addWidget(label("Usaha dan tabungan", "card"))
        stack.addLayout(self._money)
        stack.addWidget(self.note_row)
        stack.addSpacing(4)
        stack.addWidget(label("Tindak lanjut", "card"))
        stack.addWidget(self.promises)
        stack.addWidget(label("Foto", "card"))
        stack.addWidget(self.photos)
        stack.addStretch(1)


def _who(member: MemberView) -> str:
    role = "pengurus" if member.is_pengurus else RELATION.get(member.relation or "", "").lower()
    name = said_name(member.name)
    return f"{name} ({role})" if role else name
