"""ROSTER COLUMNS: step two of an import: what each column is read as, with its first values."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkh_desk.actions.roster_layouts import LAYOUTS
from pkh_desk.actions.roster_report import RosterReport
from pkh_desk.actions.roster_rows import ColumnGuess
from pkh_desk.gui.pages.roster_lines import masked
from pkh_desk.gui.theme import Theme
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_table import Cell, RowColumn, RowTable
from pkh_desk.gui.widgets.themed import show_if

ALL = ""
WORDS = {layout.code: layout.words for layout in LAYOUTS}
NOTE = "Kolom dikenali dari judulnya. Bila ada yang keliru, ubah judulnya di Excel, lalu pilih berkas lagi."


def _read_as(guess: ColumnGuess) -> Cell:
    if guess.read_as:
        return Cell(guess.read_as, bold=True, icon="checkmark_circle", icon_use="green", filled=True)
    return Cell("Tidak dibaca", "text3")


class ColumnsView(QWidget):
    """`sheet_changed(name)` when one list of several is picked; an empty name reads them all."""

    sheet_changed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title, self._lists = label("", "section"), label("", tone="text2", wrap=True)
        self.sheets = Combo(theme, "Lembar yang dibaca", [(ALL, "Semua lembar")])
        self.sheets.activated.connect(lambda _index: self.sheet_changed.emit(self.sheets.value()))
        columns = [
            RowColumn[ColumnGuess]("Kolom di berkas", lambda guess: Cell(guess.text or "(tanpa judul)"), 250),
            RowColumn[ColumnGuess]("Dibaca sebagai", _read_as, 220),
            RowColumn[ColumnGuess](
                "Contoh isi", lambda guess: Cell(" · ".join(map(masked, guess.samples)), "text2")
            ),
        ]
        self.table = RowTable(theme, "Kolom", columns, _spoken)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(24, 16, 20, 16)
        stack.setSpacing(10)
        stack.addLayout(row(self._title, None, self.sheets))
        stack.addWidget(self._lists)
        stack.addWidget(self.table, 1)
        stack.addWidget(Banner(theme, NOTE, "note"))

    def show_report(self, report: RosterReport, names: list[str], picked: str) -> None:
        """Show the columns of a report; `names` are all lists of the file, `picked` the one read."""
        self._title.setText(report.file)
        said = [f"{s['name']}: {s['read']} baris, {WORDS[s['layout']]}" for s in report.sheets]
        self._lists.setText("Lembar " + "; ".join(said) + ".")
        options = [(ALL, "Semua lembar"), *((name, name) for name in names)]
        self.sheets.set_options(options, picked)
        show_if(self.sheets, len(names) > 1)
        self.table.show_rows(report.sight.columns if report.sight else [])


def _spoken(guess: ColumnGuess) -> str:
    read_as = f"dibaca sebagai {guess.read_as}" if guess.read_as else "tidak dibaca"
    return f"Kolom {guess.text}, {read_as}, contoh {', '.join(map(masked, guess.samples)) or 'kosong'}"
