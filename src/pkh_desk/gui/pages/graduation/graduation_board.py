"""GRADUATION BOARD: six columns, one a stage, each a list of cards with one next action."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pkh_desk.domain.graduation.case import PATH
from pkh_desk.gui.paged_model import ROW
from pkh_desk.gui.rows_model import RowsModel
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.case_list import CaseLine, CaseList
from pkh_desk.gui.widgets.elided import ElidedLabel
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.pips import Pips
from pkh_desk.gui.widgets.themed import Themed
from pkh_desk.gui.words.case_words import COLUMNS

NARROWEST = 158


class BoardColumn(Themed, QFrame):
    """One stage: its name, how many stand there, and their cards."""

    def __init__(self, theme: Theme, stage: str) -> None:
        super().__init__()
        self.stage = stage
        title, caption = COLUMNS[stage]
        self.setProperty("kind", "lane")
        self.setAccessibleName(title)
        self.count, self.caption = label("", tone="text2"), ElidedLabel(caption, "caption")
        self.lines: RowsModel[CaseLine] = RowsModel(CaseLine.spoken, self)
        self.list = CaseList(theme, title)
        self.list.setModel(self.lines)
        pips = Pips(theme, "", PATH.index(stage) + 1, len(PATH))
        pips.setAccessibleName(f"Tahap {PATH.index(stage) + 1} dari {len(PATH)}")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(8, 9, 8, 4)
        stack.setSpacing(5)
        stack.addLayout(row(label(title, "strong"), self.count, None, gap=6))
        stack.addWidget(pips)
        stack.addWidget(self.caption)
        stack.addSpacing(2)
        stack.addWidget(self.list, 1)
        self.follow(theme)

    def show_lines(self, lines: Sequence[CaseLine], caption: str = "") -> None:
        """Show these cards; the current one stays if it is still there."""
        title, usual = COLUMNS[self.stage]
        kept = self.list.currentIndex().data(ROW).id if self.list.currentIndex().isValid() else ""
        self.count.setText(str(len(lines)))
        self.caption.setText(caption or usual)
        self.list.setAccessibleName(f"{title}, {len(lines)} keluarga")
        # A column without cards is no stop for Tab.
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus if lines else Qt.FocusPolicy.NoFocus)
        if list(lines) != list(self.lines.rows):
            self.lines.show_rows(lines)
            self.select(kept)

    def select(self, family_id: str) -> bool:
        """Make the card of a family the current one; False if it is not here."""
        place = next((i for i, line in enumerate(self.lines.rows) if line.id == family_id), -1)
        if place >= 0:
            self.list.setCurrentIndex(self.lines.index(place, 0))
        return place >= 0

    def restyle(self) -> None:
        """Columns do not shrink below their words."""
        self.setMinimumWidth(self.theme.px(NARROWEST))


class Board(QScrollArea):
    """The columns side by side; a narrow window scrolls sideways. Signals as of `CaseList`."""

    acted = Signal(str, str)
    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.columns = {stage: BoardColumn(theme, stage) for stage in PATH}
        inside = QWidget()
        inside.setProperty("ground", "clear")
        line = QHBoxLayout(inside)
        line.setContentsMargins(20, 0, 20, 8)
        line.setSpacing(8)
        for place, column in enumerate(self.columns.values()):
            line.addWidget(column, 1)
            column.list.acted.connect(self.acted)
            column.list.opened.connect(self.opened)
            column.list.sideways.connect(lambda step, place=place: self._step(place, step))
        self.setWidget(inside)

    def select(self, family_id: str) -> CaseList | None:
        """Make the card of a family the current one, bring it into sight, and return its column."""
        for column in self.columns.values():
            if column.select(family_id):
                self.ensureWidgetVisible(column, 8, 0)
                return column.list
        return None

    def focused(self) -> str:
        """Return the family whose card has the focus, "" if none has."""
        index = next((c.list.currentIndex() for c in self.columns.values() if c.list.hasFocus()), None)
        return index.data(ROW).id if index is not None and index.isValid() else ""

    def focus(self, family_id: str) -> None:
        """Lead the focus to the card of a family, else to the first card of all."""
        if (target := self.select(family_id) or self.first_list()) is not None:
            target.setFocus()

    def first_list(self) -> CaseList | None:
        """Return the first column that has a card."""
        return next((column.list for column in self.columns.values() if column.lines.rows), None)

    def _step(self, place: int, step: int) -> None:
        columns = list(self.columns.values())
        for column in columns[place + 1 :] if step > 0 else reversed(columns[:place]):
            if column.lines.rows:
                column.list.setFocus()
                self.ensureWidgetVisible(column, 8, 0)
                return
