"""CHIPS: one filter out of a few, each with its count."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QScrollArea, QWidget

from pkh_desk.gui.frame.focus import stop_at


class Chips(QScrollArea):
    """A row of exclusive chips; where it is too long it scrolls by wheel and by focus.

    `picked(key)` fires when a person picks one.
    """

    picked = Signal(str)

    def __init__(self, choices: list[tuple[str, str]], picked: str = "") -> None:
        super().__init__()
        self._words = dict(choices)
        self._chips: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = inside = QWidget()
        inside.setProperty("ground", "clear")
        line = QHBoxLayout(inside)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for key, words in choices:
            chip = QPushButton(words)
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            self._chips[key] = chip
            chip.installEventFilter(self)
            self._group.addButton(chip)
            line.addWidget(chip)
        line.addStretch()
        self.setWidget(inside)
        self.setFixedHeight(inside.sizeHint().height())
        self.pick(picked or choices[0][0])
        self._group.buttonClicked.connect(lambda _chip: self._tell())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring a chip that is picked or focused into sight, and follow the text size."""
        if isinstance(watched, QPushButton) and event.type() == QEvent.Type.FocusIn:
            self.ensureWidgetVisible(watched, 24, 0)
        if event.type() == QEvent.Type.Move:
            self._reveal()
        if event.type() == QEvent.Type.StyleChange:
            self.setFixedHeight(self._inside.sizeHint().height())
        return False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll sideways."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (event.angleDelta().y() or event.angleDelta().x()) // 2)

    def value(self) -> str:
        """Return the key of the picked chip."""
        return next(key for key, chip in self._chips.items() if chip.isChecked())

    def pick(self, key: str) -> None:
        """Pick a chip without telling."""
        self._chips[key].setChecked(True)
        stop_at(self._chips[key], self._chips.values())
        self._reveal()

    def _tell(self) -> None:
        self._reveal()
        self.picked.emit(self.value())

    def _reveal(self) -> None:
        self.ensureWidgetVisible(self._chips[self.value()], 24, 0)

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
