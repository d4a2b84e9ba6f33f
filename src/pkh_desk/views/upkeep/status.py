"""Where the work of this desk is: saved here, backed up when, how many catatan are with the office."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlmodel import select

from pkh_desk.desk import Desk
from pkh_desk.domain.vocabulary import FATE
from pkh_desk.store.exchange import Bundle
from pkh_desk.store.local import get_setting
from pkh_desk.sync.bundle.outgoing import LACKS

WORST_FIRST = ("ditolak", "dikembalikan", "menunggu", "belum", "sampai", "diterima")
"""A catatan of several txns has the fate that needs most care."""

BACK = frozenset({"dikembalikan", "ditolak"})
"""Fates that wait for the author; the next txn of the subject ends them: decisions, Returned."""

NEWEST = (
    "NOT EXISTS (SELECT 1 FROM txn n WHERE n.own AND n.subject_kind = t.subject_kind "
    "AND n.subject_id = t.subject_id AND n.h > t.h)"
)
"""The condition that an own txn `t` is the last of its subject."""


@dataclass(frozen=True)
class Returned:
    """A catatan that needs its author: its record, its family, the fate and the office's reason."""

    subject_kind: str
    subject_id: str
    household_id: str | None
    name: str | None
    fate: str
    reason: str


@dataclass(frozen=True)
class Status:
    """The desk at a glance; instants in ms UTC, counts in catatan. `lacking` photos and scans are here, and
    the office said that they are not there though their catatan are."""

    name: str
    role: str
    code: str
    office: str | None
    approved: bool
    families: int
    fates: dict[str, int]
    saved_at: int | None
    backup_at: int | None
    office_time: int | None
    last_sent: int | None
    lacking: int

    @property
    def unsent(self) -> int:
        """How many catatan the office has not applied yet."""
        return self.fates["belum"] + self.fates["sampai"]


def status(desk: Desk) -> Status:
    """Return the state of the desk."""
    with desk.read() as session:
        connection = session.connection()
        link = get_setting(session, "office")
        sent = session.exec(
            select(Bundle.sequence).where(Bundle.direction == "up").order_by(Bundle.sequence.desc())  # type: ignore[attr-defined]
        ).first()
        saved = connection.exec_driver_sql("SELECT max(h) FROM txn WHERE own").scalar()
        families = connection.exec_driver_sql("SELECT count(*) FROM household WHERE NOT deleted").scalar()
        fates = _fates(connection)
        office_time = get_setting(session, "office_time")
        lacks = get_setting(session, LACKS, [])
    backups = desk.backups.list()
    return Status(
        name=desk.identity.name,
        role=desk.identity.role,
        code=desk.identity.code,
        office=link["name"] if link else None,
        approved=bool(link and link["approved"]),
        families=int(families or 0),
        fates=fates,
        saved_at=saved,
        backup_at=backups[0].made_at if backups else None,
        office_time=office_time,
        last_sent=sent,
        lacking=sum(map(desk.blobs.has, lacks)),
    )


def _fates(connection: Connection) -> dict[str, int]:
    """Count catatan (distinct subjects) by the fate that needs most care; the next txn ends a return."""
    worst: dict[tuple[str, str], str] = {}
    for kind, subject, fate in connection.exec_driver_sql(_STANDING):
        worst[kind, subject] = min(fate, worst.get((kind, subject), fate), key=WORST_FIRST.index)
    counts = dict.fromkeys(FATE, 0) | Counter(worst.values())
    counts["diterima"] = int(connection.exec_driver_sql(_WRITTEN).scalar() or 0) - len(worst)
    return counts


_WRITTEN = "SELECT count(*) FROM (SELECT DISTINCT subject_kind, subject_id FROM txn WHERE own) s"
_STANDING = (
    "SELECT DISTINCT t.subject_kind, t.subject_id, t.fate FROM txn t WHERE t.own AND t.fate <> 'diterima' "
    f"AND (t.fate NOT IN ('dikembalikan', 'ditolak') OR {NEWEST})"
)


def needing_author(desk: Desk) -> list[Returned]:
    """Return the own catatan that need their author, newest first; one entry a subject."""
    with desk.read() as session:
        return read_returned(session.connection())


def read_returned(connection: Connection) -> list[Returned]:
    """Like `needing_author`, on an open connection. The subject's next txn ends it: decisions, Returned."""
    seen: dict[tuple[str, str], Returned] = {}
    for row in connection.exec_driver_sql(_RETURNED):
        seen.setdefault((row[0], row[1]), Returned(*row))
    return list(seen.values())


_NAMED = "LEFT JOIN household h ON h.id = {0}.household_id LEFT JOIN member m ON m.id = h.pengurus_id "
_OWN = (
    "SELECT t.subject_kind, t.subject_id, t.household_id, m.name, t.fate, t.fate_reason, t.h AS at "
    f"FROM txn t {_NAMED.format('t')}WHERE t.own AND t.fate IN ('dikembalikan', 'ditolak') AND {NEWEST}"
)
# What the pendamping recorded where this log does not say so, and nobody wrote since the office sent it back.
_ELSEWHERE = (
    "SELECT r.subject_kind, r.subject_id, r.household_id, m.name, 'dikembalikan', r.reason, r.base_at "
    "FROM recorded_elsewhere e JOIN visit v ON v.id = e.visit_id AND NOT v.deleted "
    "JOIN returned r ON r.subject_id = v.id AND r.reverses IS NULL AND r.change >= v.change "
    f"{_NAMED.format('r')}WHERE r.household_id NOT IN (SELECT row_id FROM handed_over) "
    "AND NOT EXISTS (SELECT 1 FROM returned b WHERE b.reverses = r.id) "
    "AND NOT EXISTS (SELECT 1 FROM txn t WHERE t.own AND t.subject_id = v.id AND t.h > r.base_at)"
)
_RETURNED = (
    "SELECT subject_kind, subject_id, household_id, name, fate, fate_reason "
    f"FROM ({_OWN} UNION ALL {_ELSEWHERE}) AS back ORDER BY at DESC"
)
