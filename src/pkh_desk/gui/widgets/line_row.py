"""LINE ROW: a name, a line below it, and a word at the right; what cards and short lists are made of."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pkh_desk.gui.widgets.elided import ElidedLabel
from pkh_desk.gui.widgets.label import label


def line_row(
    title: str, *lines: str, aside: QWidget | None = None, before: QWidget | None = None, tone: str = "text2"
) -> QWidget:
    """Return a row: `title` bold, `lines` below it in `tone`, `before` at the left, `aside` at the right."""
    row = QWidget()
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(ElidedLabel(title, "strong"))
    for line in lines:
        if line:
            words.addWidget(label(line, "caption", tone, wrap=True))
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(10)
    if before is not None:
        layout.addWidget(before, 0, Qt.AlignmentFlag.AlignVCenter)
    layout.addLayout(words, 1)
    if aside is not None:
        layout.addWidget(aside, 0, Qt.AlignmentFlag.AlignVCenter)
    return row
