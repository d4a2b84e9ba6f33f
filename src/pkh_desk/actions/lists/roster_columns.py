"""Columns that a person read otherwise than the program guessed, kept for the next list of that form."""

from collections.abc import Mapping

from pkh_desk.desk import Desk
from pkh_desk.rosters.columns.lines import Corrections
from pkh_desk.store.local import get_setting, put_setting

KEY = "roster_columns"
MOST = 100
"""Forms that are remembered; the oldest are forgotten first."""


def remembered_columns(desk: Desk) -> dict[str, Mapping[int, str]]:
    """Return what was remembered: fingerprint of a header -> index of a column -> its field."""
    with desk.read() as session:
        kept = get_setting(session, KEY, {})
    return {form: {int(at): name for at, name in columns.items()} for form, columns in kept.items()}


def remember_columns(desk: Desk, columns: Corrections) -> None:
    """Remember what a person decided; a form with nothing decided is forgotten."""
    if not columns:
        return
    with desk.keep() as session:
        kept = get_setting(session, KEY, {})
        for form, told in columns.items():
            kept.pop(form, None)
            if told:
                kept[form] = {str(at): name for at, name in told.items()}
        put_setting(session, KEY, dict(list(kept.items())[-MOST:]))
