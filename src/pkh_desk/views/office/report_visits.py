"""The report of home visits: how many, to how many families, and who was not visited."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection

from pkh_desk.domain.text import dots
from pkh_desk.store.log.states import mark
from pkh_desk.views.lists.sheet import SheetColumn
from pkh_desk.views.office.report import (
    OF_PENDAMPING,
    WHOSE,
    Area,
    Report,
    ReportKind,
    Wish,
    area_columns,
    area_of,
    counted,
    listed,
    petugas_names,
    say_about,
)
from pkh_desk.views.people.families import SHOWN, under_elder

TITLE = "Laporan kunjungan"


@dataclass
class Visited:
    """What was visited in one area. `families` are active today, `unvisited` those without a visit."""

    area: Area
    families: int = 0
    visits: int = 0
    visited: int = 0
    unvisited: int = 0


def read_visits(connection: Connection, wish: Wish) -> Report[Visited]:
    """Read the visits of a period; three SELECTs."""
    found: dict[Area, Visited] = {}
    active: dict[Area, int] = defaultdict(int)
    for families, *whose in connection.exec_driver_sql(_FAMILIES):
        if area := area_of(wish, *whose):
            found.setdefault(area, Visited(area)).families += families
    sql = _VISITS.format(*2 * [mark(connection, 1)])
    for visits, visited, seen, *whose in connection.exec_driver_sql(sql, wish.period.days):
        if area := area_of(wish, *whose):
            row = found.setdefault(area, Visited(area))
            row.visits, row.visited = row.visits + visits, row.visited + visited
            active[area] += seen
    rows = [found[area] for area in sorted(found)]
    for row in rows:
        row.unvisited = row.families - active[row.area]
    columns: list[SheetColumn[Visited]] = [
        *area_columns(wish.by_desa, lambda row: row.area),
        counted("Keluarga aktif", lambda row: row.families),
        counted("Kunjungan", lambda row: row.visits),
        counted("Keluarga dikunjungi", lambda row: row.visited),
        counted("Belum dikunjungi", lambda row: row.unvisited),
    ]
    return Report(
        TITLE,
        say_about(wish, petugas_names(connection)),
        listed("laporan-kunjungan", "wilayah", columns, rows),
        rows,
        (
            ("Kunjungan", dots(sum(row.visits for row in rows))),
            ("Keluarga dikunjungi", dots(sum(row.visited for row in rows))),
            ("Belum dikunjungi", dots(sum(row.unvisited for row in rows))),
        ),
        frozenset(column.title for column in columns if column.kind == "count"),
    )


VISITS = ReportKind("kunjungan", TITLE, read_visits)

_FAMILIES = (
    f"SELECT count(*), {WHOSE} FROM household h {OF_PENDAMPING} "
    f"WHERE {SHOWN} AND h.status = 'aktif' GROUP BY {WHOSE}"
)
_VISITS = (
    "SELECT sum(v.visits), count(DISTINCT h.id), "
    f"count(DISTINCT CASE WHEN h.status = 'aktif' THEN h.id END), {WHOSE} "
    "FROM (SELECT household_id, count(*) AS visits FROM visit "
    f'WHERE NOT deleted AND "on" BETWEEN {{}} AND {{}} GROUP BY household_id) v '
    f"{under_elder('v')} {OF_PENDAMPING} WHERE NOT h.deleted GROUP BY {WHOSE}"
)
