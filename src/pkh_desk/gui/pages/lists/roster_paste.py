"""ROSTER PASTE: a list that stands in a chat or an open sheet: pasted, looked at, and read like a file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.label import label

HOW = "Salin dari WhatsApp atau Excel, lalu tempel di sini. NIK saja cukup, atau nama dengan nomornya."


class PasteView(QWidget):
    """`read(text)` when it is to be read, `left` when not."""

    read = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Teks yang ditempel")
        self.text.setPlaceholderText("1. SARMUNAH 36042752…")
        self.text.setTabChangesFocus(True)
        self.go = Button(theme, "Baca teks ini", "primary", on_click=self._read)
        self.back = Button(theme, "Kembali", "ghost", icon="arrow_left", on_click=self.left.emit)
        self.text.textChanged.connect(self._judge)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(24, 16, 20, 16)
        stack.setSpacing(10)
        stack.addWidget(label("Tempel teks", "section"))
        stack.addWidget(label(HOW, tone="text2", wrap=True))
        stack.addWidget(self.text, 1)
        stack.addLayout(row(self.back, None, self.go))
        self._judge()

    def show_text(self, text: str) -> None:
        """Begin with this text."""
        self.text.setPlainText(text)

    def _judge(self) -> None:
        self.go.setEnabled(bool(self.text.toPlainText().strip()))

    def _read(self) -> None:
        self.read.emit(self.text.toPlainText())
