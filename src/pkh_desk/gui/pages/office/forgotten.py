"""KATA SANDI TERLUPA: a laptop asks to be opened: whose, the four words by phone, the answer as a file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.exchange.forgotten import ENDING
from pkh_desk.actions.exchange.forgotten_office import RequestView, answer_request, look_at_request
from pkh_desk.desk import Desk
from pkh_desk.domain.words import tidy_words
from pkh_desk.errors import Problem, ResetRefused, UserError
from pkh_desk.gui.page import Page, Shell
from pkh_desk.gui.sticks import downloads
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.drop_area import DropArea
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.widgets.ticks import CheckBox
from pkh_desk.gui.widgets.word_boxes import WordBoxes
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.gui.words.moments import say_moment

WIDTH = 680
INTRO = (
    "Pendamping yang lupa kata sandi menyimpan permintaan dari layar kuncinya. Jawaban dari sini membuka "
    "laptopnya, lalu ia membuat kata sandi baru. Datanya tetap."
)
HOW = "Telepon pendamping lewat nomor yang sudah dikenal kantor. Empat kata di layarnya harus sama."
PAPER = "Dengan kunci kertas, bila komputer kantor ini bukan yang mendaftarkan laptopnya."
UNKNOWN = "Laptop ini tidak ada di daftar kantor ini. Jawab hanya bila Anda yakin siapa yang menelepon."
MISMATCH = "Belum sama dengan permintaan ini. Minta dibacakan lagi; bila tetap berbeda, jangan dijawab."


class ForgottenRequestPage(Page):
    """Takes a request, compares the words, writes the answer; the paper key opens it where ours does not."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__(shell, "Kata sandi terlupa")
        self.desk = desk
        self.seen: RequestView | None = None
        self._path = Path()
        theme = shell.theme
        self.choose = Button(theme, "Pilih permintaan", icon="folder", on_click=self._choose)
        self.drop = DropArea(theme, "mail_inbox", "Jatuhkan permintaan laptop di sini", (self.choose,))
        self.drop.setMinimumHeight(theme.px(120))
        self.drop.dropped.connect(lambda paths: self.take(paths[0]))
        self.banner = Banner(theme, "", "red")
        self.paper = QLineEdit()
        self.paper_row = FormRow(theme, "Kunci kertas kantor", self.paper, hint=PAPER, optional=True)
        self.paper.textEdited.connect(lambda _text: self.paper_row.show_problem(None))
        self.paper.returnPressed.connect(lambda: self.take(self._path))
        self.open_paper = Button(theme, "Buka dengan kunci kertas", on_click=lambda: self.take(self._path))
        self.who, self.note = label("", "section"), Banner(theme, "", "amber")
        self.boxes, self.typed = WordBoxes(), QLineEdit()
        self.typed_row = FormRow(
            theme, "Kata yang dibacakan pendamping", self.typed, hint="Empat kata, dipisah spasi."
        )
        self.same = CheckBox(theme, "Sudah saya bandingkan lewat telepon, keempatnya sama")
        self.answer = Button(theme, "Simpan jawaban…", "primary", icon="save", on_click=self._ask_path)
        self.typed.textEdited.connect(lambda _text: self._judge())
        self.typed.returnPressed.connect(self.answer.click)
        self.same.toggled.connect(lambda _on: self._judge())
        self._paper_part, self._asked = self._make_paper(), self._make_asked()
        self._lay_out()

    def panes(self) -> Sequence[QWidget]:
        """The whole page."""
        return (self,)

    def first_focus(self) -> QWidget | None:
        """What is to be done next."""
        return self.typed if self.seen else self.choose

    def take(self, path: Path) -> None:
        """Look at this request."""
        self._path, desk, paper = path, self.desk, self.paper.text().strip()
        self.shell.jobs.read(
            lambda: look_at_request(desk, path, paper),
            then=self._show,
            failed=self._refused,
            owner=self,
            replaces="request",
        )

    def write_to(self, target: Path) -> None:
        """Write the answer."""
        desk, path, paper = self.desk, self._path, self.paper.text().strip()
        words = self.typed.text() or (self.seen.words if self.seen else "")
        self.answer.setEnabled(False)
        self.shell.jobs.write(
            lambda: answer_request(desk, path, words, target, paper),
            then=lambda name: self._answered(name, target),
            failed=self._refused,
            owner=self,
        )

    def _show(self, seen: RequestView) -> None:
        self.seen = seen
        now, made = self.desk.local(self.desk.now()), self.desk.local(seen.made_at)
        self.who.setText(f"{said_name(seen.name)} · laptop {seen.code} · dibuat {say_moment(made, now)}")
        again = seen.answered_at and self.desk.local(seen.answered_at)
        known = "" if seen.known else UNKNOWN
        said = f"Permintaan ini sudah dijawab {say_moment(again, now)}." if again else known
        self.note.show_words(said)
        self.boxes.show_words(seen.words)
        self.banner.show_words("", "red")
        self.typed.clear()
        self.same.setChecked(False)
        self._asked.show()
        self._judge()
        self.typed.setFocus()

    def _refused(self, error: UserError) -> None:
        self._judge()
        if self._paper_part.isVisible() and not isinstance(error, ResetRefused):
            self.paper_row.show_problem(Problem("paper_key", str(error)))
            return
        self.banner.show_words(str(error), "red")
        if self.seen is None:
            self._paper_part.show()

    def _judge(self) -> None:
        typed = tidy_words(self.typed.text())
        wrong = bool(self.seen and len(typed.split()) >= 4 and typed != self.seen.words)
        self.typed_row.show_problem(Problem("words", MISMATCH) if wrong else None)
        right = self.seen is not None and (typed == self.seen.words or (self.same.isChecked() and not typed))
        self.answer.setEnabled(right)

    def _ask_path(self) -> None:
        assert self.seen is not None
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = f"{folder}/PKH_{self.seen.code}_jawab{ENDING}"
        chosen, _kind = QFileDialog.getSaveFileName(self, "Simpan jawaban", start, f"Jawaban (*{ENDING})")
        if chosen:
            path = Path(chosen)
            self.write_to(path if path.suffix else path.with_suffix(ENDING))

    def _answered(self, name: str, target: Path) -> None:
        self.shell.back()
        self.shell.toast(
            f"{target.name} tersimpan. Serahkan ke {said_name(name)}; hanya laptopnya yang terbuka."
        )

    def _choose(self) -> None:
        found, _kind = QFileDialog.getOpenFileName(
            self, "Pilih permintaan laptop", str(downloads()), f"Permintaan (*{ENDING});;Semua (*)"
        )
        if found:
            self.take(Path(found))

    def _make_paper(self) -> QWidget:
        part = QWidget()
        stack = QVBoxLayout(part)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.paper_row)
        stack.addLayout(row(self.open_paper, None))
        show_if(part, False)
        return part

    def _make_asked(self) -> Card:
        card = Card("Cocokkan empat kata", padding=16, gap=10)
        for part in (self.who, self.note, label(HOW, tone="text2", wrap=True), self.boxes, self.typed_row):
            card.body.addWidget(part)
        card.body.addLayout(row(self.same, None, self.answer))
        show_if(card, False)
        return card

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (label(INTRO, tone="text2", wrap=True), self.drop, self.banner):
            column.addWidget(part)
        column.addWidget(self._paper_part)
        column.addWidget(self._asked)
        scroll = ScrollBody()
        scroll.add_narrow(inside, self.theme.px(WIDTH))
        scroll.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
