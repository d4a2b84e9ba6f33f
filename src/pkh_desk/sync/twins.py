"""Twins: one family that two desks recorded before either knew of the other.

Equal No KK, equal NIK of the pengurus and equal folded name are the same family; anything less is a question
for a person. A pair that was linked once, even if somebody took that back, is not linked again. Source:
decisions, Same family twice.
"""

from collections.abc import Collection

from sqlalchemy import Connection

from pkh_desk.domain.text import fold
from pkh_desk.domain.uuid7 import derived_id
from pkh_desk.store.states import select_in

_FAMILIES = (
    "SELECT h.no_kk, m.nik, m.name, h.id FROM household h JOIN member m ON m.id = h.pengurus_id "
    "WHERE NOT h.deleted AND NOT m.deleted AND h.no_kk IS NOT NULL AND m.nik IS NOT NULL AND {} IN "
)


def link_id(younger: str, older: str) -> str:
    """Return the id of the alias of a pair, the same on every desk and every time."""
    return derived_id("household", younger, older)


def unlinked_twins(connection: Connection, homes: Collection[str]) -> list[tuple[str, str]]:
    """Return (younger, older) for the twins that one of these households belongs to, the linked ones aside.

    The older id is the smaller one: ids are ordered by time.
    """
    numbers = {row[0] for row in select_in(connection, _FAMILIES.format("h.id") + "{}", homes)}
    same: dict[tuple[str, str, str], list[str]] = {}
    for no_kk, nik, name, home in select_in(connection, _FAMILIES.format("h.no_kk") + "{}", numbers):
        same.setdefault((no_kk, nik, fold(name)), []).append(home)
    pairs = [(home, min(group)) for group in same.values() for home in group if home != min(group)]
    links = {link_id(*pair): pair for pair in pairs}
    known = {row[0] for row in select_in(connection, "SELECT id FROM alias WHERE id IN {}", links)}
    return sorted(pair for link, pair in links.items() if link not in known)


def elders(connection: Connection, homes: Collection[str]) -> dict[str, str]:
    """Return for each household the one that stands for it: itself, or the one it is linked to."""
    sql = (
        "SELECT from_id, to_id FROM alias "
        "WHERE kind = 'household' AND active AND NOT deleted AND from_id IN {}"
    )
    up: dict[str, str] = {}
    asked: set[str] = set()
    edge = set(homes)
    while edge:
        asked |= edge
        up |= dict(map(tuple, select_in(connection, sql, edge)))
        edge = set(up.values()) - asked
    found = {}
    for home in homes:
        elder, seen = home, {home}
        while elder in up and up[elder] not in seen:
            elder = up[elder]
            seen.add(elder)
        found[home] = elder
    return found
