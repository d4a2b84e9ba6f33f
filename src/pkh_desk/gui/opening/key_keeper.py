"""KEY KEEPER: the office's key, onto paper and off the computer."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from pkh_desk.desk import Desk
    from pkh_desk.gui.jobs import Jobs
    from pkh_desk.gui.opening.first_run_steps import KeyStep

PRINTED = "Dikirim ke printer. Simpan lembarnya di tempat terkunci."
NO_PRINTER = "Printer tidak ditemukan. Simpan sebagai PDF, lalu cetak di tempat lain."


class KeyKeeper(QObject):
    """Saves and prints the paper key as the step asks; the first time it is deleted from the computer."""

    def __init__(self, step: "KeyStep", jobs: "Jobs", desk: "Desk", sheet: bytes) -> None:
        super().__init__(step)
        self._step, self._jobs, self._desk, self._sheet = step, jobs, desk, sheet
        step.save.connect(self._save)
        step.print.connect(self._print)

    def _save(self) -> None:
        from pkh_desk.actions.lists.saving import save_file

        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _kind = QFileDialog.getSaveFileName(
            self._step, "Simpan kunci kertas", f"{folder}/kunci-kertas-kantor.pdf", "PDF (*.pdf)"
        )
        if not chosen:
            return
        path, sheet = Path(chosen), self._sheet
        path = path if path.suffix else path.with_suffix(".pdf")
        self._jobs.write(
            lambda: save_file(path, sheet),
            then=lambda _: self._kept(f"Tersimpan di {path.name}. Cetak, lalu hapus berkasnya.", "disimpan"),
            failed=lambda error: self._step.say(str(error), kept=False),
            owner=self,
        )

    def _print(self) -> None:
        from pkh_desk.gui.paper.printing import ask_printer, has_printer, new_printer, print_page

        if not has_printer():
            self._step.say(NO_PRINTER, kept=False)
            return
        printer, sheet = new_printer("a4"), self._sheet
        printer.setDocName("Kunci kertas kantor")
        if ask_printer(printer, self._step):
            self._jobs.paper(
                lambda: print_page(sheet, printer),
                then=lambda _: self._kept(PRINTED, "dicetak"),
                failed=lambda error: self._step.say(str(error), kept=False),
                owner=self,
            )

    def _kept(self, words: str, how: str) -> None:
        from pkh_desk.actions.upkeep.paper_key import key_is_on_paper

        desk = self._desk
        # Kept in memory until the step is left, so that it can be printed once more if the paper jams.
        self._jobs.write(
            lambda: key_is_on_paper(desk, how),
            then=lambda _: self._step.say(words, kept=True),
            owner=self,
        )
