"""UNLOCK: the first thing on the screen. It imports Qt, the theme and nothing of the data.

The rest of the program is imported on a worker while the passphrase is typed (application.py).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from pkh_desk import __version__
from pkh_desk.gui.style.flags import CENTER, NO_FOCUS, SENSITIVE_TEXT
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.avatar import Avatar
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.edit_icon import EditButton
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import Themed, set_state, show_if

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from pkh_desk.errors import UserError
    from pkh_desk.gui.widgets.combo import Combo

CARD_WIDTH, EYE, SHOW = 392, 20, "Tampilkan kata sandi"
ROLE_LINES = {"pendamping": "Pendamping PKH", "kantor": "Kantor Dinas Sosial"}


class UnlockFacts(NamedTuple):
    """What may be known before unlocking.

    `note`: what was saved before the lock, empty at a fresh start; `hint` is shown after a wrong passphrase.
    `others`: what leads to the other accounts, empty where the home was named. `clerks` (id, name) are asked
    for at an office where each has a passphrase of their own; `clerk` was the last of them.
    """

    name: str
    role_line: str
    note: str = ""
    hint: str = ""
    others: str = ""
    clerks: Sequence[tuple[str, str]] = ()
    clerk: str = ""


class PassphraseEdit(QLineEdit):
    """The passphrase, hidden, with an eye; tells when Caps Lock seems to be on."""

    caps_changed = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setProperty("secret", True)
        self.setAccessibleName("Kata sandi")
        self.setProperty("inputMethodHints", SENSITIVE_TEXT)
        self._eye = EditButton(theme, self, "eye", SHOW, self._toggle, EYE)

    def reveal(self, shown: bool) -> None:
        """Show or hide what was typed."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.set_icon("eye_off" if shown else "eye")
        self._eye.set_words("Sembunyikan kata sandi" if shown else SHOW)

    def _toggle(self) -> None:
        self.reveal(self.echoMode() == QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Judge Caps Lock by a letter whose case does not fit Shift; Qt does not tell its state."""
        # Here and not above: the first key comes after the first paint (flags.py).
        from PySide6.QtCore import Qt

        letter = event.text()
        if len(letter) == 1 and letter.isalpha() and letter.lower() != letter.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_changed.emit(letter.isupper() != shift)
        elif event.key() == Qt.Key.Key_CapsLock:
            self.caps_changed.emit(False)
        super().keyPressEvent(event)


class Note(Themed, QWidget):
    """An icon and a sentence in one line."""

    def __init__(self, theme: Theme, icon: str, tone: str, *, filled: bool = True) -> None:
        super().__init__()
        self._icon_name, self._tone, self._filled = icon, tone, filled
        self._icon, self._words = QLabel(), label("", "caption", tone, wrap=filled)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(5)
        line.addWidget(self._icon)
        line.addWidget(self._words, 1)
        self.follow(theme)

    def say(self, text: str) -> None:
        """Show a sentence; an empty one hides the line."""
        self._words.setText(text)
        show_if(self, bool(text))
        self.restyle()

    def words(self) -> str:
        """Return the sentence."""
        return self._words.text()

    def restyle(self) -> None:
        """Draw the icon, once there is something to say."""
        if not self._words.text():
            return
        self._icon.setPixmap(self.theme.pixmap(self._icon_name, self._tone, 16, filled=self._filled))


class UnlockView(Themed, QFrame):
    """Name, passphrase, Buka; first the clerk where there are several.

    `submitted(passphrase)`; the caller answers with `refuse(error)` or leaves.

    `forgotten` and `others` ask for the views about a forgotten passphrase and the other accounts.
    """

    submitted = Signal(str)
    forgotten = Signal()
    others = Signal()
    painted = Signal()

    def __init__(self, theme: Theme, facts: UnlockFacts) -> None:
        super().__init__()
        self._seen, self._hint = False, facts.hint
        self.passphrase = PassphraseEdit(theme)
        self.clerk = self._make_clerk(theme, facts) if facts.clerks else None
        self.caps, self.wrong = Note(theme, "warning", "amber"), Note(theme, "error_circle", "red")
        self.enter = Button(theme, "Buka", "primary", on_click=self._submit).make_big()
        self.forgot = Button(theme, "Lupa kata sandi?", "link", on_click=self.forgotten.emit).make_slim()
        self.other = Button(theme, facts.others, "link", on_click=self.others.emit).make_slim()
        self.passphrase.returnPressed.connect(self._submit)
        self.passphrase.textEdited.connect(lambda _text: self._say_wrong(""))
        self.passphrase.caps_changed.connect(lambda on: self.caps.say("Caps Lock menyala" if on else ""))
        self._lay_out(theme, facts)
        self.caps.say("")
        self.wrong.say("")
        self.setFocusProxy(self.passphrase)
        self.follow(theme)

    @property
    def who(self) -> str:
        """The id of the clerk who unlocks, "" where nobody is asked."""
        return self.clerk.value() if self.clerk is not None else ""

    def paintEvent(self, event: "QPaintEvent") -> None:
        """Tell once that the window can be seen: everything else is loaded only then."""
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self._be_seen)

    def _be_seen(self) -> None:
        self.painted.emit()
        self._let_scroll()

    def _let_scroll(self) -> None:
        """Let the page scroll where its words do not fit; made when it stands, as it takes 4 ms."""
        from PySide6.QtWidgets import QScrollArea

        focused, inside, scroll = self.focusWidget(), QWidget(), QScrollArea()
        inside.setProperty("ground", "clear")
        inside.setLayout(self._page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setProperty("focusPolicy", NO_FOCUS)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        # At once, and in its place: left to Qt's queue, the next frame could be empty.
        scroll.show()
        whole.activate()
        if focused is not None:
            focused.setFocus()

    def restyle(self) -> None:
        """The card grows with the text."""
        self._card.setFixedWidth(self.theme.px(CARD_WIDTH))
        self._mark.setPixmap(self.theme.mark(18))

    def refuse(self, error: "UserError") -> None:
        """Say why it did not open. What was typed stays, selected, so that typing again replaces it."""
        self.set_waiting(False)
        self._say_wrong(f"{error} Petunjuk Anda: {self._hint}" if self._hint else str(error))
        self.passphrase.setFocus()
        self.passphrase.selectAll()

    def give_up(self, text: str) -> None:
        """Say that opening failed for a reason that is nobody's passphrase; it can be tried again."""
        self.set_waiting(False)
        self._say_wrong(text)

    def set_waiting(self, waiting: bool) -> None:
        """Between Enter and the answer nothing can be typed twice."""
        self.enter.setEnabled(not waiting)
        self.enter.set_text("Membuka…" if waiting else "Buka")
        self.passphrase.setReadOnly(waiting)
        if self.clerk is not None:
            self.clerk.setEnabled(not waiting)
        self.forgot.setEnabled(not waiting)
        self.other.setEnabled(not waiting)

    def _submit(self) -> None:
        if self.passphrase.text() and self.enter.isEnabled():
            self.set_waiting(True)
            self.submitted.emit(self.passphrase.text())

    def _say_wrong(self, text: str) -> None:
        self.wrong.say(text)
        set_state(self.passphrase, "state", "error" if text else "")
        self.passphrase.setAccessibleDescription(text)

    def _lay_out(self, theme: Theme, facts: UnlockFacts) -> None:
        self._card, self._mark = self._make_card(theme, facts), QLabel()
        note = Note(theme, "lock_closed", "text2", filled=False)
        note.say(facts.note)
        self._page = page = QVBoxLayout(self)
        page.setContentsMargins(24, 24, 24, 16)
        page.addStretch(5)
        page.addLayout(centered(self._card))
        page.addSpacing(10)
        page.addLayout(centered(note))
        page.addStretch(4)
        foot = label(f"PKH Desk {__version__} · data hanya ada di komputer ini", "caption")
        page.addLayout(centered(self._mark, foot))

    def _make_clerk(self, theme: Theme, facts: UnlockFacts) -> "Combo":
        # Here and not above: it brings Qt's namespace, 20 ms that most desks never need (flags.py).
        from pkh_desk.gui.widgets.combo import Combo

        clerk = Combo(theme, "Petugas", facts.clerks, facts.clerk)
        clerk.activated.connect(lambda _index: self.passphrase.setFocus())
        return clerk

    def _make_card(self, theme: Theme, facts: UnlockFacts) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        stack = QVBoxLayout(card)
        stack.setContentsMargins(28, 28, 28, 24)
        stack.setSpacing(0)
        stack.addLayout(centered(Avatar(theme, facts.name, large=True)))
        stack.addSpacing(10)
        name = label(facts.name, "section", wrap=True)
        name.setProperty("alignment", CENTER)
        stack.addWidget(name)
        stack.addSpacing(2)
        stack.addLayout(centered(label(facts.role_line, tone="text2")))
        stack.addSpacing(18)
        if self.clerk is not None:
            who = label("Siapa Anda", "label")
            who.setBuddy(self.clerk)
            stack.addWidget(who)
            stack.addSpacing(4)
            stack.addWidget(self.clerk)
            stack.addSpacing(12)
        caption = label("Kata sandi", "label")
        caption.setBuddy(self.passphrase)
        stack.addWidget(caption)
        stack.addSpacing(4)
        stack.addWidget(self.passphrase)
        stack.addSpacing(4)
        stack.addWidget(self.caps)
        stack.addWidget(self.wrong)
        stack.addSpacing(12)
        stack.addWidget(self.enter)
        stack.addSpacing(10)
        links = QHBoxLayout()
        links.addWidget(self.forgot)
        links.addStretch()
        links.addWidget(self.other)
        show_if(self.other, bool(facts.others))
        stack.addLayout(links)
        return card


def centered(*widgets: QWidget) -> QHBoxLayout:
    """Return a row of widgets in the middle."""
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addStretch()
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch()
    return line
