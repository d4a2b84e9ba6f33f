"""FAMILY PICKER: one family chosen by typing a piece of its name, number or desa."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pkh_desk.desk import Desk
from pkh_desk.errors import Problem
from pkh_desk.gui.page import Shell
from pkh_desk.gui.paged_model import Index
from pkh_desk.gui.rows_model import RowsModel
from pkh_desk.gui.widgets.family_list import HEIGHT, FamilyLine, FamilyList
from pkh_desk.gui.widgets.form_row import FormRow, Line
from pkh_desk.gui.words.family_words import family_line, said_name
from pkh_desk.views.people.families import FamilyRow, family_ids, family_rows, nearest_family

MOST = 5


class FamilyPicker(QWidget):
    """A field with its matches below. `chosen(id)` when a family is picked, with "" when it is typed over."""

    chosen = Signal(str)

    def __init__(self, shell: Shell, desk: Desk, name: str = "Keluarga") -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self.family_id = ""
        self._found: Sequence[FamilyRow] = ()
        self.entry = QLineEdit()
        self.entry.setPlaceholderText("Ketik nama, NIK, atau desa…")
        self.row = FormRow(shell.theme, name, self.entry)
        self.list = FamilyList(shell.theme, "Keluarga yang cocok")
        self.lines: RowsModel[FamilyLine] = RowsModel(FamilyLine.spoken, self)
        self.list.setModel(self.lines)
        self.list.hide()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        stack.addWidget(self.row)
        stack.addWidget(self.list)
        self.entry.textEdited.connect(lambda _text: self._typed())
        self.entry.installEventFilter(self)
        self.list.activated.connect(self._pick_at)
        self.list.clicked.connect(self._pick_at)

    def show_family(self, family_id: str) -> None:
        """Choose a family by its id."""
        rows = family_rows(self._desk, [family_id])
        if rows:
            self._pick(rows[0])

    def show_problem(self, text: str) -> None:
        """Say what is wrong with the choice."""
        self.row.show_problem(Problem("household_id", text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes into the matches, Enter takes the first."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not self._found:
            return False
        if event.key() == Qt.Key.Key_Down:
            self.list.setFocus()
            self.list.setCurrentIndex(self.lines.index(0, 0))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self._found[0])
            return True
        return False

    def _typed(self) -> None:
        if self.family_id:
            self.family_id = ""
            self.chosen.emit("")
        text, desk = self.entry.text().strip(), self._desk

        def search() -> tuple[Sequence[FamilyRow], FamilyRow | None]:
            rows = family_rows(desk, family_ids(desk, text, limit=MOST)) if text else []
            return rows, nearest_family(desk, text) if text and not rows else None

        self._shell.jobs.read(search, then=self._show, owner=self, replaces="picker")

    def _show(self, found: tuple[Sequence[FamilyRow], FamilyRow | None]) -> None:
        if self.family_id:
            return
        rows, nearest = found
        self._found = [*rows, *([nearest] if nearest else [])]
        today = self._desk.today()
        self.lines.show_rows([family_line(each, today) for each in self._found])
        self.list.setFixedHeight(self._shell.theme.px(HEIGHT) * len(self._found) + 2)
        self.list.setVisible(bool(self._found))
        missing = bool(self.entry.text().strip()) and not rows
        words = f"Tidak ada “{self.entry.text().strip()}”."
        self.row.show_line(
            Line("warning", f"{words} Yang paling mirip:" if nearest else words) if missing else None
        )

    def _pick_at(self, index: Index) -> None:
        self._pick(self._found[index.row()])
        self.entry.setFocus()

    def _pick(self, each: FamilyRow) -> None:
        self.family_id, self._found = each.id, ()
        self.entry.setText(", ".join(part for part in (said_name(each.name), each.desa) if part))
        self.list.hide()
        self.row.show_line(None)
        self.chosen.emit(each.id)
