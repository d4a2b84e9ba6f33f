"""LETTER FORM: what the letter asks beside the family's own record, read loosely and said back in full."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.letter import LetterWishes
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.nik import group, read_back
from pkh_desk.domain.official import in_office
from pkh_desk.domain.vocabulary import LETTER_KIND
from pkh_desk.gui.family_words import said_name
from pkh_desk.gui.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.date_row import DateRow
from pkh_desk.gui.widgets.form_row import FormRow, Line
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.money_row import MoneyRow
from pkh_desk.gui.widgets.ticks import CheckBox
from pkh_desk.views.family import FamilyView
from pkh_desk.views.official import OfficialView

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
KINDS = ("pernyataan", "pengunduran", "berita_acara", "tanda_terima")
"""The papers that a pendamping writes for one family, each one upright page."""

SIGNERS = {"pendamping": "Pendamping ikut menandatangani", "kepala_desa": "Kepala desa ikut menandatangani"}
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
        self._heads: Sequence[OfficialView] = ()
        self.kind = Combo(theme, "Jenis surat", [(code, LETTER_KIND[code]) for code in KINDS])
        self.rows: dict[str, FormRow] = {
            key: FormRow(theme, words, QLineEdit(), hint=HINTS.get(key, ""), optional=key in OPTIONAL)
            for key, words in WORDS.items()
        }
        self.income, self.dated_on = (
            MoneyRow(theme, WORDS["income"]),
            DateRow(theme, WORDS["dated_on"], today, required=False),
        )
        self.dated_on.set_hint("Dipakai: hari ini.")
        self.rows |= {"income": self.income, "dated_on": self.dated_on}
        self.entries = {
            key: each.entry for key, each in self.rows.items() if isinstance(each.entry, QLineEdit)
        }
        self.sembako = CheckBox(theme, "Juga mundur dari Program Sembako")
        self.signers = {role: CheckBox(theme, words) for role, words in SIGNERS.items()}
        for box in self.signers.values():
            box.setChecked(True)
        self.to_family = Button(theme, "Ubah di data keluarga", "link").make_slim()
        for key in ("name", "nik"):
            self.entries[key].setReadOnly(True)
        self._lay_out()
        for key, entry in self.entries.items():
            entry.installEventFilter(self)
            entry.textEdited.connect(lambda _text, key=key: self._typed(key))
        self.dated_on.changed.connect(self.changed)
        self.dated_on.changed.connect(lambda: self._judge("village_head"))
        self.kind.currentIndexChanged.connect(lambda _at: self.changed.emit())
        for box in (self.sembako, *self.signers.values()):
            box.toggled.connect(lambda _on: self.changed.emit())
        self.to_family.clicked.connect(self.change_family)

    def fill(self, view: FamilyView, heads: Sequence[OfficialView] = ()) -> None:
        """Show what is recorded, `heads` of the desa among it; what was typed stays."""
        self._heads = heads
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
            for key in ("business", "income", "place", "dated_on"):
                self._judge(key)
        self._judge("village_head")

    def wishes(self, paper: str) -> LetterWishes:
        """Return what is asked for, as far as it can be read."""
        text = {key: entry.text().strip() for key, entry in self.entries.items()}
        return LetterWishes(
            kind=self.kind.value(),
            paper=paper,
            dated_on=self.dated_on.value(),
            place=text["place"],
            income=self.income.value(),
            business=text["business"],
            capital=text["capital"],
            number=text["number"],
            programmes=("pkh", "sembako") if self.sembako.isChecked() else ("pkh",),
            signers=tuple(role for role, box in self.signers.items() if box.isChecked()),
            village_head=text["village_head"],
            coordinator=text["coordinator"] or None,
            witnesses=tuple(text[key] for key in ("witness_1", "witness_2") if text[key]),
        )

    def state(self) -> dict[str, Any]:
        """Return what was typed, JSON-able; the date so that it means the same on any other day."""
        texts = {key: entry.text().strip() for key, entry in self.entries.items() if not entry.isReadOnly()}
        ticks = {role: box.isChecked() for role, box in self.signers.items()}
        chosen = {"kind": self.kind.value(), "signers": ticks, "sembako": self.sembako.isChecked()}
        return texts | chosen | {"dated_on": self.dated_on.text()}

    def show_state(self, state: Mapping[str, Any]) -> None:
        """Show what `state()` returned."""
        for key, entry in self.entries.items():
            if key in state and not entry.isReadOnly():
                entry.setText(str(state[key]))
                self._judge(key)
        self.sembako.setChecked(bool(state.get("sembako", False)))
        self.kind.set_value(str(state.get("kind", "")))
        ticks = state.get("signers", {})
        for role, box in self.signers.items():
            box.setChecked(bool(ticks.get(role, True)))
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
        self.changed.emit()

    def _judge(self, key: str) -> None:
        each, text = self.rows[key], self.entries[key].text().strip()
        if isinstance(each, MoneyRow | DateRow):
            each.judge()
        elif key == "village_head":
            known = in_office(self._heads, self.dated_on.value() or self._today)
            used = Line("hint", f"Dipakai: {known.name}.") if known else BY_HAND
            each.show_line(None if text else used)
        elif key == "place":
            each.show_line(None if text else Line("hint", f"Dipakai: {self._kecamatan}."))

    def _lay_out(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        stack.addWidget(self.kind)
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
        for box in (self.sembako, *self.signers.values()):
            stack.addWidget(box)
        stack.addStretch()
