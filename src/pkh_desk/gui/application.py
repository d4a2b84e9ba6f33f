"""APPLICATION: from the first paint to the end: lock screen, opening the desk, locking it again.

Until the unlock window is painted nothing of the data is imported; then the rest is loaded on the writing
lane while the passphrase is typed. A second start brings this window to the front and ends.
"""

import gc
import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from pkh_desk.gui.main_window import MainWindow
from pkh_desk.gui.single import SingleInstance
from pkh_desk.gui.theme import QT_ARGUMENTS, Theme
from pkh_desk.gui.translator import IndonesianTranslator
from pkh_desk.gui.unlock import UnlockFacts, UnlockView
from pkh_desk.settings import Places, lock_meta

if TYPE_CHECKING:
    from pkh_desk.desk import Desk
    from pkh_desk.errors import UserError
    from pkh_desk.gui.beginning import Made
    from pkh_desk.gui.first_run import FirstRunView, Start
    from pkh_desk.gui.idle import IdleWatch
    from pkh_desk.gui.jobs import Jobs
    from pkh_desk.gui.work import Work

ROLE_LINES = {"pendamping": "Pendamping PKH", "kantor": "Kantor Dinas Sosial"}
LOCKED = "Terkunci. Semua catatan sudah tersimpan."
LOCKED_ITSELF = "Terkunci otomatis setelah {} menit diam. Draf sudah tersimpan."
EXIT_BUG, EXIT_FOLDER = 70, 17


def run_window(places: Places) -> int:
    """Open the window of a home and return the exit code once it is closed."""
    app = QApplication.instance() or QApplication(QT_ARGUMENTS)
    assert isinstance(app, QApplication)
    single = SingleInstance(places.home)
    try:
        if not single.claim():
            return 0
    except OSError:
        return _no_home(app)
    program = Program(app, places)
    program.catch_bugs()
    single.woken.connect(program.window.come_forward)
    program.start()
    code = app.exec()
    program.close()
    single.release()
    return code


def _no_home(app: QApplication) -> int:
    from PySide6.QtWidgets import QMessageBox

    QMessageBox.critical(
        None, "PKH Desk", "Folder data tidak bisa dibuat atau ditulisi. Periksa hak akses dan perangkatnya."
    )
    return EXIT_FOLDER


class Program:
    """The running program of one home: the window and what it shows now. `clock` in s times the idleness."""

    def __init__(self, app: QApplication, places: Places) -> None:
        self.app, self.places = app, places
        self.translator = IndonesianTranslator(app)
        app.installTranslator(self.translator)
        self.theme = Theme(app)
        self.window = MainWindow()
        self.view: UnlockView | FirstRunView | None = None
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
        role = ROLE_LINES.get(meta.get("role", ""), "")
        facts = UnlockFacts(meta.get("name", ""), role, note, meta.get("hint", ""))
        view = UnlockView(self.theme, facts)
        view.submitted.connect(self._unlock)
        view.painted.connect(self._load_rest)
        self.view = view
        self.window.show_view(view, "Terkunci")
        view.passphrase.setFocus()

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

    def catch_bugs(self) -> None:
        """Show what nothing else caught; without a window that works it ends the program."""
        from pkh_desk.gui.crash import catch_bugs

        catch_bugs(self.on_bug)

    def on_bug(self, error: BaseException) -> None:
        """Report a bug; fatal before a view stands, else the person may go on."""
        from pkh_desk.gui.crash import bug_dialog, note_bug

        report = note_bug(error)
        if self.view is None and self.work is None:
            self.app.exit(EXIT_BUG)
            return
        bug_dialog(report, self.window, lambda: self.app.exit(EXIT_BUG)).open()

    def _show_first_run(self) -> None:
        from pkh_desk.gui.first_run import FirstRunView

        view = FirstRunView(self.theme, self.jobs)
        view.submitted.connect(self._begin)
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
        def open_it() -> "Desk":
            from pkh_desk.actions.setup import open_home

            return open_home(self.places, passphrase)

        self.jobs.write(open_it, then=self._opened, failed=self._refuse)

    def _begin(self, start: "Start") -> None:
        from pkh_desk.gui.beginning import make_desk

        self.jobs.write(
            lambda: make_desk(self.places, start),
            then=lambda made: self._made(start, made),
            failed=self._refuse,
        )

    def _made(self, start: "Start", made: "Made") -> None:
        """Open the new desk; an office first keeps its key on paper."""
        from pkh_desk.gui.beginning import KeyKeeper, go_on
        from pkh_desk.gui.first_run import FirstRunView

        def open_it() -> None:
            self._fresh = None
            self._opened(made.desk)
            assert self.work is not None
            go_on(self.work, start, made.note)

        if made.sheet and isinstance(self.view, FirstRunView):
            self._fresh = made.desk
            KeyKeeper(self.view, self.jobs, made.sheet)
            self.view.finished.connect(open_it)
            self.view.show_key(made.words)
        else:
            open_it()

    def _refuse(self, error: "UserError") -> None:
        if self.view is not None:
            self.view.refuse(error)

    def _opened(self, desk: "Desk") -> None:
        from pkh_desk.gui.work import Work

        self.view = None
        self.work = Work(desk, self.theme, self.jobs)
        self.theme.wear(self.work.liked.look, self.work.liked.percent)
        self.work.shell.lock.connect(lambda: self.lock())
        self.work.shell.titled.connect(self.window.show_title)
        self.window.show_view(self.work.shell, "")
        self.work.start()
        self._watch_idleness(self.work)

    def _watch_idleness(self, work: "Work") -> None:
        from pkh_desk.gui.idle import IdleWatch

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
    """Import the data stack and the pages; on the writing lane, so that opening waits for it."""
    import pkh_desk.gui.work  # noqa: F401 (imported for what it brings)
