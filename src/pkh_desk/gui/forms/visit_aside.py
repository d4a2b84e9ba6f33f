"""VISIT ASIDE: what stands beside a visit form: the last visit, open promises, the way to graduation."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pkh_desk.domain.dates import say_short
from pkh_desk.domain.graduation.case import PATH
from pkh_desk.domain.money import say_rupiah
from pkh_desk.gui.forms.visit import Told
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.pips import Pips
from pkh_desk.gui.widgets.refill import clear
from pkh_desk.gui.widgets.themed import Themed
from pkh_desk.gui.widgets.ticks import CheckBox
from pkh_desk.gui.words.family_words import address_of, joined, said_name
from pkh_desk.gui.words.moments import say_near_day
from pkh_desk.views.people.family import PromiseView

MOST_KEPT = 2
BOX, MARK = 28, 22
"""Widths in px of a box to tick, and of a mark whose middle is below that of the boxes."""


class TickRow(QWidget):
    """A promise that can be ticked as kept; the whole row takes the click."""

    def __init__(self, theme: Theme, promise: PromiseView, today: date) -> None:
        super().__init__()
        self.promise_id = promise.id
        self.box = CheckBox(theme, "")
        self.box.setFixedWidth(theme.px(BOX))
        self.box.setAccessibleName(f"Ditepati: {promise.text}")
        late = promise.done_on is None and promise.due_on is not None and promise.due_on < today
        open_until = f"sampai {say_near_day(promise.due_on, today)}" if promise.due_on else "belum"
        due = "ditepati" if promise.done_on else open_until
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(_two_lines(promise.text, due, "amber" if late else "text2"), 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The words belong to the box."""
        self.box.click()


class Mark(Themed, QWidget):
    """A fact with a tick if it is so, a circle if not yet."""

    def __init__(self, theme: Theme, done: bool, title: str, text: str) -> None:
        super().__init__()
        self._done, self._icon = done, QLabel()
        self.setAccessibleName(f"{title}: {text}")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6 + BOX - MARK)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(_two_lines(title, text), 1)
        self.follow(theme)

    def restyle(self) -> None:
        """Draw the mark, below the boxes of the promises."""
        self._icon.setFixedWidth(self.theme.px(MARK))
        name, use = ("checkmark_circle", "green") if self._done else ("circle", "text2")
        self._icon.setPixmap(self.theme.pixmap(name, use, 16))


class VisitAside(QFrame):
    """Shows what is told; `changed` when a promise is ticked."""

    changed = Signal()

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self._theme, self._today = theme, today
        self.setAccessibleName("Tentang keluarga ini")
        self.ticks: list[TickRow] = []
        self._told: Told | None = None
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(8)

    def show_told(self, told: Told) -> None:
        """Show the family; ticks that were set stay."""
        if told == self._told:
            return
        ticked, self._told = self.kept(), told
        clear(self._stack)
        self.ticks = [TickRow(self._theme, each, self._today) for each in _to_tick(told)]
        parts = [*self._about(told), *self._last(told), *self._promises(told), *self._way(told)]
        for part in parts:
            self._stack.addWidget(part)
        self._stack.addStretch()
        self.tick(ticked)
        for each in self.ticks:
            each.box.toggled.connect(lambda _on: self.changed.emit())

    def kept(self) -> list[str]:
        """Return the promises that are ticked as kept."""
        return [each.promise_id for each in self.ticks if each.box.isChecked()]

    def tick(self, promises: Sequence[str]) -> None:
        """Tick these promises; unknown ones are left out."""
        for each in self.ticks:
            each.box.setChecked(each.promise_id in promises)

    def _about(self, told: Told) -> list[QWidget]:
        view = told.view
        group = said_name(view.kelompok)
        number = f"No peserta {view.no_peserta}" if view.no_peserta else ""
        more = "\n".join(part for part in (address_of(view), joined(group, number)) if part)
        name = label(said_name(view.name), "section", wrap=True)
        return [name, label(more, "caption", "text2", wrap=True)]

    def _last(self, told: Told) -> list[QWidget]:
        last = told.background.last
        if last is None:
            return [_title("Kunjungan lalu"), label("Ini kunjungan pertama.", tone="text2", wrap=True)]
        words = last.note or joined(f"bertemu {last.met}" if last.met else "", "tanpa catatan")
        return [_title(f"Kunjungan lalu, {say_near_day(last.on, self._today)}"), _note(words)]

    def _promises(self, told: Told) -> list[QWidget]:
        ticked = {each.promise_id for each in self.ticks}
        kept = [p for p in told.view.promises if p.done_on is not None and p.id not in ticked][-MOST_KEPT:]
        if not kept and not self.ticks:
            return []
        marks = [
            Mark(self._theme, True, each.text, f"sudah, {say_near_day(each.done_on, self._today)}")
            for each in kept
            if each.done_on is not None
        ]
        return [_title("Janji tindak lanjut"), *self.ticks, *marks]

    def _way(self, told: Told) -> list[QWidget]:
        case, background, theme = told.view.case, told.background, self._theme
        way: list[QWidget] = [_title("Menuju graduasi")]
        if case is not None:
            way.append(Pips(theme, case.words, case.step, len(PATH)))
        else:
            way.append(label("Belum jadi calon.", tone="text2"))
        income = background.income
        if income:
            words = f"{say_rupiah(income[0])} pada kunjungan {say_short(income[1])}"
            way.append(Mark(theme, True, "Penghasilan usaha", words))
        else:
            way.append(Mark(theme, False, "Penghasilan usaha", "tanyakan di kunjungan ini"))
        saved = say_rupiah(background.saved) if background.saved else ""
        way.append(
            Mark(theme, bool(saved), "Disisihkan dari bantuan", saved or "belum tercatat di kunjungan")
        )
        willing = background.willing
        if willing:
            answer = "ya" if willing[0] else "belum bersedia"
            way.append(Mark(theme, willing[0], "Keluarga bersedia", f"{answer}, {say_short(willing[1])}"))
        else:
            way.append(Mark(theme, False, "Keluarga bersedia", "tanyakan di kunjungan ini"))
        return way


def _to_tick(told: Told) -> list[PromiseView]:
    """Return the promises that the visit may have found kept: open ones, and of one that is corrected those
    it did find so, never its own."""
    own = {each.id for each in told.record.promises} if told.record else set()
    kept = {each.id for each in told.record.kept} if told.record else set()
    return [p for p in told.view.promises if p.id in kept or (p.done_on is None and p.id not in own)]


def _title(text: str) -> QLabel:
    title = label(text, "card", wrap=True)
    title.setContentsMargins(0, 8, 0, 0)
    return title


def _note(text: str) -> QLabel:
    return label(text if len(text) <= 220 else f"{text[:219]}…", tone="text2", wrap=True)


def _two_lines(title: str, text: str, tone: str = "text2") -> QVBoxLayout:
    stack = QVBoxLayout()
    stack.setSpacing(0)
    stack.addWidget(label(title, "label", wrap=True))
    stack.addWidget(label(text, "caption", tone, wrap=True))
    return stack
