"""FORM FOOT: what is left to put right, as links into the form; then leave, then the one way to save."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import shiboken6
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.announce import announce
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import Themed, show_if

MOST_LINKS = 3


@dataclass(frozen=True)
class Fault:
    """A field that cannot be saved as it is: its name, and the widget to go to."""

    name: str
    entry: QWidget

    def still_there(self) -> bool:
        """Tell whether the field is still marked."""
        return shiboken6.isValid(self.entry) and self.entry.property("state") == "error"


class FormFoot(Themed, QFrame):
    """The bar below a form. `save` is the filled button, its key beside it.

    `beside` stands before the buttons while nothing has to be put right.
    """

    def __init__(
        self,
        theme: Theme,
        save: Button,
        leave: str,
        on_leave: Callable[[], object],
        key: str = "Ctrl S",
        beside: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setProperty("rule", "above")
        self.setAccessibleName("Simpan")
        self.links: list[Button] = []
        self.faults: Sequence[Fault] = ()
        self._beside = beside
        self._icon, self.words = QLabel(), label("", "caption")
        self._places = QHBoxLayout()
        self._places.setSpacing(10)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 10, 20, 10)
        line.setSpacing(8)
        line.addWidget(self._icon)
        line.addWidget(self.words)
        line.addLayout(self._places)
        line.addStretch()
        if beside is not None:
            line.addWidget(beside)
        line.addWidget(Button(theme, leave, "ghost", on_click=on_leave))
        line.addWidget(save)
        if key:
            line.addWidget(label(key, "caption", "text3"))
        self.follow(theme)
        self.show_faults(())

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Name the fields that must be put right; a click leads to each."""
        self.faults = faults
        for link in self.links:
            link.hide()
            link.deleteLater()
        words = f"{len(faults)} isian perlu diperbaiki:" if faults else ""
        self.words.setText(words)
        self._icon.setVisible(bool(faults))
        if self._beside is not None:
            show_if(self._beside, not faults)
        self.links = [self._link(fault) for fault in faults[:MOST_LINKS]]
        for link in self.links:
            self._places.addWidget(link)
        if faults:
            announce(self, f"{words} {', '.join(fault.name for fault in faults)}")

    def recount(self) -> None:
        """What was put right is no longer named."""
        left = [fault for fault in self.faults if fault.still_there()]
        if len(left) != len(self.faults):
            self.show_faults(left)

    def restyle(self) -> None:
        """Draw the icon."""
        self._icon.setPixmap(self.theme.pixmap("error_circle", "red", 16, filled=True))

    def _link(self, fault: Fault) -> Button:
        return Button(self.theme, fault.name, "link", on_click=fault.entry.setFocus).make_slim()
