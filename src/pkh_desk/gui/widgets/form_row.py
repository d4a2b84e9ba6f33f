"""FORM ROW: label, input, then at most one line below: hint, read-back, ok, warning or error."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pkh_desk.errors import Problem
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.announce import announce
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import Themed, set_state, show_if

# kind of a line -> (tone, icon)
KINDS = {
    "hint": ("text2", ""),
    "readback": ("info", "info"),
    "ok": ("green", "checkmark_circle"),
    "warning": ("amber", "warning"),
    "error": ("red", "error_circle"),
}
INK = {"info": "on_primary_soft"}


@dataclass(frozen=True)
class Line:
    """The line below an input. `fix` are the words of a link that offers the remedy ("Pakai 30 November")."""

    kind: str
    text: str
    fix: str = ""


class LineBelow(Themed, QWidget):
    """The line itself: icon, words, link. Hidden while there is nothing to say."""

    fix_clicked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.line = Line("hint", "")
        self._icon, self._words = QLabel(), label("", "caption", wrap=True)
        self._fix = Button(theme, "", "link").make_slim()
        self._fix.setProperty("caption", True)
        self._fix.clicked.connect(self.fix_clicked)
        self._line = layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self._icon)
        layout.addWidget(self._words)
        layout.addSpacing(3)
        layout.addWidget(self._fix)
        layout.addStretch(1)
        self.follow(theme)

    def show_line(self, line: Line) -> None:
        """Show another line; one without words hides the whole."""
        self.line = line
        tone, icon = KINDS[line.kind]
        set_state(self._words, "tone", tone)
        self._words.setText(line.text)
        # A label that wraps takes as little width as it may; only a long line needs to.
        wraps = len(line.text) > (60 if line.fix else 44)
        self._words.setWordWrap(wraps)
        self._line.setStretchFactor(self._words, 100 if wraps else 0)
        self._fix.set_text(line.fix)
        self._fix.setVisible(bool(line.fix))
        self._icon.setVisible(bool(icon))
        self.setVisible(bool(line.text))
        self.restyle()

    def restyle(self) -> None:
        """Draw the icon in the ink of the words."""
        tone, icon = KINDS[self.line.kind]
        if icon:
            self._icon.setPixmap(self.theme.pixmap(icon, INK.get(tone, tone), 16, filled=True))


class FormRow(QWidget):
    """A labelled input. `fix_clicked` fires when the link of the line below is followed."""

    fix_clicked = Signal()

    def __init__(
        self, theme: Theme, name: str, entry: QWidget, *, hint: str = "", optional: bool = False
    ) -> None:
        super().__init__()
        self.name, self.entry = name, entry
        self._hint = Line("hint", hint)
        self._label = label(name, "label")
        self._label.setBuddy(entry)
        if not entry.accessibleName():
            entry.setAccessibleName(name)
        self.below = LineBelow(theme)
        self.below.fix_clicked.connect(self.fix_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        note = label("boleh kosong", "caption", "text3")
        show_if(note, optional)
        layout.addLayout(row(self._label, note, None, gap=6))
        layout.addWidget(entry)
        layout.addWidget(self.below)
        if Qt.Orientation.Vertical not in entry.sizePolicy().expandingDirections():
            # Beside one with more lines below it, labels and inputs stay in line.
            layout.addStretch()
        self.show_line(self._hint)

    @property
    def line(self) -> Line:
        """The line shown now."""
        return self.below.line

    def rename(self, name: str) -> None:
        """Give the input another label."""
        self.name = name
        self._label.setText(name)
        self.entry.setAccessibleName(name)

    def set_hint(self, hint: str) -> None:
        """Change the hint that stands below while there is nothing else to say."""
        shown = self.below.line == self._hint
        self._hint = Line("hint", hint)
        if shown:
            self.show_line(None)

    def show_line(self, line: Line | None) -> None:
        """Show a line (none = the hint), mark the input on an error, and tell those who listen."""
        line = line or self._hint
        self.below.show_line(line)
        set_state(self.entry, "state", line.kind if line.kind == "error" else "")
        self.entry.setAccessibleDescription(f"{line.text} {line.fix}".strip())
        if line.kind in ("error", "warning"):
            announce(self.entry, f"{self.name}: {line.text}")

    def show_problem(self, problem: Problem | None) -> None:
        """Show what keeps the field from being saved (none = nothing does)."""
        self.show_line(Line("error", problem.text, problem.fix or "") if problem else None)

    def has_error(self) -> bool:
        """Tell whether an error is shown."""
        return self.line.kind == "error"
