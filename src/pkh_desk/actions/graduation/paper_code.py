"""The code of the next paper of a desk."""

from sqlmodel import Session, select

from pkh_desk.domain.graduation.letter_code import make_code
from pkh_desk.store.graduation.letter import Letter
from pkh_desk.store.graduation.packet import Packet


def free_code(session: Session, desk_code: str, year: int) -> str:
    """Return the next code of a desk's papers in a year: letters and packets are counted in one row."""
    prefix = make_code(desk_code, year, 1)[:-4]
    codes = [
        *session.exec(select(Letter.code).where(Letter.code.startswith(prefix))),
        *session.exec(select(Packet.code).where(Packet.code.startswith(prefix))),
    ]
    last = max((int(code.rpartition("-")[2]) for code in codes), default=0)
    return make_code(desk_code, year, last + 1)
