"""NAV: the places at the left, settings and the person below them; narrow windows get a rail of icons."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pkh_desk.gui.frame.facts import ShellFacts
from pkh_desk.gui.frame.focus import stop_at
from pkh_desk.gui.page import Place
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.avatar import Avatar
from pkh_desk.gui.widgets.button import IconButton
from pkh_desk.gui.widgets.elided import ElidedLabel
from pkh_desk.gui.widgets.label import hairline, label
from pkh_desk.gui.widgets.nav_button import HEIGHT, NavButton
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.themed import Themed

WIDTH, RAIL_WIDTH = 200, 60
GAP, PERSON_GAP, TIGHT_GAP = 4, 9, 1


class Nav(Themed, QFrame):
    """The navigation. `picked(place)` on a click; `lock` on the lock at the person's name."""

    picked = Signal(str)
    lock = Signal()

    def __init__(
        self, theme: Theme, places: Sequence[Place], below: Sequence[Place], facts: ShellFacts
    ) -> None:
        super().__init__()
        self.setProperty("ground", "nav")
        self.setAccessibleName("Navigasi")
        self._rail, self._low = False, False
        self._theme = theme
        self._buttons: dict[str, NavButton] = {}
        self._group = QButtonGroup(self)
        self._mark, self._lock = QLabel(), IconButton(theme, "lock_closed", "Kunci sekarang", key="Ctrl+L")
        self._lock.clicked.connect(self.lock)
        self._brand, self._person = self._make_brand(facts), self._make_person(facts)
        self._scroll = scroll = ScrollBody(ground="nav", margins=(0, 0, 0, 0))
        # A bar would cover the icons of the rail; the wheel and the place that is shown scroll it, and an
        # arrow at the foot tells that there is more.
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.body.setSpacing(GAP)
        self._more = QLabel(scroll)
        self._more.setProperty("ground", "nav")
        self._more.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._more.hide()
        bar = scroll.verticalScrollBar()
        bar.valueChanged.connect(lambda _value: self._show_more())
        bar.rangeChanged.connect(lambda _least, _most: self._show_more())
        for number, place in enumerate(places, 1):
            scroll.body.addWidget(self._add(place, f"Ctrl+{number}" if number < 10 else ""))
        scroll.body.addStretch(1)
        layout = self._stack = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 8)
        layout.setSpacing(GAP)
        layout.addWidget(self._brand)
        layout.addWidget(scroll, 1)
        for place in below:
            layout.addWidget(self._add(place, ""))
        layout.addSpacing(2)
        layout.addWidget(hairline())
        layout.addWidget(self._person)
        self.follow(theme)

    def select(self, place: str) -> None:
        """Mark a place as the present one."""
        self._buttons[place].setChecked(True)
        stop_at(self._buttons[place], self._buttons.values())
        self._scroll.ensureWidgetVisible(self._buttons[place], 0, 0)

    def show_facts(self, facts: ShellFacts) -> None:
        """Show the office and the amber numbers."""
        self._place.setText(facts.place_line)
        self.show_counts(facts.counts)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show the amber numbers."""
        for key, button in self._buttons.items():
            button.set_count(counts.get(key, 0))

    def set_rail(self, rail: bool) -> None:
        """Shrink to icons, or grow back."""
        self._rail = rail
        for button in self._buttons.values():
            button.set_rail(rail)
        # In the rail the lock stands below the disc; beside it there is no room.
        below, beside = QHBoxLayout.Direction.TopToBottom, QHBoxLayout.Direction.LeftToRight
        self._person_line.setDirection(below if rail else beside)
        for words in self._words:
            words.setVisible(not rail)
        self.restyle()

    def restyle(self) -> None:
        """Width, mark and the room for the places follow the text size."""
        # Smaller text leaves the gaps and the lock as they are, so that names need the width all the same.
        width = RAIL_WIDTH if self._rail else WIDTH
        self.setFixedWidth(max(width, self.theme.px(width)))
        self._mark.setPixmap(self.theme.mark(26))
        self._more.setPixmap(self.theme.pixmap("chevron_down", "text2", 16))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window everything moves together."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be low where the places do not fit at their usual height."""
        avatar = self._avatar.sizeHint().height() + PERSON_GAP if self._avatar.isHidden() else 0
        around = self._brand.sizeHint().height() + self._person.sizeHint().height() + avatar
        places = len(self._buttons) * (self.theme.px(HEIGHT) + GAP)
        margins = self._stack.contentsMargins()
        low = self.height() < around + places + margins.top() + margins.bottom() + 3 * GAP
        self._avatar.setHidden(low and self._rail)
        if low != self._low:
            self._low = low
            for button in self._buttons.values():
                button.set_low(low)
            for layout in (self._stack, self._scroll.body):
                layout.setSpacing(TIGHT_GAP if low else GAP)
        self._show_more()

    def _show_more(self) -> None:
        bar, high = self._scroll.verticalScrollBar(), self._theme.px(16)
        self._more.setVisible(bar.value() < bar.maximum())
        self._more.setGeometry(0, self._scroll.height() - high, self._scroll.width(), high)

    def _add(self, place: Place, key: str) -> NavButton:
        button = NavButton(self._theme, place.words, place.icon, key)
        button.clicked.connect(lambda: self.picked.emit(place.key))
        self._buttons[place.key] = button
        self._group.addButton(button)
        return button

    def _make_brand(self, facts: ShellFacts) -> QWidget:
        box = QWidget()
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(label("PKH Desk", "strong"))
        self._place = ElidedLabel(facts.place_line, "caption")
        column.addWidget(self._place)
        line = QHBoxLayout(box)
        line.setContentsMargins(7, 0, 0, 6)
        line.setSpacing(10)
        line.addWidget(self._mark)
        line.addWidget(words, 1)
        self._words = [words]
        return box

    def _make_person(self, facts: ShellFacts) -> QWidget:
        box, words = QWidget(), QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ElidedLabel(facts.name, "label"))
        column.addWidget(label(facts.role_line, "caption", "text3"))
        self._person_line = line = QHBoxLayout(box)
        line.setContentsMargins(3, 4, 0, 0)
        line.setSpacing(PERSON_GAP)
        self._avatar = Avatar(self._theme, facts.name)
        line.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignCenter)
        line.addWidget(words, 1)
        line.addWidget(self._lock, 0, Qt.AlignmentFlag.AlignCenter)
        self._words.append(words)
        return box
