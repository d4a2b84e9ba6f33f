"""The roll-call of laptops: who has not sent, which files never arrived, what waits, and what each told.

A laptop is silent when no file of it arrived for as many days as the office's limits say (`silent_days`). A
file that never arrived is a number to ask about, no loss: what it held comes again with the next one. Of a
sending in several files the first one counts, which holds the catatan; whether the photos of the others came
is told by the photos themselves.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice, pairwise
from typing import Any

from sqlalchemy import Connection

from pkh_desk.desk import Desk
from pkh_desk.domain.text import dots
from pkh_desk.store.log.states import select_in
from pkh_desk.store.office import config_on
from pkh_desk.views.exchange.inbox import open_questions
from pkh_desk.views.exchange.laptops import families_of
from pkh_desk.views.lists.sheet import DAY, SheetColumn
from pkh_desk.views.office.report import Report, counted, listed

DAY_MS = 86_400_000
MOST_MISSING = 500
TITLE, SILENT_TITLE = "Presensi laptop pendamping", "Pendamping yang belum mengirim"


@dataclass(frozen=True)
class RollCallRow:
    """A trusted laptop. `sent_on` is the day its last file arrived and `days` how long ago that is;
    `sequence` the highest number that arrived, `missing` those below it that never did. `photos` of what it
    wrote are not at the office, scans among them.

    `waiting` of its files and questions are open at the office, the oldest since `waits_since`; `backup_on`
    and `app` are what its last file told ("" and None: nothing).
    """

    desk_id: str
    code: str
    name: str
    phone: str
    families: int
    sent_on: date | None
    days: int
    silent: bool
    sequence: int
    missing: tuple[int, ...]
    photos: int
    waiting: int
    waits_since: date | None
    backup_on: date | None
    app: str


@dataclass(frozen=True)
class RollCall:
    """All laptops, those that are silent longest first; `limit` in days."""

    rows: tuple[RollCallRow, ...]
    limit: int

    @property
    def silent(self) -> tuple[RollCallRow, ...]:
        """Those that did not send for longer than the limit."""
        return tuple(row for row in self.rows if row.silent)


@dataclass
class _Files:
    """What arrived of one laptop: the numbers of all files, and of those that hold catatan; `told` is
    (made_at, app, backup_at) of its latest file."""

    at: int = 0
    numbers: set[int] = field(default_factory=set)
    first: set[int] = field(default_factory=set)
    told: tuple[int, str, int | None] = (-1, "", None)


def roll_call(desk: Desk) -> RollCall:
    """Call the roll; the number of SELECTs does not depend on what is recorded."""
    with desk.read() as session:
        connection = session.connection()
        limit = int(config_on(session, "limits", desk.today())["silent_days"])
        files, waits = _files(connection), _waits(connection)
        families = families_of(connection)
        rows = connection.exec_driver_sql(_LAPTOPS).fetchall()
        photos = _photos(desk, connection)
    found = []
    for desk_id, code, name, petugas, phone, seen in rows:
        mine, since = files.get(desk_id, _Files()), waits.get(desk_id, [])
        at = mine.at or seen or 0
        _, app, backup = mine.told
        days = (desk.now() - at) // DAY_MS
        found.append(
            RollCallRow(
                desk_id=desk_id,
                code=code,
                name=name,
                phone=phone or "",
                families=families.get(petugas or "", 0),
                sent_on=_day(desk, at),
                days=days,
                silent=desk.now() - at > limit * DAY_MS,
                sequence=max(mine.numbers, default=0),
                missing=holes(mine.first, mine.numbers),
                photos=photos[desk_id],
                waiting=len(since),
                waits_since=_day(desk, min(since, default=0)),
                backup_on=_day(desk, backup or 0),
                app=app,
            )
        )
    return RollCall(tuple(sorted(found, key=lambda row: (-row.days, row.name.casefold()))), limit)


def roll_call_report(call: RollCall, only_silent: bool) -> Report[RollCallRow]:
    """Return the roll-call as a list to chase; it holds no number of a family."""
    rows = call.silent if only_silent else call.rows
    about = f"lebih dari {call.limit} hari" if only_silent else f"{len(rows)} laptop aktif"
    return Report(
        SILENT_TITLE if only_silent else TITLE,
        about,
        listed("presensi-laptop", "laptop", _COLUMNS, rows),
        rows,
        (("Belum mengirim", dots(len(call.silent))), ("Laptop aktif", dots(len(call.rows)))),
    )


def holes(numbers: Collection[int], told: Collection[int] = ()) -> tuple[int, ...]:
    """Return the numbers that are missing between the lowest and the highest of these and those `told`
    otherwise; a new desk goes on where its old one was.

    The latest MOST_MISSING of them: a number is what its sender says.
    """
    known = {*numbers, *told}
    if not known:
        return ()
    ends = sorted({min(known) - 1, *numbers, max(known) + 1}, reverse=True)
    between = chain.from_iterable(range(above - 1, below, -1) for above, below in pairwise(ends))
    return tuple(sorted(islice(between, MOST_MISSING)))


def say_numbers(numbers: Iterable[int]) -> str:
    """Say numbers in order, runs of them short: 3, 5-7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _files(connection: Connection) -> dict[str, _Files]:
    found: dict[str, _Files] = defaultdict(_Files)
    for desk_id, sequence, part, at, made_at, app, backup_at in connection.exec_driver_sql(_FILES):
        mine = found[desk_id]
        mine.at = max(mine.at, at)
        mine.numbers.add(sequence)
        if part == 1:
            mine.first.add(sequence)
        # By a clock that ran ahead it was made after it came, and would be the latest for ever.
        mine.told = max(mine.told, (min(made_at, at), app, backup_at), key=lambda told: told[0])
    return found


def _photos(desk: Desk, connection: Connection) -> Counter[str]:
    """Count by laptop the photos and scans that its rows name and that are not here; those of a laptop that
    is no longer trusted count for the others of its pendamping, which may hold them."""
    trusted: dict[str, set[str]] = defaultdict(set)
    for desk_id, petugas in connection.exec_driver_sql(_TRUSTED):
        trusted[petugas].add(desk_id)
    rows = connection.exec_driver_sql(_PHOTOS).fetchall()
    missing = desk.blobs.missing({row[0] for row in rows})
    found: Counter[str] = Counter()
    for sha256, desk_id, petugas in rows:
        if sha256 in missing:
            found.update({desk_id} if desk_id in trusted[petugas] else trusted[petugas])
    return found


def _waits(connection: Connection) -> dict[str, list[int]]:
    """Return since when each file and question of each laptop waits (ms UTC)."""
    found: dict[str, list[int]] = defaultdict(list)
    for desk_id, at in connection.exec_driver_sql(_WAITING):
        found[desk_id].append(at)
    open_ones = set(open_questions(connection))
    questions = [row for row in connection.exec_driver_sql(_QUESTIONS).fetchall() if row[0] in open_ones]
    named = {txn for row in questions for txn in json.loads(row[2])}
    authors: dict[str, Any] = dict(map(tuple, select_in(connection, _AUTHORS, named)))
    for _row_id, opened_at, txns in questions:
        for desk_id in {authors[txn] for txn in json.loads(txns) if txn in authors}:
            found[desk_id].append(opened_at)
    return found


def _day(desk: Desk, at: int) -> date | None:
    return desk.local(at).date() if at else None


_COLUMNS: tuple[SheetColumn[RollCallRow], ...] = (
    SheetColumn("Pendamping", lambda row: row.name, width=26),
    SheetColumn("Kode laptop", lambda row: row.code, width=8),
    SheetColumn("Telepon", lambda row: row.phone, width=16),
    counted("Keluarga", lambda row: row.families, 9),
    SheetColumn("Kiriman terakhir", lambda row: row.sent_on, DAY, 12),
    counted("Hari", lambda row: row.days, 6),
    counted("Kiriman ke-", lambda row: row.sequence or None, 8),
    SheetColumn("Tidak sampai", lambda row: say_numbers(row.missing), width=14),
    counted("Foto belum sampai", lambda row: row.photos or None, 9),
    counted("Menunggu di kantor", lambda row: row.waiting, 10),
    SheetColumn("Sejak", lambda row: row.waits_since, DAY, 11),
    SheetColumn("Cadangan terakhir", lambda row: row.backup_on, DAY, 12),
    SheetColumn("Versi program", lambda row: row.app, width=10),
)
_LAPTOPS = (
    "SELECT d.id, d.code, d.name, d.petugas_id, p.phone, coalesce(d.last_seen_at, d.approved_at) FROM desk d "
    "LEFT JOIN petugas p ON p.id = d.petugas_id WHERE d.state = 'aktif'"
)
_TRUSTED = "SELECT id, petugas_id FROM desk WHERE state = 'aktif'"
_PHOTOS = (
    "SELECT DISTINCT f.sha256, d.id, d.petugas_id FROM file f JOIN txn t ON t.id = f.base_txn "
    "JOIN stream s ON s.id = t.stream JOIN desk d ON d.id = s.desk_id WHERE NOT f.deleted"
)
_FILES = "SELECT desk_id, sequence, part, at, made_at, app, backup_at FROM bundle WHERE direction = 'up'"
_WAITING = (
    "SELECT desk_id, at FROM bundle WHERE direction = 'up' AND state IN ('baru', 'menunggu', 'karantina')"
)
_QUESTIONS = "SELECT id, opened_at, txns FROM conflict"
_AUTHORS = (
    "SELECT t.id, d.id FROM txn t "
    "LEFT JOIN alias a ON a.from_id = t.author AND a.kind = 'petugas' AND a.active AND NOT a.deleted "
    "JOIN desk d ON d.petugas_id = coalesce(a.to_id, t.author) WHERE d.state = 'aktif' AND t.id IN {}"
)
