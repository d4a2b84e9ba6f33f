"""KOTAK MASUK: files that came in: taken in, applied in one go, answered; what became of each."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QStandardPaths
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pkh_desk.actions.exchange.inbox import Applied, Arrival, Progress, apply_inbox, take_in
from pkh_desk.actions.exchange.office_answer import Answered, answer
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.errors import UserError
from pkh_desk.gui.export_bar import ICON, ExportBar
from pkh_desk.gui.family_words import joined, said_name
from pkh_desk.gui.jobs import Job
from pkh_desk.gui.moments import say_clock
from pkh_desk.gui.page import FULL, STACKED, Page, Shell
from pkh_desk.gui.pages.office.outcome import say_applied, say_arrived
from pkh_desk.gui.pages.office.words import dots, file_line
from pkh_desk.gui.rows_model import RowsModel
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.chips import Chips
from pkh_desk.gui.widgets.drop_area import DropArea
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.family_list import FamilyLine, FamilyList
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.progress import ProgressBox
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.views.exchange.inbox_list import STATES, Inbox, InboxFile, inbox
from pkh_desk.views.lists.office_sheets import inbox_sheet

SIDE = 320
EMPTY = {
    "keputusan": ("Tidak ada yang perlu diputuskan", "Yang berbeda di dua tempat muncul di sini."),
    "baru": ("Semua kiriman sudah diputuskan.", "Buka kiriman dari USB atau folder."),
    "menunggu": ("Tidak ada yang menunggu persetujuan", "Kiriman pertama laptop baru muncul di sini."),
    "karantina": ("Tidak ada di karantina", "Kiriman dari laptop yang dicabut disimpan di sini."),
    "diterapkan": ("Belum ada yang diterapkan", "Kiriman yang sudah diterapkan muncul di sini."),
    "ditolak": ("Tidak ada yang ditolak", "Berkas yang rusak atau bukan untuk kantor disebut di sini."),
}


class InboxPage(Page):
    """Files by state at the left, what can be done at the right; below it in narrow windows."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__(shell, "Kotak masuk")
        self.desk = desk
        self._files: Sequence[InboxFile] = ()
        self._job: Job | None = None
        theme = shell.theme
        self.chips = Chips(list(STATES.items()), "baru")
        self.list = FamilyList(theme, "Kiriman")
        self.model: RowsModel[FamilyLine] = RowsModel(FamilyLine.spoken, self)
        self.list.setModel(self.model)
        self.detail = label("", "caption", "text2", wrap=True)
        self.banner = Banner(theme, "", "info")
        self.choose = Button(theme, "Pilih folder…", icon="folder", on_click=self._choose)
        self.drop = DropArea(theme, "mail_inbox", "Jatuhkan kiriman di sini", (self.choose,), folders=True)
        self.apply = Button(
            theme, "Terapkan yang cocok", "primary", icon="checkmark", on_click=self.apply_all
        )
        self.waiting = label("", tone="text2", wrap=True)
        self.answer = Button(theme, "Buat jawaban…", icon="arrow_download", on_click=self._choose_answer)
        self.answered = label("Satu berkas untuk tiap laptop.", tone="text2", wrap=True)
        self.progress = ProgressBox(theme, "mail_inbox", "kiriman")
        self.empty = EmptyState(theme, "checkmark_circle", *EMPTY["baru"])
        self.export = ExportBar(shell, desk, lambda: inbox_sheet(self._files), kind=ICON)
        self._lay_out()
        self._connect()

    def panes(self) -> Sequence[QWidget]:
        """Files and what can be done."""
        return (self._left, self._side)

    def first_focus(self) -> QWidget | None:
        """The list, or where files come in."""
        return self.list if self._files else self.choose

    def set_width_class(self, width: str) -> None:
        """Side by side, or one below the other."""
        stacked = width == STACKED
        self._line.setDirection(
            QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        )
        self._cards.setDirection(
            QBoxLayout.Direction.LeftToRight if stacked else QBoxLayout.Direction.TopToBottom
        )
        if stacked:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
            self._side.setFixedHeight(self.theme.px(190))
        else:
            self._side.setMaximumHeight(16_777_215)
            self._side.setMinimumHeight(0)
            self._side.setFixedWidth(self.theme.px(SIDE if width == FULL else SIDE - 30))

    def exporter(self) -> Callable[[], object]:
        """The list."""
        return self.export.open_bar

    def escape(self) -> None:
        """Close the export."""
        self.export.close_bar()

    def entered(self) -> None:
        """Read the files."""
        self._read()

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read them again."""
        self._read()

    def take(self, paths: Sequence[Path]) -> None:
        """Verify and store the files at these paths (files or folders)."""
        desk = self.desk

        def run() -> list[Arrival]:
            return [arrival for path in paths for arrival in take_in(desk, path)]

        self.shell.jobs.write(run, then=self._taken, failed=self._say, owner=self)

    def apply_all(self) -> None:
        """Apply everything that waits, with a way to stop between two files."""
        desk = self.desk

        def run(progress: Progress) -> list[Applied]:
            return apply_inbox(desk, progress)

        self.progress.begin("Menerapkan kiriman", "Yang sudah diterapkan tetap berlaku bila dibatalkan.")
        self._body.setCurrentWidget(self.progress)
        self.apply.setEnabled(False)
        self._job = self.shell.jobs.write(
            run,
            progress=self.progress.show_progress,
            then=self._applied,
            failed=self._failed,
            owner=self,
        )

    def answer_into(self, folder: Path) -> None:
        """Write an answer for every laptop into a folder."""
        desk = self.desk
        self.answer.setEnabled(False)
        self.shell.jobs.write(
            lambda: answer(desk, folder),
            then=lambda made: self._answered(made, folder),
            failed=self._failed,
            owner=self,
        )

    def _read(self) -> None:
        desk, state = self.desk, self.chips.value()
        self.shell.jobs.read(lambda: inbox(desk, state), then=self._show, owner=self, replaces="inbox")

    def _show(self, found: Inbox) -> None:
        now = self.desk.local(self.desk.now())
        same = [file.key for file in found.files] == [file.key for file in self._files]
        self._files = found.files
        self.export.refresh()
        if not same:
            self.model.show_rows([file_line(file, self.desk.local(file.at), now) for file in found.files])
        self.chips.set_counts(found.counts)
        waiting = found.counts["baru"]
        self.apply.setEnabled(bool(waiting) and self._job is None)
        self.waiting.setText(
            f"{dots(waiting)} kiriman menunggu. Yang berbeda menjadi keputusan, sisanya langsung berlaku."
            if waiting
            else "Semua kiriman sudah diterapkan."
        )
        if self._job is None:
            self._body.setCurrentWidget(self.list if found.files else self.empty)
        self.empty.show_words(*EMPTY[self.chips.value()])
        if found.files and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0, 0))
        self.detail.setVisible(bool(found.files))

    def _taken(self, arrivals: list[Arrival]) -> None:
        words, kind = say_arrived(arrivals)
        self.banner.show_words(words, kind)
        if any(arrival.state == "baru" for arrival in arrivals):
            self.chips.pick("baru")
        elif arrivals and arrivals[0].state in STATES:
            self.chips.pick(arrivals[0].state)
        self._read()

    def _applied(self, applied: list[Applied]) -> None:
        self._job = None
        words, kind = say_applied(applied)
        self.banner.show_words(words, kind)
        self.shell.toast(words)
        self._read()

    def _answered(self, made: list[Answered], folder: Path) -> None:
        self.answer.setEnabled(True)
        if not made:
            self.answered.setText("Belum ada laptop yang disetujui.")
            return
        names = ", ".join(said_name(one.desk_name) for one in made[:4])
        more = f" dan {len(made) - 4} lagi" if len(made) > 4 else ""
        self.answered.setText(f"Siap di folder {folder.name}: {names}{more}.")
        self.shell.toast(f"{len(made)} jawaban siap di folder {folder.name}.")

    def _failed(self, error: UserError) -> None:
        self._job = None
        self.answer.setEnabled(True)
        self._say(error)
        self._read()

    def _say(self, error: UserError) -> None:
        self.banner.show_words(f"{error} {error.hint}".strip(), "red")

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder atau USB dengan kiriman", _start())
        if chosen:
            self.take([Path(chosen)])

    def _choose_answer(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder atau USB untuk jawaban", _start())
        if chosen:
            self.answer_into(Path(chosen))

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_current(self, current: QModelIndex) -> None:
        if not current.isValid() or current.row() >= len(self._files):
            return
        file = self._files[current.row()]
        when = self.desk.local(file.at)
        came = f"diterima {say_date(when.date())} {say_clock(when)}"
        self.detail.setText(joined(file.reason or STATES[file.state], file.name, came))

    def _connect(self) -> None:
        self.chips.picked.connect(lambda _key: self._read())
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.drop.dropped.connect(self.take)
        self.progress.cancelled.connect(self._cancel)

    def _lay_out(self) -> None:
        self._body = QStackedWidget()
        for part in (self.list, self.empty, self.progress):
            self._body.addWidget(part)
        foot = QFrame()
        foot.setProperty("kind", "bar")
        foot.setProperty("rule", "above")
        below = QHBoxLayout(foot)
        below.setContentsMargins(16, 8, 12, 8)
        below.addWidget(self.detail)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(10)
        head.addWidget(self.banner)
        chosen = row()
        chosen.addWidget(self.chips, 1)
        chosen.addWidget(self.export.button)
        head.addLayout(chosen)
        self._left = QFrame()
        self._left.setProperty("kind", "bar")
        self._left.setProperty("rule", "right")
        self._left.setAccessibleName("Daftar kiriman")
        stack = QVBoxLayout(self._left)
        stack.setContentsMargins(0, 0, 1, 0)
        stack.setSpacing(0)
        stack.addLayout(head)
        stack.addWidget(self.export)
        stack.addWidget(self._body, 1)
        stack.addWidget(foot)
        self._side = self._make_side()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._line.addWidget(self._left, 1)
        self._line.addWidget(self._side)

    def _make_side(self) -> ScrollBody:
        side = ScrollBody(margins=(16, 12, 16, 12))
        side.setAccessibleName("Tindakan kotak masuk")
        apply, reply = Card("Terapkan", padding=14, gap=8), Card("Jawaban", padding=14, gap=8)
        for part in (self.waiting, self.apply):
            apply.body.addWidget(part)
        for part in (self.answered, self.answer):
            reply.body.addWidget(part)
        self._cards = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._cards.setSpacing(12)
        self._cards.addWidget(apply)
        self._cards.addWidget(self.drop)
        self._cards.addWidget(reply)
        side.body.addLayout(self._cards)
        side.body.addStretch()
        return side


def _start() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
