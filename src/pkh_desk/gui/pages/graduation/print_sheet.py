"""CETAK: the print sheet: printer, paper, copies and for whom, colour, and the very pages at the right.

What is written is recorded first, then printed; when the printer fails the paper is there already, and the
next try prints it again without taking another number.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pkh_desk.actions.graduation.papers import PapersMade, note_papers, papers_pdf, record_again
from pkh_desk.actions.lists.saving import save_file, try_target
from pkh_desk.actions.upkeep.preferences import keep_preferences, preferences
from pkh_desk.desk import Desk
from pkh_desk.errors import Cancelled, PrinterGone, UserError
from pkh_desk.gui.forms.copies import Copies
from pkh_desk.gui.jobs import Job, Phases
from pkh_desk.gui.page import STACKED, Page, Shell
from pkh_desk.gui.pages.graduation.save_letter import ask_path
from pkh_desk.gui.paper.paper_pages import PaperPages
from pkh_desk.gui.paper.print_task import PrintTask, Progress, margin_task
from pkh_desk.gui.paper.printing import FoundPrinter, found_printers, print_pages
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.form_row import FormRow, Line
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.progress import ProgressLine
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.ticks import CheckBox
from pkh_desk.views.graduation.copies import Copy, copies

WIDTH, NARROW = 400, 384
PAPER_WORDS = {"f4": "F4 (215 × 330 mm)", "a4": "A4 (210 × 297 mm)"}
GRAY, COLOUR = "hitam", "warna"
NO_PRINTER = "Printer tidak ditemukan. Isian surat tetap ada, Anda bisa menyimpannya sebagai PDF."
MOVES = "Setelah dicetak, tahap menjadi “Surat dicetak”. Bisa diurungkan dari riwayat."
SCALE = "Skala selalu 100%. Bila printer bertanya, pilih ukuran sebenarnya, bukan pas halaman."
KEPT = "{error} {code} sudah tersimpan dan nomornya tetap. Cetak lagi, atau simpan PDF."


@dataclass(frozen=True)
class _Read:
    """What the sheet must know of system and desk."""

    printers: Sequence[FoundPrinter]
    copies: Sequence[Copy]
    usual: str
    gray: bool


class PrintSheet(Page):
    """Prints a task on paper, or saves it as one PDF."""

    def __init__(self, shell: Shell, desk: Desk, task: PrintTask) -> None:
        super().__init__(shell, task.title)
        self.desk, self.task, self.made = desk, task, PapersMade()
        self._job: Job | None = None
        self._found: Sequence[FoundPrinter] | None = None
        theme = shell.theme
        self.banner = Banner(theme, "", "amber")
        self.printer = Combo(theme, "Printer", [])
        self.paper = Combo(theme, "Kertas", [(code, PAPER_WORDS[code]) for code in task.papers])
        self.papers = FormRow(theme, "Kertas", self.paper)
        self.colour = Combo(theme, "Warna", [(GRAY, "Hitam putih"), (COLOUR, "Berwarna")])
        self.copies = Copies(theme)
        self.also = {code: CheckBox(theme, words) for code, words in task.also}
        self.pages = PaperPages(shell)
        self.test = Button(theme, "Cetak halaman uji", "link", on_click=self._test).make_slim()
        self.cancel = Button(theme, "Batal", "ghost", on_click=self._leave)
        self.pdf = Button(theme, "Simpan PDF", icon="document_pdf", on_click=self._save)
        self.print = Button(theme, "Cetak", "primary", icon="print", on_click=self._print)
        self.progress = ProgressLine(theme, "surat")
        self.progress.cancelled.connect(self._stop)
        self._lay_out()
        self._say_paper()
        self._busy(False)
        self.paper.currentIndexChanged.connect(lambda _at: self._on_paper())
        for box in self.also.values():
            box.toggled.connect(lambda _on: self._draw())
        self.copies.changed.connect(self._say_sheets)
        self.pages.drawn.connect(lambda _count: self._say_sheets())
        self.pages.failed.connect(self._say)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self._print)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._save)

    def entered(self) -> None:
        """Look for printers, and have the pages drawn."""
        desk = self.desk

        def read() -> _Read:
            liked = preferences(desk)
            return _Read(found_printers(), copies(desk), liked.printer, liked.gray)

        self.shell.jobs.read(read, then=self._show, owner=self, replaces="printers")
        if not self.pages.sizes:
            self._draw()

    def first_focus(self) -> QWidget | None:
        """What prints, or saves where nothing can print."""
        return self.print if self.print.property("kind") == "primary" else self.pdf

    def panes(self) -> Sequence[QWidget]:
        """Choices, and pages."""
        return (self._left, self.pages)

    def about_family(self) -> str:
        """The family of the letter, if it is one's."""
        return self.task.family_id

    def escape(self) -> None:
        """Leave it; nothing was printed."""
        self._leave()

    def set_width_class(self, width: str) -> None:
        """A narrow window leaves the choices less room."""
        self._left.setFixedWidth(self.theme.px(NARROW if width == STACKED else WIDTH))

    def _show(self, read: _Read) -> None:
        first = self._found is None
        self._found = read.printers
        chosen = self.printer.value() or read.usual
        self.printer.set_options([(each.name, each.words) for each in read.printers], chosen)
        self.printer.setEnabled(bool(read.printers))
        self.printer.setPlaceholderText("Tidak ada printer")
        none = not read.printers
        self.pdf.set_kind("primary" if none else "secondary")
        self.print.set_kind("secondary" if none else "primary")
        self.print.setEnabled(not none and self._job is None)
        if none:
            self.banner.show_words(NO_PRINTER, "amber")
        elif self.banner.words == NO_PRINTER:
            self.banner.show_words("")
        if first:
            self.colour.set_value(GRAY if read.gray else COLOUR)
            self.copies.show_copies(read.copies if self.task.write else ())
            target = self.first_focus()
            if target is not None and self.isVisible():
                target.setFocus()

    def _say_sheets(self) -> None:
        sheets = self.copies.count() * (len(self.pages.sizes) + self.task.more)
        self.print.set_text(f"Cetak {sheets} lembar" if sheets else "Cetak")

    def _on_paper(self) -> None:
        self._say_paper()
        self._draw()

    def _say_paper(self) -> None:
        self.papers.show_line(Line("hint", f"Kertas di printer harus {self.paper.value().upper()} juga."))

    def _also(self) -> tuple[str, ...]:
        return tuple(code for code, box in self.also.items() if box.isChecked())

    def _draw(self) -> None:
        task, desk, made = self.task, self.desk, self.made
        paper, also = self.paper.value(), self._also()
        self.pages.show_paper(lambda: papers_pdf(desk, made) if made.codes else task.preview(paper, also))

    def _write(self, how: str, copies: int) -> Callable[[Progress], PapersMade]:
        """Return what records that the papers leave, and notes it in the access trail."""
        task, desk, made = self.task, self.desk, self.made
        paper, also = self.paper.value(), self._also()

        def write(progress: Progress) -> PapersMade:
            if task.write is None:
                return made
            if made.codes:
                record_again(desk, made, how, copies)
                written = made
            else:
                written = task.write(paper, also, how, copies, progress)
            if written.codes:
                note_papers(desk, written, how)
            return written

        return write

    def _pdf(self, made: PapersMade, paper: str, progress: Progress) -> bytes:
        return papers_pdf(self.desk, made, progress) if made.codes else self.task.preview(paper, ())

    def _print(self) -> None:
        found = next((each for each in self._found or () if each.name == self.printer.value()), None)
        if found is None or self._job is not None or not self.pages.sizes:
            return
        try:
            # Asked before anything is written: a printer that is gone costs no number.
            printer = found.open()
        except PrinterGone as error:
            self._say(error)
            self.entered()
            return
        copies, gray, desk = self.copies.count(), self.colour.value() == GRAY, self.desk
        paper = self.paper.value()

        def put_out(progress: Phases) -> None:
            pdf = self._pdf(self.made, paper, lambda done, total: progress(done, total, "Menyiapkan"))
            print_pages(
                pdf, printer, copies, gray, lambda done, total: progress(done, total, "Mencetak lembar")
            )
            keep_preferences(desk, printer=found.name, gray=gray)

        def written(made: PapersMade) -> None:
            self.made = made
            self._start(put_out, lambda _nothing: self._finish("dikirim ke printer"), paper=True)

        write = self._write("cetak", copies)
        self._start(lambda progress: write(progress), written)

    def _save(self) -> None:
        if self._job is not None or not self.pages.sizes:
            return
        path = ask_path(self, self.made.codes[0] if self.made.codes else self.task.code())
        if path is not None:
            self._save_to(path)

    def _save_to(self, path: Path) -> None:
        write, paper = self._write("pdf", 1), self.paper.value()

        def written(made: PapersMade) -> None:
            self.made = made
            done = f"disimpan sebagai {path.name}"
            self._start(
                lambda progress: save_file(path, self._pdf(made, paper, progress)),
                lambda _nothing: self._finish(done),
                paper=True,
            )

        def try_and_write(progress: Progress) -> PapersMade:
            # A folder that cannot be written to is found before a number is taken.
            try_target(path)
            return write(progress)

        self._start(try_and_write, written)

    def _start(self, run: Callable[..., object], then: Callable, *, paper: bool = False) -> None:  # type: ignore[type-arg]
        self.banner.show_words("")
        self._busy(True)
        lane = self.shell.jobs.paper if paper else self.shell.jobs.write

        def ended(result: object) -> None:
            self._job = None
            then(result)

        self._job = lane(
            lambda progress: run(progress),
            then=ended,
            failed=self._failed,
            progress=self._show_progress,
            owner=self,
        )

    def _show_progress(self, done: int, total: int, phase: str = "") -> None:
        if total > 1:
            if self.progress.isHidden():
                self.progress.begin()
            self.progress.show_progress(done, total, phase)

    def _failed(self, error: UserError) -> None:
        self._job = None
        self._busy(False)
        code = self.made.codes[0] if len(self.made.codes) == 1 else "Berkasnya"
        words = str(error)
        if isinstance(error, Cancelled):
            words = "Dihentikan."
        if self.made.codes:
            words = KEPT.format(error=words, code=code)
            self._draw()
        self.banner.show_words(words, "red")
        if isinstance(error, PrinterGone):
            self.entered()

    def _finish(self, how: str) -> None:
        shell, task, made = self.shell, self.task, self.made
        many = len(made.codes) > 1
        what = f"{len(made.codes)} surat" if many else f"Surat {made.codes[0]}" if made.codes else "Halaman"
        left = f" {len(made.left)} keluarga tidak ikut: {made.left[0][1]}" if made.left else ""
        shell.toast(f"{what} {how}.{left}", shell.take_back if task.moves else None)
        shell.back()
        task.done(made)

    def _busy(self, busy: bool) -> None:
        self.progress.end()
        for button in (self.cancel, self.pdf):
            button.setEnabled(not busy)
        self.print.setEnabled(not busy and bool(self._found))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _leave(self) -> None:
        if self._job is None:
            shell, task, made = self.shell, self.task, self.made
            shell.back()
            if made.codes:
                task.done(made)

    def _test(self) -> None:
        self.shell.open_page(PrintSheet(self.shell, self.desk, margin_task()))

    def _say(self, error: UserError) -> None:
        self.banner.show_words(str(error), "red")

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._left = QFrame()
        self._left.setProperty("kind", "bar")
        self._left.setProperty("rule", "right")
        self._left.setAccessibleName("Pilihan cetak")
        stack = QVBoxLayout(self._left)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self._choices(), 1)
        self.progress.setContentsMargins(20, 0, 20, 0)
        stack.addWidget(self.progress)
        foot = row(self.cancel, None, self.pdf, self.print)
        foot.setContentsMargins(20, 9, 20, 14)
        stack.addLayout(foot)
        whole.addWidget(self._left)
        whole.addWidget(self.pages, 1)

    def _choices(self) -> ScrollBody:
        scroll = ScrollBody(ground="surface", margins=(20, 16, 20, 12))
        body = scroll.body
        body.addWidget(label(self.task.title, "section"))
        body.addWidget(label(self.task.about, "caption", "text2", wrap=True))
        body.addWidget(self.banner)
        body.addWidget(FormRow(self.theme, "Printer", self.printer))
        body.addWidget(self.papers)
        pair = row(gap=16)
        pair.addWidget(self.copies.row, 1)
        pair.addWidget(FormRow(self.theme, "Warna", self.colour), 2)
        body.addLayout(pair)
        body.addWidget(self.copies)
        if self.also:
            together = QVBoxLayout()
            together.setSpacing(2)
            together.addWidget(label("Sertakan", "label"))
            for box in self.also.values():
                together.addWidget(box)
            body.addLayout(together)
        if self.task.moves:
            body.addWidget(Banner(self.theme, MOVES, "info", icon="info"))
        body.addWidget(label(SCALE, "caption", "text2", wrap=True))
        if self.task.write is not None:
            body.addLayout(row(self.test, None))
        body.addStretch(1)
        return scroll
