"""The reasons of graduation: which may be chosen on a day, and the words of a code on the day of its case.

They are a config document, so the office adds and renames them; a code keeps its meaning for good.
"""

import json
from datetime import date

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.vocabulary import GRADUATION_REASON
from pkh_desk.store.office import config_on


class ReasonBook:
    """Every list of reasons ever published, read once; what one said that was taken back may be in a case."""

    def __init__(self, connection: Connection) -> None:
        rows = connection.exec_driver_sql(
            "SELECT effective_from, body, deleted FROM config WHERE kind = 'reasons' "
            "ORDER BY deleted, effective_from DESC, version DESC"
        )
        self._lists = [(date.fromisoformat(row[0]), _words(json.loads(row[1])), bool(row[2])) for row in rows]

    def words(self, code: str, day: date | None = None) -> str:
        """Return the words of a code on a day, else its latest ones, else what was stored."""
        listed = [(since, words) for since, words, taken_back in self._lists if not taken_back]
        then = [words for since, words in listed if day is None or since <= day][:1]
        ever = [words for _, words, _ in self._lists]
        return next((each[code] for each in (*then, GRADUATION_REASON, *ever) if code in each), code)


def reasons_on(desk: Desk, day: date) -> dict[str, str]:
    """Return the reasons that may be chosen on a day: code to words, in the office's order."""
    with desk.read() as session:
        return _words(config_on(session, "reasons", day))


def _words(body: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    return {each["code"]: each["words"] for each in body["reasons"]}
