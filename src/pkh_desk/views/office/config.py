"""The office's config documents as a person looks at them: each kind, its versions, who published them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.domain.office.config_changes import FieldChange, config_changes
from pkh_desk.domain.office.config_fields import check_config, known_part
from pkh_desk.domain.office.config_shapes import CONFIG_KINDS
from pkh_desk.domain.vocabulary import LETTER_KIND
from pkh_desk.store.log.states import mark, select_in
from pkh_desk.store.office import shipped_config

WORDING = "letter."
"""Before the kind of a letter: its wording is a document too."""
SHIPPED_BY = "bawaan program"
IN_FORCE, COMING, PAST, WITHDRAWN = "berlaku", "akan berlaku", "pernah berlaku", "ditarik"


@dataclass(frozen=True)
class ConfigVersion:
    """One published version. `since` is the day from which it counts, `at` when it was published.

    `by` is the clerk, empty on a laptop. `state`: berlaku, akan berlaku, pernah berlaku, ditarik.
    """

    id: str
    version: int
    since: date
    at: datetime
    by: str
    state: str


@dataclass(frozen=True)
class ConfigView:
    """A kind of document with its versions, the latest first; none: what the program ships is in force."""

    kind: str
    title: str
    about: str
    versions: Sequence[ConfigVersion]

    @property
    def now(self) -> ConfigVersion | None:
        """The version in force, None while it is the shipped one."""
        return next((each for each in self.versions if each.state == IN_FORCE), None)

    @property
    def coming(self) -> ConfigVersion | None:
        """The next one to come into force."""
        return next((each for each in reversed(self.versions) if each.state == COMING), None)


def config_kinds(desk: Desk) -> list[ConfigView]:
    """Return every kind this program knows, rules first, then the wordings of letters."""
    titles = {kind: (each.title, each.about) for kind, each in CONFIG_KINDS.items()}
    titles |= {
        WORDING + kind: (words, "Bunyi, butir, dan penanda tangan.") for kind, words in LETTER_KIND.items()
    }
    with desk.read() as session:
        found = _versions(desk, session.connection(), list(titles))
    return [ConfigView(kind, *words, found.get(kind, ())) for kind, words in titles.items()]


@dataclass(frozen=True)
class Published:
    """A document as Riwayat tells of it: what its kind is called, since when it counts, what it changed."""

    title: str
    changes: Sequence[FieldChange]


def published(connection: Connection, config_id: str) -> Published | None:
    """Return what a document changed when it was published; None if no such document came to be.

    Nothing of the body is told of a wording, nor of what this program does not know the shape of.
    """
    sql = f"SELECT kind, effective_from, version, body FROM config WHERE id = {mark(connection, 1)}"
    row = connection.exec_driver_sql(sql, (config_id,)).first()
    if row is None:
        return None
    kind, since, version, body = row
    known = CONFIG_KINDS.get(kind)
    title = known.title if known is not None else LETTER_KIND.get(kind.removeprefix(WORDING), kind)
    before = connection.exec_driver_sql(
        _BEFORE.replace("{}", mark(connection, 1)), (kind, since, version)
    ).first()
    was = say_date(date.fromisoformat(before[0])) if before else SHIPPED_BY
    told = [FieldChange("Berlaku sejak", was, say_date(date.fromisoformat(since)))]
    if known is not None:
        told += _differences(kind, before[1] if before else "{}", body)
    return Published(title, told)


def _differences(kind: str, before: str, after: str) -> Sequence[FieldChange]:
    old, new = (known_part(kind, shipped_config(kind) | json.loads(body)) for body in (before, after))
    readable = not check_config(kind, old) and not check_config(kind, new)
    return config_changes(kind, old, new) if readable else ()


_BEFORE = (
    "SELECT effective_from, body FROM config WHERE kind = {} AND effective_from <= {} AND version < {} "
    "AND NOT deleted ORDER BY effective_from DESC, version DESC LIMIT 1"
)


def _versions(desk: Desk, connection: Connection, kinds: Sequence[str]) -> dict[str, list[ConfigVersion]]:
    sql = (
        "SELECT c.kind, c.id, c.version, c.effective_from, c.base_at, c.deleted, p.name FROM config c "
        "LEFT JOIN txn t ON t.id = c.base_txn LEFT JOIN petugas p ON p.id = t.author WHERE c.kind IN {}"
    )
    rows = select_in(connection, sql, kinds)
    found: dict[str, list[ConfigVersion]] = {}
    for row in sorted(rows, key=lambda row: (row[3], row[2]), reverse=True):
        shown = found.setdefault(row[0], [])
        since, seen = date.fromisoformat(row[3]), {each.state for each in shown}
        state = COMING if since > desk.today() else PAST if IN_FORCE in seen else IN_FORCE
        state = WITHDRAWN if row[5] else state
        shown.append(ConfigVersion(row[1], row[2], since, desk.local(row[4]), row[6] or "", state))
    return found
