"""FAMILY HISTORY: what happened with a family, by kind, and what can be done with the chosen one."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkh_desk.desk import Desk
from pkh_desk.gui.page import Shell
from pkh_desk.gui.rows_model import RowsModel
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.widgets.timeline import Timeline, TimelineLine
from pkh_desk.gui.words.family_words import KINDS, timeline_line
from pkh_desk.views.people.timeline import TimelineItem


class FamilyHistory(QWidget):
    """The timeline of one family. `photos` of a visit that is opened, `correct` of one that is to be changed;
    both with the item."""

    photos = Signal(object)
    correct = Signal(object)

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__()
        self._desk, self._wanted, self._mine = desk, "", False
        self._every: Sequence[TimelineItem] | None = None
        self._shown: list[TimelineItem] = []
        theme = shell.theme
        self.kind = Combo(theme, "Jenis catatan", list(KINDS.items()))
        self.change = Button(theme, "Ubah kunjungan", icon="edit", on_click=self.ask_correction).make_slim()
        self.change.setToolTip("Ubah kunjungan yang dipilih (F2)")
        self.timeline = Timeline(theme)
        self.happenings: RowsModel[TimelineLine] = RowsModel(TimelineLine.spoken, self)
        self.timeline.setModel(self.happenings)
        self._none = EmptyState(
            theme, "history", "Belum ada catatan", "Kunjungan pertama akan muncul di sini.", tone="gray"
        )
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        stack.addLayout(row(label("Riwayat", "card"), None, self.change, self.kind, gap=12))
        stack.addWidget(self.timeline, 1)
        stack.addWidget(self._none, 1, Qt.AlignmentFlag.AlignCenter)
        self.kind.currentIndexChanged.connect(lambda _index: self._show())
        self.timeline.opened.connect(lambda place: self.photos.emit(self.items()[place]))
        self.timeline.selectionModel().currentChanged.connect(lambda _now, _before: self._offer())
        self._offer()

    def show_items(self, items: Sequence[TimelineItem], mine: bool) -> None:
        """Show what happened; `mine`: the family is this desk's to change."""
        self._every, self._mine = items, mine
        self._show()

    def items(self) -> list[TimelineItem]:
        """Return what is shown of the chosen kind."""
        kind = self.kind.value()
        return [item for item in self._every or () if kind in ("", item.kind)]

    def selected(self) -> TimelineItem | None:
        """Return what is chosen, None if nothing is."""
        items, place = self._shown, self.timeline.currentIndex().row()
        return items[place] if 0 <= place < len(items) else None

    def correctable(self) -> TimelineItem | None:
        """Return the chosen visit if it was recorded on this laptop and its family not given away since."""
        item = self.selected()
        may = self._mine and not self._desk.is_office
        return item if item is not None and may and item.own and item.kind == "visit" else None

    def ask_correction(self) -> None:
        """Ask for the form of the chosen visit."""
        if (item := self.correctable()) is not None:
            self.correct.emit(item)

    def select(self, record: str) -> None:
        """Choose the thing with this id, now or once it is read; of all kinds."""
        self._wanted = record
        if record:
            self.kind.set_value("")
            self._select_wanted()

    def _show(self) -> None:
        if self._every is None:
            return
        desk, chosen = self._desk, self.selected()
        now = desk.local(desk.now())
        self._shown = self.items()
        lines = [timeline_line(item, now, desk.local(item.at)) for item in self._shown]
        if list(lines) != list(self.happenings.rows):
            self.happenings.show_rows(lines)
            self.timeline.setCurrentIndex(self._place_of(chosen.id if chosen else ""))
        self.timeline.setVisible(bool(lines))
        self._none.setVisible(not lines)
        self._select_wanted()
        self._offer()

    def _select_wanted(self) -> None:
        index = self._place_of(self._wanted)
        if index.isValid():
            self._wanted = ""
            self.timeline.setCurrentIndex(index)
            self.timeline.scrollTo(index)
            self.timeline.setFocus()

    def _place_of(self, record: str) -> QModelIndex:
        place = next((i for i, item in enumerate(self._shown) if item.id == record), -1)
        return self.happenings.index(place, 0)

    def _offer(self) -> None:
        show_if(self.change, self.correctable() is not None)
