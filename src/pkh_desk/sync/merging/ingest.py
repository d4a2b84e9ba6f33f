"""Taking one bundle's txns into the office's database: merge, conflicts, and the office's own counters."""

from collections.abc import Iterable
from itertools import islice

from sqlalchemy import Connection
from sqlmodel import Session

from pkh_desk.store.dialect import expect_much
from pkh_desk.store.garbage import uncollected
from pkh_desk.store.local import get_setting, put_setting
from pkh_desk.store.log.states import select_in
from pkh_desk.sync.merging import conflicts
from pkh_desk.sync.merging.incoming import Incoming, parse
from pkh_desk.sync.merging.merge import Merge
from pkh_desk.sync.merging.rights import Author
from pkh_desk.sync.merging.run import Outcome

RUN = 2500
"""How many txns are merged at a time: enough for bulk, few enough that no file costs memory by its length."""

NAMING_A_HOME = ("member", "phone", "product")


class NotATxn(ValueError):
    """A line that is not a txn of the agreed form; the whole bundle is refused."""


def ingest(session: Session, author: Author, lines: Iterable[bytes], now: int) -> Outcome:
    """Merge the txns of one bundle in the session's transaction.

    Takes the office's next change number only if something is new. Raises NotATxn; the caller rolls back.
    """
    connection = session.connection()
    expect_much(connection)
    change = int(get_setting(session, "change", 0)) + 1
    merge = Merge(connection, author, change, now, int(get_setting(session, "seen_at", 0)))
    txns = map(_parsed, lines)
    with uncollected():
        while run := list(islice(txns, RUN)):
            merge.apply(run)
    outcome = merge.outcome
    sql = "SELECT sha256 FROM file WHERE sha256 IN {}"
    outcome.unwanted -= {row[0] for row in select_in(connection, sql, outcome.unwanted)}
    if outcome.new:
        put_setting(session, "change", change)
        put_setting(session, "seen_at", merge.seen_at)
        conflicts.refresh_states(connection, outcome.touched, outcome.states, outcome.homes, change, now)
    return outcome


def _parsed(raw: bytes) -> Incoming:
    txn = parse(raw)
    if txn is None:
        raise NotATxn("not a txn")
    return txn


def homes_of(connection: Connection, touched: dict[str, set[str]]) -> set[str]:
    """Return the households whose search entry these rows feed."""
    homes = set(touched.get("household", set()))
    for table in NAMING_A_HOME:
        sql = f"SELECT household_id FROM {table} WHERE id IN {{}}"
        homes |= {row[0] for row in select_in(connection, sql, touched.get(table, set()))}
    return homes
