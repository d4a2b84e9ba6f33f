"""BRAND PANEL: the teal side of the first run: what the program is, in a headline and three promises."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.themed import Themed

WIDTH = 408
# The brand's own colours: the same in light and dark, as the mark is.
TOP, BOTTOM, WHITE, SOFT, YOLK = "#0E7064", "#063F38", "#FFFFFF", "#C9E4DE", "#F2A93B"
HEADLINE = "Dampingi keluarga sampai mandiri, tanpa menunggu sinyal."
PROMISES = (
    ("hard_drive", "Bekerja tanpa internet", "Semua pekerjaan tersimpan di komputer ini."),
    ("shield_lock", "Data keluarga terkunci", "Hanya terbuka dengan kata sandi Anda."),
    ("usb_stick", "Kirim lewat berkas", "USB, WhatsApp, atau folder kantor."),
)


class BrandPanel(Themed, QWidget):
    """Painted; its words are also its accessible name."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        said = " ".join(f"{title}. {text}" for _icon, title, text in PROMISES)
        self.setAccessibleName(f"PKH Desk. {HEADLINE} {said}")
        self.follow(theme)

    def restyle(self) -> None:
        """Width and words follow the text size."""
        self.setFixedWidth(self.theme.px(WIDTH))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, rings and yolk, then the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter)
        theme, left = self.theme, 40
        room = self.width() - 2 * left
        side = theme.px(44)
        painter.drawPixmap(left, side, theme.mark(44))
        # The mark's own ground is that of the panel.
        painter.setPen(QColor(255, 255, 255, 90))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(left + 0.5, side + 0.5, side - 1, side - 1), side / 4.4, side / 4.4)
        self._write(
            painter, QRect(left + theme.px(58), theme.px(44), room, theme.px(26)), "PKH Desk", 20, 600
        )
        line = QRect(left + theme.px(58), theme.px(69), room, theme.px(20))
        self._write(painter, line, "Buku kerja pendamping PKH", 13, 400, SOFT)
        headline = QRect(left, theme.px(150), room, theme.px(100))
        self._write(painter, headline, HEADLINE, 24, 600)
        for place, (icon, title, text) in enumerate(PROMISES):
            top = theme.px(290 + 58 * place)
            box = QRectF(left, top, theme.px(36), theme.px(36))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(255, 255, 255, 30))
            painter.drawRoundedRect(box, 7, 7)
            picture, side = theme.pixmap_in(icon, WHITE, 20), theme.px(20)
            painter.drawPixmap(QPointF(box.center().x() - side / 2, box.center().y() - side / 2), picture)
            words = QRect(left + theme.px(50), top - 1, room, theme.px(20))
            self._write(painter, words, title, 14, 600)
            self._write(painter, words.translated(0, theme.px(19)), text, 13, 400, SOFT)

    def _draw_ground(self, painter: QPainter) -> None:
        if self.theme.tokens.high:
            painter.fillRect(self.rect(), QColor(self.theme.tokens.bg))
            return
        shade = QLinearGradient(0, 0, 0, self.height())
        shade.setColorAt(0, QColor(TOP))
        shade.setColorAt(1, QColor(BOTTOM))
        painter.fillRect(self.rect(), shade)
        middle = QPointF(self.width() - 28, self.height() - 32)
        painter.setPen(QPen(QColor(255, 255, 255, 18), 1.5))
        for radius in range(80, 420, 66):
            painter.drawEllipse(middle, radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(YOLK))
        painter.drawEllipse(middle - QPointF(28, 32), 26, 26)

    def _write(
        self, painter: QPainter, box: QRect, words: str, size: int, weight: int, ink: str = WHITE
    ) -> None:
        painter.setFont(self.theme.font(size, weight))
        painter.setPen(QColor(ink))
        painter.drawText(box, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop), words)
