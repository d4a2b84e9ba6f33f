"""UNDOING: taking back one act, long or short, and saying by name what of it stays and why."""

from collections.abc import Sequence
from typing import NamedTuple

from pkh_desk.actions.upkeep.undo import Progress, UndoneAct, undo_act
from pkh_desk.desk import Desk
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.lists.imports import stayed

MOST_NAMES = 8


class TakenBack(NamedTuple):
    """What an undoing did, and (reason, name) of the families of which something stays."""

    done: UndoneAct
    names: Sequence[tuple[str, str]]


def take_back_act(desk: Desk, act: str, progress: Progress = lambda done, total: None) -> TakenBack:
    """Undo an act. Raises CannotUndo, RecordNotFound, Cancelled."""
    done = undo_act(desk, act, progress)
    return TakenBack(done, stayed(desk, done.families))


def kept_words(taken: TakenBack) -> str:
    """Say what stays, "" if nothing does."""
    said = []
    for reason, count in taken.done.kept.items():
        names = [said_name(name) or "(tanpa nama)" for why, name in taken.names if why == reason]
        more = f" dan {len(names) - MOST_NAMES} lagi" if len(names) > MOST_NAMES else ""
        who = f"{', '.join(names[:MOST_NAMES])}{more}" if names else f"{count} catatan"
        said.append(f"Tetap: {who}. {reason}")
    return " ".join(said)
