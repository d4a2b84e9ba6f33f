"""GRADUATION BACK: the card by which a case goes a stage back, or ends, with a reason."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from pkh_desk.domain.graduation.case import AFTER, NEXT_STAGES, OFFICE_STAGES, PATH, STAGES
from pkh_desk.errors import Problem
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.themed import show_if


class BackCard(Card):
    """`asked(stage, reason)` once a reason is given; `changed` while it is typed."""

    asked = Signal(str, str)
    changed = Signal()

    def __init__(self, theme: Theme, beside: Button) -> None:
        super().__init__("Tahap keliru, atau berhenti?", padding=16, gap=10)
        self.to = Combo(theme, "Kembalikan ke", [])
        self._to_row = FormRow(theme, "Kembalikan ke", self.to)
        self.entry = QLineEdit()
        hint = "Alasan ini terbaca di riwayat dan di kantor."
        self.reason = FormRow(theme, "Alasan", self.entry, hint=hint)
        self.button = Button(theme, "Kembalikan tahap", icon="arrow_undo", on_click=self._ask)
        self.entry.textEdited.connect(self._typed)
        ways = row(gap=12)
        ways.addWidget(self._to_row, 1, Qt.AlignmentFlag.AlignTop)
        ways.addWidget(self.reason, 2, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(ways)
        self.body.addLayout(row(self.button, None, beside))

    def show_stage(self, stage: str | None, office: bool, may: bool) -> None:
        """Offer the ways back from a stage, if the family may be changed here; without one the card goes."""
        kept, back = self.to.value(), _ways_back(stage, office)
        self.to.set_options([(to, STAGES[to]) for to in back], kept if kept in back else "")
        show_if(self, bool(back) and may)

    def _ask(self) -> None:
        reason = self.entry.text().strip()
        if not reason:
            words = "Tulis alasannya, supaya kantor tidak perlu bertanya."
            self.reason.show_problem(Problem("reason", words))
            self.entry.setFocus()
            return
        self.asked.emit(self.to.value(), reason)

    def _typed(self, _text: str) -> None:
        if self.reason.has_error():
            self.reason.show_line(None)
        self.changed.emit()


def _ways_back(stage: str | None, office: bool) -> list[str]:
    """Return the stages before this one that it may go back to, and the ways to stop."""
    done = PATH.index(stage) if stage in PATH else 0
    return [
        to
        for to in STAGES
        if to in NEXT_STAGES[stage]
        and to not in AFTER
        and (to not in PATH or PATH.index(to) < done)
        and (office or (to not in OFFICE_STAGES and (to not in PATH or stage not in OFFICE_STAGES)))
    ]
