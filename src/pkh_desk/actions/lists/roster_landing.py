"""Where a list lands: what every layout's action has to be able to do."""

from typing import Protocol

from sqlmodel import Session

from pkh_desk.rosters.columns.lines import Roster
from pkh_desk.rosters.progress import Progress
from pkh_desk.store.log.bulk import BulkWriter


class Landing(Protocol):
    """One file's lists of one kind: first all of them are taken, then what they bring is landed.

    Made with `(desk, report, choices)`. Every data row is counted exactly once, in the report or, by the rows
    of `choices` that are left out, as skipped; what is found is reported as findings. `progress` may raise
    Cancelled wherever it is told.
    """

    def take(self, roster: Roster, progress: Progress) -> None:
        """Clean the rows of one list and keep what they bring."""

    def land(self, session: Session, bulk: BulkWriter | None, progress: Progress) -> None:
        """Compare with what is held, and write it if there is a writer; the same twice changes nothing."""
