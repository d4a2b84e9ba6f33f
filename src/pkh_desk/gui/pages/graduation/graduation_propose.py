"""GRADUATION PROPOSE: a family becomes a candidate: which one, why, since when."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.graduation.case import STOPPED, StepDraft, take_step
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.vocabulary import GRADUATION_KIND
from pkh_desk.errors import Problem, UserError
from pkh_desk.gui.draft_keeper import DraftKeeper
from pkh_desk.gui.page import Page, Shell
from pkh_desk.gui.pages.people.family_picker import FamilyPicker
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.date_row import DateRow
from pkh_desk.gui.widgets.form_foot import Fault, FormFoot
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.views.graduation.pipeline import case_card
from pkh_desk.views.graduation.readiness import readiness
from pkh_desk.views.graduation.reasons import reasons_on

NATURAL = "Tidak ada komponen yang tercatat lagi. Mungkin graduasi alami; pastikan dulu."


class ProposePage(Page):
    """Opens empty, or on a family."""

    def __init__(self, shell: Shell, desk: Desk, family_id: str = "") -> None:
        super().__init__(shell, "Calon graduasi baru")
        self.desk, self._opened = desk, False
        theme = shell.theme
        self.picker = FamilyPicker(shell, desk)
        if family_id:
            self.picker.show_family(family_id)
        self.kind = Combo(theme, "Jenis graduasi", list(GRADUATION_KIND.items()))
        self.reason = Combo(theme, "Alasan", list(reasons_on(desk, desk.today()).items()))
        self.kind_row = FormRow(theme, "Jenis graduasi", self.kind)
        self.note = FormRow(theme, "Penjelasan", QLineEdit(), optional=True)
        self.on = DateRow(theme, "Calon sejak", desk.today(), past=True, check=self._check_day)
        self.trouble = Banner(theme, "", "red")
        self.save = Button(theme, "Usulkan calon", "primary", on_click=self._save)
        self.foot = FormFoot(theme, self.save, "Tutup, lanjut nanti", shell.back)
        self._lay_out()
        self.keeper = DraftKeeper(self, desk, "calon", family_id, self._state)
        for combo in (self.kind, self.reason):
            combo.activated.connect(lambda _index: self.keeper.touch())
        self._entry.textEdited.connect(lambda _text: self.keeper.touch())
        self.picker.chosen.connect(self._picked)
        self.on.changed.connect(self.keeper.touch)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._save)

    def entered(self) -> None:
        """Bring back what was left in the form."""
        if not self._opened:
            self._opened = True
            self.on.set_day(self.desk.today())
            self.keeper.begin(self._show_state)
            self._look_at(self.picker.family_id)

    def data_moved(self, tables: frozenset[str]) -> None:
        """An answer of the office may have brought other reasons; what was chosen stays chosen."""
        if tables & {"config", "*"}:
            told = reasons_on(self.desk, self.desk.today())
            self.reason.set_options(list(told.items()), self.reason.value())

    def about_family(self) -> str:
        """The family that is picked."""
        return self.picker.family_id

    def leave_draft(self, coming_back: bool) -> Callable[[], object] | None:
        """Keep what was typed."""
        return self.keeper.leave(coming_back)

    def first_focus(self) -> QWidget | None:
        """The family."""
        return self.picker.entry

    def panes(self) -> Sequence[QWidget]:
        """The form and its foot."""
        return (self._scroll, self.foot)

    @property
    def _entry(self) -> QLineEdit:
        assert isinstance(self.note.entry, QLineEdit)
        return self.note.entry

    def _picked(self, family_id: str) -> None:
        self.trouble.show_words("")
        self.keeper.touch()
        self._look_at(family_id)

    def _look_at(self, family_id: str) -> None:
        """Hint at graduasi alami where no komponen is recorded any more; the choice stays the person's."""
        desk = self.desk
        self.kind_row.set_hint("")
        if family_id:
            self.shell.jobs.read(
                lambda: readiness(desk, family_id).natural, then=self._hint, owner=self, replaces="hint"
            )

    def _hint(self, natural: bool) -> None:
        self.kind_row.set_hint(NATURAL if natural else "")

    def _state(self) -> dict[str, Any]:
        return {
            "family": self.picker.family_id,
            "kind": self.kind.value(),
            "reason": self.reason.value(),
            "note": self._entry.text(),
            "on": self.on.text(),
        }

    def _show_state(self, state: Mapping[str, Any]) -> None:
        if state.get("family"):
            self.picker.show_family(str(state["family"]))
        self.kind.set_value(str(state.get("kind", "")))
        self.reason.set_value(str(state.get("reason", "")))
        self._entry.setText(str(state.get("note", "")))
        self.on.set_text(str(state.get("on", "")))

    def _save(self) -> None:
        faults = []
        if not self.picker.family_id:
            self.picker.show_problem("Pilih keluarganya dulu.")
            faults.append(Fault("Keluarga", self.picker.entry))
        if not self.on.judge():
            faults.append(Fault("Calon sejak", self.on.field))
        self.foot.show_faults(faults)
        if faults or not self.save.isEnabled():
            return
        desk, home = self.desk, self.picker.family_id
        card = case_card(desk, home)
        if card is not None and card.case.stage not in STOPPED:
            self.trouble.show_words(f"Keluarga ini sudah di alur graduasi, tahap {card.case.words}.")
            return
        draft = StepDraft(
            "calon",
            self.on.value() or desk.today(),
            kind=self.kind.value(),
            reason=self.reason.value(),
            reason_text=self._entry.text().strip(),
        )
        self.save.setEnabled(False)
        self.keeper.rest()
        self.shell.jobs.write(
            lambda: take_step(desk, home, draft), then=self._saved, failed=self._refused, owner=self
        )

    def _saved(self, _case: str) -> None:
        self.keeper.forget()
        name = self.picker.entry.text().partition(",")[0]
        self.shell.toast(f"{name} sekarang calon graduasi.", self.shell.take_back)
        self.shell.back()

    def _refused(self, error: UserError) -> None:
        self.save.setEnabled(True)
        self.keeper.rest(False)
        self.trouble.show_words(str(error))

    def _check_day(self, day: date) -> Problem | None:
        today = self.desk.today()
        return Problem("on", "Tanggal calon belum terjadi.", say_date(today)) if day > today else None

    def _lay_out(self) -> None:
        inside = QWidget()
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(12)
        pair = row(gap=12)
        pair.addWidget(self.kind_row, 1, Qt.AlignmentFlag.AlignTop)
        pair.addWidget(FormRow(self.theme, "Alasan", self.reason), 1, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self.picker)
        fields.addLayout(pair)
        for part in (self.note, self.on, self.trouble):
            fields.addWidget(part)
        self._scroll = ScrollBody()
        self._scroll.add_narrow(inside, self.theme.px(560))
        self._scroll.body.addStretch(1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self._scroll, 1)
        stack.addWidget(self.foot)
