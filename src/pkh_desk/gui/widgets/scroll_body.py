"""SCROLL BODY: the body of a page, which scrolls where it does not fit instead of overlapping."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

ROOM = 12


class ScrollBody(QScrollArea):
    """A scroll area; content goes into `body`. Focused children are scrolled into view by Qt."""

    def __init__(self, *, ground: str = "bg", margins: tuple[int, int, int, int] = (24, 16, 20, 16)) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = QWidget()
        self.inside.setProperty("ground", ground)
        self.inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.body = QVBoxLayout(self.inside)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(12)
        self.setWidget(self.inside)

    def add_narrow(self, part: QWidget, most: int) -> None:
        """Add a part that is at most `most` px wide.

        A column asks its parts for their height at its own width. One that is kept narrower wraps into more
        lines than that, and squeezes the others; a line asks at the width that it will give.
        """
        part.setMaximumWidth(most)
        line = QHBoxLayout()
        line.addWidget(part, 1)
        line.addStretch()
        self.body.addLayout(line)


def bring_into_view(widget: QWidget) -> None:
    """Scroll what is around a widget until it is seen, once it has its place."""

    def scroll() -> None:
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(widget, 0, ROOM)
            above = above.parentWidget()

    QTimer.singleShot(0, widget, scroll)


def ground(widget: QWidget, name: str) -> QWidget:
    """Give a plain widget one of the grounds bg, surface, nav, canvas, and return it."""
    widget.setProperty("ground", name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return widget
