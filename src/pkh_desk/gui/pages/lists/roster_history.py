"""ROSTER HISTORY: the lists that were taken in before, with their balance, and taking one back days later."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkh_desk.desk import Desk
from pkh_desk.domain.text import dots
from pkh_desk.errors import Cancelled, UserError
from pkh_desk.gui.jobs import Job
from pkh_desk.gui.page import STACKED, Shell
from pkh_desk.gui.undoing import TakenBack, kept_words, take_back_act
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.drop_area import DropArea
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.row_table import Cell, RowColumn, RowTable
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.words.family_words import joined
from pkh_desk.gui.words.moments import say_moment
from pkh_desk.views.lists.imports import ImportView, imports

LOWEST = 112
READS = "Excel (xlsx, xls), LibreOffice (ods), atau CSV. Berkas kantor boleh dipakai apa adanya."
SAME, UNDONE, STANDS = "Tidak ada yang berubah", "Diurungkan", "Diterapkan"


class ImportHistory(QWidget):
    """Hidden while there is none. `said` is what the last undoing came to."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self._job: Job | None = None
        self._stacked = False
        theme = shell.theme
        self.table: RowTable[ImportView] = RowTable(
            theme, "Impor sebelumnya", self._columns(), self._spoken, row_id=lambda one: str(one.at)
        )
        self.undo = Button(theme, "Urungkan impor", icon="arrow_undo", on_click=self._press)
        self.said = label("", "caption", wrap=True)
        self.print = label("", "caption", "text3")
        self.table.setMinimumHeight(theme.px(LOWEST))
        self.table.chosen.connect(self._show_import)
        card = Card("Impor sebelumnya", padding=12, gap=6)
        card.body.addWidget(self.table, 1)
        card.body.addLayout(row(self.print, None, self.undo))
        card.body.addWidget(self.said)
        self._say("")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(card)
        self.hide()

    def set_width_class(self, width: str) -> None:
        """A narrow window says the balance of the selected import below the table, instead of in columns."""
        self._stacked = width == STACKED
        for at in range(3, 8):
            self.table.setColumnHidden(at, self._stacked)
        self._show_import(self.table.current)

    def ask(self) -> None:
        """Read the imports again."""
        desk = self._desk
        self._shell.jobs.read(lambda: imports(desk), then=self._show, owner=self, replaces="imports")

    def _show(self, found: Sequence[ImportView]) -> None:
        show_if(self, bool(found))
        self.table.show_rows(found, keep_place=True)

    def _show_import(self, one: ImportView | None) -> None:
        mark = f"SHA-256 {one.sha256[:8]}…" if one is not None else ""
        self.print.setText(joined(_balance(one) if one is not None and self._stacked else "", mark))
        self.print.setToolTip(one.sha256 if one is not None else "")
        show_if(self.undo, self._job is not None or (one is not None and bool(one.stands)))

    def _press(self) -> None:
        """Begin an undoing, or stop the one that runs."""
        if self._job is not None:
            self._job.cancel()
            return
        one, desk = self.table.current, self._desk
        if one is None or not one.stands:
            return
        act = one.stands
        self._say("")
        self._job = self._shell.jobs.write(
            lambda progress: take_back_act(desk, act, progress),
            then=self._undone,
            failed=self._refused,
            progress=self._tell,
            owner=self,
        )

    def _tell(self, done: int, total: int) -> None:
        self.undo.set_text(f"Batalkan ({100 * done // max(total, 1)}%)")

    def _undone(self, taken: TakenBack) -> None:
        words = f"Impor diurungkan, {dots(taken.done.records)} catatan ditarik kembali."
        self._end(f"{words} {kept_words(taken)}".strip())
        self._shell.toast(words, icon="arrow_undo")

    def _refused(self, error: UserError) -> None:
        stopped = isinstance(error, Cancelled)
        self._end("Dibatalkan. Impor tetap seperti semula." if stopped else str(error))

    def _end(self, words: str) -> None:
        self._job = None
        self.undo.set_text("Urungkan impor")
        self._say(words)
        self.ask()

    def _say(self, words: str) -> None:
        self.said.setText(words)
        show_if(self.said, bool(words))

    def _columns(self) -> list[RowColumn[ImportView]]:
        def count(title: str, name: str, width: int) -> RowColumn[ImportView]:
            return RowColumn(title, lambda one: Cell(dots(getattr(one, name))), width, True)

        return [
            RowColumn("Kapan", lambda one: Cell(self._when(one)), 130),
            RowColumn("Berkas", lambda one: Cell(one.file, bold=True)),
            count("Baris", "read", 72),
            count("Baru", "new", 64),
            count("Berubah", "changed", 80),
            count("Sama", "same", 64),
            count("Dilewati", "skipped", 80),
            count("Ditolak", "refused", 76),
            RowColumn("Keadaan", _state_cell, 176),
        ]

    def _when(self, one: ImportView) -> str:
        return say_moment(self._desk.local(one.at), self._desk.local(self._desk.now()))

    def _spoken(self, one: ImportView) -> str:
        counts = f"{dots(one.read)} baris: {_balance(one)}"
        return f"{self._when(one)}, {one.file}, {counts}, {_state(one)}"


class PickView(ScrollBody):
    """The first step of an import: where a file is dropped, and the imports before it."""

    def __init__(self, drop: DropArea, history: ImportHistory) -> None:
        super().__init__(margins=(24, 20, 20, 20))
        self.body.setSpacing(10)
        self.body.addWidget(drop, 1)
        self.body.addWidget(label(READS, "caption"))
        self.body.addWidget(history, 2)


def _balance(one: ImportView) -> str:
    return (
        f"{dots(one.new)} baru, {dots(one.changed)} berubah, {dots(one.same)} sama, "
        f"{dots(one.skipped)} dilewati, {dots(one.refused)} ditolak"
    )


def _state(one: ImportView) -> str:
    return STANDS if one.stands else UNDONE if one.wrote else SAME


def _state_cell(one: ImportView) -> Cell:
    if one.stands:
        return Cell(STANDS, icon="checkmark_circle", icon_use="green", filled=True)
    return Cell(UNDONE, "text3", icon="arrow_undo") if one.wrote else Cell(SAME, "text2")
