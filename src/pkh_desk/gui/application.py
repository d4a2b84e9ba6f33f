"""APPLICATION: from the first paint to the end: lock screen, opening the desk, locking it again.

Until the unlock window is painted nothing of the data is imported; then the rest is loaded on the writing
lane while the passphrase is typed. A second start brings this window to the front and ends.
"""

import gc
import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from pkh_desk.gui.frame.main_window import MainWindow
from pkh_desk.gui.opening.homes import accounts, last_account, new_account, remember_account
from pkh_desk.gui.opening.single import SingleInstance
from pkh_desk.gui.opening.unlock import ROLE_LINES, UnlockFacts, UnlockView
from pkh_desk.gui.style.theme import QT_ARGUMENTS, Theme
from pkh_desk.gui.style.translator import IndonesianTranslator
from pkh_desk.settings import Places, lock_clerks, lock_meta

if TYPE_CHECKING:
    from pkh_desk.desk import Desk
    from pkh_desk.errors import UserError
    from pkh_desk.gui.jobs import Jobs
    from pkh_desk.gui.opening.accounts import AccountsView
    from pkh_desk.gui.opening.beginning import Made
    from pkh_desk.gui.opening.first_run import FirstRunView, Start
    from pkh_desk.gui.opening.forgotten import ForgottenView
    from pkh_desk.gui.opening.idle import IdleWatch
    from pkh_desk.gui.opening.restore import RestoreView
    from pkh_desk.gui.work import Work

LOCKED = "Terkunci. Semua catatan sudah tersimpan."
LOCKED_ITSELF = "Terkunci otomatis setelah {} menit diam. Draf sudah tersimpan."
NOT_OPENED = "Belum bisa dibuka karena gangguan program. Data Anda aman. Coba lagi atau mulai ulang komputer."
NO_HOME = "Folder data tidak bisa dibuat atau ditulisi. Periksa hak akses dan perangkatnya."
TAKEN = "Akun itu sudah terbuka di jendela lain."
EXIT_BUG, EXIT_FOLDER = 70, 17


def run_window(places: Places) -> int:
    """Open the window of a home and return the exit code once it is closed."""
    app = QApplication.instance() or QApplication(QT_ARGUMENTS)
    assert isinstance(app, QApplication)
    places = last_account(places)
    try:
        single = SingleInstance(places.home)
        if not single.claim():
            return 0
    except OSError:
        return _no_home(app)
    program = Program(app, places, single)
    program.catch_bugs()
    program.start()
    code = app.exec()
    program.close()
    return code


def _no_home(app: QApplication) -> int:
    from PySide6.QtWidgets import QMessageBox

    QMessageBox.critical(None, "PKH Desk", NO_HOME)
    return EXIT_FOLDER


class Program:
    """The running program of one home: the window and what it shows now. `clock` in s times the idleness.

    `single` is the claim on the home; it moves along when another account is chosen.
    """

    def __init__(self, app: QApplication, places: Places, single: SingleInstance | None = None) -> None:
        self.app, self.places = app, places
        self._single = single or SingleInstance(places.home)
        self.translator = IndonesianTranslator(app)
        app.installTranslator(self.translator)
        self.theme = Theme(app)
        self.window = MainWindow()
        self._single.woken.connect(self.window.come_forward)
        self.view: UnlockView | FirstRunView | AccountsView | ForgottenView | RestoreView | None = None
        self.work: Work | None = None
        self.clock = time.monotonic
        self.idle: IdleWatch | None = None
        self._jobs: Jobs | None = None
        self._fresh: Desk | None = None

    @property
    def jobs(self) -> "Jobs":
        """The lanes; their threads begin with the first use, after the first paint."""
        if self._jobs is None:
            from pkh_desk.gui.jobs import Jobs

            self._jobs = Jobs(self.on_bug, self._on_error, self.window)
        return self._jobs

    def start(self) -> None:
        """Show the first view; everything else is loaded once it is painted."""
        self.show_lock("")
        self.window.show()

    def show_lock(self, note: str) -> None:
        """Show the unlock view, or the first run where there is no desk yet."""
        meta = lock_meta(self.places)
        if not meta:
            self._show_first_run()
            return
        name, role = meta.get("name", ""), meta.get("role", "")
        facts = UnlockFacts(
            name,
            ROLE_LINES.get(role, ""),
            note,
            meta.get("hint", ""),
            self._others(name, role),
            lock_clerks(self.places),
            meta.get("clerk", ""),
        )
        view = UnlockView(self.theme, facts)
        view.submitted.connect(self._unlock)
        view.forgotten.connect(self.show_forgotten)
        view.others.connect(self.show_accounts)
        view.painted.connect(self._load_rest)
        self.view = view
        self.window.show_view(view, "Terkunci")
        view.passphrase.setFocus()

    def show_forgotten(self) -> None:
        """Show how the office helps with a forgotten passphrase."""
        from pkh_desk.gui.opening.forgotten import ForgottenView

        meta = lock_meta(self.places)
        view = ForgottenView(self.theme, self.jobs, self.places, meta.get("role", ""), meta.get("name", ""))
        view.left.connect(lambda: self.show_lock(""))
        view.opened.connect(self._opened)
        self.view = view
        self.window.show_view(view, "Lupa kata sandi")

    def show_restore(self) -> None:
        """Show how a backup comes into this home; a laptop then asks the office to join."""
        from pkh_desk.gui.frame.facts import SENDING
        from pkh_desk.gui.opening.restore import RestoreView

        def open_it(desk: "Desk") -> None:
            self._opened(desk)
            if self.work is not None and self.work.shell.has(SENDING):
                self.work.shell.visit(SENDING)

        view = RestoreView(self.theme, self.jobs, self.places)
        view.left.connect(self._show_first_run)
        view.opened.connect(open_it)
        self.view = view
        self.window.show_view(view, "Pulihkan dari cadangan")
        view.choose.first().setFocus()

    def show_accounts(self) -> None:
        """Show who works at this computer, and the way to another account."""
        from pkh_desk.gui.opening.accounts import AccountsView

        view = AccountsView(self.theme, accounts(self.places), self.places)
        view.chosen.connect(self.switch)
        view.add.connect(lambda: self.switch(new_account(self.places)))
        view.left.connect(lambda: self.show_lock(""))
        self.view = view
        self.window.show_view(view, "Akun")
        view.first().setFocus()

    def switch(self, places: Places) -> None:
        """Go to another account of this computer, which one window may have open at a time."""
        if places != self.places:
            try:
                single = SingleInstance(places.home)
                free = single.claim()
            except OSError:
                self.show_lock(NO_HOME)
                return
            if not free:
                self.show_lock(TAKEN)
                return
            single.woken.connect(self.window.come_forward)
            self._single.release()
            self._single, self.places = single, places
        self.show_lock("")

    def lock(self, note: str = LOCKED) -> None:
        """Let go of desk, key and pages, and ask for the passphrase again."""
        if self.work is not None:
            work, self.work = self.work, None
            self._stop_watching()
            self.show_lock(note)
            work.close()

    def close(self) -> None:
        """End the jobs and let go of the desk."""
        self._stop_watching()
        if self._jobs is not None:
            self._jobs.close()
        if self.work is not None:
            self.work.close_now()
            self.work = None
        if self._fresh is not None:
            self._fresh.close()
            self._fresh = None
        self._single.release()

    def catch_bugs(self) -> None:
        """Show what nothing else caught; without a window that works it ends the program."""
        from pkh_desk.gui.opening.crash import catch_bugs

        catch_bugs(self.on_bug)

    def on_bug(self, error: BaseException) -> None:
        """Report a bug; fatal before a view stands, else the person may go on."""
        from pkh_desk.gui.opening.crash import bug_dialog, note_bug

        report = note_bug(error)
        if isinstance(self.view, UnlockView):
            self.view.give_up(NOT_OPENED)
        if self.view is None and self.work is None:
            self.app.exit(EXIT_BUG)
            return
        bug_dialog(report, self.window, lambda: self.app.exit(EXIT_BUG)).open()

    def _others(self, name: str, role: str) -> str:
        """Return what the link to the other accounts says."""
        if not self.places.several:
            return ""
        return f"Bukan {name.split()[0]}? Ganti akun" if role == "pendamping" and name else "Ganti akun"

    def _show_first_run(self) -> None:
        from pkh_desk.gui.opening.first_run import FirstRunView

        view = FirstRunView(self.theme, self.jobs)
        view.submitted.connect(self._begin)
        view.restore.connect(self.show_restore)
        self.view = view
        self.window.show_view(view, "Memulai")
        view.who.name.setFocus()
        self._load_rest()

    def _load_rest(self) -> None:
        # What was imported stays for good: the garbage collector need never look at it again, which keeps
        # a whole collection within some milliseconds.
        self.jobs.write(_load, then=lambda _loaded: gc.freeze())
        self.theme.watch_system()

    def _unlock(self, passphrase: str) -> None:
        clerk = self.view.who if isinstance(self.view, UnlockView) else ""

        def open_it() -> "Desk":
            from pkh_desk.actions.upkeep.setup import open_home

            return open_home(self.places, passphrase, petugas_id=clerk)

        self.jobs.write(open_it, then=self._opened, failed=self._refuse)

    def _begin(self, start: "Start") -> None:
        from pkh_desk.gui.opening.beginning import make_desk

        self.jobs.write(
            lambda: make_desk(self.places, start),
            then=lambda made: self._made(start, made),
            failed=self._refuse,
        )

    def _made(self, start: "Start", made: "Made") -> None:
        """Open the new desk; an office first keeps its key on paper."""
        from pkh_desk.gui.opening.beginning import go_on
        from pkh_desk.gui.opening.first_run import FirstRunView
        from pkh_desk.gui.opening.key_keeper import KeyKeeper

        def open_it() -> None:
            self._fresh = None
            self._opened(made.desk)
            assert self.work is not None
            go_on(self.work, start, made.note)

        if made.sheet and isinstance(self.view, FirstRunView):
            self._fresh = made.desk
            KeyKeeper(self.view.key, self.jobs, made.desk, made.sheet)
            self.view.finished.connect(open_it)
            self.view.show_key(made.words)
        else:
            open_it()

    def _refuse(self, error: "UserError") -> None:
        from pkh_desk.gui.opening.first_run import FirstRunView

        if isinstance(self.view, UnlockView | FirstRunView):
            self.view.refuse(error)

    def _opened(self, desk: "Desk") -> None:
        """Show the desk; where its pages cannot be made, go back to the lock with the desk closed."""
        from pkh_desk.errors import UserError

        try:
            self._show_work(desk)
        except UserError as error:
            self._let_go(desk)
            self._refuse(error)
        except BaseException:
            self._let_go(desk)
            raise

    def _let_go(self, desk: "Desk") -> None:
        """Leave a desk whose pages could not be made, so that opening it can be tried again."""
        self._stop_watching()
        work, self.work = self.work, None
        if not isinstance(self.view, UnlockView):
            self.show_lock("")
        if work is not None:
            work.close()
        else:
            desk.close()

    def _show_work(self, desk: "Desk") -> None:
        from pkh_desk.gui.work import Work

        self.work = Work(desk, self.theme, self.jobs)
        self.theme.wear(self.work.liked.look, self.work.liked.percent)
        self.work.shell.lock.connect(lambda: self.lock())
        self.work.shell.titled.connect(self.window.show_title)
        self.window.show_view(self.work.shell, "")
        self.view = None
        self.work.start()
        self._watch_idleness(self.work)
        remember_account(self.places)

    def _watch_idleness(self, work: "Work") -> None:
        from pkh_desk.gui.opening.idle import IdleWatch

        self.idle = IdleWatch(self.window, lambda: work.liked.lock_minutes, self.clock)
        self.idle.warned.connect(work.shell.warn)
        self.idle.due.connect(lambda minutes: self.lock(LOCKED_ITSELF.format(minutes)))
        self.jobs.busy.connect(self.idle.hold)

    def _stop_watching(self) -> None:
        if self.idle is not None:
            self.idle.stop()
            self.idle = None

    def _on_error(self, error: "UserError") -> None:
        if self.work is not None:
            self.work.say_error(error)


def _load() -> None:
    """Import the data stack and the pages that nearly everybody opens; on the writing lane, so that opening
    waits for it.
    """
    import pkh_desk.gui.pages.people.families
    import pkh_desk.gui.pages.people.home
    import pkh_desk.gui.work  # noqa: F401 (imported for what they bring)
