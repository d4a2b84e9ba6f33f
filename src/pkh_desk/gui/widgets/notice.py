"""NOTICE: something above every page that waits for an answer, e.g. a draft that was not saved."""

from collections.abc import Callable, Collection
from typing import NamedTuple

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button, IconButton
from pkh_desk.gui.widgets.card import row


class Offer(NamedTuple):
    """A sentence, the word on its button, and what that does; `key` tells it from others."""

    key: str
    text: str
    action: str
    act: Callable[[], object]


class Notice(QFrame):
    """One offer at a time, in their order, each with a way to put it aside. Hidden while there is none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._offers: list[Offer] = []
        self._known: set[str] = set()
        self.setAccessibleName("Pemberitahuan")
        self.button = Button(theme, "", "outline", on_click=self._do).make_slim()
        self.close_button = IconButton(theme, "dismiss", "Tutup pemberitahuan", on_click=self.put_aside)
        actions = QWidget()
        actions.setLayout(row(self.button, self.close_button, gap=4))
        self.banner = Banner(theme, "", "info", icon="history", action=actions)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(24, 10, 20, 10)
        stack.addWidget(self.banner)
        self.hide()

    @property
    def words(self) -> str:
        """The sentence on screen, "" if there is none."""
        return "" if self.isHidden() else self.banner.words

    def offer(self, offer: Offer) -> None:
        """Show an offer after those that wait; what was offered since the start is not offered again."""
        if offer.key not in self._known:
            self._known.add(offer.key)
            self._offers.append(offer)
            self._show()

    def withdraw(self, keys: Collection[str]) -> None:
        """Take away offers that were answered elsewhere."""
        self._offers = [offer for offer in self._offers if offer.key not in keys]
        self._show()

    def put_aside(self) -> None:
        """Go on to the next; nothing is thrown away."""
        del self._offers[:1]
        self._show()

    def _show(self) -> None:
        if not self._offers:
            self.hide()
            return
        first = self._offers[0]
        self.button.set_text(first.action)
        self.banner.show_words(first.text)
        self.show()

    def _do(self) -> None:
        act = self._offers[0].act
        self.put_aside()
        act()
