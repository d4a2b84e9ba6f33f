"""BERKAS DESA: the papers of a desa's families together, or the letters of a whole list; and earlier ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pkh_desk.actions.graduation.desa_papers import preview_batch, write_batch
from pkh_desk.actions.graduation.official import OfficialDraft, save_official
from pkh_desk.actions.graduation.packet import PacketWishes
from pkh_desk.actions.graduation.papers import PapersMade, note_papers, save_papers
from pkh_desk.actions.lists.saving import try_target
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.vocabulary import LETTER_KIND
from pkh_desk.errors import Cancelled, UserError
from pkh_desk.gui.draft_keeper import DraftKeeper
from pkh_desk.gui.forms.batch import BatchForm
from pkh_desk.gui.jobs import Job, Phases
from pkh_desk.gui.page import STACKED, Page, Shell
from pkh_desk.gui.pages.graduation.print_sheet import PrintSheet
from pkh_desk.gui.paper.paper_pages import PaperPages
from pkh_desk.gui.paper.print_task import again_task, batch_task
from pkh_desk.gui.sticks import documents
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.line_row import line_row
from pkh_desk.gui.widgets.progress import ProgressLine
from pkh_desk.gui.widgets.refill import clear
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.tab_strip import INSET, TabStrip
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.words.family_words import joined
from pkh_desk.views.graduation.desa_batches import DesaBatch, desa_batches
from pkh_desk.views.graduation.official import OfficialView, village_heads
from pkh_desk.views.graduation.packets import PacketView, packets

NEW, EARLIER = "baru", "sebelumnya"
FORM_WIDTH, NARROW = 404, 396
MOST_EARLIER = 30
DRAFT = "berkas_desa"
STOPPED = "Dihentikan. Surat yang sudah tertulis ada di Buku surat."
NOBODY = "Berkas disusun dari keluarga yang sudah siap, atau yang suratnya sudah dicetak atau ditandatangani."


@dataclass(frozen=True)
class _Read:
    batches: Sequence[DesaBatch]
    earlier: Sequence[PacketView]


class DesaPapersPage(Page):
    """`again` is what a voided packet was written with: the form opens with it."""

    def __init__(self, shell: Shell, desk: Desk, *, again: PacketWishes | None = None) -> None:
        super().__init__(shell, "Berkas desa")
        self.desk, self._again = desk, again
        self._job: Job | None = None
        self._batches: Sequence[DesaBatch] | None = None
        theme = shell.theme
        self.tabs = TabStrip(theme, [(NEW, "Berkas baru"), (EARLIER, "Sebelumnya")])
        self.banner = Banner(theme, "", "red")
        self.form, self.pages = BatchForm(theme, desk.today()), PaperPages(shell)
        self.each = Button(theme, "Simpan terpisah…", icon="folder", on_click=self._save_each)
        self.print = Button(theme, "Cetak atau simpan", "primary", icon="print", on_click=self._print)
        self.progress = ProgressLine(theme)
        self.progress.cancelled.connect(self._stop)
        self._earlier = QVBoxLayout()
        self._earlier.setSpacing(4)
        back = Button(theme, "Kembali", "primary", on_click=lambda: shell.back())
        self._empty = EmptyState(theme, "people", "Belum ada keluarga yang siap", NOBODY, (back,))
        self._lay_out()
        self._show_busy(False)
        self.keeper = DraftKeeper(self, desk, DRAFT, "", self.form.state)
        self.form.changed.connect(self.keeper.touch)
        self.form.changed.connect(self.draw)
        self.form.desa_changed.connect(self._read_heads)
        self.form.head.save.connect(self._save_head)
        self.pages.failed.connect(lambda error: self.banner.show_words(str(error), "red"))
        self.pages.drawn.connect(lambda _pages: self.banner.show_words(""))
        self.tabs.picked.connect(lambda key: self._tab.setCurrentIndex(0 if key == NEW else 1))
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self._print)

    def entered(self) -> None:
        """Read which families there are; ticks stay."""
        desk = self.desk
        self.shell.jobs.read(
            lambda: _Read(desa_batches(desk), packets(desk)),
            then=self._show,
            owner=self,
            replaces="desa papers",
        )

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read again."""
        self.entered()

    def draw(self) -> None:
        """Have the pages drawn as they would be now."""
        desk, wishes = self.desk, self.form.wishes()
        ready = wishes.count > 0 and bool(wishes.packet.household_ids)
        self.each.setEnabled(ready)
        self.print.setEnabled(ready)
        self.print.set_text(f"Cetak {wishes.count} surat…" if ready else "Cetak…")
        if ready:
            self.pages.show_paper(lambda: preview_batch(desk, wishes))

    def first_focus(self) -> QWidget | None:
        """The choice of a desa."""
        return self.form.desa

    def panes(self) -> Sequence[QWidget]:
        """Choices, then pages; or the way back."""
        return (self._left, self.pages, self._empty)

    def leave_draft(self, coming_back: bool) -> Callable[[], object] | None:
        """Keep what was chosen."""
        return self.keeper.leave(coming_back)

    def set_width_class(self, width: str) -> None:
        """A narrow window leaves the choices less room."""
        self._left.setFixedWidth(self.theme.px(NARROW if width == STACKED else FORM_WIDTH))

    def _show(self, read: _Read) -> None:
        self._show_earlier(read.earlier)
        show_if(self._work, bool(read.batches) or bool(read.earlier))
        show_if(self._empty, not read.batches and not read.earlier)
        if read.batches == self._batches:
            return
        first, self._batches = self._batches is None, read.batches
        self.form.show_batches(read.batches)
        if first and self.keeper.begin(self.form.show_state) is not None:
            self.shell.toast("Isian berkas yang belum dipakai dilanjutkan.", icon="history")
        if first and self._again is not None:
            self.form.choose(self._again)
        self._read_heads()
        self.draw()

    def _read_heads(self) -> None:
        desk, desa = self.desk, self.form.desa.value()
        self.shell.jobs.read(
            lambda: village_heads(desk, desa),
            then=lambda heads: self._show_heads(desa, heads),
            owner=self,
            replaces="village heads",
        )

    def _show_heads(self, desa: str, heads: Sequence[OfficialView]) -> None:
        if desa == self.form.desa.value():
            self.form.head.show_heads(desa, heads, self.form.day)

    def _save_head(self, draft: OfficialDraft, official_id: str) -> None:
        desk = self.desk

        def saved(_id: str) -> None:
            self.form.head.shut()
            self.shell.toast(f"{draft.name.strip()} tercatat sebagai kepala desa.", self.shell.take_back)
            self._read_heads()
            self.draw()

        self.shell.jobs.write(
            lambda: save_official(desk, draft, official_id or None),
            then=saved,
            failed=self.form.head.refuse,
            owner=self,
        )

    def _show_earlier(self, listed: Sequence[PacketView]) -> None:
        clear(self._earlier)
        self.tabs.set_counts({EARLIER: str(len(listed) or "")})
        for packet in listed[:MOST_EARLIER]:
            self._earlier.addWidget(self._line(packet))
        if not listed:
            self._earlier.addWidget(label("Belum ada berkas desa yang dibuat.", tone="text2"))
        self._earlier.addStretch()

    def _line(self, packet: PacketView) -> QWidget:
        desa = next((each.name for each in self._batches or () if each.code == packet.desa_code), "")
        kind = LETTER_KIND.get(packet.kind, packet.kind)
        void = (
            f"dibatalkan {say_date(packet.voided_on)}" if packet.voided_on else f"{packet.prints} kali keluar"
        )
        again = Button(self.theme, "Cetak ulang", icon="print", on_click=partial(self._print_again, packet))
        again.make_slim().setAccessibleName(f"Cetak ulang {kind} {packet.code}")
        again.setEnabled(packet.voided_on is None)
        families = f"{len(packet.households)} keluarga"
        return line_row(
            kind,
            joined(f"Desa {desa}" if desa else "", families, packet.code),
            joined(say_date(packet.dated_on), void),
            aside=again,
        )

    def _print_again(self, packet: PacketView) -> None:
        made = PapersMade((packet.id,), (), (packet.code,))
        about = joined(LETTER_KIND.get(packet.kind, packet.kind), f"{len(packet.households)} keluarga")
        task = again_task(self.desk, made, packet.paper, about)
        self.shell.open_page(PrintSheet(self.shell, self.desk, task))

    def _ready(self) -> bool:
        return self._job is None and self.print.isEnabled() and self.form.dated_on.judge()

    def _print(self) -> None:
        if self._ready():
            task = batch_task(self.desk, self.form.wishes(), self.form.about(), self._written)
            self.shell.open_page(PrintSheet(self.shell, self.desk, task))

    def _written(self, _made: PapersMade) -> None:
        self.keeper.forget()
        self.tabs.pick(EARLIER)

    def _save_each(self) -> None:
        if not self._ready():
            return
        dialog = QFileDialog(self, "Pilih folder untuk berkas", documents())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, folder: Path) -> None:
        """Write the papers, each into a file of its own in a folder."""
        desk, wishes = self.desk, self.form.wishes()

        def save(progress: Phases) -> PapersMade:
            # A folder that cannot be written to is found before a number is taken.
            try_target(folder / "uji.pdf")
            made = write_batch(
                desk, wishes, "pdf", 1, lambda done, total: progress(done, total, "Membuat surat")
            )
            note_papers(desk, made, "pdf")
            save_papers(desk, made, folder, lambda done, total: progress(done, total, "Menyimpan surat"))
            return made

        def saved(made: PapersMade) -> None:
            self._end()
            left = f" {len(made.left)} tidak ikut: {made.left[0][1]}" if made.left else ""
            self.shell.toast(f"{len(made.codes)} surat tersimpan di {folder.name}.{left}")
            self._written(made)

        self.banner.show_words("")
        self._show_busy(True)
        self._job = self.shell.jobs.write(
            lambda progress: save(progress),
            then=saved,
            failed=self._failed,
            progress=self.progress.show_progress,
            owner=self,
        )

    def _failed(self, error: UserError) -> None:
        self._end()
        self.banner.show_words(STOPPED if isinstance(error, Cancelled) else str(error), "red")

    def _end(self) -> None:
        self._job = None
        self._show_busy(False)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _show_busy(self, busy: bool) -> None:
        if busy:
            self.progress.begin("Membuat surat…")
        else:
            self.progress.end()
        for button in (self.each, self.print):
            show_if(button, not busy)

    def _lay_out(self) -> None:
        self._left = QFrame()
        self._left.setProperty("rule", "right")
        self._left.setAccessibleName("Isi berkas")
        form, earlier = ScrollBody(margins=(24, 12, 8, 12)), ScrollBody(margins=(24, 12, 8, 12))
        form.body.addWidget(self.banner)
        form.body.addWidget(self.form)
        form.body.addStretch(1)
        earlier.body.addLayout(self._earlier)
        self._tab = QStackedWidget()
        self._tab.addWidget(form)
        self._tab.addWidget(earlier)
        foot = QFrame()
        foot.setProperty("kind", "bar")
        foot.setProperty("rule", "above")
        line = QHBoxLayout(foot)
        line.setContentsMargins(24, 9, 20, 9)
        line.addWidget(self.progress, 1)
        line.addWidget(self.each)
        line.addStretch()
        line.addWidget(self.print)
        stack = QVBoxLayout(self._left)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        tabs = row(self.tabs, None)
        tabs.setContentsMargins(24 - INSET, 6, 8, 0)
        stack.addLayout(tabs)
        stack.addWidget(self._tab, 1)
        stack.addWidget(foot)
        self._work = QWidget()
        across = QHBoxLayout(self._work)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._left)
        across.addWidget(self.pages, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._work, 1)
        whole.addWidget(self._empty, 1)
        self._empty.hide()
