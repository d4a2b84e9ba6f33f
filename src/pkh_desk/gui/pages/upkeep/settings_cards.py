"""SETTINGS CARDS: changing the passphrase, the backups, and what the program is made of."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal

from pkh_desk import __version__
from pkh_desk.errors import InvalidInput, UserError
from pkh_desk.gui.opening.unlock import PassphraseEdit
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.form_row import FormRow, Line
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.progress import ProgressLine
from pkh_desk.gui.widgets.row_table import HEIGHT, Cell, RowColumn, RowTable
from pkh_desk.gui.words.moments import say_moment
from pkh_desk.gui.words.sending_words import say_size
from pkh_desk.views.upkeep.backups import BackupView

FIELD_WIDTH, MOST_LINES = 360, 6
NO_BACKUP = "Belum ada cadangan. Buat satu sekarang, lalu satu lagi ke USB."
STAYS = "Cadangan lama tetap dibuka dengan kata sandi pada hari cadangan itu dibuat."


class PassphraseForm(Card):
    """Old one, new one, new one again. `submitted(old, new)`; the caller answers by `refuse` or `accept`."""

    submitted = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__("Ganti kata sandi", padding=16, gap=10)
        self.old, self.new, self.again = (PassphraseEdit(theme) for _ in range(3))
        names = ("Kata sandi sekarang", "Kata sandi baru", "Ulangi kata sandi baru")
        self.rows = [
            FormRow(theme, name, entry)
            for name, entry in zip(names, (self.old, self.new, self.again), strict=True)
        ]
        for each, name in zip(self.rows, names, strict=True):
            each.entry.setAccessibleName(name)
            # At least: the page stays while the text size is changed on it.
            each.setMinimumWidth(theme.px(FIELD_WIDTH))
            self.body.addLayout(row(each, None))
        self.rows[1].set_hint("Empat kata lebih kuat daripada satu kata aneh.")
        self.save = Button(theme, "Ganti kata sandi", on_click=self.submit)
        self.body.addWidget(label(STAYS, "caption", "text2", wrap=True))
        self.body.addLayout(row(self.save, None))
        for entry in (self.old, self.new, self.again):
            entry.textEdited.connect(lambda _text: self._calm())
            entry.returnPressed.connect(self.submit)

    def submit(self) -> None:
        """Ask for the change, once all three are typed and the new ones are alike."""
        if not self.save.isEnabled():
            return
        empty = next((each for each in self.rows if not _text_of(each)), None)
        if empty is not None:
            empty.show_line(Line("error", "Belum diisi."))
            empty.entry.setFocus()
        elif self.new.text() != self.again.text():
            self.rows[2].show_line(Line("error", "Kedua kata sandi baru tidak sama."))
            self.again.setFocus()
        else:
            self.save.setEnabled(False)
            self.submitted.emit(self.old.text(), self.new.text())

    def refuse(self, error: UserError) -> None:
        """Say what was wrong at the field that it is about; what was typed stays."""
        self.save.setEnabled(True)
        at = self.rows[1] if isinstance(error, InvalidInput) else self.rows[0]
        words = error.problems[0].text if isinstance(error, InvalidInput) else str(error)
        at.show_line(Line("error", words))
        at.entry.setFocus()

    def accept(self) -> None:
        """It was changed: nothing that was typed stays."""
        self.save.setEnabled(True)
        for entry in (self.old, self.new, self.again):
            entry.clear()
        self._calm()

    def _calm(self) -> None:
        for each in self.rows:
            each.show_line(None)


class BackupsCard(Card):
    """The list of backups. `make` asks for one here, `make_elsewhere` for one in another folder.

    `progress` shows how far one is.
    """

    make = Signal()
    make_elsewhere = Signal()

    def __init__(self, theme: Theme, local: Callable[[int], datetime], now: Callable[[], datetime]) -> None:
        super().__init__("Cadangan", padding=16, gap=10)
        columns = [
            RowColumn[BackupView](
                "Dibuat", lambda each: Cell(say_moment(local(each.made_at), now()), bold=True), 150
            ),
            RowColumn[BackupView]("Sebab", lambda each: Cell(each.why)),
            RowColumn[BackupView]("Ukuran", lambda each: Cell(say_size(each.size), "text2"), 100),
        ]
        self.table: RowTable[BackupView] = RowTable(
            theme, "Daftar cadangan", columns, lambda each: f"{each.why}, {say_size(each.size)}"
        )
        self._theme = theme
        self.none = Banner(theme, NO_BACKUP, "amber")
        self.failed = Banner(theme, "", "red")
        self.here = Button(theme, "Cadangkan sekarang", icon="hard_drive", on_click=self.make.emit)
        self.there = Button(theme, "Ke USB atau folder…", icon="usb_stick", on_click=self.make_elsewhere.emit)
        self.progress = ProgressLine(theme)
        for part in (self.table, self.none, self.failed, self.progress):
            self.body.addWidget(part)
            part.hide()
        self.body.addLayout(row(self.here, self.there, None))

    def show_rows(self, rows: Sequence[BackupView]) -> None:
        """Show the backups, or that there is none."""
        self.table.setVisible(bool(rows))
        self.none.setVisible(not rows)
        if list(rows) != list(self.table.rows):
            self.table.show_rows(rows)
        lines = min(len(rows), MOST_LINES) + 1
        self.table.setFixedHeight(self._theme.px(HEIGHT) * lines)

    def say_failed(self, text: str, kind: str = "red") -> None:
        """Say why none was made; empty takes it away."""
        self.failed.show_words(text, kind)
        self.failed.setVisible(bool(text))

    def show_busy(self, busy: bool) -> None:
        """While one is made none can be asked for."""
        if busy:
            self.progress.begin_soon("Mencadangkan…")
        else:
            self.progress.end()
        for button in (self.here, self.there):
            button.setEnabled(not busy)


def about_card(read: Button) -> Card:
    """Return what the program is; `read` leads to the licences of its parts."""
    card = Card("Tentang", padding=16, gap=6)
    card.body.addWidget(label(f"PKH Desk {__version__}", "strong"))
    words = "Semua data hanya ada di komputer ini. Program ini tidak memakai internet."
    card.body.addWidget(label(words, tone="text2", wrap=True))
    free = "Perangkat lunak bebas menurut GPL-3.0 atau yang lebih baru."
    card.body.addWidget(label(free, tone="text2", wrap=True))
    card.body.addLayout(row(read, None))
    return card


def _text_of(each: FormRow) -> str:
    assert isinstance(each.entry, PassphraseEdit)
    return each.entry.text()
