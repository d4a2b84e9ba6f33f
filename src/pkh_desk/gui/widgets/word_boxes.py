"""WORD BOXES: four words that are read over the phone, each in a box with its number."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pkh_desk.gui.widgets.label import label

COUNT = 4


class WordBoxes(QWidget):
    """The words side by side; a screen reader hears them as one sentence."""

    def __init__(self) -> None:
        super().__init__()
        self._words = [label("", "section") for _ in range(COUNT)]
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        for number, word in enumerate(self._words, 1):
            box = QFrame()
            box.setProperty("kind", "well")
            stack = QVBoxLayout(box)
            stack.setContentsMargins(8, 6, 8, 8)
            stack.setSpacing(0)
            stack.addWidget(label(str(number), "caption"), 0, Qt.AlignmentFlag.AlignHCenter)
            stack.addWidget(word, 0, Qt.AlignmentFlag.AlignHCenter)
            line.addWidget(box, 1)

    @property
    def words(self) -> str:
        """The words shown."""
        return " ".join(word.text() for word in self._words)

    def show_words(self, words: str) -> None:
        """Show four words, written with spaces between them."""
        for box, word in zip(self._words, words.split(), strict=True):
            box.setText(word)
        self.setAccessibleName(f"Empat kata: {', '.join(words.split())}")
