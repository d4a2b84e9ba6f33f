"""KEMBALIKAN CATATAN: one thing of a family's history goes back to who wrote it, with a reason."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.office.decide import send_back
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.errors import InvalidInput, Problem, UserError
from pkh_desk.gui.draft_keeper import DraftKeeper
from pkh_desk.gui.page import Page, Shell
from pkh_desk.gui.pages.office.decision_foot import NO_REASON
from pkh_desk.gui.pages.office.words import say_return
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.form_foot import Fault, FormFoot
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.views.office.returns import return_reasons
from pkh_desk.views.people.timeline import TimelineItem

KEEPS = "Catatan tetap tersimpan apa adanya dan ditandai sampai pendamping memperbaikinya."
MISSING = "Pilih alasannya, atau tulis sendiri di bawah."
LONGEST = 200


class GiveBackPage(Page):
    """What goes back, why, and a word beside it."""

    def __init__(self, shell: Shell, desk: Desk, family_id: str, family: str, item: TimelineItem) -> None:
        super().__init__(shell, "Kembalikan catatan")
        self.desk, self.family_id, self.about, self._item = desk, family_id, family, item
        theme = shell.theme
        self.reason, self.note = Combo(theme, "Alasan", [("", NO_REASON)]), QLineEdit()
        self.note.setMaxLength(LONGEST)
        self.reason_row = FormRow(theme, "Alasan", self.reason)
        self.note_row = FormRow(
            theme, "Catatan untuk pendamping", self.note, hint="Misalnya: foto KTP terpotong.", optional=True
        )
        self.trouble = Banner(theme, "", "red")
        self.save = Button(theme, "Kembalikan", "primary", icon="arrow_undo", on_click=self._send_back)
        self.foot = FormFoot(theme, self.save, "Tutup, lanjut nanti", shell.back)
        self._lay_out()
        self.keeper = DraftKeeper(self, desk, "kembalikan", item.txn, self._state)
        self.reason.activated.connect(lambda _index: self._touched())
        self.note.textEdited.connect(lambda _text: self._touched())
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._send_back)

    def entered(self) -> None:
        """Read the reasons, and what was left in the form."""
        reasons = return_reasons(self.desk)
        self.reason.set_options([("", NO_REASON), *((each, each) for each in reasons)], self.reason.value())
        if not self.note.text():
            self.keeper.begin(self._show_state)

    def about_family(self) -> str:
        """The family."""
        return self.family_id

    def leave_draft(self, coming_back: bool) -> Callable[[], object] | None:
        """Keep what was typed."""
        return self.keeper.leave(coming_back)

    def first_focus(self) -> QWidget | None:
        """The reason."""
        return self.reason

    def panes(self) -> Sequence[QWidget]:
        """The form and its foot."""
        return (self._scroll, self.foot)

    def _state(self) -> dict[str, Any]:
        return {"reason": self.reason.value(), "note": self.note.text()}

    def _show_state(self, state: Mapping[str, Any]) -> None:
        self.reason.set_value(str(state.get("reason", "")))
        self.note.setText(str(state.get("note", "")))

    def _touched(self) -> None:
        if self.reason_row.has_error():
            self.reason_row.show_line(None)
            self.foot.recount()
        self.keeper.touch()

    def _send_back(self) -> None:
        said = say_return(self.reason.value(), self.note.text())
        if not said:
            self.reason_row.show_problem(Problem("reason", MISSING))
        self.foot.show_faults([] if said else [Fault("Alasan", self.reason)])
        if not said or not self.save.isEnabled():
            return
        desk, txn = self.desk, self._item.txn
        self.save.setEnabled(False)
        self.keeper.rest()
        self.shell.jobs.write(
            lambda: send_back(desk, txn, said),
            then=lambda _txn: self._done(said),
            failed=self._refused,
            owner=self,
        )

    def _done(self, said: str) -> None:
        self.keeper.forget()
        self.shell.toast(f"Dikembalikan ke pendamping: {said}", self.shell.take_back)
        self.shell.back()

    def _refused(self, error: UserError) -> None:
        self.save.setEnabled(True)
        self.keeper.rest(False)
        self.trouble.show_words(error.problems[0].text if isinstance(error, InvalidInput) else str(error))

    def _lay_out(self) -> None:
        item, card = self._item, Card("Yang dikembalikan", padding=16, gap=4)
        for text, tone in ((item.title, ""), (item.detail, "text2"), (say_date(item.on), "text2")):
            if text:
                card.body.addWidget(label(text, "body" if tone else "strong", tone, wrap=True))
        inside = QWidget()
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(12)
        keeps = Banner(self.theme, KEEPS, "note")
        for part in (card, keeps, self.reason_row, self.note_row, self.trouble):
            fields.addWidget(part)
        self._scroll = ScrollBody()
        self._scroll.add_narrow(inside, self.theme.px(620))
        self._scroll.body.addStretch(1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self._scroll, 1)
        stack.addWidget(self.foot)
