"""OUTLOOK: what a plan makes of everybody's families, the message that goes along, and doing it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from pkh_desk.actions.exchange.reassign import LONGEST_NOTE
from pkh_desk.domain.text import dots
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.progress import ProgressLine
from pkh_desk.gui.widgets.row_table import Cell, RowColumn, RowTable
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.lists.distribution import Outlook, Share

NONE_YET = "Tandai desa atau kelompok di kiri, pilih pendampingnya, lalu Tetapkan. Belum ada yang berubah."


def say_owners(names: Mapping[str, str], owners: Sequence[tuple[str, int]]) -> str:
    """Say how many families each petugas has; nobody's last word is "belum ada"."""
    return ", ".join(f"{say_owner(names, owner)} {dots(count)}" for owner, count in owners)


def say_owner(names: Mapping[str, str], petugas: str) -> str:
    """Say who a petugas is."""
    return said_name(names.get(petugas, "")) or "pendamping lama" if petugas else "belum ada"


class OutlookPanel(QFrame):
    """`applied` and `cancelled` when a person says so; `note` is the message to the pendamping."""

    applied = Signal()
    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName("Sesudah dibagi")
        self.setProperty("kind", "bar")
        self.setProperty("rule", "left")
        self._names: Mapping[str, str] = {}
        self.seen, self.busy, self._narrow = Outlook((), 0, 0), False, False
        columns = [
            RowColumn[Share]("Pendamping", self._who),
            RowColumn[Share]("Sebelum", lambda one: Cell(dots(one.before), "text2"), 76, number=True),
            RowColumn[Share]("Sesudah", lambda one: Cell(dots(one.after), bold=True), 76, number=True),
        ]
        self.shares: RowTable[Share] = RowTable(theme, "Sesudah dibagi", columns, self._spoken, tall=True)
        self.summary, self.trouble = label("", tone="text2", wrap=True), Banner(theme, "", "red")
        self.note = QLineEdit()
        self.note.setPlaceholderText("Pesan, boleh kosong")
        self.note.setAccessibleName("Pesan untuk pendamping")
        self.note.setMaxLength(LONGEST_NOTE)
        self.progress = ProgressLine(theme, "keluarga")
        self.progress.cancelled.connect(self.cancelled)
        self.apply = Button(theme, "Terapkan", "primary", icon="checkmark", on_click=self.applied.emit)
        self._key = label("Ctrl Enter", "caption", "text3")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(16, 12, 16, 12)
        stack.setSpacing(10)
        stack.addWidget(label("Sesudah dibagi", "card"))
        stack.addWidget(self.summary)
        stack.addWidget(self.shares, 1)
        stack.addStretch()
        stack.addWidget(self.trouble)
        stack.addWidget(self.note)
        stack.addWidget(self.progress)
        stack.addLayout(row(self.apply, self._key, None))
        self.show_busy(False)

    def show_outlook(self, seen: Outlook, names: Mapping[str, str]) -> None:
        """Show what the plan does."""
        self.seen, self._names = seen, names
        self.shares.show_rows(seen.shares)
        show_if(self.shares, bool(seen.shares))
        left = f" Belum punya pendamping sesudahnya: {dots(seen.left)} keluarga." if seen.left else ""
        self.summary.setText(
            f"{dots(seen.moved)} keluarga berpindah.{left}" if seen.shares else NONE_YET + left
        )
        self.apply.set_text(f"Terapkan untuk {dots(seen.moved)} keluarga" if seen.moved else "Terapkan")
        self.apply.setEnabled(bool(seen.moved) and not self.busy)

    def show_busy(self, busy: bool) -> None:
        """Show how far it is instead of the button."""
        self.busy = busy
        if busy and self.progress.isHidden():
            self.trouble.show_words("")
            self.progress.begin()
        elif not busy:
            self.progress.end()
        show_if(self.apply, not busy)
        show_if(self._key, not busy and not self._narrow)
        self.apply.setEnabled(bool(self.seen.moved) and not busy)

    def set_narrow(self, narrow: bool) -> None:
        """Leave out what is only a hint."""
        self._narrow = narrow
        self.show_busy(self.busy)

    def _who(self, share: Share) -> Cell:
        source = f"dari {say_owners(self._names, share.sources)}" if share.sources else "menyerahkan"
        return Cell(say_owner(self._names, share.petugas_id), bold=True, below=source)

    def _spoken(self, share: Share) -> str:
        return f"{self._who(share).words}, sebelum {share.before}, sesudah {share.after}"
