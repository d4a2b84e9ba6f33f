"""The search over everything: the families and products that hold every word of a query."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.people.nik import mask
from pkh_desk.domain.text import fold
from pkh_desk.store import search
from pkh_desk.store.log.states import select_in
from pkh_desk.views.business.products import ProductRow, read_all
from pkh_desk.views.people.families import SHOWN, read_rows

MOST_CANDIDATES = 200
"""So many finds are ranked; a query that finds more is not at its end yet."""
MOST_NEAR = 3


@dataclass(frozen=True)
class FamilyHit:
    """A family that was found; `nik` is the pengurus' and masked, `stage` in words. `gone`: only readable.

    `member` is who in it bears a name of the query that its pengurus does not.
    """

    id: str
    name: str
    desa: str
    nik: str
    stage: str
    has_case: bool
    gone: bool
    member: str = ""


@dataclass(frozen=True)
class Hits:
    """What a query found, the likeliest first; `near` are families with a similar name where nothing was."""

    families: tuple[FamilyHit, ...] = ()
    products: tuple[ProductRow, ...] = ()
    near: tuple[FamilyHit, ...] = ()


def find_everything(desk: Desk, query: str, limit: int = 5) -> Hits:
    """Return up to `limit` families and products; names that begin with the query come first."""
    words = fold(query).split()
    if not words:
        return Hits()
    with desk.read() as session:
        connection = session.connection()
        found = Hits(_families(connection, query, words, limit), _products(connection, words, limit))
        if found.families or found.products:
            return found
        return Hits(near=tuple(_hits(connection, search.nearest(connection, query, MOST_NEAR))))


def _families(connection: Connection, query: str, words: list[str], limit: int) -> tuple[FamilyHit, ...]:
    found = search.find(connection, query, MOST_CANDIDATES)
    rows = select_in(connection, f"{_NAMES} WHERE {SHOWN} AND h.id IN {{}}", found)
    ranked = sorted(rows, key=lambda row: (_rank(fold(row[1] or ""), words), row[1] or ""))
    return tuple(_hits(connection, [row[0] for row in ranked[:limit]], words))


def _hits(connection: Connection, ids: list[str], words: Sequence[str] = ()) -> list[FamilyHit]:
    members = _members_named(connection, ids, words)
    niks = {row[0]: row[2] for row in select_in(connection, f"{_NAMES} WHERE h.id IN {{}}", ids)}
    return [
        FamilyHit(
            row.id,
            row.name,
            row.desa,
            mask(niks[row.id]) if niks.get(row.id) else "",
            row.case.words if row.case else "",
            row.case is not None,
            row.handed_over,
            members.get(row.id, ""),
        )
        for row in read_rows(connection, ids)
    ]


def _members_named(connection: Connection, ids: list[str], words: Sequence[str]) -> dict[str, str]:
    """Return by family the first member whose name holds a word that the pengurus' does not."""
    people = [(row[0], row[1], fold(row[1]).split(), row[2]) for row in select_in(connection, _PEOPLE, ids)]
    pengurus = {home: folded for home, _name, folded, leads in people if leads}
    found: dict[str, str] = {}
    for home, name, folded, leads in people:
        led_by = pengurus.get(home, [])
        if not leads and any(_holds(folded, word) and not _holds(led_by, word) for word in words):
            found.setdefault(home, name)
    return found


def _holds(folded: list[str], word: str) -> bool:
    return any(each.startswith(word) for each in folded)


def _products(connection: Connection, words: list[str], limit: int) -> tuple[ProductRow, ...]:
    found = []
    for row in read_all(connection):
        folded = fold(f"{row.name} {row.owner}").split()
        if all(_holds(folded, word) for word in words):
            found.append((_rank(fold(row.name), words), row))
    return tuple(row for _rank_of, row in sorted(found, key=lambda item: item[0])[:limit])


def _rank(name: str, words: list[str]) -> int:
    """Return 0 for a name that begins with the query, 1 for one that holds all of it, 2 for other finds."""
    if name.startswith(" ".join(words)):
        return 0
    return 1 if all(_holds(name.split(), word) for word in words) else 2


_NAMES = "SELECT h.id, m.name, m.nik FROM household h LEFT JOIN member m ON m.id = h.pengurus_id"
_PEOPLE = (
    "SELECT m.household_id, m.name, m.id = h.pengurus_id FROM member m "
    "JOIN household h ON h.id = m.household_id WHERE NOT m.deleted AND m.household_id IN {} ORDER BY m.id"
)
