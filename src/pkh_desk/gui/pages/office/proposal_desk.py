"""PROPOSAL DESK: signed letters in a list, the one to look at beside it, decided one after the other."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pkh_desk.actions.graduation.case import StepDraft, take_steps
from pkh_desk.actions.graduation.proposal import return_proposal
from pkh_desk.actions.graduation.review import Review, agreeing, review
from pkh_desk.actions.upkeep.access import note_access
from pkh_desk.desk import Desk
from pkh_desk.errors import Problem, UserError
from pkh_desk.gui.drafting import Drafting
from pkh_desk.gui.page import FULL, STACKED, Shell
from pkh_desk.gui.pages.office.proposal_review import ReviewView
from pkh_desk.gui.rows_model import RowsModel
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.family_list import FamilyLine, FamilyList
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.words.case_words import how_long
from pkh_desk.gui.words.family_words import joined, said_name
from pkh_desk.views.graduation.pipeline import CaseCard

VERIFIED = "diverifikasi"
LIST_WIDTH = 280


class ReviewDesk(QFrame):
    """The proposals that wait. `stale` asks for another reading after something was refused."""

    stale = Signal()

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self._shown: list[CaseCard] = []
        self._current, self._width = "", FULL
        self._drafts = Drafting(shell.jobs, desk, "usulan", self)
        theme = shell.theme
        self.list = FamilyList(theme, "Surat yang menunggu diperiksa")
        self.model: RowsModel[FamilyLine] = RowsModel(FamilyLine.spoken, self)
        self.list.setModel(self.model)
        self.count = label("", "caption", "text2")
        self.matching = Button(theme, "Terima yang cocok", "link", on_click=self._accept_matching).make_slim()
        self.matching.setToolTip("Terima semua yang pemeriksaannya cocok; sisanya tetap menunggu")
        self.view = ReviewView(shell, desk)
        text = "Surat yang sudah ditandatangani dan dikirim pendamping muncul di sini."
        self.empty = EmptyState(theme, "checkmark_circle", "Tidak ada yang menunggu diperiksa", text)
        self._left = self._make_left()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._left)
        line.addWidget(self.view, 1)
        line.addWidget(self.empty, 1)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.view.step.connect(self.step)
        self.view.accepted.connect(self.enter)
        self.view.sent_back.connect(self._send_back)
        self.view.eye.connect(self._show_numbers)
        self.view.note.textEdited.connect(lambda text: self._drafts.keep(self._current, {"note": text}))

    def show_cards(self, cards: Sequence[CaseCard]) -> None:
        """Show these proposals, those that were sent back last; the one on screen stays while it is there."""
        was = [card.household_id for card in self._shown]
        self._shown, today = sorted(cards, key=lambda card: bool(card.returned)), self._desk.today()
        ids = [card.household_id for card in self._shown]
        self.model.show_rows([_line(card, today) for card in self._shown])
        back = sum(bool(card.returned) for card in cards)
        waiting = len(cards) - back
        self.count.setText(joined(f"{waiting} menunggu", f"{back} dikembalikan" if back else ""))
        self.matching.setEnabled(waiting > 0)
        if self._current not in ids:
            # What was decided is gone: the one that stood after it is next, not the first of all.
            after = was[was.index(self._current) :] if self._current in was else []
            self._current = next((home for home in after if home in ids), ids[0] if ids else "")
        if self._current:
            self._open(self._current)
        self._arrange()

    def lead_to(self, home: str) -> None:
        """Show the proposal of a family, if it waits here."""
        if home in {card.household_id for card in self._shown}:
            self._open(home)

    def step(self, by: int) -> None:
        """Go to another proposal, round and round."""
        ids = [card.household_id for card in self._shown]
        if self._current in ids:
            self._open(ids[(ids.index(self._current) + by) % len(ids)])

    def enter(self) -> None:
        """Accept what is on screen."""
        seen = self.view.seen
        if seen is not None and self._shown and self.view.accept.isEnabled():
            self.view.accept.setEnabled(False)
            self._take([seen.card.household_id], f"Usulan {said_name(seen.card.name)} diterima.")

    def first_focus(self) -> QWidget | None:
        """What decides."""
        return self.view.first_focus() if self._shown else None

    def panes(self) -> Sequence[QWidget]:
        """List and proposal."""
        return (self._left, self.view) if self._shown else (self.empty,)

    def leave_draft(self) -> Callable[[], object] | None:
        """Keep the note that is being typed."""
        return self._drafts.leave()

    def set_width_class(self, width: str) -> None:
        """The list goes where there is no room for three columns."""
        self._width = width
        self.view.set_width_class(width)
        self._arrange()

    def _open(self, home: str) -> None:
        desk, self._current = self._desk, home
        ids = [card.household_id for card in self._shown]
        self.list.setCurrentIndex(self.model.index(ids.index(home), 0))
        self._shell.jobs.read(lambda: review(desk, home), then=self._opened, owner=self, replaces="review")

    def _opened(self, seen: Review | None) -> None:
        ids = [card.household_id for card in self._shown]
        if seen is None or seen.card.household_id != self._current or self._current not in ids:
            return
        at = ids.index(self._current)
        self.view.show_review(seen, f"Usulan {at + 1} dari {len(ids)}", at + 1 == len(ids))
        if not self.view.note.hasFocus():
            self.view.note.setText(str(self._drafts.find(self._current).get("note", "")))

    def _accept_matching(self) -> None:
        """Accept every proposal against which nothing speaks; the others stay to be looked at."""
        desk, homes = self._desk, [card.household_id for card in self._shown if not card.returned]
        self.matching.setEnabled(False)

        def found(good: list[str]) -> None:
            left = len(homes) - len(good)
            if good:
                left_words = f"{left} perlu dilihat" if left else ""
                self._take(good, joined(f"{len(good)} usulan diterima", left_words))
                return
            self._shell.toast("Belum ada yang semua pemeriksaannya cocok.", icon="info")
            self.matching.setEnabled(True)

        self._shell.jobs.read(lambda: agreeing(desk, homes), then=found, owner=self)

    def _take(self, homes: list[str], words: str) -> None:
        desk = self._desk
        draft = StepDraft(VERIFIED, desk.today())
        self._shell.jobs.write(
            lambda: take_steps(desk, homes, draft),
            then=lambda _count: self._shell.toast(words, self._shell.take_back),
            failed=self._refused,
            owner=self,
        )

    def _send_back(self) -> None:
        seen, note = self.view.seen, self.view.note.text().strip()
        if seen is None or not self._shown:
            return
        if not note:
            words = "Tulis sebabnya, misalnya halaman kedua kabur."
            self.view.note_row.show_problem(Problem("reason", words))
            self.view.note.setFocus()
            return
        desk, home, name = self._desk, seen.card.household_id, said_name(seen.card.pendamping)

        def sent(_done: object) -> None:
            self._drafts.drop(home)
            self.view.note.clear()
            self._shell.toast(f"Dikembalikan ke {name} dengan catatan Anda.", self._shell.take_back)
            self.step(1)

        self._shell.jobs.write(
            lambda: return_proposal(desk, home, note), then=sent, failed=self._refused, owner=self
        )

    def _refused(self, error: UserError) -> None:
        self.view.trouble.show_words(str(error))
        self.stale.emit()

    def _show_numbers(self) -> None:
        desk, home = self._desk, self._current
        self._shell.jobs.write(
            lambda: note_access(desk, "lihat", home, "usulan graduasi"),
            then=lambda _done: self.view.show_whole(),
            owner=self,
        )

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and current.row() < len(self._shown):
            home = self._shown[current.row()].household_id
            if home != self._current:
                self._open(home)

    def _arrange(self) -> None:
        some = bool(self._shown)
        self._left.setVisible(some and self._width != STACKED)
        part = 1.0 if self._width == FULL else 0.8
        self._left.setFixedWidth(self._shell.theme.px(LIST_WIDTH * part))
        self.view.setVisible(some)
        self.empty.setVisible(not some)

    def _make_left(self) -> QFrame:
        left = QFrame()
        left.setProperty("kind", "bar")
        left.setProperty("rule", "right")
        left.setAccessibleName("Daftar usulan")
        foot = QFrame()
        foot.setProperty("kind", "bar")
        foot.setProperty("rule", "above")
        line = QHBoxLayout(foot)
        line.setContentsMargins(16, 6, 8, 6)
        line.addWidget(self.count, 1)
        line.addWidget(self.matching)
        stack = QVBoxLayout(left)
        stack.setContentsMargins(0, 0, 1, 0)
        stack.setSpacing(0)
        stack.addWidget(self.list, 1)
        stack.addWidget(foot)
        return left


def _line(card: CaseCard, today: date) -> FamilyLine:
    return FamilyLine(
        name=said_name(card.name),
        place=joined(card.desa, said_name(card.pendamping)),
        when=how_long(card, today),
        late=card.late,
        badge=("Dikembalikan", "amber") if card.returned else None,
        gone=bool(card.returned),
    )
