"""OVERFLOW: the actions of a record that are not its next step, in a menu behind three dots."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import IconButton


class Overflow(IconButton):
    """Opens its menu below itself, with its first entry chosen, by click, Space or Enter."""

    def __init__(self, theme: Theme, name: str = "Tindakan lain") -> None:
        self._entries: list[tuple[QAction, str]] = []
        super().__init__(theme, "more_horizontal", name, on_click=self.open)
        self.entries = QMenu(self)

    def add(self, words: str, icon: str, run: Callable[[], object], key: str = "") -> QAction:
        """Add an entry; what is returned can be renamed, hidden and switched off."""
        act = self.entries.addAction(f"{words}\t{key}" if key else words)
        act.setIcon(self.theme.icon(icon))
        act.triggered.connect(lambda _on=False: run())
        self._entries.append((act, icon))
        return act

    def open(self) -> None:
        """Show the menu, its right edge under that of the dots."""
        shown = [act for act, _icon in self._entries if act.isVisible()]
        first = next((act for act in shown if act.isEnabled()), None)
        if first is None:
            return
        width = self.entries.sizeHint().width()
        self.entries.popup(self.mapToGlobal(QPoint(self.width() - width, self.height() + 2)))
        self.entries.setActiveAction(first)

    def restyle(self) -> None:
        """The icons take the colours of the theme."""
        super().restyle()
        for act, icon in self._entries:
            act.setIcon(self.theme.icon(icon))
