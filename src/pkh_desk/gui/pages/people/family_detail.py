"""FAMILY DETAIL: one family: who it is, its tabs, and the facts at the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pkh_desk.actions.upkeep.access import note_access
from pkh_desk.actions.upkeep.draft import VISIT, find_draft
from pkh_desk.desk import Desk
from pkh_desk.errors import UserError
from pkh_desk.gui.page import FULL, Shell
from pkh_desk.gui.pages.people.family_cards import case_card, members_card, products_card, summary_cards
from pkh_desk.gui.pages.people.family_history import FamilyHistory
from pkh_desk.gui.pages.people.family_letters import letters_card
from pkh_desk.gui.pages.upkeep.history import HistoryPage
from pkh_desk.gui.paper.thumbs import Thumbs
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.badge import Badge
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button, IconButton
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.elided import ElidedLabel
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.overflow import Overflow
from pkh_desk.gui.widgets.refill import refill
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.tab_strip import INSET, TabStrip
from pkh_desk.gui.widgets.themed import Themed, show_if
from pkh_desk.gui.words.family_words import address_of, joined, number_words, said_name
from pkh_desk.views.graduation.letters import LetterView, letters
from pkh_desk.views.people.family import FamilyView, family
from pkh_desk.views.people.timeline import TimelineItem, timeline

FACTS_WIDTH = 272
LETTER, PROPOSE, CASE = "Buat surat", "Usulkan graduasi", "Tahap graduasi"
TWIN, LEAVE = "Sama dengan keluarga lain…", "Keluar bukan karena graduasi…"
TABS = (
    ("riwayat", "Riwayat"),
    ("ringkasan", "Ringkasan"),
    ("anggota", "Anggota"),
    ("usaha", "Usaha"),
    ("graduasi", "Graduasi"),
    ("surat", "Surat"),
)


@dataclass(frozen=True)
class Read:
    """Everything the detail shows of one family, read in one go. `draft`: a visit is being typed."""

    view: FamilyView
    items: Sequence[TimelineItem]
    letters: Sequence[LetterView]
    draft: bool


class FamilyDetail(Themed, QFrame):
    """Shows the family of an id; the signals are what its buttons ask for, with the family's id, of `product`
    with the product's, of `reprint` and `scans` with the letter. What the history asks for it asks itself."""

    visit = Signal()
    edit = Signal(str)
    write_letter = Signal(str)
    propose = Signal(str)
    case = Signal(str)
    leave, twin = Signal(str), Signal(str)
    add_product = Signal(str)
    product = Signal(str)
    reprint = Signal(object)
    scans = Signal(object)
    named = Signal(str)

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__()
        self._shell, self._desk, self._thumbs = shell, desk, Thumbs(shell, desk, self)
        self.family_id = ""
        self.read: Read | None = None
        self._numbers_shown, self._full = False, True
        theme = shell.theme
        self.setAccessibleName("Keluarga terpilih")
        self.name = ElidedLabel("", "title", hugs=True)
        self.badge = Badge(theme, "", "teal", "hat_graduation")
        self.nik, self.more = label("", tone="text2"), ElidedLabel("", tone="text2")
        self.eye = IconButton(theme, "eye", "Tampilkan NIK", on_click=self._toggle_numbers)
        self.record = Button(theme, "Catat kunjungan", "primary", icon="add", on_click=self.visit.emit)
        self.record.setToolTip("Catat kunjungan (Ctrl+J)")
        self.letter = Button(theme, LETTER, "primary", icon="document_edit", on_click=self._write_letter)
        self.way = Button(theme, PROPOSE, icon="hat_graduation", on_click=self._show_way)
        self._add_actions(theme)
        self.away = Banner(
            theme, "Keluarga ini sudah diserahkan ke pendamping lain. Di sini hanya bisa dibaca.", "note"
        )
        self.tabs = TabStrip(theme, TABS)
        self.history = FamilyHistory(shell, desk)
        self.timeline, self.happenings = self.history.timeline, self.history.happenings
        self._bodies, self._places = QStackedWidget(), dict[str, QVBoxLayout]()
        self._facts = ScrollBody(margins=(0, 0, 12, 16))
        self._lay_out()
        self.tabs.picked.connect(self._show_tab)
        self.follow(theme)

    def _add_actions(self, theme: Theme) -> None:
        """What can be done with a family; what has a button of its own is left out meanwhile."""
        self.more_acts = Overflow(theme, "Tindakan lain untuk keluarga ini")
        add = self.more_acts.add
        self.change = add("Ubah data", "edit", lambda: self.edit.emit(self.family_id), "F2")
        self._letter_act = add(LETTER, "document_edit", self._write_letter)
        self._way_act = add(PROPOSE, "hat_graduation", self._show_way)
        self._ware_act = add("Tambah produk", "box", lambda: self.add_product.emit(self.family_id))
        add("Riwayat perubahan", "history", self._open_changes)
        self._twin_act = add(TWIN, "people", lambda: self.twin.emit(self.family_id))
        self._leave_act = add(LEAVE, "person", lambda: self.leave.emit(self.family_id))

    def _write_letter(self) -> None:
        self.write_letter.emit(self.family_id)

    def _show_way(self) -> None:
        (self.case if self.read and self.read.view.case else self.propose).emit(self.family_id)

    def show_family(self, family_id: str) -> None:
        """Read a family and show it; another one than before hides the numbers again."""
        if family_id != self.family_id:
            self._numbers_shown = False
            self.family_id = family_id
        desk = self._desk

        def read() -> Read:
            view, draft = family(desk, family_id), find_draft(desk, VISIT, family_id)
            return Read(view, timeline(desk, family_id), letters(desk, family_id), draft is not None)

        self._shell.jobs.read(read, then=self._show, failed=self._gone, owner=self, replaces="family")

    def show_record(self, tab: str, record: str) -> None:
        """Show a tab; in the history select the thing that happened with this id, now or once it is read."""
        self.tabs.pick(tab)
        self.history.select(record if tab == "riwayat" else "")

    def set_width_class(self, width: str) -> None:
        """Facts stand at the right where there is room, else in a tab of their own."""
        self._full = width == FULL
        if self.read is not None:
            self._show_next_step(self.read)
        self._facts.setVisible(self._full)
        self._body.setContentsMargins(24, 14, 8 if self._full else 20, 0)
        self.tabs.set_tabs([tab for tab in TABS if tab[0] != "ringkasan" or not self._full])
        self._show_tab(self.tabs.key())

    def restyle(self) -> None:
        """The facts grow with the text."""
        self._facts.setFixedWidth(self.theme.px(FACTS_WIDTH) + 12)

    def _show(self, read: Read) -> None:
        if read.view.id != self.family_id and self.read and self.read.view.id == self.family_id:
            return
        self.read = read
        self._thumbs.look_again()
        view = read.view
        self.name.setText(said_name(view.name))
        self.badge.show_state(view.case.words if view.case else "", _tone(view), "hat_graduation")
        self._show_next_step(read)
        self.away.setVisible(view.handed_over)
        number = f"No peserta {view.no_peserta}" if view.no_peserta else ""
        self.more.setText(joined(number, address_of(view)))
        case = f"{view.case.step}/6" if view.case and view.case.step else ""
        self.tabs.set_counts(
            {
                "anggota": str(len(view.members)),
                "usaha": str(len(view.products) or ""),
                "graduasi": case,
                "surat": str(len(read.letters) or ""),
            }
        )
        self._show_numbers()
        self.history.show_items(read.items, not view.handed_over)
        self._fill("ringkasan", summary_cards(self.theme, self._thumbs, view, self._desk.today()))
        _refill(self._facts.body, summary_cards(self.theme, self._thumbs, view, self._desk.today()))
        self._fill("usaha", [self._products(view)])
        self._fill("graduasi", [self._case(view)])
        written = letters_card(self.theme, read.letters, self.reprint.emit, self.scans.emit)
        self._fill("surat", [written or self._no_letters()])
        self.named.emit(said_name(view.name))

    def _show_next_step(self, read: Read) -> None:
        """One button is filled: the letter once the family is ready for it, else the visit, which no office
        makes: there it is the way to graduation.

        Beside it there is room for one more in a wide window; the rest stands in the menu.
        """
        view, mine, office = read.view, not read.view.handed_over, self._desk.is_office
        letter_next = view.case is not None and view.case.stage == "siap"
        way_shown = (self._full or office) and not letter_next
        self.way.set_kind("primary" if office else "secondary")
        self.record.set_kind("secondary" if letter_next else "primary")
        self.record.set_text("Lanjutkan kunjungan" if read.draft else "Catat kunjungan")
        show_if(self.letter, letter_next)
        show_if(self.way, way_shown)
        self._letter_act.setVisible(not letter_next)
        self._way_act.setVisible(not way_shown)
        self.way.set_text(CASE if view.case else PROPOSE)
        self._way_act.setText(CASE if view.case else PROPOSE)
        for part in (
            self.letter,
            self.record,
            self.change,
            self._letter_act,
            self._ware_act,
            self._twin_act,
            self._leave_act,
        ):
            part.setEnabled(mine)
        for part in (self.way, self._way_act):
            part.setEnabled(mine or view.case is not None)

    def _show_numbers(self) -> None:
        if self.read is None:
            return
        view, shown = self.read.view, self._numbers_shown
        who = view.pengurus
        words = number_words(who.nik if who else None, who.nik_raw if who else None, shown)
        self.nik.setText(f"NIK {words}")
        self.eye.set_icon("eye_off" if shown else "eye")
        self.eye.set_name("Sembunyikan NIK" if shown else "Tampilkan NIK")
        self._fill("anggota", [members_card(self.theme, view, self._desk.today(), shown)])

    def _toggle_numbers(self) -> None:
        """Show or hide full numbers; showing is noted in the access trail."""
        self._numbers_shown = not self._numbers_shown
        if self._numbers_shown:
            desk, family_id = self._desk, self.family_id
            self._shell.jobs.write(lambda: note_access(desk, "lihat", family_id, "NIK di layar"))
        self._show_numbers()

    def selected_item(self) -> TimelineItem | None:
        """Return what is selected in the history, None if nothing is."""
        return self.history.selected()

    def _gone(self, error: UserError) -> None:
        """Say that a family is not there; where it went while it was shown, the list shows it."""
        if self.read is not None and self.read.view.id == self.family_id:
            return
        self._shell.toast(str(error), icon="error_circle")

    def _open_changes(self) -> None:
        if self.family_id:
            page = HistoryPage(self._shell, self._desk, self.family_id, self.name.text())
            self._shell.open_page(page)

    def _show_tab(self, key: str) -> None:
        place = next((i for i, tab in enumerate(TABS) if tab[0] == key), 0)
        self._bodies.setCurrentIndex(place)

    def _fill(self, tab: str, widgets: Sequence[QWidget]) -> None:
        _refill(self._places[tab], widgets)

    def _products(self, view: FamilyView) -> QWidget:
        add = Button(self.theme, "Tambah produk", icon="add")
        add.clicked.connect(lambda: self.add_product.emit(self.family_id))
        add.setEnabled(not view.handed_over)
        if view.products:
            return products_card(self.theme, self._thumbs, view, self.product.emit, add)
        text = "Produk keluarga ini akan muncul di sini beserta stoknya."
        return EmptyState(self.theme, "building_shop", "Belum ada usaha", text, (add,), tone="gray")

    def _no_letters(self) -> QWidget:
        text = "Surat yang dicetak atau disimpan akan muncul di sini."
        return EmptyState(self.theme, "document_text", "Belum ada surat", text, tone="gray")

    def _case(self, view: FamilyView) -> QWidget:
        left = Button(self.theme, LEAVE, "link")
        left.clicked.connect(lambda: self.leave.emit(self.family_id))
        left.setEnabled(not view.handed_over)
        show = Button(self.theme, "Buka tahap graduasi", icon="hat_graduation")
        show.clicked.connect(lambda: self.case.emit(self.family_id))
        if (card := case_card(self.theme, view, show, left)) is not None:
            return card
        ask = Button(self.theme, "Usulkan graduasi", icon="hat_graduation")
        ask.clicked.connect(lambda: self.propose.emit(self.family_id))
        ask.setEnabled(not view.handed_over)
        text = "Usulkan bila keluarga ini sudah mampu dan bersedia."
        return EmptyState(self.theme, "hat_graduation", "Belum jadi calon", text, (ask, left), tone="gray")

    def _lay_out(self) -> None:
        show_if(self.record, not self._desk.is_office)
        first = row(self.name, self.badge, None, gap=10)
        first.addLayout(row(self.way, self.record, self.letter, self.more_acts, gap=8))
        second = row(self.nik, self.eye, gap=4)
        second.addWidget(self.more, 1)
        head = QVBoxLayout()
        head.setContentsMargins(24, 16, 20, 0)
        head.setSpacing(2)
        head.addLayout(first)
        head.addLayout(second)
        head.addWidget(self.away)
        strip = row(self.tabs)
        strip.setContentsMargins(24 - INSET, 4, 20, 0)
        body = self._body = QHBoxLayout()
        body.setSpacing(24)
        body.addWidget(self._bodies, 1)
        body.addWidget(self._facts)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addLayout(head)
        stack.addLayout(strip)
        stack.addLayout(body, 1)
        self._bodies.addWidget(self.history)
        for key, _words in TABS[1:]:
            scroll = ScrollBody(margins=(0, 0, 12, 16))
            self._places[key] = scroll.body
            self._bodies.addWidget(scroll)


def _tone(view: FamilyView) -> str:
    if view.case is None:
        return "teal"
    return {"graduasi": "green", "ditolak": "red", "dibatalkan": "gray"}.get(view.case.stage or "", "teal")


def _refill(body: QVBoxLayout, widgets: Sequence[QWidget]) -> None:
    """Replace what a scroll body holds."""
    refill(body, widgets)
    body.addStretch(1)
