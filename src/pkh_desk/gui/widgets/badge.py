"""BADGE: a word on a soft fill, such as "Siap" or "Menunggu"."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.painting import BADGE_HEIGHT, badge_width, draw_badge
from pkh_desk.gui.widgets.themed import Themed


class Badge(Themed, QWidget):
    """A state in a word: green done, amber waiting, red returned, teal new, blue changed, gray plain."""

    def __init__(self, theme: Theme, text: str, tone: str = "gray", icon: str = "") -> None:
        super().__init__()
        self.text, self.tone, self.icon = text, tone, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.follow(theme)

    def show_state(self, text: str, tone: str, icon: str = "") -> None:
        """Show another word; an empty one hides the badge."""
        self.text, self.tone, self.icon = text, tone, icon
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.restyle()

    def sizeHint(self) -> QSize:
        """As wide as the words."""
        return QSize(badge_width(self.theme, self.text, self.icon), self.theme.px(BADGE_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the badge."""
        draw_badge(QPainter(self), self.theme, self.rect(), self.text, self.tone, self.icon)
