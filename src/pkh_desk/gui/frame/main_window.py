"""MAIN WINDOW: the frame on the screen. It shows one view at a time: unlocking, first run, or the shell."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

PROGRAM = "PKH Desk"
SMALLEST = (880, 480)
USUAL = (1366, 688)


class MainWindow(QMainWindow):
    """The top-level window. `closing` fires before it goes; nothing asks, drafts are kept."""

    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.show_title("")

    def show_view(self, view: QWidget, title: str) -> None:
        """Replace what the window shows; the old view is destroyed."""
        old = self.takeCentralWidget()
        self.setCentralWidget(view)
        self.show_title(title)
        if old is not None:
            old.hide()
            old.deleteLater()

    def show_title(self, title: str) -> None:
        """Name the view in the title bar: "PKH Desk — Keluarga"."""
        self.setWindowTitle(f"{PROGRAM} — {title}" if title else PROGRAM)

    def come_forward(self) -> None:
        """Show and raise the window, for a second start of the program."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Tell, then go."""
        self.closing.emit()
        super().closeEvent(event)
