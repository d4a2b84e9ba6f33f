"""Sending as a person sees it: what will go, what became of each file that was made, and of each catatan."""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection
from sqlmodel import Session, select

from pkh_desk.desk import Desk
from pkh_desk.domain.vocabulary import FATE
from pkh_desk.errors import RecordNotFound
from pkh_desk.store.exchange import Bundle
from pkh_desk.store.local import get_setting
from pkh_desk.store.log.states import mark, select_in
from pkh_desk.store.office import config_on
from pkh_desk.sync.bundle.outgoing import LACKS, UNSENT, count_unsent, unsent_files
from pkh_desk.views.upkeep.field_words import say_reason
from pkh_desk.views.upkeep.status import BACK, NEWEST, WORST_FIRST

MADE, HANDED_OVER, ARRIVED, ANSWERED = 1, 2, 3, 4
SHOWN_FILES, SHOWN_RECORDS = 50, 300
# A sealed file holds the bodies compressed, with what any file needs around them.
SHARE, AROUND = 0.4, 4_000


@dataclass(frozen=True)
class ToSend:
    """What would go now. Instants in ms UTC, `size` a guess in bytes; `office` None: no office yet.

    `kinds` counts the catatan by kind of record; `since` is the oldest of them; `answered_at` when the last
    answer was used. `photos` go along; files of more than `limit` bytes are split on wish.
    """

    office: str | None
    approved: bool
    kinds: dict[str, int]
    since: int | None
    size: int
    answered_at: int | None
    photos: int
    limit: int

    @property
    def records(self) -> int:
        """How many catatan would go."""
        return sum(self.kinds.values())


@dataclass(frozen=True)
class SentFile:
    """A sending that was made: its way ("USB KINGSTON", empty if not known) and how far it came.

    `names` are those of its files, which were to be `parts`. `step` is MADE, HANDED_OVER, ARRIVED (at the
    office, not applied) or ANSWERED; of what was written since the sending before it, `fates` counts the
    catatan and `lacking` the photos that the office said it lacks.
    """

    sequence: int
    made_at: int
    records: int
    photos: int
    names: tuple[str, ...]
    parts: int
    way: str
    step: int
    fates: dict[str, int]
    lacking: int


@dataclass(frozen=True)
class StillNeeded:
    """What the office still needs of a sending: `unsent` of its catatan and `photos` of its photos, while it
    `answered` the rest; `others` catatan were written since and go along with the next file."""

    sequence: int
    answered: int
    unsent: int
    photos: int
    others: int

    @property
    def anything(self) -> bool:
        """Whether something of it is needed at all."""
        return bool(self.unsent or self.photos)


@dataclass(frozen=True)
class RecordFate:
    """One catatan of this desk: the latest write to it (ms UTC), its fate, and the office's word: why it came
    back, or what the office told when it decided about it."""

    kind: str
    subject_id: str
    household_id: str | None
    family: str
    at: int
    fate: str
    reason: str


def to_send(desk: Desk) -> ToSend:
    """Return what would go to the office now."""
    with desk.read() as session:
        connection = session.connection()
        link = get_setting(session, "office")
        unsent = count_unsent(connection)
        since, size = connection.exec_driver_sql(
            f"SELECT min(h), coalesce(sum(length(body)), 0) FROM txn WHERE own AND fate IN {UNSENT}"
        ).one()
        answered = _answered_at(connection)
        photos = photos_here(desk, unsent_files(session))
        limit = whatsapp_limit(session, desk.today())
    return ToSend(
        office=link["name"] if link else None,
        approved=bool(link and link["approved"]),
        kinds=unsent.subjects,
        since=since,
        size=int(size * SHARE) + AROUND + sum(photos.values()),
        answered_at=answered,
        photos=len(photos),
        limit=limit,
    )


def photos_here(desk: Desk, digests: Iterable[str]) -> dict[str, int]:
    """Return the sizes of those of the photos that are on this desk, by SHA-256."""
    sizes = {digest: desk.blobs.size(digest) for digest in digests}
    return {digest: size for digest, size in sizes.items() if size is not None}


def whatsapp_limit(session: Session, day: date) -> int:
    """Return the size in bytes beyond which a file is split for WhatsApp. Source: the office's limits."""
    return int(config_on(session, "limits", day)["whatsapp_mb"]) * 1_000_000


def still_needed(desk: Desk, sequence: int) -> StillNeeded:
    """Return what the office still needs of a sending. Raises RecordNotFound for a number never made."""
    with desk.read() as session:
        connection = session.connection()
        row = session.exec(
            select(Bundle).where(Bundle.direction == "up", Bundle.sequence == sequence, Bundle.part == 1)
        ).first()
        if row is None:
            raise RecordNotFound(f"Kiriman #{sequence} tidak ada di laptop ini. Tidak ada yang diubah.")
        sql = f"SELECT DISTINCT subject_kind, subject_id, h <= {mark(connection, 1)} FROM txn "
        rows = connection.exec_driver_sql(f"{sql} WHERE own AND fate IN {UNSENT}", (row.made_at,)).fetchall()
        photos = photos_here(desk, unsent_files(session))
        written = _written_at(connection, photos)
    inside = {(kind, subject) for kind, subject, then in rows if then}
    return StillNeeded(
        sequence,
        max(0, row.records - len(inside)),
        len(inside),
        sum(written.get(photo, 0) <= row.made_at for photo in photos),
        len({(kind, subject) for kind, subject, _ in rows} - inside),
    )


def say_needed(needed: StillNeeded) -> str:
    """Say what a sending that is asked for again needs."""
    if not needed.anything:
        return (
            f"Semua isi kiriman #{needed.sequence} sudah dijawab kantor. Tidak ada yang perlu dikirim lagi."
        )
    counts = ((needed.unsent, "catatan"), (needed.photos, "foto"))
    what = " dan ".join(f"{count} {word}" for count, word in counts if count)
    others = f", bersama {needed.others} catatan sesudahnya" if needed.others else ""
    rest = f" {needed.answered} catatan lainnya sudah dijawab." if needed.answered else ""
    return (
        f"{what} dari kiriman #{needed.sequence} belum diterima kantor dan ikut di kiriman "
        f"berikutnya{others}.{rest}"
    )


def sent_files(desk: Desk) -> list[SentFile]:
    """Return the sendings this desk made for the office, newest first."""
    with desk.read() as session:
        connection = session.connection()
        ways = get_setting(session, "ways", {})
        rows = session.exec(
            select(Bundle)
            .where(Bundle.direction == "up", Bundle.part == 1)
            .order_by(Bundle.sequence.desc())  # type: ignore[attr-defined]
            .limit(SHOWN_FILES)
        ).all()
        parts = _parts(session, [row.sequence for row in rows])
        lacks = _written_at(connection, photos_here(desk, get_setting(session, LACKS, []))).values()
        one = f"SELECT min(h) FROM txn WHERE own AND fate = {mark(connection, 1)}"
        unanswered = _Unanswered(
            here=connection.exec_driver_sql(one, ("belum",)).scalar(),
            there=connection.exec_driver_sql(one, ("sampai",)).scalar(),
            photo=min(lacks, default=None),
            since=_answered_at(connection) or 0,
        )
        made = [row.made_at for row in rows]
        fates = _fates_by_file(connection, made)
        lacking = _lacking_by_file(lacks, made)
        return [
            SentFile(
                row.sequence,
                row.made_at,
                row.records,
                sum(part.files for part in parts[row.sequence]),
                tuple(part.name for part in parts[row.sequence]),
                row.parts,
                ways.get(str(row.sequence), ""),
                _step(row, unanswered),
                counts,
                photos,
            )
            for row, counts, photos in zip(rows, fates, lacking, strict=True)
        ]


def record_fates(desk: Desk) -> list[RecordFate]:
    """Return this desk's latest catatan with their fates, first those that need their author."""
    rank = {fate: at for at, fate in enumerate(WORST_FIRST)}
    with desk.read() as session:
        connection = session.connection()
        returned = connection.exec_driver_sql(
            f"{_RECORDS} AND t.fate IN ('dikembalikan', 'ditolak') AND {NEWEST} ORDER BY t.h DESC"
        ).fetchall()
        latest = connection.exec_driver_sql(f"{_RECORDS} ORDER BY t.h DESC LIMIT {SHOWN_RECORDS}").fetchall()
        told = _told(connection, {row[2] for row in [*returned, *latest] if row[2]})
    found: dict[tuple[str, str], RecordFate] = {}
    for row in [*returned, *latest]:
        read = RecordFate(*row)
        one = replace(read, reason=say_reason(read.reason or ""))
        known = found.setdefault((one.kind, one.subject_id), one)
        if one.fate not in BACK and rank[one.fate] < rank[known.fate]:
            found[one.kind, one.subject_id] = one
    for key, one in found.items():
        said = told.get((one.kind, one.subject_id))
        if said and not one.reason and said[0] >= one.at:
            found[key] = replace(one, reason=said[1])
    return sorted(found.values(), key=lambda one: (rank[one.fate] > rank["dikembalikan"], -one.at))


def _told(connection: Connection, homes: Collection[str]) -> dict[tuple[str, str], tuple[int, str]]:
    """Return by catatan when and what the office told about it last; of a person it told their family."""
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for home, table, row_id, text, at in select_in(connection, _TOLD, homes):
        about = ("household", home) if table in ("member", "phone") else (table, row_id)
        found[about] = max(found.get(about, (0, "")), (at, text))
    return found


@dataclass(frozen=True)
class _Unanswered:
    """When the oldest was written that the office did not answer: a write it has not, one that lies `there`,
    a photo it lacks; `since` when the last answer was used. In ms UTC, None for nothing."""

    here: int | None
    there: int | None
    photo: int | None
    since: int


def _step(row: Bundle, unanswered: _Unanswered) -> int:
    """Say how far a sending came: what is older than the oldest unconfirmed write was answered with it.

    One of photos alone is answered by the first answer after it that lacks none of that age."""
    here, there = _holds(row, unanswered.here), _holds(row, unanswered.there)
    answered = not here and not there
    if not row.records:
        answered = row.made_at < unanswered.since and not _holds(row, unanswered.photo)
    if row.state == "dijawab" or answered:
        return ANSWERED
    if row.records and not here:
        return ARRIVED
    return HANDED_OVER if row.state == "diserahkan" else MADE


def _holds(row: Bundle, oldest: int | None) -> bool:
    return oldest is not None and oldest <= row.made_at


def _fates_by_file(connection: Connection, made: list[int]) -> list[dict[str, int]]:
    """Count for each file, newest first, the catatan written since the one before it, by fate."""
    upto = made[::-1]
    seen: list[dict[str, set[str]]] = [{} for _ in upto]
    rows = connection.exec_driver_sql("SELECT h, fate, subject_id FROM txn WHERE own").fetchall()
    for h, fate, subject in rows:
        place = bisect_left(upto, h)
        if place < len(upto):
            seen[place].setdefault(fate, set()).add(subject)
    return [{fate: len(each[fate]) for fate in FATE if fate in each} for each in reversed(seen)]


def _parts(session: Session, sequences: list[int]) -> dict[int, list[Bundle]]:
    """Return the files of each sending in their order."""
    found: dict[int, list[Bundle]] = {sequence: [] for sequence in sequences}
    lowest = min(sequences, default=0)
    for row in session.exec(
        select(Bundle).where(Bundle.direction == "up", Bundle.sequence >= lowest).order_by(Bundle.part)  # type: ignore[arg-type]
    ):
        if row.sequence in found:
            found[row.sequence].append(row)
    return found


def _answered_at(connection: Connection) -> int | None:
    """Return when the last answer was used (ms UTC)."""
    sql = "SELECT max(at) FROM bundle WHERE direction = 'down' AND state = 'diterapkan'"
    found = connection.exec_driver_sql(sql).scalar()
    return None if found is None else int(found)


def _lacking_by_file(lacks: Collection[int], made: list[int]) -> list[int]:
    """Count for each sending, newest first, the photos written since the one before it that the office said
    it lacks; `lacks` is when each was written."""
    upto = made[::-1]
    counts = [0] * len(upto)
    for h in lacks:
        place = bisect_left(upto, h)
        if place < len(upto):
            counts[place] += 1
    return counts[::-1]


def _written_at(connection: Connection, photos: Collection[str]) -> dict[str, int]:
    """Return when this desk wrote the row of each photo, by SHA-256 (ms UTC)."""
    sql = (
        "SELECT f.sha256, min(t.h) FROM file f JOIN txn t ON t.id = f.base_txn "
        "WHERE t.own AND f.sha256 IN {} GROUP BY f.sha256"
    )
    return {row[0]: row[1] for row in select_in(connection, sql, photos)}


_RECORDS = (
    "SELECT t.subject_kind, t.subject_id, t.household_id, coalesce(m.name, ''), t.h, t.fate, t.fate_reason "
    "FROM txn t LEFT JOIN household h ON h.id = t.household_id "
    "LEFT JOIN member m ON m.id = h.pengurus_id WHERE t.own"
)
_TOLD = (
    "SELECT n.household_id, n.subject_kind, n.subject_id, n.text, n.base_at FROM note n "
    "WHERE n.reverses IS NULL AND n.household_id IN {} "
    "AND NOT EXISTS (SELECT 1 FROM note r WHERE r.reverses = n.id)"
)
