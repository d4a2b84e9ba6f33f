"""Sending: sealed files with everything the office has not confirmed, one or as many as a limit asks for.

While the office has not approved the desk, the file is its request to join and carries the work along, so
that approval is all it takes. Sending again what is not confirmed is harmless by design.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection
from sqlmodel import Session, select

from pkh_desk import __version__
from pkh_desk.actions.exchange.keys import OfficeLink, join_refused, keys_of, office_link, own_words
from pkh_desk.desk import Desk
from pkh_desk.errors import (
    BundleDamaged,
    Cancelled,
    DamagedDatabase,
    DiskFull,
    FolderGone,
    PartsMissing,
    RecordNotFound,
    UserError,
)
from pkh_desk.store.exchange import Bundle
from pkh_desk.store.garbage import uncollected
from pkh_desk.store.local import get_setting, put_setting
from pkh_desk.store.log.txnlog import SCHEMA
from pkh_desk.store.upkeep.blobs import Blobs
from pkh_desk.store.upkeep.erasures import listed
from pkh_desk.sync.bundle.jsonlines import pack
from pkh_desk.sync.bundle.limits import DEFAULT_CAPS
from pkh_desk.sync.bundle.manifest import BACKUP_AT, Heading
from pkh_desk.sync.bundle.outgoing import Unsent, count_unsent, has_erased, unsent_files, unsent_lines
from pkh_desk.sync.bundle.parts import CAPABILITY as COMPANION
from pkh_desk.sync.bundle.parts import share_out
from pkh_desk.sync.bundle.writer import Lines, Photo, PhotoUnreadable, WrittenBundle, write_bundle
from pkh_desk.sync.enrolment.join import make_join
from pkh_desk.sync.enrolment.keys import DeskKeys
from pkh_desk.sync.merging.erasing import CAPABILITY, standing_order

TXNS = "txns.jsonl.zst"
MOST_WAYS = 100
LARGEST = DEFAULT_CAPS.file
"""No file is larger, in bytes: no reader would take it."""
WHY: dict[type[UserError], str] = {
    DiskFull: "USB atau folder penuh",
    FolderGone: "USB tercabut atau folder hilang",
    BundleDamaged: "berkasnya tidak terbaca kembali dengan benar",
    Cancelled: "dibatalkan",
}

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Sent:
    """A sending that was made: its number, its files, the catatan and photos inside, bytes of all files.

    `words` while joining; `later` photos then wait for the approval, because they fit no single file.
    `broken` photos cannot be read here and stayed out.
    """

    files: tuple[Path, ...]
    sequence: int
    records: int
    photos: int
    size: int
    words: str | None
    later: int = 0
    broken: int = 0

    @property
    def path(self) -> Path:
        """The first file, which holds the catatan."""
        return self.files[0]


@uncollected()
def send(
    desk: Desk,
    folder: Path,
    limit: int = LARGEST,
    progress: Progress = lambda done, total: None,
) -> Sent:
    """Write the next sending for the office into `folder`, in files of at most `limit` bytes.

    If one is not enough, the first holds the catatan and the others the photos. `progress(done, total)` tells
    of the bytes of photos and may raise Cancelled. Raises NotEnrolled, JoinRefused, DiskFull, FolderGone,
    BundleDamaged, Cancelled for the first file, for a later one PartsMissing: those before it stay and are
    good. Whatever happens, nothing is marked as sent: only an answer does that.
    """
    link, keys = office_link(desk), keys_of(desk)
    if link.refused:
        raise join_refused(link.refused)
    with desk.read() as session:
        connection = session.connection()
        unsent = count_unsent(connection)
        photos = _Reading(desk.blobs, progress).photos(unsent_files(session))
        packed = pack(unsent_lines(connection))
        shared = share_out(photos, len(packed.data), limit)
        if not link.approved:
            # Photos that came before anybody had approved them would be for nothing if nobody does.
            shared = shared[:1]
        heading = _heading(desk, session, link, keys, unsent, len(shared))
    making = _Making(folder, keys, link.keys.recipients)
    first = making.write(heading, [Lines(TXNS, packed)], shared[0])
    _remember(desk, link, first)
    written = [first]
    for part, files in enumerate(shared[1:], start=2):
        try:
            written.append(making.write(_companion(heading, part), [], files))
        except UserError as error:
            raise _parts_missing(part, len(shared), error) from error
        _remember(desk, link, written[-1])
    sent = sum(each.manifest.files for each in written)
    return Sent(
        tuple(each.path for each in written),
        heading.sequence,
        unsent.records,
        sent,
        sum(each.size for each in written),
        None if link.approved else own_words(desk),
        len(photos) - sent - len(making.broken),
        len(making.broken),
    )


def _companion(heading: Heading, part: int) -> Heading:
    return Heading(**{**dict(heading), "part": part, "needs": [COMPANION], "counts": {}})


class _Making:
    """Writes the files of a sending; `broken` are the photos that cannot be read: they stop no others."""

    def __init__(self, folder: Path, keys: DeskKeys, recipients: Sequence[str]) -> None:
        self._folder = folder
        self._keys = keys
        self._recipients = recipients
        self.broken: set[str] = set()

    def write(self, heading: Heading, lines: list[Lines], photos: list[Photo]) -> WrittenBundle:
        """Write one file; again without it each time a photo turns out broken."""
        while True:
            whole = [photo for photo in photos if photo.sha256 not in self.broken]
            try:
                return write_bundle(self._folder, heading, [*lines, *whole], self._keys, self._recipients)
            except PhotoUnreadable as error:
                self.broken.add(error.sha256)


def _parts_missing(part: int, parts: int, error: UserError) -> PartsMissing:
    """Say which files of a sending are there when one could not be written."""
    there = {2: "1", 3: "1 dan 2"}.get(part, f"1 sampai {part - 1}")
    left = f"Bagian {part}" if part == parts else f"Bagian {part} sampai {parts}"
    why = next((words for kind, words in WHY.items() if isinstance(error, kind)), str(error))
    return PartsMissing(
        f"Bagian {there} dari {parts} sudah tertulis dan tetap berlaku. {left} belum: {why}.",
        "Serahkan yang sudah ada. Foto yang belum tertulis ikut di kiriman berikutnya.",
    )


class _Reading:
    """Reads photos one at a time while they are sealed, and tells how far that is."""

    def __init__(self, blobs: Blobs, progress: Progress) -> None:
        self._blobs = blobs
        self._progress = progress
        self._done = self._total = 0

    def photos(self, digests: list[str]) -> list[Photo]:
        """Return those of the photos that are here."""
        sizes = {digest: self._blobs.size(digest) for digest in digests}
        here = {digest: size for digest, size in sizes.items() if size is not None}
        self._total = sum(here.values())
        return [Photo(digest, size, lambda one=digest: self._read(one)) for digest, size in here.items()]  # type: ignore[misc]

    def _read(self, digest: str) -> bytes:
        self._progress(min(self._done, self._total), self._total)
        content = None
        with suppress(DamagedDatabase):
            content = self._blobs.get(digest)
        if content is None:
            raise FileNotFoundError(digest)
        self._done += len(content)
        return content


def note_way(desk: Desk, sequence: int, way: str) -> None:
    """Remember on which way a file was put ("USB KINGSTON"), for the history of sendings."""
    with desk.keep() as session:
        ways = {**get_setting(session, "ways", {}), str(sequence): way[:40]}
        kept = sorted(ways, key=int)[-MOST_WAYS:]
        put_setting(session, "ways", {key: ways[key] for key in kept})
    desk.tell(frozenset({"bundle"}))


def mark_handed_over(desk: Desk, sequence: int, handed: bool = True) -> None:
    """Note that a person gave the files to the office, or with `handed` False that they did not after all.

    Raises RecordNotFound for a number never made. What the office answered stays.
    """
    was, now = ("dibuat", "diserahkan") if handed else ("diserahkan", "dibuat")
    with desk.keep() as session:
        rows = session.exec(select(Bundle).where(Bundle.direction == "up", Bundle.sequence == sequence)).all()
        if not rows:
            raise RecordNotFound(f"Kiriman #{sequence} tidak ada di laptop ini. Tidak ada yang diubah.")
        for row in rows:
            if row.state == was:
                row.state = now
    desk.tell(frozenset({"bundle"}))


def _heading(
    desk: Desk, session: Session, link: OfficeLink, keys: DeskKeys, unsent: Unsent, parts: int
) -> Heading:
    me, backups = desk.identity, desk.backups.list()
    join = None
    if not link.approved:
        join = make_join(link.secret, me.desk_id, me.name, me.code, me.mac_key, keys.public)
    return Heading(
        needs=[CAPABILITY] if _holds_erased(desk, session.connection()) else [],
        from_desk=me.desk_id,
        to_desk=link.desk_id,
        to_name=link.name,
        kind="up" if link.approved else "join",
        from_name=me.name,
        from_code=me.code,
        sequence=int(get_setting(session, "sequence", 0)) + 1,
        epoch=get_setting(session, "epoch", ""),
        cursor=get_setting(session, "cursor", 0),
        answered=get_setting(session, "answered", ""),
        parts=parts,
        counts={"catatan": unsent.records, "txns": unsent.txns, **unsent.subjects},
        digest={BACKUP_AT: backups[0].made_at} if backups else {},
        app=__version__,
        schema_version=SCHEMA,
        # By a clock that was set back it would be older than what it holds, and not be known to hold it.
        made_at=max(desk.now(), unsent.newest),
        join=join,
    )


def _holds_erased(desk: Desk, connection: Connection) -> bool:
    """Say whether an erased txn goes along; bodies are looked through only if anything was ever ordered."""
    ordered = bool(listed(desk.places)) or bool(standing_order(connection).homes)
    return ordered and has_erased(connection)


def _remember(desk: Desk, link: OfficeLink, written: WrittenBundle) -> None:
    manifest = written.manifest
    with desk.keep() as session:
        put_setting(session, "sequence", manifest.sequence)
        session.add(
            Bundle(
                sha256=written.sha256,
                direction="up",
                desk_id=link.desk_id,
                sequence=manifest.sequence,
                kind=manifest.kind,
                state="dibuat",
                made_at=manifest.made_at,
                at=manifest.made_at,
                records=manifest.counts.get("catatan", 0),
                size=written.size,
                name=written.path.name,
                part=manifest.part,
                parts=manifest.parts,
                files=manifest.files,
            )
        )
    desk.tell(frozenset({"bundle"}))
