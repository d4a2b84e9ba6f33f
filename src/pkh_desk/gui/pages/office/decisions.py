"""KEPUTUSAN: what two desks wrote differently, file by file, a question at a time, by 1 and 2 and arrows."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pkh_desk.actions.office.decide import decide, send_back
from pkh_desk.actions.upkeep.access import note_access
from pkh_desk.actions.upkeep.undo import undo_act
from pkh_desk.desk import Desk
from pkh_desk.errors import InvalidInput, RecordNotFound, UserError
from pkh_desk.gui.drafting import Drafting
from pkh_desk.gui.page import FULL, STACKED, Page, Shell
from pkh_desk.gui.pages.office.decision_list import DONE, REFUSED, DecisionList, file_key
from pkh_desk.gui.pages.office.question import KEYS, QuestionView
from pkh_desk.gui.pages.office.settled import Settled, decisions_made, writes_refused
from pkh_desk.gui.pages.office.settled_view import SettledView
from pkh_desk.gui.pages.office.words import file_words, say_return
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.office.decided import decided
from pkh_desk.views.office.decision import Decision, DecisionRow, decision, decision_rows
from pkh_desk.views.office.refused import refused
from pkh_desk.views.office.returns import return_reasons

LIST_WIDTH = 344
Found = tuple[list[DecisionRow], Decision | None, tuple[str, ...], dict[str, list[Settled]]]


class DecisionsPage(Page):
    """The files at the left, the question to decide at the right; narrow windows show one of the two."""

    def __init__(self, shell: Shell, desk: Desk, show_family: Callable[[str], object]) -> None:
        super().__init__(shell, "Keputusan")
        self.desk = desk
        self._known = False
        self._current = 0
        self._drafts = Drafting(shell.jobs, desk, "keputusan", self)
        # Where the two are stacked, the question comes first: it is what there is to do.
        self._width, self._inside = FULL, True
        self.left, self.view = DecisionList(shell, desk), QuestionView(shell, desk)
        self.made = SettledView(shell)
        self.empty = EmptyState(
            shell.theme, "checkmark_circle", "Tidak ada yang menunggu", "Semua kiriman sudah diputuskan."
        )
        self.again = Button(shell.theme, "Tampilkan semua", on_click=self.left.clear)
        self.none = EmptyState(
            shell.theme, "filter", "Tidak ada di saringan ini", "Yang lain masih ada.", (self.again,)
        )
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.left)
        for part in (self.view, self.made, self.none, self.empty):
            line.addWidget(part, 1)
        self._connect(show_family)
        self._arrange()

    def panes(self) -> Sequence[QWidget]:
        """List and question."""
        right = next((part for part in self._rights() if not part.isHidden()), self.empty)
        return (self.left, right) if self._some else (right,)

    def first_focus(self) -> QWidget | None:
        """The first card, so that 1 and 2 are at hand."""
        if self.left.listed:
            return self.made.first_focus()
        return self.view.first_focus() if self.left.shown else None

    def filter_field(self) -> QWidget:
        """The filter of the list."""
        return self.left.filter

    def trail(self) -> Sequence[str]:
        """The family, while the question covers the list."""
        stacked = self._width == STACKED and self._inside
        name = self.view.name if self.left.shown else self.made.name if self.left.listed else None
        return (name.text(),) if stacked and name else ()

    def step_back(self) -> bool:
        """From the question to the list, where they are stacked."""
        if self._width != STACKED or not self._inside or not self._some:
            return False
        self._enter(False)
        self.left.list.setFocus()
        return True

    def set_width_class(self, width: str) -> None:
        """Side by side, or one at a time."""
        self._width = width
        self.view.set_width_class(width)
        self._arrange()

    def show_question(self, question: int) -> None:
        """Lead to this question, whatever the filter."""
        self.left.clear()
        self._enter(True)
        self._lead_to(question)

    def exporter(self) -> Callable[[], object]:
        """The list."""
        return self._open_export

    def escape(self) -> None:
        """Close what asks, clear the filter, or go back to the list."""
        if self.left.export.close_bar() or self.view.foot.close_back():
            return
        if self.left.is_filtered:
            self.left.clear()
        else:
            self.step_back()

    def entered(self) -> None:
        """Read what is open now."""
        self._read()

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read again; the question on screen stays while it is open."""
        self._read()

    def leave_draft(self, coming_back: bool) -> Callable[[], object] | None:
        """Keep the note that is being typed."""
        return self._drafts.leave()

    def _read(self) -> None:
        desk, wanted = self.desk, self._current
        self.shell.jobs.read(lambda: _find(desk, wanted), then=self._show, owner=self, replaces="questions")

    def _show(self, found: Found) -> None:
        rows, question, reasons, settled = found
        self.view.foot.show_reasons(reasons)
        before = [each.id for each in self.left.shown]
        self.left.show_rows(rows, settled)
        if not self._current and question is not None:
            self._current = question.row.id
        following = self._following(before)
        if following != self._current or (question is None) != (following == 0):
            # What was decided is gone: what stood after it is next.
            self._current = following
            if following:
                self._read()
                return
        first, self._known = not self._known, True
        if question is not None and following:
            self._show_question(question)
        if self.left.listed:
            self.left.keep_settled(self.made.one.key if self.made.one else "")
        self._arrange()
        if first and self.isVisible() and self.left.shown:
            self.view.first_focus().setFocus()

    def _following(self, before: list[int]) -> int:
        """Return the question to show: the present one, else the next that is still there, else the first."""
        ids = [each.id for each in self.left.shown]
        if self._current in ids:
            return self._current
        after = before[before.index(self._current) :] if self._current in before else []
        return next((each for each in after if each in ids), ids[0] if ids else 0)

    def _show_question(self, question: Decision) -> None:
        row, at = question.row, self.left.place_of(question.row.id)
        together = {each.subject for each in self.left.every if file_key(each) == file_key(row)}
        others = row.file.records - len(together) if row.file else 0
        count = len(self.left.shown)
        place = f"Keputusan {at + 1} dari {count}"
        self.left.select(row.id)
        self.view.show_question(question, file_words(row, self.desk, others), place, at + 1 == count)
        if not self.view.note.hasFocus():
            self.view.note.setText(str(self._drafts.find(_draft_of(question)).get("note", "")))

    @property
    def _some(self) -> bool:
        return bool(self.left.every) or any(self.left.settled.values())

    def _rights(self) -> tuple[QWidget, ...]:
        return (self.view, self.made, self.none, self.empty)

    def _arrange(self) -> None:
        some, stacked, left = self._some, self._width == STACKED, self.left
        self.left.setVisible(some and not (stacked and self._inside))
        none = self.none if left.is_filtered else self.empty
        right: QWidget = self.view if left.shown else self.made if left.listed else none
        for part in self._rights():
            part.setVisible(part is right and self._known and not (some and stacked and not self._inside))
        if stacked:
            self.left.setMinimumWidth(0)
            self.left.setMaximumWidth(16_777_215)
        else:
            self.left.setFixedWidth(self.theme.px(LIST_WIDTH if self._width == FULL else LIST_WIDTH - 60))
        self.trail_changed.emit()

    def _enter(self, inside: bool) -> None:
        self._inside = inside
        self._arrange()

    def _open_export(self) -> None:
        self._enter(False)
        self.left.export.open_bar()

    def _step(self, by: int) -> None:
        ids = [each.id for each in self.left.shown]
        if self._current in ids:
            self._lead_to(ids[(ids.index(self._current) + by) % len(ids)])

    def _lead_to(self, question: int) -> None:
        if question != self._current:
            self._current = question
            self._read()

    def _choose_file(self, question: int) -> None:
        """Show the first question of another file; within one the arrows lead on."""
        present = next((each for each in self.left.shown if each.id == self._current), None)
        wanted = next(each for each in self.left.shown if each.id == question)
        if present is None or file_key(present) != file_key(wanted):
            self._lead_to(question)

    def _save(self) -> None:
        question, value = self.view.question, self.view.chosen()
        if question is None or value is None or not self.view.foot.save.isEnabled():
            return
        self.view.foot.save.setEnabled(False)
        desk, about, note = self.desk, _about(question), self.view.note.text().strip()
        told = f" Catatan Anda ikut ke {said_name(question.row.sender) or 'pendamping'}." if note else ""
        self.shell.jobs.write(
            lambda: decide(desk, question.row.id, value, note, question.row.txns),
            then=lambda _done: self._done(question, f"{about} diputuskan.{told}"),
            failed=self._refuse,
            owner=self,
        )

    def _send_back(self, reason: str) -> None:
        question, said = self.view.question, say_return(reason, self.view.note.text())
        if question is None:
            return
        if not said:
            self.view.ask_reason()
            return
        desk, name = self.desk, said_name(question.row.sender)
        self.view.foot.send.setEnabled(False)
        self.shell.jobs.write(
            lambda: send_back(desk, str(question.row.id), said),
            then=lambda _txn: self._done(question, f"Dikembalikan ke {name}: {said}"),
            failed=self._refuse,
            owner=self,
        )

    def _done(self, question: Decision, words: str) -> None:
        self._drafts.drop(_draft_of(question))
        # The next question may stand there already, with what was left in its own note.
        if self.view.question is not None and _draft_of(self.view.question) == _draft_of(question):
            self.view.note.clear()
        self.view.foot.close_back()
        self.shell.toast(words, self.shell.take_back)

    def _undo(self, act: str) -> None:
        desk = self.desk
        self.shell.jobs.write(
            lambda: undo_act(desk, act),
            then=lambda _done: self.shell.toast("Keputusan diurungkan. Pertanyaannya terbuka lagi."),
            failed=self._refuse,
            owner=self,
        )

    def _refuse(self, error: UserError) -> None:
        words = error.problems[0].text if isinstance(error, InvalidInput) else str(error)
        self.shell.toast(words, icon="info" if isinstance(error, RecordNotFound) else "error_circle")
        self.view.foot.send.setEnabled(True)
        self._read()

    def _show_numbers(self) -> None:
        question, desk = self.view.question, self.desk
        if question is None:
            return
        homes = {option.household_id for option in question.options}

        def note() -> None:
            for home in homes:
                note_access(desk, "lihat", home, "keputusan")

        self.shell.jobs.write(note, then=lambda _done: self.view.show_whole(), owner=self)

    def _keep_note(self, text: str) -> None:
        self.view.note_row.show_problem(None)
        if self.view.question is not None:
            self._drafts.keep(_draft_of(self.view.question), {"note": text})

    def _connect(self, show_family: Callable[[str], object]) -> None:
        self.left.chosen.connect(self._choose_file)
        self.left.chosen_settled.connect(self.made.show_settled)
        self.made.open_family.connect(show_family)
        self.made.undo.connect(self._undo)
        self.made.history.connect(self._open_history)
        self.left.filtered.connect(self._read)
        self.left.list.activated.connect(lambda _index: self._open())
        self.left.list.clicked.connect(lambda _index: self._open() if self._width == STACKED else None)
        self.view.step.connect(self._step)
        self.view.foot.saved.connect(self._save)
        self.view.foot.sent_back.connect(self._send_back)
        self.view.foot.reason.activated.connect(lambda _at: self.view.note_row.show_problem(None))
        self.view.eye.connect(self._show_numbers)
        self.view.open_family.connect(show_family)
        self.view.note.textEdited.connect(self._keep_note)
        keys: dict[str, Callable[[], object]] = {
            "Left": partial(self._step, -1),
            "Right": partial(self._step, 1),
            "Ctrl+Return": self._save,
            "Ctrl+Enter": self._save,
        }
        keys |= {key: partial(self.view.pick, int(key)) for key in KEYS}
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _open(self) -> None:
        """Lead into the question, or the decision."""
        self._enter(True)
        if (target := self.first_focus()) is not None:
            target.setFocus()

    def _open_history(self, family_id: str, name: str) -> None:
        from pkh_desk.gui.pages.upkeep.history import HistoryPage

        self.shell.open_page(HistoryPage(self.shell, self.desk, family_id, name))


def _find(desk: Desk, wanted: int) -> Found:
    """Read every list, and the wanted question, else the first open one."""
    rows = decision_rows(desk)
    one = wanted or next((each.id for each in rows if not each.returned), 0)
    now = desk.local(desk.now())
    settled = {
        DONE: decisions_made(decided(desk), desk, now),
        REFUSED: writes_refused(refused(desk), desk, now),
    }
    return rows, decision(desk, one) if one else None, return_reasons(desk), settled


def _draft_of(question: Decision) -> str:
    """Return the key of a question's note; a number may be given again, but not at the same instant."""
    return f"{question.row.id}/{question.row.opened_at}"


def _about(question: Decision) -> str:
    return " ".join(part for part in (question.row.about, said_name(question.row.family)) if part)
