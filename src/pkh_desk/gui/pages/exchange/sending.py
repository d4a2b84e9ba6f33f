"""KIRIM & TERIMA: to the office and back by stick, WhatsApp or folder; and joining an office at all."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QBoxLayout, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from pkh_desk.actions.exchange.keys import own_words
from pkh_desk.actions.exchange.receive import Answer, Preview, find_answer, preview, receive
from pkh_desk.actions.upkeep.preferences import preferences
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_day
from pkh_desk.errors import NotEnrolled, UserError
from pkh_desk.gui.page import STACKED, Page, Shell
from pkh_desk.gui.pages.exchange.join_card import WIDTH, JoinCard
from pkh_desk.gui.pages.exchange.message_card import MessageCard
from pkh_desk.gui.pages.exchange.receive_card import ReceiveCard
from pkh_desk.gui.pages.exchange.send_card import SendCard
from pkh_desk.gui.pages.exchange.sender import Sender
from pkh_desk.gui.pages.exchange.sending_history import SendingHistory
from pkh_desk.gui.recordings import families, mend_visit
from pkh_desk.gui.sticks import Stick, downloads, find_sticks
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.words.sending_words import preview_lines, say_answer, say_used
from pkh_desk.views.exchange.sending import RecordFate, SentFile, ToSend, record_fates, sent_files, to_send

LOOK_MS = 3_000
ALREADY = "Laptop ini sudah terdaftar di"
NO_ANSWER = "Belum ada jawaban kantor di {}."
Facts = tuple[ToSend, list[SentFile], list[RecordFate], bool]


class SendingPage(Page):
    """Before an office is joined it shows how; then what goes, what came, and what became of it."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__(shell, "Kirim & Terima")
        self.desk = desk
        self._state: ToSend | None = None
        self._answer: Path | None = None
        self._words, self._anew = "", False
        theme = shell.theme
        self.send, self.receive = SendCard(theme), ReceiveCard(theme)
        self.sending = Sender(self, shell, desk, self.send)
        self.history = SendingHistory(theme, desk.local, lambda: desk.local(desk.now()))
        self.join, self.messages = JoinCard(shell, desk), MessageCard(shell, desk)
        self._shown_sticks: list[Stick] = []
        self._sticks = QTimer(self, interval=LOOK_MS)
        self._lay_out()
        self._connect()

    def take(self, path: Path) -> None:
        """Look at what somebody brought: an answer, an invitation, or a folder that may hold an answer."""
        if path.suffix.lower() == ".undangan":
            self._take_invitation(path)
            return
        desk = self.desk
        if path.is_dir():
            self._look(lambda: find_answer(desk, [path]), "Mencari…", f"folder {path.name}")
        else:
            self._look(lambda: (path, preview(desk, path)), "Membuka berkas…")

    def _take_invitation(self, path: Path) -> None:
        """Use an invitation; one that came while another still waits for approval takes its place."""
        if self._state is not None and self._state.approved:
            self.receive.say(f"{ALREADY} {self._state.office}. Undangan ini tidak dipakai.", "note")
            return
        self._anew = True
        self._body.setCurrentWidget(self._alone)
        self.join.take(path)

    def entered(self) -> None:
        """Read everything, and look for sticks as long as the page is shown."""
        self._read()
        self._look_for_sticks()
        self._sticks.start()

    def data_moved(self, tables: frozenset[str]) -> None:
        """What goes, and what became of it, may have changed."""
        self._read()

    def first_focus(self) -> QWidget | None:
        """The way that is offered first."""
        if self._body.currentWidget() is self._alone:
            return self.join.form.choose
        return self.send.first_way()

    def panes(self) -> Sequence[QWidget]:
        """The cards, or the way to join."""
        if self._body.currentWidget() is self._alone:
            return (self._alone,)
        return (self.messages, self.send, self.receive, self.history)

    def set_width_class(self, width: str) -> None:
        """The cards stand side by side, or one below the other."""
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._cards.setDirection(down if width == STACKED else beside)

    # --- what is shown

    def _read(self) -> None:
        desk = self.desk
        self.messages.ask()
        self.shell.jobs.read(
            lambda: (to_send(desk), sent_files(desk), record_fates(desk), preferences(desk).split),
            then=self._show,
            owner=self,
            replaces="sending",
        )

    def _show(self, facts: Facts) -> None:
        state, files, records, split = facts
        self._state = state
        self.sending.know(state, files)
        self.send.split.setChecked(split)
        alone = state.office is None or self._anew
        self._body.setCurrentWidget(self._alone if alone else self._joined)
        if state.office is None:
            return
        if not state.approved and not self._words:
            # Asking for its own words makes a desk's keys the first time.
            desk = self.desk
            self.shell.jobs.write(lambda: own_words(desk), then=self._show_words, owner=self)
        self.send.show_state(state, self._moment(state.since), self._words)
        answered = self._moment(state.answered_at)
        self.receive.show_last(f"Terakhir: {say_day(answered.date())}" if answered else "Belum pernah")
        self.history.show_rows(files, records)
        self._share_lead()

    def _show_words(self, words: str) -> None:
        self._words = words
        if self._state is not None:
            self.send.show_state(self._state, self._moment(self._state.since), words)

    def _was_joined(self) -> None:
        self._anew = False
        self._read()

    def _share_lead(self) -> None:
        self.send.set_leading(self._answer is None)

    def _look_for_sticks(self) -> None:
        if self.isVisible():
            self.shell.jobs.read(find_sticks, then=self._show_sticks, owner=self, replaces="sticks")
        else:
            self._sticks.stop()

    def _show_sticks(self, sticks: list[Stick]) -> None:
        if sticks != self._shown_sticks:
            self._shown_sticks = sticks
            self.send.show_sticks(sticks)
            self._share_lead()

    # --- receiving

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, "Pilih jawaban kantor", str(downloads()), "Berkas PKH Desk (*.pkhb);;Semua (*)"
        )
        if chosen:
            self.take(Path(chosen))

    def _search(self) -> None:
        desk = self.desk
        self._look(
            lambda: find_answer(desk, [*(stick.folder for stick in find_sticks()), downloads()]),
            "Mencari…",
            "USB dan folder Unduhan",
        )

    def _look(self, look: Callable[[], tuple[Path, Preview] | None], words: str, where: str = "") -> None:
        # The look applies and rolls back, so it belongs on the lane that writes.
        self.receive.show_drop()
        self.receive.show_waiting(True, words)
        self.shell.jobs.write(
            look,
            then=lambda found: self._show_preview(found, where),
            failed=self._not_received,
            owner=self,
        )

    def _show_preview(self, found: tuple[Path, Preview] | None, where: str) -> None:
        self.receive.show_waiting(False)
        if found is None:
            self.receive.say(NO_ANSWER.format(where), "note")
            return
        path, seen = found
        if seen.used_at is not None:
            self.receive.say(say_used(seen, self.desk.local(seen.used_at), self._now()), "note")
            return
        self._answer = path
        made = say_day(self.desk.local(seen.made_at).date())
        self.receive.show_summary(f"Jawaban #{seen.sequence}, dibuat {made}", preview_lines(seen))
        self._share_lead()

    def _apply(self) -> None:
        desk, path = self.desk, self._answer
        assert path is not None
        self.receive.show_waiting(True, "Menerapkan jawaban…")
        self.shell.jobs.write(
            lambda: receive(desk, path), then=self._received, failed=self._not_received, owner=self
        )

    def _received(self, answer: Answer) -> None:
        self._leave()
        self.receive.say(say_answer(answer), "amber" if answer.differs else "info")
        self.shell.toast(f"Jawaban kantor #{answer.sequence} dipakai.")

    def _not_received(self, error: UserError) -> None:
        self._leave()
        if isinstance(error, NotEnrolled):
            self.join.refused.show_words(f"{error.text} Pakai undangan kantor dulu.", "red")
            return
        self.receive.say(str(error), "red")

    def _leave(self) -> None:
        self._answer = None
        self.receive.show_drop()
        self.receive.say("", "note")
        self._share_lead()

    def _copy_message(self) -> None:
        QApplication.clipboard().setText(f"PKH Desk, {self.desk.identity.name}: {self.receive.wrong.words}")
        self.shell.toast("Pesan disalin. Tempel di WhatsApp untuk kantor.")

    # --- parts

    def _now(self) -> datetime:
        return self.desk.local(self.desk.now())

    def _moment(self, instant: int | None) -> datetime | None:
        return self.desk.local(instant) if instant else None

    def _connect(self) -> None:
        self._sticks.timeout.connect(self._look_for_sticks)
        self.receive.dropped.connect(lambda paths: self.take(paths[0]))
        self.receive.search.connect(self._search)
        self.receive.choose.connect(self._choose)
        self.receive.apply.connect(self._apply)
        self.receive.leave.connect(self._leave)
        self.receive.copy.connect(self._copy_message)
        self.history.handed_over.connect(self.sending.mark)
        self.history.again.connect(self.sending.again)
        self.join.joined.connect(self._was_joined)
        self.history.open_family.connect(lambda home: families(self.shell).show_family(home))
        self.history.mend.connect(partial(mend_visit, self.shell, self.desk))

    def _lay_out(self) -> None:
        self._joined = ScrollBody()
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(14)
        self._cards.addWidget(self.send, 1)
        self._cards.addWidget(self.receive, 1)
        self._joined.body.addWidget(self.messages)
        self._joined.body.addLayout(self._cards)
        self._joined.body.addWidget(self.history, 1)
        self._alone = ScrollBody()
        self._alone.add_narrow(self.join, self.theme.px(WIDTH))
        self._alone.body.addStretch(1)
        self._body = QStackedWidget()
        for each in (self._joined, self._alone):
            self._body.addWidget(each)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self._body)
