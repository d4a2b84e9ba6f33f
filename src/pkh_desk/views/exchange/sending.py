"""Sending as a person sees it: what will go, what became of each file that was made, and of each catatan."""

from bisect import bisect_left
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlmodel import select

from pkh_desk.desk import Desk
from pkh_desk.domain.vocabulary import FATE
from pkh_desk.store.exchange import Bundle
from pkh_desk.store.local import get_setting
from pkh_desk.store.states import mark
from pkh_desk.sync.outgoing import UNSENT, count_unsent
from pkh_desk.views.upkeep.status import BACK, WORST_FIRST

MADE, HANDED_OVER, ARRIVED, ANSWERED = 1, 2, 3, 4
SHOWN_FILES, SHOWN_RECORDS = 50, 300
# A sealed file holds the bodies compressed, with what any file needs around them.
SHARE, AROUND = 0.4, 4_000


@dataclass(frozen=True)
class ToSend:
    """What would go now. Instants in ms UTC, `size` a guess in bytes; `office` None: no office yet.

    `kinds` counts the catatan by kind of record; `since` is the oldest of them; `answered_at` when the last
    answer was used.
    """

    office: str | None
    approved: bool
    kinds: dict[str, int]
    since: int | None
    size: int
    answered_at: int | None

    @property
    def records(self) -> int:
        """How many catatan would go."""
        return sum(self.kinds.values())


@dataclass(frozen=True)
class SentFile:
    """A file that was made: its way ("USB KINGSTON", empty if not known) and how far it came.

    `step` is MADE, HANDED_OVER, ARRIVED (at the office, not applied) or ANSWERED; `fates` counts the catatan
    that were written since the file before it.
    """

    sequence: int
    made_at: int
    records: int
    name: str
    way: str
    step: int
    fates: dict[str, int]


@dataclass(frozen=True)
class RecordFate:
    """One catatan of this desk: the latest write to it (ms UTC), its fate and the office's reason."""

    kind: str
    subject_id: str
    household_id: str | None
    family: str
    at: int
    fate: str
    reason: str


def to_send(desk: Desk) -> ToSend:
    """Return what would go to the office now."""
    with desk.read() as session:
        connection = session.connection()
        link = get_setting(session, "office")
        unsent = count_unsent(connection)
        since, size = connection.exec_driver_sql(
            f"SELECT min(h), coalesce(sum(length(body)), 0) FROM txn WHERE own AND fate IN {UNSENT}"
        ).one()
        answered = connection.exec_driver_sql(
            "SELECT max(at) FROM bundle WHERE direction = 'down' AND state = 'diterapkan'"
        ).scalar()
    return ToSend(
        office=link["name"] if link else None,
        approved=bool(link and link["approved"]),
        kinds=unsent.subjects,
        since=since,
        size=int(size * SHARE) + AROUND,
        answered_at=answered,
    )


def sent_files(desk: Desk) -> list[SentFile]:
    """Return the files this desk made for the office, newest first."""
    with desk.read() as session:
        connection = session.connection()
        ways = get_setting(session, "ways", {})
        rows = session.exec(
            select(Bundle).where(Bundle.direction == "up").order_by(Bundle.sequence.desc()).limit(SHOWN_FILES)  # type: ignore[attr-defined]
        ).all()
        oldest = {
            fate: connection.exec_driver_sql(
                f"SELECT min(h) FROM txn WHERE own AND fate = {mark(connection, 1)}", (fate,)
            ).scalar()
            for fate in ("belum", "sampai")
        }
        fates = _fates_by_file(connection, [row.made_at for row in rows])
        return [
            SentFile(
                row.sequence,
                row.made_at,
                row.records,
                row.name,
                ways.get(str(row.sequence), ""),
                _step(row, oldest["belum"], oldest["sampai"]),
                counts,
            )
            for row, counts in zip(rows, fates, strict=True)
        ]


def record_fates(desk: Desk) -> list[RecordFate]:
    """Return this desk's latest catatan with their fates, first those that need their author."""
    rank = {fate: at for at, fate in enumerate(WORST_FIRST)}
    with desk.read() as session:
        connection = session.connection()
        returned = connection.exec_driver_sql(
            f"{_RECORDS} AND t.fate IN ('dikembalikan', 'ditolak') AND {_LAST} ORDER BY t.h DESC"
        ).fetchall()
        latest = connection.exec_driver_sql(f"{_RECORDS} ORDER BY t.h DESC LIMIT {SHOWN_RECORDS}").fetchall()
    found: dict[tuple[str, str], RecordFate] = {}
    for row in [*returned, *latest]:
        one = RecordFate(*row)
        known = found.setdefault((one.kind, one.subject_id), one)
        if one.fate not in BACK and rank[one.fate] < rank[known.fate]:
            found[one.kind, one.subject_id] = one
    return sorted(found.values(), key=lambda one: (rank[one.fate] > rank["dikembalikan"], -one.at))


def _step(row: Bundle, oldest_here: int | None, oldest_there: int | None) -> int:
    """Say how far a file came: what is older than the oldest unconfirmed write was answered with it."""
    if row.state == "dijawab" or (not _holds(row, oldest_here) and not _holds(row, oldest_there)):
        return ANSWERED
    if not _holds(row, oldest_here):
        return ARRIVED
    return HANDED_OVER if row.state == "diserahkan" else MADE


def _holds(row: Bundle, oldest: int | None) -> bool:
    return oldest is not None and oldest <= row.made_at


def _fates_by_file(connection: Connection, made: list[int]) -> list[dict[str, int]]:
    """Count for each file, newest first, the catatan written since the one before it, by fate."""
    upto = made[::-1]
    seen: list[dict[str, set[str]]] = [{} for _ in upto]
    rows = connection.exec_driver_sql("SELECT h, fate, subject_id FROM txn WHERE own").fetchall()
    for h, fate, subject in rows:
        place = bisect_left(upto, h)
        if place < len(upto):
            seen[place].setdefault(fate, set()).add(subject)
    return [{fate: len(each[fate]) for fate in FATE if fate in each} for each in reversed(seen)]


_LAST = (
    "NOT EXISTS (SELECT 1 FROM txn n WHERE n.own AND n.subject_kind = t.subject_kind "
    "AND n.subject_id = t.subject_id AND n.h > t.h)"
)
_RECORDS = (
    "SELECT t.subject_kind, t.subject_id, t.household_id, coalesce(m.name, ''), t.h, t.fate, t.fate_reason "
    "FROM txn t LEFT JOIN household h ON h.id = t.household_id "
    "LEFT JOIN member m ON m.id = h.pengurus_id WHERE t.own"
)
