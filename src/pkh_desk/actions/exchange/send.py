"""Sending: one sealed file with everything the office has not confirmed.

While the office has not approved the desk, the file is its request to join and carries the work along, so
that approval is all it takes. Sending again what is not confirmed is harmless by design.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, select

from pkh_desk import __version__
from pkh_desk.actions.exchange.keys import OfficeLink, join_refused, keys_of, office_link, own_words
from pkh_desk.desk import Desk
from pkh_desk.errors import RecordNotFound
from pkh_desk.store.blobs import Blobs
from pkh_desk.store.exchange import Bundle
from pkh_desk.store.local import get_setting, put_setting
from pkh_desk.store.txnlog import SCHEMA
from pkh_desk.sync.erasing import CAPABILITY
from pkh_desk.sync.join import make_join
from pkh_desk.sync.keys import DeskKeys
from pkh_desk.sync.manifest import BACKUP_AT, Heading
from pkh_desk.sync.outgoing import Unsent, count_unsent, has_erased, unsent_files, unsent_lines
from pkh_desk.sync.writer import Lines, Photo, WrittenBundle, write_bundle

TXNS = "txns.jsonl.zst"
MOST_WAYS = 100


@dataclass(frozen=True)
class Sent:
    """A file that was made: where it lies, its number, the catatan inside; `words` while joining."""

    path: Path
    sequence: int
    records: int
    size: int
    words: str | None


def send(desk: Desk, folder: Path) -> Sent:
    """Write the next file for the office into `folder`.

    Raises NotEnrolled, JoinRefused, DiskFull, FolderGone, BundleDamaged; whatever happens, nothing is marked
    as sent: only an answer does that.
    """
    link, keys = office_link(desk), keys_of(desk)
    if link.refused:
        raise join_refused(link.refused)
    with desk.read() as session:
        sequence = int(get_setting(session, "sequence", 0)) + 1
        unsent = count_unsent(session.connection())
        heading = _heading(desk, session, link, keys, sequence, unsent)
        parts: list[Lines | Photo] = [Lines(TXNS, unsent_lines(session.connection()))]
        parts += _photos(session, desk.blobs)
        written = write_bundle(folder, heading, parts, keys, link.keys.recipients)
    _remember(desk, link, written, unsent)
    return Sent(
        written.path, sequence, unsent.records, written.size, None if link.approved else own_words(desk)
    )


def note_way(desk: Desk, sequence: int, way: str) -> None:
    """Remember on which way a file was put ("USB KINGSTON"), for the history of sendings."""
    with desk.keep() as session:
        ways = {**get_setting(session, "ways", {}), str(sequence): way[:40]}
        kept = sorted(ways, key=int)[-MOST_WAYS:]
        put_setting(session, "ways", {key: ways[key] for key in kept})
    desk.tell(frozenset({"bundle"}))


def mark_handed_over(desk: Desk, sequence: int) -> None:
    """Note that a person gave the file to the office. Raises RecordNotFound for a number never made."""
    with desk.keep() as session:
        row = session.exec(
            select(Bundle).where(Bundle.direction == "up", Bundle.sequence == sequence)
        ).first()
        if row is None:
            raise RecordNotFound(f"Kiriman #{sequence} tidak ada di laptop ini. Tidak ada yang diubah.")
        if row.state == "dibuat":
            row.state = "diserahkan"
    desk.tell(frozenset({"bundle"}))


def _heading(
    desk: Desk, session: Session, link: OfficeLink, keys: DeskKeys, sequence: int, unsent: Unsent
) -> Heading:
    me, backups = desk.identity, desk.backups.list()
    join = None
    if not link.approved:
        join = make_join(link.secret, me.desk_id, me.name, me.code, me.mac_key, keys.public)
    return Heading(
        needs=[CAPABILITY] if has_erased(session.connection()) else [],
        from_desk=me.desk_id,
        to_desk=link.desk_id,
        to_name=link.name,
        kind="up" if link.approved else "join",
        from_name=me.name,
        from_code=me.code,
        sequence=sequence,
        epoch=get_setting(session, "epoch", ""),
        cursor=get_setting(session, "cursor", 0),
        answered=get_setting(session, "answered", ""),
        counts={"catatan": unsent.records, "txns": unsent.txns, **unsent.subjects},
        digest={BACKUP_AT: backups[0].made_at} if backups else {},
        app=__version__,
        schema_version=SCHEMA,
        made_at=desk.now(),
        join=join,
    )


def _photos(session: Session, blobs: Blobs) -> Iterator[Photo]:
    for sha256 in unsent_files(session.connection()):
        content = blobs.get(sha256)
        if content is not None:
            yield Photo(sha256, len(content), lambda kept=content: kept)  # type: ignore[misc]


def _remember(desk: Desk, link: OfficeLink, written: WrittenBundle, unsent: Unsent) -> None:
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
                records=unsent.records,
                size=written.size,
                name=written.path.name,
            )
        )
    desk.tell(frozenset({"bundle"}))
