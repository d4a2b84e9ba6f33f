"""INBOX LIST: the files at the left of Kotak masuk, by what they wait for, filtered by word."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.gui.page import Shell
from pkh_desk.gui.pages.office.words import file_line, gap_words
from pkh_desk.gui.paper.export_bar import ICON, ExportBar
from pkh_desk.gui.rows_model import RowsModel
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.chips import Chips
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.family_list import FamilyLine, FamilyList
from pkh_desk.gui.widgets.filter_edit import FilterEdit
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.words.family_words import capital, joined
from pkh_desk.gui.words.moments import say_clock
from pkh_desk.views.exchange.inbox_list import OPEN, STATES, Inbox, InboxFile
from pkh_desk.views.lists.office_sheets import inbox_sheet

NEW = "baru"
RARE = ("menunggu", "karantina", "ditolak")
"""Their chips are shown only while there are such files."""
EMPTY = {
    OPEN: ("Tidak ada yang perlu diputuskan", "Yang berbeda di dua tempat muncul di sini."),
    NEW: ("Semua kiriman sudah diputuskan.", "Buka kiriman dari USB atau folder."),
    "menunggu": ("Tidak ada yang menunggu persetujuan", "Kiriman pertama laptop baru muncul di sini."),
    "karantina": ("Tidak ada di karantina", "Kiriman dari laptop yang dicabut disimpan di sini."),
    "diterapkan": ("Belum ada yang selesai", "Kiriman yang sudah diterapkan muncul di sini."),
    "ditolak": ("Tidak ada yang ditolak", "Berkas yang rusak atau bukan untuk kantor disebut di sini."),
}
NOTHING_NEW = ("Tidak ada kiriman baru", "Yang masih perlu diputuskan ada di Perlu keputusan.")
FILTERED = ("Tidak ada di saringan ini", "Kiriman lain masih ada.")
RESENT = "Beri laptop itu jawaban terbaru, lalu minta dikirim lagi: yang kurang akan ikut."


class InboxList(QFrame):
    """`asked` when other files are to be read, `decide` on the questions of the file on screen, `release` to
    let it out of quarantine; `known` once files were read."""

    asked = Signal()
    decide = Signal()
    release = Signal()

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setProperty("rule", "right")
        self.setAccessibleName("Daftar kiriman")
        self._desk = desk
        self.files: Sequence[InboxFile] = ()
        self._wanted = ""
        self.known = False
        theme = shell.theme
        self.banner = Banner(theme, "", "info")
        self.filter = FilterEdit(theme, "Saring pendamping, kecamatan, berkas…", "Saring kiriman")
        self.chips = Chips(list(STATES.items()), NEW)
        self.list = FamilyList(theme, "Kiriman")
        self.model: RowsModel[FamilyLine] = RowsModel(FamilyLine.spoken, self)
        self.list.setModel(self.model)
        self.detail = label("", "caption", "text2", wrap=True)
        self.to_decide = Button(theme, "Putuskan", "link", icon="scales", on_click=self.decide.emit)
        self.to_decide.setToolTip("Putuskan (Enter)")
        self.to_release = Button(theme, "Terapkan juga", "link", icon="checkmark", on_click=self.release.emit)
        self.to_release.setToolTip("Hanya bila pendampingnya memastikan bahwa ia yang membuat kiriman ini")
        self.empty = EmptyState(theme, "checkmark_circle", *EMPTY[NEW])
        again = Button(theme, "Hapus saringan", on_click=self.clear)
        self.none = EmptyState(theme, "filter", *FILTERED, (again,))
        self.export = ExportBar(shell, desk, lambda: inbox_sheet(self.files), kind=ICON)
        self._body = QStackedWidget()
        self._lay_out()
        self.chips.picked.connect(lambda _key: self.asked.emit())
        self.filter.textChanged.connect(lambda _text: self.asked.emit())
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.activated.connect(lambda _index: self.decide.emit())

    @property
    def state(self) -> str:
        """Which files are listed."""
        return self.chips.value()

    @property
    def current(self) -> InboxFile | None:
        """The file that is selected."""
        at = self.list.currentIndex()
        return self.files[at.row()] if at.isValid() and at.row() < len(self.files) else None

    def show_files(self, found: Inbox) -> bool:
        """Show what was read; False if others are to be read first, since of these there are none."""
        self.chips.set_counts(found.counts)
        self.chips.show_only([key for key in STATES if found.counts[key] or key not in RARE])
        first, self.known = not self.known, True
        if (first or self.state in RARE) and not found.counts[self.state]:
            usual = (OPEN, "menunggu") if first else ()
            other = next((key for key in usual if found.counts[key]), NEW)
            if other != self.state:
                self.chips.pick(other)
                return False
        kept = self._wanted or (self.current.key if self.current else "")
        now = self._desk.local(self._desk.now())
        lines = [file_line(file, self._desk.local(file.at), now) for file in found.files]
        self.files = found.files
        if lines != list(self.model.rows):
            self.model.show_rows(lines)
        self._select(kept)
        self.export.refresh()
        words = NOTHING_NEW if self.state == NEW and found.counts[OPEN] else EMPTY[self.state]
        self.empty.show_words(*words)
        self.rest()
        self._on_current(self.list.currentIndex())
        return True

    def rest(self) -> None:
        """Show the files, or that there are none."""
        filtered = bool(self.filter.text().strip())
        self._body.setCurrentWidget(self.list if self.files else self.none if filtered else self.empty)

    def cover(self, part: QWidget) -> None:
        """Show something in the place of the files, e.g. how far something is."""
        if self._body.indexOf(part) < 0:
            self._body.addWidget(part)
        self._body.setCurrentWidget(part)

    def lead_to(self, state: str, key: str) -> None:
        """List this state, and select the file with this key or, where it has none, this name."""
        self._wanted, self.known = key, True
        self.chips.pick(state)
        self.filter.blockSignals(True)
        self.filter.clear()
        self.filter.blockSignals(False)

    def clear(self) -> None:
        """Take the filter away."""
        self.filter.clear()
        self.list.setFocus()

    def _select(self, key: str) -> None:
        self._wanted = ""
        place = next((at for at, file in enumerate(self.files) if key in (file.key, file.name)), 0)
        if self.files:
            self.list.setCurrentIndex(self.model.index(place, 0))

    def _on_current(self, _current: QModelIndex) -> None:
        file = self.current
        show_if(self.detail, file is not None)
        show_if(self.to_decide, file is not None and bool(file.questions))
        show_if(self.to_release, file is not None and file.may_go)
        if file is None:
            return
        when = self._desk.local(file.at)
        came = f"diterima {say_date(when.date())} {say_clock(when)}"
        gap = gap_words(file)
        missed = f" {capital(gap)}. {RESENT}" if gap else ""
        # A reason is a sentence or two, and ends in a dot of its own.
        why = file.reason.removesuffix(".") or STATES[file.state]
        self.detail.setText(f"{joined(why, file.name, came)}.{missed}")

    def _lay_out(self) -> None:
        for part in (self.list, self.empty, self.none):
            self._body.addWidget(part)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 12, 10)
        head.setSpacing(10)
        head.addWidget(self.banner)
        head.addWidget(self.filter)
        chosen = row()
        chosen.addWidget(self.chips, 1)
        chosen.addWidget(self.export.button)
        head.addLayout(chosen)
        foot = QFrame()
        foot.setProperty("kind", "bar")
        foot.setProperty("rule", "above")
        below = row()
        below.setContentsMargins(16, 8, 12, 8)
        below.addWidget(self.detail, 1)
        below.addWidget(self.to_decide)
        below.addWidget(self.to_release)
        foot.setLayout(below)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 1, 0)
        stack.setSpacing(0)
        stack.addLayout(head)
        stack.addWidget(self.export)
        stack.addWidget(self._body, 1)
        stack.addWidget(foot)
