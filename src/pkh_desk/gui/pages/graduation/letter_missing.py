"""LETTER MISSING: what the page still lacks, each a link to where it is filled in."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from pkh_desk.actions.graduation.letter import part_words
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.refill import clear
from pkh_desk.gui.widgets.themed import Themed, show_if

IN_A_LINE, MOST = 2, 6


class MissingParts(Themed, QFrame):
    """Hidden while nothing is missing. `asked(part)` when the link of a part is followed."""

    asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.parts: tuple[str, ...] = ()
        self.links: dict[str, Button] = {}
        self.setProperty("kind", "amber")
        self._words_of = part_words()
        self._icon, self._title = QLabel(), label("", "captionStrong", "amber")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(12, 8, 12, 6)
        stack.setSpacing(2)
        stack.addLayout(row(self._icon, self._title, None, gap=8))
        stack.addLayout(self._lines)
        self.follow(theme)
        self.hide()

    def show_parts(self, parts: Collection[str]) -> None:
        """Name these parts, in the order given."""
        wanted = tuple(part for part in parts if part in self._words_of)
        if wanted == self.parts:
            return
        self.parts = wanted
        self.links = {}
        clear(self._lines)
        for at, part in enumerate(wanted[:MOST]):
            if at % IN_A_LINE == 0:
                line = QHBoxLayout()
                line.setSpacing(10)
                self._lines.addLayout(line)
            words = self._words_of[part]
            link = Button(self.theme, words, "link", on_click=lambda part=part: self.asked.emit(part))  # type: ignore[misc]
            link.make_slim().setAccessibleName(f"Isi {words}")
            self.links[part] = link
            line.addWidget(link)
            if at % IN_A_LINE == IN_A_LINE - 1 or at == len(wanted[:MOST]) - 1:
                line.addStretch()
        more = f", {len(wanted) - MOST} lagi di lembar" if len(wanted) > MOST else ""
        self._title.setText(f"{len(wanted)} bagian belum terisi, nanti ditulis tangan{more}:")
        self.setAccessibleName(self._title.text())
        show_if(self, bool(wanted))

    def restyle(self) -> None:
        """Draw the icon."""
        self._icon.setPixmap(self.theme.pixmap("warning", "amber", 16, filled=True))
