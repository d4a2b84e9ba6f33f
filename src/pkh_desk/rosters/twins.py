"""Families of a list that may be held already under another spelling: probable duplicates, never linked.

Only pengurus of the same desa are compared, so that a district's roster stays quick.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from pkh_desk.domain.text import fold_name
from pkh_desk.rosters.alike import Likeness, Somebody, suggestions
from pkh_desk.rosters.gather import Family
from pkh_desk.rosters.people import Person

PROBABLE = 88
NEAR = 80
MOST = 3


@dataclass
class _Desa:
    """The pengurus of one desa: by their name without spaces, and by its first word and sorted words."""

    names: dict[str, list[Person]] = field(default_factory=dict)
    words: dict[str, list[Person]] = field(default_factory=dict)


class LikelyTwins:
    """Knows the pengurus that are held, by desa."""

    def __init__(self, pengurus: Collection[Person]) -> None:
        self._desa: dict[str, _Desa] = {}
        for person in pengurus:
            name = fold_name(person.name)
            if person.desa_code and name:
                desa = self._desa.setdefault(person.desa_code, _Desa())
                desa.names.setdefault(name.replace(" ", ""), []).append(person)
                for key in _keys(name):
                    desa.words.setdefault(key, []).append(person)

    def of(self, family: Family) -> list[tuple[Person, Likeness]]:
        """Return the held pengurus who are probably the family's, the likeliest first."""
        code, first = family.home.get("desa_code") or "", family.entries[0]
        desa = self._desa.get(code)
        name = fold_name(first.person["name"] or "") if desa else ""
        if desa is None or not name:
            return []
        from rapidfuzz import fuzz, process

        wanted = name.replace(" ", "")
        near = process.extract(wanted, list(desa.names), scorer=fuzz.ratio, score_cutoff=NEAR, limit=2 * MOST)
        found = [person for key, _, _ in near for person in desa.names[key]]
        others = (person for key in _keys(name) for person in desa.words.get(key, ()))
        found += [person for person in others if person not in found]
        nik = first.person.get("nik") or first.person.get("nik_raw") or ""
        somebody = Somebody(first.person["name"] or "", desa_code=code, nik=nik)
        return [one for one in suggestions(somebody, found) if one[1].score >= PROBABLE][:MOST]


def _keys(name: str) -> set[str]:
    words = name.split()
    return {words[0], " ".join(sorted(words))}
