"""The groups that a roster names: those that are held and new ones, joined however the name is written."""

from functools import lru_cache

from sqlmodel import Session, select

from pkh_desk.desk import Desk
from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.domain.text import fold
from pkh_desk.rosters.matching.gather import Family
from pkh_desk.store.log.bulk import BulkWriter
from pkh_desk.store.log.values import Json
from pkh_desk.store.people.petugas import Kelompok

Key = tuple[str, str]
"""(folded name, kecamatan): MELATI 1 of Ciomas is not MELATI 1 of Anyar."""


class RosterGroups:
    """Finds the group of each family; new groups and chairs are written at the end."""

    def __init__(self, desk: Desk, session: Session) -> None:
        self._desk = desk
        self._ids: dict[Key, str] = {}
        self._names: dict[str, str] = {}
        self._new: dict[str, dict[str, Json]] = {}
        for row in session.exec(select(Kelompok).order_by(Kelompok.id)):
            if not row.deleted:
                self._ids.setdefault(_key(row.name, row.desa_code), row.id)
                self._names[row.id] = row.name

    def of(self, family: Family) -> str | None:
        """Return the id of the family's group, a new one if it is not held yet; None if it has none."""
        if not family.group:
            return None
        key = _key(family.group, family.home.get("desa_code"))
        known = self._ids.get(key) or self._ids.get((key[0], ""))
        return known or self._begin(key, family)

    def name_of(self, group: str | None) -> str:
        """Return the name of a group, "" for none."""
        return self._names.get(group or "", "")

    def set_chair(self, group: str | None, household: str) -> None:
        """Remember who chairs a new group."""
        if group in self._new:
            self._new[group]["ketua_id"] = household

    def write(self, bulk: BulkWriter) -> None:
        """Write the new groups."""
        for group, values in self._new.items():
            bulk.insert("kelompok", group, values)
            bulk.seal(("kelompok", group))

    def _begin(self, key: Key, family: Family) -> str:
        group = self._ids[key] = self._desk.new_id()
        self._names[group] = family.group[:80]
        self._new[group] = {
            "name": family.group[:80],
            "desa_code": family.home.get("desa_code"),
            "pendamping_id": None if self._desk.is_office else self._desk.identity.petugas_id,
        }
        return group


@lru_cache(maxsize=4096)
def _key(name: str, desa_code: str | None) -> Key:
    return fold(name), kecamatan_of(desa_code) if desa_code else ""
