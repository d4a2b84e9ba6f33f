"""What this desk is: its code, its office and since when it belongs there, when the last answer came."""

from dataclasses import dataclass

from pkh_desk.desk import Desk
from pkh_desk.store.local import get_setting
from pkh_desk.store.log.states import mark


@dataclass(frozen=True)
class OwnDesk:
    """Instants in ms UTC, None where there is none. `office` is empty on a laptop that joined none.

    `since`: the first answer of its office, or the first entry of an office itself.
    """

    code: str
    office: str
    approved: bool
    since: int | None
    last_answer: int | None


def own_desk(desk: Desk) -> OwnDesk:
    """Return what Pengaturan says of this desk."""
    me = desk.identity
    with desk.read() as session:
        connection = session.connection()
        if desk.is_office:
            since = connection.exec_driver_sql("SELECT min(h) FROM txn WHERE own").scalar()
            return OwnDesk(me.code, me.name, True, since, None)
        link = get_setting(session, "office")
        sql = f"SELECT min(at), max(at) FROM bundle WHERE direction = {mark(connection, 1)}"
        first, last = connection.exec_driver_sql(sql, ("down",)).one()
    name, approved = (link["name"], bool(link["approved"])) if link else ("", False)
    return OwnDesk(me.code, name, approved, first, last)
