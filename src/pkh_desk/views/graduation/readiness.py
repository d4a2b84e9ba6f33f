"""What speaks for and against the graduation of one family, weighed as the office wants it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session

from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import ends_by_itself
from pkh_desk.domain.graduation.readiness import Known, Person, Point, Visited, Ware, weigh
from pkh_desk.store.log.states import select_in
from pkh_desk.store.office import config_on
from pkh_desk.views.people.find import elder_of, twins_of


@dataclass(frozen=True)
class Readiness:
    """The points of a family. `natural`: no komponen is recorded any more; perhaps *graduasi alami*."""

    points: tuple[Point, ...]
    natural: bool

    @property
    def total(self) -> int:
        """The weight of all points."""
        return sum(point.weight for point in self.points)

    @property
    def supporting(self) -> int:
        """The weight of those that speak for it."""
        return sum(point.weight for point in self.points if point.speaks)

    @property
    def unknown(self) -> int:
        """How many nobody has asked about."""
        return sum(point.speaks is None for point in self.points)


def readiness(desk: Desk, household_id: str) -> Readiness:
    """Read what is recorded of a family and weigh it by the rules in force today."""
    with desk.read() as session:
        rules = _rules(session, desk.today())
        known = _known(session.connection(), household_id)
    codes = [person.komponen for person in known.people if person.komponen]
    return Readiness(weigh(known, rules, desk.today()), ends_by_itself(codes, len(known.people)))


def _rules(session: Session, day: date) -> dict[str, Any]:
    """Return the office's rules of a day; the point about komponen also gets what they are paid."""
    rules = config_on(session, "readiness", day)
    amounts, limits = (config_on(session, kind, day) for kind in ("amounts", "limits"))
    paid = {"amounts": amounts, "most": int(limits["most_components"])}
    criteria = {key: rule | paid if key == "komponen" else rule for key, rule in rules["criteria"].items()}
    return rules | {"criteria": criteria}


def _known(connection: Connection, household_id: str) -> Known:
    homes = twins_of(connection, elder_of(connection, household_id))
    visits = [
        Visited(row[0], date.fromisoformat(row[1]), row[2], row[3], None if row[4] is None else bool(row[4]))
        for row in select_in(connection, _VISITS, homes)
    ]
    business = next(iter(sorted(map(tuple, select_in(connection, _BUSINESS, homes)))), ("", "", None))
    people = [Person(*row) for row in sorted(map(tuple, select_in(connection, _PEOPLE, homes)))]
    return Known(visits, business[1], business[2], _wares(connection, homes), people)


def _wares(connection: Connection, homes: Sequence[str]) -> list[Ware]:
    sold: dict[str, list[tuple[date, int]]] = {}
    for product, on, quantity in select_in(connection, _SOLD, homes):
        sold.setdefault(product, []).append((date.fromisoformat(on), quantity))
    rows: list[Any] = sorted(select_in(connection, _PRODUCTS, homes), key=lambda row: (row[1], row[0]))
    return [Ware(row[0], row[1], tuple(sold.get(row[0], ()))) for row in rows]


_VISITS = 'SELECT id, "on", income, set_aside, willing FROM visit WHERE NOT deleted AND household_id IN {}'
_BUSINESS = "SELECT id, name, since_year FROM business WHERE NOT deleted AND household_id IN {}"
_PRODUCTS = "SELECT id, name FROM product WHERE NOT deleted AND household_id IN {}"
_SOLD = (
    "SELECT m.product_id, m.\"on\", m.quantity FROM stock_movement m WHERE m.kind = 'keluar' "
    "AND m.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM stock_movement r WHERE r.reverses = m.id) "
    "AND m.household_id IN {}"
)
_PEOPLE = "SELECT id, name, komponen FROM member WHERE NOT deleted AND household_id IN {}"
