"""Quarantine: files of a revoked laptop are kept, and a person may still let one of them count.

A laptop that is lost, broken or replaced may have sent honest work before that is nowhere else any more.
"""

from sqlmodel import Session

from pkh_desk.actions.exchange.enrol import REPLACED
from pkh_desk.desk import Desk
from pkh_desk.domain.office.clerk import ADMIN
from pkh_desk.errors import RecordNotFound
from pkh_desk.store.exchange import Bundle, KnownDesk
from pkh_desk.store.local import get_setting


def release(desk: Desk, sha256: str) -> str:
    """Let a file of a revoked laptop wait with those that are applied next; return its name.

    The laptop stays revoked. Raises RecordNotFound for any other file, WrongRole.
    """
    return _move(desk, sha256, "karantina", "baru")


def hold_again(desk: Desk, sha256: str) -> str:
    """Put a file that was let out, and is not applied yet, back into quarantine. Raises as `release`."""
    return _move(desk, sha256, "baru", "karantina")


def standing_for(session: Session, desk_id: str) -> str:
    """Return the laptop that goes on with the work of this one: the one in its place, or itself."""
    return str(get_setting(session, REPLACED, {}).get(desk_id, desk_id))


def _move(desk: Desk, sha256: str, was: str, now: str) -> str:
    desk.require_clerk(ADMIN)
    with desk.keep() as session:
        file = session.get(Bundle, sha256)
        laptop = session.get(KnownDesk, file.desk_id) if file else None
        if file is None or file.state != was or laptop is None or laptop.state != "dicabut":
            raise RecordNotFound("Kiriman itu tidak ada lagi di sini. Tidak ada yang diubah.")
        file.state, name = now, file.name
    desk.tell(frozenset({"bundle"}))
    return name
