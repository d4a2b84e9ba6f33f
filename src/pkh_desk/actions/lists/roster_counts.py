"""The components that a roster only counts: compared with the counts that are held, and written."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlmodel import Session

from pkh_desk.domain.uuid7 import derived_id
from pkh_desk.domain.vocabulary import KOMPONEN
from pkh_desk.rosters.lists.counts import SOURCE
from pkh_desk.store.log.bulk import BulkWriter
from pkh_desk.store.log.states import Stored, load_rows
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.values import Json
from pkh_desk.store.office import config_on

Counts = Mapping[str, int]
"""Komponen -> how many people."""


class HeldCounts:
    """The counts that are held of the families of one chunk of a file."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: dict[str, Stored] = {}

    def load(self, homes: Collection[str]) -> None:
        """Read the counts of these families."""
        ids = [_id(home, komponen) for home in homes for komponen in KOMPONEN]
        self._rows = load_rows(self._session.connection(), nouns()["component_count"], ids)

    def differing(self, home: str, counts: Counts) -> Counts:
        """Return the counts of a family that say something else than what is held."""
        return {
            komponen: people for komponen, people in counts.items() if people != self._held(home, komponen)
        }

    def write(self, bulk: BulkWriter, home: str, counts: Counts) -> None:
        """Write counts that differ."""
        for komponen, people in counts.items():
            row_id = _id(home, komponen)
            stored = self._rows.get(row_id)
            if stored is not None:
                bulk.edit("component_count", row_id, stored, {"people": people, "deleted": False})
            else:
                values: dict[str, Json] = {
                    "household_id": home,
                    "komponen": komponen,
                    "people": people,
                    "source": SOURCE,
                }
                bulk.insert("component_count", row_id, values)

    def _held(self, home: str, komponen: str) -> int:
        stored = self._rows.get(_id(home, komponen))
        values = stored.state.values if stored else {"deleted": True}
        return 0 if values["deleted"] else int(str(values["people"]))


def most_components(session: Session, day: date) -> int:
    """Return how many components of one family are paid for, 0 where no limit is known."""
    return int(config_on(session, "limits", day).get("most_components", 0))


def _id(home: str, komponen: str) -> str:
    return derived_id("component_count", home, komponen, SOURCE)
