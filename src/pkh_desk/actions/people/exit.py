"""Recording that a family has left the programme in a way that is no graduation, and taking that back."""

from datetime import date

from pkh_desk.actions.people.household import own_family
from pkh_desk.desk import Desk
from pkh_desk.domain.people.household import EXIT, check_exit
from pkh_desk.errors import InvalidInput


def record_exit(desk: Desk, household_id: str, status: str, on: date, reason: str) -> None:
    """Record that a family left `on` a day, with a status of EXIT and the reason.

    Raises InvalidInput, FamilyNotFound, HandedOver.
    """
    problems = check_exit(status, on, reason, desk.today())
    if problems:
        raise InvalidInput(problems)
    with desk.write(subject=("household", household_id)) as session:
        row = own_family(session, household_id)
        row.status, row.exit_on, row.exit_reason = status, on, reason.strip()[:300]


def clear_exit(desk: Desk, household_id: str) -> None:
    """Make a family that was recorded as gone active again. Raises FamilyNotFound, HandedOver."""
    with desk.write(subject=("household", household_id)) as session:
        row = own_family(session, household_id)
        if row.status in EXIT:
            row.status, row.exit_on, row.exit_reason = "aktif", None, ""
