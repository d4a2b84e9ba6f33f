"""MESSAGE CARD: what the office tells this pendamping, until each word is put away; hidden without any."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from pkh_desk.actions.exchange.message import put_away
from pkh_desk.desk import Desk
from pkh_desk.gui.page import Shell
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.refill import refill
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.words.moments import say_moment
from pkh_desk.views.exchange.message import MessageView, unread_messages


class MessageCard(Card):
    """The unread messages, the oldest first, each with a button that puts it away."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__("Pesan kantor", padding=16, gap=10)
        self._shell, self._desk = shell, desk
        self._shown: Sequence[MessageView] = ()
        self.buttons: list[Button] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.body.addLayout(self._lines)
        self.hide()

    def ask(self) -> None:
        """Read them again."""
        desk = self._desk
        self._shell.jobs.read(
            lambda: unread_messages(desk), then=self._show, owner=self, replaces="message card"
        )

    def _show(self, unread: Sequence[MessageView]) -> None:
        show_if(self, bool(unread))
        if unread == self._shown:
            return
        self._shown, self.buttons = unread, []
        refill(self._lines, map(self._line, unread))

    def _line(self, message: MessageView) -> QWidget:
        desk, jobs = self._desk, self._shell.jobs
        away = partial(put_away, desk, message.id)
        button = Button(self._shell.theme, "Mengerti", on_click=partial(jobs.write, away))
        self.buttons.append(button)
        when = say_moment(desk.local(message.at), desk.local(desk.now()))
        line, words = QWidget(), label(message.text, wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line.setLayout(row(label(when, "caption", "text2"), words, button, gap=14))
        return line
