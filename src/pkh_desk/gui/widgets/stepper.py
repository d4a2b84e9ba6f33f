"""STEPPER: the way of a case, an import or the first run, as numbered steps on a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.painting import draw_round
from pkh_desk.gui.widgets.themed import Themed

DISC = 22


@dataclass(frozen=True)
class Step:
    """One step: its words, and a second line (a date, "sedang dibuat")."""

    words: str
    note: str = ""


class Stepper(Themed, QWidget):
    """Steps before `now` are ticked, `now` is ringed and bold, later ones hollow. `now = len`: all done."""

    def __init__(self, theme: Theme, name: str, steps: Sequence[Step], now: int = 0) -> None:
        super().__init__()
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow(theme)
        self.show_steps(steps, now)

    def show_steps(self, steps: Sequence[Step], now: int) -> None:
        """Show other steps or another place among them."""
        self.steps, self.now = tuple(steps), now
        where = self.steps[now].words if now < len(self.steps) else "selesai"
        self.setAccessibleName(f"{self._name}: langkah {min(now + 1, len(steps))} dari {len(steps)}, {where}")
        self.restyle()

    def sizeHint(self) -> QSize:
        """Disc, words and, if any step has one, the second line."""
        lines = 2 if any(step.note for step in self.steps) else 1
        return QSize(self.theme.px(110) * len(self.steps), self.theme.px(DISC + 12 + 16 * lines))

    def restyle(self) -> None:
        """Sizes may have changed."""
        if hasattr(self, "steps"):
            super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw lines first, then discs and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spacing = self.width() / len(self.steps)
        middles = [QPointF(spacing * (i + 0.5), self.theme.px(DISC) / 2 + 2) for i in range(len(self.steps))]
        self._draw_lines(painter, middles)
        for i, (step, middle) in enumerate(zip(self.steps, middles, strict=True)):
            self._draw_disc(painter, i, middle)
            self._draw_words(painter, step, i, middle, spacing)

    def _draw_lines(self, painter: QPainter, middles: list[QPointF]) -> None:
        tokens = self.theme.tokens
        reach = QPointF(self.theme.px(DISC) / 2 + 3, 0)
        for i, (left, right) in enumerate(pairwise(middles)):
            painter.setPen(QPen(QColor(tokens.primary if i < self.now else tokens.line2), 2))
            painter.drawLine(left + reach, right - reach)

    def _draw_disc(self, painter: QPainter, i: int, middle: QPointF) -> None:
        theme, tokens = self.theme, self.theme.tokens
        radius = theme.px(DISC) / 2
        disc = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        if i < self.now:
            draw_round(painter, disc, radius, tokens.primary)
            half = theme.px(16) / 2
            tick = theme.pixmap("checkmark", "on_primary", 16, filled=True)
            painter.drawPixmap(QPointF(round(middle.x() - half), round(middle.y() - half)), tick)
            return
        now = i == self.now
        painter.setBrush(QColor(tokens.primary_soft if now else tokens.surface))
        painter.setPen(QPen(QColor(tokens.primary if now else tokens.control), 2 if now else 1))
        painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
        painter.setPen(QColor(tokens.on_primary_soft if now else tokens.text3))
        painter.setFont(theme.font(12, 600))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(i + 1))

    def _draw_words(self, painter: QPainter, step: Step, i: int, middle: QPointF, spacing: float) -> None:
        theme, tokens = self.theme, self.theme.tokens
        metrics = QFontMetrics(theme.font(12, 600))
        if max(metrics.horizontalAdvance(each.words) for each in self.steps) + 6 > spacing:
            # Too narrow for all words: only those of the present step, kept inside.
            if i != self.now:
                return
            spacing = metrics.horizontalAdvance(step.words) + 6.0
            middle = QPointF(min(max(middle.x(), spacing / 2), self.width() - spacing / 2), middle.y())
        line = theme.px(16)
        box = QRectF(middle.x() - spacing / 2, middle.y() + theme.px(DISC) / 2 + 3, spacing, line)
        painter.setFont(theme.font(12, 600 if i == self.now else 500))
        painter.setPen(QColor(tokens.text if i <= self.now else tokens.text2))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, step.words)
        painter.setFont(theme.font(12))
        painter.setPen(QColor(tokens.text2))
        painter.drawText(box.translated(0, line - 1), Qt.AlignmentFlag.AlignCenter, step.note)
