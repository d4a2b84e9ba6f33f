"""AVATAR: the initials of a person on a soft disc."""

from PySide6.QtWidgets import QLabel

from pkh_desk.gui.style.flags import CENTER
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.label import dressed
from pkh_desk.gui.widgets.themed import Themed


def initials(name: str) -> str:
    """Return the first letters of the first two words, e.g. "WA"."""
    return "".join(word[0] for word in name.split()[:2]).upper()


class Avatar(Themed, QLabel):
    """A disc with initials, 26 px or (`large`) 64 px wide; decoration, the name stands beside it."""

    def __init__(self, theme: Theme, name: str, *, large: bool = False) -> None:
        super().__init__()
        self._side = 64 if large else 26
        dressed(self, "avatarLarge" if large else "avatar")
        self.setProperty("alignment", CENTER)
        self.setText(initials(name))
        self.follow(theme)

    def restyle(self) -> None:
        """The disc grows with the text."""
        side = self.theme.px(self._side)
        self.setFixedSize(side, side)
