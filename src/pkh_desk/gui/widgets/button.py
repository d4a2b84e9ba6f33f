"""BUTTON: the kinds of push button of the design, and buttons that are only an icon."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QToolButton, QWidget

from pkh_desk.gui.style.flags import ENTER, STRONG_FOCUS
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.themed import Themed, set_state

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

ICON_TONE = {
    "primary": "on_primary",
    "outline": "primary",
    "secondary": "text",
    "ghost": "text2",
    "link": "primary",
    "danger": "red",
    "toast": "toast_action",
    "crumb": "text2",
    "fact": "text2",
}
# Qt's gap between icon and text is fixed at 4 px; a thin space widens it to that of the pictures.
GAP = "\u2009"


def entered(button: QAbstractButton, event: "QKeyEvent") -> bool:
    """Press a button on Enter, as Space does: Qt leaves that to dialogs and some desktops."""
    if event.key() not in ENTER:
        return False
    # Held down it would press what stands beside a button that goes once it is pressed.
    if not event.isAutoRepeat():
        button.click()
    return True


class Button(Themed, QPushButton):
    """A push button. `kind`: primary (one a page), outline, secondary, ghost, link, danger.

    Switched off for as long as what it began takes, it hands the focus on, and has it back after that, unless
    somebody went elsewhere: the next Enter does not press what only stands beside it.
    """

    _stands_in: QWidget | None = None
    _stands_for: "Button | None" = None

    def __init__(
        self,
        theme: Theme,
        text: str,
        kind: str = "secondary",
        *,
        icon: str = "",
        on_click: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._icon_name = icon
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.set_text(text)
        if on_click is not None:
            self.clicked.connect(lambda: on_click())
        self.follow(theme)

    @property
    def words(self) -> str:
        """The text as a person reads it."""
        return self.accessibleName()

    def set_text(self, text: str) -> None:
        """Change the words on the button."""
        self.setAccessibleName(text)
        self.setText(GAP + text if self._icon_name else text)

    def set_kind(self, kind: str) -> None:
        """Change the kind, e.g. "Simpan PDF" becomes primary where there is no printer."""
        set_state(self, "kind", kind)
        self.restyle()

    def set_icon(self, name: str) -> None:
        """Change the icon."""
        self._icon_name = name
        self.set_text(self.words)
        self.restyle()

    def make_big(self) -> "Button":
        """Make it the one big action of a small window (44 px); before it is shown."""
        self.setProperty("big", True)
        return self

    def make_slim(self) -> "Button":
        """Make it as low as a line of text (28 px), for links and tools inside rows; before it is shown."""
        self.setProperty("slim", True)
        return self

    def setEnabled(self, on: bool) -> None:
        """Switch it on or off; the focus comes back with it."""
        had = self.hasFocus()
        super().setEnabled(on)
        if had and not on:
            # One that only stood in for another, and is switched off too, hands on what is the other's.
            whose, self._stands_for = self._stands_for or self, None
            whose._lend(QApplication.focusWidget())
        elif on and self._stands_in is not None:
            back = QApplication.focusWidget() is self._stands_in and self.isVisible()
            self._lend(None)
            if back:
                self.setFocus()

    def _lend(self, to: QWidget | None) -> None:
        if isinstance(self._stands_in, Button):
            self._stands_in._stands_for = None
        self._stands_in = to
        if isinstance(to, Button):
            to._stands_for = self

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Enter presses it too."""
        if not entered(self, event):
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """Draw the icon in the ink of the kind."""
        if self._icon_name:
            self.setIcon(self.theme.icon(self._icon_name, ICON_TONE[self.property("kind")]))
            self.setIconSize(QSize(1, 1) * self.theme.px(20))


class IconButton(Themed, QToolButton):
    """A button that shows an icon alone: its name is spoken, and shown as a tooltip with its key."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        *,
        key: str = "",
        tone: str = "text2",
        on_click: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._icon_name, self._tone = icon, tone
        self.setProperty("focusPolicy", STRONG_FOCUS)
        self.set_name(name, key)
        if on_click is not None:
            self.clicked.connect(lambda: on_click())
        self.follow(theme)

    def set_name(self, name: str, key: str = "") -> None:
        """Change what is spoken and shown as tooltip."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key})" if key else name)

    def set_icon(self, name: str) -> None:
        """Change the icon."""
        self._icon_name = name
        self.restyle()

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Enter presses it too."""
        if not entered(self, event):
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """Draw the icon anew."""
        self.setIcon(self.theme.icon(self._icon_name, self._tone))
        self.setIconSize(QSize(1, 1) * self.theme.px(20))
        self.setMinimumSize(QSize(1, 1) * self.theme.px(30))
