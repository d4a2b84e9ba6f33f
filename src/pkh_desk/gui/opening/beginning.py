"""BEGINNING: from what the first run decided to an open desk."""

from typing import TYPE_CHECKING, NamedTuple

from pkh_desk.errors import UserError
from pkh_desk.settings import Places

if TYPE_CHECKING:
    from pkh_desk.desk import Desk
    from pkh_desk.gui.opening.first_run import Start
    from pkh_desk.gui.work import Work


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
    from pkh_desk.actions.exchange.enrol import join
    from pkh_desk.actions.exchange.keys import own_words
    from pkh_desk.actions.upkeep.paper_key import recovery_sheet
    from pkh_desk.actions.upkeep.setup import begin, begin_office, set_hint

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
    from pkh_desk.gui.frame.facts import SENDING
    from pkh_desk.gui.recordings import families

    if note:
        work.shell.toast(note, icon="error_circle")
    if start.roster is not None:
        families(work.shell).import_roster(start.roster)
    elif start.invitation is not None:
        work.shell.visit(SENDING)
