"""ROSTER SIDE: what is known of the selected row of an import, and what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from pkh_desk.actions.roster import RosterReport
from pkh_desk.actions.roster_rows import FindingLine, RosterRow
from pkh_desk.domain.nik import mask
from pkh_desk.gui.family_words import joined, said_name
from pkh_desk.gui.pages.roster_lines import FATES, says_change
from pkh_desk.gui.theme import Theme
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.form_row import Line, LineBelow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import Themed, show_if
from pkh_desk.gui.widgets.ticks import CheckBox

WIDTH = 320
SAFE = "Belum ada yang berubah di data Anda. Impor berlaku setelah Terapkan, dan bisa diurungkan."
AGAIN = "Perbaiki di berkas Excel, simpan, lalu:"


class RosterSide(Themed, QFrame):
    """`hold_changed(on)` on the tick box, `again` to read the file once more."""

    hold_changed = Signal(bool)
    again = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setProperty("rule", "left")
        self.setAccessibleName("Baris terpilih")
        self._title, self._where = label("", "section", wrap=True), label("", "caption", wrap=True)
        self._column, self._raw = label("", "label"), label("", "strong", wrap=True)
        self._raw.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._found, self._done = LineBelow(theme), label("", "caption", wrap=True)
        self._proposal = label("", wrap=True)
        self.hold = CheckBox(theme, "Lewati baris yang punya temuan")
        self.hold.clicked.connect(self.hold_changed)
        self.reread = Button(theme, "Periksa lagi", icon="arrow_sync", on_click=self.again.emit)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(18, 14, 18, 14)
        stack.setSpacing(6)
        for part in (self._title, self._where):
            stack.addWidget(part)
        stack.addSpacing(6)
        below: tuple[QWidget, ...] = (self._column, self._raw, self._found, self._proposal, self._done)
        for each in below:
            stack.addWidget(each)
        stack.addSpacing(10)
        stack.addWidget(label("Anda bisa", "card"))
        stack.addWidget(self.hold)
        stack.addWidget(label(AGAIN, "caption", wrap=True))
        stack.addWidget(self.reread, 0, Qt.AlignmentFlag.AlignLeft)
        stack.addSpacing(10)
        stack.addWidget(Banner(theme, SAFE))
        stack.addStretch()
        self.follow(theme)

    def restyle(self) -> None:
        """Nothing of its own: the parts follow the theme themselves."""

    def show_finding(self, line: FindingLine, report: RosterReport) -> None:
        """Show one finding."""
        where = f"Baris {line.row}" if line.row else "Lembar"
        self._title.setText(f"{where}: {said_name(line.name)}" if line.name else where)
        self._where.setText(f"{report.file}, lembar “{line.sheet}”")
        self._say(self._column, line.column)
        self._say(self._raw, line.raw if line.column else "")
        self._found.show_line(Line("warning" if line.needs_look else "readback", f"{line.found}."))
        self._say(self._proposal, f"Usulan: {line.proposal}" if line.proposal else "")
        self._say(self._done, f"{line.done}." if line.done else "")

    def show_row(self, row: RosterRow, report: RosterReport) -> None:
        """Show one row and what becomes of it."""
        self._title.setText(f"Baris {row.row}: {said_name(row.name)}" if row.name else f"Baris {row.row}")
        self._where.setText(f"{report.file}, lembar “{row.sheet}”")
        self._say(self._column, "NIK" if row.number else "")
        self._say(self._raw, mask(row.number) if len(row.number) == 16 else row.number)
        self._found.show_line(Line("readback", f"{joined(FATES[row.fate].words, says_change(row))}."))
        self._say(self._proposal, "")
        self._say(self._done, row.place)

    def show_nothing(self, text: str) -> None:
        """Say that there is nothing to look at."""
        self._title.setText(text)
        self._found.show_line(Line("hint", ""))
        for part in (self._where, self._column, self._raw, self._proposal, self._done):
            self._say(part, "")

    def _say(self, part: QLabel, text: str) -> None:
        part.setText(text)
        show_if(part, bool(text))
