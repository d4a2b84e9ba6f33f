"""KUNCI KERTAS: the office's recovery key, shown until it was printed or saved: after that it is nowhere."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkh_desk.actions.exchange.keys import own_words
from pkh_desk.actions.upkeep.paper_key import waiting_sheet
from pkh_desk.desk import Desk
from pkh_desk.gui.opening.first_run_steps import KeyStep
from pkh_desk.gui.opening.key_keeper import KeyKeeper
from pkh_desk.gui.page import Page, Shell
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.scroll_body import ScrollBody

WIDTH = 680
WAITS = (
    "Kunci kertas kantor belum dicetak. Tanpa kunci itu, kiriman pendamping tidak bisa dibuka lagi bila "
    "komputer ini rusak."
)
DONE = "Kunci kertas sudah dicetak atau disimpan, dan sudah dihapus dari komputer ini."


class PaperKeyPage(Page):
    """The sheet, to print or to save; once that was done the key is deleted."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__(shell, "Kunci kertas")
        self.desk = desk
        self.step, self.done = KeyStep(shell.theme), Banner(shell.theme, "", "info")
        for key, button in (("Ctrl+P", self.step.to_paper), ("Ctrl+S", self.step.to_file)):
            QShortcut(QKeySequence(key), self).activated.connect(button.click)
        self.keeper: KeyKeeper | None = None
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.done)
        column.addWidget(self.step)
        scroll = ScrollBody()
        scroll.add_narrow(inside, shell.theme.px(WIDTH))
        scroll.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def panes(self) -> Sequence[QWidget]:
        """The whole page."""
        return (self,)

    def first_focus(self) -> QWidget | None:
        """The printer."""
        return self.step.first()

    def entered(self) -> None:
        """Have the sheet made, once."""
        desk = self.desk
        if self.keeper is None:
            self.shell.jobs.paper(
                lambda: (waiting_sheet(desk), own_words(desk)),
                then=lambda made: self._show(*made),
                owner=self,
            )

    def _show(self, sheet: bytes | None, words: str) -> None:
        self.step.boxes.show_words(words)
        if sheet is None:
            self.done.show_words(DONE)
            for part in (self.step.intro, self.step.to_paper, self.step.to_file):
                part.hide()
        else:
            self.keeper = KeyKeeper(self.step, self.shell.jobs, self.desk, sheet)


class PaperKeyCard(Card):
    """In Pengaturan, while the key waits for its paper: `asked` leads there."""

    asked = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__("Kunci kertas kantor", padding=16, gap=10)
        self.print = Button(
            shell.theme, "Cetak atau simpan kunci", "outline", icon="print", on_click=self.asked.emit
        )
        self.body.addWidget(Banner(shell.theme, WAITS, "amber"))
        self.body.addLayout(row(self.print, None))
        self.hide()
