"""EMPTY STATE: disc, title, one sentence, one filled action; also "not found", "failed" and "all done"."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.painting import draw_disc
from pkh_desk.gui.widgets.themed import Themed, show_if

DISC, TEXT_WIDTH, GAP = 48, 400, 8


class Disc(Themed, QWidget):
    """An icon on a soft disc, or on a tile with a `radius`. `tone` as of a badge."""

    def __init__(
        self, theme: Theme, icon: str, tone: str = "teal", size: int = DISC, radius: float | None = None
    ) -> None:
        super().__init__()
        self._radius = radius
        self.icon, self.tone, self._size = icon, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(1, 1) * self.theme.px(self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the disc."""
        drawn = 24 if self._size >= DISC else 16
        draw_disc(QPainter(self), self.theme, QRectF(self.rect()), self.icon, self.tone, drawn, self._radius)


def give_in(box: QWidget, parts: Sequence[QWidget], gap: int) -> None:
    """Hide so many of the parts of a box, the first first, as it is too low for; show again what has room."""
    layout = box.layout()
    assert layout is not None
    wraps = layout.hasHeightForWidth()
    needed = layout.totalHeightForWidth(box.width()) if wraps else layout.totalSizeHint().height()
    heights = [max(part.sizeHint().height(), part.heightForWidth(part.width())) + gap for part in parts]
    needed += sum(high for part, high in zip(parts, heights, strict=True) if part.isHidden())
    for part, high in zip(parts, heights, strict=True):
        fits = needed <= box.height()
        show_if(part, fits)
        needed -= 0 if fits else high


class EmptyState(QWidget):
    """A state of a page or list in a few words. `actions` are buttons of the caller, the first one filled."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        text: str,
        actions: tuple[QWidget, ...] = (),
        *,
        tone: str = "teal",
    ) -> None:
        super().__init__()
        self.disc = Disc(theme, icon, tone)
        self._title = label("", "section")
        self._text = label("", tone="text2", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._most = theme.px(TEXT_WIDTH)
        self._text.setMaximumWidth(self._most)
        self.extra = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 8, 24, 8)
        layout.setSpacing(GAP)
        layout.addStretch()
        for widget in (self.disc, self._title):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(row(None, self._text, None, gap=0))
        layout.addLayout(self.extra)
        layout.addSpacing(2)
        layout.addLayout(row(None, *actions, None))
        layout.addStretch()
        self.show_words(title, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low place keeps the words."""
        super().resizeEvent(event)
        give_in(self, (self.disc,), GAP)

    def show_words(self, title: str, text: str) -> None:
        """Change title and sentence."""
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(title)
        # A label that wraps takes as little width as it may; a short sentence should stay in one line.
        self._text.setMinimumWidth(min(self._most, self._text.fontMetrics().horizontalAdvance(text) + 8))
