"""The list of families: which ones, in what order, and what one row of it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.places import kecamatan_of
from pkh_desk.store import search
from pkh_desk.store.states import select_in
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.cases import CaseView, cases_of

SHOWN = (
    "NOT h.deleted AND NOT EXISTS (SELECT 1 FROM alias a WHERE a.kind = 'household' AND a.from_id = h.id "
    "AND a.active AND NOT a.deleted)"
)

CHIPS = {"semua": "Semua", "belum": "Belum dikunjungi", "usaha": "Usaha", "calon": "Calon"}
"""The filters of the list. `belum`: without a visit in the month of `today`."""

MOST_FOUND = 500
"""So many rows of a search are looked through by nobody; the next word narrows them."""

SORTS = ("nama", "desa", "kunjungan")

_CHIP_SQL = {
    "semua": "1",
    "belum": "NOT EXISTS (SELECT 1 FROM visit v WHERE v.household_id = h.id AND NOT v.deleted "
    """AND v."on" >= '{month}')""",
    "usaha": "(EXISTS (SELECT 1 FROM business b WHERE b.household_id = h.id AND NOT b.deleted) "
    "OR EXISTS (SELECT 1 FROM product p WHERE p.household_id = h.id AND NOT p.deleted))",
    "calon": "EXISTS (SELECT 1 FROM graduation_case g WHERE g.household_id = h.id AND NOT g.deleted)",
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
        sql = listing_sql(desk.today(), chip, sort, kecamatan)
        if query.strip():
            found = search.find(connection, query, limit)
            rows = select_in(connection, f"{sql} AND h.id IN {{}}", found)
            rows.sort(key=lambda row: (row[0], row[1]))
        else:
            rows = list(connection.exec_driver_sql(f"{sql} ORDER BY s.name, s.household_id"))
    if sort == "desa":
        places = {code: _place(code) for code in {row[2] for row in rows}}
        rows.sort(key=lambda row: places[row[2]])
    elif sort == "kunjungan":
        rows.sort(key=lambda row: row[2] or "")
    return [row[1] for row in rows]


def listing_sql(today: date, chip: str = "semua", sort: str = "nama", kecamatan: str = "") -> str:
    """Return the SELECT of (folded name, id, what `sort` looks at), without an order."""
    return (
        f"SELECT s.name, s.household_id, {_SORTED_BY[sort]} FROM search_entry s "
        f"JOIN household h ON h.id = s.household_id "
        f"WHERE {SHOWN} AND {_chip_sql(chip, today)} AND {_place_sql(kecamatan)}"
    )


def nearest_family(desk: Desk, query: str) -> FamilyRow | None:
    """Return the family whose name comes nearest to a query that found nothing."""
    with desk.read() as session:
        found = search.nearest(session.connection(), query, 1)
    return family_rows(desk, found)[0] if found else None


def chip_counts(desk: Desk) -> dict[str, int]:
    """Return how many families each filter shows."""
    with desk.read() as session:
        connection = session.connection()
        return {
            chip: int(
                connection.exec_driver_sql(f"{_COUNT} AND {_chip_sql(chip, desk.today())}").scalar() or 0
            )
            for chip in CHIPS
        }


def family_rows(desk: Desk, ids: Sequence[str]) -> list[FamilyRow]:
    """Return the rows of these families, in the order asked for; ids that are gone are left out."""
    with desk.read() as session:
        return read_rows(session.connection(), ids)


def read_rows(connection: Connection, ids: Sequence[str]) -> list[FamilyRow]:
    """Like `family_rows`, on an open connection."""
    visits = {row[0]: row[1] for row in select_in(connection, _VISITS, ids)}
    sellers = {row[0] for row in select_in(connection, _SELLERS, ids)}
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
    return f"h.desa_code > '{kecamatan}.' AND h.desa_code < '{kecamatan}/'"


def _place(code: str | None) -> str:
    return f"{wilayah().name_of(kecamatan_of(code))} {wilayah().name_of(code)}" if code else "\uffff"


_SORTED_BY = {
    "nama": "NULL",
    "desa": "h.desa_code",
    "kunjungan": '(SELECT max(v."on") FROM visit v WHERE v.household_id = h.id AND NOT v.deleted)',
}
_COUNT = f"SELECT count(*) FROM household h WHERE {SHOWN}"
_FAMILIES = (
    "SELECT h.id, m.name, h.desa_code, k.name, h.status FROM household h "
    "LEFT JOIN member m ON m.id = h.pengurus_id LEFT JOIN kelompok k ON k.id = h.kelompok_id WHERE h.id IN {}"
)
_VISITS = (
    'SELECT household_id, max("on") FROM visit WHERE NOT deleted AND household_id IN {} GROUP BY household_id'
)
_SELLERS = "SELECT household_id FROM product WHERE NOT deleted AND household_id IN {}"
_HANDED_OVER = "SELECT row_id FROM handed_over WHERE table_name = 'household' AND row_id IN {}"
