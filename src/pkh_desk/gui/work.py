"""WORK: what stands in the window between unlocking and locking: one desk, its shell, its news."""

import contextlib
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QFileDialog

from pkh_desk.actions.exchange.message import put_away
from pkh_desk.actions.upkeep.backup import back_up, back_up_if_due
from pkh_desk.actions.upkeep.preferences import KEY, Preferences, count_use, keep_preferences, preferences
from pkh_desk.desk import Desk
from pkh_desk.errors import Cancelled, UserError
from pkh_desk.gui.frame.drops import is_key, is_paper, is_sheet, may_be_sealed
from pkh_desk.gui.frame.facts import (
    FAMILIES,
    GRADUATION,
    HOME,
    PRODUCTS,
    REPORTS,
    SENDING,
    SETTINGS,
    read_facts,
)
from pkh_desk.gui.frame.palette_doors import doors_of, fixed_entries, office_entries, paper_entries
from pkh_desk.gui.frame.palette_entries import ACTION, Entry
from pkh_desk.gui.frame.shell import WindowShell
from pkh_desk.gui.jobs import PATIENCE_MS, Jobs, Phases
from pkh_desk.gui.news import News
from pkh_desk.gui.page import Place, Shell
from pkh_desk.gui.pages.office.places import check_letter, office_places, take_bundles, take_request
from pkh_desk.gui.recordings import begin, families, recordings_of, show_product
from pkh_desk.gui.resume import Interrupted, go_on, interrupted, say_interrupted
from pkh_desk.gui.sticks import downloads
from pkh_desk.gui.style.theme import Theme
from pkh_desk.gui.undoing import Undoing
from pkh_desk.gui.widgets.notice import Offer
from pkh_desk.logs import start_logging
from pkh_desk.views.exchange.message import MessageView, unread_messages
from pkh_desk.views.people.everything import find_everything

if TYPE_CHECKING:
    from pkh_desk.gui.frame.palette import Palette
    from pkh_desk.gui.pages.business.products import ProductsPage
    from pkh_desk.gui.pages.exchange.sending import SendingPage
    from pkh_desk.gui.pages.graduation.pipeline import GraduationPage
    from pkh_desk.gui.pages.office.folder_watch import FolderWatch
    from pkh_desk.gui.pages.office.reports import ReportsPage
    from pkh_desk.gui.pages.people.families import FamiliesPage
    from pkh_desk.gui.pages.people.home import HomePage
    from pkh_desk.gui.pages.upkeep.settings import SettingsPage

BACKUP_LOOK_MS = 5 * 60_000
OPENING, OPENS = "Buka kiriman", "Ctrl+O"
BUNDLES = "Kiriman dan permintaan (*.pkhb *.kunci);;Semua berkas (*)"


class Work:
    """Ties one open desk to one shell."""

    def __init__(self, desk: Desk, theme: Theme, jobs: Jobs) -> None:
        start_logging(desk.places.logs)
        self.desk, self.jobs = desk, jobs
        self.watch = office_watch(desk, jobs)
        places = places_of(desk, self.watch)
        self.shell = WindowShell(theme, jobs, places, read_facts(desk), recordings_of(desk))
        self.liked = preferences(desk)
        self._offered: set[str] = set()
        self.news = News(desk, self.shell)
        self.news.moved.connect(self._data_moved)
        theme.changed.connect(self._keep_look)
        self.shell.stale.connect(self._read_facts)
        self.undoing = Undoing(self.shell, desk)
        self.shell.undo.connect(self.undoing.undo)
        self.shell.redo.connect(self.undoing.redo)
        self.shell.back_up.connect(self._back_up)
        self.shell.history.connect(self._open_history)
        self.shell.searching.connect(self._search)
        self.shell.recording.connect(lambda kind, home: begin(self.shell, desk, kind, home))
        self.shell.dropped.connect(self._take_files)
        if self.watch is not None:
            self.watch.setParent(self.shell)
            self.watch.news.connect(self._say_quietly)
            self.shell.top.offer(OPENING, "folder", OPENS, self._open_bundles)
        self._backup_clock = QTimer(self.shell)
        self._backup_clock.timeout.connect(self._back_up_if_due)
        self._backup_clock.start(BACKUP_LOOK_MS)

    @cached_property
    def palette(self) -> "Palette":
        """Ctrl+K, made when it is first asked for: 1 MB."""
        from pkh_desk.gui.frame.palette import Palette

        find, doors = partial(find_everything, self.desk), doors_of(self.shell, self.desk)
        palette = Palette(self.shell.theme, self.shell, self.jobs, find, doors)
        palette.used.connect(self._count_use)
        return palette

    def start(self) -> None:
        """Show the first place, and offer what was being typed when the work was interrupted."""
        self.shell.start()
        self.jobs.read(self.desk.clock_doubt, then=self._ask_about_clock, owner=self.shell)
        self.jobs.read(lambda: interrupted(self.desk), then=self._offer_draft, owner=self.shell)

    def close(self) -> None:
        """Stop listening at once; the desk is let go after the jobs that still use it, drafts among them."""
        self._stop_listening()
        self.shell.theme.changed.disconnect(self._keep_look)
        for keep in self.shell.leave_drafts(coming_back=True):
            self.jobs.write(keep)
        self.jobs.write(self.desk.close)

    def close_now(self) -> None:
        """Keep the drafts and let go of the desk; the lanes have ended."""
        self._stop_listening()
        for keep in self.shell.leave_drafts(coming_back=True):
            # Where the world fails now, e.g. a full disk, nobody is left to be asked.
            with contextlib.suppress(UserError):
                keep()
        self.desk.close()

    def _stop_listening(self) -> None:
        self.news.close()
        if self.watch is not None:
            self.watch.stop()

    def _ask_about_clock(self, doubt: str | None) -> None:
        if doubt is not None:
            self.shell.notice.offer(Offer("jam", doubt, "Tanggal sudah benar", lambda: None))

    def _offer_draft(self, found: Interrupted | None) -> None:
        if found is not None:
            draft = found.draft
            words = say_interrupted(self.desk, found)
            go = partial(go_on, self.shell, self.desk, draft)
            self.shell.notice.offer(Offer("draf", words, "Lanjutkan", go))
        self._look_for_messages()
        if self.desk.is_office:
            self.jobs.read(self._key_waits, then=self._offer_key, owner=self.shell)
        if self.watch is not None:
            self.watch.look()

    def _look_for_messages(self) -> None:
        self.jobs.read(
            lambda: unread_messages(self.desk),
            then=self._offer_messages,
            owner=self.shell,
            replaces="messages",
        )

    def _offer_messages(self, unread: list[MessageView]) -> None:
        """Show messages above every page, the oldest first, until each is put away, here or elsewhere."""
        self.shell.notice.withdraw(self._offered - {each.id for each in unread})
        for each in unread:
            self._offered.add(each.id)
            away = partial(put_away, self.desk, each.id)
            self.shell.notice.offer(Offer(each.id, each.text, "Mengerti", partial(self.jobs.write, away)))

    def _key_waits(self) -> bool:
        # It brings the keys of the office and the drawing of papers, of which no laptop makes use here.
        from pkh_desk.actions.upkeep.paper_key import waits_for_paper

        return waits_for_paper(self.desk)

    def _offer_key(self, waits: bool) -> None:
        from pkh_desk.gui.pages.office.paper_key import WAITS, PaperKeyPage

        def show() -> None:
            self.shell.open_page(PaperKeyPage(self.shell, self.desk))

        if waits:
            self.shell.notice.offer(Offer("kunci", WAITS, "Cetak kunci", show))

    def say_error(self, error: UserError) -> None:
        """Say what went wrong where nothing more fitting is on screen."""
        self.shell.toast(str(error), icon="error_circle")

    def _say_quietly(self, text: str) -> None:
        """Say what nobody waits for, unless that took the place of what was just done."""
        if not self.shell.toasted:
            self.shell.toast(text, icon="mail_inbox")

    def _read_facts(self) -> None:
        self.jobs.read(
            lambda: read_facts(self.desk), then=self.shell.show_facts, owner=self.shell, replaces="facts"
        )

    def _back_up(self) -> None:
        """Make a backup; one that takes long, an office's, says how far it is, and can be stopped."""
        clock = QElapsedTimer()
        clock.start()

        def run(progress: Phases) -> object:
            return back_up(self.desk, progress=progress)

        def told(done: int, total: int, phase: str) -> None:
            if clock.hasExpired(PATIENCE_MS):
                part = f"Mencadangkan… {100 * done // total}%" if total else "Memeriksa cadangan…"
                self.shell.show_progress(part, job.cancel)

        def failed(error: UserError) -> None:
            if isinstance(error, Cancelled):
                self.shell.toast("Cadangan dibatalkan.", icon="info")
            else:
                self.say_error(error)

        job = self.jobs.read(
            run,
            then=lambda _made: self.shell.toast("Cadangan dibuat dan sudah diperiksa."),
            failed=failed,
            progress=told,
            owner=self.shell,
        )

    def _back_up_if_due(self) -> None:
        # A full disk is said by the status bar, whose backup grows old; nobody asked for this one.
        self.jobs.read(lambda: back_up_if_due(self.desk), failed=lambda _error: None, owner=self.shell)

    def _open_history(self) -> None:
        from pkh_desk.gui.pages.upkeep.history import HistoryPage

        if not isinstance(self.shell.page, HistoryPage):
            self.shell.open_page(HistoryPage(self.shell, self.desk))

    def _search(self, text: str) -> None:
        """Open the search over everything; what is used most comes first."""
        entries = [*fixed_entries(self.shell), *paper_entries(self.shell, self.desk)]
        entries += office_entries(self.shell, self.desk)
        if self.watch is not None:
            entries.append(Entry(ACTION, "folder", OPENING, self._open_bundles, shortcut=OPENS, key="buka"))
        self.palette.open(text, entries, self.liked.uses)

    def _count_use(self, key: str) -> None:
        self.jobs.write(lambda: count_use(self.desk, key), then=self._like)

    def _like(self, liked: Preferences) -> None:
        self.liked = liked

    def _data_moved(self, tables: frozenset[str]) -> None:
        if tables & {KEY, "*"}:
            self.jobs.read(lambda: preferences(self.desk), then=self._like, owner=self.shell)
        if tables & {"message", "*"}:
            self._look_for_messages()
        if tables != {KEY}:
            self.shell.data_moved(tables)
        elif self.desk.is_office:
            self._read_facts()

    def _keep_look(self) -> None:
        """Keep look and text size once the person chose others."""
        theme = self.shell.theme
        look, percent = theme.choice, theme.percent
        if (look, percent) != (self.liked.look, self.liked.percent) and not self.jobs.closed:
            self.liked = replace(self.liked, look=look, percent=percent)
            self.jobs.write(lambda: keep_preferences(self.desk, look=look, percent=percent))

    def _open_bundles(self) -> None:
        """Ask for files, and lead them where those go that fall on the window."""
        dialog = QFileDialog(self.shell, OPENING, str(downloads()), BUNDLES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self._take_files([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_files(self, paths: list[Path]) -> None:
        """Lead files that fell on the window to the page that reads them; a folder or stick is searched."""
        sheet, sealed = next(filter(is_sheet, paths), None), next(filter(may_be_sealed, paths), None)
        if self.desk.is_office and (key := next(filter(is_key, paths), None)) is not None:
            take_request(self.shell, key)
            return
        if sealed is not None and self.desk.is_office:
            take_bundles(self.shell, list(filter(may_be_sealed, paths)))
            return
        if sealed is not None:
            sending(self.shell).take(sealed)
            return
        if self.desk.is_office and (paper := next(filter(is_paper, paths), None)) is not None:
            check_letter(self.shell, self.desk, paper)
            return
        if sheet is None:
            self.shell.toast("Berkas ini tidak dikenal. Tidak ada yang berubah.", icon="info")
            return
        families(self.shell).import_roster(sheet)


def sending(shell: Shell) -> "SendingPage":
    """Show the place Kirim & Terima and return its page."""
    from pkh_desk.gui.pages.exchange.sending import SendingPage

    page = shell.go(SENDING)
    assert isinstance(page, SendingPage)
    return page


def office_watch(desk: Desk, jobs: Jobs) -> "FolderWatch | None":
    """Return what watches the folder of an office; a laptop has none."""
    if not desk.is_office:
        return None
    from pkh_desk.gui.pages.office.folder_watch import FolderWatch

    return FolderWatch(desk, jobs)


def places_of(desk: Desk, watch: "FolderWatch | None" = None) -> list[Place]:
    """Return the places of the navigation; a place without a page is none.

    A page is imported with its first visit: what nobody looks at takes no memory.
    """

    def home(shell: Shell) -> "HomePage":
        from pkh_desk.gui.pages.people.home import HomePage

        return HomePage(shell, desk)

    def family_list(shell: Shell) -> "FamiliesPage":
        from pkh_desk.gui.pages.people.families import FamiliesPage

        return FamiliesPage(shell, desk, partial(show_product, shell))

    def graduation(shell: Shell) -> "GraduationPage":
        from pkh_desk.gui.pages.graduation.pipeline import GraduationPage

        return GraduationPage(shell, desk)

    def products(shell: Shell) -> "ProductsPage":
        from pkh_desk.gui.pages.business.products import ProductsPage

        return ProductsPage(shell, desk)

    def sending_page(shell: Shell) -> "SendingPage":
        from pkh_desk.gui.pages.exchange.sending import SendingPage

        return SendingPage(shell, desk)

    def reports(shell: Shell) -> "ReportsPage":
        from pkh_desk.gui.pages.office.reports import ReportsPage

        return ReportsPage(shell, desk)

    def settings_page(shell: Shell) -> "SettingsPage":
        from pkh_desk.gui.pages.upkeep.settings import SettingsPage

        return SettingsPage(shell, desk)

    places = [
        Place(FAMILIES, "Keluarga", "people", family_list),
        Place(GRADUATION, "Graduasi", "hat_graduation", graduation),
        Place(PRODUCTS, "Produk", "box", products),
        Place(REPORTS, "Laporan", "document_text", reports),
    ]
    settings = Place(SETTINGS, "Pengaturan", "settings", settings_page, below=True)
    if desk.is_office:
        return [*office_places(desk, places, watch), settings]
    places.insert(0, Place(HOME, "Beranda", "home", home))
    places.append(Place(SENDING, "Kirim & Terima", "arrow_sync", sending_page))
    return [*places, settings]
