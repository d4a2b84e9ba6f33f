"""SETTLED VIEW: at the right of Keputusan what waits for nobody any more: what, by whom, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from pkh_desk.gui.page import Shell
from pkh_desk.gui.pages.office.settled import Settled
from pkh_desk.gui.widgets.badge import Badge
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.elided import ElidedLabel
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.themed import show_if


class SettledView(QFrame):
    """`open_family(id)`, `history(id, name)` and `undo(act)` when asked for."""

    open_family = Signal(str)
    undo = Signal(str)
    history = Signal(str, str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("ground", "bg")
        self.setAccessibleName("Yang sudah selesai atau ditolak")
        self.one: Settled | None = None
        theme = shell.theme
        self.name, self.badge = ElidedLabel("", "title", hugs=True), Badge(theme, "", "gray")
        self.who = ElidedLabel("", tone="text2")
        self.about, self.words = label("", tone="text2"), label("", "card", wrap=True)
        self.note = label("", tone="text2", wrap=True)
        self.hint = label("", "caption", "text2", wrap=True)
        self.family = Button(theme, "Buka keluarga", on_click=self._open_family)
        self.changes = Button(theme, "Riwayat perubahan", icon="history", on_click=self._open_history)
        self.back = Button(theme, "Urungkan keputusan", icon="arrow_undo", on_click=self._undo)
        self._lay_out()

    def show_settled(self, one: Settled) -> None:
        """Show one; what belongs to no known family leads to none."""
        self.one = one
        self.name.setText(one.line.name)
        self.badge.show_state(*(one.line.badge or ("", "gray")))
        self.who.setText(one.who)
        self.about.setText(one.about)
        self.words.setText(one.words)
        self.note.setText(one.note)
        self.hint.setText(one.hint)
        show_if(self.note, bool(one.note))
        show_if(self.back, bool(one.act))
        for button in (self.family, self.changes):
            show_if(button, bool(one.household_id))

    def first_focus(self) -> Button:
        """The way back, or to the family."""
        return self.family if self.back.isHidden() else self.back

    def _undo(self) -> None:
        if self.one is not None:
            self.undo.emit(self.one.act)

    def _open_family(self) -> None:
        if self.one is not None:
            self.open_family.emit(self.one.household_id)

    def _open_history(self) -> None:
        if self.one is not None:
            self.history.emit(self.one.household_id, self.name.text())

    def _lay_out(self) -> None:
        head = QFrame()
        head.setProperty("kind", "bar")
        head.setProperty("rule", "below")
        lines = QVBoxLayout(head)
        lines.setContentsMargins(24, 10, 20, 8)
        lines.setSpacing(2)
        lines.addLayout(row(self.name, self.badge, None, gap=10))
        lines.addWidget(self.who)
        card = Card(padding=16, gap=6)
        for part in (self.about, self.words, self.note):
            card.body.addWidget(part)
        scroll = ScrollBody()
        scroll.body.addWidget(card)
        scroll.body.addLayout(row(self.back, self.family, self.changes, None))
        scroll.body.addWidget(self.hint)
        scroll.body.addStretch(1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(head)
        stack.addWidget(scroll, 1)
