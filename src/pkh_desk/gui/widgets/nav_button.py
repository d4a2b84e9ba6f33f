"""NAV BUTTON: one place of the navigation, with its icon, its words, its count; in the rail only the icon."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from pkh_desk.domain.text import dots
from pkh_desk.gui.style.flags import CENTER, LEFT
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.painting import draw_round
from pkh_desk.gui.widgets.themed import Themed

# The usual height, and that of a low window: the least a finger or a shaky mouse can hit.
HEIGHT, LOW = 34, 28


class NavButton(Themed, QPushButton):
    """A checkable place. Its count is amber; in the rail it is a dot, and spoken and shown in the tooltip."""

    def __init__(self, theme: Theme, words: str, icon: str, key: str = "") -> None:
        super().__init__(words)
        self._icon_name, self._shortcut, self._count, self._rail = icon, key, 0, False
        self._low = False
        self.setProperty("kind", "nav")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.follow(theme)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Show how many things wait there; 0 shows none."""
        self._count = count
        spoken = f"{self.text()}, {count} menunggu" if count else self.text()
        self.setAccessibleName(spoken)
        self.setToolTip(f"{spoken} ({self._shortcut})" if self._shortcut else spoken if self._rail else "")
        self.update()

    def set_rail(self, rail: bool) -> None:
        """Show the icon alone."""
        self._rail = rail
        self.set_count(self._count)

    def set_low(self, low: bool) -> None:
        """Be as low as it goes."""
        self._low = low
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as the navigation."""
        return QSize(40, self.theme.px(LOW if self._low else HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """No narrower than the rail."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, bar, icon, words and count."""
        painter, tokens, theme = QPainter(self), self.theme.tokens, self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, on = QRectF(self.rect()), self.isChecked()
        if on:
            draw_round(painter, rect, 6, tokens.surface, tokens.line if tokens.high else "")
            bar = theme.px(17)
            draw_round(painter, QRectF(0, (rect.height() - bar) / 2, 3, bar), 1.5, tokens.primary)
        elif self.underMouse():
            draw_round(painter, rect, 6, tokens.sunken if not tokens.high else tokens.nav, tokens.line)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        side = theme.px(20)
        left = (self.width() - side) // 2 if self._rail else 12
        icon = theme.pixmap(self._icon_name, "primary" if on else "text2", filled=on)
        painter.drawPixmap(left, (self.height() - side) // 2, icon)
        if self._rail:
            if self._count:
                dot = QRectF(left + side - 5, (rect.height() - side) / 2 - 2, 8, 8)
                draw_round(painter, dot, 4, tokens.amber_fill)
            return
        painter.setFont(theme.font(13, 600 if on else 500))
        painter.setPen(QColor(tokens.text if on else tokens.text2))
        painter.drawText(self.rect().adjusted(left + side + 10, 0, 0, 0), LEFT, self.text())
        if self._count:
            self._draw_count(painter)

    def _draw_count(self, painter: QPainter) -> None:
        tokens, font = self.theme.tokens, self.theme.font(12, 600)
        words = dots(self._count)
        width = max(self.theme.px(20), QFontMetrics(font).horizontalAdvance(words) + 14)
        height = self.theme.px(20)
        pill = QRect(self.width() - width - 8, (self.height() - height) // 2, width, height)
        draw_round(painter, QRectF(pill), height / 2, tokens.amber_soft, tokens.amber if tokens.high else "")
        painter.setFont(font)
        painter.setPen(QColor(tokens.amber))
        painter.drawText(pill, CENTER, words)
