"""KEPUTUSAN: what two desks wrote differently, one question at a time, by 1 and 2 and the arrows."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pkh_desk.actions.office.decide import decide, send_back
from pkh_desk.actions.upkeep.access import note_access
from pkh_desk.desk import Desk
from pkh_desk.errors import InvalidInput, Problem, RecordNotFound, UserError
from pkh_desk.gui.drafting import Drafting
from pkh_desk.gui.export_bar import ICON, ExportBar
from pkh_desk.gui.family_words import joined, said_name
from pkh_desk.gui.page import FULL, STACKED, Page, Shell
from pkh_desk.gui.pages.office.question import KEYS, QuestionView
from pkh_desk.gui.pages.office.words import dots, question_line
from pkh_desk.gui.rows_model import RowsModel
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.family_list import FamilyLine, FamilyList
from pkh_desk.gui.widgets.label import label
from pkh_desk.views.lists.office_sheets import decisions_sheet
from pkh_desk.views.office.decision import Decision, DecisionRow, decision, decision_rows

LIST_WIDTH = 320
Found = tuple[list[DecisionRow], Decision | None]


class DecisionsPage(Page):
    """The questions at the left, the one to decide at the right; narrow windows show the one alone."""

    def __init__(self, shell: Shell, desk: Desk, show_family: Callable[[str], object]) -> None:
        super().__init__(shell, "Keputusan")
        self.desk = desk
        self._rows: list[DecisionRow] = []
        self._known = False
        self._current = 0
        self._drafts = Drafting(shell.jobs, desk, "keputusan", self)
        self._width = FULL
        self.list = FamilyList(shell.theme, "Yang menunggu keputusan")
        self.model: RowsModel[FamilyLine] = RowsModel(FamilyLine.spoken, self)
        self.list.setModel(self.model)
        self.count = label("", "caption", "text2")
        self.view = QuestionView(shell, desk)
        self.empty = EmptyState(
            shell.theme,
            "checkmark_circle",
            "Tidak ada yang menunggu",
            "Semua kiriman sudah diputuskan.",
        )
        self.export = ExportBar(shell, desk, lambda: decisions_sheet(self._rows), kind=ICON, narrow=True)
        self._left = self._make_left()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._left)
        line.addWidget(self.view, 1)
        line.addWidget(self.empty, 1)
        self._connect(show_family)
        self._arrange()

    def panes(self) -> Sequence[QWidget]:
        """List and question."""
        return (self._left, self.view) if self._rows else (self.empty,)

    def first_focus(self) -> QWidget | None:
        """The first card, so that 1 and 2 are at hand."""
        return self.view.first_focus() if self._rows else None

    def set_width_class(self, width: str) -> None:
        """The list goes where there is no room for both."""
        self._width = width
        self.view.set_width_class(width)
        self._arrange()

    def exporter(self) -> Callable[[], object] | None:
        """The list, where there is room for it."""
        return self.export.open_bar if self._width != STACKED else None

    def escape(self) -> None:
        """Close the export."""
        self.export.close_bar()

    def entered(self) -> None:
        """Read what is open now."""
        self._read()

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read again; the question on screen stays while it is open."""
        self._read()

    def leave_draft(self, coming_back: bool) -> Callable[[], object] | None:
        """Keep the note that is being typed."""
        return self._drafts.leave()

    def _read(self, wanted: int = 0) -> None:
        desk, wanted = self.desk, wanted or self._current

        def read() -> Found:
            rows = decision_rows(desk)
            ids = [row.id for row in rows]
            one = wanted if wanted in ids else ids[0] if ids else 0
            return rows, decision(desk, one) if one else None

        self.shell.jobs.read(read, then=self._show, owner=self, replaces="questions")

    def _show(self, found: Found) -> None:
        rows, question = found
        first, self._known = not self._known, True
        was = [row.id for row in self._rows]
        # What was decided is gone: the one that stood after it is next, not the first of all.
        ids = [row.id for row in rows]
        if self._current in was and self._current not in ids and ids:
            following = [one for one in was[was.index(self._current) :] if one in ids]
            if following and (question is None or question.row.id != following[0]):
                self._rows, self._current = rows, following[0]
                self._read()
                return
        self._rows = rows
        self.export.refresh()
        now = self.desk.local(self.desk.now())
        self.model.show_rows([question_line(row, self.desk.local(row.opened_at), now) for row in rows])
        waiting = sum(not row.returned for row in rows)
        back = len(rows) - waiting
        self.count.setText(
            joined(f"{dots(waiting)} menunggu keputusan", f"{dots(back)} dikembalikan" if back else "")
        )
        if question is not None:
            self._current = question.row.id
            at = ids.index(question.row.id)
            self.list.setCurrentIndex(self.model.index(at, 0))
            place = f"Keputusan {at + 1} dari {len(rows)}"
            self.view.show_question(question, place, at + 1 == len(rows))
            if not self.view.note.hasFocus():
                self.view.note.setText(str(self._drafts.find(_draft_of(question)).get("note", "")))
        else:
            self._current = 0
        self._arrange()
        if first and self.isVisible() and rows:
            self.view.first_focus().setFocus()

    def _arrange(self) -> None:
        some = bool(self._rows)
        self._left.setVisible(some and self._width != STACKED)
        self.view.setVisible(some)
        self.empty.setVisible(self._known and not some)
        self._left.setFixedWidth(self.theme.px(LIST_WIDTH if self._width == FULL else LIST_WIDTH * 0.8))

    def _step(self, by: int) -> None:
        ids = [row.id for row in self._rows]
        if self._current in ids:
            self._lead_to(ids[(ids.index(self._current) + by) % len(ids)])

    def _lead_to(self, question: int) -> None:
        if question != self._current:
            self._current = question
            self._read(question)

    def _save(self) -> None:
        question, value = self.view.question, self.view.chosen()
        if question is None or value is None or not self.view.save.isEnabled():
            return
        self.view.save.setEnabled(False)
        desk, about = self.desk, _about(question)
        self.shell.jobs.write(
            lambda: decide(desk, question.row.id, value),
            then=lambda _done: self.shell.toast(f"{about} diputuskan.", self.shell.take_back),
            failed=self._refuse,
            owner=self,
        )

    def _send_back(self) -> None:
        question, note = self.view.question, self.view.note.text().strip()
        if question is None or not question.row.sender:
            return
        if not note:
            self.view.note_row.show_problem(
                Problem("reason", "Tulis sebabnya, supaya pendamping tahu apa yang diperbaiki.")
            )
            self.view.note.setFocus()
            return
        desk, name = self.desk, said_name(question.row.sender)
        self.shell.jobs.write(
            lambda: send_back(desk, str(question.row.id), note),
            then=lambda _txn: self._sent(question, name),
            failed=self._refuse,
            owner=self,
        )

    def _sent(self, question: Decision, name: str) -> None:
        self._drafts.drop(_draft_of(question))
        self.view.note.clear()
        self.shell.toast(f"Dikembalikan ke {name} dengan catatan Anda.", self.shell.take_back)
        self._step(1)

    def _refuse(self, error: UserError) -> None:
        words = error.problems[0].text if isinstance(error, InvalidInput) else str(error)
        self.shell.toast(words, icon="info" if isinstance(error, RecordNotFound) else "error_circle")
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
        if self.view.question is not None:
            self._drafts.keep(_draft_of(self.view.question), {"note": text})

    def _connect(self, show_family: Callable[[str], object]) -> None:
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.view.step.connect(self._step)
        self.view.saved.connect(self._save)
        self.view.sent_back.connect(self._send_back)
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

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and current.row() < len(self._rows):
            self._lead_to(self._rows[current.row()].id)

    def _make_left(self) -> QFrame:
        left = QFrame()
        left.setProperty("kind", "bar")
        left.setProperty("rule", "right")
        left.setAccessibleName("Daftar keputusan")
        foot = QFrame()
        foot.setProperty("kind", "bar")
        foot.setProperty("rule", "above")
        line = QHBoxLayout(foot)
        line.setContentsMargins(16, 8, 12, 8)
        line.addWidget(self.count, 1)
        line.addWidget(self.export.button)
        stack = QVBoxLayout(left)
        stack.setContentsMargins(0, 0, 1, 0)
        stack.setSpacing(0)
        stack.addWidget(self.export)
        stack.addWidget(self.list, 1)
        stack.addWidget(foot)
        return left


def _draft_of(question: Decision) -> str:
    """Return the key of a question's note; a number may be given again, but not at the same instant."""
    return f"{question.row.id}/{question.row.opened_at}"


def _about(question: Decision) -> str:
    return " ".join(part for part in (question.row.about, said_name(question.row.family)) if part)
