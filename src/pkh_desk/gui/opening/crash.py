"""CRASH: what the window does with a bug: a report without personal data, a dialog, and exit code 70."""

import logging
import sys
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox, QWidget

EXIT_BUG = 70
_log = logging.getLogger("pkh_desk.gui")

SENTENCE = "PKH Desk mengalami gangguan. Semua yang sudah tersimpan tetap aman."
ADVICE = "Lanjutkan bila layar masih bisa dipakai. Bila tidak, tutup lalu buka lagi."


def say_bug(error: BaseException) -> str:
    """Return where a bug happened: kinds and places only, never a message or value, which could be a name."""
    lines = []
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        frames = traceback.extract_tb(seen.__traceback__)
        lines += [f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


def _place(filename: str) -> str:
    """Return the last three parts of a path: the rest may name the person whose laptop it is."""
    return "/".join(filename.replace("\\", "/").split("/")[-3:])


def note_bug(error: BaseException) -> str:
    """Write the report to the log and return it."""
    report = say_bug(error)
    _log.error("bug\n%s", report)
    return report


def bug_dialog(report: str, parent: "QWidget | None", leave: Callable[[], object]) -> "QMessageBox":
    """Return the dialog that tells of a bug; `leave` ends the program."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Critical, "PKH Desk", SENTENCE, parent=parent)
    box.setInformativeText(ADVICE)
    box.setDetailedText(report)
    go_on = box.addButton("Lanjutkan", QMessageBox.ButtonRole.AcceptRole)
    end = box.addButton("Tutup program", QMessageBox.ButtonRole.DestructiveRole)
    end.clicked.connect(lambda: leave())
    box.setDefaultButton(go_on)
    return box


def catch_bugs(on_bug: Callable[[BaseException], object]) -> None:
    """Have every exception that nothing caught end in `on_bug`; Ctrl+C in a terminal still ends all."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            on_bug(error)

    sys.excepthook = hook
