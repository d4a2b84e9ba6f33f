"""ROSTER SIDE: what is known of the selected row of an import, and what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import FindingLine, RosterRow
from pkh_desk.gui.pages.lists.roster_lines import FATES, is_offer, masked, says_change
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.form_row import FormRow, Line
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import Themed, show_if
from pkh_desk.gui.widgets.ticks import CheckBox
from pkh_desk.gui.words.family_words import joined, said_name

WIDTH = 320
SAFE = "Belum ada yang berubah di data Anda. Impor berlaku setelah Terapkan, dan bisa diurungkan."
AGAIN = "Berkasnya sudah diubah di Excel?"


class RosterSide(Themed, QFrame):
    """What a person decides: `fixed(line, text)`, `left_out(sheet, row, on)`, `hold_changed(on)`.

    `offered(line, on)` and `offered_all(kind)`: what findings propose is taken, or no longer. `again` asks
    for the file to be read once more.
    """

    fixed = Signal(object, str)
    offered = Signal(object, bool)
    offered_all = Signal(str)
    left_out = Signal(str, int, bool)
    hold_changed = Signal(bool)
    again = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setProperty("rule", "left")
        self.setAccessibleName("Baris terpilih")
        self._title, self._where = label("", "section", wrap=True), label("", "caption", wrap=True)
        self._line: FindingLine | None = None
        self._key = ("", 0)
        self.entry = QLineEdit()
        self.entry.returnPressed.connect(self._fix)
        self.field = FormRow(theme, "", self.entry)
        self.offer = Button(theme, "", "link", on_click=self._take_proposal).make_slim()
        self.offer_all = Button(theme, "", "link", on_click=self._take_all).make_slim()
        self.use = Button(theme, "Pakai isian ini", on_click=self._fix)
        self._done = label("", "caption", wrap=True)
        self.skip = CheckBox(theme, "Lewati baris ini (L)")
        self.skip.clicked.connect(lambda on: self.left_out.emit(*self._key, on))
        self.hold = CheckBox(theme, "Lewati semua baris yang punya temuan")
        self.hold.clicked.connect(self.hold_changed)
        self.reread = Button(theme, "Periksa lagi", "link", icon="arrow_sync", on_click=self.again.emit)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(18, 14, 18, 14)
        stack.setSpacing(6)
        parts: tuple[QWidget, ...] = (self._title, self._where, self.field, self._done)
        for part in parts:
            stack.addWidget(part)
        stack.insertSpacing(2, 6)
        for button in (self.offer, self.offer_all, self.use):
            stack.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        stack.addSpacing(6)
        for each in (self.skip, self.hold):
            stack.addWidget(each)
        stack.addWidget(label(AGAIN, "caption", wrap=True))
        stack.addWidget(self.reread, 0, Qt.AlignmentFlag.AlignLeft)
        stack.addSpacing(6)
        stack.addWidget(Banner(theme, SAFE))
        stack.addStretch(1)
        self.follow(theme)

    def restyle(self) -> None:
        """Nothing of its own: the parts follow the theme themselves."""

    def show_finding(self, line: FindingLine, report: RosterReport, left_out: bool, alike: int = 1) -> None:
        """Show one finding and its cell to be put right; `alike` offers of its kind may be taken together."""
        self._line, self._key = line, (line.sheet, line.row)
        where = f"Baris {line.row}" if line.row else "Lembar"
        self._title.setText(f"{where}: {said_name(line.name)}" if line.name else where)
        self._where.setText(f"{report.file}, lembar “{line.sheet}”")
        self._show_cell("" if line.answer else line.column, line.raw)
        self.field.show_line(Line("warning" if line.needs_look else "readback", f"{line.found}."))
        fits = is_offer(line)
        self.offer.set_text(_says_offer(line))
        show_if(self.offer, fits)
        self.offer_all.set_text(f"Pakai semua {alike} usulan jenis ini")
        show_if(self.offer_all, fits and alike > 1)
        proposal = f"Usulan: {line.proposal}" if line.proposal and (line.answer or not fits) else ""
        done = "Dipilih" if line.taken else line.done
        said = ("" if line.column and not line.answer else line.found, done, proposal)
        self._show_rest(" ".join(f"{part}." for part in said if part), left_out)

    def show_row(self, row: RosterRow, report: RosterReport, left_out: bool) -> None:
        """Show one row and what becomes of it."""
        self._line, self._key = None, (row.sheet, row.row)
        self._title.setText(f"Baris {row.row}: {said_name(row.name)}" if row.name else f"Baris {row.row}")
        self._where.setText(f"{report.file}, lembar “{row.sheet}”")
        self._show_cell("", "")
        parts = (FATES[row.fate].words, says_change(row), masked(row.number), row.place)
        self._show_rest(joined(*parts), left_out)

    def show_nothing(self, text: str) -> None:
        """Say that there is nothing to look at."""
        self._line, self._key = None, ("", 0)
        self._title.setText(text)
        self._where.setText("")
        self._show_cell("", "")
        self._show_rest("", False)

    def toggle_skip(self) -> None:
        """Leave the row out, or take it in again, by keyboard."""
        if self.skip.isVisible() and self.skip.isEnabled():
            self.skip.click()

    def _show_cell(self, column: str, text: str) -> None:
        self.field.rename(column)
        self.entry.setText(text)
        for part in (self.field, self.use):
            show_if(part, bool(column))
        for button in (self.offer, self.offer_all):
            show_if(button, False)

    def _show_rest(self, text: str, left_out: bool) -> None:
        self._done.setText(text)
        show_if(self._done, bool(text))
        self.skip.setChecked(left_out)
        show_if(self.skip, self._key[1] > 0)

    def _fix(self) -> None:
        if self._line is not None:
            self.fixed.emit(self._line, self.entry.text())

    def _take_proposal(self) -> None:
        if self._line is not None:
            self.offered.emit(self._line, not self._line.taken)

    def _take_all(self) -> None:
        if self._line is not None:
            self.offered_all.emit(self._line.kind)


def _says_offer(line: FindingLine) -> str:
    """Return the words of the button that takes a proposal."""
    if line.answer:
        return "Batalkan pilihan" if line.taken else "Pakai usulan ini"
    return f"Pakai usulan {line.proposal}"
