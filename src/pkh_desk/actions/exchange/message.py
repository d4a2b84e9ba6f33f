"""Putting a message of the office away once it was read."""

from pkh_desk.desk import Desk
from pkh_desk.store.message import Message


def put_away(desk: Desk, message_id: str) -> None:
    """Note that its reader has read it."""
    with desk.keep() as session:
        row = session.get(Message, message_id)
        if row is not None and row.seen_at is None:
            row.seen_at = desk.now()
    desk.tell(frozenset({"message"}))
