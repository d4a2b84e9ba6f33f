"""What goes along when families are handed over, for whoever decides it: counts of open work, and what may
still be on its way from the laptop that gives them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.graduation.case import PATH
from pkh_desk.store.log.states import mark, select_in
from pkh_desk.views.graduation.cases import cases_of


@dataclass(frozen=True)
class Handover:
    """Families with their open ways to graduation, open promises and products.

    `files`: files of the giving pendamping that wait in the inbox; `seen_at`: when one of the laptops was
    last heard of (ms UTC). What a laptop has not sent cannot be known here; it still counts when it comes.
    """

    families: int
    cases: int
    promises: int
    products: int
    files: int
    seen_at: int | None


def handover(desk: Desk, petugas_id: str, homes: Collection[str]) -> Handover:
    """Return what handing these families of a petugas over would take along."""
    with desk.read() as session:
        connection = session.connection()
        cases = cases_of(connection, homes).values()
        one = mark(connection, 1)
        seen = connection.exec_driver_sql(
            f"SELECT max(last_seen_at) FROM desk WHERE petugas_id = {one}", (petugas_id,)
        ).scalar()
        files = connection.exec_driver_sql(
            "SELECT count(*) FROM bundle b JOIN desk d ON d.id = b.desk_id WHERE b.direction = 'up' "
            f"AND b.state IN ('baru', 'menunggu', 'karantina') AND d.petugas_id = {one}",
            (petugas_id,),
        ).scalar()
        return Handover(
            len(homes),
            sum(case.stage in PATH[:-1] for case in cases),
            _count(connection, "promise", "done_on IS NULL", homes),
            _count(connection, "product", "TRUE", homes),
            int(files or 0),
            seen,
        )


def _count(connection: Connection, table: str, where: str, homes: Collection[str]) -> int:
    sql = f"SELECT household_id FROM {table} WHERE NOT deleted AND {where} AND household_id IN {{}}"
    return len(select_in(connection, sql, set(homes)))
