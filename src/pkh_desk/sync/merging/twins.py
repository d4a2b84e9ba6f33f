"""Twins: one family that two desks recorded before either knew of the other.

Equal No KK, equal NIK of the pengurus and equal folded name are the same family; anything less is a question
for a person. A pair that was linked once, even if somebody took that back, is not linked again. Source:
decisions, Same family twice.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from pkh_desk.domain.text import name_key
from pkh_desk.domain.uuid7 import derived_id
from pkh_desk.store.log.heads import Head, highest
from pkh_desk.store.log.states import Stored, load_rows, select_in
from pkh_desk.store.log.synced import nouns

APART = {
    "household": frozenset({"pengurus_id", "pendamping_id", "kelompok_id", "deleted"}),
    "member": frozenset({"household_id", "deleted"}),
}
"""Fields in which twins differ by nature."""

_FAMILIES = (
    "SELECT h.no_kk, m.nik, m.name, h.id FROM household h JOIN member m ON m.id = h.pengurus_id "
    "WHERE NOT h.deleted AND NOT m.deleted AND h.no_kk IS NOT NULL AND m.nik IS NOT NULL AND {} IN "
)


def link_id(younger: str, older: str) -> str:
    """Return the id of the alias of a pair, the same on every desk and every time."""
    return derived_id("household", younger, older)


def proposal_id(younger: str, older: str) -> str:
    """Return the id of the proposal that a pair is one family."""
    return derived_id("merge_proposal", younger, older)


def unlinked_twins(connection: Connection, homes: Collection[str]) -> list[tuple[str, str]]:
    """Return (younger, older) for the twins that one of these households belongs to, the linked ones aside.

    The older id is the smaller one: ids are ordered by time.
    """
    numbers = {row[0] for row in select_in(connection, _FAMILIES.format("h.id") + "{}", homes)}
    same: dict[tuple[str, str, str], list[str]] = {}
    for no_kk, nik, name, home in select_in(connection, _FAMILIES.format("h.no_kk") + "{}", numbers):
        same.setdefault((no_kk, nik, name_key(name)), []).append(home)
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


@dataclass(frozen=True)
class Differing:
    """A field of which the younger of two twin rows says something else than the elder, which is shown."""

    table: str
    elder: str
    younger: str
    field: str
    household_id: str
    txns: tuple[str, ...]

    @property
    def key(self) -> str:
        """What names the question; `younger_of` reads it."""
        return f"twin/{self.younger}/{self.field}"


def younger_of(key: str) -> str:
    """Return the younger row that the key of a question names."""
    return key.split("/")[1]


def linked_to(connection: Connection, homes: Collection[str]) -> dict[str, list[str]]:
    """Return by elder the families that are linked to it, where one of `homes` is among them."""
    active = "FROM alias WHERE kind = 'household' AND active AND NOT deleted"
    named = {row[0] for row in select_in(connection, f"SELECT from_id {active} AND from_id IN {{}}", homes)}
    named |= {row[0] for row in select_in(connection, f"SELECT to_id {active} AND to_id IN {{}}", homes)}
    tops = {elder: elder for elder in elders(connection, named).values()}
    edge = set(tops)
    while edge:
        rows = select_in(connection, f"SELECT from_id, to_id {active} AND to_id IN {{}}", edge)
        edge = {row[0] for row in rows} - tops.keys()
        tops |= {row[0]: tops[row[1]] for row in rows if row[0] in edge}
    found: dict[str, list[str]] = {}
    for home, elder in sorted(tops.items()):
        if home != elder:
            found.setdefault(elder, []).append(home)
    return found


def differing(connection: Connection, linked: Mapping[str, Collection[str]]) -> Iterator[Differing]:
    """Yield the fields in which the families linked to an elder, and their people, say something else.

    A field in which the younger says nothing is no question.
    """
    homes = {home for elder, below in linked.items() for home in (elder, *below)}
    families = load_rows(connection, nouns()["household"], homes)
    rows = select_in(connection, "SELECT id FROM member WHERE nik IS NOT NULL AND household_id IN {}", homes)
    people: dict[tuple[str, str], tuple[str, Stored]] = {}
    for person, stored in sorted(load_rows(connection, nouns()["member"], {row[0] for row in rows}).items()):
        values = stored.state.values
        if not values["deleted"]:
            people.setdefault((str(values["household_id"]), str(values["nik"])), (person, stored))
    for elder, below in linked.items():
        for home in below:
            if elder in families and home in families:
                pair = (elder, families[elder]), (home, families[home])
                yield from _fields_apart("household", *pair, elder)
            for (at, nik), younger in people.items():
                if at == home and (elder, nik) in people:
                    yield from _fields_apart("member", people[elder, nik], younger, elder)


def twin_heads(connection: Connection, table: str, rows: tuple[str, str], name: str) -> list[Head]:
    """Return what the elder and the younger of two twin rows say in a field, the elder first."""
    stored = load_rows(connection, nouns()[table], rows)
    return [highest(stored[row_id].state.heads_of(name)) for row_id in rows]


def _fields_apart(
    table: str, elder: tuple[str, Stored], younger: tuple[str, Stored], home: str
) -> Iterator[Differing]:
    noun = nouns()[table]
    shown, other = elder[1].state, younger[1].state
    if shown.values.get("deleted") or other.values.get("deleted"):
        return
    for name in noun.fields.keys() - APART[table]:
        said = other.values[name]
        if said not in (shown.values[name], noun.defaults[name]):
            txns = {highest(state.heads_of(name))[1] for state in (shown, other)}
            yield Differing(table, elder[0], younger[0], name, home, tuple(sorted(txns)))
