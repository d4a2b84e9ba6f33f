"""ICON LABEL: an icon that stands alone, in the colour of a token."""

from PySide6.QtWidgets import QLabel

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.themed import Themed


class IconLabel(Themed, QLabel):
    """Decoration beside words; screen readers pass over it."""

    def __init__(
        self, theme: Theme, icon: str, use: str = "text2", size: int = 20, *, filled: bool = False
    ) -> None:
        super().__init__()
        self._name, self._use, self._size, self._filled = icon, use, size, filled
        self.follow(theme)

    def restyle(self) -> None:
        """Draw the icon."""
        self.setPixmap(self.theme.pixmap(self._name, self._use, self._size, filled=self._filled))
