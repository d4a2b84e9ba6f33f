"""KOTAK MASUK: files that came in: taken in, applied in one go, answered; what became of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QVBoxLayout, QWidget

from pkh_desk.actions.exchange.inbox import Applied, Arrival, apply_inbox, take_in
from pkh_desk.actions.exchange.office_answer import Answered, answer
from pkh_desk.actions.exchange.quarantine import hold_again, release
from pkh_desk.desk import Desk
from pkh_desk.domain.text import dots
from pkh_desk.errors import UserError
from pkh_desk.gui.jobs import PATIENCE_MS, Job, Phases
from pkh_desk.gui.page import FULL, STACKED, Page, Shell
from pkh_desk.gui.pages.office.folder_watch import FolderWatch
from pkh_desk.gui.pages.office.inbox_list import InboxList
from pkh_desk.gui.pages.office.outcome import say_applied, say_arrived
from pkh_desk.gui.pages.office.watch_card import WatchCard
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card
from pkh_desk.gui.widgets.drop_area import DropArea
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.progress import ProgressBox
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.exchange.inbox_list import Inbox, inbox, state_of

SIDE, LOWEST, MOST_ANSWERS = 320, 250, 6
STAYS = "Tidak diurungkan: yang keliru dikembalikan dari riwayat keluarganya."


@dataclass(frozen=True)
class _Taken:
    """What became of some files, how many there are of each state since, and where the first of them is
    listed: under which state, and its key."""

    arrivals: list[Arrival]
    counts: dict[str, int]
    state: str = ""
    key: str = ""


class InboxPage(Page):
    """Files by state at the left, what can be done at the right; below it in narrow windows."""

    def __init__(self, shell: Shell, desk: Desk, watch: FolderWatch, decide: Callable[[int], object]) -> None:
        super().__init__(shell, "Kotak masuk")
        self.desk, self._watch = desk, watch
        self._job: Job | None = None
        # How many files there were of each state when the banner said what came; empty while it does not.
        self._told: dict[str, int] = {}
        theme = shell.theme
        self.left = InboxList(shell, desk)
        self.choose = Button(theme, "Pilih folder…", icon="folder", on_click=self._choose)
        self.drop = DropArea(theme, "mail_inbox", "Jatuhkan kiriman di sini", (self.choose,), folders=True)
        self.apply = Button(
            theme, "Terapkan yang cocok", "primary", icon="checkmark", on_click=self.apply_all
        )
        self.waiting = label("", tone="text2", wrap=True)
        self.answer = Button(theme, "Buat jawaban…", icon="arrow_download", on_click=self._choose_answer)
        self.answered = label("Satu berkas untuk tiap laptop.", tone="text2", wrap=True)
        self.progress = ProgressBox(theme, "mail_inbox", "kiriman")
        self.watching = WatchCard(shell, desk, watch)
        self._slow = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self._slow.timeout.connect(lambda: self.left.cover(self.progress))
        self._lay_out()
        self.left.asked.connect(self._read)
        self.left.decide.connect(lambda: self._decide(decide))
        self.left.release.connect(self._release)
        self.drop.dropped.connect(self.take)
        self.progress.cancelled.connect(self._cancel)

    def panes(self) -> Sequence[QWidget]:
        """Files and what can be done."""
        return (self.left, self._side)

    def first_focus(self) -> QWidget | None:
        """The list, or where files come in."""
        return self.left.list if self.left.files or not self.left.known else self.choose

    def filter_field(self) -> QWidget:
        """The filter of the list."""
        return self.left.filter

    def set_width_class(self, width: str) -> None:
        """Side by side, or one below the other."""
        stacked = width == STACKED
        self._line.setDirection(
            QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        )
        self._cards.setDirection(
            QBoxLayout.Direction.LeftToRight if stacked else QBoxLayout.Direction.TopToBottom
        )
        self.left.setMinimumHeight(self.theme.px(LOWEST) if stacked else 0)
        # The window takes what is dropped anywhere; there is no room to say so.
        show_if(self.drop, not stacked)
        if stacked:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
            self._side.setFixedHeight(self.theme.px(160))
        else:
            self._side.setMaximumHeight(16_777_215)
            self._side.setMinimumHeight(0)
            self._side.setFixedWidth(self.theme.px(SIDE if width == FULL else SIDE - 30))

    def exporter(self) -> Callable[[], object]:
        """The list."""
        return self.left.export.open_bar

    def escape(self) -> None:
        """Close the export, or clear the filter."""
        if not self.left.export.close_bar() and self.left.filter.text():
            self.left.clear()

    def entered(self) -> None:
        """Read the files, and look into the folder: who comes here expects what is in it."""
        self._read()
        self._watch.look()

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read them again."""
        self._read()

    def take(self, paths: Sequence[Path]) -> None:
        """Verify and store the files at these paths (files or folders), and select the first."""
        desk = self.desk

        def run(progress: Phases) -> _Taken:
            arrivals = [arrival for path in paths for arrival in take_in(desk, path, progress)]
            first = next((each for each in arrivals if each.state == "baru"), None)
            first = first or next(iter(arrivals), None)
            counts = inbox(desk, "baru").counts
            if first is None or first.state == "disalin":
                return _Taken(arrivals, counts)
            if not first.sha256:
                return _Taken(arrivals, counts, first.state, first.file)
            return _Taken(arrivals, counts, state_of(desk, first.sha256), first.sha256)

        self._begin(
            "Menerima kiriman", "Yang sudah diterima tetap tersimpan bila dibatalkan.", run, self._taken
        )

    def apply_all(self) -> None:
        """Apply everything that waits, with a way to stop between two files."""
        desk = self.desk

        def run(progress: Phases) -> list[Applied]:
            return apply_inbox(desk, progress)

        words = "Yang sudah diterapkan tetap berlaku bila dibatalkan."
        self._begin("Menerapkan kiriman", words, run, self._applied)

    def answer_into(self, folder: Path) -> None:
        """Write an answer for every laptop into a folder."""
        desk = self.desk

        def run(progress: Phases) -> list[Answered]:
            return answer(desk, folder, progress=progress)

        words = "Jawaban yang sudah tertulis tetap berlaku bila dibatalkan."
        self._begin("Membuat jawaban", words, run, lambda made: self._answered(made, folder))

    def _begin(
        self, title: str, words: str, run: Callable[[Phases], Any], then: Callable[[Any], object]
    ) -> None:
        """Do one of the long things, with a way to stop it between two files."""

        def ended(result: object) -> None:
            self._end(job)
            then(result)

        def failed(error: UserError) -> None:
            self._end(job)
            self._say(error)
            self._read()

        self.progress.begin(title, words)
        self._slow.start()
        for button in (self.apply, self.answer, self.choose):
            button.setEnabled(False)
        tell = self.progress.show_progress
        job = self._job = self.shell.jobs.write(run, progress=tell, then=ended, failed=failed, owner=self)

    def _end(self, job: Job) -> None:
        """Have the list back, unless files that were dropped meanwhile are still taken in."""
        if self._job is job:
            self._job = None
            self._slow.stop()
            for button in (self.answer, self.choose):
                button.setEnabled(True)

    def _read(self) -> None:
        desk, state, text = self.desk, self.left.state, self.left.filter.text()
        self.shell.jobs.read(lambda: inbox(desk, state, text), then=self._show, owner=self, replaces="inbox")

    def _show(self, found: Inbox) -> None:
        waiting = found.counts["baru"]
        self.apply.setEnabled(bool(waiting) and self._job is None)
        self.waiting.setText(
            f"{dots(waiting)} kiriman menunggu. Yang berbeda menjadi keputusan, sisanya langsung berlaku."
            if waiting
            else "Belum ada kiriman yang siap diterapkan."
            if found.counts["menunggu"] or found.counts["karantina"]
            else "Semua kiriman sudah diterapkan."
        )
        if self._told and self._told != found.counts:
            # What was said of the files that came is no longer so: some are approved, applied, or new.
            self._told = {}
            self.left.banner.show_words("", "info")
        if not self.left.show_files(found):
            self._read()
        elif self._job is not None and not self._slow.isActive():
            self.left.cover(self.progress)

    def _taken(self, taken: _Taken) -> None:
        words, kind = say_arrived(taken.arrivals)
        self._told = taken.counts
        self.left.banner.show_words(words, kind)
        if taken.state:
            self.left.lead_to(taken.state, taken.key)
        self._read()

    def _applied(self, applied: list[Applied]) -> None:
        words, kind = say_applied(applied)
        self._told = {}
        self.left.banner.show_words(words, kind)
        self.shell.toast(f"{words} {STAYS}" if any(one.records for one in applied) else words)
        self._read()

    def _answered(self, made: list[Answered], folder: Path) -> None:
        self._read()
        if not made:
            self.answered.setText("Belum ada laptop yang disetujui.")
            return
        lines = [f"{one.path.name}: {said_name(one.desk_name)}" for one in made[:MOST_ANSWERS]]
        lines += [f"dan {len(made) - MOST_ANSWERS} lagi"] if len(made) > MOST_ANSWERS else []
        self.answered.setText("\n".join([f"Siap di folder {folder.name}:", *lines]))
        self.shell.toast(f"{len(made)} jawaban siap di folder {folder.name}.")

    def _say(self, error: UserError) -> None:
        self._told = {}
        self.left.banner.show_words(str(error), "red")

    def _decide(self, decide: Callable[[int], object]) -> None:
        file = self.left.current
        if file is not None and file.questions:
            decide(file.questions[0])

    def _release(self) -> None:
        desk, jobs, file = self.desk, self.shell.jobs, self.left.current
        if file is not None and file.may_go:
            jobs.write(
                lambda: release(desk, file.key),
                then=lambda name: self.shell.toast(
                    f"{name} menunggu di Baru. Laptopnya tetap dicabut.",
                    lambda: jobs.write(lambda: hold_again(desk, file.key), failed=self._say, owner=self),
                ),
                failed=self._say,
                owner=self,
            )

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

    def _lay_out(self) -> None:
        self._side = self._make_side()
        inside, scroll, whole = QWidget(), ScrollBody(margins=(0, 0, 0, 0)), QVBoxLayout(self)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._line.addWidget(self.left, 1)
        self._line.addWidget(self._side)
        scroll.body.addWidget(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

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
        for card in (apply, self.watching, reply):
            # Side by side they are of one height, and begin at the top.
            card.body.addStretch(1)
        for each in (apply, self.drop, self.watching, reply):
            self._cards.addWidget(each)
        side.body.addLayout(self._cards)
        side.body.addStretch(1)
        return side


def _start() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
