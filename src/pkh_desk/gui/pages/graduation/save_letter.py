"""SAVE LETTER: where a paper goes as a file, whose name is a code and never a person; and how it went."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from pkh_desk.gui.page import Page
from pkh_desk.gui.sticks import documents


def ask_path(page: Page, name: str, ending: str = "pdf") -> Path | None:
    """Ask where a file goes; None when the person thinks better of it."""
    title, kind = f"Simpan {ending.upper()}", f"{ending.upper()} (*.{ending})"
    chosen, _kind = QFileDialog.getSaveFileName(page, title, f"{documents()}/{name}.{ending}", kind)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(f".{ending}")


def run(page: Page, save: Callable[[], object], done: str) -> None:
    """Run a save on the writing lane and say how it went."""
    page.shell.jobs.write(
        save,
        then=lambda _result: page.shell.toast(done),
        failed=lambda error: page.shell.toast(str(error), icon="error_circle"),
        owner=page,
    )
