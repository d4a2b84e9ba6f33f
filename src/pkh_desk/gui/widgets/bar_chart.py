"""BAR CHART: one bar a place, sorted; what is done in it, what is under way behind it; a bar is a link."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pkh_desk.domain.text import dots
from pkh_desk.gui.style.flags import LEFT
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.announce import announce
from pkh_desk.gui.widgets.painting import draw_round
from pkh_desk.gui.widgets.themed import Themed

ROW, BAR, LABEL, MORE = 32, 14, 116, 44


@dataclass(frozen=True)
class Bar:
    """One place: how many are done, how many under way. Without a key it is no link."""

    key: str
    words: str
    done: int
    more: int

    def spoken(self, done: str, more: str) -> str:
        """The bar as a sentence."""
        return f"{self.words}: {dots(self.done)} {done}, {dots(self.more)} {more}"


class BarChart(Themed, QWidget):
    """Horizontal bars. `picked(key)` on a click or Enter; up and down move between bars."""

    picked = Signal(str)

    def __init__(self, theme: Theme, name: str, done: str, more: str) -> None:
        super().__init__()
        self._name, self._done, self._more = name, done, more
        self._bars: Sequence[Bar] = ()
        self._rest = ""
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow(theme)
        self.show_bars((), "")

    @property
    def bars(self) -> Sequence[Bar]:
        """The bars shown."""
        return self._bars

    def show_bars(self, bars: Sequence[Bar], rest: str) -> None:
        """Show these bars; `rest` are words for what is left out."""
        self._bars, self._rest, self._at = bars, rest, 0 if bars else -1
        said = "; ".join(bar.spoken(self._done, self._more) for bar in bars)
        self.setAccessibleName(self._name)
        self.setAccessibleDescription("; ".join(part for part in (said, rest) if part))
        self.updateGeometry()
        self.update()

    def row_rect(self, at: int) -> QRect:
        """Return where a bar and its words stand."""
        high = self.theme.px(ROW)
        return QRect(0, at * high, self.width(), high)

    def sizeHint(self) -> QSize:
        """A row a bar, and one for the rest."""
        rows = len(self._bars) + bool(self._rest)
        return QSize(self.theme.px(300), max(1, rows) * self.theme.px(ROW))

    def minimumSizeHint(self) -> QSize:
        """Bars may be short."""
        return QSize(self.theme.px(LABEL + MORE + 60), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between bars; Enter follows one."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self._bars:
            self._at = min(len(self._bars) - 1, max(0, self._at + step))
            announce(self, self._bars[self._at].spoken(self._done, self._more))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self._at)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a bar is a link."""
        at = self._under(event)
        shape = Qt.CursorShape.PointingHandCursor if at >= 0 else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.setToolTip(self._bars[at].spoken(self._done, self._more) if at >= 0 else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow the bar."""
        self._pick(self._under(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw words, bars, and the focused row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((bar.done + bar.more for bar in self._bars), default=0) or 1
        for at, bar in enumerate(self._bars):
            self._draw(painter, self.row_rect(at), bar, most)
            if at == self._at and self.hasFocus():
                painter.setPen(QPen(QColor(self.theme.tokens.text), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(self.row_rect(at).adjusted(1, 2, -1, -2), 5, 5)
        if self._rest:
            painter.setPen(QColor(self.theme.tokens.text2))
            painter.setFont(self.theme.font(13))
            painter.drawText(self.row_rect(len(self._bars)).adjusted(4, 0, 0, 0), LEFT, self._rest)

    def _draw(self, painter: QPainter, row: QRect, bar: Bar, most: int) -> None:
        theme, tokens = self.theme, self.theme.tokens
        label, height = theme.px(LABEL), theme.px(BAR)
        painter.setFont(theme.font(13, 500))
        painter.setPen(QColor(tokens.text))
        name = QFontMetrics(painter.font()).elidedText(bar.words, Qt.TextElideMode.ElideRight, label - 10)
        painter.drawText(QRect(4, row.top(), label, row.height()), LEFT, name)
        unit = (row.width() - label - theme.px(MORE)) / most
        top = row.center().y() - height / 2 + 1
        done = QRectF(label, top, bar.done * unit, height)
        draw_round(painter, done, 2, tokens.chart1)
        left = done.right() + (2 if bar.done else 0)
        more = QRectF(left, top, bar.more * unit, height)
        draw_round(painter, more, 2, tokens.chart3)
        self._draw_counts(painter, row, bar, done, more)

    def _draw_counts(self, painter: QPainter, row: QRect, bar: Bar, done: QRectF, more: QRectF) -> None:
        theme, tokens = self.theme, self.theme.tokens
        painter.setFont(theme.font(12, 600))
        words = dots(bar.done)
        inside = QFontMetrics(painter.font()).horizontalAdvance(words) + 10 <= done.width()
        end = more.right() if bar.more else done.right()
        if inside:
            painter.setPen(QColor(tokens.on_primary))
            painter.drawText(done.toRect().adjusted(7, -1, 0, 1), LEFT, words)
        outside = words if bar.done and not inside else ""
        after = f"{outside} +{dots(bar.more)}".strip() if bar.more else words if not inside else ""
        painter.setPen(QColor(tokens.text2))
        painter.drawText(QPointF(end + 6, row.center().y() + theme.px(5)), after)

    def _under(self, event: QMouseEvent) -> int:
        at = int(event.position().y()) // self.theme.px(ROW)
        return at if 0 <= at < len(self._bars) and self._bars[at].key else -1

    def _pick(self, at: int) -> None:
        if 0 <= at < len(self._bars) and self._bars[at].key:
            self._at = at
            self.picked.emit(self._bars[at].key)
