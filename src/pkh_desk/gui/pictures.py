"""PICTURES: the pages photographed off screen, for the demo and for comparing them with the mock-ups."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from pkh_desk.desk import Desk
from pkh_desk.gui.frame.facts import FAMILIES, GRADUATION, HOME, PRODUCTS
from pkh_desk.gui.frame.main_window import USUAL, MainWindow
from pkh_desk.gui.jobs import Jobs
from pkh_desk.gui.opening.unlock import ROLE_LINES, UnlockFacts, UnlockView
from pkh_desk.gui.pages.graduation.letter import LetterPage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.style.theme import GELAP, QT_ARGUMENTS, TERANG, Theme
from pkh_desk.gui.work import Work
from pkh_desk.views.people.families import FamilyRow, family_ids, family_rows

PATIENCE_MS = 20_000


class Photographer:
    """A window that nobody sees, and the pictures taken of it."""

    def __init__(self, folder: Path) -> None:
        # A machine without a screen has no other platform; one with a screen need not flash windows.
        if QApplication.instance() is None:
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
            # That platform says of every window that it cannot raise it.
            os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
        app = QApplication.instance() or QApplication(QT_ARGUMENTS)
        assert isinstance(app, QApplication)
        self.theme = Theme(app, TERANG)
        self.bugs: list[BaseException] = []
        self.jobs = Jobs(self.bugs.append, self.bugs.append)
        self.window = MainWindow()
        self.window.show()
        self.folder, self.taken = folder, list[Path]()

    def settle(self, ready: Callable[[], bool] = lambda: True) -> None:
        """Let everything that was begun end. Raises the bug that a job met, TimeoutError after 20 s."""
        clock = QElapsedTimer()
        clock.start()
        while True:
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            if self.bugs:
                raise self.bugs[0]
            if self.jobs.idle() and ready():
                return
            if clock.elapsed() > PATIENCE_MS:
                raise TimeoutError("the page did not settle")

    def take(self, name: str, width: int = USUAL[0], height: int = USUAL[1]) -> Path:
        """Photograph the window in this size."""
        self.window.resize(width, height)
        self.settle()
        QCoreApplication.processEvents()
        self.settle()
        path = self.folder / f"{name}.png"
        self.window.grab().save(str(path))
        self.taken.append(path)
        return path

    def show(self, view: QWidget, title: str) -> None:
        """Show a view in the window."""
        self.window.show_view(view, title)
        self.window.come_forward()
        self.settle()

    def end(self) -> None:
        """Let go of window and lanes."""
        self.jobs.close()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def take_pictures(desk: Desk, folder: Path) -> list[Path]:
    """Photograph unlocking, Keluarga (light, dark, narrow) and Surat of this desk into `folder`.

    Needs no running event loop and no screen. The desk stays open; looking at it leaves entries in its access
    trail, as every look does.
    """
    folder.mkdir(parents=True, exist_ok=True)
    photographer = Photographer(folder)
    try:
        _take_all(photographer, desk)
    finally:
        photographer.end()
    return photographer.taken


def _take_all(photographer: Photographer, desk: Desk) -> None:
    name, role = desk.identity.name, desk.identity.role
    photographer.show(UnlockView(photographer.theme, UnlockFacts(name, ROLE_LINES[role])), "Terkunci")
    photographer.take("buka-kunci")
    work = Work(desk, photographer.theme, photographer.jobs)
    try:
        photographer.show(work.shell, "")
        work.start()
        for place in (HOME, GRADUATION, PRODUCTS):
            if work.shell.has(place):
                work.shell.go(place)
                photographer.take(place)
        page = work.shell.go(FAMILIES)
        assert isinstance(page, FamiliesPage)
        photographer.settle()
        best = _telling_family(desk)
        page.chooser.select(best)
        photographer.take("keluarga")
        photographer.take("keluarga-125", 1093, 550)
        page.show_family(best)
        photographer.take("keluarga-150", 911, 480)
        photographer.theme.choose(GELAP)
        photographer.take("keluarga-gelap")
        photographer.theme.choose(TERANG)
        work.shell.record("kunjungan")
        photographer.take("kunjungan")
        work.shell.back()
        page.detail.write_letter.emit(best)
        photographer.settle()
        letter = work.shell.page
        assert isinstance(letter, LetterPage)
        letter.form.entries["income"].insert("2,1 jt")
        photographer.take("surat")
        photographer.theme.choose(GELAP)
        photographer.take("surat-gelap")
        photographer.theme.choose(TERANG)
    finally:
        work.news.close()


def _telling_family(desk: Desk) -> str:
    """Return a family with much to show: a case, a business, a visit."""
    rows = family_rows(desk, family_ids(desk))

    def worth(row: FamilyRow) -> tuple[bool, bool, bool]:
        return row.case is not None, row.has_business, row.last_visit is not None

    return max(rows, key=worth).id
