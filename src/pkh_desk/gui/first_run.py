"""FIRST RUN: no desk in this home yet. Name and passphrase make one; an office can be joined later."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout

from pkh_desk.errors import InvalidInput, Problem
from pkh_desk.gui.theme import Theme
from pkh_desk.gui.unlock import CARD_WIDTH, PassphraseEdit, centered
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import Themed

if TYPE_CHECKING:
    from pkh_desk.errors import UserError

ADVICE = "Empat kata yang mudah diingat. Kata sandi tidak disimpan di mana pun: catat di tempat aman."


class FirstRunView(Themed, QFrame):
    """Name, passphrase twice, Mulai. `submitted(name, passphrase)`; the caller answers `refuse` or leaves."""

    submitted = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.passphrase, self.again = PassphraseEdit(theme), PassphraseEdit(theme)
        self.again.setAccessibleName("Ulangi kata sandi")
        self.enter = Button(theme, "Mulai", "primary", on_click=self._submit).make_big()
        self.rows = {
            "name": FormRow(theme, "Nama lengkap Anda", self.name, hint="Seperti di surat tugas."),
            "passphrase": FormRow(theme, "Kata sandi", self.passphrase, hint=ADVICE),
            "again": FormRow(theme, "Ulangi kata sandi", self.again),
        }
        for row in self.rows.values():
            row.entry.setProperty("row", row.name)
        for entry in (self.name, self.passphrase, self.again):
            entry.returnPressed.connect(self._submit)
        self._lay_out()
        self.setFocusProxy(self.name)
        self.follow(theme)

    def restyle(self) -> None:
        """The card grows with the text."""
        self._card.setFixedWidth(self.theme.px(CARD_WIDTH))
        self._mark.setPixmap(self.theme.mark(40))

    def refuse(self, error: "UserError") -> None:
        """Say at each field what keeps the desk from being made; what was typed stays."""
        self._set_waiting(False)
        problems = error.problems if isinstance(error, InvalidInput) else [Problem("again", str(error))]
        for problem in problems:
            self.rows.get(problem.field, self.rows["again"]).show_problem(problem)

    def _submit(self) -> None:
        for row in self.rows.values():
            row.show_problem(None)
        if self.passphrase.text() != self.again.text():
            self.rows["again"].show_problem(Problem("again", "Kedua kata sandi tidak sama."))
            self.again.setFocus()
            return
        self._set_waiting(True)
        self.submitted.emit(self.name.text(), self.passphrase.text())

    def _set_waiting(self, waiting: bool) -> None:
        self.enter.setEnabled(not waiting)
        self.enter.set_text("Menyiapkan…" if waiting else "Mulai")

    def _lay_out(self) -> None:
        self._card, self._mark = QFrame(), QLabel()
        self._card.setProperty("kind", "card")
        stack = QVBoxLayout(self._card)
        stack.setContentsMargins(28, 28, 28, 24)
        stack.setSpacing(12)
        stack.addLayout(centered(self._mark))
        stack.addLayout(centered(label("Selamat datang di PKH Desk", "section")))
        stack.addLayout(centered(label("Semua data tinggal di laptop ini, terkunci.", tone="text2")))
        for row in self.rows.values():
            stack.addWidget(row)
        stack.addWidget(self.enter)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 24, 24, 16)
        page.addStretch(5)
        page.addLayout(centered(self._card))
        page.addStretch(4)
