"""Held people for the rows of lists that are not about families: by number, or as a suggestion by name.

A number finds a person; a name alone never does: it gives suggestions for somebody to choose from.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.domain.text import fold_name, name_key
from pkh_desk.rosters.matching.match import SHOWN
from pkh_desk.store.log.states import select_in
from pkh_desk.store.wilayah import wilayah

ALIKE = 86.0
SUGGESTIONS = 3
SHORTEST = 4
MOST_ASKED = 300


@dataclass(frozen=True, slots=True)
class Person:
    """A held person; `is_pengurus` of the family, which `handed_over` says may only be read."""

    member_id: str
    household_id: str
    name: str
    nik: str | None
    no_kk: str | None
    desa_code: str | None
    is_pengurus: bool
    handed_over: bool

    @property
    def words(self) -> str:
        """The person as a suggestion is shown: name and place."""
        place = wilayah().full_name(self.desa_code) if self.desa_code else ""
        return f"{self.name}, {place}" if place else self.name


class People:
    """Looks people up in the desk's rows; the names are read once, when they are first needed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._named: dict[str, list[Person]] | None = None
        self._asked = 0

    def by_nik(self, niks: Collection[str]) -> dict[str, list[Person]]:
        """Return the people with each NIK, pengurus first."""
        found: dict[str, list[Person]] = {}
        for person in self._read(f"{_PEOPLE} AND m.nik IN {{}} ORDER BY m.id", niks):
            found.setdefault(person.nik or "", []).append(person)
        return {nik: sorted(people, key=lambda p: not p.is_pengurus) for nik, people in found.items()}

    def by_kk(self, kks: Collection[str]) -> dict[str, list[Person]]:
        """Return the people of the families with each No KK, pengurus first."""
        found: dict[str, list[Person]] = {}
        for person in self._read(f"{_PEOPLE} AND h.no_kk IN {{}} ORDER BY m.id", kks):
            found.setdefault(person.no_kk or "", []).append(person)
        return {kk: sorted(people, key=lambda p: not p.is_pengurus) for kk, people in found.items()}

    def by_id(self, ids: Collection[str]) -> dict[str, Person]:
        """Return the people with these ids, as they come back as answers."""
        return {person.member_id: person for person in self._read(f"{_PEOPLE} AND m.id IN {{}}", ids)}

    def of_homes(self, homes: Collection[str]) -> list[Person]:
        """Return the people of these families."""
        return self._read(f"{_PEOPLE} AND m.household_id IN {{}} ORDER BY m.id", homes)

    def pengurus(self) -> list[Person]:
        """Return every pengurus."""
        return [person for people in self._pengurus().values() for person in people]

    def alike(self, name: str, kecamatan: str = "") -> list[Person]:
        """Return the pengurus whose name is most like this one, best first; inside a kecamatan if it is told.

        Spaces, titles and apostrophes do not count; the same name leaves no other one in question. A name of
        one word is like a longer one that it begins.
        In a file of many strangers only the first are looked for so thoroughly.
        """
        wanted = name_key(name)
        if not wanted:
            return []
        named = self._pengurus()
        code = wilayah().kecamatan(kecamatan).code if kecamatan else None
        scores = {wanted: 100.0} if wanted in named else {}
        if not scores and self._asked < MOST_ASKED:
            self._asked += 1
            scores = self._near(wanted, named)
        listed = [
            (-score, person.member_id, person)
            for key, score in scores.items()
            for person in named[key]
            if code is None or not person.desa_code or kecamatan_of(person.desa_code) == code
        ]
        return [person for _, _, person in sorted(listed, key=lambda one: one[:2])][:SUGGESTIONS]

    @staticmethod
    def _near(wanted: str, named: dict[str, list[Person]]) -> dict[str, float]:
        """Return the names like this one with how like they are, in percent."""
        from rapidfuzz import fuzz, process

        begun = {k: ALIKE for k, people in named.items() if fold_name(people[0].name).split(" ")[0] == wanted}
        if len(wanted) < SHORTEST:
            return begun
        near = process.extract(wanted, list(named), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=20)
        return begun | {key: score for key, score, _ in near}

    def _pengurus(self) -> dict[str, list[Person]]:
        """Return every pengurus by the folded name without spaces."""
        if self._named is None:
            self._named = {}
            for row in self._connection.exec_driver_sql(f"{_PEOPLE} AND m.id = h.pengurus_id"):
                person = _person(row)
                key = name_key(person.name)
                self._named.setdefault(key, []).append(person)
        return self._named

    def _read(self, sql: str, keys: Collection[str]) -> list[Person]:
        return [_person(row) for row in select_in(self._connection, sql, keys)]


def _person(row: Sequence[Any]) -> Person:
    member, home, name, nik, no_kk, desa, pengurus, handed_over = row
    return Person(member, home, name, nik, no_kk, desa, bool(pengurus), bool(handed_over))


_PEOPLE = (
    "SELECT m.id, m.household_id, m.name, m.nik, h.no_kk, h.desa_code, m.id = h.pengurus_id, "
    "EXISTS (SELECT 1 FROM handed_over o WHERE o.table_name = 'household' AND o.row_id = h.id) "
    f"FROM member m JOIN household h ON h.id = m.household_id WHERE NOT m.deleted AND {SHOWN}"
)
