"""A visit as it was recorded, with what it found beside its own fields: what its correction begins with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.errors import RecordNotFound
from pkh_desk.store.log.states import mark, select_in
from pkh_desk.store.people.visit import Visit
from pkh_desk.views.people.family import PromiseView
from pkh_desk.views.people.find import elder_of, twins_of


@dataclass(frozen=True)
class MonthMark:
    """What a visit found of a member's commitment in its month; `percent` of attendance if known."""

    member_id: str
    kept: bool | None
    percent: int | None


@dataclass(frozen=True)
class RecordedVisit:
    """A visit that stands. `promises` were made in it, `kept` are earlier ones that it found kept;
    `photos` are SHA-256, of pictures that are on this desk alone."""

    id: str
    fields: VisitFields
    promises: tuple[PromiseView, ...]
    marks: tuple[MonthMark, ...]
    kept: tuple[PromiseView, ...]
    photos: tuple[str, ...]


def recorded_visit(desk: Desk, visit_id: str) -> RecordedVisit:
    """Return a visit. Raises RecordNotFound where it is not, or was taken back."""
    with desk.read() as session:
        row = session.get(Visit, visit_id)
        if row is None or row.deleted:
            raise RecordNotFound("Kunjungan itu sudah tidak ada di sini.", "Mungkin sudah diurungkan.")
        connection = session.connection()
        photos = [each[0] for each in select_in(connection, _PHOTOS, [visit_id])]
        return RecordedVisit(
            visit_id,
            VisitFields(**row.model_dump(include=set(VisitFields.model_fields))),
            _promises(connection, _MADE, [visit_id]),
            tuple(
                MonthMark(member, None if kept is None else bool(kept), percent)
                for member, kept, percent in select_in(connection, _MARKS, [visit_id])
            ),
            _promises(connection, _KEPT, promises_kept_by(connection, visit_id, row.on)),
            tuple(digest for digest in photos if desk.blobs.has(digest)),
        )


def promises_kept_by(connection: Connection, visit_id: str, on: date) -> list[str]:
    """Return the promises that a visit on this day found kept, as the log tells."""
    one = mark(connection, 1)
    sql = _KEEPING.format(one)
    return [row[0] for row in connection.exec_driver_sql(sql, (visit_id, on.isoformat()))]


def marked_by_others(desk: Desk, household_id: str, visit_id: str, month: str) -> Mapping[str, date]:
    """Return the members whose commitment of a month (`YYYY-MM`) another visit marked, with its day."""
    with desk.read() as session:
        connection = session.connection()
        homes = twins_of(connection, elder_of(connection, household_id))
        return {
            member: date.fromisoformat(on)
            for member, other, marked, on in select_in(connection, _OTHERS, homes)
            if other != visit_id and marked == month
        }


def _promises(connection: Connection, sql: str, ids: list[str]) -> tuple[PromiseView, ...]:
    return tuple(
        PromiseView(row_id, text, *(date.fromisoformat(day) if day else None for day in days))
        for row_id, text, *days in select_in(connection, sql, ids)
    )


_MADE = "SELECT id, text, due_on, done_on FROM promise WHERE NOT deleted AND visit_id IN {} ORDER BY id"
_KEPT = "SELECT id, text, due_on, done_on FROM promise WHERE NOT deleted AND id IN {} ORDER BY id"
_KEEPING = (
    "SELECT DISTINCT p.id FROM txn t JOIN before_value b ON b.txn_id = t.id AND b.table_name = 'promise' "
    "AND b.field = 'done_on' JOIN promise p ON p.id = b.row_id "
    "WHERE t.subject_kind = 'visit' AND t.subject_id = {0} AND NOT p.deleted AND p.done_on = {0}"
)
_MARKS = "SELECT member_id, kept, percent FROM commitment WHERE NOT deleted AND visit_id IN {} ORDER BY id"
_PHOTOS = (
    "SELECT sha256 FROM file WHERE NOT deleted AND owner_kind = 'visit' AND owner_id IN {} ORDER BY place, id"
)
_OTHERS = (
    'SELECT c.member_id, v.id, c.month, v."on" FROM commitment c JOIN visit v ON v.id = c.visit_id '
    "WHERE NOT c.deleted AND NOT v.deleted AND c.household_id IN {}"
)
