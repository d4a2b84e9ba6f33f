"""LETTER BOOK PAPER: the paper that is selected in the register: what it is, printed again, or voided."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.vocabulary import LETTER_KIND
from pkh_desk.errors import InvalidInput, Problem, UserError
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.badge import Badge
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, column, row
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.label import hairline, label
from pkh_desk.gui.widgets.scroll_body import ScrollBody, bring_into_view
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.widgets.ticks import CheckBox
from pkh_desk.gui.words.family_words import joined, said_name
from pkh_desk.gui.words.moments import say_moment
from pkh_desk.views.graduation.letter_book import LETTER, PRINTED, SAVED, SIGNED, STATES, VOID, PaperRow

TONES = {PRINTED: "teal", SAVED: "gray", SIGNED: "green", VOID: "red"}
LONGEST_REASON = 300
STAYS = "Nomor dan kodenya tetap tercatat dan tidak dipakai lagi."
GOES_BACK = "Tahap keluarga kembali ke Siap, sampai surat penggantinya dicetak."


def who_of(paper: PaperRow) -> str:
    """Say whose paper it is."""
    if paper.table == LETTER:
        return said_name(paper.name)
    return joined(f"Desa {paper.desa}", f"{paper.families} keluarga")


class PaperCard(ScrollBody):
    """`print_it`, `open_family`, and `void(reason, anew)` about the paper shown."""

    print_it = Signal()
    open_family = Signal()
    void = Signal(str, bool)

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(margins=(0, 0, 0, 0))
        self.setAccessibleName("Surat terpilih")
        self._desk, self._low = desk, False
        self.paper: PaperRow | None = None
        self.kind, self.who = label("", "card", wrap=True), label("", tone="text2", wrap=True)
        self.badge, self.facts = Badge(theme, "", "teal"), label("", "caption", "text2", wrap=True)
        self.voided = Banner(theme, "", "red")
        self.again = Button(theme, "Cetak ulang", "outline", icon="print", on_click=self.print_it.emit)
        self.family = Button(theme, "Buka keluarga", "link", on_click=self.open_family.emit)
        self.start = Button(theme, "Batalkan surat…", "link", on_click=self._begin)
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.why = FormRow(theme, "Alasan dibatalkan", self.reason, hint="Misalnya: NIK salah ketik.")
        self.anew = CheckBox(theme, "Buat penggantinya sesudah ini")
        self.stays = label("", "caption", "text2", wrap=True)
        self.sure = Button(theme, "Batalkan surat ini", "danger", on_click=self._void)
        self.keep = Button(theme, "Tidak jadi", "ghost", on_click=self.shut)
        self.reason.returnPressed.connect(self._void)
        self._lay_out()
        self.hide()

    def show_paper(self, paper: PaperRow | None) -> None:
        """Show another paper; a reason that was begun stays with the paper it was begun for."""
        if paper is None or self.paper is None or paper.id != self.paper.id:
            self.shut()
        self.paper = paper
        show_if(self, paper is not None)
        if paper is None:
            return
        desk = self._desk
        self.kind.setText(LETTER_KIND.get(paper.kind, paper.kind))
        self.who.setText(who_of(paper))
        self.badge.show_state(STATES[paper.state], TONES[paper.state])
        number = paper.number or "ditulis tangan"
        lines = [
            f"Nomor: {number}{' (diketik sendiri)' if paper.by_hand and paper.number else ''}",
            f"Kode: {paper.code}",
            f"Tanggal surat: {say_date(paper.dated_on)}",
            f"Kertas: {paper.paper.upper()}",
            f"Keluar: {_times(paper)}",
        ]
        if paper.left_at:
            last = say_moment(desk.local(paper.left_at), desk.local(desk.now()))
            lines.append(f"Terakhir: {last}")
        if paper.signed_on:
            lines.append(f"Ditandatangani: {say_date(paper.signed_on)}")
        self.facts.setText(joined(*lines) if self._low else "\n".join(lines))
        when = say_date(paper.voided_on) if paper.voided_on else ""
        self.voided.show_words(f"Dibatalkan {when}. {paper.void_reason}" if when else "")
        stands = paper.state != VOID and paper.here
        show_if(self.who, not self._low)
        show_if(self.again, stands)
        show_if(self.family, paper.table == LETTER)
        show_if(self.start, stands and self._form.isHidden())
        self.stays.setText(f"{STAYS} {GOES_BACK}" if paper.table == LETTER else STAYS)

    def set_low(self, low: bool) -> None:
        """Take few lines, where the list it stands below says whose paper it is."""
        self._low = low
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for line in (self._head, self._acts):
            line.setDirection(right if low else down)
        self.show_paper(self.paper)

    def shut(self) -> None:
        """Close the form of voiding."""
        self._form.hide()
        self.reason.clear()
        self.anew.setChecked(True)
        self.why.show_line(None)
        show_if(self.start, self.paper is not None and self.paper.state != VOID and self.paper.here)

    def refuse(self, error: UserError) -> None:
        """Say at the field why it was not voided; what was typed stays."""
        text = error.problems[0].text if isinstance(error, InvalidInput) else str(error)
        self.why.show_problem(Problem("reason", text))
        self.reason.setFocus()

    def _begin(self) -> None:
        self.start.hide()
        self._form.show()
        self.reason.setFocus()
        bring_into_view(self.why)

    def _void(self) -> None:
        self.void.emit(self.reason.text(), self.anew.isChecked())

    def _lay_out(self) -> None:
        card = Card(padding=16, gap=8)
        self._head, self._acts = (QBoxLayout(QBoxLayout.Direction.TopToBottom) for _ in range(2))
        for line in (self._head, self._acts):
            line.setSpacing(8)
        self._head.addLayout(row(self.badge, None))
        self._head.addWidget(self.kind, 1)
        card.body.addLayout(self._head)
        for part in (self.who, self.facts, self.voided):
            card.body.addWidget(part)
        self._acts.addLayout(row(self.again, self.family, None))
        self._acts.addLayout(row(self.start, None), 1)
        card.body.addLayout(self._acts)
        self._form = QWidget()
        form = column(hairline(), self.why, self.anew, self.stays, gap=8)
        form.addLayout(row(self.sure, self.keep, None))
        self._form.setLayout(form)
        self._form.hide()
        card.body.addWidget(self._form)
        self.body.addWidget(card)
        self.body.addStretch(1)


def _times(paper: PaperRow) -> str:
    said = joined(
        f"{paper.printed} kali dicetak" if paper.printed else "",
        f"{paper.saved} kali PDF" if paper.saved else "",
    )
    return said or "belum"
