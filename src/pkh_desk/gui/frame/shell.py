"""SHELL: the frame around every page: navigation, top bar, status bar, toast, and the keys of all pages."""

from collections.abc import Callable, Sequence
from functools import partial

import shiboken6
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pkh_desk.gui.frame.drops import dropped_paths
from pkh_desk.gui.frame.facts import INBOX, SENDING, Fact, ShellFacts, saving_fact
from pkh_desk.gui.frame.focus import FocusKeeper, has_gone, lead_into, step_focus, step_pane
from pkh_desk.gui.frame.help_panel import HelpPanel
from pkh_desk.gui.frame.nav import Nav
from pkh_desk.gui.frame.status_bar import StatusBar
from pkh_desk.gui.frame.top_bar import TopBar
from pkh_desk.gui.jobs import Jobs
from pkh_desk.gui.page import FULL, STACKED, Page, Place, Recording, width_class
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.widgets.notice import Notice
from pkh_desk.gui.widgets.toast import Toast

SLOW_SAVE_MS = 400


class WindowShell(QFrame):
    """Shows one page at a time. A place keeps the pages opened on top of its own until they are left.

    `lock` fires on Ctrl+L, `undo` and `redo` on their keys, `back_up` and `history` on the status bar,
    `searching(text)` on Ctrl+K and the search box, `titled(words)` whenever another page is shown, `stale`
    when facts are to be read, `recording(kind, family_id)` on Catat (the id is "" where no family is open),
    `dropped(paths)` on files and folders let fall where no part of a page takes them.
    """

    lock = Signal()
    undo = Signal()
    redo = Signal()
    back_up = Signal()
    history = Signal()
    searching = Signal(str)
    titled = Signal(str)
    stale = Signal()
    recording = Signal(str, str)
    dropped = Signal(list)

    def __init__(
        self,
        theme: Theme,
        jobs: Jobs,
        places: Sequence[Place],
        facts: ShellFacts,
        recordings: Sequence[Recording] = (),
    ) -> None:
        super().__init__()
        self.setProperty("ground", "bg")
        self.setAcceptDrops(True)
        self.theme, self.jobs = theme, jobs
        self._places = {place.key: place for place in places}
        self.recordings = recordings
        self._stacks: dict[str, list[Page]] = {}
        self._unread: dict[Page, frozenset[str]] = {}
        self._place = places[0].key
        self._before_help: QWidget | None = None
        self._width = FULL
        numbered = [place for place in places if not place.below]
        below = [place for place in places if place.below]
        self.nav, self.status = Nav(theme, numbered, below, facts), StatusBar(theme)
        self.top, self.notice, self.help = TopBar(theme, recordings), Notice(theme), HelpPanel(theme)
        self._pages = QStackedWidget()
        self._lay_out()
        self._toast = Toast(theme, self, self._pages)
        self._slow = QTimer(self, interval=SLOW_SAVE_MS, singleShot=True)
        self._connect()
        self.show_facts(facts)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._stacks[self._place][-1]

    @property
    def places(self) -> Sequence[Place]:
        """The places of the navigation, in their order."""
        return tuple(self._places.values())

    @property
    def toasted(self) -> str:
        """The toast on screen, empty if there is none."""
        return self._toast.words if self._toast.isVisible() else ""

    def start(self) -> None:
        """Show the first place."""
        self.visit(self._place)
        keeper = FocusKeeper(self, self._focus_page, lambda: self.page)
        self.jobs.ended.connect(keeper.lead_on)

    def visit(self, place: str) -> None:
        """Show a place as it was left; asked for again where one is, it shows its own page."""
        self._leave_above(place if place == self._place else "")
        self._place = place
        if place not in self._stacks:
            self._stacks[place] = []
            self._put(self._places[place].build(self))
        self._show()

    def go(self, place: str) -> Page:
        """Show a place's own page and return it."""
        self._leave_above(place)
        self.visit(place)
        return self.page

    def has(self, place: str) -> bool:
        """Tell whether the navigation has this place."""
        return place in self._places

    def open_page(self, page: Page) -> None:
        """Put a page on top of the present one."""
        self._put(page)
        self._show()

    def back(self) -> None:
        """Go back within the page, else leave it for the one below."""
        if self.page.step_back():
            return
        stack = self._stacks[self._place]
        if len(stack) > 1:
            self._drop(stack.pop())
            self._show()

    def toast(
        self, text: str, undo: Callable[[], object] | None = None, *, icon: str = "checkmark_circle"
    ) -> None:
        """Say what was done."""
        self._toast.say(text, undo, icon)

    def show_progress(self, text: str, stop: Callable[[], object]) -> None:
        """Say how far something long is that runs beside the page, with what stops it."""
        self._toast.show_progress(text, stop)

    def warn(self, text: str) -> None:
        """Say something that stays on screen; empty takes it away again."""
        if text:
            self._toast.say(text, None, "lock_closed")
            self._toast.stay()
        else:
            self._toast.take_away()

    def take_back(self) -> None:
        """Have the last saved change undone."""
        self.undo.emit()

    def say_saved(self, fact: Fact) -> None:
        """Say that the draft of the page on screen is kept, until another page is shown."""
        self.status.show_draft(fact)

    def record(self, kind: str) -> None:
        """Begin to record something about the family that is open."""
        self.recording.emit(kind, self.page.about_family())

    def toggle_help(self) -> None:
        """Show the help of this page beside it and go there; once more: back to where one was."""
        before, self._before_help = self._before_help, self.focusWidget()
        self.help.setVisible(self.help.isHidden())
        self._fit()
        if not self.help.isHidden():
            self.help.show_for(self._stacks[self._place])
            self.help.text.setFocus()
        elif before is not None and shiboken6.isValid(before) and not has_gone(before):
            before.setFocus()
        else:
            self._focus_page()

    def leave_drafts(self, coming_back: bool) -> list[Callable[[], object]]:
        """Return what keeps the drafts of all forms as the shell ends."""
        pages = [page for stack in self._stacks.values() for page in stack]
        return [keep for page in pages if (keep := page.leave_draft(coming_back)) is not None]

    def show_facts(self, facts: ShellFacts) -> None:
        """Show these facts in the status bar and the navigation."""
        self.status.show_facts(facts)
        self.nav.show_facts(facts)

    def data_moved(self, tables: frozenset[str]) -> None:
        """Have the page on screen re-read what it shows; the others do so once they are shown again."""
        for stack in self._stacks.values():
            for page in stack:
                self._unread[page] = self._unread.get(page, frozenset()) | tables
        self._catch_up()
        self.stale.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the layout for this width."""
        super().resizeEvent(event)
        self._fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files and folders anywhere in the window."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which files fell."""
        event.acceptProposedAction()
        self.dropped.emit(dropped_paths(event.mimeData()))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the top bar, the panes of the page, the status bar, the navigation."""
        return step_focus(self._parts, forward, self._focus_page)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._pages, 1)
        middle.addWidget(self.help)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.notice)
        right.addLayout(middle, 1)
        right.addWidget(self.status)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.nav)
        line.addLayout(right, 1)

    def _connect(self) -> None:
        self.nav.picked.connect(self.visit)
        self.nav.lock.connect(self.lock)
        self.top.back.connect(self.back)
        self.top.asked.connect(self.searching)
        self.top.record.connect(self.record)
        self.help.left.connect(self.toggle_help)
        self._toast.left.connect(self._focus_page)
        self.status.back_up.connect(self.back_up)
        self.status.history.connect(self.history)
        self.status.send.connect(lambda: self.visit(INBOX if INBOX in self._places else SENDING))
        self.theme.changed.connect(self._fit)
        self._slow.timeout.connect(lambda: self.status.show_passing(saving_fact()))
        self.jobs.busy.connect(self._on_busy)
        _bind_keys(self)

    def _put(self, page: Page) -> None:
        page.set_width_class(self._width)
        page.trail_changed.connect(self._show_crumbs)
        self._stacks[self._place].append(page)
        self._pages.addWidget(page)

    def _show(self) -> None:
        page = self.page
        self.status.show_draft(None)
        self._pages.setCurrentWidget(page)
        self.nav.select(self._place)
        self._show_crumbs()
        if self._pages.isHidden():
            self.help.hide()
            self._fit()
        if not self.help.isHidden():
            self.help.show_for(self._stacks[self._place])
        page.entered()
        self._catch_up()
        self._focus_page()

    @property
    def _parts(self) -> tuple[QWidget, ...]:
        return (self.top, self.notice, *self.page.panes(), self.help, self._toast, self.status, self.nav)

    def _focus_page(self) -> None:
        lead_into(self.page, self.page.panes(), self.page.first_focus())

    def _catch_up(self) -> None:
        """Have the page on screen read what moved since it was last shown."""
        if self._stacks.get(self._place) and (tables := self._unread.pop(self.page, None)):
            self.page.data_moved(tables)

    def _show_crumbs(self) -> None:
        stack = self._stacks[self._place]
        crumbs: list[str] = []
        for page in stack:
            about = [page.about] if page.about and page.about not in crumbs else []
            crumbs += [*about, page.title, *page.trail()]
        self.top.show_crumbs(crumbs)
        self.titled.emit(stack[0].title)

    def _leave_above(self, place: str) -> None:
        stack = self._stacks.get(place, [])
        while len(stack) > 1:
            self._drop(stack.pop())

    def _drop(self, page: Page) -> None:
        self._unread.pop(page, None)
        if (keep := page.leave_draft(False)) is not None:
            self.jobs.write(keep)
        self._pages.removeWidget(page)
        page.hide()
        page.deleteLater()

    def _fit(self) -> None:
        """Lay out for the room there is; in a narrow window the help stands in the place of the page."""
        width = width_class(self.width(), self.theme.percent)
        helped, roomy = not self.help.isHidden(), width == FULL
        if helped and roomy:
            width = width_class(self.width() - self.help.width(), self.theme.percent)
        self._width = width
        self._pages.setHidden(helped and not roomy)
        self.help.set_wide(not roomy)
        self.nav.set_rail(width != FULL)
        self.status.set_short(width == STACKED)
        for stack in self._stacks.values():
            for page in stack:
                page.set_width_class(width)

    def _escape(self) -> None:
        if self.help.reading:
            self.toggle_help()
        else:
            self.page.escape()

    def _on_busy(self, jobs: int) -> None:
        if jobs and not self._slow.isActive():
            self._slow.start()
        elif not jobs:
            self._slow.stop()
            self.status.show_passing(None)


def _bind_keys(shell: WindowShell) -> None:
    """Give the shell the keys that work on every page (design, section 6)."""
    keys: dict[str, Callable[[], object]] = {
        "Ctrl+L": shell.lock.emit,
        "Ctrl+K": lambda: shell.searching.emit(""),
        "Ctrl+F": lambda: _to_filter(shell),
        "Ctrl+N": shell.top.open_catat,
        "F6": lambda: step_pane(shell._parts[1:], True),
        "Shift+F6": lambda: step_pane(shell._parts[1:], False),
        "Esc": shell._escape,
        "F1": shell.toggle_help,
        "Alt+Left": shell.back,
        "Ctrl+Z": lambda: _take_back(shell),
        "Ctrl+Y": shell.redo.emit,
        "Ctrl+Shift+Z": shell.redo.emit,
        "Ctrl++": shell.theme.bigger,
        "Ctrl+=": shell.theme.bigger,
        "Ctrl+-": shell.theme.smaller,
        "Ctrl+0": lambda: shell.theme.resize(100),
    }
    numbered = [place.key for place in shell.places if not place.below]
    for number, place in enumerate(numbered[:9], 1):
        keys[f"Ctrl+{number}"] = partial(shell.visit, place)
    for each in shell.recordings:
        if each.key:
            keys[each.key] = partial(shell.record, each.kind)
    for key, act in keys.items():
        QShortcut(QKeySequence(key), shell).activated.connect(act)


def _to_filter(shell: WindowShell) -> None:
    field = shell.page.filter_field()
    if field is not None:
        field.setFocus()


def _take_back(shell: WindowShell) -> None:
    """Take back what a toast offers, which need not be the last saved change; else that."""
    if not shell._toast.take_back():
        shell.undo.emit()
