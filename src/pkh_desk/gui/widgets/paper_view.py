"""PAPER VIEW: a page as it will be printed, on the canvas, with the passage being filled in tinted."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.themed import Themed

EDGE = 20
MARGIN = 24
SMALLEST_ZOOM, LARGEST_ZOOM, STEP = 30, 200, 10
DOTS_PER_MM = 96 / 25.4
"""Screen px a millimetre at 100 %."""


class Passage(Protocol):
    """Where a passage stands on the page, in millimetres, and which fields are in it."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields in it."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Those of them that are not known yet."""

    @property
    def left(self) -> float:
        """From the left edge."""

    @property
    def top(self) -> float:
        """From the upper edge."""

    @property
    def width(self) -> float:
        """Its width."""

    @property
    def height(self) -> float:
        """Its height."""


class _Sheet(Themed, QWidget):
    """The page itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.image = QImage()
        self.passages: Sequence[Passage] = ()
        self.fields: frozenset[str] = frozenset()
        self.size_mm = (215.0, 330.0)
        self.zoom = 80.0
        self.setAccessibleName("Pratinjau surat")
        self.follow(theme)

    def page_size(self) -> QSize:
        """The page's size in px at the present zoom."""
        scale = DOTS_PER_MM * self.zoom / 100
        return QSize(round(self.size_mm[0] * scale), round(self.size_mm[1] * scale))

    def page_rect(self) -> QRect:
        """Where the page lies in the widget: in the middle, never closer than the margin to its top."""
        size = self.page_size()
        return QRect(QPoint(max(MARGIN, (self.width() - size.width()) // 2), EDGE), size)

    def sizeHint(self) -> QSize:
        """The page with canvas around it."""
        return self.page_size() + QSize(2 * MARGIN, 2 * EDGE)

    def rect_of(self, passage: Passage) -> QRectF:
        """Return where a passage is drawn."""
        page, scale = self.page_rect(), self.page_rect().width() / self.size_mm[0]
        return QRectF(
            page.left() + passage.left * scale,
            page.top() + passage.top * scale,
            passage.width * scale,
            passage.height * scale,
        )

    def focused(self) -> list[Passage]:
        """Return the passages of the field that is being filled in."""
        return [passage for passage in self.passages if self.fields & set(passage.fields)]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shadow, the page, the tints. Tints multiply, so that the words stay black."""
        painter, tokens = QPainter(self), self.theme.tokens
        painter.fillRect(self.rect(), QColor(tokens.canvas))
        page = self.page_rect()
        shade = QColor("#000000")
        for spread, alpha in ((3, 10), (2, 14), (1, 22)):
            shade.setAlpha(alpha)
            painter.fillRect(page.adjusted(-spread, 1 - spread, spread, 1 + spread), shade)
        painter.fillRect(page, QColor(tokens.paper))
        if self.image.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(page, self.image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        focused = self.focused()
        for passage in self.passages:
            # The paper is white in every theme, so its tints are those of the light one.
            tint = "#D9EFEA" if passage in focused else "#FBE7C2" if passage.missing else ""
            if tint:
                painter.fillRect(self.rect_of(passage).adjusted(-3, -1, 3, 1), QColor(tint))


class PaperView(Themed, QScrollArea):
    """The page in a scroll area. `zoomed(percent)` at each change.

    It fits the width until it is zoomed by hand, or the whole page if it is to be seen `whole`.
    """

    zoomed = Signal(int)

    def __init__(self, theme: Theme, *, whole: bool = False) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName("Pratinjau surat")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fits, self._whole = True, whole
        self._sheet = _Sheet(theme)
        self.setWidget(self._sheet)
        self.follow(theme)

    def show_page(self, image: QImage, passages: Sequence[Passage], size_mm: tuple[float, float]) -> None:
        """Show a page and the passages on it."""
        self._sheet.image, self._sheet.passages, self._sheet.size_mm = image, passages, size_mm
        self._settle()
        self._follow()

    def mark(self, fields: frozenset[str]) -> None:
        """Tint the passages of these fields and scroll to the first of them."""
        self._sheet.fields = fields
        self._sheet.update()
        self._follow()

    @property
    def zoom(self) -> int:
        """The zoom in percent."""
        return round(self._sheet.zoom)

    @property
    def image(self) -> QImage:
        """The page as it was drawn last."""
        return self._sheet.image

    def pixels(self) -> int:
        """Return how many device pixels wide the page should be drawn."""
        return max(200, round(self._sheet.page_size().width() * self.devicePixelRatio()))

    def fit_width(self) -> None:
        """Let the page fill the width from now on."""
        self._fits, self._whole = True, False
        self._settle()

    def fit_whole(self) -> None:
        """Let the page be seen whole from now on."""
        self._fits = self._whole = True
        self._settle()

    def zoom_by(self, steps: int) -> None:
        """Zoom by steps of ten percent."""
        self._fits = False
        wanted = (round(self._sheet.zoom / STEP) + steps) * STEP
        self._set_zoom(max(SMALLEST_ZOOM, min(LARGEST_ZOOM, wanted)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._settle()

    def _follow(self) -> None:
        """Scroll the first passage of the field that is filled in into sight, whole."""
        focused = self._sheet.focused()
        if focused:
            place = self._sheet.rect_of(focused[0])
            middle = place.center().toPoint()
            self.ensureVisible(middle.x(), middle.y(), 0, round(place.height() / 2) + EDGE)

    def _settle(self) -> None:
        if self._fits:
            room = self.viewport().width() - 2 * MARGIN
            fitting = room / (self._sheet.size_mm[0] * DOTS_PER_MM) * 100
            if self._whole:
                room = self.viewport().height() - 2 * EDGE
                fitting = min(fitting, room / (self._sheet.size_mm[1] * DOTS_PER_MM) * 100)
            self._set_zoom(max(SMALLEST_ZOOM, min(100, fitting)))
        else:
            self._set_zoom(self._sheet.zoom)

    def _set_zoom(self, percent: float) -> None:
        changed = percent != self._sheet.zoom
        self._sheet.zoom = percent
        self._sheet.setMinimumSize(self._sheet.sizeHint())
        self._sheet.update()
        if changed:
            self.zoomed.emit(round(percent))
