"""NOTICE: something above every page that waits for an answer, e.g. a draft that was not saved."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pkh_desk.gui.theme import Theme
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button, IconButton
from pkh_desk.gui.widgets.card import row


class Notice(QFrame):
    """A sentence, what can be done about it, and a way to put it aside. Hidden while there is none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._act: Callable[[], object] | None = None
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

    def offer(self, text: str, action: str, act: Callable[[], object]) -> None:
        """Say `text` and offer to `act`."""
        self._act = act
        self.button.set_text(action)
        self.banner.show_words(text)
        self.show()

    def put_aside(self) -> None:
        """Hide it; nothing is thrown away."""
        self._act = None
        self.hide()

    def _do(self) -> None:
        act = self._act
        self.put_aside()
        if act is not None:
            act()
