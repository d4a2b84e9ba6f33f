"""CARD: a white box with a title, an aside and a body."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pkh_desk.gui.widgets.label import label


class Card(QFrame):
    """A card whose content goes into `body`. `aside` is a word or a widget at the right of the title."""

    def __init__(
        self, title: str = "", aside: str | QWidget = "", *, padding: int = 14, gap: int = 8
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(gap)
        self.aside = label(aside, "caption", "text2") if isinstance(aside, str) else aside
        if title:
            self.setAccessibleName(title)
            top = QHBoxLayout()
            top.addWidget(label(title, "card"))
            top.addStretch()
            top.addWidget(self.aside)
            self.body.addLayout(top)


def framed(part: QWidget) -> Card:
    """Return a card whose edge stands around a table."""
    card = Card(padding=1, gap=0)
    card.body.addWidget(part)
    return card


def row(*widgets: QWidget | None, gap: int = 8) -> QHBoxLayout:
    """Return a row of widgets; `None` is a stretch."""
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(gap)
    for widget in widgets:
        if widget is None:
            line.addStretch()
        else:
            line.addWidget(widget)
    return line


def column(*widgets: QWidget | None, gap: int = 4) -> QVBoxLayout:
    """Return a column of widgets; `None` is a stretch."""
    stack = QVBoxLayout()
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(gap)
    for widget in widgets:
        if widget is None:
            stack.addStretch()
        else:
            stack.addWidget(widget)
    return stack
