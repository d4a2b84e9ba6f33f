"""What stands beside a visit form: the last visits of the family, and the limit of attendance in force."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.store.log.states import select_in
from pkh_desk.store.office import config_on
from pkh_desk.views.people.find import elder_of, twins_of


@dataclass(frozen=True)
class PastVisit:
    """A visit that was recorded; money in whole rupiah, `willing` None = not asked."""

    id: str
    on: date
    met: str
    note: str
    income: int | None
    set_aside: int | None
    willing: bool | None


@dataclass(frozen=True)
class VisitBackground:
    """`last` is the latest visit; `income` and `willing` are the latest answers, with their days."""

    last: PastVisit | None
    income: tuple[int, date] | None
    willing: tuple[bool, date] | None
    saved: int


def visit_background(desk: Desk, household_id: str, until: str = "") -> VisitBackground:
    """Return what earlier visits of the family found, with `until` those before that one. `saved` sums what
    it set aside from the aid."""
    with desk.read() as session:
        connection = session.connection()
        visits = _visits(connection, twins_of(connection, elder_of(connection, household_id)))
    places = [visit.id for visit in visits]
    if until in places:
        visits = visits[places.index(until) + 1 :]
    incomes = [(visit.income, visit.on) for visit in visits if visit.income is not None]
    answers = [(visit.willing, visit.on) for visit in visits if visit.willing is not None]
    return VisitBackground(
        last=visits[0] if visits else None,
        income=incomes[0] if incomes else None,
        willing=answers[0] if answers else None,
        saved=sum(visit.set_aside or 0 for visit in visits),
    )


def attendance_limit(desk: Desk, on: date) -> int:
    """Return the percentage of attendance that counts as kept on a day. Source: the office's limits."""
    with desk.read() as session:
        return int(config_on(session, "limits", on)["commitment_percent"])


def _visits(connection: Connection, homes: list[str]) -> list[PastVisit]:
    visits = [
        PastVisit(
            row_id, date.fromisoformat(on), met, note, income, aside, None if will is None else bool(will)
        )
        for row_id, on, met, note, income, aside, will in select_in(connection, _SQL, homes)
    ]
    return sorted(visits, key=lambda visit: (visit.on, visit.id), reverse=True)


_SQL = (
    'SELECT id, "on", met, note, income, set_aside, willing FROM visit '
    "WHERE NOT deleted AND household_id IN {}"
)
