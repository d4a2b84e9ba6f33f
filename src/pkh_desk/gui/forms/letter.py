"""LETTER FORM: what the letter asks beside the family's own record, read loosely and said back in full."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.graduation.letter import LetterWishes
from pkh_desk.actions.graduation.paper_facts import business_of
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.graduation.official import in_office
from pkh_desk.domain.money import say_rupiah
from pkh_desk.domain.people.nik import group, read_back
from pkh_desk.domain.vocabulary import LETTER_KIND
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.date_row import DateRow
from pkh_desk.gui.widgets.form_row import FormRow, Line
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.money_row import MoneyRow
from pkh_desk.gui.widgets.scroll_body import bring_into_view
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.widgets.ticks import CheckBox
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.graduation.official import OfficialView
from pkh_desk.views.people.family import FamilyView

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
    "decree": ("nomor_sk",),
    "decree_dated": ("tanggal_sk",),
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
    "decree": "Nomor SK Kemensos",
    "decree_dated": "Tanggal SK",
}
HINTS = {
    "capital": "Misalnya: saya sisihkan dari bantuan PKH.",
    "number": "Kosong: nomor berikutnya dari jatah kantor, atau ditulis tangan.",
    "coordinator": "Diisi bila koordinator ikut menandatangani.",
}
_STATED = (
    "name", "nik", "business", "income", "place", "dated_on", "village_head", "capital",
    "witness_1", "witness_2", "coordinator", "number",
)  # fmt: skip
_BATCH = ("name", "nik", "place", "dated_on", "village_head", "witness_1", "witness_2", "coordinator")
KINDS = {
    "pernyataan": _STATED,
    "pengunduran": _STATED,
    "berita_acara": (*_BATCH, "number"),
    "tanda_terima": ("name", "nik", "place", "dated_on", "number"),
    "kelengkapan": ("name", "nik", "place", "dated_on"),
    "piagam": ("name", "nik", "place", "dated_on", "decree", "decree_dated", "number"),
}
"""The papers of one family, each one page, and what each asks."""

TICKED = {
    "pernyataan": ("sembako", "pendamping", "kepala_desa"),
    "pengunduran": ("sembako", "pendamping", "kepala_desa"),
}
"""What is asked beside by ticks; the signers of other papers are those of their wording."""

SIGNERS = {"pendamping": "Pendamping ikut menandatangani", "kepala_desa": "Kepala desa ikut menandatangani"}
OPTIONAL = ("capital", "witness_1", "witness_2", "coordinator", "number", "decree", "decree_dated")


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
        self.kind.currentIndexChanged.connect(lambda _at: self._on_kind())
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
            self.rows["nik"].show_line(Line("ok", read_back(who.nik, who.born_on)))
        else:
            self.rows["nik"].show_line(BY_HAND)
        if first:
            self.entries["business"].setText(business_of(view))
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
            decree=text["decree"],
            decree_dated=text["decree_dated"],
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
        asked = KINDS[self.kind.value()]
        for key in asked:
            self._judge(key)
        return [WORDS[key] for key in asked if self.rows[key].has_error()]

    def focus_problem(self) -> None:
        """Go to the first field that must be put right."""
        rows = (self.rows[key] for key in KINDS[self.kind.value()])
        if (wrong := next((each for each in rows if each.has_error()), None)) is not None:
            wrong.entry.setFocus()
            # It may have had the focus, and what is said above has moved it.
            bring_into_view(wrong)

    def show_wishes(self, wishes: LetterWishes) -> None:
        """Fill in what a letter was written with, for one in its place."""
        words = {
            "business": wishes.business,
            "capital": wishes.capital,
            "place": wishes.place,
            "village_head": wishes.village_head,
            "coordinator": wishes.coordinator or "",
            "decree": wishes.decree,
            "decree_dated": wishes.decree_dated,
            "income": say_rupiah(wishes.income) if wishes.income else "",
        }
        words |= {f"witness_{at}": name for at, name in enumerate(wishes.witnesses[:2], 1)}
        ticks = {role: role in wishes.signers for role in SIGNERS}
        state = words | {"kind": wishes.kind, "signers": ticks, "sembako": "sembako" in wishes.programmes}
        self.show_state(state)

    def field_of(self, part: str) -> QWidget | None:
        """Return the field that fills a part of the page, if the form has one that can be typed in."""
        key = next((key for key, parts in FILLS.items() if part in parts), "")
        known = key in KINDS[self.kind.value()] and not self.entries[key].isReadOnly()
        return self.entries[key] if known else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell which field is being filled in, and judge the one that is left."""
        key = next((key for key, entry in self.entries.items() if entry is watched), "")
        if key and event.type() == QEvent.Type.FocusIn:
            self.focused.emit(frozenset(FILLS[key]))
        elif key and event.type() == QEvent.Type.FocusOut:
            self._judge(key)
        return False

    def _on_kind(self) -> None:
        self._show_asked()
        self.changed.emit()

    def _show_asked(self) -> None:
        """Show what this kind of paper asks, and nothing else."""
        kind = self.kind.value()
        for key, each in self.rows.items():
            show_if(each, key in KINDS[kind])
        boxes = {"sembako": self.sembako, **self.signers}
        for key, box in boxes.items():
            show_if(box, key in TICKED.get(kind, ()))

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
        for key in OPTIONAL:
            stack.addWidget(self.rows[key])
        for box in (self.sembako, *self.signers.values()):
            stack.addWidget(box)
        stack.addStretch(1)
        self._show_asked()
