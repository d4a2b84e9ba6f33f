"""UNDOING: taking back acts and bringing them again, and saying by name which, what stays and why."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from pkh_desk.actions.upkeep.inverse import UndoneAct
from pkh_desk.actions.upkeep.undo import Progress, redo_last, undo_act, undo_last
from pkh_desk.desk import Desk
from pkh_desk.errors import Cancelled, UserError
from pkh_desk.gui.page import Shell
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.lists.imports import stayed

MOST_NAMES = 8
SHORT = 200
"""Catatan that are taken back before anybody would wonder."""


class TakenBack(NamedTuple):
    """What an undoing did, said by what it took back, and (reason, name) of the families of which something
    stays."""

    done: UndoneAct
    said: str
    names: Sequence[tuple[str, str]]


class Undoing:
    """Takes back what was saved last, and brings again what was taken back last.

    What takes long, an import or families dealt out, says how far it is, and can be stopped.
    """

    def __init__(self, shell: Shell, desk: Desk) -> None:
        self._shell, self._desk = shell, desk

    def undo(self) -> None:
        """Take the last saved change back."""
        self._run(undo_last, "Mengurungkan", "arrow_undo")

    def redo(self) -> None:
        """Bring back what was taken back last."""
        self._run(redo_last, "Mengulangi", "arrow_redo")

    def _run(self, act: Callable[[Desk, Progress], UndoneAct], words: str, icon: str) -> None:
        shell, desk = self._shell, self._desk

        def told(done: int, total: int) -> None:
            if total > SHORT and done < total:
                shell.show_progress(f"{words}… {100 * done // total}%", job.cancel)

        def failed(error: UserError) -> None:
            stopped = isinstance(error, Cancelled)
            said = "Dibatalkan. Semuanya tetap seperti semula." if stopped else str(error)
            shell.toast(said, icon="info" if stopped else "error_circle")

        job = shell.jobs.write(
            lambda progress: _told(desk, act(desk, progress)),
            then=lambda taken: shell.toast(taken_words(taken), icon=icon),
            failed=failed,
            progress=told,
        )


def take_back_act(desk: Desk, act: str, progress: Progress = lambda done, total: None) -> TakenBack:
    """Undo an act. Raises CannotUndo, RecordNotFound, Cancelled."""
    return _told(desk, undo_act(desk, act, progress))


def taken_words(taken: TakenBack) -> str:
    """Say what was taken back, or stands again, and what stays."""
    return f"{taken.said} {kept_words(taken)}".strip()


def kept_words(taken: TakenBack) -> str:
    """Say what stays, "" if nothing does."""
    said = []
    for reason, count in taken.done.kept.items():
        names = [said_name(name) or "(tanpa nama)" for why, name in taken.names if why == reason]
        more = f" dan {len(names) - MOST_NAMES} lagi" if len(names) > MOST_NAMES else ""
        who = f"{', '.join(names[:MOST_NAMES])}{more}" if names else f"{count} catatan"
        said.append(f"Tetap: {who}. {reason}")
    return " ".join(said)


def _told(desk: Desk, done: UndoneAct) -> TakenBack:
    # The words of Riwayat are no part of what the first page needs.
    from pkh_desk.gui.words.change_words import taken_back
    from pkh_desk.views.upkeep.changes import changed_act

    said = taken_back(changed_act(desk, done.of), done.again)
    return TakenBack(done, said, stayed(desk, done.families))
