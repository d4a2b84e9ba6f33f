"""STATUS BAR: saved here, backed up when, how many not sent, how old the office's data are."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from pkh_desk.gui.frame.facts import Fact, ShellFacts, backup_fact, office_fact, saved_fact, unsent_fact
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import Themed, set_state

HEIGHT = 28


class FactItem(Themed, QWidget):
    """One fact: icon and words. With `on_click` it is a button."""

    def __init__(self, theme: Theme, on_click: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._fact: Fact | None = None
        self._short = False
        self._icon, self._words = QLabel(), label("", "caption")
        self._button = Button(theme, "", "fact", on_click=on_click).make_slim() if on_click else None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(5)
        line.addWidget(self._icon)
        line.addWidget(self._button or self._words)
        self.follow(theme)

    @property
    def words(self) -> str:
        """What it says now."""
        return self._button.words if self._button else self._words.text()

    def show_fact(self, fact: Fact | None, short: bool) -> None:
        """Show a fact; none hides the item."""
        self._fact, self._short = fact, short
        self.setVisible(fact is not None)
        self.restyle()

    def restyle(self) -> None:
        """Write words and icon in the tone of the fact."""
        fact = self._fact
        if fact is None:
            return
        words = fact.short if self._short and fact.short else fact.words
        self._icon.setPixmap(self.theme.pixmap(fact.icon, fact.tone, 16))
        if self._button:
            self._button.set_text(words)
            set_state(self._button, "tone", fact.tone)
        else:
            self._words.setText(words)
            set_state(self._words, "tone", fact.tone)
            set_state(self._words, "role", "caption" if fact.tone == "text2" else "captionStrong")


class StatusBar(Themed, QFrame):
    """The line at the foot of the window. `back_up` asks for a backup, `send` leads to what is not sent,
    `history` to what was saved.
    """

    back_up = Signal()
    send = Signal()
    history = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setProperty("rule", "above")
        self.setAccessibleName("Keadaan")
        self.saved = FactItem(theme, self.history.emit)
        self.backup = FactItem(theme, self.back_up.emit)
        self.unsent, self.office = FactItem(theme, self.send.emit), FactItem(theme)
        self._facts: ShellFacts | None = None
        self._passing: Fact | None = None
        self._draft: Fact | None = None
        self._short = False
        self._lines = [_upright(), _upright()]
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 0, 14, 0)
        line.setSpacing(12)
        for part in (self.saved, self._lines[0], self.backup):
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch()
        for part in (self.unsent, self._lines[1], self.office):
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.follow(theme)

    def restyle(self) -> None:
        """The height follows the text size."""
        self.setFixedHeight(self.theme.px(HEIGHT))

    def show_facts(self, facts: ShellFacts) -> None:
        """Show the facts of a moment."""
        self._facts = facts
        self._show()

    def show_passing(self, fact: Fact | None) -> None:
        """Show something in the place of "saved" (Menyimpan…), until told otherwise."""
        self._passing = fact
        self._show()

    def show_draft(self, fact: Fact | None) -> None:
        """Show what became of the draft on screen in the place of "saved"; none shows "saved" again."""
        self._draft = fact
        self._show()

    def set_short(self, short: bool) -> None:
        """Leave out what a narrow window has no room for."""
        self._short = short
        self._show()

    def _show(self) -> None:
        facts = self._facts
        if facts is None:
            return
        office = None if self._short else office_fact(facts)
        unsent = unsent_fact(facts)
        self.saved.show_fact(self._passing or self._draft or saved_fact(facts), self._short)
        self.backup.show_fact(None if self._short else backup_fact(facts), self._short)
        self.unsent.show_fact(unsent, self._short)
        self.office.show_fact(office, self._short)
        self._lines[0].setVisible(not self._short)
        self._lines[1].setVisible(bool(office and unsent))


def _upright() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "line")
    line.setFixedSize(1, 16)
    return line
