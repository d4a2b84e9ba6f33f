"""BEGINNING: from what the first run decided to an open desk, and the office's key on paper."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from pkh_desk.errors import UserError
from pkh_desk.settings import Places

if TYPE_CHECKING:
    from pkh_desk.desk import Desk
    from pkh_desk.gui.first_run import FirstRunView, Start
    from pkh_desk.gui.jobs import Jobs
    from pkh_desk.gui.work import Work

NO_PRINTER = "Printer tidak ditemukan. Simpan sebagai PDF, lalu cetak di tempat lain."


class Made(NamedTuple):
    """A desk that was made: an office's paper key (PDF) and four words, or why no invitation was used."""

    desk: "Desk"
    sheet: bytes = b""
    words: str = ""
    note: str = ""


def make_desk(places: Places, start: "Start") -> Made:
    """Make what was decided, on the writing lane. Raises InvalidInput, DeskExists, DiskFull, FolderGone.

    An invitation that turns out unusable does not undo the desk: it can be used later.
    """
    from pkh_desk.actions.enrol import join
    from pkh_desk.actions.keys import own_words
    from pkh_desk.actions.setup import begin, begin_office, recovery_sheet, set_hint

    desk = begin(places, start.role, start.name, start.passphrase)
    if start.hint:
        set_hint(places, start.hint)
    if desk.is_office:
        return Made(desk, recovery_sheet(desk, begin_office(desk)), own_words(desk))
    if start.invitation is not None:
        try:
            join(desk, start.invitation, start.code)
        except UserError as error:
            return Made(desk, note=str(error))
    return Made(desk)


def go_on(work: "Work", start: "Start", note: str) -> None:
    """Lead from the first run to what comes next: checking the list, or asking the office."""
    from pkh_desk.gui.facts import SENDING
    from pkh_desk.gui.pages.families import FamiliesPage
    from pkh_desk.gui.recordings import FAMILIES

    if note:
        work.shell.toast(note, icon="error_circle")
    if start.roster is not None:
        page = work.shell.go(FAMILIES)
        assert isinstance(page, FamiliesPage)
        page.import_roster(start.roster)
    elif start.invitation is not None:
        work.shell.visit(SENDING)


class KeyKeeper(QObject):
    """Saves and prints the paper key as the view asks; it is gone with the view."""

    def __init__(self, view: "FirstRunView", jobs: "Jobs", sheet: bytes) -> None:
        super().__init__(view)
        self._view, self._jobs, self._sheet = view, jobs, sheet
        view.save_key.connect(self._save)
        view.print_key.connect(self._print)

    def _save(self) -> None:
        from pkh_desk.actions.saving import save_file

        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _kind = QFileDialog.getSaveFileName(
            self._view, "Simpan kunci kantor", f"{folder}/kunci-kantor.pdf", "PDF (*.pdf)"
        )
        if not chosen:
            return
        path, sheet = Path(chosen), self._sheet
        path = path if path.suffix else path.with_suffix(".pdf")
        self._jobs.write(
            lambda: save_file(path, sheet),
            then=lambda _: self._kept(f"Tersimpan di {path.name}. Cetak, lalu hapus berkasnya."),
            failed=lambda error: self._view.key.say(str(error), kept=False),
            owner=self,
        )

    def _print(self) -> None:
        from pkh_desk.gui.printing import ask_printer, has_printer, new_printer, print_page

        if not has_printer():
            self._view.key.say(NO_PRINTER, kept=False)
            return
        printer, sheet = new_printer("a4"), self._sheet
        printer.setDocName("Kunci kantor")
        if ask_printer(printer, self._view):
            self._jobs.paper(
                lambda: print_page(sheet, printer),
                then=lambda _: self._kept("Dikirim ke printer. Simpan lembarnya di tempat terkunci."),
                failed=lambda error: self._view.key.say(str(error), kept=False),
                owner=self,
            )

    def _kept(self, words: str) -> None:
        self._view.key.say(words, kept=True)
