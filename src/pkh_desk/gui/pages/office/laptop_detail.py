"""LAPTOP DETAIL: one laptop: approving it by four words, revoking it, handing its families over."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.text import dots
from pkh_desk.domain.words import tidy_words
from pkh_desk.errors import Problem
from pkh_desk.gui.page import Shell
from pkh_desk.gui.paged_model import Column, PagedModel
from pkh_desk.gui.pages.office.number_card import NumberCard
from pkh_desk.gui.pages.office.turn_down import TurnDown
from pkh_desk.gui.pages.office.words import LAPTOP_TONES
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.badge import Badge
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.elided import ElidedLabel
from pkh_desk.gui.widgets.family_list import FamilyLine, FamilyList
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.ticks import CheckBox
from pkh_desk.gui.words.family_words import family_line, joined, said_name
from pkh_desk.gui.words.moments import say_moment
from pkh_desk.views.exchange.handover import Handover, handover
from pkh_desk.views.exchange.laptops import INVITED, STATES, Colleague, Laptop
from pkh_desk.views.people.families import family_rows

NOBODY, EVERY_DESA = "Pilih pendamping", "Semua desa"
LONGEST_NOTE = 200
HOW = "Pilih beberapa dengan Ctrl atau Shift. Tanpa pilihan, semua yang tampil dipindahkan."
MISMATCH = (
    "Empat kata itu bukan milik laptop ini. Minta dibacakan lagi; bila tetap berbeda, jangan disetujui."
)


class LaptopDetail(QFrame):
    """What is asked for: `approve(words, replacing)`, `refuse(reason)`, `withdraw` an invitation, `revoke`,
    `reinstate`, `again` for another laptop of the same person, `lost`, and `give(family ids, petugas id,
    name, note)`.
    """

    approve = Signal(str, bool)
    refuse = Signal(str)
    again = Signal()
    lost = Signal()
    revoke = Signal()
    withdraw = Signal()
    reinstate = Signal()
    give = Signal(list, str, str, str)

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__()
        self.setProperty("ground", "bg")
        self.setAccessibleName("Laptop")
        self.theme, self._jobs, self._desk = shell.theme, shell.jobs, desk
        self.laptop: Laptop | None = None
        theme = shell.theme
        self.name, self.badge = ElidedLabel("", "title"), Badge(theme, "")
        self.facts = label("", tone="text2", wrap=True)
        self.banner = Banner(theme, "", "amber")
        self.words = label("", "title")
        self.typed = QLineEdit()
        self.typed_row = FormRow(
            theme, "Kata yang dibacakan pendamping", self.typed, hint="Empat kata, dipisah spasi."
        )
        self.same = CheckBox(theme, "Sudah saya bandingkan lewat telepon, keempatnya sama")
        self.replacing = CheckBox(theme, "")
        self.turn_down, self.numbers = TurnDown(theme), NumberCard(shell, desk)
        self.approve_button = Button(theme, "Setujui", "primary", icon="checkmark", on_click=self._approve)
        self._make_buttons(theme)
        self.list = FamilyList(theme, "Keluarga pendamping ini")
        self.list.setSelectionMode(FamilyList.SelectionMode.ExtendedSelection)
        self.model: PagedModel[FamilyLine] = PagedModel(
            self._read_lines, [Column("Keluarga", lambda line: line.name)], FamilyLine.spoken, self
        )
        self.list.setModel(self.model)
        self.to = Combo(theme, "Pindahkan ke", [("", NOBODY)])
        self.give_button = Button(theme, "Pindahkan semua", on_click=self._give)
        self.desa = Combo(theme, "Desa", [("", EVERY_DESA)])
        self.note, self.along = QLineEdit(), label("", "caption", "text2", wrap=True)
        self.note.setPlaceholderText("Pesan untuk keduanya (boleh kosong)")
        self.note.setAccessibleName("Pesan untuk keduanya")
        self.note.setMaxLength(LONGEST_NOTE)
        self._every: dict[str, str] = {}
        self._asking, self._families = self._make_asking(), self._make_families()
        self._lay_out()
        self.typed.textEdited.connect(lambda _text: self._judge())
        self.typed.returnPressed.connect(self.approve_button.click)
        self.same.toggled.connect(lambda _on: self._judge())
        self.desa.currentIndexChanged.connect(lambda _at: self._filter())
        self.to.currentIndexChanged.connect(lambda _at: self._judge())
        self.list.selectionModel().selectionChanged.connect(lambda _on, _off: self._judge())

    def show_laptop(self, laptop: Laptop, families: Mapping[str, str], others: Sequence[Colleague]) -> None:
        """Show a laptop, its families with the name of their desa, and to whom they could go."""
        if self.laptop is None or self.laptop.id != laptop.id:
            self.typed.clear()
            self.turn_down.close_form()
            self.same.setChecked(False)
            self.replacing.setChecked(bool(laptop.others))
            self.typed_row.show_problem(None)
            self.list.clearSelection()
        self.laptop = laptop
        self.name.setText(said_name(laptop.name))
        self.badge.show_state(STATES[laptop.state], LAPTOP_TONES[laptop.state])
        self.facts.setText(self._say_facts(laptop))
        self.banner.show_words(self._say_banner(laptop), "amber" if laptop.state != "diundang" else "note")
        self.words.setText(laptop.words)
        self._asking.setVisible(laptop.state == "menunggu")
        self.replacing.setText(f"Cabut laptop lama ({', '.join(laptop.others)}) sekaligus")
        self.replacing.setVisible(bool(laptop.others))
        self.again_button.setVisible(laptop.state in ("aktif", "dicabut"))
        self.lost_button.setVisible(laptop.state in ("aktif", "dicabut"))
        self.withdraw_button.setVisible(laptop.state in INVITED)
        self.revoke_button.setVisible(laptop.state == "aktif")
        self.reinstate_button.setVisible(laptop.state == "dicabut")
        self._families.setVisible(laptop.state in ("aktif", "dicabut"))
        self._every = dict(families)
        places = sorted({place for place in families.values() if place})
        self.desa.set_options([("", EVERY_DESA), *((place, place) for place in places)], self.desa.value())
        self._filter()
        options = [(one.petugas_id, f"{said_name(one.name)} · {dots(one.families)}") for one in others]
        mine = [option for option in options if option[0] != laptop.petugas_id]
        self.to.set_options([("", NOBODY), *mine], self.to.value())
        self.numbers.show_laptop(laptop)
        self._judge()

    def _filter(self) -> None:
        """List the families of the chosen desa."""
        place = self.desa.value()
        self.model.show_ids([home for home, of in self._every.items() if place in ("", of)])
        self._judge()

    def _look_along(self) -> None:
        """Read what would go along, for the line below the list of receivers."""
        desk, laptop, homes = self._desk, self.laptop, self.chosen()
        if laptop is None or not self.to.value():
            self.along.setText(HOW)
            return
        self._jobs.read(
            lambda: handover(desk, laptop.petugas_id, homes),
            then=self._show_along,
            owner=self,
            replaces="handover",
        )

    def _show_along(self, found: Handover) -> None:
        now = self._desk.local(self._desk.now())
        seen = say_moment(self._desk.local(found.seen_at), now) if found.seen_at else "belum pernah"
        waiting = f", {found.files} kiriman belum diterapkan" if found.files else ""
        self.along.setText(
            f"Ikut pindah: {dots(found.families)} keluarga dengan riwayatnya, {found.cases} proses graduasi, "
            f"{found.promises} janji, {dots(found.products)} produk. Laptop lama terakhir terlihat {seen}"
            f"{waiting}; yang belum dikirimnya tetap dihitung bila sampai."
        )

    def chosen(self) -> list[str]:
        """Return the ids of the selected families; all of them where none is selected."""
        picked = [self.model.id_at(index) for index in self.list.selectionModel().selectedIndexes()]
        return picked or list(self.model.ids)

    def forget_handover(self) -> None:
        """Ask anew to whom and with which words: another Enter would hand over all the others."""
        if self.give_button.hasFocus():
            self.list.setFocus()
        self.note.clear()
        self.to.set_value("")

    def select(self, family_id: str) -> None:
        """Add a family to the selection."""
        flags = QItemSelectionModel.SelectionFlag.Select
        self.list.selectionModel().select(self.model.index_of(family_id), flags)

    def _say_facts(self, laptop: Laptop) -> str:
        now = self._desk.local(self._desk.now())
        seen = self._desk.local(laptop.last_seen_at) if laptop.last_seen_at else None
        return joined(
            f"Kode laptop {laptop.code}" if laptop.code else "",
            f"terakhir terlihat {say_moment(seen, now)}" if seen else "",
            f"{laptop.files_waiting} kiriman menunggu" if laptop.files_waiting else "",
            ", ".join(laptop.scope),
        )

    def _say_banner(self, laptop: Laptop) -> str:
        until = say_date(self._desk.local(laptop.until).date()) if laptop.until else ""
        return {
            "diundang": f"Undangan berlaku sampai {until}. Menunggu kiriman pertama dari laptopnya.",
            "lewat": f"Undangan berakhir {until} dan tidak dipakai. Buat undangan baru bila masih perlu.",
            "ditolak": "Permintaan laptop ini ditolak. Undang lagi bila keliru; tidak ada data yang hilang.",
            "dicabut": "Laptop ini tidak dipercaya lagi. Kirimannya disimpan di karantina.",
        }.get(laptop.state, "")

    def _judge(self) -> None:
        """Say what the buttons would do now."""
        laptop = self.laptop
        if laptop is None:
            return
        typed = tidy_words(self.typed.text())
        full = len(typed.split()) >= 4
        wrong = full and typed != tidy_words(laptop.words)
        self.typed_row.show_problem(Problem("words", MISMATCH) if wrong else None)
        self.approve_button.setEnabled(not wrong and (full or (self.same.isChecked() and not typed)))
        picked = len(self.list.selectionModel().selectedIndexes())
        count = picked or len(self.model.ids)
        self.give_button.set_text(
            f"Pindahkan {dots(count)} keluarga" if picked else f"Pindahkan semua ({dots(count)})"
        )
        self.give_button.setEnabled(bool(self.to.value()) and bool(count))
        self._look_along()

    def _approve(self) -> None:
        if self.laptop is not None:
            replacing = bool(self.laptop.others) and self.replacing.isChecked()
            self.approve.emit(self.typed.text() or self.laptop.words, replacing)

    def _give(self) -> None:
        name = self.to.currentText().split(" · ")[0]
        self.give.emit(self.chosen(), self.to.value(), name, self.note.text().strip())

    def _read_lines(self, ids: Sequence[str]) -> Sequence[FamilyLine]:
        today = self._desk.today()
        rows = {one.id: family_line(one, today) for one in family_rows(self._desk, ids)}
        return [rows.get(home, FamilyLine("", "", gone=True)) for home in ids]

    def _make_buttons(self, theme: Theme) -> None:
        """What can be done with a laptop as a whole, each where its state allows it."""
        self.again_button = Button(theme, "Laptop baru…", icon="person_add", on_click=self.again.emit)
        self.lost_button = Button(theme, "Hilang…", on_click=self.lost.emit)
        self.withdraw_button = Button(theme, "Tarik undangan", on_click=self.withdraw.emit)
        self.revoke_button = Button(theme, "Cabut", "danger", on_click=self.revoke.emit)
        self.reinstate_button = Button(theme, "Aktifkan lagi", on_click=self.reinstate.emit)

    def _make_asking(self) -> Card:
        card = Card("Empat kata laptop ini", padding=16, gap=10)
        how = "Telepon pendamping. Minta ia membacakan empat kata dari layarnya, lalu ketik di sini."
        card.body.addWidget(label(how, tone="text2", wrap=True))
        card.body.addWidget(self.words)
        card.body.addWidget(self.typed_row)
        card.body.addWidget(self.replacing)
        card.body.addLayout(row(self.same, None, self.approve_button))
        card.body.addWidget(self.turn_down)
        self.turn_down.refused.connect(self.refuse)
        return card

    def _make_families(self) -> Card:
        card = Card("Keluarga", padding=14, gap=10)
        card.body.addLayout(row(self.desa, self.to, self.give_button, None))
        card.body.addWidget(self.note)
        card.body.addWidget(self.along)
        card.body.addWidget(self.list, 1)
        self.list.setMinimumHeight(self.theme.px(220))
        return card

    def _lay_out(self) -> None:
        head = QFrame()
        head.setProperty("kind", "bar")
        head.setProperty("rule", "below")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.name)
        words.addWidget(self.facts)
        line = QHBoxLayout(head)
        line.setContentsMargins(24, 12, 20, 12)
        line.setSpacing(12)
        line.addLayout(words, 1)
        buttons = (
            self.again_button,
            self.lost_button,
            self.withdraw_button,
            self.revoke_button,
            self.reinstate_button,
        )
        for part in (self.badge, *buttons):
            line.addWidget(part)
        scroll = ScrollBody()
        scroll.body.addWidget(self.banner)
        scroll.body.addWidget(self._asking)
        scroll.body.addWidget(self._families, 1)
        scroll.body.addWidget(self.numbers)
        scroll.body.addStretch(1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(head)
        stack.addWidget(scroll, 1)

    def first_focus(self) -> QWidget:
        """Where the next step is."""
        if self._asking.isVisible():
            return self.typed
        return self.list if self._families.isVisible() else self.withdraw_button
