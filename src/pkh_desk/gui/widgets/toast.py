"""TOAST: what was just done, at the bottom of the page, with Urungkan; one at a time."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.announce import announce
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import Themed

SHOWN_MS, BOTTOM_GAP = 6_000, 16
UNDO, STOP = "Urungkan", "Batalkan"


class Toast(Themed, QFrame):
    """Floats over a part of the window for six seconds, longer while it is hovered or focused.

    It is a child of the window's frame, not of that part: a stack of pages raises what it shows.
    `left` fires when it goes while it has the focus.
    """

    left = Signal()

    def __init__(self, theme: Theme, frame: QWidget, over: QWidget) -> None:
        super().__init__(frame)
        self._frame, self._over = frame, over
        self._undo: Callable[[], object] | None = None
        self._stop: Callable[[], object] | None = None
        self._icon_name = "checkmark_circle"
        self.setProperty("kind", "toast")
        self._icon, self._words = QLabel(), label("", "toast", wrap=False)
        self._key = label("Ctrl+Z", "toastKey")
        self.button = Button(theme, UNDO, "toast", on_click=self._press)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 14, 6)
        line.setSpacing(10)
        line.addWidget(self._icon)
        line.addWidget(self._words)
        line.addSpacing(8)
        line.addWidget(self.button)
        line.addWidget(self._key)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._leave)
        self._telling = QTimer(self, interval=0, singleShot=True)
        self._telling.timeout.connect(self._tell)
        QApplication.instance().focusChanged.connect(self._show_key)  # type: ignore[union-attr]
        over.installEventFilter(self)
        self.hide()
        self.follow(theme)

    @property
    def words(self) -> str:
        """The sentence shown, or last shown."""
        return self._words.text()

    def say(self, text: str, undo: Callable[[], object] | None, icon: str) -> None:
        """Show a sentence, in the place of the one before."""
        self._undo, self._stop, self._icon_name = undo, None, icon
        self.button.set_text(UNDO)
        self._words.setText(text)
        self.setAccessibleName(text)
        self.button.setVisible(undo is not None)
        self._key.setVisible(self._takes_key)
        self.restyle()
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN_MS)
        self._telling.start()

    def show_progress(self, text: str, stop: Callable[[], object]) -> None:
        """Show how far something long is, with Batalkan, until something else is said; aloud only once."""
        if self._stop is None or not self.isVisible():
            self.say(text, None, "clock")
            self.stay()
            self._stop = stop
            self.button.set_text(STOP)
            self.button.show()
        self._words.setText(text)
        self._place()

    def stay(self) -> None:
        """Keep what is shown until it is taken away or something else is said."""
        self._timer.stop()

    def take_away(self) -> None:
        """Hide it now."""
        self._undo = self._stop = None
        focused = self.button.hasFocus()
        self.hide()
        if focused:
            self.left.emit()

    def take_back(self) -> bool:
        """Take back what it tells of, and go; False where it offers nothing."""
        undo = self._undo
        if undo is None:
            return False
        self.take_away()
        undo()
        return True

    def _press(self) -> None:
        if self._stop is None:
            self.take_back()
            return
        stop = self._stop
        self.take_away()
        stop()

    def restyle(self) -> None:
        """Draw the icon."""
        self._icon.setPixmap(self.theme.pixmap(self._icon_name, "toast_action", 20, filled=True))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the part's lower edge."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer rests on it."""
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Count anew."""
        if self._stop is None:
            self._timer.start(SHOWN_MS)

    def _place(self) -> None:
        over = self._over
        room = over.width() - 24
        self._words.setWordWrap(self.sizeHint().width() > room)
        self.setMaximumWidth(room)
        self.adjustSize()
        inside = QPoint((over.width() - self.width()) // 2, over.height() - self.height() - BOTTOM_GAP)
        self.move(over.mapTo(self._frame, inside))

    @property
    def _takes_key(self) -> bool:
        """Whether Ctrl+Z comes here; in a text field it takes back what was typed there."""
        typing = isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)
        return self._undo is not None and not typing

    def _show_key(self) -> None:
        if self.isVisible() and self._key.isHidden() == self._takes_key:
            self._key.setVisible(self._takes_key)
            self._place()

    def _tell(self) -> None:
        """Say it aloud once the focus is where it stays after the act."""
        key = " Urungkan dengan Ctrl+Z." if self._takes_key else " Urungkan dengan F6." if self._undo else ""
        announce(self, f"{self.words}{key}")

    def _leave(self) -> None:
        if self.button.hasFocus():
            self._timer.start(SHOWN_MS)
        else:
            self.take_away()
