"""CEK KEASLIAN SURAT: a photo falls here, or the code at its foot is typed; whose letter it is."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.graduation.letter_lookup import TYPED, FoundLetter, look_up_code, look_up_picture
from pkh_desk.actions.graduation.review import NUMBERS
from pkh_desk.actions.upkeep.access import note_access
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.vocabulary import LETTER_KIND
from pkh_desk.errors import InvalidInput, Problem, RecordNotFound, UserError
from pkh_desk.gui.frame.drops import is_paper
from pkh_desk.gui.page import Page, Shell
from pkh_desk.gui.pages.office.fact_rows import show_facts
from pkh_desk.gui.sticks import downloads
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button, IconButton
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.drop_area import DropArea
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.words.family_words import joined, said_name

WIDTH = 680
INTRO = (
    "QR di kaki surat membuktikan bahwa isinya sama dengan yang dicetak program. Foto boleh miring atau "
    "gelap, asal QR-nya utuh."
)
READING = "Membaca QR…"
WRONG_FILE = "Jatuhkan foto, pindaian, atau PDF dari satu surat."


class LetterCheckPage(Page):
    """Takes one photo or one code after the other. `show_family(id)` leads to whom the letter is about."""

    def __init__(self, shell: Shell, desk: Desk, show_family: Callable[[str], object]) -> None:
        super().__init__(shell, "Cek keaslian surat")
        self.desk = desk
        self.found: FoundLetter | None = None
        theme = shell.theme
        self.choose = Button(theme, "Pilih foto", "primary", icon="folder", on_click=self._choose)
        self.drop = DropArea(
            theme, "document_text", "Jatuhkan foto atau pindaian surat di sini", (self.choose,)
        )
        self.drop.setMinimumHeight(theme.px(96))
        self.drop.dropped.connect(lambda paths: self.take(paths[0]))
        self.code = QLineEdit()
        self.code.setPlaceholderText("GRD-7K2QF-2026-0031")
        self.code_row = FormRow(
            theme, "Atau ketik kode surat", self.code, hint="Di samping QR, di kaki surat."
        )
        self.code.textEdited.connect(lambda _text: self.code_row.show_problem(None))
        self.code.returnPressed.connect(self.look_for)
        self.search = Button(theme, "Cari surat", icon="search", on_click=self.look_for)
        self.banner = Banner(theme)
        self.who, self.what = label("", "section"), label("", tone="text2", wrap=True)
        self.eye = IconButton(theme, "eye", "Tampilkan nomor lengkap", on_click=self._show_whole)
        self.family = Button(theme, "Buka keluarga", icon="person_home", on_click=self._open)
        self._show_family = show_family
        self._facts = QVBoxLayout()
        self._card = self._make_card()
        self._lay_out()

    def panes(self) -> Sequence[QWidget]:
        """The whole page."""
        return (self,)

    def first_focus(self) -> QWidget | None:
        """The code."""
        return self.code

    def take(self, path: Path) -> None:
        """Check the letter on this photo, scan or PDF."""
        if not is_paper(path):
            self._say(WRONG_FILE, "amber")
            return
        desk = self.desk
        self._look(lambda: look_up_picture(desk, path))

    def look_for(self) -> None:
        """Look up the code that was typed."""
        desk, typed = self.desk, self.code.text().strip()
        if not typed:
            self.code_row.show_problem(Problem("code", "Ketik kode di kaki surat, misalnya 7K2QF 2026 31."))
            self.code.setFocus()
            return
        self._look(lambda: look_up_code(desk, typed))

    def _look(self, look: Callable[[], FoundLetter]) -> None:
        self.code_row.show_problem(None)
        self.found = None
        show_if(self._card, False)
        self._say(READING, "note")
        self.shell.jobs.read(look, then=self._show, failed=self._refused, owner=self, replaces="letter-check")

    def _show(self, found: FoundLetter) -> None:
        self.found = found
        self._say(found.said, "red" if found.refused else "amber" if found.verdict == TYPED else "info")
        number = f"Nomor {found.number}" if found.number else "Nomor ditulis tangan"
        signed = f"ditandatangani {say_date(found.signed_on)}" if found.signed_on else "belum ditandatangani"
        kind = LETTER_KIND.get(found.kind, found.kind)
        self.who.setText(said_name(found.name) if found.household_id else found.name)
        self.what.setText(joined(kind, found.code, number, say_date(found.dated_on), signed))
        show_facts(self._facts, found.facts, whole=False)
        show_if(self.eye, any(fact.field in NUMBERS for fact in found.facts))
        show_if(self.family, found.household_id is not None)
        show_if(self._card, True)

    def _refused(self, error: UserError) -> None:
        words = error.problems[0].text if isinstance(error, InvalidInput) else str(error)
        self._say(words, "amber" if isinstance(error, InvalidInput | RecordNotFound) else "red")

    def _say(self, words: str, kind: str) -> None:
        self.banner.show_words(words, kind)

    def _show_whole(self) -> None:
        found, desk = self.found, self.desk
        if found is None or found.household_id is None:
            return
        home = found.household_id

        def show() -> None:
            if self.found is found:
                show_facts(self._facts, found.facts, whole=True)
                show_if(self.eye, False)

        self.shell.jobs.write(
            lambda: note_access(desk, "lihat", home, "cek surat"), then=lambda _noted: show(), owner=self
        )

    def _open(self) -> None:
        if self.found is not None and self.found.household_id:
            self._show_family(self.found.household_id)

    def _choose(self) -> None:
        kinds = "Foto, pindaian, PDF (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp *.pdf)"
        path, _kind = QFileDialog.getOpenFileName(self, "Pilih foto surat", str(downloads()), kinds)
        if path:
            self.take(Path(path))

    def _make_card(self) -> Card:
        card = Card("Surat yang tercatat", self.eye, padding=16, gap=8)
        self._facts.setSpacing(8)
        card.body.addLayout(row(self.who, None, self.family))
        card.body.addWidget(self.what)
        card.body.addLayout(self._facts)
        show_if(card, False)
        return card

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (label(INTRO, tone="text2", wrap=True), self.drop):
            column.addWidget(part)
        column.addWidget(self.code_row)
        column.addLayout(row(self.search, None))
        column.addWidget(self.banner)
        column.addWidget(self._card)
        scroll = ScrollBody()
        scroll.add_narrow(inside, self.theme.px(WIDTH))
        scroll.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
