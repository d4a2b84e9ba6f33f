"""The office's paper key until it is on paper: kept in the encrypted database, deleted once it was printed.

A window closed, a printer missing or a full stick at the first start must not cost the office the key for
ever. Source: sync, Keys and enrolment.
"""

from pkh_desk.actions.exchange.keys import PAPER_KEY
from pkh_desk.actions.upkeep.access import note_event
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.office.clerk import ADMIN
from pkh_desk.papers.recovery import draw_recovery_sheet
from pkh_desk.store.local import Setting, get_setting


def waits_for_paper(desk: Desk) -> bool:
    """Tell whether this office's paper key was never printed or saved, to a clerk who may do it."""
    with desk.read() as session:
        waits = get_setting(session, PAPER_KEY) is not None
    return waits and desk.clerk_may(ADMIN)


def waiting_sheet(desk: Desk) -> bytes | None:
    """Return the sheet that was never printed or saved as a PDF; None once it was. Raises WrongRole."""
    desk.require_clerk(ADMIN)
    with desk.read() as session:
        key = get_setting(session, PAPER_KEY)
    return recovery_sheet(desk, key) if key else None


def recovery_sheet(desk: Desk, key: str) -> bytes:
    """Return the office's paper key as a PDF of one page."""
    return draw_recovery_sheet(key, desk.identity.name, say_date(desk.today()))


def key_is_on_paper(desk: Desk, how: str) -> None:
    """Delete the private key from the computer; `how` it came onto paper is kept in the access trail."""
    with desk.keep() as session:
        row = session.get(Setting, PAPER_KEY)
        if row is None:
            return
        session.delete(row)
    note_event(desk, "kunci", f"kunci kertas kantor {how}")
    desk.tell(frozenset({PAPER_KEY}))
