"""The office's inbox as a list: what arrived, what became of it, what in it waits for a person."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection
from sqlmodel import Session

from pkh_desk.desk import Desk
from pkh_desk.domain.people.places import kecamatan_of
from pkh_desk.domain.text import fold
from pkh_desk.store.exchange import Bundle
from pkh_desk.store.local import get_setting
from pkh_desk.store.log.states import mark
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.exchange.gaps import Gap, gaps_of
from pkh_desk.views.exchange.laptops import desa_served
from pkh_desk.views.office.decision import decision_rows

OPEN = "keputusan"
STATES = {
    OPEN: "Perlu keputusan",
    "baru": "Baru",
    "menunggu": "Menunggu persetujuan",
    "karantina": "Karantina",
    "diterapkan": "Selesai",
    "ditolak": "Ditolak",
}
"""A file that was applied is `keputusan` while something in it waits for a person."""
MOST = 500
"""Older files are asked for by nobody; the counts are of all."""
Asked = dict[tuple[str, int], tuple[int, ...]]
"""The open questions by laptop and number of a file."""


@dataclass(frozen=True)
class Sender:
    """A laptop: the kecamatan it was invited for, and the folded words by which its files are found."""

    name: str = ""
    state: str = ""
    kecamatan: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class InboxFile:
    """One file; `at`: when it arrived (ms UTC), `records`: catatan in it, `reason`: why it was refused.

    `questions` are the ids of its open questions; `gap`, where it is the latest of a laptop and builds on
    what never came. `part` of `parts` numbers the files of one sending. `may_go`: out of quarantine, if a
    person says so.
    """

    key: str
    sequence: int
    records: int
    size: int
    at: int
    name: str
    part: int = 1
    parts: int = 1
    state: str = "ditolak"
    sender: str = ""
    kecamatan: tuple[str, ...] = ()
    questions: tuple[int, ...] = ()
    gap: Gap | None = None
    reason: str = ""
    may_go: bool = False


@dataclass(frozen=True)
class Inbox:
    """The files of one state, the latest first, and how many there are of each, whatever the filter."""

    files: tuple[InboxFile, ...]
    counts: dict[str, int] = field(default_factory=dict)


def inbox(desk: Desk, state: str, text: str = "") -> Inbox:
    """Return the files in this state (a key of STATES) whose sender, desa, kecamatan or name has all words of
    `text`."""
    asked, words = _asked(desk), fold(text).split()
    with desk.read() as session:
        connection = session.connection()
        refused = _refused(session)
        counts = dict.fromkeys(STATES, 0) | dict(map(tuple, connection.exec_driver_sql(_COUNTS).fetchall()))
        applied = connection.exec_driver_sql(_APPLIED).fetchall()
        counts[OPEN] = sum((desk_id, sequence) in asked for desk_id, sequence in applied)
        counts["diterapkan"] -= counts[OPEN]
        counts["ditolak"] = len(refused)
        if state == "ditolak":
            found = [file for file in refused if _has(fold(file.name), words)]
        else:
            found = _files(connection, state, asked, words)
    return Inbox(tuple(found[:MOST]), {key: counts[key] for key in STATES})


def state_of(desk: Desk, sha256: str) -> str:
    """Return under which key of STATES a file that arrived is listed, "" if it never did."""
    with desk.read() as session:
        row = session.get(Bundle, sha256)
    if row is None or row.state not in STATES:
        return ""
    asked = row.state == "diterapkan" and row.part == 1 and (row.desk_id, row.sequence) in _asked(desk)
    return OPEN if asked else row.state


def _asked(desk: Desk) -> Asked:
    """Return the open questions of each file."""
    found: Asked = {}
    for row in decision_rows(desk):
        if row.file and not row.returned:
            key = row.file.desk_id, row.file.sequence
            found[key] = (*found.get(key, ()), row.id)
    return found


def _files(connection: Connection, state: str, asked: Asked, words: list[str]) -> list[InboxFile]:
    senders, gaps = _senders(connection), gaps_of(connection)
    applied, found = state in (OPEN, "diterapkan"), []
    rows = connection.exec_driver_sql(
        _FILES.format(mark(connection, 1)), ("diterapkan" if applied else state,)
    ).fetchall()
    for desk_id, *facts in rows:
        file = InboxFile(*facts)
        sender, gap = senders.get(desk_id, Sender()), gaps.get(desk_id)
        first = file.part == 1
        questions = asked.get((desk_id, file.sequence), ()) if applied and first else ()
        if applied and bool(questions) != (state == OPEN):
            continue
        if not words or _has(f"{sender.words} {fold(file.name)}", words):
            found.append(
                replace(
                    file,
                    state=state,
                    sender=sender.name,
                    kecamatan=sender.kecamatan,
                    questions=questions,
                    may_go=state == "karantina" and sender.state == "dicabut",
                    gap=gap if gap and first and gap.sequence == file.sequence else None,
                )
            )
    return found


def _senders(connection: Connection) -> dict[str, Sender]:
    """Return who the laptops are, by desk id."""
    places = wilayah()
    found = {}
    served = desa_served(connection)
    rows = connection.exec_driver_sql("SELECT id, name, state, code FROM desk").fetchall()
    for desk_id, name, state, code in rows:
        desa = served[desk_id]
        names = dict.fromkeys(places.name_of(kecamatan_of(each)) for each in desa)
        said = " ".join((name, code, *(places.name_of(each) for each in desa), *names))
        found[desk_id] = Sender(name, state, tuple(filter(None, names)), fold(said))
    return found


def _refused(session: Session) -> list[InboxFile]:
    rows = reversed(get_setting(session, "inbox_refused", []))
    return [InboxFile(f"ditolak/{at}/{name}", 0, 0, 0, at, name, reason=reason) for name, reason, at in rows]


def _has(said: str, words: Iterable[str]) -> bool:
    return all(word in said for word in words)


_COUNTS = "SELECT state, count(*) FROM bundle WHERE direction = 'up' GROUP BY state"
_APPLIED = "SELECT desk_id, sequence FROM bundle WHERE direction = 'up' AND state = 'diterapkan' AND part = 1"
_FILES = (
    "SELECT desk_id, sha256, sequence, records, size, at, name, part, parts FROM bundle "
    "WHERE direction = 'up' AND state = {} ORDER BY at DESC, sequence DESC, part"
)
