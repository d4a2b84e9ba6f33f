"""What the office tells this pendamping and nobody has put away yet."""

from dataclasses import dataclass

from sqlmodel import select

from pkh_desk.desk import Desk
from pkh_desk.store.message import Message


@dataclass(frozen=True)
class MessageView:
    """One message; `at` in ms UTC."""

    id: str
    at: int
    text: str


def unread_messages(desk: Desk) -> list[MessageView]:
    """Return them, the oldest first; none at the office, which wrote them."""
    if desk.is_office:
        return []
    with desk.read() as session:
        rows = session.exec(select(Message).where(Message.seen_at == None).order_by(Message.at))  # type: ignore[arg-type]  # noqa: E711
        return [MessageView(row.id, row.at, row.text) for row in rows]
