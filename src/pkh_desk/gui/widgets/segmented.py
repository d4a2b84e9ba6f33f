"""SEGMENTED: one answer out of two to four, side by side (Ya / Tidak / Belum dicek)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QSizePolicy

from pkh_desk.gui.frame.focus import stop_at

Option = tuple[str, str] | tuple[str, str, str]


class Segmented(QFrame):
    """Radio buttons drawn as segments: (code, words) or (code, words, tone if chosen).

    Arrow keys move and the first letter of an option picks it. `changed(code)` fires on a choice by hand.
    `switch=True` draws a switch between views (Papan / Daftar) instead of an answer.
    """

    changed = Signal(str)

    def __init__(
        self, name: str, options: Sequence[Option], value: str = "", *, switch: bool = False
    ) -> None:
        super().__init__()
        self.setProperty("kind", "switch" if switch else "segments")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.buttons: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        edge = 0 if switch else 1
        line.setContentsMargins(edge, edge, edge, edge)
        line.setSpacing(0)
        for i, (code, words, *tone) in enumerate(options):
            button = QRadioButton(words)
            button.setAccessibleName(f"{name}: {words}")
            button.setProperty("place", {0: "first", len(options) - 1: "last"}.get(i, "middle"))
            button.setProperty("tone", tone[0] if tone else "")
            button.clicked.connect(lambda _on=False, code=code: self.changed.emit(code))
            self.buttons[code] = button
            self._group.addButton(button)
            line.addWidget(button)
        self.set_value(value)

    def value(self) -> str:
        """Return the chosen code, or an empty string while nothing is chosen."""
        return next((code for code, button in self.buttons.items() if button.isChecked()), "")

    def set_value(self, code: str) -> None:
        """Choose without telling; an empty code chooses nothing."""
        stop = self.buttons[code] if code else next(iter(self.buttons.values()))
        self.setFocusProxy(stop)
        stop_at(stop, self.buttons.values())
        if code:
            self.buttons[code].setChecked(True)
            return
        self._group.setExclusive(False)
        for button in self.buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick the option that begins with the letter typed; anything else goes on to the parent."""
        letter = event.text().casefold()
        for code, button in self.buttons.items():
            if letter and button.text().casefold().startswith(letter):
                button.setFocus()
                button.setChecked(True)
                self.changed.emit(code)
                return
        super().keyPressEvent(event)
