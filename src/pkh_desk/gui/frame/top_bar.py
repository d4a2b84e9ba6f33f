"""TOP BAR: where one is, and the search over everything."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QSizePolicy

from pkh_desk.gui.page import Recording
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.edit_icon import EditIcon, ask_in, line_in
from pkh_desk.gui.widgets.elided import ElidedLabel
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import Themed, show_if

HEIGHT, SEARCH_WIDTH, SEARCH_LEAST = 52, 360, 160
CRUMB_LEAST, CRUMB_MOST, AROUND = 0.12, 0.34, 84
"""Shares of the bar that the way back may take; px of margins and gaps."""
WHAT = "Cari KPM, NIK, desa, atau produk…"
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchBox(Themed, QLineEdit):
    """The door to the search: a click, Enter or the first letter typed opens it (`asked(letter)`)."""

    asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName("Cari di semua")
        self.setToolTip("Cari di semua (Ctrl+K)")
        EditIcon(theme, self, "search")
        self._key = label("Ctrl K", "key")
        line_in(self).addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("ground", "soft")
        self.follow(theme)

    def restyle(self) -> None:
        """The width, and where the words end, follow the text size."""
        kept = self.textMargins()
        kept.setRight(self._key.sizeHint().width() + 6)
        self.setTextMargins(kept)
        self.setMaximumWidth(self.theme.px(SEARCH_WIDTH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask as fully as there is room."""
        super().resizeEvent(event)
        ask_in(self, WHAT, "Cari…")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the search."""
        self.asked.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the search with what was typed."""
        if (event.text().isprintable() and event.text()) or event.key() in ENTER:
            self.asked.emit(event.text().strip())
        else:
            super().keyPressEvent(event)


class TopBar(Themed, QFrame):
    """Title or breadcrumb at the left, search and Catat at the right.

    `back` on a crumb, `asked(text)` on the search, `record(kind)` on a choice of the menu Catat.
    """

    back = Signal()
    asked = Signal(str)
    record = Signal(str)

    def __init__(self, theme: Theme, recordings: Sequence[Recording] = ()) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "bar")
        self.setProperty("rule", "below")
        self.setAccessibleName("Judul dan pencarian")
        self.search = SearchBox(theme)
        self.search.asked.connect(self.asked)
        self.crumb = Button(theme, "", "crumb", on_click=self.back.emit)
        self._before = ""
        self._entries: list[tuple[QAction, str]] = []
        self.catat = self._make_catat(recordings)
        self._chevron, self._title = QLabel(), ElidedLabel("", "title")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(24, 0, 20, 0)
        line.setSpacing(8)
        line.addWidget(self.crumb)
        line.addWidget(self._chevron)
        line.addWidget(self._title, 2)
        line.addWidget(self.search, 3)
        line.addWidget(self.catat)
        self.follow(theme)

    @property
    def title(self) -> str:
        """The last crumb."""
        return self._title.text()

    def show_crumbs(self, crumbs: Sequence[str]) -> None:
        """Show where one is; the last crumb is the title, those before it lead back."""
        self._before = before = " / ".join(crumbs[:-1])
        self.crumb.setVisible(bool(before))
        self._chevron.setVisible(bool(before))
        self._title.setText(crumbs[-1])
        self._title.setProperty("role", "section" if before else "title")
        self._title.style().polish(self._title)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The search gives in first, then the way back, the title last."""
        super().resizeEvent(event)
        self._fit()

    def restyle(self) -> None:
        """Height and chevron follow the theme."""
        self.setFixedHeight(self.theme.px(HEIGHT))
        self._chevron.setPixmap(self.theme.pixmap("chevron_right", "text3", 16))
        for act, icon in self._entries:
            act.setIcon(self.theme.icon(icon))

    def offer(self, words: str, icon: str, key: str, act: Callable[[], object]) -> None:
        """Put an action at the right, in the place of Catat; `key` is bound here too."""
        button = Button(self._theme, words, "outline", icon=icon, on_click=act)
        button.setToolTip(f"{words} ({key})")
        self._line.addWidget(button)
        QShortcut(QKeySequence(key), self.window()).activated.connect(act)

    def open_catat(self) -> None:
        """Open the menu of what can be recorded, with its first entry chosen."""
        menu = self.catat.menu()
        if menu is not None and menu.actions():
            menu.setActiveAction(menu.actions()[0])
            self.catat.showMenu()

    def _fit(self) -> None:
        """Share the line: first the title has its words, then the way back, the search takes the rest."""
        words = self._title.fontMetrics().horizontalAdvance(self._title.text()) + 2
        taken = self.catat.sizeHint().width() + self.theme.px(SEARCH_LEAST) + AROUND
        room = self.width() - taken - (self.theme.px(16 + 8) if self._before else 0)
        metrics, most = self.crumb.fontMetrics(), int(self.width() * CRUMB_MOST)
        most = max(int(self.width() * CRUMB_LEAST), min(most, room - words - 12))
        self.crumb.set_text(self._before)
        self.crumb.setText(metrics.elidedText(self._before, Qt.TextElideMode.ElideMiddle, most))
        whole = self.crumb.text() == self._before
        self.crumb.setToolTip("Kembali (Alt+←)" if whole else f"Kembali ke {self._before} (Alt+←)")
        before = self.crumb.sizeHint().width() if self._before else 0
        self._title.setMinimumWidth(max(24, min(words, room - before)))

    def _make_catat(self, recordings: Sequence[Recording]) -> Button:
        button = Button(self._theme, "Catat", "outline", icon="add")
        button.setToolTip("Catat (Ctrl+N)")
        menu = QMenu(button)
        for each in recordings:
            words = f"{each.words}\t{each.key}" if each.key else each.words
            act = menu.addAction(words)
            self._entries.append((act, each.icon))
            act.triggered.connect(lambda _on=False, kind=each.kind: self.record.emit(kind))
        button.setMenu(menu)
        show_if(button, bool(recordings))
        return button
