"""Replacing what a layout holds, when other rows are to be shown."""

from collections.abc import Iterable

from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget


def refill(layout: QBoxLayout, widgets: Iterable[QWidget]) -> None:
    """Let a layout hold these widgets and nothing else."""
    clear(layout)
    for widget in widgets:
        layout.addWidget(widget)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout: it vanishes at once, and is destroyed when Qt comes to it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
            inner.deleteLater()
