"""LETTER TOOLS: the bar over the page: F4 or A4, zoom."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import IconButton
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.segmented import Segmented
from pkh_desk.gui.widgets.themed import Themed

HEIGHT = 44


class LetterTools(Themed, QFrame):
    """`paper_changed(code)`, `zoom(steps)`, `fit` to the width."""

    paper_changed = Signal(str)
    zoom = Signal(int)
    fit = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setProperty("rule", "below")
        self.papers = Segmented("Kertas", [("f4", "F4"), ("a4", "A4")], "f4", switch=True)
        self.papers.changed.connect(self.paper_changed)
        self._zoom = label("100%", tone="text2")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(8)
        line.addWidget(label("Pratinjau", "card"))
        line.addWidget(label("mengikuti isian", "caption"))
        line.addStretch()
        line.addWidget(self.papers)
        line.addWidget(IconButton(theme, "zoom_out", "Perkecil", on_click=lambda: self.zoom.emit(-1)))
        line.addWidget(self._zoom)
        line.addWidget(IconButton(theme, "zoom_in", "Perbesar", on_click=lambda: self.zoom.emit(1)))
        line.addWidget(
            IconButton(theme, "full_screen_maximize", "Selebar layar", on_click=lambda: self.fit.emit())
        )
        self.follow(theme)

    @property
    def paper(self) -> str:
        """The paper chosen, "f4" or "a4"."""
        return self.papers.value()

    def show_zoom(self, percent: int) -> None:
        """Show the zoom."""
        self._zoom.setText(f"{percent}%")

    def restyle(self) -> None:
        """The height follows the text size."""
        self.setFixedHeight(self.theme.px(HEIGHT))
