"""ROSTER COLUMNS: step two of an import: what each column is read as, with its first values."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkh_desk.actions.lists.roster_layouts import LAYOUTS, every_field
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import ColumnGuess
from pkh_desk.domain.text import dots
from pkh_desk.gui.pages.lists.roster_lines import masked
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.card import framed, row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_table import Cell, RowColumn, RowTable
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.themed import show_if

ALL = ""
NO_TITLE = "(tanpa judul)"
WORDS = {layout.code: layout.words for layout in LAYOUTS}
FIELDS = {layout.code: every_field(layout) for layout in LAYOUTS}
NOTE = "Ada yang keliru? Pilih kolomnya, lalu pilih bacaannya. Pilihan Anda diingat untuk daftar serupa."
NOT_READ = "Tidak dibaca"
LEAST = 190
"""How low the table may become before the page scrolls, in px: four columns."""


def _read_as(guess: ColumnGuess) -> Cell:
    if guess.likely:
        return Cell(guess.read_as, "amber", bold=True, icon="warning", icon_use="amber", filled=True)
    if guess.read_as:
        return Cell(guess.read_as, bold=True, icon="checkmark_circle", icon_use="green", filled=True)
    return Cell(NOT_READ, "text3")


class ColumnsView(QWidget):
    """`sheet_changed(name)` when one list of several is picked; an empty name reads them all.

    `renamed(form, at, field)` when somebody reads a column otherwise.
    """

    sheet_changed = Signal(str)
    renamed = Signal(str, int, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title, self._lists = label("", "section"), label("", tone="text2", wrap=True)
        self.sheets = Combo(theme, "Lembar yang dibaca", [(ALL, "Semua lembar")])
        self.sheets.activated.connect(lambda _index: self.sheet_changed.emit(self.sheets.value()))
        columns = [
            RowColumn[ColumnGuess]("Kolom di berkas", lambda guess: Cell(guess.text or NO_TITLE), 250),
            RowColumn[ColumnGuess]("Dibaca sebagai", _read_as, 220),
            RowColumn[ColumnGuess](
                "Contoh isi", lambda guess: Cell(" · ".join(map(masked, guess.samples)), "text2")
            ),
        ]
        self.table = RowTable(
            theme, "Kolom", columns, _spoken, row_id=lambda guess: f"{guess.form}{guess.at}"
        )
        self.table.chosen.connect(self._show_column)
        self._which = label("", "strong")
        self.read_as = Combo(theme, "Dibaca sebagai", [("", NOT_READ)])
        self.read_as.activated.connect(lambda _index: self._rename())
        self.table.setMinimumHeight(theme.px(LEAST))
        scroll = ScrollBody()
        scroll.body.setSpacing(10)
        scroll.body.addLayout(row(self._title, None, self.sheets))
        scroll.body.addWidget(self._lists)
        scroll.body.addWidget(framed(self.table), 1)
        scroll.body.addLayout(row(self._which, self.read_as, None))
        scroll.body.addWidget(Banner(theme, NOTE, "note"))
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(scroll)

    def show_report(self, report: RosterReport, names: list[str], picked: str) -> None:
        """Show the columns of a report; `names` are all lists of the file, `picked` the one read."""
        self._title.setText(report.file)
        said = [f"{s['name']}: {dots(s['read'])} baris, {WORDS[s['layout']]}" for s in report.sheets]
        self._lists.setText("Lembar " + "; ".join(said) + ".")
        options = [(ALL, "Semua lembar"), *((name, name) for name in names)]
        self.sheets.set_options(options, picked)
        show_if(self.sheets, len(names) > 1)
        self.table.show_rows(report.sight.columns if report.sight else [], keep_place=True)

    def _show_column(self, guess: ColumnGuess | None) -> None:
        for part in (self._which, self.read_as):
            show_if(part, guess is not None)
        if guess is not None:
            self._which.setText(f"{guess.text or NO_TITLE} dibaca sebagai")
            self.read_as.set_options([("", NOT_READ), *FIELDS[guess.layout].items()], guess.field)

    def _rename(self) -> None:
        guess = self.table.current
        if guess is not None and self.read_as.value() != guess.field:
            self.renamed.emit(guess.form, guess.at, self.read_as.value())


def _spoken(guess: ColumnGuess) -> str:
    read_as = f"dibaca sebagai {guess.read_as}" if guess.read_as else "tidak dibaca"
    return f"Kolom {guess.text}, {read_as}, contoh {', '.join(map(masked, guess.samples)) or 'kosong'}"
