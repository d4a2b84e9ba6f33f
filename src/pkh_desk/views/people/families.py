"""The list of families: which ones, in what order, and what one row of it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.store import search
from pkh_desk.store.log.states import select_in
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.graduation.cases import CaseView, cases_of
from pkh_desk.views.people.find import elders_of

_UNMERGED = (
    "NOT EXISTS (SELECT 1 FROM alias a JOIN household e ON e.id = a.to_id AND NOT e.deleted "
    "WHERE a.kind = 'household' AND a.from_id = {home} AND a.active AND NOT a.deleted)"
)
SHOWN = f"NOT h.deleted AND {_UNMERGED.format(home='h.id')}"
"""A family is shown under the one it was merged into, if that is on this desk."""

CHIPS = {"semua": "Semua", "belum": "Belum dikunjungi", "usaha": "Usaha", "calon": "Calon"}
"""The filters of the list. `belum`: in the program, without a visit in the month of `today`."""

MOST_FOUND = 500
"""So many rows of a search are looked through by nobody; the next word narrows them."""


def under_elder(row: str) -> str:
    """Return the join of a row's family `h`: its own, or the one on this desk that it was merged into."""
    return (
        f"LEFT JOIN alias w ON w.kind = 'household' AND w.active AND NOT w.deleted "
        f"AND w.from_id = {row}.household_id "
        "AND EXISTS (SELECT 1 FROM household e WHERE e.id = w.to_id AND NOT e.deleted) "
        f"JOIN household h ON h.id = coalesce(w.to_id, {row}.household_id)"
    )


def has(table: str, where: str = "NOT f.deleted", home: str = "h.id") -> str:
    """Return the condition that this family, or one merged into it, has a row `f` of this table.

    Read once as a set: asked for each of 60 000 families it would take longer than all the rest of a list.
    """
    return (
        f"{home} IN (SELECT f.household_id FROM {table} f WHERE {where} UNION ALL "
        f"SELECT t.to_id FROM alias t JOIN {table} f ON f.household_id = t.from_id "
        f"WHERE t.kind = 'household' AND t.active AND NOT t.deleted AND {where})"
    )


_LISTED = "s.household_id"
# Who is somebody else's by now, or left the program, is to be visited by nobody here.
_TO_VISIT = (
    f" AND {_LISTED} NOT IN (SELECT g.row_id FROM handed_over g WHERE g.table_name = 'household')"
    f" AND {_LISTED} NOT IN (SELECT f.id FROM household f WHERE f.status <> 'aktif')"
)
_CHIP_SQL = {
    "semua": "1=1",
    "belum": "NOT " + has("visit", """NOT f.deleted AND f."on" >= '{month}'""", _LISTED) + _TO_VISIT,
    "usaha": f"({has('business', home=_LISTED)} OR {has('product', home=_LISTED)})",
    "calon": has("graduation_case", home=_LISTED),
}


@dataclass(frozen=True)
class FamilyRow:
    """One row of the list; `last_visit` is a date, `case` the latest way to graduation, if any."""

    id: str
    name: str
    desa: str
    kelompok: str
    status: str
    last_visit: date | None
    has_business: bool
    case: CaseView | None
    handed_over: bool


def family_ids(
    desk: Desk,
    query: str = "",
    chip: str = "semua",
    sort: str = "nama",
    limit: int = MOST_FOUND,
    kecamatan: str = "",
) -> list[str]:
    """Return the ids of the families that match, in order: all of them when `query` is empty, else up to
    `limit` of those that hold every word of it. `kecamatan` is a code, or "" for all."""
    with desk.read() as session:
        connection = session.connection()
        sql = listing_sql(desk.today(), chip, kecamatan)
        if query.strip():
            found = search.find(connection, query, limit)
            ids = [
                row[0]
                for row in sorted(select_in(connection, f"{sql} AND {_LISTED} IN {{}}", found), key=_by_name)
            ]
        else:
            ids = [row[0] for row in connection.exec_driver_sql(f"{sql} ORDER BY s.name, s.household_id")]
        if sort != "nama":
            keys = _sort_keys(connection, sort)
            ids.sort(key=lambda home: keys.get(home, ""))
    return ids


def listing_sql(today: date, chip: str = "semua", kecamatan: str = "") -> str:
    """Return the SELECT of (id, folded name), without an order; the index of the search has no deleted."""
    return f"SELECT s.household_id, s.name {_EVERY} AND {_chip_sql(chip, today)} AND {_place_sql(kecamatan)}"


def nearest_family(desk: Desk, query: str) -> FamilyRow | None:
    """Return the family whose name comes nearest to a query that found nothing."""
    with desk.read() as session:
        found = search.nearest(session.connection(), query, 1)
    return family_rows(desk, found)[0] if found else None


def chip_counts(desk: Desk) -> dict[str, int]:
    """Return how many families each filter shows."""
    with desk.read() as session:
        columns = (f"count(CASE WHEN {_chip_sql(chip, desk.today())} THEN 1 END)" for chip in CHIPS)
        counted = session.connection().exec_driver_sql(f"SELECT {', '.join(columns)} {_EVERY}").one()
    return dict(zip(CHIPS, map(int, counted), strict=True))


def family_rows(desk: Desk, ids: Sequence[str]) -> list[FamilyRow]:
    """Return the rows of these families, in the order asked for; ids that are gone are left out."""
    with desk.read() as session:
        return read_rows(session.connection(), ids)


def read_rows(connection: Connection, ids: Sequence[str]) -> list[FamilyRow]:
    """Like `family_rows`, on an open connection."""
    stands = elders_of(connection, ids)
    visits: dict[str, str] = {}
    for home, day in select_in(connection, _VISITS, stands):
        visits[stands[home]] = max(day, visits.get(stands[home], ""))
    sellers = {stands[row[0]] for row in select_in(connection, _SELLERS, stands)}
    gone = {row[0] for row in select_in(connection, _HANDED_OVER, ids)}
    cases = cases_of(connection, ids)
    rows = {
        home: FamilyRow(
            home,
            name or "(tanpa nama)",
            wilayah().name_of(desa) if desa else "",
            kelompok or "",
            status,
            date.fromisoformat(visits[home]) if home in visits else None,
            home in sellers,
            cases.get(home),
            home in gone,
        )
        for home, name, desa, kelompok, status in select_in(connection, _FAMILIES, ids)
    }
    return [rows[home] for home in ids if home in rows]


def _chip_sql(chip: str, today: date) -> str:
    return _CHIP_SQL[chip].replace("{month}", today.replace(day=1).isoformat())


def _place_sql(kecamatan: str) -> str:
    """Return the condition of one kecamatan; a code that is none of the district's is never written."""
    if not wilayah().desa_list(kecamatan):
        return "1=1"
    # "/" follows "." in every collation of codes: the range is the kecamatan's desa.
    return (
        f"{_LISTED} IN (SELECT h.id FROM household h "
        f"WHERE h.desa_code > '{kecamatan}.' AND h.desa_code < '{kecamatan}/')"
    )


def _by_name(row: Sequence[str]) -> tuple[str, str]:
    return row[1], row[0]


def _sort_keys(connection: Connection, sort: str) -> dict[str, str]:
    """Return what the families are sorted by: the place, or the latest visit, also to one merged into it."""
    rows = [(row[0], row[1]) for row in connection.exec_driver_sql(_SORTED_BY[sort])]
    if sort == "desa":
        places = {code: _place(code) for code in {code for _, code in rows}}
        return {home: places[code] for home, code in rows}
    latest = dict(rows)
    for home, twin in connection.exec_driver_sql(_TWINS):
        latest[home] = max(latest.get(home, ""), latest.get(twin, ""))
    return latest


def _place(code: str | None) -> str:
    return f"{wilayah().name_of(kecamatan_of(code))} {wilayah().name_of(code)}" if code else "\uffff"


_SORTED_BY = {
    "desa": "SELECT id, desa_code FROM household",
    "kunjungan": 'SELECT household_id, max("on") FROM visit WHERE NOT deleted GROUP BY household_id',
}
_TWINS = "SELECT to_id, from_id FROM alias WHERE kind = 'household' AND active AND NOT deleted"
_EVERY = f"FROM search_entry s WHERE {_UNMERGED.format(home=_LISTED)}"
_FAMILIES = (
    "SELECT h.id, m.name, h.desa_code, k.name, h.status FROM household h "
    "LEFT JOIN member m ON m.id = h.pengurus_id LEFT JOIN kelompok k ON k.id = h.kelompok_id WHERE h.id IN {}"
)
_VISITS = (
    'SELECT household_id, max("on") FROM visit WHERE NOT deleted AND household_id IN {} GROUP BY household_id'
)
_SELLERS = "SELECT household_id FROM product WHERE NOT deleted AND household_id IN {}"
_HANDED_OVER = "SELECT row_id FROM handed_over WHERE table_name = 'household' AND row_id IN {}"
