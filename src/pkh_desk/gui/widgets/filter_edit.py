"""FILTER EDIT: the field that filters a list or table beside it; Ctrl+F leads here."""

from PySide6.QtWidgets import QLineEdit

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.themed import Themed


class FilterEdit(Themed, QLineEdit):
    """A field with a funnel and a clear button; `name` is spoken and shown as the tooltip."""

    def __init__(self, theme: Theme, placeholder: str, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setToolTip(f"{name} (Ctrl+F)")
        self.setClearButtonEnabled(True)
        self._funnel = self.addAction(theme.icon("filter"), QLineEdit.ActionPosition.LeadingPosition)
        self.follow(theme)

    def restyle(self) -> None:
        """Draw the funnel."""
        self._funnel.setIcon(self.theme.icon("filter", "text3", 16))
