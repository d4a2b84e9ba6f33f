"""PAINTING: the small shapes that widgets and list delegates draw alike."""

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen

from pkh_desk.gui.style.flags import LEFT
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.style.tokens import Tokens

PIP_WIDTH, PIP_GAP, PIP_HEIGHT = 10, 2, 5
BADGE_HEIGHT, BADGE_PADDING = 22, 8
# tone of a badge -> (ink, fill)
BADGE_TONES = {
    "green": ("green", "green_soft"),
    "amber": ("amber", "amber_soft"),
    "red": ("red", "red_soft"),
    "blue": ("blue", "blue_soft"),
    "teal": ("on_primary_soft", "primary_soft"),
    "gray": ("text2", "sunken"),
}


def draw_round(painter: QPainter, rect: QRectF, radius: float, fill: str, edge: str = "") -> None:
    """Fill a rounded rectangle, with a 1 px edge drawn inside it if a colour is given."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    if not edge:
        path.addRoundedRect(rect, radius, radius)
        painter.fillPath(path, QColor(fill))
        return
    path.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.fillPath(path, QColor(fill))
    painter.strokePath(path, QPen(QColor(edge), 1))


def pips_width(theme: Theme, total: int) -> int:
    """Return the width of a row of pips."""
    return theme.px(total * PIP_WIDTH + (total - 1) * PIP_GAP)


def draw_pips(
    painter: QPainter, theme: Theme, tokens: Tokens, left_middle: QPointF, step: int, total: int
) -> None:
    """Draw `total` bars from a point at half their height; `step` of them filled, all green when done."""
    done = tokens.green_fill if step >= total else tokens.primary
    width, gap, height = theme.px(PIP_WIDTH), theme.px(PIP_GAP), theme.px(PIP_HEIGHT)
    for i in range(total):
        bar = QRectF(left_middle.x() + i * (width + gap), round(left_middle.y() - height / 2), width, height)
        draw_round(painter, bar, height / 2.5, done if i < step else tokens.line2)


def badge_width(theme: Theme, text: str, icon: str = "") -> int:
    """Return the width of a badge with these words."""
    words = QFontMetrics(theme.font(12, 600)).horizontalAdvance(text)
    return words + 2 * theme.px(BADGE_PADDING) + (theme.px(16 + 4) if icon else 0)


def draw_badge(painter: QPainter, theme: Theme, rect: QRect, text: str, tone: str, icon: str = "") -> None:
    """Draw a badge filling `rect`: soft fill, words, and an icon before them."""
    tokens = theme.tokens
    ink, fill = (tokens.color(use) for use in BADGE_TONES[tone])
    draw_round(painter, QRectF(rect), 5, fill, ink if tokens.high else "")
    left = rect.left() + theme.px(BADGE_PADDING)
    if icon:
        size = theme.px(16)
        pixmap = theme.pixmap_in(icon, ink, 16, filled=True)
        painter.drawPixmap(left, rect.center().y() - size // 2 + 1, pixmap)
        left += size + theme.px(4)
    painter.setPen(QColor(ink))
    painter.setFont(theme.font(12, 600))
    words = QRect(left, rect.top(), rect.right() - left + 1, rect.height())
    painter.drawText(words, LEFT, text)


def draw_disc(
    painter: QPainter,
    theme: Theme,
    rect: QRectF,
    icon: str,
    tone: str,
    size: int,
    radius: float | None = None,
) -> None:
    """Draw a round (or with this radius), softly filled disc with an icon of `size` px (at 100 %) in it."""
    tokens = theme.tokens
    ink, fill = (tokens.color(use) for use in BADGE_TONES[tone])
    draw_round(
        painter, rect, rect.width() / 2 if radius is None else radius, fill, ink if tokens.high else ""
    )
    pixmap = theme.pixmap_in(icon, ink, size)
    side = theme.px(size)
    painter.drawPixmap(
        QPointF(round(rect.center().x() - side / 2), round(rect.center().y() - side / 2)), pixmap
    )
