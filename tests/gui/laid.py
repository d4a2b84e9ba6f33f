"""What a layout holds, asked of the widgets around it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def laid_in(layout: QLayout) -> list[QWidget]:
    """Return the widgets that stand in a layout itself, the oldest first.

    Never by `itemAt`: PySide goes on to know an item that was asked for when its layout has deleted it, and
    takes whatever gets its address later, e.g. the header of a table, for that item.
    """
    inside = layout.parentWidget().findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [each for each in inside if layout.indexOf(each) >= 0]
