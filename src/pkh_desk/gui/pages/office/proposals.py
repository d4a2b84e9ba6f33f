"""USULAN GRADUASI: signed letters to look at one by one, Kemensos' answers and certificates in batches."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import DONE
from pkh_desk.domain.text import fold
from pkh_desk.gui.page import FULL, Page, Shell
from pkh_desk.gui.pages.graduation.graduation_case import CasePage
from pkh_desk.gui.pages.office.proposal_batch import BatchBody
from pkh_desk.gui.pages.office.proposal_desk import VERIFIED, ReviewDesk
from pkh_desk.gui.pages.office.proposal_forms import AfterForm, AnswerForm
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.filter_edit import FilterEdit
from pkh_desk.gui.widgets.segmented import Segmented
from pkh_desk.views.graduation.pipeline import SIGNED, CaseCard, pipeline

TABS = {SIGNED: "Periksa surat", VERIFIED: "Jawaban Kemensos", DONE: "Sesudah graduasi"}

NO_ANSWERS = ("Tidak ada yang menunggu Kemensos", "Usulan yang sudah diterima kantor muncul di sini.")
NO_AFTER = ("Belum ada yang graduasi", "Keluarga yang disetujui Kemensos muncul di sini.")


class ProposalsPage(Page):
    """Left and right go to another proposal, Ctrl+Enter decides what is on screen."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__(shell, "Usulan graduasi")
        self.desk, self._cards, self._wanted = desk, list[CaseCard](), ""
        self._known = False
        theme = shell.theme
        self.tabs = Segmented("Usulan", list(TABS.items()), SIGNED, switch=True)
        self.filter = FilterEdit(theme, "Saring nama, desa, pendamping…", "Saring usulan")
        self._width, self._found = FULL, dict[str, list[CaseCard]]()
        self._bodies: dict[str, ReviewDesk | BatchBody] = {}
        self._lay_out()
        self._connect()

    @property
    def signed(self) -> ReviewDesk:
        """The letters to look at."""
        body = self._at(SIGNED)
        assert isinstance(body, ReviewDesk)
        return body

    @property
    def answers(self) -> BatchBody:
        """What waits for Kemensos."""
        body = self._at(VERIFIED)
        assert isinstance(body, BatchBody)
        return body

    @property
    def after(self) -> BatchBody:
        """What follows a graduation."""
        body = self._at(DONE)
        assert isinstance(body, BatchBody)
        return body

    def show_proposal(self, home: str) -> None:
        """Lead to a family, wherever it stands now."""
        self.filter.clear()
        self._wanted = home
        self._read()

    def panes(self) -> Sequence[QWidget]:
        """Tools, then what the tab shows."""
        return (self._tools, *self._now().panes())

    def first_focus(self) -> QWidget | None:
        """What decides, or the table of the batch."""
        return self._now().first_focus() or self.filter

    def filter_field(self) -> QWidget | None:
        """The filter."""
        return self.filter

    def escape(self) -> None:
        """Close an export, or clear the filter."""
        if not self._batch_closed():
            self.filter.clear()

    def set_width_class(self, width: str) -> None:
        """Every tab lays itself out."""
        self._width = width
        for body in self._bodies.values():
            body.set_width_class(width)

    def entered(self) -> None:
        """Read what waits now."""
        self._read()

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read again; the proposal on screen stays while it waits."""
        self._read()

    def leave_draft(self, coming_back: bool) -> Callable[[], object] | None:
        """Keep the note, or the answer that is being typed."""
        kept = [draft for body in self._bodies.values() if (draft := body.leave_draft()) is not None]
        return (lambda: [draft() for draft in kept]) if kept else None

    def _read(self) -> None:
        desk = self.desk
        self.shell.jobs.read(lambda: pipeline(desk), then=self._show, owner=self, replaces="proposals")

    def _show(self, cards: Sequence[CaseCard]) -> None:
        first, self._known = not self._known, True
        self._cards = [card for card in cards if not card.gone or card.case.stage == DONE]
        wanted, self._wanted = self._wanted, ""
        if wanted:
            stage = next((card.case.stage for card in cards if card.household_id == wanted), None)
            self.tabs.set_value(stage if stage in TABS else SIGNED)
        self._show_tabs()
        if wanted:
            self._now().lead_to(wanted)
        if first and self.isVisible() and self.filter.hasFocus():
            self._focus_first()

    def _show_tabs(self) -> None:
        words = fold(self.filter.text()).split()
        found: dict[str, list[CaseCard]] = {key: [] for key in TABS}
        for card in self._cards:
            key = fold(f"{card.name} {card.desa} {card.pendamping}")
            if card.case.stage in found and all(word in key for word in words):
                found[card.case.stage].append(card)
        found[DONE].sort(key=_needs_after)
        self._found = found
        for stage, cards in found.items():
            self.tabs.buttons[stage].setText(f"{TABS[stage]} {len(cards)}")
        for stage, body in self._bodies.items():
            body.show_cards(found[stage])
        self._body.setCurrentWidget(self._now())

    def _now(self) -> ReviewDesk | BatchBody:
        return self._at(self.tabs.value())

    def _at(self, stage: str) -> ReviewDesk | BatchBody:
        """Return the body of a tab, made when it is first looked at."""
        if stage not in self._bodies:
            body = self._make_review() if stage == SIGNED else self._make_batch(stage)
            self._bodies[stage] = body
            body.set_width_class(self._width)
            self._body.addWidget(body)
            if self._known:
                body.show_cards(self._found.get(stage, []))
        return self._bodies[stage]

    def _make_review(self) -> ReviewDesk:
        review = ReviewDesk(self.shell, self.desk)
        review.stale.connect(self._read)
        review.view.open_case.connect(self._open_case)
        return review

    def _make_batch(self, stage: str) -> BatchBody:
        shell, desk, theme = self.shell, self.desk, self.theme
        if stage == VERIFIED:
            answers = AnswerForm(theme, desk.today())
            batch = BatchBody(shell, desk, stage, answers, NO_ANSWERS, "Daftar usulan")
            words, icon, act = "Baca daftar Kemensos…", "arrow_import", self._read_list
        else:
            batch = BatchBody(shell, desk, stage, AfterForm(theme, desk.today()), NO_AFTER, "Daftar wisuda")
            words, icon, act = "Cetak piagam…", "print", self._print_certificates
        batch.add_tool(Button(theme, words, "link", icon=icon, on_click=act).make_slim())
        batch.table.opened.connect(lambda card: self._open_case(card.household_id))
        return batch

    def _batch_closed(self) -> bool:
        body = self._now()
        return isinstance(body, BatchBody) and body.export.close_bar()

    def _focus_first(self) -> None:
        target = self.first_focus()
        if target is not None:
            target.setFocus()

    def _switched(self) -> None:
        self._show_tabs()
        self._focus_first()

    def _step(self, by: int) -> None:
        if isinstance(body := self._now(), ReviewDesk):
            body.step(by)

    def _turn(self, by: int) -> None:
        if isinstance(body := self._now(), ReviewDesk):
            body.view.paper.turn(by)

    def _connect(self) -> None:
        self.tabs.changed.connect(lambda _key: self._switched())
        self.filter.textChanged.connect(lambda _text: self._show_tabs())
        keys: dict[str, Callable[[], object]] = {
            "Left": partial(self._step, -1),
            "Right": partial(self._step, 1),
            "PgUp": partial(self._turn, -1),
            "PgDown": partial(self._turn, 1),
            "Ctrl+Return": lambda: self._now().enter(),
            "Ctrl+Enter": lambda: self._now().enter(),
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _open_case(self, home: str) -> None:
        self.shell.open_page(CasePage(self.shell, self.desk, home))

    def _read_list(self) -> None:
        """Lead to the import, where Kemensos' decision list is known."""
        from pkh_desk.gui.pages.lists.roster import RosterPage

        self.shell.open_page(RosterPage(self.shell, self.desk))

    def _print_certificates(self) -> None:
        """Print the certificates of the ticked families, all if none is."""
        from pkh_desk.gui.pages.graduation.print_sheet import PrintSheet
        from pkh_desk.gui.paper.print_task import certificates_task

        homes = [card.household_id for card in self.after.chosen_cards()]
        self.shell.open_page(PrintSheet(self.shell, self.desk, certificates_task(self.desk, homes)))

    def _lay_out(self) -> None:
        self._tools = QFrame()
        self._tools.setAccessibleName("Saring usulan")
        self._tools.setProperty("kind", "bar")
        self._tools.setProperty("rule", "below")
        line = QHBoxLayout(self._tools)
        line.setContentsMargins(20, 8, 20, 8)
        line.setSpacing(8)
        line.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.filter)
        line.addStretch()
        self.filter.setMinimumWidth(150)
        self.filter.setMaximumWidth(280)
        self._body = QStackedWidget()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self._tools)
        stack.addWidget(self._body, 1)


def _needs_after(card: CaseCard) -> tuple[bool, int]:
    """Order: those for whom something is still to be recorded first, the latest decision first."""
    ended = card.ended
    return ended.certified_on is not None and ended.inactive_on is not None, -card.since.toordinal()
