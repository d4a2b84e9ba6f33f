"""PALETTE: the search over everything (Ctrl+K), over the page; a child of the window's frame, no dialog."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from pkh_desk.domain.text import fold
from pkh_desk.gui.frame.palette_entries import Doors, Entry, lines_for
from pkh_desk.gui.jobs import Jobs
from pkh_desk.gui.rows_model import RowsModel
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.announce import announce
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.label import hairline, label
from pkh_desk.gui.widgets.palette_list import PaletteList
from pkh_desk.gui.widgets.themed import Themed
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.people.everything import FamilyHit, Hits

WIDTH, TOP, EDGE = 640, 76, 16
VEIL = 72
"""How dark the page below becomes, of 255."""
NOTHING = "Tidak ada yang cocok. Coba satu kata dari nama, desa, atau beberapa angka NIK."

Find = Callable[[str], Hits]


class _Field(QLineEdit):
    """The search field: it keeps the keys that steer the palette. `steered(key)`, `left` as focus goes."""

    steered = Signal(int)
    left = Signal()

    KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
    ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

    def event(self, event: QEvent) -> bool:
        """Take Esc before the window's own shortcut, and Tab before the walk of the focus."""
        if isinstance(event, QKeyEvent) and event.key() in (*self.KEYS, *self.ENTER):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.steered.emit(int(event.key()))
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the person went elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            self.left.emit()


class Palette(Themed, QFrame):
    """`fixed` are the actions and pages; `find(query)` runs on the reading lane. `used(key)` on an action."""

    used = Signal(str)

    def __init__(self, theme: Theme, frame: QWidget, jobs: Jobs, find: Find, doors: Doors) -> None:
        super().__init__(frame)
        self._frame, self._jobs, self._find, self._doors = frame, jobs, find, doors
        self._fixed: Sequence[Entry] = ()
        self._uses: Mapping[str, int] = {}
        self._of: FamilyHit | None = None
        self._before: QWidget | None = None
        self.setAccessibleName("Cari di semua")
        self.field = _Field()
        self.field.setPlaceholderText("Cari KPM, NIK, desa, produk, atau perintah…")
        self.field.setAccessibleName("Cari di semua")
        self.field.setProperty("kind", "palette")
        self.lines: RowsModel[Entry] = RowsModel(Entry.spoken, self)
        self.list = PaletteList(theme)
        self.list.setModel(self.lines)
        self.none = label(NOTHING, tone="text2", wrap=True)
        self.count, self._tab = label("", "caption"), label("Tab tindakan lain", "caption")
        self._glass = QLabel()
        self._panel = self._make_panel()
        self.field.textChanged.connect(self._ask)
        self.field.steered.connect(self._steer)
        self.field.left.connect(self.leave)
        self.list.clicked.connect(lambda _index: self._choose())
        frame.installEventFilter(self)
        self.hide()
        self.follow(theme)

    @property
    def current(self) -> Entry | None:
        """The line that Enter takes."""
        index = self.list.currentIndex()
        return self.lines.rows[index.row()] if index.isValid() else None

    def open(self, text: str, fixed: Sequence[Entry], uses: Mapping[str, int]) -> None:
        """Show it over the page with this text in its field."""
        if self.isHidden():
            focused = self._frame.window().focusWidget()
            self._before = focused
        self._fixed, self._uses, self._of = fixed, uses, None
        self.setGeometry(self._frame.rect())
        self.show()
        self.raise_()
        self.field.setFocus()
        self.field.setText(text)
        self._ask(text)

    def leave(self) -> None:
        """Close it; the focus goes back to where it was, unless it already went elsewhere."""
        if self.isHidden():
            return
        inside = self.field.hasFocus()
        before, self._before = self._before, None
        self.hide()
        if inside and before is not None:
            before.setFocus()

    def restyle(self) -> None:
        """Sizes follow the text size."""
        self._glass.setPixmap(self.theme.pixmap("search", "text2", 20))
        self._place()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window whatever its size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.setGeometry(self._frame.rect())
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside it closes it."""
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Darken the page below."""
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, VEIL))

    def _ask(self, text: str) -> None:
        """Show what is at hand now, and what the data hold as soon as they were read."""
        if self.isHidden():
            return
        if self._of is not None:
            words = fold(text).split()
            self._show([entry for entry in self._doors.actions_of(self._of) if entry.holds(words)], text)
            return
        if not fold(text):
            self._show(lines_for(text, Hits(), self._fixed, self._doors, self._uses), text)
        self._jobs.read(
            lambda: self._find(text),
            then=lambda hits: self._show_hits(text, hits),
            owner=self,
            replaces="palette",
        )

    def _show_hits(self, text: str, hits: Hits) -> None:
        if self._of is None and text == self.field.text():
            self._show(lines_for(text, hits, self._fixed, self._doors, self._uses), text)

    def _show(self, lines: Sequence[Entry], text: str) -> None:
        self.list.typed = tuple(fold(text).split())
        if list(lines) != list(self.lines.rows):
            self.lines.show_rows(lines)
        if lines:
            self.list.setCurrentIndex(self.lines.index(0))
        self.list.setVisible(bool(lines))
        self.none.setVisible(not lines)
        self.count.setText(f"{len(lines)} hasil")
        self._place()
        self._say_current()

    def _steer(self, key: int) -> None:
        if key == Qt.Key.Key_Escape:
            if self._of is None:
                self.leave()
            else:
                self._list_actions(None)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in _Field.ENTER:
            self._choose()
        elif self._of is not None:
            self._list_actions(None)
        elif self.current is not None and self.current.family is not None:
            self._list_actions(self.current.family)

    def _list_actions(self, hit: FamilyHit | None) -> None:
        """List what can be done about a family, or go back to the search."""
        self._of = hit
        name = said_name(hit.name) if hit else ""
        self.field.setPlaceholderText(f"Tindakan untuk {name}…" if hit else "Cari di semua…")
        self.field.blockSignals(True)
        self.field.setText("")
        self.field.blockSignals(False)
        self._ask("")

    def _move(self, step: int) -> None:
        count = len(self.lines.rows)
        if count:
            place = (self.list.currentIndex().row() + step) % count
            self.list.setCurrentIndex(self.lines.index(place))
            self._say_current()

    def _say_current(self) -> None:
        """The focus stays in the field, so that the chosen line is announced."""
        entry = self.current
        self._tab.setVisible(bool(entry and entry.family) or self._of is not None)
        if entry is not None and self.isVisible():
            announce(self.field, entry.spoken())

    def _choose(self) -> None:
        entry = self.current
        if entry is None:
            return
        self.leave()
        if entry.key:
            self.used.emit(entry.key)
        entry.act()

    def _place(self) -> None:
        width = min(self.theme.px(WIDTH), self.width() - 2 * EDGE)
        top = self.theme.px(TOP)
        room = max(120, self.height() - top - EDGE - self.theme.px(56 + 36))
        wanted = self.list.wanted_height() if not self.list.isHidden() else self.theme.px(60)
        self.list.setFixedHeight(min(wanted, room))
        self._panel.setFixedWidth(max(320, width))
        self._panel.adjustSize()
        self._panel.move((self.width() - self._panel.width()) // 2, top)

    def _make_panel(self) -> QFrame:
        panel = QFrame(self)
        panel.setProperty("kind", "palette")
        search = row(self._glass, self.field, label("Esc", "caption"), gap=12)
        search.setContentsMargins(22, 10, 20, 10)
        foot = row(
            label("↑↓ pilih", "caption"),
            label("Enter buka", "caption"),
            self._tab,
            None,
            self.count,
            gap=14,
        )
        foot.setContentsMargins(22, 7, 20, 7)
        self.none.setContentsMargins(22, 16, 20, 16)
        stack = QVBoxLayout(panel)
        stack.setContentsMargins(1, 1, 1, 1)
        stack.setSpacing(0)
        stack.addLayout(search)
        stack.addWidget(hairline())
        stack.addWidget(self.list)
        stack.addWidget(self.none)
        stack.addWidget(hairline())
        stack.addLayout(foot)
        return panel
