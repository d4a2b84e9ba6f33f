"""THEMED: how a widget that paints, or carries an icon, follows the theme."""

from PySide6.QtWidgets import QWidget

from pkh_desk.gui.style.theme import Theme


class Themed:
    """Mixin for a QWidget: `follow(theme)` once in `__init__`; `restyle()` then runs at every change."""

    theme: Theme

    def follow(self, theme: Theme) -> None:
        """Keep the theme, listen to it, and style for the first time."""
        self.theme = theme
        theme.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take colours, sizes and icons from `self.theme` again. Painted widgets may leave it as it is."""
        assert isinstance(self, QWidget)
        self.updateGeometry()
        self.update()


def show_if(widget: QWidget, shown: bool) -> None:
    """Show or hide; what has no parent yet is only hidden: shown, it would flash as a window of its own."""
    if widget.parent() is not None or not shown:
        widget.setVisible(shown)


def set_state(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for, and style the widget anew if it changed (unset = "")."""
    if (widget.property(name) or "") == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
