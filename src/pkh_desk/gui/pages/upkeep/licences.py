"""LISENSI: what the program is made of, and the full text of each licence."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from pkh_desk.gui.page import STACKED, Page, Shell
from pkh_desk.gui.widgets.row_table import Cell, RowColumn, RowTable
from pkh_desk.views.upkeep.licences import Licence, licences

LIST_WIDE = 280


class LicencesPage(Page):
    """Parts at the left, the text of the chosen one at the right."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "Lisensi")
        theme = shell.theme
        part = RowColumn[Licence]("Bagian", lambda each: Cell(each.name, below=each.short, bold=True))
        self.list: RowTable[Licence] = RowTable(
            theme,
            "Bagian program",
            [part],
            lambda each: f"{each.name}, {each.short}",
            row_id=lambda each: each.name,
            tall=True,
        )
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Teks lisensi")
        self.list.chosen.connect(self._show_text)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.list)
        beside = QVBoxLayout()
        beside.setContentsMargins(16, 16, 20, 16)
        beside.addWidget(self.text)
        line.addLayout(beside, 1)

    def panes(self) -> Sequence[QWidget]:
        """Parts and text."""
        return (self.list, self.text)

    def first_focus(self) -> QWidget | None:
        """The parts."""
        return self.list

    def set_width_class(self, width: str) -> None:
        """In narrow windows the list takes less."""
        self.list.setFixedWidth(self.theme.px(LIST_WIDE - 60 if width == STACKED else LIST_WIDE))

    def entered(self) -> None:
        """Read the texts, which lie in many files."""
        self.shell.jobs.read(licences, then=self.list.show_rows, owner=self, replaces="licences")

    def _show_text(self, chosen: Licence | None) -> None:
        self.text.setPlainText(chosen.text if chosen else "")
