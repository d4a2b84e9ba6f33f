"""BERANDA: what is to be done now, how the month stands, and the families of the latest entries."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from pkh_desk.actions.upkeep.backup import back_up
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_day
from pkh_desk.errors import UserError
from pkh_desk.gui.frame.facts import GRADUATION, SENDING
from pkh_desk.gui.page import FULL, STACKED, Page, Shell
from pkh_desk.gui.pages.people.home_parts import FirstSteps, Meter, RecentCard, StageCounts, TaskList
from pkh_desk.gui.recordings import families, graduation, mend_visit, open_visit, products
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card, row
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.refill import clear
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.widgets.themed import show_if
from pkh_desk.gui.words.home_words import all_done, greeting, recent_words, task_line
from pkh_desk.views.people.today import (
    DUE,
    LATE_PROMISE,
    RETURNED,
    STOCK,
    STUCK,
    UNSENT,
    UNSIGNED,
    VISITS,
    Task,
    Today,
    today,
)

MOST_TASKS, ASIDE_WIDTH = 6, 312
CASES = ("letter", "graduation_case")


class HomePage(Page):
    """Each row has one button; the first one is the filled button of the page."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__(shell, "Beranda")
        self.desk = desk
        self.shown: Today | None = None
        self._offered: Sequence[Task] = ()
        theme = shell.theme
        self.greeting, self.day = label("", "title"), label("", tone="text2")
        self.count = label("", tone="text2")
        self.tasks = TaskList(theme)
        self.done = EmptyState(theme, "checkmark_circle", "Semua beres", "", tone="green")
        self.first_steps = FirstSteps(theme)
        self.first_steps.setMaximumWidth(820)
        self.visits, self.kept = Meter(theme, "Kunjungan rumah"), Meter(theme, "Komitmen terpenuhi")
        self.stages = StageCounts(theme)
        self.to_board = Button(theme, "Buka alur", "link", on_click=lambda: shell.go(GRADUATION)).make_slim()
        self.recent: list[RecentCard] = []
        self._lay_out()

    def ask(self) -> None:
        """Read the page again."""
        desk = self.desk
        self.shell.jobs.read(lambda: today(desk), then=self._show, owner=self, replaces="today")

    def entered(self) -> None:
        """Read every time: the day may be another one, and sending or a backup tells no page."""
        self.ask()

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read again."""
        self.ask()

    def panes(self) -> Sequence[QWidget]:
        """What is to be done, then the figures."""
        return (self._main, self._aside)

    def first_focus(self) -> QWidget | None:
        """The first button, once there is one."""
        buttons = self.tasks.buttons if not self._work.isHidden() else self.first_steps.buttons
        return buttons[0] if buttons else None

    def set_width_class(self, width: str) -> None:
        """Figures stand at the right, in a narrow window below."""
        stacked = width == STACKED
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._across.setDirection(below if stacked else beside)
        if stacked:
            self._aside.setMinimumWidth(0)
            self._aside.setMaximumWidth(16_777_215)
        else:
            self._aside.setFixedWidth(self.theme.px(ASIDE_WIDTH if width == FULL else 272))

    def _show(self, page: Today) -> None:
        first = self.shown is None
        self.shown = page
        now = self.desk.local(self.desk.now())
        self.greeting.setText(greeting(now, self.desk.identity.name))
        groups = f" di {page.groups} kelompok" if page.groups else ""
        counted = f" · {page.families} keluarga{groups}" if page.families else ""
        self.day.setText(f"{say_day(now.date())}{counted}")
        new = not page.families or not page.ever_visited
        self._work.setVisible(not new)
        self._aside.setVisible(not new)
        self.first_steps.setVisible(new)
        if new:
            self._show_first_steps(page)
        else:
            self._show_work(page)
        target = self.first_focus()
        if first and target is not None and self.isVisible():
            target.setFocus()

    def _show_work(self, page: Today) -> None:
        tasks = [task for task in page.tasks if task.kind != UNSENT or self.shell.has(SENDING)][:MOST_TASKS]
        lines = [task_line(task) for task in tasks]
        if lines != list(self.tasks.lines):
            self.tasks.show_lines(lines, [partial(self._act, place) for place in range(len(lines))])
        self._offered = tasks
        self.count.setText(str(len(tasks)) if tasks else "")
        show_if(self.tasks, bool(tasks))
        show_if(self.done, not tasks)
        self.done.show_words("Semua beres", all_done(page.visited, page.target))
        self.visits.show_part(f"{page.visited} dari {page.target}", page.visited / max(1, page.target))
        show_if(self.kept, page.asked > 0)
        part = page.kept / max(1, page.asked)
        self.kept.show_part(f"{int(100 * part)}%", part)
        self.stages.show_counts(page.stages)
        self._year.setText(f"Graduasi {self.desk.today().year}")
        self._show_recent(page)

    def _show_recent(self, page: Today) -> None:
        now = self.desk.local(self.desk.now())
        words = [recent_words(each, now, self.desk.local(each.at)) for each in page.recent]
        if [card.words for card in self.recent] == words:
            return
        clear(self._recent)
        self.recent = [
            RecentCard(self.theme, said, partial(self._to_family, each.household_id))
            for said, each in zip(words, page.recent, strict=True)
        ]
        for card in self.recent:
            self._recent.addWidget(card, 1)
        show_if(self._recent_title, bool(self.recent))

    def _show_first_steps(self, page: Today) -> None:
        self.first_steps.show_steps(
            [
                (
                    "Masukkan data KPM",
                    "Pilih berkas Excel dari kantor. Kolomnya dikenali sendiri, dan bisa diurungkan.",
                    "Impor dari Excel",
                    page.families > 0,
                    lambda: families(self.shell).import_roster(),
                ),
                (
                    "Catat kunjungan pertama",
                    "Pilih keluarga, lalu catat apa yang dilihat dan dijanjikan.",
                    "Pilih keluarga",
                    page.ever_visited,
                    lambda: families(self.shell),
                ),
                (
                    "Buat cadangan",
                    "Salinan yang sudah diperiksa, supaya kerja Anda aman bila laptop rusak.",
                    "Cadangkan",
                    page.backed_up,
                    self._back_up,
                ),
            ]
        )

    def _act(self, place: int) -> None:
        """Do what the button of a row says."""
        task = self._offered[place]
        acts: dict[str, Callable[[Task], object]] = {
            RETURNED: self._mend,
            DUE: self._visit,
            LATE_PROMISE: lambda each: self._visit(each) if each.count == 1 else self._to_first(each),
            UNSIGNED: self._to_case,
            STUCK: self._to_case,
            VISITS: lambda _task: families(self.shell).show_unvisited(),
            UNSENT: lambda _task: self.shell.go(SENDING),
            STOCK: self._to_stock,
        }
        acts[task.kind](task)

    def _mend(self, task: Task) -> None:
        home = task.items[0].id
        if task.subject in CASES and home:
            graduation(self.shell).open_case(home)
        elif task.subject == "visit" and home:
            mend_visit(self.shell, self.desk, home, task.record)
        else:
            self._to_first(task)

    def _visit(self, task: Task) -> None:
        families(self.shell).show_family(task.items[0].id)
        open_visit(self.shell, self.desk, task.items[0].id)

    def _to_case(self, task: Task) -> None:
        if task.count == 1:
            graduation(self.shell).open_case(task.items[0].id)
        else:
            self.shell.go(GRADUATION)

    def _to_stock(self, task: Task) -> None:
        page = products(self.shell)
        if task.count == 1:
            page.show_product(task.items[0].id)
        else:
            page.show_low()

    def _to_first(self, task: Task) -> None:
        self._to_family(task.items[0].id)

    def _to_family(self, home: str) -> None:
        page = families(self.shell)
        if home:
            page.show_family(home)

    def _back_up(self) -> None:
        desk = self.desk

        def made(_backup: object) -> None:
            self.shell.toast("Cadangan dibuat dan sudah diperiksa.")
            self.ask()

        self.shell.jobs.read(lambda: back_up(desk), then=made, failed=self._say, owner=self)

    def _say(self, error: UserError) -> None:
        self.shell.toast(str(error), icon="error_circle")

    def _lay_out(self) -> None:
        self._work, self._aside = QWidget(), QWidget()
        self._main = QWidget()
        self._main.setAccessibleName("Perlu dikerjakan")
        work = QVBoxLayout(self._work)
        work.setContentsMargins(0, 0, 0, 0)
        work.setSpacing(10)
        work.addLayout(row(label("Perlu dikerjakan", "section"), self.count, None, gap=8))
        work.addWidget(self.tasks)
        work.addWidget(self.done)
        work.addSpacing(10)
        self._recent_title = label("Terakhir dicatat", "section")
        work.addWidget(self._recent_title)
        self._recent = QHBoxLayout()
        self._recent.setSpacing(12)
        work.addLayout(self._recent)
        main = QVBoxLayout(self._main)
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(2)
        main.addWidget(self.greeting)
        main.addWidget(self.day)
        main.addSpacing(12)
        main.addWidget(self._work)
        main.addWidget(self.first_steps)
        main.addStretch()
        self._lay_out_aside()
        inside = QWidget()
        self._across = QHBoxLayout(inside)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(24)
        self._across.addWidget(self._main, 1)
        self._across.addWidget(self._aside)
        scroll = ScrollBody(margins=(24, 18, 20, 16))
        scroll.body.addWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        for part in (self._work, self._aside, self.first_steps):
            part.hide()

    def _lay_out_aside(self) -> None:
        self._aside.setAccessibleName("Bulan ini")
        month = Card("Bulan ini", padding=16, gap=12)
        month.body.addWidget(self.visits)
        month.body.addWidget(self.kept)
        way = Card(padding=16, gap=10)
        self._year = label("", "card")
        way.setAccessibleName("Graduasi")
        way.body.addLayout(row(self._year, None, self.to_board))
        way.body.addWidget(self.stages)
        stack = QVBoxLayout(self._aside)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(14)
        stack.addWidget(month)
        stack.addWidget(way)
        stack.addStretch()
