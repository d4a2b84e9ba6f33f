"""BANNER: a sentence across a page or card that stays until its cause is gone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.announce import announce
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import Themed, set_state, show_if

# kind -> (tone of the words, token of the icon, icon)
KINDS = {
    "info": ("info", "on_primary_soft", "shield_checkmark"),
    "note": ("text2", "text2", "info"),
    "amber": ("amber", "amber", "warning"),
    "red": ("red", "red", "error_circle"),
}


class Banner(Themed, QFrame):
    """`kind`: info (teal), note (gray), amber (needs you), red (wrong). `action` is a button at the right."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        kind: str = "info",
        *,
        icon: str = "",
        action: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._icon_name = icon
        self._kind = kind
        self._icon, self._words = QLabel(), label("", "caption", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(10)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._words, 1)
        if action is not None:
            layout.addWidget(action)
        self.show_words(text, kind)
        self.follow(theme)

    @property
    def words(self) -> str:
        """The sentence shown."""
        return self._words.text()

    def show_words(self, text: str, kind: str = "") -> None:
        """Show another sentence; an empty one hides the banner. Amber and red are announced."""
        self._kind = kind or self._kind
        set_state(self, "kind", self._kind)
        set_state(self._words, "tone", KINDS[self._kind][0])
        self._words.setText(text)
        self.setAccessibleName(text)
        show_if(self, bool(text))
        if hasattr(self, "theme"):
            self.restyle()
        if self._kind in ("amber", "red"):
            announce(self, text)

    def restyle(self) -> None:
        """Draw the icon in the ink of the words."""
        _tone, use, icon = KINDS[self._kind]
        filled = self._kind in ("amber", "red")
        self._icon.setPixmap(self.theme.pixmap(self._icon_name or icon, use, 20, filled=filled))
