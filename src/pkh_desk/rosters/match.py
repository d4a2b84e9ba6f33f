"""Families of a file against those that are held: the same, changed, or new.

No KK is the key of a family, NIK of a person; a family with neither is known by the name of its pengurus and
its place. An empty cell never blanks a value, an unreadable number never replaces a trusted one, and another
way of writing the same words is no change.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from pkh_desk.domain.text import fold, fold_name
from pkh_desk.rosters.clean import Entry, Values
from pkh_desk.rosters.gather import Family, name_place
from pkh_desk.store.states import Stored, load_rows, select_in
from pkh_desk.store.synced import nouns
from pkh_desk.store.values import Json

SHOWN = "NOT h.deleted AND h.id NOT IN (SELECT from_id FROM alias WHERE active AND NOT deleted)"
WORDS = frozenset({"name", "address", "dusun", "note", "birth_place", "occupation", "school", "grade"})
NUMBERS = frozenset({"rt", "rw"})


@dataclass
class Held:
    """A family as the desk holds it."""

    id: str
    home: Stored
    members: dict[str, Stored] = field(default_factory=dict)
    phones: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class PersonChange:
    """What a row brings for one person: `id` None for a new one, `values` empty if all is the same."""

    id: str | None
    entry: Entry
    values: Mapping[str, Json]


@dataclass
class Change:
    """What a family of the file brings to the one that is held."""

    home: dict[str, Json]
    people: list[PersonChange]
    phones: list[str]
    names_pengurus: bool

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.home or self.phones or any(p.id is None or p.values for p in self.people))


class Holdings:
    """Finds held families for those of a file, a chunk at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        rows = connection.exec_driver_sql(_NUMBERLESS).fetchall()
        self._numberless = {
            name_place({"name": name}, {"desa_code": code, "desa_raw": raw}): home
            for home, name, code, raw in rows
        }

    def find(self, families: Sequence[Family]) -> list[Held | None]:
        """Return for each family the one that is held, or None for a new one."""
        kks = {f.home.get("no_kk") for f in families}
        niks = {e.person.get("nik") for f in families for e in f.entries}
        by_kk = self._index(_BY_KK, kks)
        by_nik = self._index(_BY_NIK, niks)
        found = [
            by_kk.get(f.home.get("no_kk") or "")
            or next((by_nik[n] for e in f.entries if (n := e.person.get("nik") or "") in by_nik), None)
            or self._numberless.get(name_place(f.entries[0].person, f.home))
            for f in families
        ]
        held = self._load({home for home in found if home})
        return [held.get(home or "") for home in found]

    def _index(self, sql: str, keys: Iterable[str | None]) -> dict[str, str]:
        rows = select_in(self._connection, sql, {key for key in keys if key})
        return {key: home for key, home in sorted((row[0], row[1]) for row in rows)[::-1]}

    def _load(self, ids: set[str]) -> dict[str, Held]:
        connection = self._connection
        homes = load_rows(connection, nouns()["household"], ids)
        held = {home: Held(home, stored) for home, stored in homes.items()}
        people = {row[0]: row[1] for row in select_in(connection, _MEMBERS, ids)}
        for member, stored in load_rows(connection, nouns()["member"], people).items():
            held[people[member]].members[member] = stored
        for home, number in select_in(connection, _PHONES, ids):
            held[home].phones.add(number)
        return held


def compare(family: Family, held: Held, kelompok_id: str | None) -> Change:
    """Return what the file's family brings; `kelompok_id` is the group it names, if any."""
    home = _differing(family.home, held.home.state.values)
    if kelompok_id and kelompok_id != held.home.state.values.get("kelompok_id"):
        home["kelompok_id"] = kelompok_id
    people, taken = [], set[str]()
    for entry in family.entries:
        member = _member_of(entry, held, taken)
        if member is None:
            people.append(PersonChange(None, entry, {}))
            continue
        taken.add(member)
        people.append(
            PersonChange(member, entry, _differing(entry.person, held.members[member].state.values))
        )
    names_pengurus = _names_pengurus(family, held)
    pengurus = people[0].id
    if names_pengurus and pengurus and pengurus != held.home.state.values.get("pengurus_id"):
        home["pengurus_id"] = pengurus
    phones = [phone for phone in family.phones if phone not in held.phones]
    return Change(home, people, phones, names_pengurus)


def _names_pengurus(family: Family, held: Held) -> bool:
    """Say whether the file decides who the pengurus is: one that we only chose does not."""
    return not family.chosen or held.home.state.values.get("pengurus_id") not in held.members


def _member_of(entry: Entry, held: Held, taken: set[str]) -> str | None:
    """Return the member a row is about: by NIK, else by name."""
    nik, name = entry.person.get("nik"), fold_name(entry.person["name"] or "")
    open_ones = {m: s.state.values for m, s in sorted(held.members.items()) if m not in taken}
    for member, values in open_ones.items():
        if nik and values.get("nik") == nik:
            return member
    for member, values in open_ones.items():
        if fold_name(str(values.get("name"))) == name:
            return member
    return None


def _differing(new: Values, held: Mapping[str, Json]) -> dict[str, Json]:
    """Return the values that say something else than what is held."""
    found: dict[str, Json] = {}
    for name, value in new.items():
        if value and not name.endswith("_raw") and not _is_same(name, value, held.get(name)):
            found[name] = value
    for name in ("nik", "no_kk"):
        if name in found:
            found[f"{name}_raw"] = None
        elif new.get(f"{name}_raw") and not held.get(name):
            _set_raw(found, f"{name}_raw", new, held)
    if "desa_code" in found:
        found |= {"desa_raw": None, "kecamatan_raw": None}
    elif not held.get("desa_code") and not new.get("desa_code"):
        _set_raw(found, "desa_raw", new, held)
        _set_raw(found, "kecamatan_raw", new, held)
    return {name: value for name, value in found.items() if value != held.get(name)}


def _set_raw(found: dict[str, Json], name: str, new: Values, held: Mapping[str, Json]) -> None:
    value = new.get(name)
    if value and fold(value) != fold(str(held.get(name) or "")):
        found[name] = value


def _is_same(name: str, value: str, held: Json) -> bool:
    if held is None or held == "":
        return False
    text = str(held)
    if name == "name":
        return fold_name(value) == fold_name(text) or fold(value) == fold(text)
    if name in NUMBERS and value.isdigit() and text.isdigit():
        return int(value) == int(text)
    return fold(value) == fold(text) if name in WORDS else value == text


_BY_KK = f"SELECT h.no_kk, h.id FROM household h WHERE {SHOWN} AND h.no_kk IN {{}}"
_BY_NIK = (
    "SELECT m.nik, m.household_id FROM member m JOIN household h ON h.id = m.household_id "
    f"WHERE NOT m.deleted AND {SHOWN} AND m.nik IN {{}}"
)
_NUMBERLESS = (
    "SELECT h.id, m.name, h.desa_code, h.desa_raw FROM household h JOIN member m ON m.id = h.pengurus_id "
    f"WHERE {SHOWN} AND h.no_kk IS NULL AND m.nik IS NULL"
)
_MEMBERS = "SELECT id, household_id FROM member WHERE NOT deleted AND household_id IN {}"
# A number that somebody removed counts as known: a list must not bring it back.
_PHONES = "SELECT household_id, number FROM phone WHERE household_id IN {}"
