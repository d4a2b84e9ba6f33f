"""ACCOUNTS: who works at this computer: one account each, with a home and a passphrase of its own."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from pkh_desk.gui.opening.homes import Account
from pkh_desk.gui.opening.unlock import CARD_WIDTH, ROLE_LINES, centered
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.avatar import Avatar
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.label import hairline, label
from pkh_desk.gui.widgets.line_row import line_row
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.themed import Themed
from pkh_desk.settings import Places

APART = "Setiap akun punya kata sandi dan data sendiri. Yang satu tidak dapat membuka yang lain."


class AccountsView(Themed, QFrame):
    """`chosen(places)` of the account that is to be opened, `add` for a new one, `left` goes back."""

    chosen = Signal(object)
    add = Signal()
    left = Signal()

    def __init__(self, theme: Theme, accounts: Sequence[Account], now: Places) -> None:
        super().__init__()
        self.setProperty("ground", "bg")
        self.buttons: dict[str, Button] = {}
        self.new = Button(theme, "Tambah akun", icon="person_add", on_click=self.add.emit)
        self.back = Button(theme, "Kembali", "ghost", icon="arrow_left", on_click=self.left.emit)
        self._card = self._make_card(theme, accounts, now)
        scroll = ScrollBody(margins=(24, 24, 24, 16))
        scroll.body.addStretch(5)
        scroll.body.addLayout(centered(self._card))
        scroll.body.addStretch(4)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scroll)
        self.follow(theme)

    def first(self) -> Button:
        """The first account."""
        return next(iter(self.buttons.values()), self.new)

    def restyle(self) -> None:
        """The card grows with the text."""
        self._card.setFixedWidth(self.theme.px(CARD_WIDTH))

    def _make_card(self, theme: Theme, accounts: Sequence[Account], now: Places) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        stack = QVBoxLayout(card)
        stack.setContentsMargins(28, 24, 28, 20)
        stack.setSpacing(10)
        stack.addWidget(label("Siapa yang bekerja?", "title"))
        stack.addWidget(label(APART, "caption", "text2", wrap=True))
        for account in accounts:
            words = "Buka" if account.places != now else "Buka lagi"
            button = Button(theme, words, "outline", on_click=partial(self.chosen.emit, account.places))
            button.setAccessibleName(f"Buka akun {account.name}")
            self.buttons[account.name] = button
            stack.addWidget(hairline())
            face = Avatar(theme, account.name)
            stack.addWidget(
                line_row(account.name, ROLE_LINES.get(account.role, ""), aside=button, before=face)
            )
        stack.addWidget(hairline())
        stack.addLayout(row(self.back, None, self.new))
        return card
