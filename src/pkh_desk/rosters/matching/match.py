"""Families of a file against those that are held: the same, changed, or new.

No KK is the key of a family, NIK of a person; a family with neither is known by the name of its pengurus and
its place. An empty cell never blanks a value, an unreadable number never replaces a trusted one, and another
way of writing the same words is no change.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from pkh_desk.domain.text import fold, name_key
from pkh_desk.rosters.clean import Entry
from pkh_desk.rosters.lists.list_reader import Values
from pkh_desk.rosters.matching.gather import Family, name_place
from pkh_desk.rosters.matching.names import is_other_name
from pkh_desk.store.log.states import Stored, load_rows, mark, select_in
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.values import Json

SHOWN = "NOT h.deleted AND h.id NOT IN (SELECT from_id FROM alias WHERE active AND NOT deleted)"
WORDS = frozenset({"name", "address", "dusun", "note", "birth_place", "occupation", "school", "grade"})
NUMBERS = frozenset({"rt", "rw"})

NamePlace = tuple[str, str]


@dataclass
class Held:
    """A family as the desk holds it; `chosen`: a person said that it is the file's."""

    id: str
    home: Stored
    members: dict[str, Stored] = field(default_factory=dict)
    phones: set[str] = field(default_factory=set)
    handed_over: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    """A held family as it is known by name; `numberless`: it has no trusted number."""

    home: str
    numberless: bool


@dataclass(frozen=True)
class PersonChange:
    """What a row brings for one person: `id` None for a new one, `values` empty if all is the same.

    `named` is how somebody is held who has the row's NIK and quite another name, else ""; `left`: the row is
    left alone for that. `was` is the NIK that another one replaces.
    """

    id: str | None
    entry: Entry
    values: Mapping[str, Json]
    named: str = ""
    left: bool = False
    was: str = ""


@dataclass
class Change:
    """What a family of the file brings to the one that is held."""

    home: dict[str, Json]
    people: list[PersonChange]
    phones: list[str]
    names_pengurus: bool
    counts: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything differs."""
        if self.home or self.phones or self.counts:
            return True
        return any(person.id is None or person.values for person in self.people)


class Holdings:
    """Finds held families for those of a file, a chunk at a time; none is found twice."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._taken: set[str] = set()
        self._named: dict[str | None, dict[NamePlace, list[_Known]]] = {}

    def begin(self, home: str) -> None:
        """Remember a family that this import brings in, so that no later row is taken for it."""
        self._taken.add(home)

    def take(self, home: str) -> Held | None:
        """Return a held family that a person says is the file's; None if another row is it already."""
        if home in self._taken:
            return None
        self._taken.add(home)
        held = self._load({home}).get(home)
        if held is not None:
            held.chosen = True
        return held

    def is_taken(self, home: str) -> bool:
        """Say whether a row of the file is this family already."""
        return home in self._taken

    def find(self, families: Sequence[Family]) -> list[Held | None]:
        """Return for each family the one that is held, or None for a new one."""
        by_kk = self._index(_BY_KK, {f.home.get("no_kk") for f in families})
        by_nik = self._index(_BY_NIK, {e.person.get("nik") for f in families for e in f.entries})
        options = [self._options(family, by_kk, by_nik) for family in families]
        held = self._load({home for listed in options for home in listed})
        return [
            self._choose(f, [held[o] for o in listed]) for f, listed in zip(families, options, strict=True)
        ]

    def _options(
        self, family: Family, by_kk: dict[str, list[str]], by_nik: dict[str, list[str]]
    ) -> list[str]:
        kk = family.home.get("no_kk")
        niks = [nik for entry in family.entries if (nik := entry.person.get("nik"))]
        found = by_kk.get(kk or "", []) or [home for nik in niks for home in by_nik.get(nik, [])]
        if found:
            return found
        place = self._in_desa(family.home.get("desa_code"))
        if not place:
            return []
        known = place.get(name_place(family.entries[0].person, family.home), [])
        has_number = bool(kk or niks)
        return [one.home for one in known if one.numberless or not has_number]

    def _in_desa(self, code: str | None) -> dict[NamePlace, list["_Known"]]:
        """Return the held families of a desa (None: those without one) by their pengurus' name."""
        if code not in self._named:
            self._named[code] = {}
            one = mark(self._connection, 1)
            where = f"h.desa_code = {one}" if code else "h.desa_code IS NULL"
            rows = self._connection.exec_driver_sql(_NAMED + where, (code,) if code else ())
            for home, name, raw, numberless in rows:
                key = name_place({"name": name}, {"desa_code": code, "desa_raw": raw})
                self._named[code].setdefault(key, []).append(_Known(home, bool(numberless)))
        return self._named[code]

    def _choose(self, family: Family, options: list[Held]) -> Held | None:
        """Take the best of the families that may be this one: one person in common, else the name."""
        has_number = bool(family.home.get("no_kk") or any(e.person.get("nik") for e in family.entries))
        fitting = [held for held in options if held.id not in self._taken]
        if not has_number:
            fitting = [held for held in fitting if _same_by_name(family, held)]
            alike = [held for held in fitting if _same_raw(family, held)]
            if not alike and len(fitting) > 1:
                return None
            fitting = alike or fitting
        elif len(options) > 1 or len(fitting) < len(options):
            fitting = [held for held in fitting if _has_person(family.entries[0], held)]
        if not fitting:
            return None
        best = max(fitting, key=lambda held: (_sameness(family.entries[0], held), held.id))
        self._taken.add(best.id)
        return best

    def _index(self, sql: str, keys: Iterable[str | None]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, home in select_in(self._connection, sql, {key for key in keys if key}):
            found.setdefault(key, []).append(home)
        return found

    def _load(self, ids: set[str]) -> dict[str, Held]:
        connection = self._connection
        homes = load_rows(connection, nouns()["household"], ids)
        held = {home: Held(home, stored) for home, stored in homes.items()}
        people = {row[0]: row[1] for row in select_in(connection, _MEMBERS, ids)}
        for member, stored in load_rows(connection, nouns()["member"], people).items():
            held[people[member]].members[member] = stored
        for home, number in select_in(connection, PHONES, ids):
            held[home].phones.add(number)
        for (home,) in select_in(connection, _HANDED_OVER, ids):
            held[home].handed_over = True
        return held


def _pengurus(held: Held) -> Mapping[str, Json]:
    pengurus = held.members.get(str(held.home.state.values.get("pengurus_id")))
    return pengurus.state.values if pengurus else {"name": ""}


def _pengurus_id(held: Held) -> str | None:
    pengurus = str(held.home.state.values.get("pengurus_id"))
    return pengurus if pengurus in held.members else None


def _same_by_name(family: Family, held: Held) -> bool:
    ours = name_place(family.entries[0].person, family.home)
    return ours == name_place(_pengurus(held), held.home.state.values)


def _same_raw(family: Family, held: Held) -> bool:
    raw = (family.entries[0].person.get("nik_raw"), family.home.get("no_kk_raw"))
    return raw == (_pengurus(held).get("nik_raw"), held.home.state.values.get("no_kk_raw"))


def _has_person(entry: Entry, held: Held) -> bool:
    return _member_of(entry, held, set()) is not None


def _sameness(entry: Entry, held: Held) -> int:
    """Return how surely a row's person is in a held family: by NIK and name, by NIK, by name, not at all."""
    member = _member_of(entry, held, set())
    if member is None:
        return 0
    values = held.members[member].state.values
    by_nik = bool(entry.person.get("nik")) and values.get("nik") == entry.person["nik"]
    by_name = name_key(str(values.get("name"))) == name_key(entry.person["name"] or "")
    return 2 * by_nik + by_name


def compare(family: Family, held: Held, kelompok_id: str | None, not_ours: Collection[str]) -> Change:
    """Return what the file's family brings; `kelompok_id` is the group it names, if any. Fields in
    `not_ours` are the office's to write."""
    home = _differing(family.home, held.home.state.values)
    home |= with_links(family, str(held.home.state.values.get("note") or ""))
    home = {name: value for name, value in home.items() if name not in not_ours}
    if kelompok_id and kelompok_id != held.home.state.values.get("kelompok_id"):
        home["kelompok_id"] = kelompok_id
    people: list[PersonChange] = []
    taken = set[str]()
    for entry in family.entries:
        member = _member_of(entry, held, taken)
        if member is None and held.chosen and not people:
            member = _pengurus_id(held)
        if member is None:
            people.append(PersonChange(None, entry, {}))
            continue
        taken.add(member)
        values = held.members[member].state.values
        differing = _differing(entry.person, values)
        was = str(values.get("nik") or "") if "nik" in differing else ""
        people.append(PersonChange(member, entry, differing, _other_name(entry, values), was=was))
    names_pengurus = _names_pengurus(family, held)
    pengurus = people[0].id
    if names_pengurus and pengurus and pengurus != held.home.state.values.get("pengurus_id"):
        home["pengurus_id"] = pengurus
    phones = [phone for phone in family.phones if phone not in held.phones]
    return Change(home, people, phones, names_pengurus)


def with_links(family: Family, note: str) -> dict[str, Json]:
    """Return the note with the links of a form's answer behind it; a known link changes nothing."""
    new = [link for link in family.entries[0].links if link not in note]
    return {"note": "\n".join([*([note] if note else []), *new])[:1000]} if new else {}


def _other_name(entry: Entry, held: Mapping[str, Json]) -> str:
    nik, ours, name = entry.person.get("nik"), entry.person["name"] or "", str(held.get("name") or "")
    if not nik or held.get("nik") != nik or ours == name:
        return ""
    return name if is_other_name(ours, name) else ""


def _names_pengurus(family: Family, held: Held) -> bool:
    """Say whether the file decides who the pengurus is: one that we only chose does not."""
    return not family.chosen or held.home.state.values.get("pengurus_id") not in held.members


def _member_of(entry: Entry, held: Held, taken: set[str]) -> str | None:
    """Return the member a row is about: by NIK, else by name."""
    nik = entry.person.get("nik")
    open_ones = {m: s.state.values for m, s in sorted(held.members.items()) if m not in taken}
    for member, values in open_ones.items():
        if nik and values.get("nik") == nik:
            return member
    if not entry.person["name"]:
        return next((m for m in open_ones if m == held.home.state.values.get("pengurus_id")), None)
    name = name_key(entry.person["name"])
    for member, values in open_ones.items():
        if name_key(str(values.get("name"))) == name:
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
    if value == text:
        return True
    if name == "name":
        return name_key(value) == name_key(text) or fold(value) == fold(text)
    if name in NUMBERS and value.isdigit() and text.isdigit():
        return int(value) == int(text)
    return name in WORDS and fold(value) == fold(text)


_BY_KK = f"SELECT h.no_kk, h.id FROM household h WHERE {SHOWN} AND h.no_kk IN {{}}"
_BY_NIK = (
    "SELECT m.nik, m.household_id FROM member m JOIN household h ON h.id = m.household_id "
    f"WHERE NOT m.deleted AND {SHOWN} AND m.nik IN {{}}"
)
_NAMED = (
    "SELECT h.id, m.name, h.desa_raw, h.no_kk IS NULL AND m.nik IS NULL FROM household h "
    f"JOIN member m ON m.id = h.pengurus_id WHERE {SHOWN} AND "
)
_MEMBERS = "SELECT id, household_id FROM member WHERE NOT deleted AND household_id IN {}"
# A number that somebody removed counts as known: a list must not bring it back.
PHONES = "SELECT household_id, number FROM phone WHERE household_id IN {}"
_HANDED_OVER = "SELECT row_id FROM handed_over WHERE table_name = 'household' AND row_id IN {}"
