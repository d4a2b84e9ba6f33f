"""Search: one entry a household, found by any word, any run of digits, or nearly right.

The entry holds folded words (names of all members, desa, kelompok, address, products) and the digits of
NIK, No KK and telephones; its `name` is the key by which families are listed. FTS5 indexes hang on this
table alone, and only this module writes the three: a trigger would make FTS5 flush after every row, which
is six times slower. Source: decisions, Search.
"""

from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Index
from sqlmodel import Field, SQLModel

from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.domain.text import fold
from pkh_desk.store.dialect import is_sqlite
from pkh_desk.store.log.states import execute_many, mark, select_in
from pkh_desk.store.wilayah import wilayah

SHORTEST_RUN = 3
NEAR_ENOUGH = 72
NAMELESS = "\uffff"
"""The `name` of a family without one: it comes last."""

Entry = tuple[str, str, str, str]
"""Household id, name, folded words, digits."""


class SearchEntry(SQLModel, table=True):
    """The folded words and digits by which one household is found, the folded name by which it is sorted."""

    __tablename__ = "search_entry"
    __table_args__ = (Index("ix_search_entry_name", "name", "household_id"),)

    id: int | None = Field(default=None, primary_key=True)
    household_id: str = Field(max_length=32, index=True)
    name: str
    key: str
    digits: str


def refresh(connection: Connection, households: Collection[str]) -> None:
    """Write the entries of these households anew from their rows."""
    if not households:
        return
    gone = select_in(connection, _OLD, households)
    for at, (index, column) in enumerate(_indexes(connection).items(), 1):
        execute_many(
            connection,
            f"INSERT INTO {index}({index},rowid,{column}) VALUES ('delete',{mark(connection, 2)})",
            [(row[0], row[at]) for row in gone],
        )
    one = mark(connection, 1)
    execute_many(connection, f"DELETE FROM search_entry WHERE id = {one}", [(row[0],) for row in gone])
    add_entries(connection, _entries(connection, households))


def add_entries(connection: Connection, entries: list[Entry]) -> None:
    """Insert entries of households that have none yet."""
    last = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM search_entry").scalar()
    execute_many(
        connection,
        f"INSERT INTO search_entry(household_id,name,key,digits) VALUES ({mark(connection, 4)})",
        list(entries),
    )
    for index, column in _indexes(connection).items():
        connection.exec_driver_sql(
            f"INSERT INTO {index}(rowid,{column}) SELECT id,{column} FROM search_entry "
            f"WHERE id > {mark(connection, 1)}",
            (last,),
        )


def rebuild(connection: Connection, progress: Callable[[int, int], None]) -> None:
    """Write all entries anew; after a migration and after a restore. `progress(done, total)` may raise."""
    ids = [row[0] for row in connection.exec_driver_sql("SELECT id FROM household ORDER BY id")]
    for index in _indexes(connection):
        connection.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES ('delete-all')")
    connection.exec_driver_sql("DELETE FROM search_entry")
    step = 2000
    for start in range(0, len(ids), step):
        add_entries(connection, _entries(connection, ids[start : start + step]))
        progress(min(start + step, len(ids)), len(ids))


def find(connection: Connection, query: str, limit: int = 50) -> list[str]:
    """Return up to `limit` household ids whose entry holds every word or run of digits of the query.

    Words match from their start; digit runs of three or more anywhere in a number.
    """
    words = fold(query).split()
    runs = [word for word in words if word.isdigit() and len(word) >= SHORTEST_RUN]
    names = [word for word in words if word not in runs]
    if not names and not runs:
        return []
    where, arguments = (_matches if is_sqlite(connection) else _alike)(names, runs)
    sql = f"SELECT household_id FROM search_entry WHERE {where} LIMIT {int(limit)}"
    return [row[0] for row in connection.exec_driver_sql(sql, tuple(arguments))]


def _matches(names: list[str], runs: list[str]) -> tuple[str, list[str]]:
    parts = [f"SELECT rowid FROM {index} WHERE {index} MATCH ?" for index in _wanted(names, runs)]
    words, digits = " ".join(f'"{word}"*' for word in names), " ".join(f'"{run}"' for run in runs)
    return f"id IN ({' INTERSECT '.join(parts)})", [text for text in (words, digits) if text]


def _wanted(names: list[str], runs: list[str]) -> list[str]:
    return [index for index, asked in zip(_INDEXES, (names, runs), strict=True) if asked]


def _alike(names: list[str], runs: list[str]) -> tuple[str, list[str]]:
    """Return the condition where there are no such indexes; folded words hold no wildcard."""
    parts = ["' ' || key LIKE %s"] * len(names) + ["digits LIKE %s"] * len(runs)
    return " AND ".join(parts), [f"% {word}%" for word in names] + [f"%{run}%" for run in runs]


def _indexes(connection: Connection) -> dict[str, str]:
    """Return the full-text indexes with the column of each."""
    return _INDEXES if is_sqlite(connection) else {}


def nearest(connection: Connection, query: str, limit: int = 5) -> list[str]:
    """Return the household ids whose words come nearest to the query; for when `find` finds nothing."""
    from rapidfuzz import fuzz, process

    wanted = fold(query)
    if not wanted:
        return []
    entries = connection.exec_driver_sql("SELECT household_id, key FROM search_entry").fetchall()
    found = process.extract(
        wanted,
        [row[1] for row in entries],
        scorer=fuzz.partial_ratio,
        limit=limit,
        score_cutoff=NEAR_ENOUGH,
    )
    return [entries[index][0] for _, _, index in found]


def entry_of(
    home: str,
    pengurus: str | None,
    names: Iterable[str],
    desa_code: str | None,
    shared: Iterable[str | None],
    numbers: Iterable[str | None],
) -> Entry:
    """Return the entry of a household.

    `names` of people and wares are its own; `shared` texts (group, address, hamlet) are those of many.
    """
    words = [*map(fold, names), _place_words(desa_code or ""), *map(_shared_words, shared)]
    name = fold(pengurus) if pengurus else NAMELESS
    return home, name, " ".join(filter(None, words)), " ".join(filter(None, numbers))


@lru_cache(maxsize=4096)
def _shared_words(text: str | None) -> str:
    return fold(text) if text else ""


@lru_cache(maxsize=4096)
def _place_words(desa_code: str) -> str:
    return fold(f"{wilayah().name_of(desa_code)} {wilayah().name_of(kecamatan_of(desa_code))}")


def _entries(connection: Connection, households: Collection[str]) -> list[Entry]:
    members = _gather(connection, _MEMBERS, households)
    phones = _gather(connection, _PHONES, households)
    products = _gather(connection, _PRODUCTS, households)
    entries = []
    for home, no_kk, address, dusun, desa_code, kelompok, pengurus in select_in(
        connection, _HOUSEHOLDS, households
    ):
        people = members.get(home, [])
        names = [row[1] for row in people] + [row[1] for row in products.get(home, [])]
        numbers = [no_kk, *(row[2] for row in people), *(row[1] for row in phones.get(home, []))]
        entries.append(entry_of(home, pengurus, names, desa_code, (kelompok, address, dusun), numbers))
    return entries


def _gather(connection: Connection, sql: str, households: Collection[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in select_in(connection, sql, households):
        found.setdefault(row[0], []).append(row)
    return found


_INDEXES = {"search_words": "key", "search_digits": "digits"}
_OLD = "SELECT id, key, digits FROM search_entry WHERE household_id IN {}"
_HOUSEHOLDS = (
    "SELECT h.id, h.no_kk, h.address, h.dusun, h.desa_code, k.name, m.name FROM household h "
    "LEFT JOIN kelompok k ON k.id = h.kelompok_id LEFT JOIN member m ON m.id = h.pengurus_id "
    "WHERE NOT h.deleted AND h.id IN {}"
)
_MEMBERS = "SELECT household_id, name, nik FROM member WHERE NOT deleted AND household_id IN {}"
_PHONES = "SELECT household_id, number FROM phone WHERE NOT deleted AND household_id IN {}"
_PRODUCTS = "SELECT household_id, name FROM product WHERE NOT deleted AND household_id IN {}"
