"""DECISION LIST: at the left of Keputusan the files with something open, who sent them, filtered by kind."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from pkh_desk.desk import Desk
from pkh_desk.domain.text import dots, fold
from pkh_desk.gui.page import Shell
from pkh_desk.gui.pages.office.settled import Settled
from pkh_desk.gui.pages.office.words import asked_line
from pkh_desk.gui.paper.export_bar import ICON, ExportBar
from pkh_desk.gui.rows_model import RowsModel
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.chips import Chips
from pkh_desk.gui.widgets.family_list import FamilyLine, FamilyList
from pkh_desk.gui.widgets.filter_edit import FilterEdit
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.words.family_words import joined
from pkh_desk.views.lists.office_sheets import decisions_sheet, settled_sheet
from pkh_desk.views.lists.sheet import Sheet
from pkh_desk.views.office.decision import DecisionRow

OPEN, BACK, DONE, REFUSED = "buka", "kembali", "selesai", "ditolak"
CHIPS = (
    (OPEN, "Perlu keputusan"),
    ("isian", "Beda isi"),
    ("tahap", "Tahap"),
    ("sama", "Keluarga sama"),
    (BACK, "Dikembalikan"),
    (DONE, "Selesai"),
    (REFUSED, "Ditolak"),
)
FileKey = tuple[str, int]


class DecisionList(QFrame):
    """`chosen(question)`: the first open question of the file a person picked; `filtered`: others are shown.

    A file is a row; the questions of all rows, in their order, are `shown`. What waits for nobody any more,
    the decisions made and the writes refused, is a row each under its own chip: `listed`, `chosen_settled`.
    """

    chosen = Signal(int)
    chosen_settled = Signal(object)
    filtered = Signal()

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setProperty("rule", "right")
        self.setAccessibleName("Daftar keputusan")
        self._desk = desk
        self.every: Sequence[DecisionRow] = ()
        self.shown: list[DecisionRow] = []
        self.settled: Mapping[str, Sequence[Settled]] = {}
        self.listed: list[Settled] = []
        self._files: dict[FileKey, list[DecisionRow]] = {}
        theme = shell.theme
        self.filter = FilterEdit(theme, "Saring pendamping, keluarga…", "Saring keputusan")
        self.chips = Chips(list(CHIPS))
        self.list = FamilyList(theme, "Kiriman yang menunggu keputusan")
        self.model: RowsModel[FamilyLine] = RowsModel(FamilyLine.spoken, self)
        self.list.setModel(self.model)
        self.count = label("", "caption", "text2")
        self.export = ExportBar(shell, desk, self._sheet, kind=ICON, narrow=True)
        self._lay_out()
        self.filter.textChanged.connect(lambda _text: self._refilter())
        self.chips.picked.connect(lambda _key: self._refilter())
        self.list.selectionModel().currentChanged.connect(self._on_current)

    def show_rows(self, rows: Sequence[DecisionRow], settled: Mapping[str, Sequence[Settled]]) -> None:
        """Show these questions, or by chip what is settled, as far as the filter lets them through."""
        self.every, self.settled = rows, settled
        counts = {key: sum(_is_in(key, each) for each in rows) for key, _ in CHIPS}
        counts |= {key: len(each) for key, each in settled.items()}
        self.chips.set_counts(counts)
        self.chips.show_only({OPEN, *(key for key, count in counts.items() if count)})
        self.count.setText(
            joined(
                f"{dots(counts[OPEN])} menunggu keputusan",
                f"{dots(counts[BACK])} dikembalikan" if counts[BACK] else "",
                self.chips.words() if self.chips.value() not in (OPEN, BACK) else "",
            )
        )
        wanted = fold(self.filter.text()).split()
        chip = self.chips.value()
        self.shown = [each for each in rows if _is_in(chip, each) and _has_words(_asked(each), wanted)]
        self.listed = [each for each in settled.get(chip, ()) if _has_words(each.said, wanted)]
        self._files = {}
        for each in self.shown:
            self._files.setdefault(file_key(each), []).append(each)
        now = self._desk.local(self._desk.now())
        lines = [asked_line(asked, self._desk, now) for asked in self._files.values()]
        lines += [each.line for each in self.listed]
        if lines != list(self.model.rows):
            self.model.show_rows(lines)
        self.export.refresh()

    def select(self, question: int) -> None:
        """Mark the file of this question."""
        for place, asked in enumerate(self._files.values()):
            if any(each.id == question for each in asked):
                self.list.setCurrentIndex(self.model.index(place, 0))

    def keep_settled(self, key: str) -> None:
        """Keep what has this key selected, else select the first."""
        row = next((at for at, each in enumerate(self.listed) if each.key == key), 0)
        index = self.model.index(row, 0)
        if self.list.currentIndex() == index:
            self.chosen_settled.emit(self.listed[row])
        self.list.setCurrentIndex(index)

    def place_of(self, question: int) -> int:
        """Return where this question stands among those shown, -1 if it is not."""
        return next((at for at, each in enumerate(self.shown) if each.id == question), -1)

    @property
    def is_filtered(self) -> bool:
        """Whether some open questions are left out."""
        return bool(self.filter.text()) or self.chips.value() != OPEN

    def clear(self) -> None:
        """Show everything that is open."""
        self.chips.pick(OPEN)
        self.filter.clear()
        self._refilter()

    def _sheet(self) -> Sheet[Any]:
        """Return what is listed, for the export."""
        if self.chips.value() not in self.settled:
            return decisions_sheet(self.shown)
        rows = [(each.line.name, each.about, each.words, each.note, each.who) for each in self.listed]
        return settled_sheet(self.chips.value(), rows)

    def _refilter(self) -> None:
        self.show_rows(self.every, self.settled)
        self.filtered.emit()

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and self.listed:
            self.chosen_settled.emit(self.listed[current.row()])
        elif current.isValid() and current.row() < len(self._files):
            self.chosen.emit(list(self._files.values())[current.row()][0].id)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 12, 10)
        head.setSpacing(10)
        head.addWidget(self.filter)
        head.addWidget(self.chips)
        foot = QFrame()
        foot.setProperty("kind", "bar")
        foot.setProperty("rule", "above")
        line = row(self.count, None, self.export.button)
        line.setContentsMargins(16, 8, 12, 8)
        foot.setLayout(line)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 1, 0)
        stack.setSpacing(0)
        stack.addLayout(head)
        stack.addWidget(self.export)
        stack.addWidget(self.list, 1)
        stack.addWidget(foot)


def file_key(question: DecisionRow) -> FileKey:
    """Return what tells the file of a question from others; the office's own questions are one."""
    file = question.file
    return (file.desk_id, file.sequence) if file else ("", 0)


def _is_in(chip: str, question: DecisionRow) -> bool:
    if chip == BACK or question.returned:
        return chip == BACK and bool(question.returned)
    return chip in (OPEN, question.kind)


def _asked(question: DecisionRow) -> str:
    return " ".join((question.sender, question.kecamatan, question.family, question.about))


def _has_words(text: str, words: Sequence[str]) -> bool:
    said = fold(text)
    return all(word in said for word in words)
