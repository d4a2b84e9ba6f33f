"""HOME PARTS: the rows and cards of the first page."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pkh_desk.domain.graduation.case import PATH, STAGES
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button, entered
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.elided import ElidedLabel
from pkh_desk.gui.widgets.empty_state import Disc
from pkh_desk.gui.widgets.label import hairline, label
from pkh_desk.gui.widgets.painting import draw_pips, draw_round, pips_width
from pkh_desk.gui.widgets.progress import Bar
from pkh_desk.gui.widgets.refill import clear
from pkh_desk.gui.widgets.themed import Themed
from pkh_desk.gui.words.home_words import TaskLine

TILE = 8
"""Radius of what an icon of a row stands on, in px."""


class TaskList(QFrame):
    """The rows of "Perlu dikerjakan" in one card; the first button is the filled one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.lines: Sequence[TaskLine] = ()
        self.buttons: list[Button] = []
        self.setProperty("kind", "card")
        self.setAccessibleName("Perlu dikerjakan")
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(1, 1, 1, 1)
        self._stack.setSpacing(0)

    def show_lines(self, lines: Sequence[TaskLine], acts: Sequence[Callable[[], object]]) -> None:
        """Show these rows; the focus stays on the row it was on."""
        focused = next((i for i, button in enumerate(self.buttons) if button.hasFocus()), -1)
        clear(self._stack)
        self.lines, self.buttons = list(lines), []
        for place, (line, act) in enumerate(zip(lines, acts, strict=True)):
            if place:
                self._stack.addWidget(hairline())
            self._stack.addWidget(self._row(line, act, filled=place == 0))
        if self.buttons and focused >= 0:
            self.buttons[min(focused, len(self.buttons) - 1)].setFocus()

    def _row(self, line: TaskLine, act: Callable[[], object], filled: bool) -> QWidget:
        button = Button(self._theme, line.button, "primary" if filled else "secondary", on_click=act)
        button.setAccessibleDescription(f"{line.title}. {line.text}")
        self.buttons.append(button)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(ElidedLabel(line.title, "strong"))
        if line.text:
            words.addWidget(ElidedLabel(line.text, "body", "text2"))
        part = QWidget()
        across = QHBoxLayout(part)
        across.setContentsMargins(16, 11, 16, 11)
        across.setSpacing(12)
        across.addWidget(Disc(self._theme, line.icon, line.tone, 36, TILE), 0, Qt.AlignmentFlag.AlignVCenter)
        across.addLayout(words, 1)
        across.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return part


class Meter(QWidget):
    """How much of something is done: words, figures, a bar."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._name = name
        self._figures, self._bar = label("", "strong"), Bar(theme)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(5)
        stack.addLayout(row(label(name), None, self._figures))
        stack.addWidget(self._bar)

    def show_part(self, figures: str, part: float) -> None:
        """Show how far it is; `figures` say it exactly."""
        self._figures.setText(figures)
        self._bar.show_part(part)
        self._bar.setAccessibleName(f"{self._name}: {figures}")

    @property
    def figures(self) -> str:
        """What it says."""
        return self._figures.text()


class StageCounts(Themed, QWidget):
    """How many families stand at each stage: words, bars and number of each, painted."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.counts: dict[str, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show these counts by stage."""
        self.counts = counts
        words = [f"{STAGES[stage]} {counts.get(stage, 0)}" for stage in PATH]
        self.setAccessibleName(f"Graduasi: {', '.join(words)}")
        self.update()

    def sizeHint(self) -> QSize:
        """A line a stage."""
        return QSize(self.theme.px(220), self.theme.px(23) * len(PATH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines."""
        painter, theme, tokens = QPainter(self), self.theme, self.theme.tokens
        middle, line = Qt.AlignmentFlag.AlignVCenter, theme.px(23)
        for place, stage in enumerate(PATH):
            box = self.rect().adjusted(0, place * line, 0, 0)
            box.setHeight(line)
            painter.setFont(theme.font(13))
            painter.setPen(QColor(tokens.text2))
            painter.drawText(box, middle, STAGES[stage])
            painter.setFont(theme.font(13, 600))
            painter.setPen(QColor(tokens.text))
            painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, str(self.counts.get(stage, 0)))
            left = box.right() - theme.px(36) - pips_width(theme, len(PATH))
            draw_pips(painter, theme, tokens, QPointF(left, box.center().y()), place + 1, len(PATH))


class RecentCard(Themed, QAbstractButton):
    """A family that was worked with lately; a click opens it."""

    def __init__(self, theme: Theme, words: tuple[str, str, str], act: Callable[[], object]) -> None:
        super().__init__()
        self.words = words
        self.setAccessibleName(", ".join(word for word in words if word))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda: act())
        self.follow(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it too."""
        if not entered(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Three lines."""
        return QSize(self.theme.px(120), self.theme.px(74))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw card and words."""
        painter, theme, tokens = QPainter(self), self.theme, self.theme.tokens
        fill = tokens.surface2 if self.underMouse() else tokens.surface
        draw_round(painter, QRectF(self.rect()), 8, fill, tokens.line)
        inner = self.rect().adjusted(12, theme.px(9), -12, 0)
        for place, (words, weight) in enumerate(zip(self.words, (600, 400, 400), strict=True)):
            painter.setFont(theme.font(13 if place == 0 else 12, weight))
            painter.setPen(QColor(tokens.text if place == 0 else tokens.text2))
            box = inner.adjusted(0, place * theme.px(18), 0, 0)
            box.setHeight(theme.px(19))
            fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, fitting)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class FirstSteps(Card):
    """The three steps of a new user: done ones ticked, the next one with the filled button."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Tiga langkah pertama", padding=16, gap=12)
        self._theme = theme
        self.buttons: list[Button] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(14)
        self.body.addLayout(self._rows)

    def show_steps(self, steps: Sequence[tuple[str, str, str, bool, Callable[[], object]]]) -> None:
        """Show steps of (title, sentence, words of the button, done, its act); the focus stays."""
        focused = next((i for i, button in enumerate(self.buttons) if button.hasFocus()), -1)
        clear(self._rows)
        self.buttons = []
        ahead = next((i for i, step in enumerate(steps) if not step[3]), -1)
        for place, (title, text, words, done, act) in enumerate(steps):
            part = QWidget()
            icon, tone = ("checkmark", "green") if done else ("circle", "gray")
            lines = QVBoxLayout()
            lines.setSpacing(1)
            lines.addWidget(label(f"{place + 1}. {title}", "strong"))
            lines.addWidget(label(text, tone="text2", wrap=True))
            across = QHBoxLayout(part)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(12)
            across.addWidget(Disc(self._theme, icon, tone, 36), 0, Qt.AlignmentFlag.AlignVCenter)
            across.addLayout(lines, 1)
            if done:
                across.addWidget(label("selesai", "captionStrong", "green"))
            else:
                kind = "primary" if place == ahead else "secondary"
                button = Button(self._theme, words, kind, on_click=act)
                self.buttons.append(button)
                across.addWidget(button)
            self._rows.addWidget(part)
        if self.buttons and focused >= 0:
            self.buttons[min(focused, len(self.buttons) - 1)].setFocus()
