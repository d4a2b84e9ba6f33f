"""RECEIVE CARD: the office's answer: let fall, chosen or searched for; looked at first, then applied."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.drop_area import DropArea
from pkh_desk.gui.widgets.icon_label import IconLabel
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.refill import refill

WHAT = (
    "Jawaban kantor bisa berisi data KPM baru, hasil verifikasi surat, dan koreksi. "
    "Anda melihat ringkasannya dulu sebelum dipakai."
)
HIGH = 110


class ReceiveCard(Card):
    """`dropped(paths)`, `search`, `choose`, `apply`, `leave` (the summary), `copy` (what went wrong)."""

    dropped = Signal(list)
    search = Signal()
    choose = Signal()
    apply = Signal()
    leave = Signal()
    copy = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=18, gap=10)
        self.setAccessibleName("Terima jawaban kantor")
        self._below = label("", "caption")
        self.seek = Button(theme, "Cari di USB dan folder Unduhan", "link", on_click=self.search.emit)
        self.pick = Button(theme, "Pilih berkas", "link", on_click=self.choose.emit)
        self.drop = DropArea(
            theme,
            "arrow_download",
            "Jatuhkan berkas jawaban kantor di sini",
            (self.seek, self.pick),
            folders=True,
        )
        self.drop.setMinimumHeight(theme.px(HIGH))
        self.drop.dropped.connect(self.dropped)
        self.tell = Button(
            theme, "Salin pesan untuk kantor", "link", icon="copy", on_click=self.copy.emit
        ).make_slim()
        self.wrong = Banner(theme, "", "red", action=self.tell)
        self.said = Banner(theme, WHAT, "note")
        self._title, self._lines = label("", "card"), QVBoxLayout()
        self.use = Button(theme, "Terapkan jawaban", "primary", icon="checkmark", on_click=self.apply.emit)
        self.stop = Button(theme, "Batal", "ghost", on_click=self.leave.emit)
        self._body, self._summary = QStackedWidget(), QWidget()
        self._lay_out(theme)

    @property
    def summary(self) -> str:
        """The summary on screen, empty while none is."""
        if self._body.currentIndex() == 0:
            return ""
        labels = self._summary.findChildren(QLabel)
        return " | ".join(each.text() for each in labels if each.text())

    def show_last(self, text: str) -> None:
        """Say when the last answer was used."""
        self._below.setText(text)

    def show_summary(self, title: str, lines: Sequence[str]) -> None:
        """Show what an answer would do."""
        self._title.setText(title)
        refill(self._lines, (label(line, wrap=True) for line in lines))
        self._body.setCurrentIndex(1)
        self.wrong.show_words("", "red")
        self.said.show_words("", "note")
        self.use.setFocus()

    def show_drop(self) -> None:
        """Wait for a file again."""
        self._body.setCurrentIndex(0)
        self.show_waiting(False)

    def show_waiting(self, waiting: bool, words: str = "") -> None:
        """While a file is looked at or applied nothing can be asked for twice."""
        for button in (self.seek, self.pick, self.use, self.stop):
            button.setEnabled(not waiting)
        if waiting:
            self.say(words, "note")

    def say(self, text: str, kind: str) -> None:
        """Say what came of a file; red is an error, with a message that can be copied for the office."""
        self.wrong.show_words(text if kind == "red" else "", "red")
        self.said.show_words("" if kind == "red" else text or WHAT, "note" if kind == "red" else kind)

    def _lay_out(self, theme: Theme) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label("Terima jawaban kantor", "section"))
        words.addWidget(self._below)
        head = row(IconLabel(theme, "arrow_download", "primary", 24), gap=12)
        head.addLayout(words, 1)
        stack = QVBoxLayout(self._summary)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(6)
        self._lines.setSpacing(3)
        stack.addWidget(self._title)
        stack.addLayout(self._lines)
        stack.addSpacing(4)
        stack.addLayout(row(self.use, self.stop, None))
        stack.addStretch()
        self._body.addWidget(self.drop)
        self._body.addWidget(self._summary)
        self.body.addLayout(head)
        self.body.addWidget(self._body)
        self.body.addWidget(self.wrong)
        self.body.addWidget(self.said)
        self.body.addStretch(1)
