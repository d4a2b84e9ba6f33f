"""PROGRESS: a bar, and the strip of a long job with its count, its estimate and Batalkan."""

from PySide6.QtCore import QElapsedTimer, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from pkh_desk.gui.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.painting import draw_round
from pkh_desk.gui.widgets.themed import Themed

HEIGHT = 8
# An estimate from the first rows is a guess; it is shown only once it can be trusted a little.
SETTLED_MS = 1_500


class Bar(Themed, QProgressBar):
    """A rounded bar without words: the words stand beside it."""

    def __init__(self, theme: Theme, name: str, value: int = 0, total: int = 100) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setRange(0, max(1, total))
        self.setValue(value)
        self.follow(theme)

    def sizeHint(self) -> QSize:
        """Low and as wide as may be."""
        return QSize(120, self.theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Never higher than the bar."""
        return QSize(40, self.theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track, then what is done of it."""
        painter, tokens = QPainter(self), self.theme.tokens
        whole = QRectF(self.rect())
        radius = whole.height() / 2
        draw_round(painter, whole, radius, tokens.sunken, tokens.line if tokens.high else "")
        share = self.value() / max(1, self.maximum())
        if share > 0:
            whole.setWidth(max(whole.height(), whole.width() * share))
            draw_round(painter, whole, radius, tokens.primary)


class ProgressStrip(QWidget):
    """Bar, "166 dari 268 baris", "kira-kira 4 detik lagi", Batalkan. `cancelled` fires on the button."""

    cancelled = Signal()

    def __init__(self, theme: Theme, unit: str, *, name: str = "Kemajuan") -> None:
        super().__init__()
        self._unit = unit
        self._since = QElapsedTimer()
        self._bar = Bar(theme, name)
        self._count, self._left = label("", "caption"), label("", "caption", "text3")
        self.stop = Button(theme, "Batalkan", icon="dismiss")
        self.stop.clicked.connect(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._bar)
        layout.addLayout(row(self._count, None, self._left))
        layout.addSpacing(4)
        layout.addLayout(row(None, self.stop, None))

    def begin(self) -> None:
        """Start at nothing."""
        self._since.start()
        self.stop.setEnabled(True)
        self.stop.set_text("Batalkan")
        self.show_progress(0, 0)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the job is; a total of 0 is one that is not known yet."""
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(min(done, total))
        known = f"{_dots(done)} dari {_dots(total)} {self._unit}" if total else f"{_dots(done)} {self._unit}"
        self._count.setText(known if done or total else "Menyiapkan…")
        self._left.setText(self._estimate(done, total))

    def _estimate(self, done: int, total: int) -> str:
        elapsed = self._since.elapsed() if self._since.isValid() else 0
        if not done or done >= total or elapsed < SETTLED_MS:
            return ""
        seconds = round(elapsed * (total - done) / done / 1000)
        if seconds < 90:
            return f"kira-kira {max(1, seconds)} detik lagi"
        return f"kira-kira {round(seconds / 60)} menit lagi"

    def _cancel(self) -> None:
        self.stop.setEnabled(False)
        self.stop.set_text("Membatalkan…")
        self.cancelled.emit()


def _dots(number: int) -> str:
    return f"{number:,}".replace(",", ".")
