"""DECIDED VIEW: at the right of Keputusan one decision that was made: what, by whom, and its way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.gui.family_words import joined, said_name
from pkh_desk.gui.moments import say_clock
from pkh_desk.gui.page import Shell
from pkh_desk.gui.widgets.badge import Badge
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.elided import ElidedLabel
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.views.office.decided import Decided

BACK = "Bila diurungkan, pertanyaannya terbuka lagi. Keputusan petugas lain hanya diurungkan admin."


class DecidedView(QFrame):
    """`open_family(id)`, `history(id, name)` and `undo(act)` when asked for."""

    open_family = Signal(str)
    undo = Signal(str)
    history = Signal(str, str)

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__()
        self.setProperty("ground", "bg")
        self.setAccessibleName("Keputusan yang sudah dibuat")
        self._desk = desk
        self.made: Decided | None = None
        theme = shell.theme
        self.name, self.badge = ElidedLabel("", "title", hugs=True), Badge(theme, "Selesai", "green")
        self.who = ElidedLabel("", tone="text2")
        self.about, self.words = label("", tone="text2"), label("", "card", wrap=True)
        self.note = label("", tone="text2", wrap=True)
        self.family = Button(theme, "Buka keluarga", on_click=self._open_family)
        self.changes = Button(theme, "Riwayat perubahan", icon="history", on_click=self._open_history)
        self.back = Button(theme, "Urungkan keputusan", icon="arrow_undo", on_click=self._undo)
        self._lay_out()

    def show_decided(self, made: Decided) -> None:
        """Show a decision."""
        self.made, when = made, self._desk.local(made.at)
        self.name.setText(said_name(made.family) or "Tanpa keluarga")
        by = f"Diputuskan oleh {said_name(made.clerk)}" if made.clerk else "Diputuskan di kantor"
        self.who.setText(joined(by, f"{say_date(when.date())} {say_clock(when)}"))
        self.about.setText(made.about)
        self.words.setText(made.words)
        self.note.setText(f"Catatan untuk pendamping: {made.note}" if made.note else "")
        self.note.setVisible(bool(made.note))

    def first_focus(self) -> Button:
        """The way back."""
        return self.back

    def _undo(self) -> None:
        if self.made is not None:
            self.undo.emit(self.made.act)

    def _open_family(self) -> None:
        if self.made is not None:
            self.open_family.emit(self.made.household_id)

    def _open_history(self) -> None:
        if self.made is not None:
            self.history.emit(self.made.household_id, self.name.text())

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
        scroll.body.addWidget(label(BACK, "caption", "text2", wrap=True))
        scroll.body.addStretch()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(head)
        stack.addWidget(scroll, 1)
