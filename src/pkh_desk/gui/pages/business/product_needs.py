"""PRODUCT NEEDS: what a product has of what E-Katalog asks for, and what would complete it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkh_desk.domain.catalogue import Need, missing
from pkh_desk.domain.vocabulary import PERMIT
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.icon_label import IconLabel
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.line_row import line_row
from pkh_desk.gui.widgets.progress import Bar
from pkh_desk.gui.widgets.refill import refill

MARKS = {
    "ada": ("checkmark_circle", "green_fill", True),
    "tidak_perlu": ("subtract", "text3", False),
    "proses": ("clock", "amber", False),
    "belum": ("circle", "text3", False),
}
"""Icon, its colour and whether it is filled, for each state of a need."""


def need_words(need: Need) -> str:
    """Return what is told of a need, else its state in words."""
    state = PERMIT[need.state]
    return need.told if need.state == "ada" and need.told else ": ".join(filter(None, (state, need.told)))


class NeedsCard(QWidget):
    """The list; `add_photo` and `edit` are asked for at what is missing."""

    add_photo = Signal()
    edit = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[Sequence[Need], bool] | None = None
        self.setAccessibleName("Siap E-Katalog")
        self.done, self.bar = label("", "caption"), Bar(theme)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 4, 0, 0)
        stack.setSpacing(8)
        stack.addLayout(row(label("Siap E-Katalog?", "card"), None, self.done))
        stack.addWidget(self.bar)
        stack.addLayout(self._lines)

    def show_needs(self, needs: Sequence[Need], read_only: bool) -> None:
        """Show what is asked for; what does not apply to this product is not counted."""
        if self._shown == (needs, read_only):
            return
        self._shown = (needs, read_only)
        self.setVisible(bool(needs))
        count = sum(need.applies for need in needs)
        has = count - missing(needs)
        self.done.setText(f"{has} dari {count}")
        self.bar.show_part(has / count if count else 1.0)
        refill(self._lines, (self._line(need, read_only) for need in needs))

    def _line(self, need: Need, read_only: bool) -> QWidget:
        icon, use, filled = MARKS[need.state]
        link = None
        if not need.met and not read_only:
            photo = need.key == "foto"
            words, ask = ("Tambah", self.add_photo) if photo else ("Perbarui", self.edit)
            link = Button(self._theme, words, "link", on_click=ask.emit).make_slim()
            link.setAccessibleName(f"{words}: {need.title}")
        mark = IconLabel(self._theme, icon, use, filled=filled)
        return line_row(need.title, need_words(need), before=mark, aside=link)
