"""SEND CARD: what will go to the office, and the ways it can go."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkh_desk.domain.dates import say_day
from pkh_desk.domain.text import dots
from pkh_desk.gui.sticks import Stick
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.icon_label import IconLabel
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.progress import ProgressLine
from pkh_desk.gui.widgets.refill import clear
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.widgets.ticks import CheckBox
from pkh_desk.gui.widgets.word_boxes import WordBoxes
from pkh_desk.gui.words.sending_words import kind_icon, kind_words, say_content, say_size
from pkh_desk.views.exchange.sending import ToSend

SEALED = "Berkas dikunci. Hanya {office} yang dapat membukanya, walau WhatsApp atau USB hilang."
READ_ALOUD = "Telepon kantor, lalu bacakan empat kata ini. Kantor menyetujui laptop ini setelah kata cocok."
NO_STICK = "USB belum terpasang."
SPLIT = "Pecah untuk WhatsApp ({})"


class SendCard(Card):
    """`to_stick(stick)`, `to_chat`, `to_folder`, `again` (the way that just failed), `stopped`,
    `handed_over`."""

    to_stick = Signal(object)
    to_chat = Signal()
    to_folder = Signal()
    again = Signal()
    stopped = Signal()
    handed_over = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=18, gap=10)
        self.setAccessibleName("Kirim ke kantor")
        self.theme = theme
        self._state: ToSend | None = None
        self._sticks: list[Stick] = []
        self._title, self._below = label("Kirim ke kantor", "section"), label("", "caption")
        self._kinds = QWidget()
        self._lines = QVBoxLayout(self._kinds)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.sealed = Banner(theme, "", icon="shield_lock")
        self.aloud, self.boxes = Banner(theme, "", "note", icon="call"), WordBoxes()
        self.retry = Button(theme, "Ulangi", icon="arrow_sync", on_click=self.again.emit)
        self.handed = Button(theme, "Tandai diserahkan", "link", on_click=self.handed_over.emit).make_slim()
        self.wrong = Banner(theme, "", "red", action=self.retry)
        self.told = Banner(theme, "", "note", icon="arrow_sync")
        self.busy = ProgressLine(theme)
        self.busy.cancelled.connect(self.stopped)
        self.made = Banner(theme, "", "note", icon="checkmark_circle", action=self.handed)
        self.stick = Button(theme, "Simpan ke USB", "primary", icon="usb_stick", on_click=self._to_stick)
        self.chat = Button(theme, "Kirim WhatsApp", icon="chat", on_click=self.to_chat.emit)
        self.folder = Button(theme, "Folder lain", "ghost", icon="folder", on_click=self.to_folder.emit)
        self.sticks = Combo(theme, "USB", [])
        self.split = CheckBox(theme, "")
        self.note = label("", "caption", wrap=True)
        self._lay_out()
        self.show_sticks([])

    def show_state(self, state: ToSend, since: datetime | None, words: str) -> None:
        """Show what would go; `words` are this laptop's, while the office has not approved it."""
        self._state = state
        joining = not state.approved
        self._title.setText("Minta persetujuan kantor" if joining else "Kirim ke kantor")
        self._below.setText(_say_count(state, since))
        self._show_kinds(state.kinds)
        self.sealed.show_words(SEALED.format(office=state.office), "info")
        self.aloud.show_words(READ_ALOUD if joining and words else "", "note")
        show_if(self.boxes, joining and bool(words))
        if joining and words:
            self.boxes.show_words(words)
        self._show_note()

    def show_sticks(self, sticks: list[Stick]) -> None:
        """Show the sticks that are plugged in."""
        picked = self.sticks.value()
        self._sticks = sticks
        self.sticks.set_options([(str(stick.folder), stick.name) for stick in sticks], picked)
        show_if(self.sticks, len(sticks) > 1)
        self._show_note()

    def show_waiting(self, waiting: bool) -> None:
        """While a file is made nothing can be asked for twice; one that takes a while says so."""
        if waiting:
            self.busy.begin_soon("Membuat berkas…")
        else:
            self.busy.end()
        for button in (self.chat, self.folder, self.retry, self.split):
            button.setEnabled(not waiting)
        self.stick.setEnabled(not waiting and bool(self._sticks))

    def clear(self) -> None:
        """Take away what was said of the sending before."""
        for banner in (self.wrong, self.told, self.made):
            banner.show_words("", "note")
        self.busy.end()

    def first_way(self) -> QWidget:
        """Return the way that is offered first."""
        return self.stick if self.stick.isEnabled() else self.folder

    def set_leading(self, leading: bool) -> None:
        """Hold the page's one filled button, or leave it to the other card."""
        self.stick.set_kind("primary" if leading and self._sticks else "secondary")
        self.folder.set_kind("primary" if leading and not self._sticks else "ghost")

    def _to_stick(self) -> None:
        chosen = self.sticks.value()
        self.to_stick.emit(next(stick for stick in self._sticks if str(stick.folder) == chosen))

    def _show_note(self) -> None:
        size = f"Ukuran berkas sekitar {say_size(self._state.size)}." if self._state else ""
        first = self._sticks[0] if self._sticks else None
        plugged = f"USB terpasang: {first.name}, sisa {say_size(first.free)}." if first else NO_STICK
        self.note.setText(f"{plugged} {size}".strip())
        if self._state is not None:
            self.split.setText(SPLIT.format(say_size(self._state.limit)))
            show_if(self.split, self._state.size > self._state.limit)
        self.stick.setEnabled(first is not None)

    def _show_kinds(self, kinds: dict[str, int]) -> None:
        clear(self._lines)
        for kind, count in kinds.items():
            line = QWidget()
            line.setLayout(
                row(
                    IconLabel(self.theme, kind_icon(kind)),
                    label(kind_words(kind)),
                    None,
                    label(dots(count), "strong"),
                    gap=10,
                )
            )
            line.setAccessibleName(f"{kind_words(kind)}: {dots(count)}")
            self._lines.addWidget(line)
        show_if(self._kinds, bool(kinds))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._below)
        head = row(IconLabel(self.theme, "arrow_upload", "primary", 24), gap=12)
        head.addLayout(words, 1)
        self.body.addLayout(head)
        for part in (self._kinds, self.sealed, self.aloud, self.boxes):
            self.body.addWidget(part)
        for part in (self.wrong, self.told, self.busy, self.made):
            self.body.addWidget(part)
        self.body.addLayout(row(self.stick, self.sticks, self.chat, self.folder, None))
        self.body.addWidget(self.split)
        self.body.addWidget(self.note)
        self.body.addStretch(1)
        self.body.setAlignment(head, Qt.AlignmentFlag.AlignTop)


def _say_count(state: ToSend, since: datetime | None) -> str:
    if not state.records:
        sent = "Semua sudah terkirim." if state.approved else "Permintaan bergabung ikut di kiriman ini."
        return f"{state.photos} foto belum sampai di kantor." if state.photos else sent
    count = say_content(state.records, state.photos)
    return f"{count} sejak {say_day(since.date())}" if since else count
