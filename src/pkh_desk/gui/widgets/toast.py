"""TOAST: what was just done, at the bottom of the page, with Urungkan; one at a time."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from pkh_desk.gui.theme import Theme
from pkh_desk.gui.widgets.announce import announce
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import Themed

SHOWN_MS, BOTTOM_GAP = 6_000, 16


class Toast(Themed, QFrame):
    """Floats over a part of the window for six seconds, longer while it is hovered or focused.

    It is a child of the window's frame, not of that part: a stack of pages raises what it shows.
    """

    def __init__(self, theme: Theme, frame: QWidget, over: QWidget) -> None:
        super().__init__(frame)
        self._frame, self._over = frame, over
        self._undo: Callable[[], object] | None = None
        self._icon_name = "checkmark_circle"
        self.setProperty("kind", "toast")
        self._icon, self._words = QLabel(), label("", "toast", wrap=False)
        self._key = label("Ctrl+Z", "toastKey")
        self.button = Button(theme, "Urungkan", "toast", on_click=self._take_back)
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
        over.installEventFilter(self)
        self.hide()
        self.follow(theme)

    @property
    def words(self) -> str:
        """The sentence shown, or last shown."""
        return self._words.text()

    def say(self, text: str, undo: Callable[[], object] | None, icon: str) -> None:
        """Show a sentence, in the place of the one before."""
        self._undo, self._icon_name = undo, icon
        self._words.setText(text)
        self.setAccessibleName(text)
        self.button.setVisible(undo is not None)
        self._key.setVisible(undo is not None)
        self.restyle()
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN_MS)
        announce(self, f"{text} Urungkan dengan Ctrl+Z." if undo else text)

    def stay(self) -> None:
        """Keep what is shown until it is taken away or something else is said."""
        self._timer.stop()

    def take_away(self) -> None:
        """Hide it now."""
        self._undo = None
        self.hide()

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
        self._timer.start(SHOWN_MS)

    def _place(self) -> None:
        over = self._over
        room = over.width() - 24
        self._words.setWordWrap(self.sizeHint().width() > room)
        self.setMaximumWidth(room)
        self.adjustSize()
        inside = QPoint((over.width() - self.width()) // 2, over.height() - self.height() - BOTTOM_GAP)
        self.move(over.mapTo(self._frame, inside))

    def _take_back(self) -> None:
        undo = self._undo
        self._leave()
        if undo is not None:
            undo()

    def _leave(self) -> None:
        if self.button.hasFocus():
            self._timer.start(SHOWN_MS)
            return
        self._undo = None
        self.hide()
