"""FILTER EDIT: the field that filters a list or table beside it; Ctrl+F leads here."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.edit_icon import EditButton, EditIcon, ask_in

NARROWEST = 150


class FilterEdit(QLineEdit):
    """A field with a funnel and a clear button; `name` is spoken and shown as the tooltip."""

    def __init__(self, theme: Theme, placeholder: str, name: str) -> None:
        super().__init__()
        self._whole = placeholder
        self.setMinimumWidth(NARROWEST)
        self.setAccessibleName(name)
        self.setToolTip(f"{name} (Ctrl+F)")
        EditIcon(theme, self, "filter")
        self._clear = EditButton(theme, self, "dismiss", "Hapus saringan", self.clear)
        self._clear.hide()
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask as fully as there is room."""
        super().resizeEvent(event)
        ask_in(self, self._whole, "Saring…")
