"""EDIT ICON: icons in a field of one line that grow with the text; Qt keeps its own at 16 px."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.themed import Themed

EDGE, GAP = 8, 6
# What the style sheet and Qt keep free between the edge of a field and its text.
PADDING = 12


class EditIcon(Themed, QLabel):
    """An icon at the left of a field; a click on it is one on the field."""

    def __init__(self, theme: Theme, edit: QLineEdit, icon: str, tone: str = "text3", size: int = 16) -> None:
        super().__init__()
        self._edit, self._icon_name, self._tone, self._size = edit, icon, tone, size
        line_in(edit).insertWidget(0, self)
        self.follow(theme)

    def restyle(self) -> None:
        """Draw it at the text size, and have the text begin behind it."""
        self.setPixmap(self.theme.pixmap(self._icon_name, self._tone, self._size))
        kept = self._edit.textMargins()
        kept.setLeft(EDGE + self.theme.px(self._size) + GAP - PADDING)
        self._edit.setTextMargins(kept)


class EditButton(Themed, QToolButton):
    """An icon at the right of a field that does something (`words`); no Tab leads to it."""

    def __init__(
        self,
        theme: Theme,
        edit: QLineEdit,
        icon: str,
        words: str,
        on_click: Callable[[], object],
        size: int = 16,
    ) -> None:
        super().__init__()
        self._edit, self._icon_name, self._size = edit, icon, size
        self.setProperty("focusPolicy", 0)
        # That of the field would promise text.
        self.setCursor(QCursor())
        self.set_words(words)
        self.clicked.connect(lambda: on_click())
        line_in(edit).addWidget(self)
        self.follow(theme)

    def set_words(self, words: str) -> None:
        """Change what it says that it does."""
        self.setAccessibleName(words)
        self.setToolTip(words)

    def set_icon(self, name: str) -> None:
        """Change the icon."""
        self._icon_name = name
        self.restyle()

    def restyle(self) -> None:
        """Draw it at the text size, and have the text end before it."""
        side = self.theme.px(self._size)
        self.setIcon(self.theme.icon(self._icon_name, size=self._size))
        self.setIconSize(QSize(side, side))
        kept = self._edit.textMargins()
        kept.setRight(EDGE + side + GAP - PADDING)
        self._edit.setTextMargins(kept)


def ask_in(edit: QLineEdit, words: str, short: str) -> None:
    """Ask with these words in an empty field, with the short ones where they would be cut."""
    kept = edit.textMargins()
    room = edit.width() - kept.left() - kept.right() - 2 * PADDING
    edit.setPlaceholderText(words if edit.fontMetrics().horizontalAdvance(words) <= room else short)


def line_in(edit: QLineEdit) -> QHBoxLayout:
    """Return the line inside a field: icons, free room, and what stands at the right."""
    line = edit.layout()
    if not isinstance(line, QHBoxLayout):
        line = QHBoxLayout(edit)
        line.setContentsMargins(EDGE, 0, EDGE, 0)
        line.addStretch()
    return line
