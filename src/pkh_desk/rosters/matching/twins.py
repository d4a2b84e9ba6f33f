"""Families of a list that may be held already under another spelling: probable duplicates, never linked.

Where both desa are known only pengurus of the same desa are compared. Where one is not, those are who share a
name in any order of its words, or a birth date in their NIK: a district's roster stays quick either way.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from pkh_desk.domain.text import fold_name, name_key
from pkh_desk.rosters.matching.alike import BORN, Likeness, Somebody, suggestions
from pkh_desk.rosters.matching.gather import Family
from pkh_desk.rosters.matching.people import Person

PROBABLE = 88
NEAR = 80
MOST = 3
CROWD = 50
"""A name or a birth date that more people share tells nobody."""


@dataclass
class _Desa:
    """The pengurus of one desa: by their name without spaces, and by its first word and sorted words."""

    names: dict[str, list[Person]] = field(default_factory=dict)
    words: dict[str, list[Person]] = field(default_factory=dict)


class LikelyTwins:
    """Knows the pengurus that are held: by desa, and by what is known of them without one."""

    def __init__(self, pengurus: Collection[Person]) -> None:
        self._pengurus = pengurus
        self._desa: dict[str, _Desa] = {}
        for person in pengurus:
            name = fold_name(person.name)
            if person.desa_code and name:
                desa = self._desa.setdefault(person.desa_code, _Desa())
                desa.names.setdefault(name.replace(" ", ""), []).append(person)
                for key in _keys(name):
                    desa.words.setdefault(key, []).append(person)
        self._placeless = _by_traits(person for person in pengurus if not person.desa_code)

    def of(self, family: Family, known: str = "") -> list[tuple[Person, Likeness]]:
        """Return the held pengurus who are probably the family's, the likeliest first; not that of the held
        family `known`, which it is."""
        if not self._pengurus:
            return []
        person, home = family.entries[0].person, family.home
        nik = person.get("nik") or person.get("nik_raw") or ""
        place = home.get("kecamatan_raw") or "", home.get("desa_code")
        return self.like(Somebody(person["name"] or "", *place, nik), known)

    def like(self, somebody: Somebody, known: str = "") -> list[tuple[Person, Likeness]]:
        """Return the held pengurus who are probably somebody, the likeliest first; not that of `known`."""
        code = somebody.desa_code
        if not fold_name(somebody.name):
            return []
        found = _probable(somebody, self._near(somebody.name, code), known) if code else []
        loose = _probable(somebody, _sharing(self._placeless if code else self._everybody, somebody), known)
        # Nothing tells so many apart: which of them is meant, a list of three would only pretend to know.
        if len(loose) <= MOST or loose[0][1].score > loose[MOST][1].score:
            found += loose
        return sorted(found, key=lambda one: -one[1].score)[:MOST]

    def _near(self, name: str, code: str) -> list[Person]:
        """Return the pengurus of a desa whose name is near this one."""
        desa = self._desa.get(code)
        if desa is None:
            return []
        from rapidfuzz import fuzz, process

        wanted = name_key(name)
        near = process.extract(wanted, list(desa.names), scorer=fuzz.ratio, score_cutoff=NEAR, limit=2 * MOST)
        found = [person for key, _, _ in near for person in desa.names[key]]
        others = (person for key in _keys(fold_name(name)) for person in desa.words.get(key, ()))
        return found + [person for person in others if person not in found]

    @cached_property
    def _everybody(self) -> dict[str, list[Person]]:
        return _by_traits(self._pengurus)


def _probable(somebody: Somebody, people: list[Person], known: str) -> list[tuple[Person, Likeness]]:
    others = [person for person in people if person.household_id != known]
    return [one for one in suggestions(somebody, others) if one[1].score >= PROBABLE]


def _by_traits(people: Iterable[Person]) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    for person in people:
        for trait in _traits(person.name, person.nik or ""):
            found.setdefault(trait, []).append(person)
    return found


def _sharing(known: dict[str, list[Person]], somebody: Somebody) -> list[Person]:
    """Return those who share a trait with somebody, except one that a crowd shares."""
    shared = (known.get(trait, []) for trait in _traits(somebody.name, somebody.nik))
    people = {person.member_id: person for one in shared if len(one) <= CROWD for person in one}
    return list(people.values())


def _traits(name: str, nik: str) -> set[str]:
    words = fold_name(name).split()
    return {"".join(words), " ".join(sorted(words)), nik[BORN] if nik.isdigit() else ""} - {""}


def _keys(name: str) -> set[str]:
    words = name.split()
    return {words[0], " ".join(sorted(words))}
