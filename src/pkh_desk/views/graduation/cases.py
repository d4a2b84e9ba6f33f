"""Where families stand on the way to graduation: the stage of their latest case."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from pkh_desk.domain.graduation.case import PATH, STAGES, fold_stages
from pkh_desk.store.graduation.case import steps_of
from pkh_desk.store.log.states import select_in
from pkh_desk.views.graduation.reasons import ReasonBook
from pkh_desk.views.people.find import elders_of


@dataclass(frozen=True)
class CaseView:
    """A case and its stage (a code of STAGES, None before its first step).

    `reason` is a code, `reason_words` what it meant when the case was opened. `step` counts the bars that are
    filled of `PATH`: 0 before the first, 6 when done.
    """

    id: str
    kind: str
    reason: str
    reason_words: str
    reason_text: str
    opened_on: date
    stage: str | None

    @property
    def words(self) -> str:
        """The stage as a person reads it."""
        return STAGES[self.stage] if self.stage else ""

    @property
    def step(self) -> int:
        """How many steps of the path are taken."""
        return PATH.index(self.stage) + 1 if self.stage in PATH else 0


def cases_of(connection: Connection, homes: Collection[str]) -> dict[str, CaseView]:
    """Return the latest case of each of these households that has one; a merged one's is its elder's."""
    sql = (
        "SELECT household_id, id, kind, reason, reason_text, opened_on FROM graduation_case "
        "WHERE NOT deleted AND household_id IN {}"
    )
    stands = elders_of(connection, homes)
    rows = sorted(select_in(connection, sql, stands), key=lambda row: row[1])
    latest = {stands[row[0]]: row for row in rows}
    steps = steps_of(connection, [row[1] for row in latest.values()])
    book, found = ReasonBook(connection), {}
    for home, (_, case_id, kind, reason, text, opened) in latest.items():
        on, stage = date.fromisoformat(opened), fold_stages(steps[case_id]).stage
        found[home] = CaseView(case_id, kind, reason, book.words(reason, on), text, on, stage)
    return found
