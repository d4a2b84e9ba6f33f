"""LETTER FORM: what the letter asks beside the family's own record, read loosely and said back in full."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.letter import LetterWishes
from pkh_desk.domain.dates import read_date, say_date, say_day
from pkh_desk.domain.money import in_words, read_rupiah, say_rupiah
from pkh_desk.domain.nik import group, read_back
from pkh_desk.gui.family_words import capital, said_name
from pkh_desk.gui.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.form_row import FormRow, Line
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.ticks import CheckBox
from pkh_desk.views.family import FamilyView

BY_HAND = Line("warning", "Belum diisi. Di surat, ditulis tangan.")
# our field -> the passages' fields that it fills
FILLS = {
    "name": ("nama",),
    "nik": ("nik",),
    "business": ("usaha",),
    "capital": ("modal",),
    "income": ("penghasilan", "penghasilan_kata"),
    "place": ("tempat",),
    "dated_on": ("tanggal",),
    "village_head": ("kepala_desa",),
    "witness_1": ("saksi_1",),
    "witness_2": ("saksi_2",),
    "coordinator": ("koordinator",),
    "number": ("nomor",),
}
WORDS = {
    "name": "Nama pengurus",
    "nik": "NIK",
    "business": "Usaha keluarga",
    "income": "Penghasilan rata-rata per bulan",
    "capital": "Asal modal usaha",
    "place": "Tempat",
    "dated_on": "Tanggal",
    "village_head": "Kepala desa",
    "witness_1": "Saksi 1",
    "witness_2": "Saksi 2",
    "coordinator": "Koordinator",
    "number": "Nomor surat",
}
HINTS = {
    "capital": "Misalnya: saya sisihkan dari bantuan PKH.",
    "number": "Kosong: nomor berikutnya dari jatah kantor, atau ditulis tangan.",
    "coordinator": "Diisi bila koordinator ikut menandatangani.",
}
OPTIONAL = ("capital", "witness_1", "witness_2", "coordinator", "number")


class LetterForm(QWidget):
    """`changed` at every keystroke, `focused(fields)` when another field is filled in."""

    changed = Signal()
    focused = Signal(object)
    change_family = Signal()

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self._today = today
        self._kecamatan = ""
        self.entries = {key: QLineEdit() for key in WORDS}
        self.rows = {
            key: FormRow(theme, words, self.entries[key], hint=HINTS.get(key, ""), optional=key in OPTIONAL)
            for key, words in WORDS.items()
        }
        self.sembako = CheckBox(theme, "Juga mundur dari Program Sembako")
        self.to_family = Button(theme, "Ubah di data keluarga", "link").make_slim()
        for key in ("name", "nik"):
            self.entries[key].setReadOnly(True)
        self._lay_out()
        for key, entry in self.entries.items():
            entry.installEventFilter(self)
            entry.textEdited.connect(lambda _text, key=key: self._typed(key))
        self.entries["income"].editingFinished.connect(self._tidy_income)
        self.rows["dated_on"].fix_clicked.connect(self._take_proposal)
        self.sembako.toggled.connect(lambda _on: self.changed.emit())
        self.to_family.clicked.connect(self.change_family)

    def fill(self, view: FamilyView) -> None:
        """Show what is recorded; what was typed stays."""
        who = view.pengurus
        first = not self.entries["name"].text()
        self._kecamatan = view.kecamatan
        self.entries["name"].setText(said_name(view.name) if who else "")
        self.entries["nik"].setText(group(who.nik) if who else "")
        if who and who.nik:
            self.rows["nik"].show_line(Line("ok", read_back(who.nik, who.born_on, "")))
        else:
            self.rows["nik"].show_line(BY_HAND)
        if first:
            self.entries["business"].setText(view.business or ", ".join(p.name for p in view.products))
            self.entries["place"].setText(view.kecamatan)
            self.entries["dated_on"].setText(say_date(self._today))
            for key in ("business", "income", "place", "dated_on", "village_head"):
                self._judge(key)

    def wishes(self, paper: str) -> LetterWishes:
        """Return what is asked for, as far as it can be read."""
        text = {key: entry.text().strip() for key, entry in self.entries.items()}
        return LetterWishes(
            paper=paper,
            dated_on=read_date(text["dated_on"], self._today).value,
            place=text["place"],
            income=read_rupiah(text["income"]).value,
            business=text["business"],
            capital=text["capital"],
            number=text["number"],
            programmes=("pkh", "sembako") if self.sembako.isChecked() else ("pkh",),
            village_head=text["village_head"],
            coordinator=text["coordinator"] or None,
            witnesses=tuple(text[key] for key in ("witness_1", "witness_2") if text[key]),
        )

    def state(self) -> dict[str, Any]:
        """Return what was typed, JSON-able; the date so that it means the same on any other day."""
        texts = {key: entry.text().strip() for key, entry in self.entries.items() if not entry.isReadOnly()}
        day = read_date(texts["dated_on"], self._today).value
        return texts | {
            "dated_on": say_date(day) if day else texts["dated_on"],
            "sembako": self.sembako.isChecked(),
        }

    def show_state(self, state: Mapping[str, Any]) -> None:
        """Show what `state()` returned."""
        for key, entry in self.entries.items():
            if key in state and not entry.isReadOnly():
                entry.setText(str(state[key]))
                self._judge(key)
        self.sembako.setChecked(bool(state.get("sembako", False)))
        self.changed.emit()

    def problems(self) -> list[str]:
        """Judge every field; return the names of those that cannot be read as they are."""
        for key in self.rows:
            self._judge(key)
        return [WORDS[key] for key, part in self.rows.items() if part.has_error()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell which field is being filled in, and judge the one that is left."""
        key = next((key for key, entry in self.entries.items() if entry is watched), "")
        if key and event.type() == QEvent.Type.FocusIn:
            self.focused.emit(frozenset(FILLS[key]))
        elif key and event.type() == QEvent.Type.FocusOut:
            self._judge(key)
        return False

    def _typed(self, key: str) -> None:
        if self.rows[key].has_error():
            self.rows[key].show_line(None)
        if key == "income":
            self._judge(key)
        self.changed.emit()

    def _judge(self, key: str) -> None:
        judges: dict[str, Callable[[str], Line | None]] = {
            "income": self._judge_income,
            "dated_on": self._judge_date,
            "village_head": lambda text: None if text else BY_HAND,
            "place": lambda text: None if text else Line("hint", f"Dipakai: {self._kecamatan}."),
        }
        if key in judges:
            self.rows[key].show_line(judges[key](self.entries[key].text().strip()))

    def _judge_income(self, text: str) -> Line | None:
        amount = read_rupiah(text)
        if amount.problem:
            return Line("error", amount.problem)
        return Line("readback", capital(f"{in_words(amount.value)} rupiah.")) if amount.value else None

    def _judge_date(self, text: str) -> Line | None:
        reading = read_date(text, self._today)
        if reading.problem:
            fix = f"Pakai {say_date(reading.proposal)}" if reading.proposal else ""
            return Line("error", reading.problem, fix)
        if reading.value is None:
            return Line("hint", "Dipakai: hari ini.")
        return Line("readback", say_day(reading.value)) if say_date(reading.value) != text else None

    def _take_proposal(self) -> None:
        proposal = read_date(self.entries["dated_on"].text(), self._today).proposal
        if proposal is not None:
            self.entries["dated_on"].setText(say_date(proposal))
            self._judge("dated_on")
            self.changed.emit()

    def _tidy_income(self) -> None:
        amount = read_rupiah(self.entries["income"].text())
        if amount.value:
            self.entries["income"].setText(say_rupiah(amount.value))

    def _lay_out(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        for key in ("name", "nik"):
            stack.addWidget(self.rows[key])
        stack.addLayout(row(self.to_family, None))
        for key in ("business", "income"):
            stack.addWidget(self.rows[key])
        when = row(gap=12)
        when.addWidget(self.rows["place"], 2, Qt.AlignmentFlag.AlignTop)
        when.addWidget(self.rows["dated_on"], 3, Qt.AlignmentFlag.AlignTop)
        stack.addLayout(when)
        stack.addWidget(self.rows["village_head"])
        stack.addWidget(label("Lainnya", "card"))
        for key in ("capital", "witness_1", "witness_2", "coordinator", "number"):
            stack.addWidget(self.rows[key])
        stack.addWidget(self.sembako)
        stack.addStretch()
