"""CHIPS: one filter out of a few, each with its count."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from pkh_desk.gui.frame.focus import stop_at
from pkh_desk.gui.widgets.flow import Flow

GAP = 6


class Chips(QWidget):
    """Exclusive chips in a row, on several where there is too little room: none is ever out of sight.

    `picked(key)` fires when a person picks one.
    """

    picked = Signal(str)

    def __init__(self, choices: list[tuple[str, str]], picked: str = "") -> None:
        super().__init__()
        self._words = dict(choices)
        self._chips: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        line = Flow(GAP)
        for key, words in choices:
            chip = QPushButton(words)
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            self._chips[key] = chip
            self._group.addButton(chip)
            line.addWidget(chip)
        self.setLayout(line)
        self.pick(picked or choices[0][0])
        self._group.buttonClicked.connect(lambda _chip: self.picked.emit(self.value()))

    def value(self) -> str:
        """Return the key of the picked chip."""
        return next(key for key, chip in self._chips.items() if chip.isChecked())

    def pick(self, key: str) -> None:
        """Pick a chip without telling."""
        self._chips[key].setChecked(True)
        stop_at(self._chips[key], self._chips.values())

    def words(self) -> str:
        """Return the picked chip's words without its count, for the footer of a list."""
        return self._words[self.value()]

    def set_counts(self, counts: dict[str, int]) -> None:
        """Write the counts behind the words."""
        for key, count in counts.items():
            self._chips[key].setText(f"{self._words[key]} {count}")

    def show_only(self, keys: Collection[str]) -> None:
        """Show these chips, and the picked one."""
        for key, chip in self._chips.items():
            chip.setVisible(key in keys or chip.isChecked())
