"""SENDER: makes sendings on the ways of the card, says how far it is and what came of it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from pkh_desk.actions.exchange.send import LARGEST, Progress, Sent, mark_handed_over, note_way, send
from pkh_desk.actions.upkeep.preferences import keep_preferences
from pkh_desk.desk import Desk
from pkh_desk.errors import Cancelled, FolderGone, PartsMissing, UserError
from pkh_desk.gui.jobs import Job
from pkh_desk.gui.page import Shell
from pkh_desk.gui.pages.exchange.send_card import SendCard
from pkh_desk.gui.sticks import Stick, downloads, outbox
from pkh_desk.gui.widgets.announce import announce
from pkh_desk.gui.words.sending_words import say_copied, say_made, say_not_sent
from pkh_desk.views.exchange.sending import MADE, SentFile, StillNeeded, ToSend, say_needed, still_needed

CHAT, FOLDER = "WhatsApp", "Folder"
STOPPED = "Dibatalkan. Kiriman belum dibuat, semua catatan tetap ditandai belum terkirim."


class Sender(QObject):
    """The acts of the send card; `page` is the parent of its file dialog and owns its jobs."""

    def __init__(self, page: QWidget, shell: Shell, desk: Desk, card: SendCard) -> None:
        super().__init__(page)
        self._page, self._shell, self._desk, self._card = page, shell, desk, card
        self._state: ToSend | None = None
        self._last: Callable[[], None] = lambda: None
        self._made = 0
        self._job: Job | None = None
        card.to_stick.connect(self._to_stick)
        card.to_chat.connect(self._to_chat)
        card.to_folder.connect(self._to_folder)
        card.again.connect(lambda: self._last())
        card.stopped.connect(self._stop)
        card.handed_over.connect(lambda: self.mark(self._made))
        card.split.clicked.connect(lambda split: self._keep_split(bool(split)))

    def know(self, state: ToSend, files: Sequence[SentFile]) -> None:
        """Know what would go, and what became of the sending that the card still speaks of."""
        self._state = state
        if any(file.sequence == self._made and file.step > MADE for file in files):
            self._card.made.show_words("", "note")

    def mark(self, sequence: int) -> None:
        """Note that a sending was handed over."""
        desk, jobs = self._desk, self._shell.jobs

        def unmark() -> None:
            jobs.write(lambda: mark_handed_over(desk, sequence, False))

        self._card.made.show_words("", "note")
        jobs.write(
            lambda: mark_handed_over(desk, sequence),
            then=lambda _: self._shell.toast(f"Kiriman #{sequence} ditandai diserahkan.", unmark),
            owner=self._page,
        )

    def again(self, sequence: int) -> None:
        """Say what the office still needs of a sending, and lead to the ways on which it goes again."""
        desk = self._desk
        self._shell.jobs.read(
            lambda: still_needed(desk, sequence), then=self._show_needed, owner=self._page, replaces="needed"
        )

    def _show_needed(self, needed: StillNeeded) -> None:
        self._card.clear()
        self._card.told.show_words(say_needed(needed), "note")
        announce(self._card.told, say_needed(needed))
        if needed.anything:
            self._card.first_way().setFocus()

    def _to_stick(self, stick: Stick) -> None:
        self._send(stick.folder, f"USB {stick.name}")

    def _to_chat(self) -> None:
        folder = outbox()

        def made(sent: Sent) -> None:
            mime = QMimeData()
            mime.setUrls([QUrl.fromLocalFile(str(path)) for path in sent.files])
            QApplication.clipboard().setMimeData(mime)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
            self._card.made.show_words(say_copied(sent), "note")

        self._send(folder, CHAT, made)

    def _to_folder(self) -> None:
        start = str(downloads().parent)
        chosen = QFileDialog.getExistingDirectory(self._page, "Pilih folder untuk kiriman", start)
        if chosen:
            self._send(Path(chosen), FOLDER)

    def _send(self, folder: Path, way: str, then: Callable[[Sent], None] | None = None) -> None:
        desk, limit = self._desk, self._limit(way)
        self._last = lambda: self._send(folder, way, then)
        place = way if way.startswith("USB") else f"folder {folder.name}"

        def make(progress: Progress) -> Sent:
            if way == CHAT:
                make_folder(folder)
            sent = send(desk, folder, limit, progress)
            note_way(desk, sent.sequence, way)
            return sent

        def made(sent: Sent) -> None:
            self._end()
            self._made = sent.sequence
            self._card.made.show_words(say_made(sent, place), "note")
            self._card.handed.setFocus()
            if then is not None:
                then(sent)

        self._card.clear()
        self._card.show_waiting(True)
        self._job = self._shell.jobs.write(
            make,
            then=made,
            failed=lambda error: self._not_sent(error, way),
            progress=self._show_progress,
            owner=self._page,
        )

    def _limit(self, way: str) -> int:
        """WhatsApp takes no larger file; elsewhere it is the person's choice."""
        split = way == CHAT or self._card.split.isChecked()
        return self._state.limit if split and self._state is not None else LARGEST

    def _keep_split(self, split: bool) -> None:
        desk = self._desk
        self._shell.jobs.write(lambda: keep_preferences(desk, split=split), owner=self._page)

    def _show_progress(self, done: int, total: int) -> None:
        if self._job is not None:
            self._card.busy.show_progress(done // 1000, -(-total // 1000), "Menulis foto, {} KB")

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self._card.show_waiting(False)

    def _not_sent(self, error: UserError, way: str) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self._card.told.show_words(STOPPED, "note")
            self._card.first_way().setFocus()
            return
        words = say_not_sent(error, way.startswith("USB"), self._state)
        self._card.wrong.show_words(words, "amber" if isinstance(error, PartsMissing) else "red")
        self._card.retry.setFocus()


def make_folder(folder: Path) -> None:
    """Make a folder if it is not there. Raises FolderGone."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderGone(
            "Folder kiriman tidak bisa dibuat. Kiriman belum dibuat.", "Pilih folder lain."
        ) from error
