"""SAVE LETTER: a letter as a file: where to, written whole. Its name is a code, never a person."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from pkh_desk.actions.graduation.letter import reprint_letter
from pkh_desk.actions.lists.saving import save_file
from pkh_desk.actions.upkeep.access import note_access
from pkh_desk.desk import Desk
from pkh_desk.gui.page import Page
from pkh_desk.gui.sticks import documents
from pkh_desk.views.graduation.letters import LetterView


def ask_path(page: Page, name: str, ending: str = "pdf") -> Path | None:
    """Ask where a file goes; None when the person thinks better of it."""
    title, kind = f"Simpan {ending.upper()}", f"{ending.upper()} (*.{ending})"
    chosen, _kind = QFileDialog.getSaveFileName(page, title, f"{documents()}/{name}.{ending}", kind)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(f".{ending}")


def save_again(page: Page, desk: Desk, letter: LetterView) -> None:
    """Save a letter that was written before, the very page it was."""
    path = ask_path(page, letter.code)
    if path is None:
        return

    def save() -> None:
        save_file(path, reprint_letter(desk, letter.id))
        note_access(desk, "ekspor", letter.household_id, "surat sebagai PDF")

    run(page, save, f"Surat {letter.code} disimpan sebagai {path.name}.")


def run(page: Page, save: Callable[[], object], done: str) -> None:
    """Run a save on the writing lane and say how it went."""
    page.shell.jobs.write(
        save,
        then=lambda _result: page.shell.toast(done),
        failed=lambda error: page.shell.toast(str(error), icon="error_circle"),
        owner=page,
    )
