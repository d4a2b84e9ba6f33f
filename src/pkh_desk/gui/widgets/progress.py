"""PROGRESS: a long job: what is done, how far it is, how long it may still take, and Batalkan."""

from typing import NamedTuple

from PySide6.QtCore import QElapsedTimer, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pkh_desk.domain.text import dots
from pkh_desk.gui.jobs import PATIENCE_MS
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.elided import ElidedLabel
from pkh_desk.gui.widgets.empty_state import Disc, give_in
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.painting import draw_round
from pkh_desk.gui.widgets.themed import Themed, show_if

WIDTH, HEIGHT, GAP = 376, 8, 10
# Before this much has passed, an estimate is a guess.
FIRST_ESTIMATE_MS = 1_500
# The piece of the bar that says that something goes on of which nobody knows the end.
BEGUN = 0.03


class Bar(Themed, QWidget):
    """How far a job is, 0 to 1; without an end in sight only a short piece at the beginning."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._part = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def show_part(self, part: float) -> None:
        """Show how much is done."""
        self._part = min(1.0, max(0.0, part))
        self.setAccessibleName(f"{round(100 * self._part)} persen")
        self.update()

    def sizeHint(self) -> QSize:
        """A thin bar."""
        return QSize(self.theme.px(120), self.theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track, and what is done of it."""
        painter, tokens, whole = QPainter(self), self.theme.tokens, QRectF(self.rect())
        radius = whole.height() / 2
        draw_round(painter, whole, radius, tokens.sunken, tokens.line)
        if self._part > 0:
            width = max(whole.height(), whole.width() * self._part)
            draw_round(painter, QRectF(0, 0, width, whole.height()), radius, tokens.primary)


class Told(NamedTuple):
    """How far a job is: in words, the estimate of the rest in words ("" unknown), the part done (0 to 1)."""

    words: str
    left: str
    part: float


class Course:
    """What a job tells of itself; `unit` is what is counted ("baris").

    A phase that begins is estimated anew: one row takes longer in one than in another. Its words may hold the
    place of the count: "Menyalin {} MB".
    """

    def __init__(self, unit: str) -> None:
        self.unit = unit
        self._clock, self._at, self._left = QElapsedTimer(), ("", 0), ""
        self.begin()

    def begin(self) -> None:
        """Start the clock."""
        self._at, self._left = ("", 0), ""
        self._clock.start()

    def tell(self, done: int, total: int, phase: str = "") -> Told:
        """Say how far it is in a phase of it; `total` 0 is an end that nobody knows yet."""
        if phase != self._at[0] or done < self._at[1]:
            self._left = ""
            self._clock.start()
        self._at = phase, done
        counted = f"{dots(done)} dari {dots(total)}" if total else dots(done) if done else ""
        begun = phase.split(" {}")[0]
        words = (
            f"{begun}…" if not counted else phase.format(counted) if begun != phase else f"{phase} {counted}"
        )
        passed = self._clock.elapsed()
        if total and passed > FIRST_ESTIMATE_MS and 0 < done < total:
            self._left = f"kira-kira {_span(passed * (total - done) / done)} lagi"
        return Told(
            words if phase else f"{counted} {self.unit}", self._left, done / total if total else BEGUN
        )


class ProgressLine(Themed, QWidget):
    """A long job in a place of its own on the page, hidden while there is none. `cancelled` on Batalkan.

    `unit` is what is counted ("surat"). A job of less than PATIENCE_MS needs no line: `begin_soon`.
    """

    cancelled = Signal()

    def __init__(self, theme: Theme, unit: str = "") -> None:
        super().__init__()
        self._course = Course(unit)
        self._bar, self._done, self._left = Bar(theme), ElidedLabel("", "caption"), label("", "caption")
        self._bar.setMinimumWidth(1)
        self._left.setMinimumWidth(1)
        self.cancel = Button(theme, "Batalkan", icon="dismiss", on_click=self._cancel)
        words = row(gap=8)
        words.addWidget(self._done, 1)
        words.addWidget(self._left)
        told = QVBoxLayout()
        told.setSpacing(3)
        told.addStretch()
        told.addWidget(self._bar)
        told.addLayout(words)
        told.addStretch()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addLayout(told, 1)
        line.addWidget(self.cancel)
        self._soon = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self._soon.timeout.connect(self.show)
        self.hide()
        self.follow(theme)

    @property
    def words(self) -> str:
        """How far it is, in words."""
        return self._done.text()

    def begin(self, words: str = "", unit: str = "") -> None:
        """Show that a job runs; `words` stand there until it tells how far it is."""
        self.begin_soon(words, unit)
        self._soon.stop()
        show_if(self, True)

    def begin_soon(self, words: str = "", unit: str = "") -> None:
        """Show it if the job runs for a while."""
        self._soon.start()
        self._course.unit = unit or self._course.unit
        self._course.begin()
        self._show(Told(words, "", 0))
        self.cancel.set_text("Batalkan")
        self.cancel.setEnabled(True)

    def show_progress(self, done: int, total: int, phase: str = "") -> None:
        """Show how far it is."""
        self._show(self._course.tell(done, total, phase))

    def end(self) -> None:
        """Hide it: the job has ended."""
        self._soon.stop()
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The estimate gives in before the count does."""
        super().resizeEvent(event)
        self._fit()

    def _show(self, told: Told) -> None:
        self._done.setText(told.words)
        self._left.setText(told.left)
        self._bar.show_part(told.part)
        self._fit()

    def _fit(self) -> None:
        needed = self._done.fontMetrics().horizontalAdvance(self._done.text()) + self._left.sizeHint().width()
        show_if(self._left, needed + 12 <= self._bar.width())

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.cancel.set_text("Membatalkan…")
        self.cancelled.emit()


class ProgressBox(Themed, QWidget):
    """`cancelled` on Batalkan. `unit` is what is counted ("baris")."""

    cancelled = Signal()

    def __init__(self, theme: Theme, icon: str, unit: str) -> None:
        super().__init__()
        self._course = Course(unit)
        self._title, self._text = label("", "section"), label("", tone="text2", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._done, self._left = label("", "caption"), label("", "caption")
        self._bar, self._inside = Bar(theme), QWidget()
        self.cancel = Button(theme, "Batalkan", icon="dismiss", on_click=self._cancel)
        stack = QVBoxLayout(self._inside)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(GAP)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._disc = Disc(theme, icon)
        self._disc.setMinimumSize(self._disc.sizeHint())
        stack.addWidget(self._disc, 0, middle)
        stack.addWidget(self._title, 0, middle)
        stack.addWidget(self._text)
        stack.addWidget(self._bar)
        stack.addLayout(row(self._done, None, self._left))
        stack.addWidget(self.cancel, 0, middle)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 4, 0, 4)
        page.addStretch()
        # In a row of its own: as an aligned widget it would get the height of its text at the page's width.
        page.addLayout(row(None, self._inside, None))
        page.addStretch()
        self.follow(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low place keeps the bar and Batalkan."""
        super().resizeEvent(event)
        give_in(self, (self._disc, self._text), GAP)

    def restyle(self) -> None:
        """The box grows with the text."""
        self._inside.setFixedWidth(self.theme.px(WIDTH))

    @property
    def words(self) -> str:
        """How far it is, in words."""
        return self._done.text()

    @property
    def estimate(self) -> str:
        """How long it may still take, in words; "" where nobody can say it yet."""
        return self._left.text()

    def begin(self, title: str, text: str) -> None:
        """Start a job with these words."""
        self._title.setText(title)
        self._text.setText(text)
        self.cancel.set_text("Batalkan")
        self.cancel.setEnabled(True)
        self._course.begin()
        self._tell(Told("", "", 0))

    def show_progress(self, done: int, total: int, phase: str = "") -> None:
        """Show how far it is in a phase of it; `total` 0 is an end that nobody knows yet."""
        self._tell(self._course.tell(done, total, phase))

    def _tell(self, told: Told) -> None:
        self._done.setText(told.words)
        self._left.setText(told.left)
        self._bar.show_part(told.part)

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.cancel.set_text("Membatalkan…")
        self.cancelled.emit()


def _span(milliseconds: float) -> str:
    seconds = max(1, round(milliseconds / 1000))
    return f"{seconds} detik" if seconds < 90 else f"{round(seconds / 60)} menit"
