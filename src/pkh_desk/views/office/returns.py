"""What the office chooses from when it sends a record back."""

from pkh_desk.desk import Desk
from pkh_desk.store.office import config_on


def return_reasons(desk: Desk) -> tuple[str, ...]:
    """Return the reasons that are in force today, in the office's order."""
    with desk.read() as session:
        return tuple(config_on(session, "returns", desk.today())["returns"])
