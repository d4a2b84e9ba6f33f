"""BATCH FORM: which desa, families and documents go together, on what day, to whom."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from pkh_desk.actions.graduation.desa_papers import BatchWishes
from pkh_desk.actions.graduation.packet import PacketWishes
from pkh_desk.domain.vocabulary import LETTER_KIND
from pkh_desk.gui.forms.village_head import VillageHead
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.date_row import DateRow
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.segmented import Segmented
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.widgets.tick_list import HEIGHT, TickList
from pkh_desk.gui.widgets.ticks import CheckBox
from pkh_desk.gui.words.family_words import joined, said_name
from pkh_desk.views.graduation.desa_batches import DesaBatch
from pkh_desk.views.graduation.pipeline import CaseCard

EVERY = ""
EVERY_WORDS = "Semua desa (surat saja)"
KINDS = ("pengantar", "rekap", "berita_acara", "tanda_terima")
USUAL = ("pengantar", "rekap", "berita_acara")
FEWEST, MOST = 3, 7
FAMILY = Qt.ItemDataRole.UserRole


class BatchForm(QWidget):
    """`changed` at every choice and keystroke, `desa_changed` when another desa is chosen."""

    changed = Signal()
    desa_changed = Signal()

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self._theme, self._today = theme, today
        self._batches: dict[str, DesaBatch] = {}
        self.desa = Combo(theme, "Desa", [])
        self.families = TickList(theme, "Keluarga")
        self.every = Button(theme, "Semua", "link", on_click=lambda: self.tick(None)).make_slim()
        self.signed = Button(theme, "Yang ditandatangani", "link", on_click=self._tick_signed).make_slim()
        self.counted = label("", "caption", "text2")
        self.kinds = {kind: CheckBox(theme, LETTER_KIND[kind]) for kind in KINDS}
        for kind in USUAL:
            self.kinds[kind].setChecked(True)
        self.letters = CheckBox(theme, "Surat pernyataan tiap keluarga")
        self.letters.setChecked(True)
        self.head = VillageHead(theme, today)
        self.dated_on = DateRow(theme, "Tanggal", today)
        self.paper = Segmented("Kertas", [("f4", "F4"), ("a4", "A4")], "f4")
        self.recipient, self.number, self.place = QLineEdit(), QLineEdit(), QLineEdit()
        self._entries = {"recipient": self.recipient, "number": self.number, "place": self.place}
        self.to = FormRow(
            theme, "Kepada", self.recipient, hint="Kosong: Kepala Dinas Sosial, sesuai aturan kantor."
        )
        self.numbered = FormRow(
            theme, "Nomor surat pengantar", self.number, hint="Kosong: ditulis tangan.", optional=True
        )
        self.where = FormRow(theme, "Tempat", self.place, hint="Kosong: nama kecamatan.")
        self._lay_out()
        self.dated_on.set_day(today)
        self.desa.currentIndexChanged.connect(lambda _at: self._on_desa())
        self.families.itemChanged.connect(lambda _item: self._on_tick())
        for box in (*self.kinds.values(), self.letters):
            box.toggled.connect(lambda _on: self.changed.emit())
        self.dated_on.changed.connect(self.changed)
        self.paper.changed.connect(lambda _code: self.changed.emit())
        for entry in self._entries.values():
            entry.textEdited.connect(lambda _text: self.changed.emit())

    @property
    def day(self) -> date:
        """The day of the papers."""
        return self.dated_on.value() or self._today

    def show_batches(self, batches: Sequence[DesaBatch]) -> None:
        """Offer these desa; choice and ticks stay."""
        chosen, ticked = self.desa.value(), set(self.homes())
        first = not self._batches
        self._batches = {batch.code: batch for batch in batches}
        options = [(batch.code, f"{batch.name} ({len(batch.cards)} keluarga)") for batch in batches]
        self.desa.set_options(
            [*options, (EVERY, EVERY_WORDS)], chosen if not first else next(iter(self._batches), EVERY)
        )
        self._show_families(None if first else ticked)

    def choose(self, wishes: PacketWishes) -> None:
        """Show the choices that a packet was written with."""
        self.desa.set_value(wishes.desa_code)
        self._show_families(set(wishes.household_ids))
        for kind, box in self.kinds.items():
            box.setChecked(kind == wishes.kind)
        self.letters.setChecked(False)
        self.paper.set_value(wishes.paper)
        self.recipient.setText(wishes.recipient)
        self.number.setText(wishes.number)
        self.place.setText(wishes.place)
        self._on_desa_shown()

    def state(self) -> dict[str, Any]:
        """Return what was chosen and typed, JSON-able."""
        return {
            "desa": self.desa.value(),
            "homes": self.homes(),
            "kinds": [kind for kind, box in self.kinds.items() if box.isChecked()],
            "letters": self.letters.isChecked(),
            "paper": self.paper.value(),
            "dated_on": self.dated_on.text(),
            **{key: entry.text() for key, entry in self._entries.items()},
        }

    def show_state(self, state: Mapping[str, Any]) -> None:
        """Show what `state()` returned, as far as its desa is still offered."""
        self.desa.set_value(str(state["desa"]))
        self._show_families(set(state["homes"]))
        for kind, box in self.kinds.items():
            box.setChecked(kind in state["kinds"])
        self.letters.setChecked(bool(state["letters"]))
        self.paper.set_value(str(state["paper"]))
        self.dated_on.set_text(str(state["dated_on"]))
        for key, entry in self._entries.items():
            entry.setText(str(state[key]))
        self._on_desa_shown()

    def homes(self) -> list[str]:
        """Return the ticked families in their order."""
        items = (self.families.item(at) for at in range(self.families.count()))
        return [item.data(FAMILY) for item in items if item.checkState() == Qt.CheckState.Checked]

    def tick(self, homes: Iterable[str] | None) -> None:
        """Tick exactly these families, or all."""
        wanted = None if homes is None else set(homes)
        self.families.blockSignals(True)
        for at in range(self.families.count()):
            item = self.families.item(at)
            on = wanted is None or item.data(FAMILY) in wanted
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.families.blockSignals(False)
        self.families.viewport().update()
        self._on_tick()

    def wishes(self) -> BatchWishes:
        """Return what is asked for."""
        desa = self.desa.value()
        kinds = tuple(kind for kind, box in self.kinds.items() if box.isChecked()) if desa else ()
        packet = PacketWishes(
            desa_code=desa,
            household_ids=tuple(self.homes()),
            paper=self.paper.value(),
            dated_on=self.dated_on.value(),
            place=self.place.text().strip(),
            number=self.number.text().strip(),
            recipient=self.recipient.text().strip(),
        )
        return BatchWishes(packet=packet, kinds=kinds, letters=self.letters.isChecked() or not desa)

    def about(self) -> str:
        """Say what the papers are about, without a name of anybody."""
        name = self._batches[self.desa.value()].name if self.desa.value() in self._batches else ""
        return joined(f"Desa {name}" if name else "Semua desa", f"{len(self.homes())} keluarga")

    def _cards(self) -> list[CaseCard]:
        chosen = self.desa.value()
        batches = [self._batches[chosen]] if chosen in self._batches else list(self._batches.values())
        return [card for batch in batches for card in batch.cards]

    def _show_families(self, ticked: set[str] | None) -> None:
        """List the families of the desa; without `ticked` those whose turn it is are ticked."""
        cards, every = self._cards(), self.desa.value() == EVERY
        self.families.blockSignals(True)
        self.families.clear()
        for card in cards:
            due = card.case.stage == "siap" if every else card.case.stage != "diverifikasi"
            on = card.household_id in ticked if ticked is not None else due
            words = joined(said_name(card.name), card.desa if every else "", card.case.words.lower())
            item = QListWidgetItem(words)
            item.setData(FAMILY, card.household_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.families.addItem(item)
        self.families.blockSignals(False)
        lines = max(FEWEST, min(MOST, len(cards)))
        self.families.setFixedHeight(self._theme.px(HEIGHT) * lines + 4)
        self._say_count()

    def _tick_signed(self) -> None:
        self.tick([card.household_id for card in self._cards() if card.letter and card.letter.signed_on])

    def _on_desa(self) -> None:
        self._show_families(None)
        self._on_desa_shown()
        self.changed.emit()

    def _on_desa_shown(self) -> None:
        one = self.desa.value() != EVERY
        for part in (*self.kinds.values(), self.letters, self.head, self.to, self.numbered, self._papers):
            show_if(part, one)
        self.desa_changed.emit()

    def _on_tick(self) -> None:
        self._say_count()
        self.changed.emit()

    def _say_count(self) -> None:
        self.counted.setText(f"{len(self.homes())} dari {self.families.count()}")

    def _lay_out(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        stack.addWidget(FormRow(self._theme, "Desa", self.desa))
        who = QVBoxLayout()
        who.setSpacing(3)
        who.addLayout(row(label("Keluarga", "label"), self.counted, None, self.every, self.signed, gap=10))
        who.addWidget(self.families)
        stack.addLayout(who)
        self._papers = label("Dokumen", "label")
        documents = QVBoxLayout()
        documents.setSpacing(2)
        documents.addWidget(self._papers)
        for box in (*self.kinds.values(), self.letters):
            documents.addWidget(box)
        stack.addLayout(documents)
        stack.addWidget(self.head)
        when = row(gap=12)
        when.addWidget(self.where, 2, Qt.AlignmentFlag.AlignTop)
        when.addWidget(self.dated_on, 3, Qt.AlignmentFlag.AlignTop)
        stack.addLayout(when)
        stack.addWidget(self.to)
        stack.addWidget(self.numbered)
        stack.addLayout(row(label("Kertas", "label"), self.paper, None, gap=12))
